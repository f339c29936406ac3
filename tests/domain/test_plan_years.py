"""The least daily load: compared with an exact search of small years, and with the bound on real ones."""

from collections import Counter
from dataclasses import replace

import pytest
from domain.plan_cases import LONG, YEAR_DAYS, YEAR_END, YEAR_START, realistic_office
from oracles.small_offices import OFFICER, mixed_office, tight_office
from oracles.small_years import least_load_by_search
from oracles.windows_by_hand import first_wanted

from liaison.domain.plan import PlanError, PlanRules, make_plan

MIXED = 6_000 if LONG else 600
TIGHT = 200 if LONG else 12
EQUAL_AT_LEAST = 0.95


def plan_year(promises, **rules):
    return make_plan(promises, PlanRules(**rules), YEAR_DAYS, YEAR_START, YEAR_END)


def compare(office):
    """(load found, bound, least load by search), None when refused or too large to search."""
    try:
        plan = make_plan(office.promises, office.rules, office.working_days, office.start, office.end)
    except PlanError:
        return None
    least = least_load_by_search(office)
    if least is None:
        return None
    (found,), (bound,) = plan.least_daily_load.values(), plan.lower_bound.values()
    return found, bound, least


@pytest.mark.parametrize(("make_office", "count"), [(mixed_office, MIXED), (tight_office, TIGHT)])
def test_the_load_is_never_below_the_true_least_and_nearly_always_equal(make_office, count):
    outcomes = {seed: compare(make_office(seed)) for seed in range(count)}
    searched = {seed: outcome for seed, outcome in outcomes.items() if outcome is not None}
    below = {seed: outcome for seed, outcome in searched.items() if outcome[0] < outcome[2]}
    false_bounds = {seed: outcome for seed, outcome in searched.items() if outcome[1] > outcome[2]}
    missed = {seed: outcome for seed, outcome in searched.items() if outcome[0] > outcome[2]}
    print(f"{make_office.__name__}: {len(searched)} searched, missed (found, bound, least): {missed}")
    assert (below, false_bounds) == ({}, {})
    assert len(searched) > 0.8 * count
    assert len(missed) <= (1 - EQUAL_AT_LEAST) * len(searched)


def test_where_nobody_is_due_at_once_a_load_within_the_capacity_keeps_every_promise():
    kept = 0
    for seed in range(600):
        office = mixed_office(seed)
        try:
            plan = make_plan(office.promises, office.rules, office.working_days, office.start, office.end)
        except PlanError:
            continue
        at_once = any(first_wanted(office, promise).at_once for promise in office.promises)
        if not at_once and plan.least_daily_load[OFFICER] <= office.rules.capacity_per_day:
            assert plan.late == (), seed
            kept += 1
    assert kept > 200


@pytest.mark.parametrize("window_share", [0.2, 0.25, 1 / 3])
@pytest.mark.parametrize("size", [20, 60, 120, 300, 500] if LONG else [20, 60, 120, 300])
def test_a_realistic_office_needs_at_most_one_call_a_day_above_the_bound(size, window_share):
    for seed in range(20 if LONG else 2):
        promises = realistic_office(size, seed)
        plan = plan_year(promises, capacity_per_day=20, window_share=window_share)
        busiest = max(Counter(call.date for call in plan.calls).values())
        assert plan.late == ()
        assert busiest <= plan.least_daily_load[1] <= plan.lower_bound[1] + 1


@pytest.mark.parametrize("never_share", [0.2, 1.0])
def test_an_office_that_begins_with_the_never_contacted_stays_as_near(never_share):
    known = realistic_office(200, seed=4)
    cut = int(200 * never_share)
    strangers = [replace(promise, last_contact_on=None, due_on=None) for promise in known[:cut]]
    plan = plan_year([*strangers, *known[cut:]])
    assert plan.least_daily_load[1] <= plan.lower_bound[1] + 1


def test_a_plan_within_the_capacity_breaks_no_promise_that_could_be_kept():
    plan = plan_year(realistic_office(150, seed=2, late_share=0.2))
    assert plan.least_daily_load[1] <= 5
    assert {late.reason for late in plan.late} == {"overdue"}


def test_calls_take_little_more_than_the_fewest_that_keep_the_promises():
    promises = realistic_office(150, seed=1)
    alone = sum(len(plan_year([promise]).calls) for promise in promises)
    together = len(plan_year(promises).calls)
    assert alone <= together <= 1.02 * alone
