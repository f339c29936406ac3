import re
from datetime import date, timedelta

import pytest

from liaison.domain import lunar
from liaison.domain.date_rules import (
    LastDayRule,
    LunarRule,
    RelativeRule,
    RuleError,
    SolarRule,
    TermRule,
    WeekdayRule,
)
from liaison.domain.rule_texts import parse_rule, rule_text

SPRING_FESTIVAL = LunarRule(1, 1)
NAMED = {"春节": SPRING_FESTIVAL, "元旦": SolarRule(1, 1)}


@pytest.mark.parametrize(
    ("text", "rule", "words"),
    [
        ("10-01", SolarRule(10, 1), "10月1日"),
        ("02-29", SolarRule(2, 29), "2月29日"),
        ("lunar 08-15", LunarRule(8, 15), "农历八月十五"),
        ("lunar 12-23", LunarRule(12, 23), "农历腊月廿三"),
        ("last day of lunar month 12", LastDayRule(), "腊月最后一天"),
        ("last day of lunar month 6", LastDayRule(6), "农历六月最后一天"),
        ("solar term 清明", TermRule("清明"), "节气清明"),
        ("2nd Sunday May", WeekdayRule(2, 6, 5), "5月第2个星期日"),
        ("1 day before 春节", RelativeRule(SPRING_FESTIVAL, "春节", -1), "春节前1天"),
        ("15 days after 春节", RelativeRule(SPRING_FESTIVAL, "春节", 15), "春节后15天"),
    ],
)
def test_a_rule_is_read_from_its_text_said_in_words_and_written_back(text, rule, words):
    assert parse_rule(text, NAMED) == rule
    assert rule.words == words
    assert rule_text(rule) == text


@pytest.mark.parametrize(("text", "year", "expected"), [
    ("10-01", 2026, ["2026-10-01"]),
    ("02-29", 2028, ["2028-02-29"]),
    ("02-29", 2026, []),
    ("lunar 12-08", 2022, ["2022-01-10", "2022-12-30"]),
    ("last day of lunar month 12", 2027, ["2027-02-05"]),
    ("last day of lunar month 12", 1900, []),
    ("solar term 冬至", 2021, ["2021-12-21"]),
    ("2nd Sunday May", 2026, ["2026-05-10"]),
    ("3rd Sunday June", 2026, ["2026-06-21"]),
    ("1st Monday of June", 2026, ["2026-06-01"]),
    ("5th Sunday February", 2032, ["2032-02-29"]),
    ("5th Sunday February", 2026, []),
    ("1 day before 元旦", 2026, ["2026-12-31"]),
    ("7 days before 春节", 2023, ["2023-01-15"]),
    ("40 days before 春节", 2022, ["2022-12-13"]),
    ("40 days before 春节", 2023, []),
])
def test_the_dates_of_a_rule_in_a_year(text, year, expected):
    assert [on.isoformat() for on in parse_rule(text, NAMED).dates_in(year)] == expected


@pytest.mark.parametrize("text", [
    "12-08", "lunar 12-08", "lunar 12-30", "last day of lunar month 12", "solar term 秋分",
    "5th Friday December", "40 days before 春节", "30 days after 元旦", "25 days before 春节",
])
def test_no_two_dates_of_a_rule_share_a_cycle(text):
    rule = parse_rule(text, NAMED)
    cycles = [rule.cycle_of(on) for year in range(1901, 2100) for on in rule.dates_in(year)]
    assert len(cycles) > 5
    assert len(cycles) == len(set(cycles))


def test_days_after_a_december_lunar_day_keep_the_cycle_of_the_day_they_lean_on():
    rule = parse_rule("29 days after 腊月初一", {"腊月初一": LunarRule(12, 1)})
    cycles = [rule.cycle_of(on) for year in range(1901, 2100) for on in rule.dates_in(year)]
    assert len(cycles) == len(set(cycles))


@pytest.mark.parametrize(("text", "code", "says"), [
    ("02-30", "impossible_solar_date", "公历没有2月30日"),
    ("13-01", "impossible_solar_date", "公历没有13月1日"),
    ("00-10", "impossible_solar_date", "永远不会出现"),
    ("lunar 13-01", "impossible_lunar_date", "农历没有13月1日"),
    ("lunar 08-31", "impossible_lunar_date", "永远不会出现"),
    ("6th Sunday May", "no_such_week", "第6个"),
    ("0th Sunday May", "no_such_week", "第0个"),
    ("solar term 大雾", "no_such_term", "大雾"),
    ("3 days before 双十一", "unknown_base", "双十一"),
    ("0 days after 春节", "too_far", "1至60天"),
    ("90 days after 春节", "too_far", "1至60天"),
    ("every day", "unreadable_rule", "every day"),
    ("", "unreadable_rule", "看不懂日期规则"),
    ("10-01 {year}", "unreadable_rule", "{year}"),
])
def test_a_rule_that_can_never_match_or_be_read_is_refused(text, code, says):
    with pytest.raises(RuleError, match=re.escape(says)) as refusal:
        parse_rule(text, NAMED)
    assert refusal.value.code == code


@pytest.mark.parametrize("text", ["10-01", "solar term 清明", "2nd Sunday May", "lunar 08-15"])
@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_outside_the_tables_is_refused_by_every_rule(text, year):
    with pytest.raises(ValueError, match="1900年至2100年"):
        parse_rule(text).dates_in(year)


def test_a_lunar_rule_never_falls_in_a_leap_month():
    assert LunarRule(6, 3).dates_in(2025) == [date(2025, 6, 27)]


def test_the_last_day_of_any_lunar_month_is_the_day_before_the_next_begins():
    for year in range(1902, 2100):
        for on in LastDayRule(6).dates_in(year):
            following = lunar.to_lunar(on + timedelta(days=1))
            assert (lunar.to_lunar(on).month, following.day) == (6, 1)
            assert following.month == 7 or following.is_leap
