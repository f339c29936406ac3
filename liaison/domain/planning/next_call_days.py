"""The days of everyone's next call, once their least lateness is known.

Calls that can keep their promise go as late in their window as the limits allow; calls that are due at once
go as soon as there is room. Where both cannot be had, the greatest lateness of all comes first, and then
the greatest lateness of those who could still be called in time.
"""

from bisect import bisect_left
from collections.abc import Callable, Mapping, Sequence
from heapq import heappop, heappush

from .next_call_moves import NextCallMoves, can_all_enter
from .next_calls import Calendar, Days, Job, earliest_due_first, meets_pause


def least_lateness(jobs: Sequence[Job], calendar: Calendar) -> int:
    """No plan under these limits makes the latest of these calls less late."""
    days = earliest_due_first(jobs, calendar)
    least = calendar.greatest_lateness(jobs, days)
    if not meets_pause(jobs, days):
        return least
    most = calendar.ordinals[-1] - min(job.keep_by for job in jobs)
    return _first_true(
        least, most, lambda late: can_all_enter(jobs, calendar, _two_graces(jobs, late, late))
    )


def next_call_days(
    jobs: Sequence[Job], calendar: Calendar, wished: Mapping[int, int] | None = None
) -> Days:
    """A day for every job, the greatest lateness being the least possible. ``wished``: days (bits) kept."""
    if not wished:
        days = _days_by_order(jobs, calendar)
        if not meets_pause(jobs, days):
            return drawn_in(jobs, calendar, days)
    moves = NextCallMoves(jobs, calendar, _grace_of(jobs, calendar, least_lateness(jobs, calendar)))
    moves.keep(wished or {})
    if not moves.enter_the_rest():
        raise AssertionError("the grace was found by trying that all can enter")
    return drawn_in(jobs, calendar, moves.days)


def drawn_in(jobs: Sequence[Job], calendar: Calendar, days: Days) -> Days:
    """The same days, but no call late beside a day of its window that has room by now: others moved on after its turn."""
    room, days = list(calendar.without(days).limits), dict(days)
    late = sorted(
        (job for job in jobs if job.first <= job.last < days[job.key]),
        key=lambda job: (job.keep_by, job.key),
    )
    while late:
        still = [job for job in late if not _moved_in(job, room, days)]
        if len(still) == len(late):
            break
        late = still
    return days


def _moved_in(job: Job, room: list[int], days: Days) -> bool:
    for day in range(job.last, job.first - 1, -1):
        if room[day] > 0 and not job.closed >> day & 1:
            room[days[job.key]] += 1
            room[day] -= 1
            days[job.key] = day
            return True
    return False


def _days_by_order(jobs: Sequence[Job], calendar: Calendar) -> Days:
    least = least_lateness(jobs, calendar)
    in_time = [job for job in jobs if job.last >= job.first]
    at_once = [job for job in jobs if job.last < job.first]
    days = pack_late(in_time, calendar)
    if days is not None:
        days |= earliest_due_first(at_once, calendar.without(days))
        if calendar.greatest_lateness(jobs, days) <= least:
            return days
    return _shared_lateness(jobs, calendar, _grace_of(jobs, calendar, least))


def pack_late(jobs: Sequence[Job], calendar: Calendar) -> Days | None:
    """All jobs in their windows, as late as the limits allow; None when they do not all fit.

    Earliest due date first, seen in a mirror: from the last day backwards, the latest first day first.
    """
    by_last: list[list[Job]] = [[] for _ in calendar.limits]
    for job in jobs:
        by_last[job.last].append(job)
    waiting: list[tuple[int, int]] = []
    days: Days = {}
    for day in range(len(calendar.limits) - 1, -1, -1):
        for job in by_last[day]:
            heappush(waiting, (-job.first, job.key))
        for _ in range(min(calendar.limits[day], len(waiting))):
            days[heappop(waiting)[1]] = day
        if waiting and -waiting[0][0] >= day:
            return None
    return days


def _grace_of(jobs: Sequence[Job], calendar: Calendar, least: int) -> dict[int, int]:
    """How late each may be: at-once calls up to the least lateness, the others as little as that allows."""
    in_time = _first_true(
        0, least, lambda late: _all_within(jobs, calendar, _two_graces(jobs, late, least))
    )
    return _two_graces(jobs, in_time, least)


def _two_graces(jobs: Sequence[Job], in_time: int, at_once: int) -> dict[int, int]:
    return {job.key: in_time if job.last >= job.first else at_once for job in jobs}


def _all_within(jobs: Sequence[Job], calendar: Calendar, grace: Mapping[int, int]) -> bool:
    days = earliest_due_first(jobs, calendar, grace)
    if any(calendar.lateness(job, days[job.key]) > grace[job.key] for job in jobs):
        return False
    return not meets_pause(jobs, days) or can_all_enter(jobs, calendar, grace)


def _first_true(low: int, high: int, holds: Callable[[int], bool]) -> int:
    """The least number from which on the answer is yes; it is yes at ``high``."""
    return low + bisect_left(range(low, high), True, key=holds)


def _shared_lateness(jobs: Sequence[Job], calendar: Calendar, grace: Mapping[int, int]) -> Days:
    """Earliest due date first within the grace; those in time then move towards their due date."""
    days = earliest_due_first(jobs, calendar, grace)
    kept = [job for job in jobs if days[job.key] <= job.last]
    keys = {job.key for job in kept}
    others = {key: day for key, day in days.items() if key not in keys}
    return others | (pack_late(kept, calendar.without(others)) or {})
