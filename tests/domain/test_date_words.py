from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.date_words import DateWordsError, parse_date, relative_words
from liaison.domain.lunar import to_lunar

MONDAY = date(2026, 11, 23)


@pytest.mark.parametrize("typed", [
    "2026-11-23", "2026/11/23", "2026.11.23", "20261123", "26.11.23", "11.23", "11-23", "11/23",
    "11月23日", "11月23号",
    "2026年11月23日", "2026 年 11 月 23 日", "二〇二六年十一月二十三日", "二零二六年十一月二十三日",
    "十一月二十三日",
    "２０２６－１１－２３", "２０２６年１１月２３日", "2026—11—23", "11。23", "2026-11-23 14:30",
    "2026-11-23T14:30:00", "11月23日（周一）",
    "11月23日星期一", "今年11月23日", "二十三号", "23日", "今天", "今日", "今天下午", "今早", "刚才",
    "本周一", "周一", "礼拜一", "today",
])
def test_the_same_day_in_many_ways(typed):
    assert parse_date(typed, MONDAY) == MONDAY


@pytest.mark.parametrize(("typed", "day"), [
    ("昨天", date(2026, 11, 22)),
    ("昨晚", date(2026, 11, 22)),
    ("前天", date(2026, 11, 21)),
    ("大前天", date(2026, 11, 20)),
    ("明天", date(2026, 11, 24)),
    ("明天上午", date(2026, 11, 24)),
    ("后天", date(2026, 11, 25)),
    ("大后天", date(2026, 11, 26)),
    ("後天", date(2026, 11, 25)),
    ("上周二", date(2026, 11, 17)),
    ("上星期日", date(2026, 11, 22)),
    ("上上周一", date(2026, 11, 9)),
    ("本周五", date(2026, 11, 27)),
    ("这周日", date(2026, 11, 29)),
    ("下周二", date(2026, 12, 1)),
    ("下周日", date(2026, 12, 6)),
    ("下个星期三", date(2026, 12, 2)),
    ("下下周五", date(2026, 12, 11)),
    ("3天前", date(2026, 11, 20)),
    ("三天以后", date(2026, 11, 26)),
    ("两周后", date(2026, 12, 7)),
    ("三个星期前", date(2026, 11, 2)),
    ("一个月后", date(2026, 12, 23)),
    ("3个月前", date(2026, 8, 23)),
    ("半个月后", date(2026, 12, 8)),
    ("半年前", date(2026, 5, 23)),
    ("一年后", date(2027, 11, 23)),
    ("一百天后", date(2027, 3, 3)),
    ("月底", date(2026, 11, 30)),
    ("本月底", date(2026, 11, 30)),
    ("下月底", date(2026, 12, 31)),
    ("上个月底", date(2026, 10, 31)),
    ("下月初", date(2026, 12, 1)),
    ("月中", date(2026, 11, 15)),
    ("下月5号", date(2026, 12, 5)),
    ("上个月20日", date(2026, 10, 20)),
    ("年底", date(2026, 12, 31)),
    ("去年底", date(2025, 12, 31)),
    ("明年初", date(2027, 1, 1)),
    ("去年3月1日", date(2025, 3, 1)),
    ("明年春节", date(2027, 2, 6)),
    ("2027年除夕", date(2027, 2, 5)),
    ("2031年中秋", date(2031, 10, 1)),
    ("农历2025年闰六月初一", date(2025, 7, 25)),
    ("2026年八月十五", date(2026, 9, 25)),
    ("2024-02-29", date(2024, 2, 29)),
    ("1900-01-01", date(1900, 1, 1)),
    ("2100-12-31", date(2100, 12, 31)),
])
def test_words_that_leave_nothing_open(typed, day):
    assert parse_date(typed, MONDAY, prefer="past") == day
    assert parse_date(typed, MONDAY, prefer="future") == day


@pytest.mark.parametrize(("typed", "past", "future"), [
    ("11.24", date(2025, 11, 24), date(2026, 11, 24)),
    ("1月1日", date(2026, 1, 1), date(2027, 1, 1)),
    ("周三", date(2026, 11, 18), date(2026, 11, 25)),
    ("星期天", date(2026, 11, 22), date(2026, 11, 29)),
    ("周末", date(2026, 11, 21), date(2026, 11, 28)),
    ("5号", date(2026, 11, 5), date(2026, 12, 5)),
    ("31号", date(2026, 10, 31), date(2026, 12, 31)),
    ("农历八月十五", date(2026, 9, 25), date(2027, 9, 15)),
    ("八月十五", date(2026, 9, 25), date(2027, 9, 15)),
    ("正月初五", date(2026, 2, 21), date(2027, 2, 10)),
    ("腊月廿三", date(2026, 2, 10), date(2027, 1, 30)),
    ("大年初三", date(2026, 2, 19), date(2027, 2, 8)),
    ("除夕", date(2026, 2, 16), date(2027, 2, 5)),
    ("国庆", date(2026, 10, 1), date(2027, 10, 1)),
    ("端午节", date(2026, 6, 19), date(2027, 6, 9)),
])
def test_an_open_day_is_the_nearest_on_the_preferred_side(typed, past, future):
    assert parse_date(typed, MONDAY, prefer="past") == past
    assert parse_date(typed, MONDAY, prefer="future") == future


def test_a_leap_month_is_found_in_the_year_before_when_the_past_is_meant():
    assert parse_date("闰六月初一", date(2026, 1, 5)) == date(2025, 7, 25)


def test_a_month_is_as_long_as_it_is_when_counting_in_months():
    assert parse_date("一个月后", date(2027, 1, 31)) == date(2027, 2, 28)
    assert parse_date("一个月前", date(2028, 3, 31)) == date(2028, 2, 29)


