"""One officer's span: the next calls, the least daily load, and the days of all calls.

When nobody is due at once and the least load is within the capacity, the plan is the one found at that load. When
some are due at once, their calls are made first and may use the whole capacity (catching up); the others keep to the
least load beside them. Only when that fails, or the capacity is too small, are promises broken.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from .bounds import least_load, loosest_windows
from .chains import Series, latest_chain, stuck_window
from .keeping import Chains, keep_all, keep_most_days
from .next_call_days import least_lateness, next_call_days
from .next_calls import Calendar, Days, Job
from .openings import Opening, refuse_leave
from .shortfall import first_free_day, follow_up
from .windows import Span
from .workday_line import WorkdayLine


@dataclass(frozen=True)
class Earlier:
    """What an earlier plan had: the days of each contact (bits), and the most calls a day that were not catching up."""

    days: Mapping[int, int] = field(default_factory=dict)
    load: int = 0


@dataclass(frozen=True)
class OfficerYear:
    """The days of each contact's calls; the line's ``count`` stands for a call that found no day."""

    chains: Chains
    least_load: int
    lower_bound: int
    next_max_late: int
    caught_up_on: date | None


class Officer:
    """One officer with the contacts to call; ``openings`` holds only those with a call due within the span."""

    def __init__(self, line: WorkdayLine, openings: Sequence[Opening], open_days: int, capacity: int, earlier: Earlier):
        self._line, self._open_days, self._capacity, self._earlier = line, open_days, capacity, earlier
        self._is_open = [bool(open_days >> day & 1) for day in range(line.count)]
        self.openings = {opening.promise.contact_id: opening for opening in openings}
        self.at_once = [opening for opening in openings if opening.at_once]
        jobs = [_job(opening) for opening in openings]
        limits = [*self._limits(capacity), len(jobs)]
        self._jobs, self._calendar = jobs, Calendar(line.ordinals, limits)

    def lateness(self) -> int:
        """The least possible greatest lateness of the next calls."""
        return least_lateness(self._jobs, self._calendar)

    def next_days(self) -> Days:
        """The days of the next calls that show this lateness."""
        return next_call_days(self._jobs, self._calendar, self._earlier.days)

    def plan(self) -> OfficerYear:
        """The whole span."""
        everyone = [self._series(opening) for opening in self.openings.values()]
        bound = self._lower_bound(everyone)
        least, chains = self._least_load(everyone, bound)
        if self.at_once or least > self._capacity:
            chains = self._plan_with_late_calls(least)
        elif self._earlier.days:
            chains = self._calm(everyone, least) or chains
        return OfficerYear(chains, least, bound, self.lateness(), self._caught_up_on(chains))

    def _caught_up_on(self, chains: Chains) -> date | None:
        """The day of the last at-once call that found one."""
        days = [chains[opening.promise.contact_id][0] for opening in self.at_once]
        return max((self._line.dates[day] for day in days if day < self._line.count), default=None)

    def _least_load(self, everyone: Sequence[Series], bound: int) -> tuple[int, Chains]:
        load = bound
        while True:
            chains = keep_all(everyone, self._limits(load))
            if chains is not None:
                return load, chains
            load += 1

    def _lower_bound(self, everyone: Sequence[Series]) -> int:
        windows: list[Span] = []
        for series in everyone:
            rhythm = self.openings[series.key].rhythm
            windows += loosest_windows(series.opening, rhythm.earliest, rhythm.latest, self._open_days)
        return least_load(windows, self._is_open)

    def _plan_with_late_calls(self, least: int) -> Chains:
        next_days = self.next_days()
        return self._catch_up(next_days, least) or self._follow_up(next_days)

    def _catch_up(self, next_days: Days, least: int) -> Chains | None:
        """The at-once calls on their days, and everyone else kept beside them at the smallest load that does."""
        if any(next_days[job.key] > job.last >= job.first for job in self._jobs):
            return None
        fixed = {opening.promise.contact_id: next_days[opening.promise.contact_id] for opening in self.at_once}
        everyone = [self._series_after(key, fixed.get(key)) for key in self.openings]
        room = self._calendar.without(fixed).limits[:-1]
        with_room = sum(1 << day for day, left in enumerate(room) if left > 0)
        if any(latest_chain(series, with_room) is None for series in everyone):
            return None
        for load in sorted({max(1, least), least + 1, self._capacity}):
            limits = [min(load, left) for left in room]
            chains = self._keep(everyone, limits) if load <= self._capacity else None
            if chains is not None:
                return {key: [fixed[key], *chain] if key in fixed else chain for key, chain in chains.items()}
        return None

    def _follow_up(self, next_days: Days) -> Chains:
        everyone = [self._series(opening) for opening in self.openings.values()]
        return follow_up(self.openings, everyone, next_days, self._limits(self._capacity))

    def _calm(self, everyone: Sequence[Series], least: int) -> Chains | None:
        """The earlier days may need one call a day more than a fresh start would."""
        load = min(max(least, self._earlier.load), least + 1, self._capacity)
        return keep_most_days(everyone, self._limits(load))

    def _keep(self, everyone: Sequence[Series], limits: Sequence[int]) -> Chains | None:
        return keep_most_days(everyone, limits) if self._earlier.days else keep_all(everyone, limits)

    def _limits(self, load: int) -> list[int]:
        return [load if is_open else 0 for is_open in self._is_open]

    def _series(self, opening: Opening) -> Series:
        """Raises ``PlanError`` when the officer's leave allows this contact no year at all."""
        key, spans = opening.promise.contact_id, opening.rhythm.spans
        wished = self._earlier.days.get(key, 0) & self._open_days
        span = self._first_interval(opening) if opening.at_once else (opening.first, opening.last)
        series = Series(key, span, spans, opening.rhythm.interval, opening.rhythm.paused_days, wished)
        if not all(self._is_open) and latest_chain(series, self._open_days) is None:
            refuse_leave(opening.promise, opening.rhythm, *stuck_window(series, self._open_days))
        return series

    def _series_after(self, key: int, day: int | None) -> Series:
        """What is left to plan of a contact whose next call is fixed on this day."""
        series = self._series(self.openings[key])
        if day is None:
            return series
        after = (self._line.count, self._line.count) if day >= self._line.count else series.spans[day]
        return replace(series, opening=after)

    def _first_interval(self, opening: Opening) -> Span:
        """An at-once call counts for the daily load as if the contact had been made just before it became possible."""
        first = first_free_day(opening, opening.first, self._open_days)
        due = self._line.ordinals[first] - 1 + opening.rhythm.interval
        if due > self._line.end:
            return self._line.count, self._line.count
        return first, max(first, self._line.last_at(due))


def _job(opening: Opening) -> Job:
    rhythm, last = opening.rhythm, -1 if opening.at_once else opening.last
    contact_id = opening.promise.contact_id
    return Job(contact_id, opening.first, last, opening.keep_by, rhythm.interval, rhythm.paused_days)
