"""Dates told from today: 昨天, 大后天, 上周二, 周三, 3天前, 两周后, 半年前, 月底, 下月5号, 年底.

Each reader answers None when the words are not its own; ``date_words`` asks for all of them before the
calendars. A week begins on Monday, so 下周日 is the last day of next week.
"""

import re
from dataclasses import dataclass
from datetime import date, timedelta

from .real_dates import Prefer, first_of_month, fits, last_of_month, months_on, real_date
from .typed_text import NUMBER, number_in

_DAYS = {
    "大前天": -3, "前天": -2, "前日": -2, "昨天": -1, "昨日": -1, "昨": -1,
    "今天": 0, "今日": 0, "今": 0, "当天": 0, "刚才": 0, "刚刚": 0, "现在": 0,
    "明天": 1, "明日": 1, "明": 1, "后天": 2, "后日": 2, "大后天": 3,
    "yesterday": -1, "today": 0, "tomorrow": 1,
}
_PART_OF_DAY = re.compile("(?:上午|下午|中午|早上|早晨|晚上|凌晨|傍晚|早|晚)$")
_WEEKDAYS = {"一": 0, "二": 1, "三": 2, "四": 3, "五": 4, "六": 5, "末": 5, "日": 6, "天": 6}
_YEARS = {"前年": -2, "去年": -1, "今年": 0, "本年": 0, "年": 0, "明年": 1, "后年": 2}
_DAYS_IN = {"天": 1, "周": 7, "星期": 7, "礼拜": 7}
_MONTHS_IN = {"月": 1, "年": 12}

_SPAN = re.compile(
    rf"(?P<count>半|{NUMBER}{{1,4}})个?(?P<unit>天|周|星期|礼拜|月|年)"
    "(?:(?P<before>以前|之前|前)|以后|之后|后)"
)
_WEEKDAY = re.compile("(?P<shift>上+|下+|本|这)?个?(?:周|星期|礼拜)(?P<day>[一二三四五六日天末])")
_MONTH_PLACE = re.compile(
    rf"(?P<shift>上+|下+|本|这)?个?月(?:份)?(?P<place>初|中|底|末|{NUMBER}{{1,3}}[日号])"
)
_YEAR_PLACE = re.compile("(?P<year>前年|去年|今年|本年|明年|后年|年)(?P<place>初|底|末)")
_YEAR_WORD = re.compile("(?P<year>前年|去年|今年|本年|明年|后年)(?P<rest>.+)")
_DAY_ALONE = re.compile(rf"(?P<day>{NUMBER}{{1,3}})[日号]")


@dataclass(frozen=True)
class Asked:
    """A tidied text, the day it was typed on, and which side of that day is meant where it is open."""

    typed: str
    today: date
    prefer: Prefer


def relative_date(asked: Asked) -> date | None:
    """The date told from today, None when the text is no such telling."""
    readers = (_named_day, _span, _weekday, _place_in_month, _place_in_year, _day_alone)
    return next((found for read in readers if (found := read(asked))), None)


def with_year_in_figures(typed: str, today: date) -> str:
    """"去年3月1日" typed in 2026 as "2025年3月1日", 明年春节 as 2027年春节; other texts unchanged."""
    matched = _YEAR_WORD.fullmatch(typed)
    return f"{today.year + _YEARS[matched['year']]}年{matched['rest']}" if matched else typed


def weekday_number(word: str) -> int:
    """Monday is 0, as for ``date.weekday``."""
    return _WEEKDAYS[word]


def _named_day(asked: Asked) -> date | None:
    shift = _DAYS.get(_PART_OF_DAY.sub("", asked.typed.lower()))
    return None if shift is None else asked.today + timedelta(days=shift)


def _span(asked: Asked) -> date | None:
    matched = _SPAN.fullmatch(asked.typed)
    if not matched:
        return None
    sign, unit = -1 if matched["before"] else 1, matched["unit"]
    if matched["count"] == "半":
        return _half_span(asked.today, unit, sign)
    count = number_in(matched["count"])
    if count is None:
        return None
    if unit in _MONTHS_IN:
        return months_on(asked.today, sign * count * _MONTHS_IN[unit])
    return asked.today + timedelta(days=sign * count * _DAYS_IN[unit])


def _half_span(today: date, unit: str, sign: int) -> date | None:
    """半年 is six months, 半个月 fifteen days; half of anything else is not said."""
    if unit == "年":
        return months_on(today, sign * 6)
    return today + timedelta(days=sign * 15) if unit == "月" else None


def _weekday(asked: Asked) -> date | None:
    matched = _WEEKDAY.fullmatch(asked.typed)
    if not matched:
        return None
    day = asked.today + timedelta(days=_WEEKDAYS[matched["day"]] - asked.today.weekday())
    if matched["shift"]:
        return day + timedelta(weeks=_shift_of(matched["shift"]))
    if fits(day, asked.today, asked.prefer):
        return day
    return day + timedelta(weeks=-1 if asked.prefer == "past" else 1)


def _shift_of(words: str | None) -> int:
    """上 is -1, 上上 -2, 下 1; 本, 这 and no word 0."""
    return (words or "").count("下") - (words or "").count("上")


def _place_in_month(asked: Asked) -> date | None:
    matched = _MONTH_PLACE.fullmatch(asked.typed)
    if not matched:
        return None
    first = first_of_month(asked.today, _shift_of(matched["shift"]))
    if matched["place"] in ("底", "末"):
        return last_of_month(first)
    day = {"初": 1, "中": 15}.get(matched["place"]) or number_in(matched["place"][:-1])
    return None if day is None else real_date(first.year, first.month, day)


def _place_in_year(asked: Asked) -> date | None:
    matched = _YEAR_PLACE.fullmatch(asked.typed)
    if not matched:
        return None
    year = asked.today.year + _YEARS[matched["year"]]
    return real_date(year, 1, 1) if matched["place"] == "初" else real_date(year, 12, 31)


def _day_alone(asked: Asked) -> date | None:
    """"5号": the nearest such day on the preferred side; months too short for it are passed over."""
    matched = _DAY_ALONE.fullmatch(asked.typed)
    day = number_in(matched["day"]) if matched else None
    if day is None:
        return None
    step = -1 if asked.prefer == "past" else 1
    months = [first_of_month(asked.today, step * count) for count in range(3)]
    days = [first.replace(day=day) for first in months if 1 <= day <= last_of_month(first).day]
    nearest = next((each for each in days if fits(each, asked.today, asked.prefer)), None)
    return nearest or real_date(asked.today.year, asked.today.month, day)
