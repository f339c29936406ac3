"""The one writer of the plan in force (docs/decisions/0005): a few contacts fitted in, or a whole desk planned again.

Whoever changes what a contact's calls follow from ends with `refresh_contacts`, which comes here. On that path
nothing is read but the contacts changed, one officer's loads (bounded by the capacity) and, where the desk is small,
its people once a day.
"""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from flask import current_app
from sqlalchemy import delete, insert, select, update

from liaison import clock
from liaison.batches import postpone
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.plan import PlanError, PlannedCall, StandIn, make_plan
from liaison.plans.fitting import fitted
from liaison.plans.models import CallPlan
from liaison.plans.models import PlannedCall as StoredCall
from liaison.plans.people import Known, desks_of, people_at, people_with, size_of_desk
from liaison.plans.queries import promises_of, rules_for, twelve_months_from
from liaison.plans.standing_calls import (
    CHUNK,
    calls_of,
    calls_of_desk,
    chunks,
    contacts_called_on,
    plan_to_keep,
)
from liaison.workdays.queries import work_calendar

RENEWED_DAILY = 300  # people; a desk of no more is planned again by the first change of a day (measured: 60 ms)
RENEWED_AT_ALL = 2_000  # a larger one only where somebody asks for it
FEW = 20  # contacts; a change of more plans the desk again

Row = tuple[int, int, date, date, int, str, bool]  # contact, number, day, due, late, reason, stands in


def arrange_calls(contact_ids: Iterable[int]) -> None:
    """Bring the planned calls of these contacts, archived ones too, in line with their facts."""
    ids = set(contact_ids)
    if not ids or postpone(arrange_calls, ids, after_facts=True):
        return
    db.session.flush()
    today = clock.today(current_app.config["SETTINGS"].timezone)
    desks = desks_of(ids)
    forget_calls(ids.difference(*desks.values()))
    for desk_id in sorted(desks):
        arrange_desk(desk_id, desks[desk_id], today)


def arrange_desk(desk_id: int, changed: set[int], today: date) -> None:
    """Plan the desk again where that is cheap and due, else fit in those who changed."""
    plan = locked_plan(desk_id)
    size = size_of_desk(desk_id, RENEWED_AT_ALL + 1)
    stale = plan is None or plan.start_on < today
    due = (stale and size <= RENEWED_DAILY) or ((plan is None or len(changed) > FEW) and size <= RENEWED_AT_ALL)
    if due and renew_desk(desk_id, today):
        return
    if plan is None:
        if len(changed) < size:
            return  # too many to plan unasked: their calls follow from the cadence alone until somebody asks
        plan = opened_plan(desk_id, today)
    fit_changed(plan, [known for some in chunks(changed) for known in people_with(some)], today)


def locked_plan(desk_id: int) -> CallPlan | None:
    """The desk's plan; on PostgreSQL others who would write it wait for us."""
    return db.session.scalar(select(CallPlan).where(CallPlan.desk_id == desk_id).with_for_update())


def opened_plan(desk_id: int, today: date) -> CallPlan:
    """A plan for a desk that has none."""
    plan = CallPlan(desk_id=desk_id, start_on=today, end_on=twelve_months_from(today), renewed_at=clock.now())
    db.session.add(plan)
    db.session.flush()
    return plan


def renew_desk(desk_id: int, today: date) -> bool:
    """Plan twelve months of a desk, keeping every call where it stands if it still serves.

    False where no plan can be made (no working day in the span): the reason is kept, the calls stay.
    """
    people, end = people_at(desk_id), twelve_months_from(today)
    plan = locked_plan(desk_id) or opened_plan(desk_id, today)
    stored = calls_of_desk(desk_id) if plan.revision else []
    stored += calls_of({known.id for known in people} - {row.contact_id for row in stored})
    keep = plan_to_keep(days_to_keep(people, stored, today), today, end)
    rules = rules_for(people, today, end)
    workdays = work_calendar().workdays_between(today, end)
    try:
        made = make_plan(promises_of(people, today, end), rules, workdays, today, end, keep)
    except PlanError as error:
        plan.refusal, plan.renewed_at = str(error)[:200], clock.now()
        return False
    plan.start_on, plan.end_on, plan.renewed_at, plan.refusal = today, end, clock.now(), ""
    plan.least_load = max(made.least_daily_load.values(), default=1)
    store(plan, people, stored, [*made.calls, *made.stand_ins])
    return True


def days_to_keep(
    people: Collection[Known], stored: Sequence[StoredCall], today: date
) -> list[tuple[date, int, date]]:
    """(day, contact, due date) of the calls that are to stay; `earlier_plan` says whose are not."""
    anew = {known.id for known in people if known.due_on is None or known.due_on < today}
    anew |= {row.contact_id for row in stored if row.on < today}
    return sorted(
        (row.on, row.contact_id, row.due_on)
        for row in stored
        if row.contact_id not in anew and not row.stands_in
    )


def fit_changed(plan: CallPlan, changed: Sequence[Known], today: date) -> None:
    """Give these contacts new days beside all others, who stay."""
    stored = calls_of({known.id for known in changed})
    store(plan, changed, stored, fitted(plan, changed, stored, work_calendar(), today))


