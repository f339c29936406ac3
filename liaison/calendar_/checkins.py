"""The check-in calls as calendar events: the plan in force as far as it reaches, the cadence alone beyond it.

A call whose day has passed is shown on the first working day from today until it is made or the desk is planned again.
Beyond a desk's plan, and where no plan has been made, each call follows from the one before (`cadence_calls.py`).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, false, or_, select
from sqlalchemy.orm import lazyload

from liaison.accounts.models import User
from liaison.calendar_.cadence_calls import Beyond, CallDay, calls_beyond
from liaison.calendar_.occasions import Occasion
from liaison.calendar_.revisions import midnight, revision
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.workdays import WorkCalendar
from liaison.due.scopes import Scope, in_scope
from liaison.plans.models import NOBODYS_DESK, CallPlan, PlannedCall
from liaison.plans.people import at_desk
from liaison.plans.standing_calls import plans_in_force
from liaison.workdays.queries import schedules_revision

CHUNK = 500
Schedules = tuple[int, datetime | None]
CALL_COLUMNS = (
    PlannedCall.contact_id, PlannedCall.number, PlannedCall.on, PlannedCall.due_on,
)  # fmt: skip


@dataclass(frozen=True)
class Span:
    """What is asked: the days from start to end, both included, seen today."""

    start: date
    end: date
    today: date
    calendar: WorkCalendar

    @property
    def missed_on(self) -> date:
        """Where a call is shown whose day has passed."""
        return self.calendar.call_day(self.today, self.today)

    @property
    def shows_missed(self) -> bool:
        return self.start <= self.missed_on <= self.end


def checkins_between(
    start: date, end: date, scope: Scope, calendar: WorkCalendar, today: date
) -> list[Occasion]:
    """The calls of everybody in the scope."""
    schedules, span = schedules_revision(), Span(start, end, today, calendar)
    calls = call_days_between(span, scope)
    guessed = {year for year in range(start.year, end.year + 1) if calendar.estimated(year)}
    return [
        replace(occasion, guess=guess_of_call()) if occasion.on.year in guessed else occasion
        for contact in people_with(calls, scope)
        for occasion in occasions_of(contact, calls[contact.id], today, schedules)
    ]


def guess_of_call() -> str:
    """A call's day is a working day, so it may move when the days off are published."""
    return _("放假安排尚未公布，日期为推算")


def call_days_between(span: Span, scope: Scope) -> dict[int, list[CallDay]]:
    """{contact id: the calls shown on days of the span}, from plain columns."""
    found: dict[int, list[CallDay]] = defaultdict(list)
    for contact_id, call in planned_days(span, scope):
        found[contact_id].append(call)
    for contact_id, call in days_beyond(span, scope):
        found[contact_id].append(call)
    return found


def planned_days(span: Span, scope: Scope) -> Iterator[tuple[int, CallDay]]:
    """The calls of the plan in force, by contact and number. A greeting that stands in is an event of its round."""
    shown: list[ColumnElement[bool]] = [PlannedCall.on.between(max(span.start, span.today), span.end)]
    if span.shows_missed:
        shown.append(PlannedCall.on < span.today)
    rows = db.session.execute(
        select(*CALL_COLUMNS)
        .join(Contact, Contact.id == PlannedCall.contact_id)
        .where(*in_scope(scope), or_(*shown), PlannedCall.stands_in.is_(False))
        .order_by(PlannedCall.contact_id, PlannedCall.number)
    )
    missed_once: set[int] = set()
    for row in rows:
        missed = row.on < span.today
        if missed and row.contact_id in missed_once:
            continue  # one call makes up for all that were missed
        if missed:
            missed_once.add(row.contact_id)
        on = span.missed_on if missed else row.on
        yield row.contact_id, CallDay(row.number, on, row.due_on, missed)


def days_beyond(span: Span, scope: Scope) -> Iterator[tuple[int, CallDay]]:
    """The calls after each desk's plan, and those of desks without one."""
    plans = plans_in_force()
    somebody = [desk for desk in desks_beyond(span.end, plans) if in_question(desk, scope)]
    if not somebody:
        return
    wanted = or_(false(), *(at_desk(desk) for desk in somebody))
    last = last_planned(scope, wanted)
    for row in promises_of(scope, wanted):
        plan = plans.get(row.owner_id or NOBODYS_DESK)
        beyond = Beyond(plan.end_on if plan else None, last.get(row.id))
        for call in calls_beyond(row, beyond, span.end, span.calendar, span.today):
            if call.on >= span.start:
                yield row.id, call


