"""The days of everyone's next call when most have one already: as few as possible change.

The calls and the room on the days form a matching. Days that still serve stay; each remaining call enters
by the shortest chain of moves that ends on a day with room, so no single entry moves more calls than it
must. When no such chain exists, no days for all exist either (Berge).
"""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from .next_calls import Calendar, Days, Job
from .workday_line import bits_below, first_day_of


class NextCallMoves:
    """Calls on days, changed one entry at a time."""

    def __init__(self, jobs: Sequence[Job], calendar: Calendar, grace: Mapping[int, int]):
        self._limits = calendar.limits
        self._jobs = {job.key: job for job in jobs}
        self._allowed = {job.key: _allowed_days(job, calendar, grace[job.key]) for job in jobs}
        self._on_day: dict[int, set[int]] = defaultdict(set)
        self.days: Days = {}

    def keep(self, wished: Mapping[int, int]) -> None:
        """Leave calls on the first of the days (bits) they have, where it is still in time and has room."""
        for key, days in wished.items():
            allowed = days & self._allowed.get(key, 0)
            if key in self._jobs and self._jobs[key].last >= self._jobs[key].first:
                allowed &= bits_below(self._jobs[key].last + 1)
            first = first_day_of(allowed, 0, -1)
            if allowed and len(self._on_day[first]) < self._limits[first]:
                self._put(key, first)

    def enter_the_rest(self) -> bool:
        """Find a day for everyone else, each by the fewest moves. False: there is none for somebody."""
        waiting = [job for job in self._jobs.values() if job.key not in self.days]
        waiting.sort(key=lambda job: (job.keep_by, job.key))
        return all(self._enter(job.key) for job in waiting)

    def _enter(self, newcomer: int) -> bool:
        """Breadth first over the days; ``came_from`` holds who would move to each day."""
        came_from: dict[int, int] = {}
        reached = 0
        level = [newcomer]
        while level:
            following: list[int] = []
            for key in level:
                for day in self._in_order(key, self._allowed[key] & ~reached):
                    reached |= 1 << day
                    came_from[day] = key
                    if len(self._on_day[day]) < self._limits[day]:
                        self._shift(day, came_from, newcomer)
                        return True
                    following.extend(sorted(self._on_day[day]))
            level = following
        return False

    def _shift(self, day: int, came_from: Mapping[int, int], newcomer: int) -> None:
        """Move everyone along the chain that ends on this free day."""
        while True:
            key = came_from[day]
            left = self.days.get(key)
            self._put(key, day)
            if key == newcomer or left is None:
                return
            day = left

    def _put(self, key: int, day: int) -> None:
        if key in self.days:
            self._on_day[self.days[key]].discard(key)
        self.days[key] = day
        self._on_day[day].add(key)

    def _in_order(self, key: int, days: int) -> Iterator[int]:
        """The latest day of the window first; after it, or due at once, the earliest."""
        within = days & bits_below(self._jobs[key].last + 1)
        while days:
            day = within.bit_length() - 1 if within else first_day_of(days, 0, -1)
            within &= ~(1 << day)
            days &= ~(1 << day)
            yield day


def _allowed_days(job: Job, calendar: Calendar, grace: int) -> int:
    last = bisect_right(calendar.ordinals, job.keep_by + grace) - 1
    return sum(1 << day for day in range(job.first, last + 1) if calendar.limits[day] > 0) & ~job.closed


def can_all_enter(jobs: Sequence[Job], calendar: Calendar, grace: Mapping[int, int]) -> bool:
    """Whether there are days for all within the grace, pauses respected."""
    return NextCallMoves(jobs, calendar, grace).enter_the_rest()
