"""A year's schedule typed line by line."""

from datetime import date

import pytest

from liaison.domain.workdays import bundled
from liaison.domain.year_checks import YearFileError
from liaison.domain.year_lines import read_year_lines, year_lines

SPRING = "2027-02-05 春节 休\n2027-02-06 春节 休\n2027-02-20 春节 班"


@pytest.mark.parametrize("year", sorted(bundled().years))
def test_a_published_year_is_written_and_read_back(year: int):
    schedule = bundled().years[year]
    assert read_year_lines(year_lines(schedule), year) == schedule


@pytest.mark.parametrize(
    "line",
    [
        "2027-02-06 春节 休",
        "2.6 春节 休",
        "2月6日，春节，放假",
        "2027/2/6 春节 off",
        "  2027年2月6日 春节 休 ",
    ],
)
def test_a_day_may_be_written_in_several_ways(line: str):
    assert read_year_lines(line, 2027).off == {date(2027, 2, 6): "春节"}


def test_empty_lines_are_passed_over():
    assert read_year_lines(f"\n{SPRING}\n\n", 2027) == read_year_lines(SPRING, 2027)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("2027-02-06 春节", "malformed_line"),
        ("2027-02-06 春节 也许", "malformed_line"),
        ("二月初六 春节 休", "malformed_line"),
        ("2027-02-30 春节 休", "unknown_date"),
        (SPRING + "\n2027-02-06 春节 休", "duplicate_date"),
        ("2027-02-07 春节 休", "spring_festival_missing"),
        (SPRING + "\n2026-05-01 劳动节 休", "foreign_year"),
        ("", "empty_file"),
    ],
)
def test_lines_that_cannot_be_true_are_refused(text: str, code: str):
    with pytest.raises(YearFileError) as refusal:
        read_year_lines(text, 2027)
    assert refusal.value.code == code


def test_the_refusal_names_the_line_at_fault():
    with pytest.raises(YearFileError, match="第3行“春节放假”"):
        read_year_lines("2027-02-06 春节 休\n\n春节放假", 2027)
