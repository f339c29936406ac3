"""Birthdays, solar or lunar, and the days on which to greet.

The rules for years without the very day (a leap month, 三十, 29 February) are in ``_lunar_day`` and
``_solar_day``; each day comes with the rule that gave it, so that the screen can say why.
"""

from calendar import isleap, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice, takewhile
from typing import NamedTuple

from . import lunar
from .calendar_errors import FIRST_YEAR, LAST_YEAR, CalendarError, require_covered
from .lunar_words import day_words, month_words

_A_LEAP_YEAR = 2000
_SHORT_MONTH = 29


class BirthdayError(CalendarError):
    """A birthday that no calendar has."""


@dataclass(frozen=True)
class Birthday:
    """A day of birth; ``year`` is the lunar one for a lunar birthday, None when it is not known."""

    month: int
    day: int
    year: int | None = None
    is_lunar: bool = False
    is_leap: bool = False

    def __post_init__(self) -> None:
        if self.year is not None:
            require_covered(self.year, BirthdayError)
        if self.is_lunar:
            _require_lunar_day(self)
        else:
            _require_solar_day(self)

    @property
    def words(self) -> str:
        """"农历八月十五", "农历1986年闰六月初三", "1986年10月1日", "12月15日"."""
        year = f"{self.year}年" if self.year else ""
        if self.is_lunar:
            return f"农历{year}{month_words(self.month, self.is_leap)}{day_words(self.day)}"
        return f"{year}{self.month}月{self.day}日"

    @property
    def born_on(self) -> date | None:
        """The solar day of birth; None when the year is not known."""
        if self.year is None:
            return None
        if self.is_lunar:
            return lunar.to_solar(self.year, self.month, self.day, self.is_leap)
        return date(self.year, self.month, self.day)


@dataclass(frozen=True)
class BirthdayDay:
    """One day to greet: the rule that gave it and the age reached, None when the birth year is unknown.

    ``cycle`` is the year of the birthday's own calendar; no two days share it.
    """

    on: date
    rule: str
    turns: int | None
    cycle: int


class KeptBirth(NamedTuple):
    """A day of birth, of any year; ``in_leap``: only of those born in the leap month."""

    month: int
    day: int
    is_lunar: bool = False
    in_leap: bool = False


def occurrences(birthday: Birthday, start: date, end: date) -> list[BirthdayDay]:
    """The days from start to end, both included, one a year of the birthday's own calendar, in order.

    The day of birth itself and all before it are no birthdays. Years outside 1900 to 2100 are refused.
    """
    require_covered(start.year, BirthdayError)
    require_covered(end.year, BirthdayError)
    return list(takewhile(lambda day: day.on <= end, _days_from(birthday, start)))


def next_days(birthday: Birthday, today: date, count: int = 3) -> list[BirthdayDay]:
    """The next days from today on, today included; fewer than ``count`` where 2100 ends."""
    require_covered(today.year, BirthdayError)
    return list(islice(_days_from(birthday, today), count))


def births_kept_on(on: date) -> list[KeptBirth]:
    """The birthdays that may be kept on this day: an index into stored ones.

    In a year with a leap month, those born in it are among the namesake month's too; ``occurrences`` decides.
    """
    kept = [KeptBirth(on.month, on.day)]
    if (on.month, on.day) == (2, 28) and not isleap(on.year):
        kept.append(KeptBirth(2, 29))
    day = lunar.to_lunar(on)
    kept.append(KeptBirth(day.month, day.day, True, day.is_leap))
    if day.day == lunar.month_length(day.year, day.month, day.is_leap) == _SHORT_MONTH:
        kept.append(KeptBirth(day.month, day.day + 1, True, day.is_leap))
    return kept


def _days_from(birthday: Birthday, start: date) -> Iterator[BirthdayDay]:
    """Every day from start to the end of the tables; a lunar year may begin the Gregorian year before."""
    day_in = _lunar_day if birthday.is_lunar else _solar_day
    first_year = max(FIRST_YEAR, start.year - 1, (birthday.year or 0) + 1)
    days = (day_in(birthday, year) for year in range(first_year, LAST_YEAR + 1))
    return (day for day in days if start <= day.on and day.on.year <= LAST_YEAR)


def _lunar_day(birthday: Birthday, lunar_year: int) -> BirthdayDay:
    """The leap month only if born in it and the year has it; 三十 of a short month becomes its last day."""
    in_leap = birthday.is_leap and lunar.leap_month(lunar_year) == birthday.month
    length = lunar.month_length(lunar_year, birthday.month, in_leap)
    day = min(birthday.day, length)
    rules = []
    if birthday.is_leap and not in_leap:
        leap, ordinary = month_words(birthday.month, True), month_words(birthday.month)
        rules.append(f"生于{leap}，当年无{leap}，按{ordinary}")
    if day < birthday.day:
        rules.append(f"当年{month_words(birthday.month, in_leap)}无三十，取廿九")
    rule = "；".join(rules) or f"按农历{month_words(birthday.month, in_leap)}{day_words(day)}"
    on = lunar.to_solar(lunar_year, birthday.month, day, in_leap)
    return BirthdayDay(on, rule, _turns(birthday, lunar_year), lunar_year)


def _solar_day(birthday: Birthday, year: int) -> BirthdayDay:
    """29 February is kept on the 28th in common years."""
    if (birthday.month, birthday.day) == (2, 29) and not isleap(year):
        on, rule = date(year, 2, 28), "生于2月29日，当年无此日，按2月28日"
    else:
        on, rule = date(year, birthday.month, birthday.day), f"按公历{birthday.month}月{birthday.day}日"
    return BirthdayDay(on, rule, _turns(birthday, year), year)


def _turns(birthday: Birthday, year: int) -> int | None:
    return year - birthday.year if birthday.year else None


def _require_solar_day(birthday: Birthday) -> None:
    if birthday.is_leap:
        raise BirthdayError("leap_solar", "公历没有闰月，请去掉“闰”字，或改为农历生日")
    year, said = birthday.year or _A_LEAP_YEAR, f"{birthday.year}年" if birthday.year else ""
    if not (1 <= birthday.month <= 12 and 1 <= birthday.day <= monthrange(year, birthday.month)[1]):
        raise BirthdayError(
            "no_such_solar_day",
            "公历{year}没有{month}月{day}日，请核对生日",
            year=said,
            month=birthday.month,
            day=birthday.day,
        )


def _require_lunar_day(birthday: Birthday) -> None:
    if not (1 <= birthday.month <= 12 and 1 <= birthday.day <= 30):
        raise BirthdayError(
            "no_such_lunar_day", "农历没有{month}月{day}日（月一至十二，日一至三十），请核对生日",
            month=birthday.month, day=birthday.day,
        )
    if birthday.year is None:
        _require_leap_day_ever(birthday)
        return
    try:
        lunar.to_solar(birthday.year, birthday.month, birthday.day, birthday.is_leap)
    except lunar.LunarError as error:
        raise BirthdayError(error.code, error.template, **error.params) from None


def _require_leap_day_ever(birthday: Birthday) -> None:
    if birthday.is_leap and birthday.day > lunar.leap_month_length(birthday.month):
        raise BirthdayError(
            "leap_day_never", "{first}年至{last}年没有{month}{day}，请核对月份，或去掉“闰”字",
            first=FIRST_YEAR, last=LAST_YEAR,
            month=month_words(birthday.month, True), day=day_words(birthday.day),
        )
