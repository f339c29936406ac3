"""One contact's calls over the span, each in the window that the one before it opens.

Days are indices; a set of days is one integer whose bit i stands for day i, so "the last free day of a
window" is one machine-speed operation whatever the window.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .windows import Span
from .workday_line import bits_below

NEVER = float("inf")


@dataclass(frozen=True, slots=True)
class Series:
    """A contact's first window and the window after a call on each day.

    ``closed``: days on which the contact is paused. ``wished``: days it would keep if it can.
    """

    key: int
    opening: Span
    spans: Sequence[Span]
    interval: int
    closed: int = 0
    wished: int = 0


def latest_chain(series: Series, free: int) -> list[int] | None:
    """The calls of the span on free days, each as late as possible; None when there is no such chain.

    Exact: what can follow a call depends only on its day, so a day found dead once is dead for good, and
    every day is given up at most once.
    """
    count, spans, wished = len(series.spans), series.spans, series.wished
    free &= ~series.closed
    chain: list[int] = []
    windows: list[Span] = []
    first, last = series.opening
    while last < count:
        day = _pick(free & bits_below(last + 1), first, wished)
        if day >= first:
            chain.append(day)
            windows.append((first, last))
            first, last = spans[day]
        elif chain:
            free &= ~(1 << chain.pop())
            first, last = windows.pop()
        else:
            return None
    return chain


def _pick(free: int, first: int, wished: int) -> int:
    """The latest wished day of the window, else its latest free day; below ``first`` when there is none."""
    if wished:
        day = (free & wished).bit_length() - 1
        if day >= first:
            return day
    return free.bit_length() - 1


def cheapest_chain(series: Series, price: Sequence[float]) -> list[int]:
    """The chain with the least sum of day prices, later days first among equals; NEVER closes a day."""
    total = _cheapest_from_each_day(series, price)
    chain: list[int] = []
    first, last = series.opening
    while last < len(total):
        within = total[first : last + 1]
        day = last - within[::-1].index(min(within))
        chain.append(day)
        first, last = series.spans[day]
    return chain


def _cheapest_from_each_day(series: Series, price: Sequence[float]) -> list[float]:
    """What the cheapest chain costs that has a call on this day, from this call on."""
    count = len(series.spans)
    total = [NEVER] * count
    for day in range(count - 1, -1, -1):
        first, last = series.spans[day]
        if not series.closed >> day & 1:
            total[day] = price[day] + (min(total[first : last + 1]) if last < count else 0)
    return total


def stuck_window(series: Series, free: int) -> Span:
    """The first window without a free day when calls are made as late as possible."""
    free &= ~series.closed
    first, last = series.opening
    while last < len(series.spans):
        day = (free & bits_below(last + 1)).bit_length() - 1
        if day < first:
            break
        first, last = series.spans[day]
    return first, last
