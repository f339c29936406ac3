from datetime import date

import chinese_calendar
import pytest
from domain.calendar_tables import ONE_DAY, bundled_rows, days_between, days_of
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.workdays import DayStatus, WorkCalendar, YearDays, bundled

PUBLISHED = range(2007, 2027)
CALENDAR = bundled()
near_days = st.dates(date(2024, 1, 1), date(2028, 12, 31))


def test_every_day_2007_to_2026_is_as_the_state_council_published_it():
    rows = bundled_rows("state_council_days.csv")
    kinds = {row["date"]: (row["kind"] == "work", row["name"]) for row in rows}
    days = [on for year in PUBLISHED for on in days_of(year)]
    assert len(days) == 7305
    wrong = [
        on for on in days
        if (CALENDAR.is_workday(on), CALENDAR.status(on).name)
        != kinds.get(on.isoformat(), (on.weekday() < 5, ""))
    ]
    assert wrong == []


def test_every_day_2007_to_2026_agrees_with_an_independent_library():
    days = [on for year in PUBLISHED for on in days_of(year)]
    assert [on for on in days if CALENDAR.is_workday(on) != chinese_calendar.is_workday(on)] == []


@pytest.mark.parametrize("year", [1900, 1949, 2007, 2024, 2026, 2027, 2100])
def test_a_year_has_one_row_for_each_of_its_days_in_order(year):
    assert [status.date for status in CALENDAR.year(year)] == days_of(year)


@pytest.mark.parametrize(("on", "status"), [
    ("2006-12-30", (True, "元旦", False)),
    ("2007-12-31", (False, "元旦", False)),
    ("2020-02-03", (True, "春节", False)),
    ("2025-01-26", (True, "春节", False)),
    ("2025-10-06", (False, "国庆节、中秋节", False)),
    ("2026-11-23", (True, "", False)),
    ("2026-11-22", (False, "", False)),
    ("2027-02-06", (False, "春节", True)),
    ("2027-06-10", (True, "", True)),
])
def test_the_status_of_a_day(on, status):
    day = date.fromisoformat(on)
    assert CALENDAR.status(day) == DayStatus(day, *status)


def test_a_status_is_shown_with_the_names_of_the_interface():
    assert CALENDAR.status(date(2027, 2, 6)).row() == {
        "date": "2027-02-06", "workday": False, "name": "春节", "estimated": True,
    }


@pytest.mark.parametrize(("on", "is_off"), [
    ("2026-02-21", True), ("2026-02-14", False), ("2026-11-22", False), ("2026-11-23", False),
    ("2026-10-01", True),
])
def test_a_day_off_is_one_of_a_holiday_not_an_ordinary_weekend(on, is_off):
    assert CALENDAR.is_day_off(date.fromisoformat(on)) is is_off


@pytest.mark.parametrize(("year", "estimated"), [(2006, True), (2007, False), (2026, False), (2027, True)])
def test_only_years_without_a_schedule_are_estimated(year, estimated):
    assert CALENDAR.estimated(year) is estimated
    assert {status.estimated for status in CALENDAR.year(year) if status.date.month < 12} == {estimated}


def test_a_year_loaded_replaces_the_estimate_and_leaves_the_old_calendar_alone():
    schedule = YearDays(2027, off={date(2027, 2, 11): "春节"}, work={date(2026, 12, 27): "元旦"})
    loaded = CALENDAR.with_year(schedule)
    assert not loaded.estimated(2027)
    assert loaded.is_day_off(date(2027, 2, 11))
    assert loaded.is_workday(date(2026, 12, 27)), "a schedule may name days of the December before"
    assert CALENDAR.estimated(2027)
    assert not CALENDAR.is_workday(date(2026, 12, 27))
    assert loaded.year_days(2027) is schedule
    assert CALENDAR.year_days(2027).estimated


