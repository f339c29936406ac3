"""Calls that follow from the cadence alone: beyond the plan in force, and for desks that nobody has planned.

Each falls on a working day, the next counted from the last; no day's load is looked at.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Protocol

from liaison.domain import cadence
from liaison.domain.calendar_errors import LAST_YEAR
from liaison.domain.workdays import WorkCalendar

HORIZON_DAYS = 5 * 366
LONGEST_BREAK = timedelta(days=31)  # no run of days off is longer, so a call due later falls later
LAST_DAY = date(LAST_YEAR, 12, 31)  # a working day


class Promised(Protocol):
    """What a chain of calls follows from: a contact, or a row of these columns."""

    due_on: date | None
    cadence_days: int
    paused_until: date | None
    times_contacted: int


@dataclass(frozen=True, slots=True)
class CallDay:
    """One call. `number` counts this person's contacts, so that logging one moves the next call and renames none.

    `follows_today`: the day would be another one tomorrow, nobody having called.
    """

    number: int
    on: date
    due_on: date | None
    follows_today: bool


@dataclass(frozen=True, slots=True)
class Beyond:
    """Where the plan stops: its last day, None where there is no plan; and number and day of the last planned call."""

    end_on: date | None
    last: tuple[int, date] | None


def calls_beyond(
    promised: Promised, beyond: Beyond, end: date, calendar: WorkCalendar, today: date
) -> Iterator[CallDay]:
    """The calls after the plan's last day. Who found no day in the plan has none after it either."""
    if beyond.end_on is None:
        yield from call_days(promised, end, calendar, today)
        return
    if beyond.last is None:
        start = Start(promised.due_on, max(today, promised.paused_until or today), promised.times_contacted + 1)
    else:
        number, on = beyond.last
        start = Start(cadence.due_on(on, promised.cadence_days), on + timedelta(days=1), number + 1)
    for call in chain(start, promised.cadence_days, end, calendar, today):
        if call.on <= beyond.end_on and beyond.last is None:
            return
        if call.on > beyond.end_on:
            yield call


def call_days(promised: Promised, end: date, calendar: WorkCalendar, today: date) -> Iterator[CallDay]:
    """The chain of calls of one person; a call overdue today falls on the first working day from today."""
    start = Start(promised.due_on, max(today, promised.paused_until or today), promised.times_contacted + 1)
    return chain(start, promised.cadence_days, end, calendar, today)


@dataclass(frozen=True, slots=True)
class Start:
    """The first call of a chain: when it is due (None: at once), from which day it may be made, its number."""

    due_on: date | None
    earliest: date
    number: int


def chain(start: Start, cadence_days: int, end: date, calendar: WorkCalendar, today: date) -> Iterator[CallDay]:
    """The calls to the end, none further ahead than HORIZON_DAYS."""
    end = min(end, today + timedelta(days=HORIZON_DAYS), LAST_DAY)
    due, earliest, number = start.due_on, start.earliest, start.number
    late = earliest == today and (due is None or calendar.on_or_before(due) < today)
    while (due or earliest) <= min(end + LONGEST_BREAK, LAST_DAY):
        on = calendar.call_day(due or earliest, earliest)
        if on > end:
            return
        yield CallDay(number, on, due, late)
        due = cadence.due_on(on, cadence_days)
        earliest, number = on + timedelta(days=1), number + 1
