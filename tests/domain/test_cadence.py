from contextlib import nullcontext
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.cadence import (
    DEFAULT_TIERS,
    Cadence,
    CadenceError,
    State,
    Tier,
    broken_after,
    check_cadence,
    check_change,
    check_own_cadence,
    days_overdue,
    due_on,
    effective_cadence,
    judge,
    why_due,
)

TODAY = date(2026, 11, 23)
KEY = Cadence(30, 60)
quick = settings(max_examples=200, deadline=None)
days = st.dates(date(2020, 1, 1), date(2030, 12, 31))
intervals = st.integers(1, 3650)


def day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


@pytest.mark.parametrize(
    ("tier", "interval", "gap"), [("key", 30, 60), ("regular", 90, 180), ("general", 180, 360)]
)
def test_a_new_office_keeps_the_three_tiers_of_the_rules(tier, interval, gap):
    assert DEFAULT_TIERS[Tier(tier)] == Cadence(interval, gap)


@pytest.mark.parametrize(("own", "unit", "wanted"), [
    ((None, None), (None, None), (30, 60)),
    ((None, None), (45, None), (45, 90)),
    ((None, None), (45, 50), (45, 50)),
    ((10, None), (45, 50), (10, 20)),
    ((10, 90), (45, 50), (10, 90)),
    ((None, 40), (None, None), (30, 40)),
    ((None, 40), (20, None), (20, 40)),
    ((None, None), (None, 200), (30, 200)),
    ((7, None), (None, 200), (7, 14)),
    ((None, 25), (None, None), (30, 30)),
    ((None, 50), (90, 120), (90, 90)),
])  # fmt: skip
def test_the_person_s_own_rhythm_comes_before_the_unit_s_and_the_unit_s_before_the_tier_s(
    own, unit, wanted
):
    assert effective_cadence(own, unit, KEY) == Cadence(*wanted)


@given(
    own=st.tuples(st.none() | intervals, st.none() | intervals),
    unit=st.tuples(st.none() | intervals, st.none() | intervals),
    tier=st.tuples(intervals, intervals),
)
@quick
def test_a_gap_in_force_is_never_shorter_than_its_interval(own, unit, tier):
    pace = effective_cadence(own, unit, Cadence(tier[0], max(tier)))
    assert pace.max_gap_days >= pace.interval_days >= 1


@pytest.mark.parametrize(("interval", "gap", "wanted"), [
    (1, None, (1, 2)),
    (3650, None, (3650, 7300)),
    (30, 30, (30, 30)),
    (30, 45, (30, 45)),
])  # fmt: skip
def test_a_cadence_within_bounds_is_kept_and_a_missing_gap_is_twice_the_interval(interval, gap, wanted):
    assert check_cadence(interval, gap) == Cadence(*wanted)


@pytest.mark.parametrize(("interval", "gap", "code", "said"), [
    (0, None, "interval_bounds", "1 到 3650"),
    (3651, None, "interval_bounds", "1 到 3650"),
    (-5, 10, "interval_bounds", "1 到 3650"),
    (30, 29, "gap_short", "29 天不能短于联系周期 30 天"),
    (30, 7301, "gap_bounds", "1 到 7300"),
    (None, 0, "gap_bounds", "1 到 7300"),
    (None, 9_999_999, "gap_bounds", "1 到 7300"),
])  # fmt: skip
def test_an_impossible_cadence_is_refused_with_the_bound_it_breaks(interval, gap, code, said):
    with pytest.raises(CadenceError, match=said) as refusal:
        check_own_cadence(interval, gap)
    assert refusal.value.code == code


@pytest.mark.parametrize(("interval", "gap"), [(None, None), (None, 1), (None, 7300), (1, None), (3650, 7300)])
def test_a_record_may_set_either_both_or_neither(interval, gap):
    check_own_cadence(interval, gap)


@pytest.mark.parametrize(("before", "new", "fits"), [
    ((30, 60), {"max_gap_days": 10}, False),
    ((30, 60), {"max_gap_days": 30}, True),
    ((30, 60), {"interval_days": 90}, False),
    ((30, 60), {"interval_days": None, "max_gap_days": 10}, True),
    ((30, 10), {"tier": "key"}, True),
    ((None, None), {"max_gap_days": 10}, True),
    ((30, None), {"max_gap_days": 10}, False),
])  # fmt: skip
def test_a_change_is_judged_with_what_stays_of_the_old_pair(before, new, fits):
    with nullcontext() if fits else pytest.raises(CadenceError, match="不能短于"):
        check_change(new, *before)


