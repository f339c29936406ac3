"""The plan as one JSON document: dates ISO, officers by login; contacts nobody keeps stand under the empty login."""

from typing import Any

from liaison.db import iso
from liaison.domain.plan import Jam, Late, PlannedCall, StandIn
from liaison.plans.queries import OfficePlan


def plan_document(found: OfficePlan) -> dict[str, Any]:
    """`least_daily_load` and `lower_bound` are by officer; `late` says who is called late, or not at all, and why.

    `jams`: the stretches of days that force an officer's least load; `usual_daily_load` is enough on all other days.
    """
    plan = found.plan
    return {
        "from": iso(plan.start),
        "to": iso(plan.end),
        "calls": [call_row(found, call) for call in plan.calls],
        "stand_ins": [stand_in_row(found, stand_in) for stand_in in plan.stand_ins],
        "least_daily_load": dict(plan.least_daily_load),
        "lower_bound": dict(plan.lower_bound),
        "jams": {owner: [jam_row(jam) for jam in jams] for owner, jams in plan.jams.items()},
        "usual_daily_load": {**plan.least_daily_load, **plan.usual_load},
        "max_late_days": plan.max_late_days,
        "next_max_late_days": plan.next_max_late_days,
        "caught_up_on": {owner: iso(on) for owner, on in plan.caught_up_on.items()},
        "late": [late_row(found, late) for late in plan.late],
    }


def jam_row(jam: Jam) -> dict[str, Any]:
    """`calls` that have to be made on the `workdays` from one day to the other."""
    return {"from": iso(jam.first), "to": iso(jam.last), "calls": jam.calls, "workdays": jam.days}


def call_row(found: OfficePlan, call: PlannedCall) -> dict[str, Any]:
    """One call on its working day."""
    return {
        "date": iso(call.date),
        "contact_id": call.contact_id,
        "name": found.people[call.contact_id].name,
        "owner": call.owner,
        "due_on": iso(call.due_on),
        "late_days": call.late_days,
        "reason": call.reason.value,
        "estimated": call.date.year in found.estimated_years,
    }


def stand_in_row(found: OfficePlan, stand_in: StandIn) -> dict[str, Any]:
    """A greeting that takes the place of a call."""
    return {
        "date": iso(stand_in.date),
        "contact_id": stand_in.contact_id,
        "name": found.people[stand_in.contact_id].name,
        "owner": stand_in.owner,
        "due_on": iso(stand_in.due_on),
    }


def late_row(found: OfficePlan, late: Late) -> dict[str, Any]:
    """A promise that is not kept; `date` is null where no day is found within the span."""
    return {
        "contact_id": late.contact_id,
        "name": found.people[late.contact_id].name,
        "owner": late.owner,
        "due_on": iso(late.due_on),
        "date": iso(late.date),
        "late_days": late.late_days,
        "broken": late.broken,
        "reason": late.reason.value,
    }
