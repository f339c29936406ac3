"""What forces a high daily load: short stretches of days that hold more calls than their share.

One week into which thirty windows fall asks for six calls a day in that week and says nothing of the year. Such
stretches are taken away one by one, the most pressing first, as long as that lowers the load of the rest.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

from .bounds import least_load
from .windows import Span

MOST, LONGEST_DAYS = 3, 15


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from ``first`` to ``last`` (indices), so many of them worked, with the calls that fit nowhere else."""

    first: int
    last: int
    calls: int
    days: int


def jams_in(windows: Sequence[Span], open_days: Sequence[bool], load: int) -> tuple[list[Stretch], int]:
    """(the stretches that force ``load``, the load that the other calls ask for), by day.

    Without stretches, and with ``load`` itself, where the load is that of ordinary weeks.
    """
    found: list[Stretch] = []
    left, usual = list(windows), load
    while usual > 1 and len(found) < MOST:
        stretch = _overfull(left, open_days, usual - 1)
        if stretch is None or stretch.days > LONGEST_DAYS:
            break
        found.append(stretch)
        left = [window for window in left if not stretch.first <= window[0] <= window[1] <= stretch.last]
        usual = least_load(left, open_days)
    return (sorted(found, key=lambda stretch: stretch.first), usual) if usual < load else ([], load)


def _overfull(windows: Sequence[Span], open_days: Sequence[bool], load: int) -> Stretch | None:
    """A stretch that holds more windows than ``load`` calls a day; the shortest one that ends where calling the
    earliest deadline first first fails. None when the load is enough."""
    lasts_by_first: list[list[int]] = [[] for _ in open_days]
    for first, last in windows:
        lasts_by_first[first].append(last)
    waiting: list[int] = []
    latest_called: list[int] = []  # for each day the last day of the least pressing call made on it
    for day, lasts in enumerate(lasts_by_first):
        for last in lasts:
            heappush(waiting, last)
        room = load if open_days[day] else 0
        called = [heappop(waiting) for _ in range(min(room, len(waiting)))]
        latest_called.append(len(open_days) if len(called) < room else max(called, default=-1))
        if waiting and waiting[0] <= day:
            return _stretch(windows, open_days, latest_called, waiting[0])
    return None


def _stretch(
    windows: Sequence[Span], open_days: Sequence[bool], latest_called: Sequence[int], last: int
) -> Stretch:
    """Back from the failed day to the last day on which a less pressing call was made, or none: whatever had to be made
    by ``last`` and was possible before that day was made by then."""
    first = len(latest_called)
    while first > 0 and latest_called[first - 1] <= last:
        first -= 1
    calls = sum(first <= window[0] and window[1] <= last for window in windows)
    return Stretch(first, last, calls, sum(open_days[first : last + 1]))
