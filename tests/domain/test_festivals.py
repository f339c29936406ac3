from datetime import date
from functools import cache

import pytest
from domain.calendar_tables import ONE_DAY, bundled_rows, days_of, lunar_walk, shared_rows, terms_by_date

from liaison.domain.festivals import (
    combined_mid_autumn,
    festivals_between,
    festivals_in,
    prepare_from,
    send_day,
)
from liaison.domain.lunar import LunarDay
from liaison.domain.observances import POLICY, ObservanceError, read_observance
from liaison.domain.send_days import sending_day
from liaison.domain.workdays import WorkCalendar, bundled

CALENDAR = bundled()


def falls_on(rule, on):
    """Whether a rule of the shared policy matches a day, from the tables and not by the code under test."""
    walk = lunar_walk()
    _, month, day, is_leap = walk[on]
    if rule.startswith("lunar "):
        return not is_leap and f"{month:02}-{day:02}" == rule.removeprefix("lunar ")
    if rule == "last day of lunar month 12":
        return walk[on + ONE_DAY][1:3] == (1, 1)
    if rule.startswith("solar term "):
        return terms_by_date().get(on) == rule.removeprefix("solar term ")
    if "Sunday" in rule:
        nth, _, month_name = rule.split()
        is_nth = on.weekday() == 6 and (on.day - 1) // 7 + 1 == int(nth[0])
        return is_nth and on.month == {"May": 5, "June": 6}[month_name]
    return on.isoformat()[5:] == rule


@cache
def policy_rows():
    return shared_rows("observances_policy.csv")


def test_the_festivals_of_1901_to_2100_are_those_a_walk_over_every_day_finds():
    found = 0
    for year in range(1901, 2101):
        kept = [row for row in policy_rows() if not row["since"].isdecimal() or int(row["since"]) <= year]
        walked = {(on, row["name"]) for on in days_of(year) for row in kept if falls_on(row["rule"], on)}
        festivals = [(festival.date, festival.name) for festival in festivals_in(year, CALENDAR)]
        assert len(festivals) == len(set(festivals)), year
        assert set(festivals) == walked, year
        found += len(festivals)
    assert found == 5930


@pytest.mark.parametrize(("on", "name", "lunar", "day_off", "estimated"), [
    ("2025-01-28", "除夕", "腊月廿九", True, False),
    ("2026-02-16", "除夕", "腊月廿九", True, False),
    ("2026-03-03", "元宵节", "正月十五", False, False),
    ("2026-04-05", "清明节", "二月十八", True, False),
    ("2026-05-04", "青年节", "三月十八", True, False),
    ("2026-05-10", "母亲节", "三月廿四", False, False),
    ("2026-09-25", "中秋节", "八月十五", True, False),
    ("2027-02-05", "除夕", "腊月廿九", True, True),
    ("2027-02-06", "春节", "正月初一", True, True),
    ("2027-09-10", "教师节", "八月初十", False, True),
    ("2033-10-01", "国庆节", "九月初九", True, True),
])
def test_a_festival_with_its_lunar_day_and_whether_the_day_is_off(on, name, lunar, day_off, estimated):
    day = date.fromisoformat(on)
    [found] = [each for each in festivals_in(day.year, CALENDAR) if each.name == name]
    assert found.row() == {
        "date": on, "name": name, "lunar": lunar, "tone": found.observance.tone,
        "day_off": day_off, "estimated": estimated,
    }


def test_festivals_of_a_span_include_both_ends_and_cross_the_year():
    found = festivals_between(date(2026, 12, 13), date(2027, 1, 15), CALENDAR)
    assert [(each.date.isoformat(), each.name) for each in found] == [
        ("2026-12-13", "国家公祭日"), ("2026-12-22", "冬至节"), ("2027-01-01", "元旦"),
        ("2027-01-10", "人民警察节"), ("2027-01-15", "腊八节"),
    ]
    assert festivals_between(date(2027, 1, 15), date(2026, 12, 13), CALENDAR) == []


def test_a_festival_that_falls_twice_in_a_year_is_two_occurrences_with_their_own_cycle():
    laba = [each for each in festivals_in(2022, CALENDAR) if each.code == "laba"]
    assert [(each.date.isoformat(), each.cycle) for each in laba] == [
        ("2022-01-10", 2021), ("2022-12-30", 2022),
    ]
    assert [each for each in festivals_in(2023, CALENDAR) if each.code == "laba"] == []


