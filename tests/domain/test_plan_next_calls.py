"""The greatest lateness of the next calls is the least possible: compared with bipartite matching."""

from itertools import combinations, permutations
from random import Random

import pytest
from domain.plan_cases import LONG, MONDAY, WEEKDAYS, realistic_office
from oracles.matching import largest_matching, least_lateness_by_matching
from oracles.small_offices import mixed_office
from oracles.windows_by_hand import Office

from liaison.domain.plan import PlanError, PlanRules, make_plan, plan_next_calls

OFFICES = 10_000 if LONG else 1_500
BATCH = 500


def shown_lateness(calls, late) -> int:
    """What the calls themselves show, the ones that find no day included."""
    uncalled = [record.late_days for record in late if record.date is None]
    return max([call.late_days for call in calls] + uncalled, default=0)


def first_calls(plan):
    return {call.contact_id: call for call in reversed(plan.calls)}


def lateness_both_ways(office: Office) -> tuple[set[int], int]:
    """Everything the planner says of the next calls' lateness, and what matching says."""
    question = (office.promises, office.rules, office.working_days, office.start, office.end)
    next_calls, year = plan_next_calls(*question), make_plan(*question)
    first = first_calls(year)
    never_called = [late for late in year.late if late.contact_id not in first]
    said = {
        next_calls.max_late_days,
        shown_lateness(next_calls.calls, next_calls.late),
        year.next_max_late_days,
        shown_lateness(first.values(), never_called),
    }
    return said, least_lateness_by_matching(office)


@pytest.mark.parametrize("batch", range(0, OFFICES, BATCH))
def test_no_matching_makes_the_latest_next_call_less_late(batch):
    compared = 0
    for seed in range(batch, batch + BATCH):
        try:
            said, least = lateness_both_ways(mixed_office(seed))
        except PlanError as refusal:
            assert refusal.code.startswith("leave_covers"), seed
            continue
        assert said == {least}, seed
        compared += 1
    assert compared > BATCH * 0.9


@pytest.mark.parametrize(("late_share", "capacity"), [(0.0, 1), (0.3, 2), (1.0, 3)])
def test_the_same_holds_for_an_office_of_forty(late_share, capacity):
    promises = tuple(realistic_office(40, seed=5, late_share=late_share))
    rules = PlanRules(capacity_per_day=capacity)
    office = Office(promises, rules, tuple(WEEKDAYS), MONDAY, WEEKDAYS[120])
    said, least = lateness_both_ways(office)
    assert said == {least}


def test_the_matching_finds_as_many_as_trying_everything():
    random = Random(1)
    for _ in range(200):
        edges = [[place for place in range(4) if random.random() < 0.4] for _ in range(4)]
        tried = (
            sum(place in edges[left] for left, place in zip(lefts, places, strict=True))
            for size in range(5)
            for lefts in combinations(range(4), size)
            for places in permutations(range(4), size)
        )
        assert largest_matching(edges, 4) == max(tried)
