"""Typed days that return every year: dates without or with their year, lunar days, festivals by name.

``date_words`` chooses the year; here stands on which day of a year such a day falls.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from .lunar import LunarError, eve, solar_days, to_solar
from .real_dates import DateWordsError, real_date
from .typed_lunar import LunarWords, is_eve, lunar_words
from .typed_solar import SolarWords, solar_words

_Found = TypeVar("_Found")

_SOLAR_FESTIVALS = {
    "元旦": (1, 1), "妇女节": (3, 8), "五一": (5, 1), "劳动节": (5, 1), "青年节": (5, 4), "儿童节": (6, 1),
    "七一": (7, 1), "八一": (8, 1), "建军节": (8, 1), "教师节": (9, 10), "十一": (10, 1), "国庆": (10, 1),
    "国庆节": (10, 1),
}
_LUNAR_FESTIVALS = {
    "春节": (1, 1), "元宵": (1, 15), "元宵节": (1, 15), "端午": (5, 5), "端午节": (5, 5), "七夕": (7, 7),
    "中秋": (8, 15), "中秋节": (8, 15), "重阳": (9, 9), "重阳节": (9, 9), "腊八": (12, 8),
    "腊八节": (12, 8), "小年": (12, 23),
}
_NAMED = re.compile(r"(?:(?P<year>[0-9]{4})年)?(?P<name>\D+)")


@dataclass(frozen=True)
class YearlyDay:
    """``day_in`` gives the day in a year of its calendar, refusing a year without it; ``year`` as typed."""

    day_in: Callable[[int], date]
    year: int | None
    is_lunar: bool = False


def yearly_day(typed: str) -> YearlyDay | None:
    """The day in a tidied text, None when none of the shapes fits."""
    named = _festival(typed)
    if named:
        return named
    lunar = lunar_words(typed)
    if lunar:
        return _lunar_day(lunar)
    solar = solar_words(typed)
    return _solar_day(solar) if solar else None


def _festival(typed: str) -> YearlyDay | None:
    matched = _NAMED.fullmatch(typed)
    if not matched:
        return None
    name, year = matched["name"], int(matched["year"]) if matched["year"] else None
    if is_eve(name):
        return _new_years_eve(year)
    if name in _LUNAR_FESTIVALS:
        return _lunar_festival(*_LUNAR_FESTIVALS[name], year)
    if name in _SOLAR_FESTIVALS:
        return _solar_day(SolarWords(*_SOLAR_FESTIVALS[name], year))
    return None


def _new_years_eve(year: int | None) -> YearlyDay:
    """With a year, the eve inside that solar year: "2027年除夕" is 2027-02-05, as every notice has it."""
    if year is None:
        return YearlyDay(lambda each: _without_lunar_error(lambda: eve(each)), None, is_lunar=True)
    return YearlyDay(lambda each: _without_lunar_error(lambda: eve(each - 1)), year)


def _lunar_festival(month: int, day: int, year: int | None) -> YearlyDay:
    """With a year, the festival inside that solar year; 腊八 is missing from some and twice in others."""
    if year is None:
        return _lunar_day(LunarWords(month, day))

    def day_in(solar_year: int) -> date:
        found = _without_lunar_error(lambda: solar_days(month, day, solar_year))
        if not found:
            raise DateWordsError("festival_absent", "{year}年里没有这个节日，请写公历日期", year=solar_year)
        return found[0]

    return YearlyDay(day_in, year)


def _solar_day(words: SolarWords) -> YearlyDay:
    return YearlyDay(lambda year: real_date(year, words.month, words.day), _four_figures(words.year))


def _lunar_day(words: LunarWords) -> YearlyDay:
    def day_in(year: int) -> date:
        return _without_lunar_error(lambda: to_solar(year, words.month, words.day, words.is_leap))

    return YearlyDay(day_in, _four_figures(words.year), is_lunar=True)


def _without_lunar_error(find: Callable[[], _Found]) -> _Found:
    """Whatever the lunar calendar refuses is refused as a typed date, in the same words."""
    try:
        return find()
    except LunarError as error:
        raise DateWordsError(error.code, error.template, **error.params) from None


def _four_figures(year: int | None) -> int | None:
    """"26.11.23" is typed for dates about now, hence of this century."""
    return 2000 + year if year is not None and year < 100 else year
