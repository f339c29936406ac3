"""What a plan says of a late call is true: the days of its window are full, or the calls after it forbid them."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from domain.plan_cases import LONG
from oracles.small_offices import mixed_office
from oracles.windows_by_hand import Office, Wanted, first_wanted, wanted_after

from liaison.domain.plan import Plan, PlanError, PlannedCall, Reason, make_plan

OFFICES = 3000 if LONG else 300


def nudged(office: Office, seed: int) -> Office:
    """One due date some days earlier, as when a greeting that stood for a call moves."""
    random = Random(seed)
    promise = random.choice(office.promises)
    if promise.due_on is None:
        return office
    due_on = promise.due_on - timedelta(days=random.choice([2, 3, 4]))
    if promise.last_contact_on and due_on <= promise.last_contact_on:
        return office
    changed = replace(promise, due_on=due_on)
    return replace(office, promises=tuple(changed if each is promise else each for each in office.promises))


def plans_of(office: Office, seed: int) -> Iterator[tuple[Office, Plan]]:
    """A plan, and two more made from it after a change."""
    plan = None
    for step in range(3):
        try:
            plan = make_plan(
                office.promises, office.rules, office.working_days, office.start, office.end, plan
            )
        except PlanError:
            return
        yield office, plan
        office = nudged(office, seed + step)


def late_calls(office: Office, plan: Plan) -> Iterator[tuple[PlannedCall, Wanted]]:
    """Each late call whose window had days, with what the facts and the calls before it ask for."""
    by_contact = defaultdict(list)
    for call in plan.calls:
        by_contact[call.contact_id].append(call)
    for promise in office.promises:
        wanted = first_wanted(office, promise)
        for call in by_contact[promise.contact_id]:
            if call.late_days and not wanted.at_once:
                yield call, wanted
            wanted = wanted_after(office, promise, call.date)


def days_with_room(office: Office, plan: Plan, call: PlannedCall, wanted: Wanted) -> list[date]:
    load = Counter((each.owner, each.date) for each in plan.calls)
    leave = office.rules.leave.get(call.owner, frozenset())
    most = office.rules.capacity_of(call.owner)
    return [on for on in wanted.days if on not in leave and load[call.owner, on] < most]


def test_no_call_is_late_for_want_of_room_beside_a_day_of_its_window_that_has_room():
    full, kept_for_later = 0, 0
    for seed in range(OFFICES):
        for office, plan in plans_of(mixed_office(seed), seed):
            for call, wanted in late_calls(office, plan):
                room = days_with_room(office, plan, call, wanted)
                if call.reason == Reason.CAPACITY:
                    assert not room, (seed, call)
                    full += 1
                elif call.reason == Reason.LATER_CALLS:
                    assert room, (seed, call)
                    kept_for_later += 1
    assert full > OFFICES / 20 and kept_for_later < full / 20