@pytest.mark.parametrize(("typed", "code"), [
    ("", "empty"),
    (" 　", "empty"),
    ("改天", "unknown_words"),
    ("2026-11", "no_day"),
    ("2026年3月", "no_day"),
    ("2026.3", "no_day"),
    ("2026/03", "no_day"),
    ("202603", "no_day"),
    ("26年3月", "no_day"),
    ("二〇二六年三月", "no_day"),
    ("去年3月", "no_day"),
    ("3月", "no_day"),
    ("3月份", "no_day"),
    ("３月份", "no_day"),
    ("3月上旬", "no_day"),
    ("2026年3月底", "no_day"),
    ("农历三月", "no_day"),
    ("腊月", "no_day"),
    ("上个月", "no_day"),
    ("2026", "no_day"),
    ("2026年", "no_day"),
    ("2026年二季度", "no_day"),
    ("2026年上半年", "no_day"),
    ("202613", "unknown_words"),
    ("2026.13", "unknown_words"),
    ("13", "unknown_words"),
    ("月", "unknown_words"),
    ("年", "unknown_words"),
    ("23/11/2026", "unknown_words"),
    ("2027-02-30", "day_beyond_month"),
    ("2.30", "day_beyond_month"),
    ("2.29", "day_beyond_month"),
    ("2026年11月31日", "day_beyond_month"),
    ("下月32号", "day_beyond_month"),
    ("40号", "day_beyond_month"),
    ("13-01", "no_such_month"),
    ("农历十三月初一", "no_such_month"),
    ("农历闰七月初一", "no_leap_month"),
    ("农历七月三十", "day_beyond_month"),
    ("1899-12-31", "year_out_of_range"),
    ("2101-01-01", "year_out_of_range"),
    ("9999年后", "year_out_of_range"),
    ("9999周后", "year_out_of_range"),
    ("11月23日（周二）", "weekday_differs"),
])
def test_a_date_that_cannot_be_is_refused_with_its_reason(typed, code):
    with pytest.raises(DateWordsError) as refused:
        parse_date(typed, MONDAY)
    assert refused.value.code == code


@pytest.mark.parametrize(("typed", "words"), [
    ("2027-02-30", "2027年2月只有28天，没有30日"),
    ("1899-12-31", "1900年至2100年"),
    ("农历闰七月初一", "农历2026年没有闰七月"),
    ("11月23日（周二）", "2026-11-23是周一，不是周二"),
    ("改天", "看不懂日期“改天”，请写成"),
])
def test_the_refusal_says_what_is_wrong(typed, words):
    with pytest.raises(DateWordsError, match=words):
        parse_date(typed, MONDAY)


def test_a_refusal_carries_its_figures_for_other_languages():
    with pytest.raises(DateWordsError) as refused:
        parse_date("2027-02-30", MONDAY)
    assert refused.value.params == {"year": 2027, "month": 2, "length": 28, "day": 30}


def test_the_future_is_refused_only_where_it_may_not_be():
    assert parse_date("明天", MONDAY) == date(2026, 11, 24)
    assert parse_date("今天", MONDAY, future_ok=False) == MONDAY
    with pytest.raises(DateWordsError) as refused:
        parse_date("明天", MONDAY, future_ok=False)
    assert refused.value.code == "in_the_future"


@pytest.mark.parametrize("typed", ["12.3", "12月3日", "十二月三日", "12-3"])
def test_a_day_soon_to_come_is_not_taken_for_last_year_s(typed):
    assert parse_date(typed, MONDAY) == date(2025, 12, 3)
    with pytest.raises(DateWordsError, match="2026-12-03还没有到；要填去年的，请连年份一起写：2025-12-03"):
        parse_date(typed, MONDAY, future_ok=False)


@pytest.mark.parametrize("typed", ["2025-12-3", "去年12月3日", "12月3日（周三）", "11.23", "2.1", "一年前"])
def test_words_that_leave_no_doubt_are_taken(typed):
    assert parse_date(typed, MONDAY, future_ok=False) <= MONDAY


@pytest.mark.parametrize(("days", "words"), [
    (0, "今天"), (-1, "昨天"), (-2, "前天"), (-3, "3 天前"), (-54, "54 天前"), (1, "明天"), (2, "后天"),
    (3, "3 天后"),
])
def test_a_day_is_told_from_today(days, words):
    assert relative_words(MONDAY + timedelta(days=days), MONDAY) == words


@settings(deadline=None, max_examples=200)
@given(st.dates(date(1901, 1, 1), date(2099, 12, 31)), st.integers(-3000, 3000))
def test_what_the_screen_tells_is_understood_when_typed(today, days):
    day = today + timedelta(days=days)
    if not 1900 <= day.year <= 2100:
        return
    assert parse_date(relative_words(day, today), today) == day


@settings(deadline=None, max_examples=200)
@given(st.dates(date(1901, 3, 1), date(2099, 12, 31)))
def test_a_lunar_date_with_its_year_is_read_back(day):
    lunar_day = to_lunar(day)
    assert parse_date(f"农历{lunar_day.year}年{lunar_day.words}", MONDAY) == day


@settings(deadline=None, max_examples=300)
@given(st.text(
    alphabet="0123456789.-/年月日号天周前后上下个半农历闰初廿十一二三正腊底末除夕大今明昨（）", max_size=10
))
def test_anything_typed_is_read_or_refused_in_words(typed):
    try:
        assert 1900 <= parse_date(typed, MONDAY).year <= 2100
    except DateWordsError as refused:
        assert refused.code and str(refused)
