"""Reads of the plan in force: the stored calls, and how far each desk is planned."""

from collections.abc import Collection, Iterator
from datetime import date

from sqlalchemy import ColumnElement, ScalarSelect, and_, func, or_, select
from sqlalchemy.orm import aliased

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.plan import Plan, PlannedCall, Reason
from liaison.due.scopes import Scope, in_scope
from liaison.plans.models import NOBODYS_DESK, CallPlan
from liaison.plans.models import PlannedCall as StoredCall

CHUNK = 500
CALLS_AHEAD = 3


def plans_in_force() -> dict[int, CallPlan]:
    """{desk id: what is known of it}. A desk that is absent has never been planned."""
    return {plan.desk_id: plan for plan in db.session.scalars(select(CallPlan))}


def calls_of_desk(desk_id: int) -> list[StoredCall]:
    """All stored calls of a desk by contact and number."""
    return list(
        db.session.scalars(
            select(StoredCall)
            .where(StoredCall.desk_id == desk_id)
            .order_by(StoredCall.contact_id, StoredCall.number)
        )
    )


def calls_of(contact_ids: Collection[int]) -> list[StoredCall]:
    """All stored calls of these contacts, whoever makes them, by contact and number."""
    found: list[StoredCall] = []
    for ids in chunks(contact_ids):
        found += db.session.scalars(
            select(StoredCall)
            .where(StoredCall.contact_id.in_(ids))
            .order_by(StoredCall.contact_id, StoredCall.number)
        )
    return found


def chunks(ids: Collection[int]) -> Iterator[list[int]]:
    in_order = sorted(ids)
    for start in range(0, len(in_order), CHUNK):
        yield in_order[start : start + CHUNK]


def loads_of(desk_id: int, start: date, end: date, but: Collection[int]) -> dict[date, int]:
    """{day: calls of this desk}, without those of some contacts. At most the capacity of each day is counted."""
    rows = db.session.execute(
        select(StoredCall.on, StoredCall.contact_id).where(
            StoredCall.desk_id == desk_id, StoredCall.on.between(start, end), StoredCall.stands_in.is_(False)
        )
    )
    found: dict[date, int] = {}
    for on, contact_id in rows:
        if contact_id not in but:
            found[on] = found.get(on, 0) + 1
    return found


def contacts_called_on(days: Collection[date], desk_id: int | None = None) -> set[int]:
    """Whose planned calls fall on these days."""
    found: set[int] = set()
    in_order = sorted(days)
    for start in range(0, len(in_order), CHUNK):
        asked = select(StoredCall.contact_id).where(StoredCall.on.in_(in_order[start : start + CHUNK]))
        if desk_id is not None:
            asked = asked.where(StoredCall.desk_id == desk_id)
        found.update(db.session.scalars(asked))
    return found


def earlier_plan(scope: Scope, start: date, end: date) -> Plan | None:
    """The plan in force as the planner takes it: the days to keep where they still serve. None where nobody planned.

    Whoever should have been called already, or missed a planned call, is planned anew: of the days left, the first
    would be that of a later call.
    """
    missed = select(StoredCall.contact_id).where(StoredCall.on < start)
    rows = db.session.execute(
        select(StoredCall.on, StoredCall.contact_id, StoredCall.due_on)
        .join(Contact, Contact.id == StoredCall.contact_id)
        .where(*in_scope(scope), StoredCall.on.between(start, end), StoredCall.stands_in.is_(False))
        .where(Contact.due_on >= start, Contact.id.not_in(missed))
        .order_by(StoredCall.on, StoredCall.contact_id)
    )
    return plan_to_keep([(row.on, row.contact_id, row.due_on) for row in rows], start, end)


def plan_to_keep(rows: list[tuple[date, int, date]], start: date, end: date) -> Plan | None:
    """Only days and contacts matter to the planner."""
    if not rows:
        return None
    calls = tuple(PlannedCall(on, contact_id, 0, due_on, 0, Reason.ON_DUE) for on, contact_id, due_on in rows)
    return Plan(start, end, calls, (), (), {}, {}, 0, 0, {})


def calls_ahead(contact: Contact, today: date) -> list[StoredCall]:
    """The next calls of one person as planned, a greeting in place of one included; what has passed is left out."""
    return list(
        db.session.scalars(
            select(StoredCall)
            .where(StoredCall.contact_id == contact.id, StoredCall.on >= today)
            .order_by(StoredCall.number)
            .limit(CALLS_AHEAD)
        )
    )


def misplaced_calls() -> list[int]:
    """Contacts with planned calls that cannot be right: made already, at another desk, archived, or left behind by the
    facts, so that the next call is planned as if an earlier one had been made. For `flask doctor`."""
    desk = func.coalesce(Contact.owner_id, NOBODYS_DESK)
    wrong = or_(
        StoredCall.number <= Contact.times_contacted,
        StoredCall.desk_id != desk,
        Contact.archived_at.is_not(None),
        and_(StoredCall.number == first_number(), left_behind()),
    )
    rows = select(StoredCall.contact_id).join(Contact, Contact.id == StoredCall.contact_id).where(wrong)
    return sorted(set(db.session.scalars(rows)))


def first_number() -> ScalarSelect[int]:
    """The number of the contact's first planned call."""
    other = aliased(StoredCall)
    return select(func.min(other.number)).where(other.contact_id == StoredCall.contact_id).scalar_subquery()


def left_behind() -> ColumnElement[bool]:
    """Of a contact's first planned call: not the next one, or due later than the facts say (a pause may put it off)."""
    due_later = and_(
        StoredCall.due_on > Contact.due_on,
        or_(Contact.paused_until.is_(None), StoredCall.due_on > Contact.paused_until),
    )
    return or_(StoredCall.number > Contact.times_contacted + 1, due_later)