@pytest.mark.parametrize(("due_on", "not_before", "expected", "why"), [
    ("2026-11-23", "2026-11-01", "2026-11-23", "a working Monday"),
    ("2026-11-22", "2026-11-01", "2026-11-20", "a Sunday goes back to Friday"),
    ("2026-10-05", "2026-09-01", "2026-09-30", "back over the holiday"),
    ("2026-10-05", "2026-10-02", "2026-10-08", "no working day left before it, so the next one"),
    ("2026-10-10", "2026-10-09", "2026-10-10", "a make-up Saturday is worked"),
    ("2026-11-01", "2026-11-23", "2026-11-23", "overdue: the first day it may be"),
    ("2026-11-01", "2026-11-21", "2026-11-23", "overdue, on a Saturday: Monday"),
    ("2026-11-22", "2026-11-22", "2026-11-23", "due and free on a Sunday: Monday"),
])
def test_a_call_falls_on_the_last_working_day_up_to_due_else_the_next(due_on, not_before, expected, why):
    found = CALENDAR.call_day(date.fromisoformat(due_on), date.fromisoformat(not_before))
    assert found == date.fromisoformat(expected), why


@given(near_days, near_days)
@settings(deadline=None, max_examples=200)
def test_a_call_day_is_worked_never_too_early_and_late_only_when_it_must_be(due_on, not_before):
    on = CALENDAR.call_day(due_on, not_before)
    assert CALENDAR.is_workday(on)
    assert on >= not_before
    if on <= due_on:
        assert not CALENDAR.workdays_between(on + ONE_DAY, due_on)
    else:
        assert not CALENDAR.workdays_between(not_before, due_on)
        assert not CALENDAR.workdays_between(max(due_on, not_before), on - ONE_DAY)


@pytest.mark.parametrize(("on", "workdays", "expected"), [
    ("2026-11-23", 0, "2026-11-23"), ("2026-11-22", 0, "2026-11-22"), ("2026-11-20", 1, "2026-11-23"),
    ("2026-11-21", 1, "2026-11-23"), ("2026-11-22", -1, "2026-11-20"), ("2026-09-30", 1, "2026-10-08"),
    ("2026-10-08", 3, "2026-10-12"), ("2026-10-01", -7, "2026-09-21"), ("2027-01-04", -1, "2026-12-31"),
])
def test_shifting_counts_working_days(on, workdays, expected):
    assert CALENDAR.shift(date.fromisoformat(on), workdays) == date.fromisoformat(expected)


@given(near_days, st.integers(1, 30))
@settings(deadline=None, max_examples=100)
def test_the_nth_working_day_has_n_working_days_up_to_it(on, count):
    assert len(CALENDAR.workdays_between(on + ONE_DAY, CALENDAR.shift(on, count))) == count
    assert len(CALENDAR.workdays_between(CALENDAR.shift(on, -count), on - ONE_DAY)) == count


def test_working_days_between_two_days_include_both_and_are_none_backwards():
    found = CALENDAR.workdays_between(date(2026, 9, 30), date(2026, 10, 10))
    assert [on.isoformat() for on in found] == ["2026-09-30", "2026-10-08", "2026-10-09", "2026-10-10"]
    assert CALENDAR.workdays_between(date(2026, 10, 10), date(2026, 9, 30)) == []


@given(near_days)
@settings(deadline=None, max_examples=100)
def test_the_nearest_working_days_have_none_between(on):
    before, after = CALENDAR.on_or_before(on), CALENDAR.on_or_after(on)
    assert before <= on <= after
    worked = [day for day in days_between(before, after) if CALENDAR.is_workday(day)]
    assert worked in ([before], [before, after])


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_outside_1900_to_2100_is_refused(year):
    with pytest.raises(ValueError, match=f"1900年至2100年，{year}年不在范围内") as refusal:
        WorkCalendar({}).is_workday(date(year, 6, 1))
    assert refusal.value.code == "year_out_of_range"
