"""The least possible greatest lateness of the next calls, by bipartite matching (Hopcroft and Karp, 1973).

Calls on one side, places on days on the other: a day that holds three calls is three places. For a lateness
that is tried, a call is joined to the places it may take; the least lateness is found by halving.
"""

from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from liaison.domain.plan import Promise

from .windows_by_hand import DAY, Office, Wanted, first_wanted, paused

Edges = Sequence[Sequence[int]]


def least_lateness_by_matching(office: Office) -> int:
    """Calls that find no day fall on the day after the span, which holds everybody."""
    calls = [(promise, first_wanted(office, promise)) for promise in office.promises]
    calls = [(promise, wanted) for promise, wanted in calls if wanted.days]
    most = max([(office.end + DAY - wanted.late_after).days for _, wanted in calls], default=0)
    return bisect_left(range(most), True, key=lambda late: _all_fit(office, calls, late))


def _all_fit(office: Office, calls: Sequence[tuple[Promise, Wanted]], lateness: int) -> bool:
    capacity = office.rules.capacity_of(office.promises[0].owner)
    after = office.end + DAY
    places = [on for on in office.open_days for _ in range(capacity)] + [after] * len(calls)

    def may_take(promise: Promise, wanted: Wanted, on: date) -> bool:
        in_time = (on - wanted.late_after).days <= lateness
        return in_time and (on == after or (on >= wanted.days[0] and not paused(promise, on)))

    edges = [[at for at, on in enumerate(places) if may_take(*call, on)] for call in calls]
    return largest_matching(edges, len(places)) == len(calls)


def largest_matching(edges: Edges, places: int) -> int:
    """How many of the left side can be joined, each to a place of its own."""
    matching = _Matching(edges, [None] * len(edges), [None] * places)
    while matching.grow():
        pass
    return sum(place is not None for place in matching.place_of)


@dataclass
class _Matching:
    edges: Edges
    place_of: list[int | None]
    taker_of: list[int | None]
    depth: dict[int, int] = field(default_factory=dict)

    def grow(self) -> bool:
        """One round of shortest augmenting paths; False when there are none left."""
        free = [left for left, place in enumerate(self.place_of) if place is None]
        self.measure_from(free)
        return sum(map(self.augment, free)) > 0

    def measure_from(self, free: Sequence[int]) -> None:
        self.depth = dict.fromkeys(free, 0)
        queue = deque(free)
        while queue:
            left = queue.popleft()
            takers = (self.taker_of[place] for place in self.edges[left])
            for taker in takers:
                if taker is not None and taker not in self.depth:
                    self.depth[taker] = self.depth[left] + 1
                    queue.append(taker)

    def augment(self, left: int) -> bool:
        """Try to join this one, moving others along a shortest path."""
        depth = self.depth.pop(left, None)
        if depth is None:
            return False
        for place in self.edges[left]:
            taker = self.taker_of[place]
            if taker is None or (self.depth.get(taker) == depth + 1 and self.augment(taker)):
                self.place_of[left], self.taker_of[place] = place, left
                return True
        return False
