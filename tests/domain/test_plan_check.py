"""The independent judge finds every kind of false plan."""

from dataclasses import replace
from datetime import timedelta

import pytest
from domain.plan_cases import FRIDAY_TWO_MONTHS_ON, MONDAY, WEEKDAYS, contact, day
from oracles.small_offices import mixed_office
from oracles.windows_by_hand import first_wanted, wanted_after

from liaison.domain.plan import PlanError, PlanRules, StandIn, check_plan, make_plan

PROMISES = [
    contact(1, last="10-07"),
    contact(2, last="10-14", greeting_days=(day("12-10"),)),
    contact(3, last="10-15"),
    contact(4, last="09-20", paused=((day("11-10"), day("11-12")),)),
]
RULES = PlanRules(capacity_per_day=2, window_share=0.1, leave={1: frozenset({day("11-24")})})


@pytest.fixture(scope="module")
def plan():
    return make_plan(PROMISES, RULES, WEEKDAYS, MONDAY, FRIDAY_TWO_MONTHS_ON)


def codes(plan):
    return {breach.code for breach in check_plan(plan, PROMISES, RULES, WEEKDAYS)}


def first_call(plan, contact_id):
    return next(call for call in plan.calls if call.contact_id == contact_id)


def last_call(plan, contact_id):
    return [call for call in plan.calls if call.contact_id == contact_id][-1]


def with_call(plan, old, new):
    """The plan with one call exchanged; None takes it out."""
    kept = [call for call in plan.calls if call != old]
    return replace(plan, calls=tuple(sorted([*kept, *([new] if new else [])], key=lambda call: call.date)))


def moved(plan, contact_id, to, **changes):
    """The plan with somebody's first call on another day."""
    old = first_call(plan, contact_id)
    return with_call(plan, old, replace(old, date=day(to), **changes))


def test_a_plan_as_made_has_nothing_wrong(plan):
    assert codes(plan) == set()


@pytest.mark.parametrize(
    ("code", "spoil"),
    [
        ("not_a_working_day", lambda plan: moved(plan, 1, "11-01")),
        ("on_leave", lambda plan: moved(plan, 1, "11-24")),
        ("before_the_window", lambda plan: moved(plan, 1, "11-02")),
        ("wrong_late_days", lambda plan: moved(plan, 1, "11-09")),
        ("wrong_late_days", lambda plan: moved(plan, 1, "11-09", late_days=3)),
        ("wrong_due_date", lambda plan: moved(plan, 1, "11-05", due_on=day("11-05"))),
        ("not_this_officers_contact", lambda plan: moved(plan, 1, "11-06", owner=2)),
        ("wrong_due_date", lambda plan: with_call(plan, first_call(plan, 1), None)),
        ("promise_forgotten", lambda plan: with_call(plan, last_call(plan, 1), None)),
        ("paused", lambda plan: moved(plan, 4, "11-11")),
        ("promise_forgotten", lambda plan: replace(plan, stand_ins=())),
        ("no_such_greeting", lambda plan: replace(plan, stand_ins=(*plan.stand_ins, a_greeting("11-05")))),
        ("wrong_max_late_days", lambda plan: replace(plan, max_late_days=0)),
        ("wrong_late_days", lambda plan: replace(plan, late=())),
        ("late_list_does_not_match", lambda plan: replace(plan, late=(plan.late[0], plan.late[0]))),
        ("load_below_bound", lambda plan: replace(plan, lower_bound={1: 9})),
    ],
)
def test_a_spoilt_plan_is_found_out(plan, code, spoil):
    assert code in codes(spoil(plan))


def a_greeting(on):
    return StandIn(day(on), 1, 1, day("11-06"))


def test_a_call_beside_a_greeting_that_stands_for_it_is_found_out(plan):
    greeted = next(stand_in for stand_in in plan.stand_ins if stand_in.contact_id == 2)
    call = replace(first_call(plan, 2), date=greeted.date, due_on=greeted.due_on)
    assert "greeting_stands_for_the_call" in codes(replace(with_call(plan, None, call), stand_ins=()))


def test_three_calls_on_a_day_for_two_are_found_out(plan):
    crowded = replace(RULES, capacity_per_day=1)
    two_a_day = moved(plan, 4, "11-06")
    assert "over_capacity" in {breach.code for breach in check_plan(two_a_day, PROMISES, crowded, WEEKDAYS)}


def test_promises_claimed_kept_are_kept_by_the_rule_read_off_the_calendar():
    """A third reading of the rule, by hand, agrees with planner and judge on small random offices."""
    for seed in range(400):
        office = mixed_office(seed)
        try:
            plan = make_plan(office.promises, office.rules, office.working_days, office.start, office.end)
        except PlanError:
            continue
        for promise in office.promises:
            wanted = first_wanted(office, promise)
            for call in (call for call in plan.calls if call.contact_id == promise.contact_id):
                assert call.late_days == max(0, (call.date - wanted.late_after) // timedelta(days=1)), seed
                assert call.late_days or call.date in wanted.days, seed
                wanted = wanted_after(office, promise, call.date)
