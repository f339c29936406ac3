"""Which days force the least daily load, and what all the others need."""

from collections import Counter
from random import Random

import pytest
from domain.plan_cases import YEAR_DAYS, YEAR_END, YEAR_START, contact, day, realistic_office

from liaison.domain.plan import PlanRules, check_plan, make_plan
from liaison.domain.planning.bounds import least_load
from liaison.domain.planning.jams import jams_in

OPEN = [True] * 60


def test_a_crowded_week_is_named_with_what_the_other_days_need():
    """One call due every other day, and twelve more on one day whose windows are three days long."""
    steady = [(max(0, last - 5), last) for last in range(1, 60, 2)]
    windows = [*steady, *[(30, 32)] * 12]
    jams, usual = jams_in(windows, OPEN, least_load(windows, OPEN))
    (jam,) = jams
    assert (jam.first, jam.last, jam.calls, jam.days, usual) == (30, 32, 12, 3, 1)


def test_a_load_of_ordinary_weeks_has_no_jam():
    assert jams_in([(last - 1, last) for last in range(1, 60) for _ in range(3)], OPEN, 3) == ([], 3)


def test_days_not_worked_are_not_counted():
    open_days = [number not in (21, 22) for number in range(60)]
    ((jam,), usual) = jams_in([(20, 23)] * 6 + [(40, 50)], open_days, 3)
    assert (jam.first, jam.last, jam.calls, jam.days, usual) == (20, 23, 6, 2, 1)


@pytest.mark.parametrize("seed", range(200))
def test_every_jam_holds_more_than_the_usual_load_and_the_rest_does_with_it(seed: int):
    random = Random(seed)
    windows = []
    for _ in range(random.randint(1, 60)):
        first = random.randrange(60)
        windows.append((first, min(59, first + random.randint(0, 9))))
    load = least_load(windows, OPEN)
    jams, usual = jams_in(windows, OPEN, load)
    assert (usual < load) == bool(jams)
    left = [
        window for window in windows if not any(jam.first <= window[0] and window[1] <= jam.last for jam in jams)
    ]
    assert least_load(left, OPEN) == usual
    for jam in jams:
        assert 0 < jam.calls <= sum(jam.first <= first and last <= jam.last for first, last in windows)
        assert jam.calls > usual * jam.days or len(jams) > 1
    assert len(windows) == len(left) + sum(jam.calls for jam in jams)


def test_the_plan_says_which_days_need_more_than_its_usual_load():
    """Thirty people all last called on one day, beside sixty called at any time."""
    steady = realistic_office(60, seed=5)
    same_day = [
        contact(1000 + number, last="09-07", interval=30, owner=steady[0].owner) for number in range(30)
    ]
    promises, rules = [*steady, *same_day], PlanRules(capacity_per_day=20, window_share=0.1)
    plan = make_plan(promises, rules, YEAR_DAYS, YEAR_START, YEAR_END)
    owner = steady[0].owner
    jams, usual, least = plan.jams[owner], plan.usual_load[owner], plan.least_daily_load[owner]
    assert usual < least
    assert any(jam.first <= day("10-07") and jam.calls >= 30 for jam in jams)
    per_day = Counter(call.date for call in plan.calls)
    outside = [n for on, n in per_day.items() if not any(jam.first <= on <= jam.last for jam in jams)]
    assert max(outside) <= usual
    assert max(per_day.values()) <= least
    assert check_plan(plan, promises, rules, YEAR_DAYS) == ()
