"""New days for a few contacts of a desk beside everybody else's: computed here, stored by `actions`."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from liaison.domain.plan import PlannedCall, StandIn, fit_calls
from liaison.domain.workdays import WorkCalendar
from liaison.plans.models import CallPlan
from liaison.plans.models import PlannedCall as StoredCall
from liaison.plans.people import Known, people_with
from liaison.plans.queries import promises_of, rules_for
from liaison.plans.standing_calls import calls_of, chunks, contacts_called_on, loads_of, plans_in_force

SPARE = 1  # calls above the least load before the capacity is touched, as `make_plan` does to stay calm


def fitted(
    plan: CallPlan, changed: Sequence[Known], stored: Iterable[StoredCall], calendar: WorkCalendar, today: date
) -> list[PlannedCall | StandIn]:
    """The events of these contacts from today to the plan's end."""
    span = (today, plan.end_on)
    found = fit_calls(
        promises_of(changed, *span),
        rules_for(changed, *span),
        calendar.workdays_between(*span),
        span,
        taken=loads_of(plan.desk_id, *span, {known.id for known in changed}),
        level=plan.least_load + SPARE,
        held=days_held(stored, changed, today),
    )
    return [*found.calls, *found.stand_ins]


def days_held(stored: Iterable[StoredCall], people: Iterable[Known], today: date) -> dict[int, list[date]]:
    """The days each contact has from its next call on, also where that day has passed.

    None where the next call is not among them, or followed a contact that counts no longer: a call taken back,
    deleted or dated back leaves the days of those after it, which are nobody's next.
    """
    by_id = {known.id: known for known in people}
    held: dict[int, list[date]] = defaultdict(list)
    planned_anew: dict[int, bool] = {}
    for row in stored:
        known = by_id[row.contact_id]
        if row.number <= known.times_contacted:
            continue
        if known.id not in planned_anew:
            planned_anew[known.id] = not is_next(row, known, today)
        if not (planned_anew[known.id] or row.stands_in):
            held[known.id].append(row.on)
    return held


def is_next(row: StoredCall, known: Known, today: date) -> bool:
    """Whether the first stored call, or the greeting in its place, is the next one as the facts stand now."""
    if row.number != known.times_contacted + 1:
        return False
    due_at_once = known.due_on is None or known.due_on < today
    waits_until = max(today, known.snoozed_until or today, known.paused_until or today)
    return not due_at_once or row.due_on <= waits_until


@dataclass(frozen=True)
class MovedCalls:
    """One contact's calls before and after, in order."""

    contact_id: int
    before: list[date]
    after: list[date]


def moved_by(calendar: WorkCalendar, days: Iterable[date], today: date) -> list[MovedCalls]:
    """Whose planned calls would move if these days were none to work on: fitted in by another calendar, not stored."""
    plans, at_desks = plans_in_force(), defaultdict(list)
    for some in chunks(contacts_called_on([on for on in days if on >= today])):
        for known in people_with(some):
            at_desks[known.desk_id].append(known)
    moved: list[MovedCalls] = []
    for desk_id in sorted(at_desks.keys() & plans.keys()):
        people = at_desks[desk_id]
        stored = calls_of({known.id for known in people})
        events = fitted(plans[desk_id], people, stored, calendar, today)
        moved += differing(people, stored, events, today)
    return moved


def differing(
    people: Iterable[Known], stored: Iterable[StoredCall], events: Iterable[PlannedCall | StandIn], today: date
) -> list[MovedCalls]:
    before, after = defaultdict(list), defaultdict(list)
    for row in stored:
        if row.on >= today and not row.stands_in:
            before[row.contact_id].append(row.on)
    for event in sorted(events, key=lambda event: event.date):
        if isinstance(event, PlannedCall):
            after[event.contact_id].append(event.date)
    return [
        MovedCalls(known.id, before[known.id], after[known.id])
        for known in people
        if before[known.id] != after[known.id]
    ]
