"""The least possible greatest lateness of the next calls, by bipartite matching (Hopcroft and Karp, 1973).

Calls on one side, places on days on the other: a day with a limit of three calls is three places. For a lateness
that is tried, a call is joined to the places it may take; the least lateness is found by trying.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from liaison.domain.plan import Promise

from .windows_by_hand import Office, first_wanted, paused

Edges = Sequence[Sequence[int]]


def least_lateness_by_matching(office: Office) -> int:
    """Calls that find no day fall on the day after the span, which holds everybody."""
    calls = _next_calls(office)
    low, high = 0, max([(office.end + timedelta(days=1) - call.late_after).days for call in calls], default=0)
    while low < high:
        middle = (low + high) // 2
        if _all_fit(office, calls, middle):
            high = middle
        else:
            low = middle + 1
    return low


@dataclass(frozen=True)
class _Call:
    promise: Promise
    late_after: date
    may_be_made_from: date


def _next_calls(office: Office) -> list[_Call]:
    """Those of everyone with a call due within the span."""
    calls = []
    for promise in office.promises:
        wanted, _ = first_wanted(office, promise)
        if wanted.days:
            missed = wanted.due < office.start
            late_after = wanted.due if missed else max(wanted.due, wanted.days[0])
            calls.append(_Call(promise, late_after, wanted.days[0]))
    return calls


def _all_fit(office: Office, calls: Sequence[_Call], lateness: int) -> bool:
    capacity = office.rules.capacity_of(office.promises[0].owner)
    after = office.end + timedelta(days=1)
    places = [on for on in office.open_days for _ in range(capacity)] + [after] * len(calls)
    edges = [
        [at for at, on in enumerate(places) if on == after or (on >= call.may_be_made_from and not paused(call.promise, on))]
        for call in calls
    ]
    in_time = [
        [at for at in reachable if (places[at] - call.late_after).days <= lateness]
        for call, reachable in zip(calls, edges, strict=True)
    ]
    return largest_matching(in_time, len(places)) == len(calls)


def largest_matching(edges: Edges, places: int) -> int:
    """How many of the left side can be joined each to a place of its own."""
    place_of: list[int | None] = [None] * len(edges)
    taker_of: list[int | None] = [None] * places
    matched = 0
    while True:
        depth = _depths(edges, place_of, taker_of)
        gained = sum(_augment(left, edges, place_of, taker_of, depth) for left in range(len(edges)) if place_of[left] is None)
        if not gained:
            return matched
        matched += gained


def _depths(edges: Edges, place_of: list[int | None], taker_of: list[int | None]) -> dict[int, int]:
    depth = {left: 0 for left, place in enumerate(place_of) if place is None}
    queue = deque(depth)
    while queue:
        left = queue.popleft()
        for place in edges[left]:
            taker = taker_of[place]
            if taker is not None and taker not in depth:
                depth[taker] = depth[left] + 1
                queue.append(taker)
    return depth


def _augment(
    left: int, edges: Edges, place_of: list[int | None], taker_of: list[int | None], depth: dict[int, int]
) -> bool:
    at = depth.pop(left, None)
    if at is None:
        return False
    for place in edges[left]:
        taker = taker_of[place]
        further = taker is not None and depth.get(taker) == at + 1
        if taker is None or (further and _augment(taker, edges, place_of, taker_of, depth)):
            place_of[left], taker_of[place] = place, left
            return True
    return False
