"""Which planned calls a new holiday schedule moves, shown before it is put in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from sqlalchemy import select
from sqlalchemy.orm import lazyload

from liaison.calendar_.checkins import call_days, promises_of
from liaison.calendar_.queries import LATEST
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.workdays import WorkCalendar, YearDays
from liaison.domain.year_checks import DayChange, difference, unmet_statutory_days
from liaison.due.scopes import Scope

AHEAD_DAYS = 365
LISTED = 50


@dataclass(frozen=True)
class MovedCall:
    """One call with its day before and after; None where it leaves the next twelve months or enters them."""

    contact: Contact
    before: date | None
    after: date | None


@dataclass(frozen=True)
class Consequences:
    """What putting a schedule in force would change: days, calls (all counted, the first listed), doubts."""

    days: list[DayChange]
    moved: int
    people: int
    listed: list[MovedCall]
    unmet: list[tuple[date, str]]


def consequences_of(schedule: YearDays, calendar: WorkCalendar, *, today: date) -> Consequences:
    """Against the calendar in force. Two passes over everybody's chain of calls."""
    moves = list(moved_days(calendar, calendar.with_year(schedule), today))
    return Consequences(
        days=difference(calendar.year_days(schedule.year), schedule),
        moved=len(moves),
        people=len({contact_id for contact_id, _before, _after in moves}),
        listed=with_contacts(moves[:LISTED]),
        unmet=unmet_statutory_days(schedule),
    )


def moved_days(
    old: WorkCalendar, new: WorkCalendar, today: date
) -> Iterator[tuple[int, date | None, date | None]]:
    """(contact id, day before, day after) of every call of the next twelve months whose day differs."""
    end = min(today + timedelta(days=AHEAD_DAYS), LATEST)
    for row in promises_of(Scope()):
        before = (call.on for call in call_days(row, end, old, today))
        after = (call.on for call in call_days(row, end, new, today))
        yield from ((row.id, was, will) for was, will in zip_longest(before, after) if was != will)


def with_contacts(moves: list[tuple[int, date | None, date | None]]) -> list[MovedCall]:
    """The same with the people themselves, soonest first."""
    ids = {contact_id for contact_id, _before, _after in moves}
    found = db.session.scalars(select(Contact).where(Contact.id.in_(ids)).options(lazyload(Contact.phones)))
    people = {contact.id: contact for contact in found}
    calls = [MovedCall(people[contact_id], before, after) for contact_id, before, after in moves]
    return sorted(calls, key=lambda call: (call.before or call.after or date.max, call.contact.id))
