"""What no plan can beat: a lower bound of the daily load by counting.

Whatever the plan, the k-th call of a contact falls between the k-th call of the earliest possible chain and
that of the latest possible one. Were these windows free of each other, a load L would do exactly if no
stretch of days held more windows than L calls a day have room for (Hall's condition). So the least such L
is a lower bound. Calling the earliest deadline first finds an overfull stretch if there is one, without
trying all of them.
"""

from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush

from .windows import Span
from .workday_line import bits_below


def loosest_windows(
    opening: Span, earliest: Sequence[int], latest: Sequence[int], open_days: int
) -> Iterator[Span]:
    """The days between which the first, second, … call of a contact must fall, whatever is planned."""
    first, last = opening
    while last < len(latest):
        last = (open_days & bits_below(last + 1)).bit_length() - 1
        if last < first:
            return
        yield first, last
        first, last = min(earliest[first], len(latest) - 1), latest[last]


def least_load(windows: Iterable[Span], open_days: Sequence[bool]) -> int:
    """The fewest calls a day that put one call into each window; 0 when there are no windows."""
    count = len(open_days)
    lasts_by_first: list[list[int]] = [[] for _ in range(count)]
    for first, last in windows:
        lasts_by_first[first].append(last)
    load = _load_by_prefix(lasts_by_first, open_days)
    while not _fits(lasts_by_first, open_days, load):
        load += 1
    return load


def _load_by_prefix(lasts_by_first: Sequence[Sequence[int]], open_days: Sequence[bool]) -> int:
    """The load that the stretches from the first day on ask for: a quick start for the search."""
    due_on_day = [0] * len(open_days)
    for lasts in lasts_by_first:
        for last in lasts:
            due_on_day[last] += 1
    load = calls = days = 0
    for due, is_open in zip(due_on_day, open_days, strict=True):
        calls, days = calls + due, days + is_open
        if calls:
            load = max(load, -(-calls // days))
    return load


def _fits(lasts_by_first: Sequence[Sequence[int]], open_days: Sequence[bool], load: int) -> bool:
    waiting: list[int] = []
    for day, lasts in enumerate(lasts_by_first):
        for last in lasts:
            heappush(waiting, last)
        for _ in range(min(load, len(waiting)) if open_days[day] else 0):
            heappop(waiting)
        if waiting and waiting[0] <= day:
            return False
    return not waiting
