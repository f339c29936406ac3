import re
from datetime import date
from itertools import pairwise

import pytest
from domain.calendar_tables import lunar_walk
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.birthdays import Birthday, BirthdayError, births_kept_on, next_days, occurrences

TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(("birthday", "words"), [
    (Birthday(8, 15, is_lunar=True), "农历八月十五"),
    (Birthday(8, 15, 1986, is_lunar=True), "农历1986年八月十五"),
    (Birthday(6, 3, 1987, is_lunar=True, is_leap=True), "农历1987年闰六月初三"),
    (Birthday(12, 30, is_lunar=True), "农历腊月三十"),
    (Birthday(10, 1, 1986), "1986年10月1日"),
    (Birthday(12, 15), "12月15日"),
])
def test_a_birthday_in_words(birthday, words):
    assert birthday.words == words


@pytest.mark.parametrize(("birthday", "days"), [
    (Birthday(8, 15, 1986, is_lunar=True), [
        ("2027-09-15", "按农历八月十五", 41), ("2028-10-03", "按农历八月十五", 42),
        ("2029-09-22", "按农历八月十五", 43),
    ]),
    (Birthday(12, 30, is_lunar=True), [
        ("2027-02-05", "当年腊月无三十，取廿九", None), ("2028-01-25", "当年腊月无三十，取廿九", None),
        ("2029-02-12", "当年腊月无三十，取廿九", None),
    ]),
    (Birthday(6, 3, 1987, is_lunar=True, is_leap=True), [
        ("2027-07-06", "生于闰六月，当年无闰六月，按六月", 40),
        ("2028-07-24", "生于闰六月，当年无闰六月，按六月", 41),
        ("2029-07-13", "生于闰六月，当年无闰六月，按六月", 42),
    ]),
    (Birthday(11, 20, is_lunar=True), [
        ("2026-12-28", "按农历冬月二十", None), ("2027-12-17", "按农历冬月二十", None),
        ("2029-01-04", "按农历冬月二十", None),
    ]),
    (Birthday(2, 29, 1988), [
        ("2027-02-28", "生于2月29日，当年无此日，按2月28日", 39), ("2028-02-29", "按公历2月29日", 40),
        ("2029-02-28", "生于2月29日，当年无此日，按2月28日", 41),
    ]),
    (Birthday(11, 23), [
        ("2026-11-23", "按公历11月23日", None), ("2027-11-23", "按公历11月23日", None),
        ("2028-11-23", "按公历11月23日", None),
    ]),
])
def test_the_next_three_days_with_the_rule_applied(birthday, days):
    found = next_days(birthday, TODAY)
    assert [(day.on.isoformat(), day.rule, day.turns) for day in found] == days


def test_born_in_a_leap_month_is_greeted_in_it_when_the_year_has_it_and_only_then():
    birthday = Birthday(6, 3, 1987, is_lunar=True, is_leap=True)
    found = occurrences(birthday, date(2025, 1, 1), date(2025, 12, 31))
    assert [(day.on.isoformat(), day.rule) for day in found] == [("2025-07-27", "按农历闰六月初三")]


def test_born_in_an_ordinary_month_is_never_greeted_again_in_its_leap_month():
    found = occurrences(Birthday(6, 3, is_lunar=True), date(2025, 1, 1), date(2025, 12, 31))
    assert [day.on.isoformat() for day in found] == ["2025-06-27"]


@pytest.mark.parametrize(("year", "on", "rule"), [
    (2025, "2025-08-22", "当年闰六月无三十，取廿九"),
    (2036, "2036-08-21", "按农历闰六月三十"),
    (2027, "2027-08-01", "生于闰六月，当年无闰六月，按六月；当年六月无三十，取廿九"),
])
def test_the_thirtieth_of_a_leap_month_takes_each_rule_it_needs(year, on, rule):
    birthday = Birthday(6, 30, 1979, is_lunar=True, is_leap=True)
    [found] = occurrences(birthday, date(year, 3, 1), date(year + 1, 1, 31))
    assert (found.on.isoformat(), found.rule) == (on, rule)


def test_a_birthday_in_the_twelfth_month_may_fall_twice_or_never_in_a_gregorian_year():
    birthday = Birthday(12, 8, is_lunar=True)
    days = {
        year: [day.on.isoformat() for day in occurrences(birthday, date(year, 1, 1), date(year, 12, 31))]
        for year in (2022, 2023)
    }
    assert days == {2022: ["2022-01-10", "2022-12-30"], 2023: []}


def test_the_thirtieth_of_the_twelfth_month_never_rolls_into_the_new_year():
    walk = lunar_walk()
    found = occurrences(Birthday(12, 30, is_lunar=True), date(1901, 1, 1), date(2100, 12, 31))
    assert len(found) == 200
    assert {walk[day.on][1] for day in found} == {12}
    assert {walk[day.on][2] for day in found} == {29, 30}


@pytest.mark.parametrize("birthday", [Birthday(10, 1, 2026), Birthday(8, 22, 2026, is_lunar=True)])
def test_neither_the_day_of_birth_nor_a_day_before_it_is_a_birthday(birthday):
    found = occurrences(birthday, date(2020, 1, 1), date(2028, 12, 31))
    assert [(day.cycle, day.turns) for day in found] == [(2027, 1), (2028, 2)]


