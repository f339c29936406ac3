"""The lunar calendar, both ways, from the exact table of months 1900 to 2100.

Nothing here is computed from astronomy: every month's first day is a row of ``tables/lunar_months.csv``.
How the dates are written is in ``lunar_words``; festivals and birthdays stand on this module.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, total_ordering

from .calendar_errors import CalendarError, require_covered
from .lunar_words import day_words, month_words, stem_branch, zodiac
from .table_files import table_rows

__all__ = [
    "FIRST_DAY", "LAST_DAY", "LunarDay", "LunarError", "eve", "is_uncertain", "leap_month", "month_length",
    "new_year", "solar_days", "stem_branch", "to_lunar", "to_solar", "zodiac",
]

FIRST_DAY = date(1900, 1, 31)
LAST_DAY = date(2101, 1, 28)

# New moons within two minutes of midnight, Beijing time: the almanac may still move these months by a day.
_UNCERTAIN = (
    (date(2057, 9, 29), date(2057, 10, 27)),
    (date(2097, 8, 8), date(2097, 9, 5)),
)


class LunarError(CalendarError):
    """A lunar date that does not exist, or a day the table does not cover."""


@total_ordering
@dataclass(frozen=True)
class LunarDay:
    """A day of the lunar calendar; ordered as the days follow, a leap month after its namesake."""

    year: int
    month: int
    day: int
    is_leap: bool = False

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, LunarDay):
            return NotImplemented
        return self._place() < other._place()

    def _place(self) -> tuple[int, int, bool, int]:
        return self.year, self.month, self.is_leap, self.day

    @property
    def month_words(self) -> str:
        """"八月", "闰六月", "腊月"."""
        return month_words(self.month, self.is_leap)

    @property
    def day_words(self) -> str:
        """"初一", "十五", "廿九", "三十"."""
        return day_words(self.day)

    @property
    def words(self) -> str:
        """"八月十五", "闰六月初三"; the year is not said."""
        return self.month_words + self.day_words

    @property
    def cell_words(self) -> str:
        """What a calendar cell shows: the month's name on its first day, else the day."""
        return self.month_words if self.day == 1 else self.day_words


@dataclass(frozen=True)
class _Month:
    year: int
    month: int
    is_leap: bool
    first_day: date
    length: int


@cache
def _months() -> tuple[_Month, ...]:
    return tuple(
        _Month(
            int(row["lunar_year"]), int(row["month"]), row["is_leap"] == "1",
            date.fromisoformat(row["first_day"]), int(row["length"]),
        )
        for row in table_rows("lunar_months")
    )


@cache
def _first_days() -> list[date]:
    return [month.first_day for month in _months()]


@cache
def _months_by_name() -> dict[tuple[int, int, bool], _Month]:
    return {(month.year, month.month, month.is_leap): month for month in _months()}


@cache
def _leap_months() -> dict[int, int]:
    return {month.year: month.month for month in _months() if month.is_leap}


def to_lunar(on: date) -> LunarDay:
    """The lunar day of a solar one; a day outside FIRST_DAY to LAST_DAY is refused."""
    if not FIRST_DAY <= on <= LAST_DAY:
        raise LunarError(
            "day_out_of_range",
            "农历只支持1900年至2100年（公历{first}至{last}），{on}不在范围内，请改用范围内的日期",
            first=FIRST_DAY, last=LAST_DAY, on=on,
        )
    month = _months()[bisect_right(_first_days(), on) - 1]
    return LunarDay(month.year, month.month, (on - month.first_day).days + 1, month.is_leap)


def to_solar(year: int, month: int, day: int, is_leap: bool = False) -> date:
    """The solar day of a lunar date; a date that year does not have is refused, never rolled over."""
    found = _month(year, month, is_leap)
    if not 1 <= day <= 30:
        raise LunarError("no_such_day", "农历没有第{day}日，日只能是初一至三十，请核对", day=day)
    if day > found.length:
        raise LunarError(
            "day_beyond_month",
            "农历{year}年{month}只有{length}天，没有{day}，请核对",
            year=year, month=month_words(month, is_leap), length=found.length, day=day_words(day),
        )
    return found.first_day + timedelta(days=day - 1)


def leap_month(year: int) -> int | None:
    """The number of the month that is doubled in a lunar year, None when no month is."""
    require_covered(year, LunarError)
    return _leap_months().get(year)


def month_length(year: int, month: int, is_leap: bool = False) -> int:
    """29 or 30 days."""
    return _month(year, month, is_leap).length


def leap_month_length(month: int) -> int:
    """The longest that a leap month of this number ever is, 1900 to 2100; 0 when there is none."""
    return max((each.length for each in _months() if each.is_leap and each.month == month), default=0)


def new_year(lunar_year: int) -> date:
    """正月初一, the first day of a lunar year."""
    return _month(lunar_year, 1, False).first_day


def eve(lunar_year: int) -> date:
    """除夕, the last day of a lunar year: 廿九 or 三十, always the day before the next 正月初一."""
    require_covered(lunar_year, LunarError)
    following = _months_by_name().get((lunar_year + 1, 1, False))
    return following.first_day - timedelta(days=1) if following else LAST_DAY


def solar_days(month: int, day: int, gregorian_year: int) -> list[date]:
    """The days of a Gregorian year on which this lunar day falls: none, one or two of them, in order.

    A lunar day near the turn of the year falls twice in one Gregorian year and not at all in another, so
    the lunar years around it are all asked. Leap months never repeat a festival; no day 30 in short months.
    """
    require_covered(gregorian_year, LunarError)
    found = []
    for lunar_year in (gregorian_year - 1, gregorian_year, gregorian_year + 1):
        named = _months_by_name().get((lunar_year, month, False))
        if named and 1 <= day <= named.length:
            found.append(named.first_day + timedelta(days=day - 1))
    return [on for on in found if on.year == gregorian_year]


def last_days(month: int, gregorian_year: int) -> list[date]:
    """The days of a Gregorian year on which this lunar month ends, in order; none beyond the table, as 除夕 of 1900."""
    require_covered(gregorian_year, LunarError)
    found = []
    for lunar_year in (gregorian_year - 1, gregorian_year):
        named = _months_by_name().get((lunar_year, month, False))
        if named:
            found.append(named.first_day + timedelta(days=named.length - 1))
    return [on for on in found if on.year == gregorian_year]


def is_uncertain(on: date) -> bool:
    """Whether the almanac may still move this day's lunar month by one day (2057 and 2097)."""
    return any(first <= on <= last for first, last in _UNCERTAIN)


def _month(year: int, month: int, is_leap: bool) -> _Month:
    require_covered(year, LunarError)
    found = _months_by_name().get((year, month, is_leap))
    if found:
        return found
    if not 1 <= month <= 12:
        raise LunarError("no_such_month", "农历没有第{month}月，月份只能是一至十二，请核对", month=month)
    raise LunarError(
        "no_leap_month", "农历{year}年没有{month}，请核对年份，或去掉“闰”字",
        year=year, month=month_words(month, True),
    )
