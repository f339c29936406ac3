"""What people type as a date, and how a date is told from today.

"2026-11-23", "11.23", "二〇二六年十一月二十三日", "下周二", "3天前", "月底", "农历八月十五", "除夕",
"明年国庆": the words are tidied by ``typed_text``, then read by ``relative_dates`` or by ``yearly_days``.
"""

import re
from dataclasses import replace
from datetime import date

from .calendar_errors import CalendarError, require_covered
from .dayless import is_dayless
from .lunar import to_lunar
from .real_dates import DateWordsError, Prefer, fits
from .relative_dates import Asked, relative_date, weekday_number, with_year_in_figures
from .typed_text import tidied
from .yearly_days import YearlyDay, yearly_day

__all__ = ["DateWordsError", "parse_date", "relative_words"]

NEARLY_A_YEAR = 300  # a day without its year that lies further back is more likely one that is still to come

_NEAR = {-2: "前天", -1: "昨天", 0: "今天", 1: "明天", 2: "后天"}
_WITH_WEEKDAY = re.compile(r"(?P<date>.*[0-9日号])\(?(?:周|星期|礼拜)(?P<weekday>[一二三四五六日天])\)?")


def parse_date(text: str, today: date, *, future_ok: bool = True, prefer: Prefer = "past") -> date:
    """The date that was typed; DateWordsError says what is wrong with one that cannot be.

    ``prefer`` settles what the words leave open, such as 11.23, 周三 or 八月十五 without a year: the
    nearest such day in the past or in the future, today included. Where the future is refused, a day that is
    soon to come is not taken for last year's: its year must be written. Only the years 1900 to 2100.
    """
    typed = tidied(text)
    if not typed:
        raise DateWordsError("empty", "没有填写日期，请填写，如 2026-11-23、11.23 或 明天")
    asked = Asked(typed, today, prefer)
    found = _with_weekday(asked)
    require_covered(found.year, DateWordsError)
    if found > today and not future_ok:
        raise DateWordsError("in_the_future", "{found}还没有到，这里只能填今天或以前的日期", found=found)
    coming = _coming(asked) if not future_ok and (today - found).days > NEARLY_A_YEAR else found
    if coming != found:
        raise DateWordsError(
            "which_year", "{coming}还没有到；要填去年的，请连年份一起写：{found}", coming=coming, found=found
        )
    return found


def _coming(asked: Asked) -> date:
    """The same words read as a day ahead; the day found, where they fit that one alone."""
    try:
        return _with_weekday(replace(asked, prefer="future"))
    except CalendarError:  # a weekday or a leap month that only the past one has
        return _with_weekday(asked)


def relative_words(day: date, today: date) -> str:
    """How a day is told on the screen: 今天, 昨天, 后天, "54 天前", "3 天后"."""
    distance = (day - today).days
    if distance in _NEAR:
        return _NEAR[distance]
    return f"{-distance} 天前" if distance < 0 else f"{distance} 天后"


def _with_weekday(asked: Asked) -> date:
    """The date; a weekday written after it, "11月23日（周一）", must agree."""
    matched = _WITH_WEEKDAY.fullmatch(asked.typed)
    if not matched:
        return _read(asked)
    found = _read(Asked(matched["date"], asked.today, asked.prefer))
    if found.weekday() != weekday_number(matched["weekday"]):
        raise DateWordsError(
            "weekday_differs", "{found}是周{weekday}，不是周{typed}，请核对日期",
            found=found, weekday="一二三四五六日"[found.weekday()], typed=matched["weekday"],
        )
    return found


def _read(asked: Asked) -> date:
    found = relative_date(asked)
    if found:
        return found
    yearly = yearly_day(with_year_in_figures(asked.typed, asked.today))
    if not yearly:
        raise _unreadable(asked.typed)
    return _nearest(yearly, asked) if yearly.year is None else yearly.day_in(yearly.year)


def _unreadable(typed: str) -> DateWordsError:
    if is_dayless(typed):  # the first of the month would be made up
        return DateWordsError("no_day", "日期“{typed}”没有写到日，请补上是几月几日，如 2026-11-23", typed=typed)
    return DateWordsError(
        "unknown_words", "看不懂日期“{typed}”，请写成 2026-11-23、11.23、明天、下周二 或 农历八月十五", typed=typed
    )


def _nearest(yearly: YearlyDay, asked: Asked) -> date:
    """In this year of the day's calendar, or in the next one on the preferred side.

    A year that lacks the day is refused rather than skipped: who types 闰七月 should learn that there is
    none.
    """
    this_year = to_lunar(asked.today).year if yearly.is_lunar else asked.today.year
    other_year = this_year + (-1 if asked.prefer == "past" else 1)
    return _day_if_fitting(yearly, this_year, asked) or yearly.day_in(other_year)


def _day_if_fitting(yearly: YearlyDay, year: int, asked: Asked) -> date | None:
    day = yearly.day_in(year)
    return day if fits(day, asked.today, asked.prefer) else None
