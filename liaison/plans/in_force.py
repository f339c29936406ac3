"""The plan in force as page and command show it: the stored calls, with what a renewal would make of them beside.

The figures (least daily load, lower bound) follow from the facts alone; only the days are taken from what is stored.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.plan import Late, Plan, PlannedCall, Reason, StandIn, churn
from liaison.due.scopes import Scope, in_scope
from liaison.plans.models import CallPlan
from liaison.plans.models import PlannedCall as StoredCall
from liaison.plans.people import Known
from liaison.plans.queries import OfficePlan
from liaison.plans.standing_calls import plans_in_force
from liaison.workdays.queries import work_calendar


@dataclass(frozen=True)
class PlanInForce:
    """`shown` has the stored calls. `moved`: calls that a renewal would give another day, of the desks seen whole;
    None where there are none. `renewed_on`: the oldest renewal among the desks shown, None where one has never been
    planned; `refusals` are theirs."""

    shown: OfficePlan
    moved: int | None
    renewed_on: date | None
    refusals: tuple[str, ...]


def in_force(fresh: OfficePlan, scope: Scope, today: date) -> PlanInForce:
    """What is stored for the people of a plan just made; desks never planned show the plan just made."""
    plans = plans_in_force()
    desks = {known.owner: known.desk_id for known in fresh.people.values()}
    planned = {login: plans[desk] for login, desk in desks.items() if desk in plans}
    rows = [row for row in stored_calls(scope, fresh.plan.end) if row.contact_id in fresh.people]
    stored = replace(
        fresh.plan,
        calls=calls_shown(fresh, planned, [row for row in rows if not row.stands_in], today),
        stand_ins=stand_ins_shown(fresh, planned, [row for row in rows if row.stands_in], today),
    )
    late = late_shown(fresh, planned, stored, {row.contact_id for row in rows})
    shown = replace(stored, late=late, max_late_days=max((each.late_days for each in late), default=0))
    return PlanInForce(
        shown=replace(fresh, plan=shown),
        moved=moved_of(shown, fresh, planned),
        renewed_on=oldest(planned, desks),
        refusals=tuple(sorted({plan.refusal for plan in planned.values() if plan.refusal})),
    )


def moved_of(shown: Plan, fresh: OfficePlan, planned: Mapping[str, CallPlan]) -> int | None:
    """How many calls a renewal would move; what it would do to a desk seen in part cannot be told."""
    if fresh.partly_seen >= set(fresh.plan.least_daily_load):
        return None
    return churn(seen_whole(shown, fresh), seen_whole(fresh.plan, fresh)).moved if planned else 0


def seen_whole(plan: Plan, fresh: OfficePlan) -> Plan:
    return replace(plan, calls=tuple(call for call in plan.calls if str(call.owner) not in fresh.partly_seen))


def stored_calls(scope: Scope, end: date) -> list[StoredCall]:
    return list(
        db.session.scalars(
            select(StoredCall)
            .join(Contact, Contact.id == StoredCall.contact_id)
            .where(*in_scope(scope), StoredCall.on <= end)
            .order_by(StoredCall.contact_id, StoredCall.number)
        )
    )


def calls_shown(
    fresh: OfficePlan, planned: Mapping[str, CallPlan], rows: Iterable[StoredCall], today: date
) -> tuple[PlannedCall, ...]:
    """By day; a call whose day has passed stands on the first working day from today, once for each person."""
    missed_on, seen = work_calendar().on_or_after(today), set()
    calls = [call for call in fresh.plan.calls if str(call.owner) not in planned]
    for row in rows:
        owner = fresh.people[row.contact_id].owner
        if row.on >= today:
            calls.append(
                PlannedCall(row.on, row.contact_id, owner, row.due_on, row.late_days, Reason(row.reason))
            )
        elif row.contact_id not in seen:
            seen.add(row.contact_id)
            late_days = max(0, (missed_on - row.due_on).days)
            calls.append(
                PlannedCall(missed_on, row.contact_id, owner, row.due_on, late_days, Reason.OVERDUE)
            )
    return tuple(sorted(calls, key=lambda call: (call.date, str(call.owner), call.contact_id)))


def stand_ins_shown(
    fresh: OfficePlan, planned: Mapping[str, CallPlan], rows: Iterable[StoredCall], today: date
) -> tuple[StandIn, ...]:
    """The greetings that take the place of a call."""
    found = [each for each in fresh.plan.stand_ins if str(each.owner) not in planned]
    for row in rows:
        if row.on >= today:
            found.append(StandIn(row.on, row.contact_id, fresh.people[row.contact_id].owner, row.due_on))
    return tuple(sorted(found, key=lambda each: (each.date, str(each.owner), each.contact_id)))


def late_shown(
    fresh: OfficePlan, planned: Mapping[str, CallPlan], stored: Plan, called: set[int]
) -> tuple[Late, ...]:
    """The stored calls that come late, and whoever found no day at all; the latest first."""
    late = [each for each in fresh.plan.late if str(each.owner) not in planned]
    for call in stored.calls:
        if call.late_days and str(call.owner) in planned:
            known = fresh.people[call.contact_id]
            late.append(
                Late(
                    call.contact_id, call.owner, call.due_on, call.date, call.late_days,
                    is_broken(known, call.date), call.reason,
                )
            )  # fmt: skip
    undated = [each for each in fresh.plan.late if each.date is None and str(each.owner) in planned]
    late += [each for each in undated if each.contact_id not in called]
    return tuple(sorted(late, key=lambda each: -each.late_days))


def is_broken(known: Known, on: date) -> bool:
    """Whether the longest gap passes before the next call."""
    return known.last_contact_on is not None and (on - known.last_contact_on).days > known.gap_days


def oldest(planned: Mapping[str, CallPlan], desks: Mapping[str, int]) -> date | None:
    """When the desk was planned that has waited longest."""
    if len(planned) < len(desks):
        return None
    return min((plan.start_on for plan in planned.values()), default=None)
