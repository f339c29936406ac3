"""Logging a call moves as few other planned calls as possible."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest
from domain.plan_cases import (
    LONG,
    MONDAY,
    WEEKDAYS,
    YEAR_DAYS,
    YEAR_END,
    YEAR_START,
    contact,
    day,
    days_by_contact,
    realistic_office,
)

from liaison.domain.plan import Churn, PlanRules, Promise, churn, make_plan


def year_of(promises, rules, previous=None):
    return make_plan(promises, rules, YEAR_DAYS, YEAR_START, YEAR_END, previous)


def logged(promises: list[Promise], contact_id: int, on) -> list[Promise]:
    """The facts after a call with one contact."""
    return [
        replace(promise, last_contact_on=on, due_on=on + timedelta(days=promise.interval_days))
        if promise.contact_id == contact_id
        else promise
        for promise in promises
    ]


def test_planning_again_with_nothing_changed_changes_nothing():
    promises, rules = realistic_office(120, seed=1, late_share=0.2), PlanRules()
    before = year_of(promises, rules)
    assert year_of(promises, rules, before) == before


@pytest.mark.parametrize(("late_share", "capacity"), [(0.0, 5), (0.2, 5), (0.3, 3)])
def test_a_call_logged_out_of_turn_moves_nearly_nobody_else(late_share, capacity):
    rules, random, moved = PlanRules(capacity_per_day=capacity), Random(1), 0
    logs = 40 if LONG else 6
    promises = realistic_office(100, seed=2, late_share=late_share)
    before = year_of(promises, rules)
    for contact_id in random.sample(range(100), logs):
        after = year_of(logged(promises, contact_id, YEAR_START), rules, before)
        moved += churn(before, after, {contact_id}).moved
    assert moved <= logs


def test_a_call_logged_on_its_day_moves_not_even_the_contacts_own_later_calls():
    promises, rules = realistic_office(120, seed=3), PlanRules()
    before = year_of(promises, rules)
    first = before.calls[0]
    later = [on for on in days_by_contact(before)[first.contact_id] if on > first.date]
    tomorrow = first.date + timedelta(days=1)
    after = make_plan(
        logged(promises, first.contact_id, first.date), rules, YEAR_DAYS, tomorrow, YEAR_END, before
    )
    assert days_by_contact(after)[first.contact_id] == later
    called_today = {call.contact_id for call in before.calls if call.date == first.date}
    assert churn(before, after, called_today).moved == 0


def test_the_least_daily_load_does_not_depend_on_the_earlier_plan():
    promises, rules = realistic_office(120, seed=4), PlanRules()
    before = year_of(promises, rules)
    changed = logged(promises, 17, YEAR_START)
    after, fresh = year_of(changed, rules, before), year_of(changed, rules)
    assert after.least_daily_load == fresh.least_daily_load
    busiest = max(Counter(call.date for call in after.calls).values())
    assert busiest <= fresh.least_daily_load[1] + 1


def test_days_that_have_become_leave_are_given_up_and_the_others_kept():
    promises, rules = realistic_office(60, seed=5), PlanRules()
    before = year_of(promises, rules)
    lost = before.calls[30].date
    after = year_of(promises, replace(rules, leave={1: frozenset({lost})}), before)
    assert lost not in {call.date for call in after.calls}
    kept = [call.date for call in before.calls if call.date == lost]
    assert churn(before, after).moved <= 14 * len(kept)


def test_next_calls_keep_their_days_when_everything_is_late():
    promises = [contact(number) for number in range(10)]
    rules = PlanRules(capacity_per_day=1)
    before = make_plan(promises, rules, WEEKDAYS, MONDAY, day("11-30"))
    gone = [promise for promise in promises if promise.contact_id != 4]
    after = make_plan(gone, rules, WEEKDAYS, MONDAY, day("11-30"), before)
    assert churn(before, after, {4}).contacts_moved <= 1
    assert after.next_max_late_days < before.next_max_late_days


def test_churn_counts_calls_on_days_both_plans_cover():
    promises, rules = [contact(1, last="10-07"), contact(2, last="10-08")], PlanRules()
    before = make_plan(promises, rules, WEEKDAYS, MONDAY, day("11-30"))
    after = make_plan(logged(promises, 2, MONDAY), rules, WEEKDAYS, MONDAY, day("11-20"))
    assert churn(before, after) == Churn(kept=1, moved=1, contacts_moved=1)
    assert churn(before, after, {2}) == Churn(kept=1, moved=0, contacts_moved=0)
    assert churn(before, after).share == 0.5


def test_contacts_handed_over_keep_their_days_where_the_new_officer_has_room():
    promises, rules = realistic_office(40, seed=6), PlanRules()
    before = year_of(promises, rules)
    handed_over = [replace(promise, owner=2) if promise.contact_id < 10 else promise for promise in promises]
    after = year_of(handed_over, rules, before)
    assert churn(before, after).moved == 0
