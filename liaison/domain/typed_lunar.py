"""Lunar dates as people type them: 农历八月十五, 正月初五, 腊月廿三, 闰六月初一 1987, 三月廿九, (农)8.15.

Without the word 农历 a date is lunar when its words are: 正月, 冬月, 腊月 or 闰; a day in 初 or 廿; or a
day in Chinese numerals without 日 or 号, since "八月十五" means the festival and "八月十五日" the day of
August.
"""

import re
from dataclasses import dataclass

from .typed_solar import is_marked_solar, solar_words
from .typed_text import NUMBER, number_in, year_first

_LUNAR_MARK = re.compile(r"\(?(?:农历|阴历|旧历|夏历|古历)\)?|\([农阴]\)|^[农阴]")
_LEAP_MARK = re.compile(r"\(闰月?\)|闰")
_SHAPE = re.compile(
    rf"(?:(?P<year>{NUMBER}+)年)?(?P<month>[正冬腊]|{NUMBER}+)月(?P<day>初?{NUMBER}+)(?P<end>[日号]?)"
)
_NEW_YEAR_DAY = re.compile(rf"大?年初(?P<day>{NUMBER})")
_EVE = re.compile("除夕夜?|大?年三十|大年夜")
_LUNAR_DAY = re.compile(rf"[初廿卅]{NUMBER}*|[一二三四五六七八九十]+(?![日号])")
NAMED_MONTHS = {"正": 1, "冬": 11, "腊": 12}


@dataclass(frozen=True)
class LunarWords:
    """A lunar date as typed; the year may be missing or have two figures only."""

    month: int
    day: int
    year: int | None = None
    is_leap: bool = False


def lunar_words(typed: str) -> LunarWords | None:
    """The lunar date in a tidied text; None when the text is not one or says that it is solar."""
    if is_marked_solar(typed):
        return None
    bare, marks = _LUNAR_MARK.subn("", typed)
    bare, leaps = _LEAP_MARK.subn("", bare)
    bare = year_first(bare)
    return _in_words(bare, marked=marks + leaps > 0, is_leap=leaps > 0) or _new_year_day(bare)


def _in_words(bare: str, *, marked: bool, is_leap: bool) -> LunarWords | None:
    matched = _SHAPE.fullmatch(bare)
    if not matched:
        return _in_figures(bare, is_leap) if marked else None
    month = NAMED_MONTHS.get(matched["month"]) or number_in(matched["month"])
    day = number_in(matched["day"].removeprefix("初"))
    if month is None or day is None or not (marked or _sounds_lunar(matched)):
        return None
    return LunarWords(month, day, number_in(matched["year"]) if matched["year"] else None, is_leap)


def _sounds_lunar(matched: re.Match[str]) -> bool:
    return matched["month"] in NAMED_MONTHS or bool(_LUNAR_DAY.fullmatch(matched["day"] + matched["end"]))


def _in_figures(bare: str, is_leap: bool) -> LunarWords | None:
    found = solar_words(bare)
    return LunarWords(found.month, found.day, found.year, is_leap) if found else None


def _new_year_day(bare: str) -> LunarWords | None:
    """大年初三; the eve is the thirtieth of the twelfth month, which a short year keeps on its last day."""
    if is_eve(bare):
        return LunarWords(12, 30)
    matched = _NEW_YEAR_DAY.fullmatch(bare)
    day = number_in(matched["day"]) if matched else None
    return LunarWords(1, day) if day else None


def is_eve(typed: str) -> bool:
    """Whether the words mean 除夕, whatever its number in that year: see ``lunar.eve``."""
    return _EVE.fullmatch(typed) is not None