def store(
    plan: CallPlan,
    people: Collection[Known],
    stored: Iterable[StoredCall],
    events: Iterable[PlannedCall | StandIn],
) -> None:
    """Write what differs: a call that stays keeps its row, one that moves becomes another."""
    wanted = {(row[0], row[1]): row for row in numbered(people, events)}
    gone, desks, people_moved = [], set(), set()
    for call in stored:
        if wanted.get((call.contact_id, call.number)) == row_of(call) and call.desk_id == plan.desk_id:
            del wanted[call.contact_id, call.number]
        else:
            gone.append(call.id)
            desks.add(call.desk_id)
            people_moved.add(call.contact_id)
    delete_rows(gone)
    if wanted:
        db.session.execute(insert(StoredCall), [written(row, plan.desk_id) for row in wanted.values()])
        desks.add(plan.desk_id)
        people_moved |= {contact_id for contact_id, _number in wanted}
    count_change(desks | ({plan.desk_id} if not plan.revision else set()), people_moved)


def numbered(people: Iterable[Known], events: Iterable[PlannedCall | StandIn]) -> list[Row]:
    """The events as rows, each contact's counted on from the contacts there have been."""
    number = {known.id: known.times_contacted for known in people}
    rows: list[Row] = []
    for event in sorted(events, key=lambda event: (event.contact_id, event.date)):
        number[event.contact_id] += 1
        late, reason = (event.late_days, event.reason.value) if isinstance(event, PlannedCall) else (0, "")
        stands_in = isinstance(event, StandIn)
        rows.append(
            (event.contact_id, number[event.contact_id], event.date, event.due_on, late, reason, stands_in)
        )
    return rows


def row_of(call: StoredCall) -> Row:
    return (
        call.contact_id, call.number, call.on, call.due_on, call.late_days, call.reason, call.stands_in,
    )  # fmt: skip


def written(row: Row, desk_id: int) -> dict[str, object]:
    names = ("contact_id", "number", "on", "due_on", "late_days", "reason", "stands_in")
    return {**dict(zip(names, row, strict=True)), "desk_id": desk_id}


def delete_rows(ids: Sequence[int]) -> None:
    for start in range(0, len(ids), CHUNK):
        db.session.execute(delete(StoredCall).where(StoredCall.id.in_(ids[start : start + CHUNK])))


def forget_calls(contact_ids: Collection[int]) -> None:
    """Archived or deleted contacts are called by nobody."""
    stored = calls_of(contact_ids)
    delete_rows([call.id for call in stored])
    count_change({call.desk_id for call in stored}, {call.contact_id for call in stored})


def put_calls_back(rows: Sequence[dict[str, Any]]) -> None:
    """Give contacts the calls they had, in place of those they have; rows as the table's columns hold them.

    Whoever is gone is passed over. `arrange_calls` has to follow: it keeps the days that serve still, and no others.
    """
    people = {row["contact_id"] for row in rows}
    there = {each for some in chunks(people) for each in db.session.scalars(select(Contact.id).where(Contact.id.in_(some)))}
    returning = [row for row in rows if row["contact_id"] in there]
    if not returning:
        return
    stored = calls_of(there)
    delete_rows([call.id for call in stored])
    db.session.execute(insert(StoredCall.__table__), returning)  # type: ignore[arg-type]
    count_change({call.desk_id for call in stored} | {row["desk_id"] for row in returning}, there)


def count_change(desk_ids: Collection[int], contact_ids: Collection[int]) -> None:
    """Raise the revisions that feeds and files go by: of the desks, and of the people whose calls moved."""
    for plan in db.session.scalars(select(CallPlan).where(CallPlan.desk_id.in_(desk_ids))):
        plan.revision += 1
    db.session.flush()
    table = Contact.__table__
    values = {
        "facts_at": clock.now(), "facts_revision": table.c.facts_revision + 1, "updated_at": table.c.updated_at,
    }  # fmt: skip
    for some in chunks(contact_ids):
        db.session.connection().execute(update(table).where(table.c.id.in_(some)).values(values))  # type: ignore[arg-type]
        for contact_id in some:
            contact = db.session.identity_map.get(db.session.identity_key(Contact, contact_id))
            if contact is not None:
                db.session.expire(contact, ["facts_at", "facts_revision"])


def arrange_calls_on(days: Collection[date], desk_id: int | None = None) -> int:
    """Move the calls that stand on these days and can no longer; answers how many contacts were looked at."""
    contacts = contacts_called_on(days, desk_id)
    arrange_calls(contacts)
    return len(contacts)


def renew_desks(desk_ids: Iterable[int], today: date) -> dict[int, str]:
    """Plan these desks again; answers {desk: why not} for those that could not be."""
    refused: dict[int, str] = {}
    for desk_id in sorted(set(desk_ids)):
        if not renew_desk(desk_id, today):
            plan = locked_plan(desk_id)
            refused[desk_id] = plan.refusal if plan else ""
    return refused


def desks_with_people() -> list[int]:
    """Every desk that keeps somebody."""
    owners = db.session.scalars(select(Contact.owner_id).where(Contact.archived_at.is_(None)).distinct())
    return sorted(owner_id or 0 for owner_id in owners)
