"""How a tie stood on an earlier day, worked out from the touches since: nothing of the past is stored.

The rhythm in force today is taken for the past as well, and snoozes and pauses are left out.
"""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from enum import StrEnum

from liaison.domain.cadence import Cadence

ROUNDING = 1e-9  # of a heat: what is left below this is what floats lose


class Stood(StrEnum):
    """How a tie stood on a day."""

    ABSENT = "absent"
    NEVER = "never"
    BROKEN = "broken"
    DUE = "due"
    OK = "ok"


def stood_on(
    day: date, touched_on: Sequence[date], met_before: bool, known_since: date, pace: Cadence
) -> Stood:
    """The standing on `day`. `touched_on` are counted touches in order, all of them since a whole gap before `day`;
    `met_before` tells that there were others earlier still."""
    place = bisect_right(touched_on, day)
    if place == 0:
        if met_before:
            return Stood.BROKEN
        return Stood.NEVER if known_since <= day else Stood.ABSENT
    last = touched_on[place - 1]
    if last + timedelta(days=pace.max_gap_days) < day:
        return Stood.BROKEN
    return Stood.DUE if last + timedelta(days=pace.interval_days) <= day else Stood.OK


def heat_before(
    heat_now: float, since: Iterable[tuple[date, float]], then: date, today: date, interval_days: int
) -> float:
    """The heat as it was on `then`: today's without what each touch since then left of itself, warmed up again.

    Exact for rhythms of four days and more; with shorter ones floats forget what lies so far back.
    """
    added = sum(weight * 2 ** (-(today - on).days / interval_days) for on, weight in since if on > then)
    rest = heat_now - added
    return 0.0 if rest <= heat_now * ROUNDING else rest * 2 ** ((today - then).days / interval_days)
