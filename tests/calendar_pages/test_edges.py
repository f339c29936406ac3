"""The calendar's ends, and days that cannot be: told beside the field, with the calendar still there."""

import pytest
from cast import Cast
from page_checks import CheckedClient


@pytest.mark.parametrize("path", ["/calendar/1900", "/calendar?month=1900-01", "/calendar?day=1900-01-15"])
def test_1900_is_shown_from_its_first_day(officer: CheckedClient, cast: Cast, path: str):
    page = officer.get(path)
    assert page.status_code == 200
    assert 'datetime="1900-01-01"' in page.text
    assert "month=1899-12" not in page.text and 'href="/calendar/1899' not in page.text


def test_before_the_lunar_table_no_lunar_day_is_made_up(officer: CheckedClient, cast: Cast):
    assert "农历表从 1900 年 1 月 31 日起" in officer.get("/calendar?day=1900-01-30").text
    assert "正月初一" in officer.get("/calendar?day=1900-01-31").text


def test_2100_is_shown_to_its_last_day(officer: CheckedClient, cast: Cast):
    for path in ("/calendar/2100", "/calendar?month=2100-12"):
        page = officer.get(path)
        assert page.status_code == 200
        assert 'datetime="2100-12-31"' in page.text
        assert "month=2101-01" not in page.text and 'href="/calendar/2101' not in page.text


@pytest.mark.parametrize("year", ["1899", "2101"])
def test_beyond_the_ends_the_year_says_why(officer: CheckedClient, cast: Cast, year: str):
    page = officer.get(f"/calendar/{year}")
    assert page.status_code == 400
    assert f"日历只覆盖 1900 年到 2100 年，{year} 不在其中" in page.text


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("day=2027-02-30", "2027年2月"),
        ("day=昨日黄花", "看不懂日期“昨日黄花”"),
        ("day=1899-12-31", "1899年不在范围内"),
        ("month=2101-01", "2101-01 不在其中"),
        ("month=1899-12", "1899-12 不在其中"),
        ("month=2026-13", "月份应写成"),
    ],
)
def test_a_day_that_cannot_be_is_told_beside_its_field_over_today(
    officer: CheckedClient, cast: Cast, query: str, reason: str
):
    page = officer.get(f"/calendar?{query}")
    assert page.status_code == 400
    error = page.text.split('id="day-error"')[1].split("</p>")[0]
    assert reason in error
    assert query.partition("=")[2] in page.text.split('id="day"')[1].split(">")[0]
    assert 'datetime="2026-11-23"' in page.text


def test_the_review_tells_a_false_day_beside_its_field(officer: CheckedClient, cast: Cast):
    page = officer.get("/?on=2027-02-30")
    assert page.status_code == 400
    assert 'id="day-problem"' in page.text
    assert "今天该联系谁" in page.text


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("from=2027-02-30", "from"),
        ("to=昨日黄花", "to"),
        ("from=2027-02-01&to=2026-02-01", "to"),
        ("from=1900-01-01", "to"),
        ("from=2026-01-01&to=2040-01-01", "to"),
    ],
)
def test_a_false_span_of_the_file_is_told_in_the_form_that_asked(
    officer: CheckedClient, cast: Cast, query: str, field: str
):
    page = officer.get(f"/calendar/export.ics?{query}")
    assert page.status_code == 400
    assert page.mimetype == "text/html"
    assert f'id="export-{field}-error"' in page.text
    assert "data-menu open" in page.text


def test_a_day_is_found_by_its_lunar_name(officer: CheckedClient, cast: Cast):
    assert "9月15日" in officer.get("/calendar?day=2027年农历八月十五").text