def desks_beyond(end: date, plans: dict[int, CallPlan]) -> list[int]:
    """The desks whose plan, if any, ends before this day."""
    everyone = [NOBODYS_DESK, *db.session.scalars(select(User.id).order_by(User.id))]
    return [desk for desk in everyone if desk not in plans or plans[desk].end_on < end]


def in_question(desk: int, scope: Scope) -> bool:
    return scope.owner_ids is None or desk in scope.owner_ids


def last_planned(scope: Scope, wanted: ColumnElement[bool]) -> dict[int, tuple[int, date]]:
    """{contact id: number and day of its last planned call}."""
    rows = db.session.execute(
        select(PlannedCall.contact_id, PlannedCall.number, PlannedCall.on)
        .join(Contact, Contact.id == PlannedCall.contact_id)
        .where(*in_scope(scope), wanted)
        .order_by(PlannedCall.contact_id, PlannedCall.number)
    )
    return {row.contact_id: (row.number, row.on) for row in rows}


def promises_of(scope: Scope, wanted: ColumnElement[bool]) -> Iterable:
    """Rows with the contact's id and what a chain of calls follows from."""
    columns = (
        Contact.id, Contact.owner_id, Contact.due_on, Contact.cadence_days, Contact.paused_until,
        Contact.times_contacted,
    )  # fmt: skip
    return db.session.execute(select(*columns).where(*in_scope(scope), wanted).order_by(Contact.id))


def people_with(calls: dict[int, list[CallDay]], scope: Scope) -> Iterator[Contact]:
    """The people called, by id, a few hundred in memory at a time."""
    ids = sorted(calls)
    for start in range(0, len(ids), CHUNK):
        some = and_(*in_scope(scope), Contact.id.in_(ids[start : start + CHUNK]))
        yield from db.session.scalars(
            select(Contact).where(some).options(lazyload(Contact.owner)).order_by(Contact.id)
        )


def occasions_of(
    contact: Contact, calls: list[CallDay], today: date, schedules: Schedules
) -> Iterator[Occasion]:
    """The events of one person's calls; what they have in common is worded once."""
    first = checkin_occasion(contact, calls[0], today, schedules)
    yield first
    for call in calls[1:]:
        instant, sequence = revision_of(contact, call, today, schedules)
        yield replace(
            first,
            cycle=cycle_of(call), on=call.on, late=is_late(call, today), updated_at=instant, sequence=sequence,
        )  # fmt: skip


def checkin_occasion(contact: Contact, call: CallDay, today: date, schedules: Schedules) -> Occasion:
    """The event of one call, with what is needed to make it."""
    unit = contact.unit.short_name or contact.unit.name if contact.unit else ""
    last = _("上次联系 %(day)s", day=contact.last_contact_on) if contact.last_contact_on else _("从未联系")
    who = f"{contact.name}（{unit}）" if unit else contact.name
    instant, sequence = revision_of(contact, call, today, schedules)
    return Occasion(
        uuid=contact.uuid,
        cycle=cycle_of(call),
        kind="checkin",
        on=call.on,
        title=_("联系 %(who)s", who=who),
        discreet_title=_("联系 %(who)s", who=contact.address),
        detail="\n".join(line for line in (contact.title, contact.telephones, last) if line),
        path=f"/contacts/{contact.id}",
        updated_at=instant,
        sequence=sequence,
        late=is_late(call, today),
        short_title=who,
    )


def revision_of(
    contact: Contact, call: CallDay, today: date, schedules: Schedules
) -> tuple[datetime, int]:
    """Counters that only rise: of the person, of the facts and planned calls, of the days off."""
    return revision(
        contact.version + contact.facts_revision + schedules[0],
        contact.updated_at,
        contact.facts_at,
        schedules[1],
        midnight(today) if call.follows_today else None,
    )


def cycle_of(call: CallDay) -> str:
    return f"checkin-{call.number}"


def is_late(call: CallDay, today: date) -> bool:
    return call.due_on is not None and call.due_on < today