def test_every_lunar_birthday_of_every_year_is_the_day_the_tables_give():
    walk = lunar_walk()
    by_name = {name: on for on, name in walk.items()}
    lengths = {}
    for year, month, day, is_leap in walk.values():
        lengths[year, month, is_leap] = day
    leap_months = {month for _, month, is_leap in lengths if is_leap}
    checked = 0
    for month, day in [(m, d) for m in range(1, 13) for d in (1, 15, 29, 30)]:
        for born_leap in (False, True) if month in leap_months and day < 30 else (False,):
            expected = []
            for year in range(1900, 2101):
                is_leap = born_leap and (year, month, True) in lengths
                expected.append(by_name[year, month, min(day, lengths[year, month, is_leap]), is_leap])
            birthday = Birthday(month, day, is_lunar=True, is_leap=born_leap)
            found = [each.on for each in occurrences(birthday, date(1900, 1, 1), date(2100, 12, 31))]
            assert found == [on for on in expected if on.year <= 2100], birthday
            checked += len(found)
    assert checked == 15675


birthdays = st.one_of(
    st.dates(date(1940, 1, 1), date(2010, 12, 31)).map(lambda on: Birthday(on.month, on.day, on.year)),
    st.dates(date(1940, 1, 1), date(2010, 12, 31)).map(
        lambda on: Birthday(*lunar_walk()[on][1:3], lunar_walk()[on][0], True, lunar_walk()[on][3])
    ),
)


@given(birthdays, st.dates(date(2011, 6, 1), date(2060, 12, 31)))
@settings(deadline=None, max_examples=200)
def test_there_is_one_greeting_a_year_never_two(birthday, today):
    days = next_days(birthday, today, 20)
    assert len(days) == 20
    assert today <= days[0].on
    for one, following in pairwise(days):
        assert following.cycle == one.cycle + 1
        assert following.turns == one.turns + 1
        assert 320 <= (following.on - one.on).days <= 420


@given(birthdays, st.dates(date(2011, 6, 1), date(2060, 12, 31)))
@settings(deadline=None, max_examples=100)
def test_the_days_of_a_span_are_the_next_days_that_lie_in_it(birthday, today):
    end = date(today.year + 3, today.month, 28)
    following = next_days(birthday, today, 9)
    assert occurrences(birthday, today, end) == [day for day in following if day.on <= end]


def test_where_the_tables_end_there_are_fewer_days():
    assert [day.on.isoformat() for day in next_days(Birthday(12, 15), date(2099, 12, 16))] == ["2100-12-15"]
    assert next_days(Birthday(12, 8, is_lunar=True), date(2100, 6, 1)) == []


@pytest.mark.parametrize(("fields", "code", "says"), [
    ({"month": 2, "day": 30}, "no_such_solar_day", "公历没有2月30日"),
    ({"month": 2, "day": 29, "year": 1987}, "no_such_solar_day", "公历1987年没有2月29日"),
    ({"month": 13, "day": 1}, "no_such_solar_day", "13月1日"),
    ({"month": 4, "day": 0}, "no_such_solar_day", "4月0日"),
    ({"month": 6, "day": 3, "is_leap": True}, "leap_solar", "公历没有闰月"),
    ({"month": 8, "day": 31, "is_lunar": True}, "no_such_lunar_day", "8月31日"),
    ({"month": 0, "day": 1, "is_lunar": True}, "no_such_lunar_day", "0月1日"),
    ({"month": 7, "day": 1, "year": 2026, "is_lunar": True, "is_leap": True},
     "no_leap_month", "农历2026年没有闰七月"),
    ({"month": 12, "day": 30, "year": 2025, "is_lunar": True}, "day_beyond_month", "2025年腊月只有29天"),
    ({"month": 1, "day": 1, "is_lunar": True, "is_leap": True}, "leap_day_never", "没有闰正月初一"),
    ({"month": 9, "day": 30, "is_lunar": True, "is_leap": True}, "leap_day_never", "没有闰九月三十"),
    ({"month": 1, "day": 1, "year": 1899}, "year_out_of_range", "1900年至2100年，1899年不在范围内"),
    ({"month": 1, "day": 1, "year": 0, "is_lunar": True}, "year_out_of_range", "0年不在范围内"),
    ({"month": 1, "day": 1, "year": 2101, "is_lunar": True}, "year_out_of_range", "2101年不在范围内"),
])
def test_a_birthday_no_calendar_has_is_refused_in_words(fields, code, says):
    with pytest.raises(BirthdayError, match=re.escape(says)) as refusal:
        Birthday(**fields)
    assert refusal.value.code == code


@pytest.mark.parametrize(("start", "end"), [
    (date(1899, 12, 31), date(1901, 1, 1)), (date(2100, 1, 1), date(2101, 1, 1)),
])
def test_a_span_outside_1900_to_2100_is_refused(start, end):
    with pytest.raises(BirthdayError, match="1900年至2100年"):
        occurrences(Birthday(10, 1), start, end)


@given(
    month=st.integers(1, 12),
    day=st.integers(1, 30),
    is_lunar=st.booleans(),
    is_leap=st.booleans(),
    start=st.dates(date(1901, 1, 1), date(2099, 1, 1)),
)
@settings(max_examples=200, deadline=None)
def test_the_index_of_a_day_names_every_birthday_kept_on_it(month, day, is_lunar, is_leap, start):
    try:
        birthday = Birthday(month, day, is_lunar=is_lunar, is_leap=is_leap)
    except BirthdayError:
        return
    for kept in next_days(birthday, start, 2):
        assert any(
            (month, day, is_lunar) == (birth.month, birth.day, birth.is_lunar)
            and (is_leap or not birth.in_leap)
            for birth in births_kept_on(kept.on)
        )
