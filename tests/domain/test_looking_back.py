"""Looking back: a tie on an earlier day, against the rules that judge it today."""

from datetime import date, timedelta

import pytest
from conftest import TODAY
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain import cadence, warmth
from liaison.domain.cadence import Cadence, State
from liaison.domain.looking_back import Stood, heat_before, stood_on

PACE = Cadence(30, 60)
DAYS = st.integers(0, 400).map(lambda ago: TODAY - timedelta(days=ago))


@pytest.mark.parametrize(
    ("day", "stood"),
    [
        (date(2026, 5, 31), Stood.NEVER),
        (date(2026, 6, 1), Stood.OK),
        (date(2026, 6, 30), Stood.OK),
        (date(2026, 7, 1), Stood.DUE),
        (date(2026, 7, 31), Stood.DUE),
        (date(2026, 8, 1), Stood.BROKEN),
        (date(2026, 9, 1), Stood.OK),
    ],
)
def test_a_tie_as_it_was_each_day(day: date, stood: Stood):
    touched = [date(2026, 6, 1), date(2026, 9, 1)]
    assert stood_on(day, touched, False, date(2026, 5, 1), PACE) == stood


def test_who_was_not_known_yet_is_absent_and_who_was_met_long_before_broken():
    assert stood_on(date(2026, 4, 30), [], False, date(2026, 5, 1), PACE) == Stood.ABSENT
    assert stood_on(date(2026, 4, 30), [], True, date(2026, 5, 1), PACE) == Stood.BROKEN


@settings(max_examples=200, deadline=None)
@given(st.lists(DAYS, max_size=6), DAYS)
def test_it_agrees_with_the_review_of_that_day(touched: list[date], day: date):
    touched = sorted(touched)
    last = max((on for on in touched if on <= day), default=None)
    due, holds = cadence.due_on(last, PACE.interval_days), cadence.broken_after(last, PACE.max_gap_days)
    reviewed = cadence.judge(last, due, holds, day)
    same = {State.NEVER: Stood.NEVER, State.BROKEN: Stood.BROKEN, State.DUE: Stood.DUE, State.OVERDUE: Stood.DUE}
    assert stood_on(day, touched, False, date(2020, 1, 1), PACE) == same.get(reviewed, Stood.OK)


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(DAYS, st.sampled_from([0.25, 0.5, 1.0, 2.0])), max_size=8), st.sampled_from([7, 30, 90, 180]))
def test_the_heat_of_ninety_days_ago_is_the_heat_of_the_touches_until_then(
    touches: list[tuple[date, float]], interval: int
):
    then = TODAY - timedelta(days=90)
    now = warmth.heat_on(warmth.heat_of(touches, interval), TODAY, interval)
    until_then = warmth.heat_of([touch for touch in touches if touch[0] <= then], interval)
    found = heat_before(now, touches, then, TODAY, interval)
    assert warmth.temperature(found) == pytest.approx(warmth.temperature_on(until_then, then, interval), abs=0.01)
