"""Which planned calls a new holiday schedule moves, shown before it is put in force."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from sqlalchemy import false, or_, select
from sqlalchemy.orm import lazyload

from liaison.calendar_.cadence_calls import call_days
from liaison.calendar_.checkins import desks_beyond, promises_of
from liaison.calendar_.queries import LATEST
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.workdays import WorkCalendar, YearDays
from liaison.domain.year_checks import DayChange, difference, unmet_statutory_days
from liaison.due.scopes import Scope
from liaison.plans.fitting import moved_by
from liaison.plans.people import at_desk
from liaison.plans.standing_calls import plans_in_force

AHEAD_DAYS = 365
LISTED = 50


@dataclass(frozen=True)
class Moves:
    """One person's calls that fall on other days: the first of them, and how many there are.

    A day is None where a call leaves the next twelve months or enters them.
    """

    contact_id: int
    before: date | None
    after: date | None
    calls: int


@dataclass(frozen=True)
class Consequences:
    """What putting a schedule in force would change.

    `days` turn from worked to off or back; `renamed` stay what they were under another name. `people` counts all
    whose calls move, `listed` has the first of them by day; `unmet` are public holidays that the schedule does not give.
    """

    days: list[DayChange]
    renamed: list[DayChange]
    calls: int
    people: int
    listed: list[tuple[Contact, Moves]]
    unmet: list[tuple[date, str]]


def consequences_of(schedule: YearDays, calendar: WorkCalendar, *, today: date) -> Consequences:
    """Against the calendar in force and the plan in force."""
    changes = difference(calendar.year_days(schedule.year), schedule)
    closed = [change.date for change in changes if change.turns and not change.after.workday]
    found = sorted(
        moved_calls(calendar, calendar.with_year(schedule), closed, today),
        key=lambda moved: (moved.before or moved.after or date.max, moved.contact_id),
    )
    return Consequences(
        days=[change for change in changes if change.turns],
        renamed=[change for change in changes if not change.turns],
        calls=sum(moved.calls for moved in found),
        people=len(found),
        listed=with_contacts(found[:LISTED]),
        unmet=unmet_statutory_days(schedule),
    )


def moved_calls(old: WorkCalendar, new: WorkCalendar, closed: list[date], today: date) -> Iterator[Moves]:
    """Everybody with a call in the next twelve months that falls on another day. `closed` are days no longer worked."""
    for moved in moved_by(new, closed, today):
        yield from moves(moved.contact_id, moved.before, moved.after)
    end = min(today + timedelta(days=AHEAD_DAYS), LATEST)
    plans = plans_in_force()
    unplanned = or_(false(), *(at_desk(desk) for desk in desks_beyond(today, plans) if desk not in plans))
    for row in promises_of(Scope(), unplanned):
        before, after = (
            [call.on for call in call_days(row, end, calendar, today)] for calendar in (old, new)
        )
        yield from moves(row.id, before, after)


def moves(contact_id: int, before: list[date], after: list[date]) -> Iterator[Moves]:
    moved = [(was, will) for was, will in zip_longest(before, after) if was != will]
    if moved:
        yield Moves(contact_id, *moved[0], calls=len(moved))


def with_contacts(moves: list[Moves]) -> list[tuple[Contact, Moves]]:
    """The same with the people themselves."""
    ids = [moved.contact_id for moved in moves]
    found = db.session.scalars(select(Contact).where(Contact.id.in_(ids)).options(lazyload(Contact.phones)))
    people = {contact.id: contact for contact in found}
    return [(people[moved.contact_id], moved) for moved in moves]
