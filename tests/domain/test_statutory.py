from datetime import date

import pytest
from domain.calendar_tables import days_of

from liaison.domain.statutory import estimated_year, statutory_days
from liaison.domain.workdays import WorkCalendar, bundled
from liaison.domain.year_days import is_weekend

ESTIMATES = WorkCalendar({})


@pytest.mark.parametrize(("year", "expected"), [
    (1949, {}),
    (1950, {"元旦": 1, "春节": 3, "劳动节": 1, "国庆节": 2}),
    (1999, {"元旦": 1, "春节": 3, "劳动节": 1, "国庆节": 3}),
    (2000, {"元旦": 1, "春节": 3, "劳动节": 3, "国庆节": 3}),
    (2008, {"元旦": 1, "春节": 3, "清明节": 1, "劳动节": 1, "端午节": 1, "中秋节": 1, "国庆节": 3}),
    (2014, {"元旦": 1, "春节": 3, "清明节": 1, "劳动节": 1, "端午节": 1, "中秋节": 1, "国庆节": 3}),
    (2025, {"元旦": 1, "春节": 4, "清明节": 1, "劳动节": 2, "端午节": 1, "中秋节": 1, "国庆节": 3}),
    (2027, {"元旦": 1, "春节": 4, "清明节": 1, "劳动节": 2, "端午节": 1, "中秋节": 1, "国庆节": 3}),
])
def test_the_law_in_force_gives_so_many_days(year, expected):
    assert {name: len(days) for name, days in statutory_days(year).items()} == expected


@pytest.mark.parametrize(("year", "first", "last"), [
    (2007, "2007-02-18", "2007-02-20"), (2008, "2008-02-06", "2008-02-08"),
    (2013, "2013-02-09", "2013-02-11"), (2014, "2014-01-31", "2014-02-02"),
    (2024, "2024-02-10", "2024-02-12"), (2027, "2027-02-05", "2027-02-08"),
])
def test_the_spring_festival_began_on_its_eve_or_its_first_day_as_the_law_stood(year, first, last):
    days = statutory_days(year)["春节"]
    assert (days[0].isoformat(), days[-1].isoformat()) == (first, last)


def test_2027_is_estimated_with_days_made_up_after_the_holiday_they_belong_to():
    assert {on.isoformat()[5:]: name for on, name in estimated_year(2027).off.items()} == {
        "01-01": "元旦",
        "02-05": "春节", "02-06": "春节", "02-07": "春节", "02-08": "春节", "02-09": "春节",
        "02-10": "春节",
        "04-05": "清明节",
        "05-01": "劳动节", "05-02": "劳动节", "05-03": "劳动节", "05-04": "劳动节",
        "06-09": "端午节", "09-15": "中秋节",
        "10-01": "国庆节", "10-02": "国庆节", "10-03": "国庆节", "10-04": "国庆节", "10-05": "国庆节",
    }
    assert not estimated_year(2027).work
    assert estimated_year(2027).estimated


def test_mid_autumn_on_national_day_gives_one_day_more_and_both_names():
    off = estimated_year(2031).off
    assert off[date(2031, 10, 1)] == "中秋节、国庆节"
    assert [on.day for on in off if on.month == 10] == [1, 2, 3, 4, 5, 6]


def test_the_weekend_between_a_holiday_and_its_make_up_day_belongs_to_it():
    assert [on.isoformat() for on in estimated_year(2048).off if on.month == 10] == [
        "2048-10-01", "2048-10-02", "2048-10-03", "2048-10-04", "2048-10-05",
    ]


@pytest.mark.parametrize(("years", "holidays"), [
    (range(1996, 1999), 7), (range(2000, 2008), 10), (range(2008, 2025), 11), (range(2025, 2101), 13),
])
def test_no_public_holiday_is_lost_to_a_weekend(years, holidays):
    for year in years:
        ordinary = sum(not is_weekend(on) for on in days_of(year))
        assert sum(status.workday for status in ESTIMATES.year(year)) == ordinary - holidays, year


def test_the_estimate_gives_as_many_working_days_as_the_published_years_within_two():
    published = bundled()
    for year in range(2008, 2027):
        given, estimated = (
            sum(status.workday for status in calendar.year(year)) for calendar in (published, ESTIMATES)
        )
        assert abs(given - estimated) <= 2, year


def test_making_up_weekend_holidays_is_nearer_to_what_was_published_than_not_doing_so():
    published = bundled()
    wrong = {"made up": 0, "not made up": 0}
    for year in range(2008, 2027):
        bare = {on for days in statutory_days(year).values() for on in days}
        for given, estimated in zip(published.year(year), ESTIMATES.year(year), strict=True):
            wrong["made up"] += given.workday != estimated.workday
            wrong["not made up"] += given.workday == (given.date in bare or is_weekend(given.date))
    assert wrong == {"made up": 253, "not made up": 312}


def test_every_statutory_day_of_the_published_years_was_given_off():
    published = bundled()
    for year in range(2007, 2027):
        for days in statutory_days(year).values():
            assert all(published.is_day_off(on) for on in days), year


@pytest.mark.parametrize(("on", "weekend"), [
    ("1995-04-29", False), ("1995-04-30", True), ("1995-05-06", True), ("1949-10-01", False),
    ("2026-11-21", True),
])
def test_saturday_is_a_weekend_since_may_1995(on, weekend):
    assert is_weekend(date.fromisoformat(on)) is weekend


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_without_calendar_tables_is_refused(year):
    with pytest.raises(ValueError, match="1900年至2100年"):
        estimated_year(year)
