"""One officer's span, all steps: the least daily load, and the days of all calls.

When nobody is due at once and the least load is within the capacity, the plan is the one found at that load.
Otherwise the next calls that are late anyway come first and may use the whole capacity (catching up); all
other promises are kept beside them, at the least load if possible. Only when that fails, or the capacity is
too small, are further promises broken.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .bounds import least_load, loosest_windows
from .chains import Series, latest_chain
from .drawing_in import draw_in
from .jams import Stretch, jams_in
from .keeping import Chains, keep_all
from .model import Jam
from .next_calls import Days
from .officer import Officer
from .shortfall import follow_up
from .staying import calmest, keep_days
from .windows import Span


@dataclass(frozen=True)
class OfficerYear:
    """The days of each contact's calls; the line's ``count`` stands for a call that found no day."""

    chains: Chains
    least_load: int
    lower_bound: int
    next_max_late: int
    caught_up_on: date | None
    jams: tuple[Jam, ...]
    usual_load: int


def plan_officer(officer: Officer) -> OfficerYear:
    """The whole span of one officer."""
    windows = _loosest_windows(officer)
    bound = least_load(windows, officer.is_open)
    least, chains = _least_load(officer, bound)
    jams, usual, chains = _ordinary_weeks(officer, windows, least, chains)
    if officer.at_once or least > officer.capacity:
        next_days = officer.next_days()
        chains = _catch_up(officer, next_days, least) or _fall_short(officer, next_days)
        at_once = {key: chains[key][0] for key in officer.at_once}
        draw_in(officer.wishing(officer.following(at_once)), chains, officer.limits(officer.capacity))
    elif officer.earlier:
        chains = _keep(officer, officer.everyone, [least], officer.limits(officer.capacity)) or chains
    _own_up(officer, chains)
    return OfficerYear(chains, least, bound, officer.lateness(), _caught_up_on(officer, chains), jams, usual)


def _ordinary_weeks(
    officer: Officer, windows: Sequence[Span], least: int, chains: Chains
) -> tuple[tuple[Jam, ...], int, Chains]:
    """(the jams that force the load, the load of all other days, a year that shows it); no jam and the year as it is
    where no such year is found."""
    worked = sum(officer.is_open)
    if not worked or least <= -(-len(windows) // worked):
        return (), least, chains
    stretches, usual = jams_in(windows, officer.is_open, least)
    jammed = {day for stretch in stretches for day in range(stretch.first, stretch.last + 1)}
    for load in range(usual, least):
        limits = [least if day in jammed else load for day in range(officer.line.count)]
        open_limits = [limit if is_open else 0 for limit, is_open in zip(limits, officer.is_open, strict=True)]
        year = keep_all(officer.everyone, open_limits)
        if year is not None:
            return tuple(_in_dates(officer, stretch) for stretch in stretches), load, year
    return (), least, chains


def _in_dates(officer: Officer, stretch: Stretch) -> Jam:
    dates = officer.line.dates
    return Jam(dates[stretch.first], dates[stretch.last], stretch.calls, stretch.days)


def _loosest_windows(officer: Officer) -> list[Span]:
    windows: list[Span] = []
    for series in officer.everyone:
        rhythm = officer.openings[series.key].rhythm
        windows += loosest_windows(series.opening, rhythm.earliest, rhythm.latest, officer.open_days)
    return windows


def _least_load(officer: Officer, bound: int) -> tuple[int, Chains]:
    """An earlier plan plays no part in it: the figure depends on the facts alone."""
    load = bound
    while (chains := keep_all(officer.everyone, officer.limits(load))) is None:
        load += 1
    return load, chains


def _catch_up(officer: Officer, next_days: Days, least: int) -> Chains | None:
    """Late next calls on their days, all other promises kept beside them; None when that fails."""
    fixed = {job.key: next_days[job.key] for job in officer.jobs if next_days[job.key] > job.last}
    everyone = officer.following(fixed)
    room = officer.calendar.without(fixed).limits[:-1]
    with_room = sum(1 << day for day, left in enumerate(room) if left > 0)
    if any(latest_chain(series, with_room) is None for series in everyone):
        return None
    loads = sorted({max(1, least), least + 1, officer.capacity})
    chains = _keep(officer, everyone, [load for load in loads if load <= officer.capacity], room)
    if chains is None:
        return None
    return {key: [fixed[key], *chain] if key in fixed else chain for key, chain in chains.items()}


def _fall_short(officer: Officer, next_days: Days) -> Chains:
    return follow_up(officer.wishing(officer.everyone), next_days, officer.limits(officer.capacity))


def _keep(
    officer: Officer, everyone: Sequence[Series], loads: Sequence[int], room: Sequence[int]
) -> Chains | None:
    """A year at the first load that works; with an earlier plan the one that moves the fewest calls."""
    limits = [[min(load, left) for left in room] for load in loads]
    if not officer.earlier:
        return next((year for limit in limits if (year := keep_all(everyone, limit)) is not None), None)
    wishing = officer.wishing(everyone)
    most = [[min(load + 1, left) for left in room] for load in loads]
    return calmest(wishing, [keep_days(wishing, *both) for both in zip(limits, most, strict=True)])


def _own_up(officer: Officer, chains: Chains) -> None:
    """Say of a contact whose last window is on leave to the end of the span that no day was left for the call."""
    for key in officer.stuck:
        opening, chain = officer.openings[key], chains.setdefault(key, [])
        last = opening.rhythm.spans[chain[-1]][1] if chain and chain[-1] < officer.line.count else opening.last
        if last < officer.line.count and (not chain or chain[-1] < officer.line.count):
            chain.append(officer.line.count)


def _caught_up_on(officer: Officer, chains: Chains) -> date | None:
    """The day of the last at-once call that found one."""
    days = [chains[key][0] for key in officer.at_once]
    return max((officer.line.dates[day] for day in days if day < officer.line.count), default=None)
