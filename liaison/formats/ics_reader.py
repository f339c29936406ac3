"""Reading somebody's own holiday list or leave days from an `.ics` file, believing nothing in it.

`ics_lines.py` keeps the lines that matter, `ics_foreign.py` reads their values, `ics_rule.py` and
`ics_recurrence.py` follow repetitions up to a limit, and this module turns events into days. What is not
understood is refused (`ics_refusal.py`), never skipped: calls would be planned on the leave day it hid.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from liaison.formats.ics_foreign import ForeignEvent, foreign_event
from liaison.formats.ics_lines import event_blocks
from liaison.formats.ics_recurrence import StepBudget, days_of
from liaison.formats.ics_refusal import DEFAULT_LIMITS, CalendarFileError, ReadLimits
from liaison.formats.ics_rule import recurrence_of
from liaison.formats.ics_zone import Moment, beijing_day, beijing_wall_clock

__all__ = ["CalendarFileError", "ImportedDay", "ReadLimits", "read_days"]

ONE_DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, order=True)
class ImportedDay:
    """Days taken by one event, up to and with `until`; `all_day` is False when it had hours."""

    on: date
    until: date
    summary: str
    all_day: bool = True


def read_days(content: bytes, limits: ReadLimits = DEFAULT_LIMITS) -> list[ImportedDay]:
    """The days of every event by the Beijing calendar, in order, each once.

    Cancelled events are left out; a single changed occurrence takes the place of the original one.
    CalendarFileError refuses the whole file.
    """
    events = [foreign_event(block, limits) for block in event_blocks(content, limits)]
    replaced = _replaced_days(events)
    budget = StepBudget(limits.rule_steps)
    found: set[ImportedDay] = set()
    for event in events:
        for day in _days_taken(event, replaced[event.uid], limits, budget):
            found.add(day)
            if len(found) > limits.days:
                raise CalendarFileError("too_many_days", line=event.line, limit=limits.days)
    return sorted(found)


def _replaced_days(events: Iterable[ForeignEvent]) -> defaultdict[str, set[date]]:
    days: defaultdict[str, set[date]] = defaultdict(set)
    for event in events:
        if event.replaces is not None:
            days[event.uid].add(event.replaces)
    return days


def _days_taken(
    event: ForeignEvent, replaced: set[date], limits: ReadLimits, budget: StepBudget
) -> Iterator[ImportedDay]:
    if event.cancelled:
        return
    gone = event.excluded if event.replaces else event.excluded | replaced
    for start in _starts(event, limits, budget):
        on, until = _first_and_last_day(start, event.length)
        if on not in gone and on <= limits.last and until >= limits.first:
            yield ImportedDay(on, until, event.summary, event.all_day)


def _starts(event: ForeignEvent, limits: ReadLimits, budget: StepBudget) -> Iterator[Moment]:
    yield from event.extra
    if event.rule is None:
        yield event.start
        return
    rule = recurrence_of(event.rule, event.start, limits.last, event.line)
    for day in days_of(rule, budget, event.line):
        yield event.start + (day - rule.start)


def _first_and_last_day(start: Moment, length: timedelta) -> tuple[date, date]:
    if not isinstance(start, datetime):
        return start, start + length - ONE_DAY
    # An event that ends at midnight does not take the day that begins there.
    end = beijing_wall_clock(start) + max(length - INSTANT, timedelta(0))
    return beijing_day(start), end.date()
