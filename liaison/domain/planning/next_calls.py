"""The least possible greatest lateness of everyone's next call, with a proof by exchange.

Each next call is a unit of work with a first day, a due date and a limit of calls a day. Lateness grows
with the day alike for all, so calling the earliest due date first among those that may be called is optimal
(Jackson's rule for unit jobs: swapping two calls against that order never lowers the greater lateness).
Calls that find no day in the span fall on one day after it that holds everybody.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

Days = dict[int, int]


@dataclass(frozen=True, slots=True)
class Job:
    """A call to be made from day ``first`` on (an index); lateness counts from ``keep_by`` (an ordinal).

    ``last`` is the last day that keeps the promise, below ``first`` for a call that is due at once.
    ``closed``: days (bits) on which the contact is paused.
    """

    key: int
    first: int
    last: int
    keep_by: int
    interval: int
    closed: int = 0


@dataclass(frozen=True)
class Calendar:
    """The ordinals of the days and how many calls each holds; the last entry is the day after the span."""

    ordinals: Sequence[int]
    limits: Sequence[int]

    def lateness(self, job: Job, day: int) -> int:
        """Days after the due date, never negative."""
        return max(0, self.ordinals[day] - job.keep_by)

    def greatest_lateness(self, jobs: Sequence[Job], days: Mapping[int, int]) -> int:
        """Over all jobs placed on these days."""
        return max((self.lateness(job, days[job.key]) for job in jobs), default=0)

    def without(self, days: Mapping[int, int]) -> "Calendar":
        """What room is left beside these calls."""
        limits = list(self.limits)
        for day in days.values():
            limits[day] -= 1
        return Calendar(self.ordinals, limits)


def earliest_due_first(
    jobs: Sequence[Job], calendar: Calendar, grace: Mapping[int, int] | None = None
) -> Days:
    """A day for every job, with the greatest lateness as small as can be.

    ``grace`` by key: days of lateness allowed before it counts. Ties go to the shorter interval.
    """
    allowed = grace or {}
    by_first: list[list[tuple[int, int, int]]] = [[] for _ in calendar.limits]
    for job in jobs:
        by_first[job.first].append((job.keep_by + allowed.get(job.key, 0), job.interval, job.key))
    waiting: list[tuple[int, int, int]] = []
    days: Days = {}
    for day, arriving in enumerate(by_first):
        for entry in arriving:
            heappush(waiting, entry)
        for _ in range(min(calendar.limits[day], len(waiting))):
            days[heappop(waiting)[-1]] = day
    return days


def meets_pause(jobs: Sequence[Job], days: Mapping[int, int]) -> bool:
    """Whether a call stands on a day on which its contact is paused."""
    return any(job.closed >> days[job.key] & 1 for job in jobs)
