"""关系温度: how warm a tie is, as one number that cools by half every interval.

heat(t) = Σ weight · 2^(−(t − tᵢ)/interval) over all touches; temperature = 100 · heat / (1 + heat).
A stored heat is a number with a date, so a new touch needs neither the history nor a sum.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

HOT, WARM, COOL = 60, 40, 20
TREND_DAYS = 90
_COOL_HEAT = COOL / (100 - COOL)  # heat at which the temperature reads exactly 20


class Warmth(StrEnum):
    """The word beside the thermometer."""

    HOT = "hot"
    WARM = "warm"
    COOL = "cool"
    COLD = "cold"


@dataclass(frozen=True)
class Heat:
    """An amount of heat as it stood on a date. `on` None: no touch yet, and the amount is 0."""

    amount: float = 0.0
    on: date | None = None


NO_HEAT = Heat()


def touched(heat: Heat, weight: float, on: date, interval_days: int) -> Heat:
    """The heat after one more touch, earlier or later than those already counted: O(1)."""
    if heat.on is None:
        return Heat(weight, on)
    if on >= heat.on:
        return Heat(heat_on(heat, on, interval_days) + weight, on)
    return Heat(heat.amount + weight * 2 ** (-(heat.on - on).days / interval_days), heat.on)


def heat_of(touches: Iterable[tuple[date, float]], interval_days: int) -> Heat:
    """The heat of a whole history of (date, weight); the order does not matter."""
    heat = NO_HEAT
    for on, weight in sorted(touches):
        heat = touched(heat, weight, on, interval_days)
    return heat


def heat_on(heat: Heat, day: date, interval_days: int) -> float:
    """What is left of the heat on `day`, which is not before `heat.on`."""
    if heat.on is None:
        return 0.0
    return heat.amount * 2 ** (-(day - heat.on).days / interval_days)


def temperature(heat: float) -> float:
    """0–100, like degrees Celsius: 0 is stone cold, 50 is one fresh call."""
    return 100 * heat / (1 + heat)


def temperature_on(heat: Heat, day: date, interval_days: int) -> float:
    """The temperature on `day`, unrounded."""
    return temperature(heat_on(heat, day, interval_days))


def degrees(temperature: float) -> int:
    """The whole number shown. Rounded down, so that a tie shown at 20° is never called 冷."""
    return math.floor(temperature)


def warmth(temperature: float) -> Warmth:
    """热 from 60, 温 from 40, 凉 from 20, else 冷."""
    if temperature >= HOT:
        return Warmth.HOT
    if temperature >= WARM:
        return Warmth.WARM
    return Warmth.COOL if temperature >= COOL else Warmth.COLD


def cools_on(heat: Heat, interval_days: int) -> date | None:
    """The first day on which the heat is below 凉 (under 20°). None without any touch.

    For a heat that is already below, that is `heat.on` itself.
    """
    if heat.on is None:
        return None
    if heat.amount < _COOL_HEAT:
        return heat.on
    days = interval_days * math.log2(heat.amount / _COOL_HEAT)
    return heat.on + timedelta(days=math.floor(days) + 1)


def warmest(
    histories: Iterable[tuple[Sequence[tuple[date, float]], int]], today: date
) -> tuple[float, int | None]:
    """(temperature, trend) of the warmest among (touches, interval): a unit is as warm as its warmest person.

    The trend compares with the warmest of 90 days ago, who may have been another; None where nobody was met by then.
    """
    then = today - timedelta(days=TREND_DAYS)
    now_degrees, then_degrees = [0.0], []
    for touches, interval_days in histories:
        now_degrees.append(temperature_from(touches, interval_days, today))
        if any(on <= then for on, _weight in touches):
            then_degrees.append(temperature_from(touches, interval_days, then))
    now = max(now_degrees)
    return now, degrees(now) - degrees(max(then_degrees)) if then_degrees else None


def temperature_from(touches: Iterable[tuple[date, float]], interval_days: int, day: date) -> float:
    """The temperature on `day` from a history, of which later touches are not yet known."""
    known = (touch for touch in touches if touch[0] <= day)
    return temperature_on(heat_of(known, interval_days), day, interval_days)


def trend(touches: Iterable[tuple[date, float]], interval_days: int, today: date) -> int | None:
    """Degrees gained or lost against 90 days ago; None where there was no touch by then."""
    then = today - timedelta(days=TREND_DAYS)
    known = list(touches)
    if all(on > then for on, _weight in known):
        return None
    was = temperature_from(known, interval_days, then)
    return degrees(temperature_from(known, interval_days, today)) - degrees(was)
