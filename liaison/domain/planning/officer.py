"""One officer as the planner sees one: the contacts with a call due in the span, and the room on the days.

``officer_year`` makes the plan from it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

from .chains import Series
from .make_up_days import made_up, stuck_windows
from .next_call_days import least_lateness, next_call_days
from .next_calls import Calendar, Days, Job
from .openings import Opening, refuse_leave
from .windows import Span
from .workday_line import WorkdayLine, first_day_of


class Officer:
    """``open_days``: the days worked (bits). ``earlier``: the days (bits) each had in an earlier plan."""

    def __init__(
        self,
        line: WorkdayLine,
        openings: Sequence[Opening],
        open_days: int,
        capacity: int,
        earlier: Mapping[int, int],
    ):
        self.line, self.open_days, self.capacity, self.earlier = line, open_days, capacity, earlier
        self.openings = {opening.promise.contact_id: opening for opening in openings}
        self.at_once = [key for key, opening in self.openings.items() if opening.at_once]
        self.is_open = [bool(open_days >> day & 1) for day in range(line.count)]
        self.jobs = [_job(opening) for opening in openings]
        self.calendar = Calendar(line.ordinals, [*self.limits(capacity), len(openings)])

    def limits(self, load: int) -> list[int]:
        """This many calls on each day worked."""
        return [load if is_open else 0 for is_open in self.is_open]

    def lateness(self) -> int:
        """The least possible greatest lateness of the next calls."""
        return least_lateness(self.jobs, self.calendar)

    def next_days(self) -> Days:
        """The days of the next calls that show this lateness."""
        return next_call_days(self.jobs, self.calendar, self.earlier)

    def room_beside(self, chains: Mapping[int, Sequence[int]]) -> int:
        """The days (bits) on which one more call would not pass the capacity."""
        room = self.limits(self.capacity)
        for chain in chains.values():
            for day in chain:
                if day < self.line.count:
                    room[day] -= 1
        return sum(1 << day for day, left in enumerate(room) if left > 0)

    @cached_property
    def everyone(self) -> list[Series]:
        """One series for each contact. ``PlanError`` when leave allows a contact no year at all, unless such calls
        may come late."""
        for key, window in self.stuck.items():
            opening = self.openings[key]
            if not opening.rhythm.late_after_leave:
                refuse_leave(opening.promise, opening.rhythm, *window)
        return made_up(self._promised, self.stuck, self.open_days, max(1, self.capacity // 2))

    @cached_property
    def stuck(self) -> dict[int, Span]:
        """The first window lost to leave of each contact for whom it leaves no year in time."""
        return {} if all(self.is_open) else stuck_windows(self._promised, self.open_days)

    @cached_property
    def _promised(self) -> list[Series]:
        return [self._series(opening) for opening in self.openings.values()]

    def following(self, fixed: Mapping[int, int]) -> list[Series]:
        """The same, but for contacts whose next call is fixed on a day only what comes after it."""
        return [self._after(series, fixed.get(series.key)) for series in self.everyone]

    def wishing(self, everyone: Sequence[Series]) -> list[Series]:
        """The same, with the days of the earlier plan as wishes."""
        return [replace(series, wished=self._wished(series.key)) for series in everyone]

    def _wished(self, key: int) -> int:
        return self.earlier.get(key, 0) & self.open_days

    def _series(self, opening: Opening) -> Series:
        rhythm = opening.rhythm
        span = self._first_interval(opening) if opening.at_once else (opening.first, opening.last)
        return Series(opening.promise.contact_id, span, rhythm.spans, rhythm.interval, rhythm.paused_days)

    def _first_interval(self, opening: Opening) -> Span:
        """A call due at once counts for the daily load as if the contact had been made just before it."""
        first = first_day_of(self.open_days & ~opening.rhythm.paused_days, opening.first, self.line.count)
        due = self.line.ordinals[first] - 1 + opening.rhythm.interval
        if due > self.line.end:
            return self.line.count, self.line.count
        return first, max(first, self.line.last_at(due))

    def _after(self, series: Series, day: int | None) -> Series:
        if day is None:
            return series
        nothing_more = (self.line.count, self.line.count)
        return replace(series, opening=series.spans[day] if day < self.line.count else nothing_more)


def _job(opening: Opening) -> Job:
    rhythm, last = opening.rhythm, -1 if opening.at_once else opening.last
    contact_id = opening.promise.contact_id
    return Job(contact_id, opening.first, last, opening.keep_by, rhythm.interval, rhythm.paused_days)
