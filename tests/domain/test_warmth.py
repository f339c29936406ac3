import random
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.warmth import (
    NO_HEAT,
    Heat,
    Warmth,
    cools_on,
    degrees,
    heat_of,
    heat_on,
    temperature,
    temperature_on,
    touched,
    trend,
    warmth,
)

TODAY = date(2026, 11, 23)
quick = settings(max_examples=200, deadline=None)
days = st.dates(date(2024, 1, 1), date(2026, 12, 31))
weights = st.sampled_from((0.25, 0.5, 1.0, 2.0))
histories = st.lists(st.tuples(days, weights), min_size=1, max_size=12)
intervals = st.integers(1, 400)


def ago(count: int) -> date:
    return TODAY - timedelta(days=count)


def by_formula(touches: list[tuple[date, float]], day: date, interval: int) -> float:
    """Σ weight · 2^(−(day − on)/interval), term by term."""
    return sum(weight * 0.5 ** ((day - on).days / interval) for on, weight in touches)


@pytest.mark.parametrize(("touches", "wanted"), [
    ([], 0.0),
    ([(0, 1)], 1.0),
    ([(30, 1)], 0.5),
    ([(60, 1)], 0.25),
    ([(15, 1)], 0.5**0.5),
    ([(30, 2), (0, 1)], 2.0),
    ([(0, 0.5), (0, 0.5)], 1.0),
    ([(90, 2), (60, 1), (30, 0.5)], 0.75),
])  # fmt: skip
def test_heat_halves_every_interval_and_adds_up(touches, wanted):
    heat = heat_of([(ago(back), weight) for back, weight in touches], 30)
    assert heat_on(heat, TODAY, 30) == pytest.approx(wanted)


@given(history=histories, interval=intervals, seed=st.integers(0, 99))
@quick
def test_touch_by_touch_in_any_order_gives_the_heat_of_the_whole_history(history, interval, seed):
    shuffled = random.Random(seed).sample(history, len(history))
    heat = NO_HEAT
    for on, weight in shuffled:
        heat = touched(heat, weight, on, interval)
    whole = heat_of(history, interval)
    assert heat.on == whole.on == max(on for on, _ in history)
    assert heat.amount == pytest.approx(whole.amount, rel=1e-9)
    assert heat.amount == pytest.approx(by_formula(history, whole.on, interval), rel=1e-9)


@given(history=histories, interval=intervals, later=st.integers(0, 800))
@quick
def test_heat_carried_to_a_later_day_is_the_sum_over_all_touches(history, interval, later):
    heat = heat_of(history, interval)
    day = heat.on + timedelta(days=later)
    assert heat_on(heat, day, interval) == pytest.approx(by_formula(history, day, interval), rel=1e-9)


@pytest.mark.parametrize(
    ("amount", "wanted"), [(0, 0), (0.25, 20), (1, 50), (1.5, 60), (3, 75), (999, 99.9)]
)
def test_temperature_is_a_hundred_times_heat_over_one_plus_heat(amount, wanted):
    assert temperature(amount) == pytest.approx(wanted)


@pytest.mark.parametrize(("reading", "word"), [
    (100, "hot"), (60, "hot"), (59.999, "warm"), (40, "warm"),
    (39.999, "cool"), (20, "cool"), (19.999, "cold"), (0, "cold"),
])  # fmt: skip
def test_the_word_changes_at_60_40_and_20_degrees(reading, word):
    assert warmth(reading) == Warmth(word)


@pytest.mark.parametrize(("reading", "shown"), [(19.999, 19), (20.0, 20), (59.9, 59), (0.0, 0)])
def test_degrees_are_rounded_down_so_that_number_and_word_agree(reading, shown):
    assert degrees(reading) == shown


@given(reading=st.floats(0, 100))
@quick
def test_the_number_shown_never_contradicts_the_word(reading):
    assert warmth(degrees(reading)) == warmth(reading)


@pytest.mark.parametrize(("amount", "interval", "days_warm"), [
    (1, 30, 61),  # on the sixtieth day it reads exactly 20°, on the next one less
    (2, 30, 91),
    (0.5, 30, 31),
    (0.25, 30, 1),
    (0.24, 30, 0),
    (1, 180, 361),
    (1, 1, 3),
    (1.3, 30, 72),  # 30 · log2 5.2 = 71.3…
])  # fmt: skip
def test_a_tie_cools_on_the_first_day_below_twenty_degrees(amount, interval, days_warm):
    assert cools_on(Heat(amount, TODAY), interval) == TODAY + timedelta(days=days_warm)


@given(amount=st.floats(0.001, 40), interval=st.integers(1, 120))
@quick
def test_cools_on_is_found_by_walking_day_by_day(amount, interval):
    heat, day = Heat(amount, TODAY), TODAY
    while temperature_on(heat, day, interval) >= 20:
        day += timedelta(days=1)
    found = cools_on(heat, interval)
    boundary = abs(temperature_on(heat, day - timedelta(days=1), interval) - 20) < 1e-9
    assert found == day or (boundary and abs((found - day).days) == 1)


def test_without_any_touch_there_is_no_day_of_cooling():
    assert cools_on(NO_HEAT, 30) is None
    assert heat_on(NO_HEAT, TODAY, 30) == 0.0


@pytest.mark.parametrize(("touches", "wanted"), [
    ([], None),
    ([(10, 1)], None),  # nothing by then to compare with
    ([(90, 1)], -39),  # 50° then, 11° now
    ([(90, 1), (0, 1)], 2),  # 50° then, 52° now
    ([(90, 1), (-5, 2)], -39),  # what lies ahead does not warm yet
    ([(180, 2), (90, 1), (0, 1)], -2),  # 55.6° then, 53.6° now
])  # fmt: skip
def test_the_trend_compares_the_degrees_shown_with_ninety_days_ago(touches, wanted):
    assert trend([(ago(back), weight) for back, weight in touches], 30, TODAY) == wanted