@pytest.mark.parametrize(("last", "interval", "snoozed", "wanted"), [
    ("2026-11-23", 30, None, "2026-12-23"),
    ("2024-01-31", 30, None, "2024-03-01"),
    ("2023-01-31", 30, None, "2023-03-02"),
    ("2024-02-28", 1, None, "2024-02-29"),
    ("2023-02-28", 1, None, "2023-03-01"),
    ("2026-12-02", 30, None, "2027-01-01"),
    ("2026-11-23", 30, "2027-01-15", "2027-01-15"),
    ("2026-11-23", 30, "2026-12-01", "2026-12-23"),
    ("2026-11-23", 30, "2026-12-23", "2026-12-23"),
    (None, 30, None, None),
    (None, 30, "2027-01-15", "2027-01-15"),
])  # fmt: skip
def test_due_is_the_last_contact_plus_the_interval_and_a_snooze_only_postpones(
    last, interval, snoozed, wanted
):
    assert due_on(day(last), interval, day(snoozed)) == day(wanted)


@given(last=days, interval=intervals, snoozed=days)
@quick
def test_no_snooze_ever_brings_a_due_date_forward(last, interval, snoozed):
    assert due_on(last, interval, snoozed) >= due_on(last, interval)


@pytest.mark.parametrize(("last", "gap", "wanted"), [
    ("2026-11-23", 60, "2027-01-22"),
    ("2023-12-31", 60, "2024-02-29"),
    (None, 60, None),
])  # fmt: skip
def test_a_tie_holds_until_the_last_day_of_the_longest_gap(last, gap, wanted):
    assert broken_after(day(last), gap) == day(wanted)


@pytest.mark.parametrize(("last", "snoozed", "state"), [
    ("2026-11-23", None, "ok"),
    ("2026-11-01", None, "ok"),  # due 2026-12-01, in 8 days
    ("2026-10-31", None, "soon"),  # in 7
    ("2026-10-25", None, "soon"),  # tomorrow
    ("2026-10-24", None, "due"),  # today
    ("2026-10-23", None, "overdue"),  # yesterday
    ("2026-09-24", None, "overdue"),  # the sixtieth day, the last one that holds
    ("2026-09-23", None, "broken"),
    ("2016-09-23", None, "broken"),
    (None, None, "never"),
    (None, "2026-11-22", "never"),
    (None, "2026-11-23", "never"),  # the snooze has run out today
    (None, "2026-11-24", "soon"),
    (None, "2026-12-24", "ok"),
    ("2026-09-01", "2026-11-24", "soon"),  # long broken, but postponed
    ("2026-09-01", "2026-12-24", "ok"),
    ("2026-09-01", "2026-11-23", "broken"),  # postponed until today, and broken again
    ("2026-10-01", "2026-11-23", "due"),
])  # fmt: skip
def test_a_person_of_the_closest_tier_is_in_this_state(last, snoozed, state):
    due = due_on(day(last), 30, day(snoozed))
    assert judge(day(last), due, broken_after(day(last), 60), TODAY) == State(state)


@given(
    last=st.none() | days,
    interval=intervals,
    spare=st.integers(0, 700),
    snoozed=st.none() | days,
    today=days,
)
@quick
def test_nobody_waits_past_the_due_date_unseen(last, interval, spare, snoozed, today):
    due, holds = due_on(last, interval, snoozed), broken_after(last, interval + spare)
    waiting = judge(last, due, holds, today) in (State.SOON, State.OK)
    assert waiting == (due is not None and due > today)


@given(
    last=st.none() | days,
    interval=intervals,
    snoozed=st.none() | days,
    today=days,
    within=st.integers(0, 365),
)
@quick
def test_looking_further_ahead_only_turns_ok_into_soon(last, interval, snoozed, today, within):
    facts = (last, due_on(last, interval, snoozed), broken_after(last, 2 * interval), today)
    near, far = judge(*facts, within), judge(*facts, within + 30)
    assert near == far or (near, far) == (State.OK, State.SOON)


@given(last=days, interval=intervals, spare=st.integers(0, 700), today=days)
@quick
def test_states_only_grow_more_pressing_as_days_pass(last, interval, spare, today):
    order = [State.OK, State.SOON, State.DUE, State.OVERDUE, State.BROKEN]
    due, holds = due_on(last, interval), broken_after(last, interval + spare)
    states = [judge(last, due, holds, today + timedelta(days=step)) for step in range(3)]
    assert states == sorted(states, key=order.index)


@pytest.mark.parametrize(("due", "wanted"), [
    ("2026-11-20", 3), ("2026-11-23", 0), ("2026-12-23", 0), ("2025-11-23", 365), (None, 0),
])  # fmt: skip
def test_days_overdue_are_counted_from_the_due_date_and_never_negative(due, wanted):
    assert days_overdue(day(due), TODAY) == wanted


@pytest.mark.parametrize(("state", "last", "words"), [
    ("never", None, "从未联系"),
    ("soon", None, "从未联系，已暂缓"),
    ("overdue", "2026-10-20", "34 天没有联系，周期 30 天"),
    ("broken", "2026-08-23", "92 天没有联系，超过最长间隔 60 天"),
])  # fmt: skip
def test_the_reason_names_the_days_and_the_bound(state, last, words):
    assert why_due(State(state), day(last), 30, 60, TODAY) == words
