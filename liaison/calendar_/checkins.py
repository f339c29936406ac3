"""The calls that keep every promise from here on: each on a working day, the next counted from the last."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Protocol

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import lazyload

from liaison.calendar_.occasions import Occasion
from liaison.calendar_.revisions import midnight, revision
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain import cadence
from liaison.domain.calendar_errors import LAST_YEAR
from liaison.domain.workdays import WorkCalendar
from liaison.due.scopes import Scope, in_scope
from liaison.workdays.queries import schedules_revision

CHUNK = 500
HORIZON_DAYS = 5 * 366
LONGEST_BREAK = timedelta(days=31)  # no run of days off is longer, so a call due later falls later
LAST_DAY = date(LAST_YEAR, 12, 31)  # a working day
Schedules = tuple[int, datetime | None]


class Promised(Protocol):
    """What a chain of calls follows from: a contact, or a row of these columns."""

    due_on: date | None
    cadence_days: int
    paused_until: date | None
    times_contacted: int


@dataclass(frozen=True, slots=True)
class CallDay:
    """One call of a chain. `number` counts this person's contacts, so that logging one moves the next call and
    renames none; `follows_today` says that the day would be another one tomorrow, nobody having called."""

    number: int
    on: date
    due_on: date | None
    follows_today: bool


def checkins_between(
    start: date, end: date, scope: Scope, calendar: WorkCalendar, today: date
) -> list[Occasion]:
    """The calls of everybody in the scope."""
    schedules = schedules_revision()
    return [
        occasion
        for contact in people_of(scope)
        for occasion in checkins_of(contact, start, end, calendar, today, schedules)
    ]


def people_of(scope: Scope) -> Iterable[Contact]:
    """The people of a scope by id, a few hundred in memory at a time."""
    statement = (
        select(Contact).where(*in_scope(scope)).options(lazyload(Contact.owner)).order_by(Contact.id)
    )
    return db.session.scalars(statement.execution_options(yield_per=CHUNK))


def checkins_of(
    contact: Contact,
    start: date,
    end: date,
    calendar: WorkCalendar,
    today: date,
    schedules: Schedules = (0, None),
) -> Iterator[Occasion]:
    """The calls of one person from start to end, both included; `schedules` is how often working days changed."""
    calls = [call for call in call_days(contact, end, calendar, today) if call.on >= start]
    if not calls:
        return
    first = checkin_occasion(contact, calls[0], today, schedules)
    yield first
    for call in calls[1:]:
        yield replace(first, cycle=cycle_of(call), on=call.on, late=is_late(call, today))


def call_days(promised: Promised, end: date, calendar: WorkCalendar, today: date) -> Iterator[CallDay]:
    """The chain of calls of one person; a call overdue today falls on the first working day from today.

    No call is planned further ahead than HORIZON_DAYS, however late the end.
    """
    end = min(end, today + timedelta(days=HORIZON_DAYS), LAST_DAY)
    earliest = max(today, promised.paused_until or today)
    due, number = promised.due_on, promised.times_contacted + 1
    late = earliest == today and (due is None or calendar.on_or_before(due) < today)
    while (due or earliest) <= min(end + LONGEST_BREAK, LAST_DAY):
        on = calendar.call_day(due or earliest, earliest)
        if on > end:
            return
        yield CallDay(number, on, due, late)
        due = cadence.due_on(on, promised.cadence_days)
        earliest, number = on + timedelta(days=1), number + 1


def promises_of(scope: Scope) -> Iterable[Any]:
    """Rows with the contact's id and what a chain follows from, for counting calls without naming anybody."""
    columns = (
        Contact.id,
        Contact.due_on,
        Contact.cadence_days,
        Contact.paused_until,
        Contact.times_contacted,
    )
    return db.session.execute(select(*columns).where(*in_scope(scope)).order_by(Contact.id))


def checkin_occasion(contact: Contact, call: CallDay, today: date, schedules: Schedules) -> Occasion:
    """The event of one call, with what is needed to make it."""
    unit = contact.unit.short_name or contact.unit.name if contact.unit else ""
    phones = "、".join(phone.text for phone in contact.phones)
    last = _("上次联系 %(day)s", day=contact.last_contact_on) if contact.last_contact_on else _("从未联系")
    who = f"{contact.name}（{unit}）" if unit else contact.name
    instant, sequence = revision(
        contact.version + contact.facts_revision + schedules[0],
        contact.updated_at,
        contact.facts_at,
        schedules[1],
        midnight(today) if call.follows_today else None,
    )
    return Occasion(
        uuid=contact.uuid,
        cycle=cycle_of(call),
        kind="checkin",
        on=call.on,
        title=_("联系 %(who)s", who=who),
        discreet_title=_("联系 %(who)s", who=contact.address),
        detail="\n".join(line for line in (contact.title, phones, last) if line),
        path=f"/contacts/{contact.id}",
        updated_at=instant,
        sequence=sequence,
        late=is_late(call, today),
        short_title=who,
    )


def cycle_of(call: CallDay) -> str:
    return f"checkin-{call.number}"


def is_late(call: CallDay, today: date) -> bool:
    return call.due_on is not None and call.due_on < today
