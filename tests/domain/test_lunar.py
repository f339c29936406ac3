import re
from datetime import date

import pytest
from domain.calendar_tables import (
    BUNDLED,
    ONE_DAY,
    bundled_rows,
    days_between,
    lunar_walk,
    shared_file,
    shared_rows,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain import lunar
from liaison.domain.lunar import FIRST_DAY, LAST_DAY, LunarDay, LunarError

covered_days = st.dates(FIRST_DAY, LAST_DAY)


@pytest.mark.parametrize("name", ["lunar_months.csv", "solar_terms.csv", "state_council_days.csv"])
def test_the_bundled_table_is_the_shared_one_byte_for_byte(name):
    assert (BUNDLED / name).read_bytes() == shared_file(name).read_bytes()


def test_the_months_of_the_table_follow_each_other_without_gap():
    on = FIRST_DAY
    for row in bundled_rows("lunar_months.csv"):
        assert date.fromisoformat(row["first_day"]) == on
        on += int(row["length"]) * ONE_DAY
    assert on - ONE_DAY == LAST_DAY


def test_every_day_1900_to_2100_is_the_lunar_day_of_the_table_and_comes_back():
    walk = lunar_walk()
    assert len(walk) == 73412
    wrong = [
        on for on, (year, month, day, is_leap) in walk.items()
        if lunar.to_lunar(on) != LunarDay(year, month, day, is_leap)
        or lunar.to_solar(year, month, day, is_leap) != on
    ]
    assert wrong == []


def test_every_row_where_sources_differ_reads_as_was_chosen():
    checked = 0
    for row in shared_rows("discrepancies.csv"):
        found = re.match(r"(\d{4})-(\d\d) first day", row["item"])
        if row["kind"] == "new_moon" and found:
            chosen = date.fromisoformat(row["chosen_date"])
            assert lunar.to_solar(int(found[1]), int(found[2]), 1) == chosen, row["item"]
            assert lunar.to_lunar(chosen).day == 1, row["item"]
            checked += 1
    assert checked == 13


@pytest.mark.parametrize(("year", "first_day"), [
    (1900, "1900-01-31"), (1949, "1949-01-29"), (1985, "1985-02-20"), (2023, "2023-01-22"),
    (2024, "2024-02-10"), (2025, "2025-01-29"), (2026, "2026-02-17"), (2027, "2027-02-06"),
    (2028, "2028-01-26"), (2033, "2033-01-31"), (2034, "2034-02-19"), (2100, "2100-02-09"),
])
def test_the_first_day_of_the_lunar_year(year, first_day):
    assert lunar.new_year(year) == date.fromisoformat(first_day)


@pytest.mark.parametrize(("lunar_year", "on", "words"), [
    (2024, "2025-01-28", "腊月廿九"), (2025, "2026-02-16", "腊月廿九"), (2026, "2027-02-05", "腊月廿九"),
    (2027, "2028-01-25", "腊月廿九"), (2028, "2029-02-12", "腊月廿九"), (2029, "2030-02-02", "腊月三十"),
    (2100, "2101-01-28", "腊月廿九"),
])
def test_the_eve_is_the_last_day_of_the_year_be_it_the_29th_or_the_30th(lunar_year, on, words):
    eve = lunar.eve(lunar_year)
    assert eve == date.fromisoformat(on)
    assert lunar.to_lunar(eve).words == words


def test_the_eve_is_always_the_day_before_the_next_new_year():
    for year in range(1900, 2100):
        assert lunar.eve(year) + ONE_DAY == lunar.new_year(year + 1)


@pytest.mark.parametrize(("year", "month"), [
    (1900, 8), (1987, 6), (2020, 4), (2023, 2), (2025, 6), (2028, 5), (2033, 11), (2026, None),
])
def test_the_leap_month_of_a_year(year, month):
    assert lunar.leap_month(year) == month


def test_the_leap_eleventh_month_of_2033_begins_on_22_december():
    assert lunar.to_solar(2033, 11, 1, is_leap=True) == date(2033, 12, 22)
    assert lunar.to_lunar(date(2033, 12, 22)).words == "闰冬月初一"


@pytest.mark.parametrize(("month", "day", "year", "expected"), [
    (8, 15, 2026, ["2026-09-25"]),
    (12, 8, 2025, ["2025-01-07"]),
    (12, 8, 2024, ["2024-01-18"]),
    (12, 8, 2023, []),
    (12, 8, 2022, ["2022-01-10", "2022-12-30"]),
    (12, 30, 2026, []),
    (6, 3, 2025, ["2025-06-27"]),
])
def test_a_gregorian_year_holds_a_lunar_day_never_once_or_twice(month, day, year, expected):
    assert [on.isoformat() for on in lunar.solar_days(month, day, year)] == expected


def test_over_all_years_the_days_found_are_the_ordinary_ones_of_the_table():
    found = {(m, d): [] for m in range(1, 13) for d in (1, 15, 29, 30)}
    for on, (_, month, day, is_leap) in lunar_walk().items():
        if (month, day) in found and not is_leap and on.year <= 2100:
            found[month, day].append(on)
    for (month, day), expected in found.items():
        assert [on for year in range(1900, 2101) for on in lunar.solar_days(month, day, year)] == expected


@pytest.mark.parametrize(("on", "words", "day_words", "cell"), [
    ("2026-09-25", "八月十五", "十五", "十五"),
    ("2025-07-27", "闰六月初三", "初三", "初三"),
    ("2025-07-25", "闰六月初一", "初一", "闰六月"),
    ("2026-02-17", "正月初一", "初一", "正月"),
    ("2026-12-09", "冬月初一", "初一", "冬月"),
    ("2027-01-08", "腊月初一", "初一", "腊月"),
    ("2026-11-08", "九月三十", "三十", "三十"),
    ("2026-11-18", "十月初十", "初十", "初十"),
    ("2026-11-28", "十月二十", "二十", "二十"),
    ("2026-11-29", "十月廿一", "廿一", "廿一"),
])
def test_lunar_days_are_written_as_people_write_them(on, words, day_words, cell):
    day = lunar.to_lunar(date.fromisoformat(on))
    assert (day.words, day.day_words, day.cell_words) == (words, day_words, cell)


@pytest.mark.parametrize(("year", "animal", "stem_branch"), [
    (1900, "鼠", "庚子"), (1984, "鼠", "甲子"), (2024, "龙", "甲辰"), (2026, "马", "丙午"),
    (2027, "羊", "丁未"), (2100, "猴", "庚申"),
])
def test_the_animal_and_the_stem_and_branch_of_a_lunar_year(year, animal, stem_branch):
    assert (lunar.zodiac(year), lunar.stem_branch(year)) == (animal, stem_branch)


@given(covered_days, covered_days)
@settings(deadline=None, max_examples=200)
def test_lunar_days_are_ordered_as_the_days_are(one, other):
    assert (lunar.to_lunar(one) < lunar.to_lunar(other)) == (one < other)
    assert (lunar.to_lunar(one) >= lunar.to_lunar(other)) == (one >= other)


def test_a_leap_month_comes_after_the_month_it_repeats():
    assert LunarDay(2025, 6, 29) < LunarDay(2025, 6, 1, is_leap=True) < LunarDay(2025, 7, 1)


def test_only_the_two_months_that_may_be_revised_are_uncertain():
    uncertain = [on for on in days_between(FIRST_DAY, LAST_DAY) if lunar.is_uncertain(on)]
    expected = days_between(date(2057, 9, 29), date(2057, 10, 27))
    assert uncertain == expected + days_between(date(2097, 8, 8), date(2097, 9, 5))


@pytest.mark.parametrize(("ask", "code", "says"), [
    (lambda: lunar.to_lunar(date(1900, 1, 30)), "day_out_of_range", "1900年至2100年"),
    (lambda: lunar.to_lunar(date(2101, 1, 29)), "day_out_of_range", "2101-01-29"),
    (lambda: lunar.to_solar(1899, 12, 1), "year_out_of_range", "1900年至2100年，1899年不在范围内"),
    (lambda: lunar.to_solar(2101, 1, 1), "year_out_of_range", "2101"),
    (lambda: lunar.to_solar(2026, 7, 1, is_leap=True), "no_leap_month", "农历2026年没有闰七月"),
    (lambda: lunar.to_solar(2026, 13, 1), "no_such_month", "第13月"),
    (lambda: lunar.to_solar(2026, 12, 30), "day_beyond_month", "农历2026年腊月只有29天，没有三十"),
    (lambda: lunar.to_solar(2026, 8, 31), "no_such_day", "初一至三十"),
    (lambda: lunar.to_solar(2026, 8, 0), "no_such_day", "初一至三十"),
    (lambda: lunar.solar_days(8, 15, 2101), "year_out_of_range", "2101"),
    (lambda: lunar.leap_month(1899), "year_out_of_range", "1899"),
    (lambda: lunar.eve(2101), "year_out_of_range", "2101"),
])
def test_what_the_calendar_does_not_have_is_refused_in_words(ask, code, says):
    with pytest.raises(LunarError, match=re.escape(says)) as refusal:
        ask()
    assert refusal.value.code == code
    assert refusal.value.template.format(**refusal.value.params) == str(refusal.value)
