"""The days a recurrence rule of somebody else's calendar falls on, worked out by days, never for ever.

Only what falls on whole days is followed (RFC 5545, 3.3.10: DAILY to YEARLY with COUNT, UNTIL, INTERVAL,
BYMONTH, BYMONTHDAY, BYDAY, BYSETPOS, WKST); `ics_rule.py` reads such a rule and refuses any other. A
general library would search an impossible rule (30 February) to the year 9999; here every rule ends at a
given last day, and all rules of a file share one budget of steps.
"""

from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from liaison.formats.ics_refusal import CalendarFileError

ONE_DAY = timedelta(days=1)
WEEK = timedelta(days=7)


class StepBudget:
    """How many days may still be looked at while the rules of one file are followed."""

    def __init__(self, steps: int) -> None:
        self.left = steps

    def spend(self, steps: int, line: int) -> None:
        """Take `steps` off; CalendarFileError naming the event at `line` when nothing is left."""
        self.left -= steps
        if self.left < 0:
            raise CalendarFileError("rule_too_costly", line=line)


@dataclass(frozen=True)
class Recurrence:
    """A rule that falls on whole days, its defaults already filled in from the day it starts on.

    Empty `months`, `month_days` or `weekdays` allow all. A weekday is (2, 0) for the second Monday of a
    month, (None, 0) for every Monday.
    """

    start: date
    last: date
    frequency: str
    interval: int = 1
    occurrences: int | None = None
    months: frozenset[int] = frozenset()
    month_days: frozenset[int] = frozenset()
    weekdays: frozenset[tuple[int | None, int]] = frozenset()
    positions: frozenset[int] = frozenset()
    week_start: int = 0


def days_of(rule: Recurrence, budget: StepBudget, line: int) -> Iterator[date]:
    """The start, then every later day of the rule in order; a spent budget is blamed on `line`."""
    found = 1
    yield rule.start
    cost = _days_looked_at(rule)
    for period in _PERIODS[rule.frequency](rule):
        budget.spend(cost, line)
        for day in _at_positions(period, rule.positions):
            if day > rule.last or found == rule.occurrences:
                return
            if day > rule.start:
                yield day
                found += 1


def _days_looked_at(rule: Recurrence) -> int:
    """How many days one period of the rule makes us look at, at most."""
    in_a_month = len(rule.month_days) or 31
    in_a_year = in_a_month * (len(rule.months) or 12)
    return {"DAILY": 1, "WEEKLY": 7, "MONTHLY": in_a_month, "YEARLY": in_a_year}[rule.frequency]


def _daily(rule: Recurrence) -> Iterator[list[date]]:
    day = rule.start
    while day <= rule.last:
        yield [day] if _allows(rule, day) else []
        day += rule.interval * ONE_DAY


def _weekly(rule: Recurrence) -> Iterator[list[date]]:
    monday = rule.start - (rule.start.weekday() - rule.week_start) % 7 * ONE_DAY
    while monday <= rule.last:
        week = (monday + number * ONE_DAY for number in range(7))
        yield [day for day in week if _allows(rule, day)]
        monday += rule.interval * WEEK


def _monthly(rule: Recurrence) -> Iterator[list[date]]:
    last = rule.last.year * 12 + rule.last.month - 1
    for number in range(rule.start.year * 12 + rule.start.month - 1, last + 1, rule.interval):
        year, month = number // 12, number % 12 + 1
        yield _days_of_month(rule, year, month) if not rule.months or month in rule.months else []


def _yearly(rule: Recurrence) -> Iterator[list[date]]:
    months = sorted(rule.months) or range(1, 13)
    for year in range(rule.start.year, rule.last.year + 1, rule.interval):
        yield [day for month in months for day in _days_of_month(rule, year, month)]


_PERIODS: dict[str, Callable[[Recurrence], Iterator[list[date]]]] = {
    "DAILY": _daily,
    "WEEKLY": _weekly,
    "MONTHLY": _monthly,
    "YEARLY": _yearly,
}
FREQUENCIES = frozenset(_PERIODS)


def _allows(rule: Recurrence, day: date) -> bool:
    if rule.months and day.month not in rule.months:
        return False
    length = monthrange(day.year, day.month)[1]
    if rule.month_days and not {day.day, day.day - length - 1} & rule.month_days:
        return False
    return not rule.weekdays or (None, day.weekday()) in rule.weekdays


def _days_of_month(rule: Recurrence, year: int, month: int) -> list[date]:
    length = monthrange(year, month)[1]
    every = range(1, length + 1)
    wanted = {number if number > 0 else length + 1 + number for number in rule.month_days}
    numbers = sorted(wanted.intersection(every)) if wanted else every
    days = [date(year, month, number) for number in numbers]
    return [day for day in days if _is_wanted_weekday(rule, day, length)] if rule.weekdays else days


def _is_wanted_weekday(rule: Recurrence, day: date, length: int) -> bool:
    """Whether the rule asks for this weekday, or for this one counted from either end of its month."""
    from_start, from_end = (day.day - 1) // 7 + 1, -((length - day.day) // 7 + 1)
    return any((which, day.weekday()) in rule.weekdays for which in (None, from_start, from_end))


def _at_positions(days: list[date], positions: frozenset[int]) -> list[date]:
    if not positions:
        return days
    size = len(days)
    return [day for place, day in enumerate(days, start=1) if {place, place - size - 1} & positions]
