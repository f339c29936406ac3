"""Dates that exist, and what is said of those that do not; whole months forward and back.

Stands between the readers of typed dates (``date_words``, ``relative_dates``) and the calendar.
"""

from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from .calendar_errors import CalendarError, require_covered

Prefer = Literal["past", "future"]


class DateWordsError(CalendarError):
    """A typed date that cannot be read, does not exist or may not be used here."""


def real_date(year: int, month: int, day: int) -> date:
    """The date, refused when no calendar has it: the message says how long the month is."""
    require_covered(year, DateWordsError)
    if not 1 <= month <= 12:
        raise DateWordsError("no_such_month", "没有{month}月，月份只能是1至12，请改正", month=month)
    length = monthrange(year, month)[1]
    if not 1 <= day <= length:
        raise DateWordsError(
            "day_beyond_month", "{year}年{month}月只有{length}天，没有{day}日，请改正",
            year=year, month=month, length=length, day=day,
        )
    return date(year, month, day)


def first_of_month(today: date, months: int = 0) -> date:
    """The first day of the month that lies so many months from this one."""
    year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
    return real_date(year, month + 1, 1)


def last_of_month(first: date) -> date:
    return first.replace(day=monthrange(first.year, first.month)[1])


def months_on(today: date, months: int) -> date:
    """The same day of another month, or its last day where it has no such day."""
    first = first_of_month(today, months)
    return min(first + timedelta(days=today.day - 1), last_of_month(first))


def fits(day: date, today: date, prefer: Prefer) -> bool:
    """Whether the day lies on the preferred side of today; today itself lies on both."""
    return day <= today if prefer == "past" else day >= today