def test_code_and_cycle_name_one_occurrence_only():
    names = [(each.code, each.cycle) for year in range(1901, 2101) for each in festivals_in(year, CALENDAR)]
    assert len(names) == len(set(names))


def test_only_lunar_festivals_in_a_month_that_may_be_revised_are_uncertain():
    uncertain = [
        (each.date.isoformat(), each.name)
        for year in range(1901, 2101) for each in festivals_in(year, CALENDAR) if each.uncertain
    ]
    assert uncertain == [("2057-10-07", "重阳节"), ("2097-08-14", "七夕节"), ("2097-08-22", "中元节")]


def test_1900_leaves_out_what_precedes_the_lunar_table():
    found = festivals_in(1900, CALENDAR)
    assert found[0].lunar == LunarDay(1900, 1, 1)
    assert found[0].name == "春节"


@pytest.mark.parametrize("year", [1899, 2101])
def test_a_year_outside_1900_to_2100_is_refused(year):
    with pytest.raises(ValueError, match="1900年至2100年"):
        festivals_in(year, CALENDAR)


def the_festival(year, name):
    [found] = [each for each in festivals_in(year, CALENDAR) if each.name == name]
    return found


@pytest.mark.parametrize(("year", "name", "sent", "prepared", "why"), [
    (2026, "春节", "2026-02-14", "2026-02-03", "the make-up Saturday is the last working day before"),
    (2026, "除夕", "2026-02-14", "2026-02-03", "merged into the last working day before the holiday"),
    (2027, "元旦", "2026-12-31", "2026-12-23", "over the turn of the year"),
    (2026, "中秋节", "2026-09-24", "2026-09-17", "the working day before"),
    (2025, "中秋节", "2025-09-29", "2025-09-23", "09-30 is 烈士纪念日: nothing goes out"),
    (2013, "中秋节", "2013-09-17", "2013-09-10", "09-18 is a day of remembrance too"),
    (2026, "国庆节", "2026-09-29", "2026-09-21", "around 09-29, never on 09-30"),
    (2026, "端午节", "2026-06-18", "2026-06-12", "the working day before"),
    (2026, "教师节", "2026-09-10", "2026-09-01", "a working Thursday: on the day"),
    (2028, "教师节", "2028-09-08", "2028-08-31", "a Sunday: the working day before"),
    (2026, "青年节", "2026-04-30", "2026-04-24", "inside the May holiday: before it"),
    (2026, "建军节", "2026-07-31", "2026-07-23", "a Saturday: Friday"),
    (2026, "母亲节", "2026-05-10", "2026-05-07", "between friends: the Sunday itself"),
])
def test_the_day_to_send_and_the_day_to_begin(year, name, sent, prepared, why):
    festival = the_festival(year, name)
    assert send_day(festival, CALENDAR).isoformat() == sent, why
    assert prepare_from(festival, CALENDAR).isoformat() == prepared, why


def test_every_greeting_of_every_year_goes_out_on_a_working_day_in_time_and_never_on_a_day_of_remembrance():
    remembrance = {"清明节", "抗战胜利纪念日", "九一八", "烈士纪念日", "国家公祭日"}
    for year in range(2007, 2050):
        festivals = festivals_in(year, CALENDAR)
        quiet = {each.date for each in festivals if each.name in remembrance}
        for festival in festivals:
            if festival.observance.congratulated and festival.name not in ("母亲节", "父亲节"):
                sent = send_day(festival, CALENDAR)
                assert sent <= festival.date
                assert CALENDAR.is_workday(sent)
                assert sent not in quiet


@pytest.mark.parametrize("name", [
    "清明节", "中元节", "寒衣节", "抗战胜利纪念日", "九一八", "烈士纪念日", "国家公祭日", "七夕节",
])
def test_no_day_is_given_to_congratulate_where_nothing_is_congratulated(name):
    festival = the_festival(2026, name)
    for ask in (send_day, prepare_from):
        with pytest.raises(ObservanceError, match=f"{name}不发祝福"):
            ask(festival, CALENDAR)


def test_published_years_combine_mid_autumn_and_national_day_when_one_holiday_held_both():
    names = {(row["date"][:4]) for row in bundled_rows("state_council_days.csv") if "、" in row["name"]}
    combined = [year for year in range(2007, 2027) if combined_mid_autumn(year, CALENDAR)]
    assert combined == [2009, 2012, 2017, 2020, 2023, 2025] == sorted(map(int, names))


@pytest.mark.parametrize(("year", "name", "same_day", "sent", "estimated"), [
    (2020, "中秋国庆", True, "2020-09-29", False),
    (2023, "中秋国庆", False, "2023-09-28", False),
    (2025, "国庆中秋", False, "2025-09-29", False),
    (2028, "国庆中秋", False, "2028-09-29", True),
    (2031, "中秋国庆", True, "2031-09-29", True),
    (2063, "国庆中秋", False, "2063-09-28", True),
])
def test_one_greeting_for_both_is_proposed(year, name, same_day, sent, estimated):
    combined = combined_mid_autumn(year, CALENDAR)
    assert (combined.name, combined.same_day) == (name, same_day)
    assert (combined.send_on.isoformat(), combined.estimated) == (sent, estimated)
    assert combined.prepare_from < combined.send_on


@pytest.mark.parametrize("year", [1906, 1990, 2008, 2024, 2026, 2027, 2033])
def test_no_combined_greeting_in_the_other_years(year):
    assert combined_mid_autumn(year, CALENDAR) is None


def test_without_mid_autumn_in_the_policy_nothing_is_combined():
    policy = [each for each in POLICY if each.code != "mid-autumn"]
    assert combined_mid_autumn(2025, CALENDAR, policy) is None


def own_occasion(rule: str, send_on: str, clear_days: str = "0"):
    return read_observance({
        "code": "own-1", "name": "建院纪念日", "rule": rule, "since": "", "audience": "everyone", "tone": "祝贺",
        "lead_workdays": "5", "send_on": send_on, "clear_days": clear_days, "quiet_day": "", "send_when": "",
        "audience_words": "", "legal_status": "", "basis": "",
    })


@pytest.mark.parametrize(("rule", "send_on", "clear_days", "sent", "why"), [
    ("09-30", "exact", "0", "2026-09-29", "烈士纪念日 itself"),
    ("09-30", "day", "0", "2026-09-29", "烈士纪念日 itself"),
    ("12-13", "exact", "0", "2026-12-12", "国家公祭日 is a Sunday: the Saturday before, as it may go out on a day off"),
    ("12-14", "before", "1", "2026-12-11", "国家公祭日 the day before"),
    ("solar term 清明", "exact", "0", "2026-04-04", "清明 itself"),
    ("04-07", "before", "1", "2026-04-03", "清明 and its days off"),
    ("09-04", "before", "1", "2026-09-02", "抗战胜利纪念日 the day before"),
    ("09-18", "day", "0", "2026-09-17", "九一八 itself"),
    ("06-18", "exact", "0", "2026-06-18", "an ordinary day"),
])
def test_the_greeting_of_an_own_occasion_leaves_anothers_quiet_day(rule, send_on, clear_days, sent, why):
    occasion = own_occasion(rule, send_on, clear_days)
    (on,) = occasion.dates_in(2026)
    assert sending_day(occasion, on, CALENDAR, [*POLICY, occasion]).isoformat() == sent, why


def test_a_quiet_day_of_ones_own_moves_the_other_greetings():
    mourning = read_observance({
        "code": "flood-day", "name": "抗洪纪念日", "rule": "09-10", "since": "", "audience": "nobody",
        "tone": "肃穆", "lead_workdays": "0", "send_on": "none", "clear_days": "0", "quiet_day": "yes",
        "send_when": "", "audience_words": "", "legal_status": "", "basis": "",
    })
    teachers = the_festival(2026, "教师节")
    assert send_day(teachers, CALENDAR, [*POLICY, mourning]) == date(2026, 9, 9)
    found = festivals_between(date(2026, 9, 10), date(2026, 9, 10), WorkCalendar({}), [*POLICY, mourning])
    assert [(each.name, each.solemn) for each in found] == [("教师节", False), ("抗洪纪念日", True)]
