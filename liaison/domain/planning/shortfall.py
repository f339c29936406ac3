"""The calls that follow when the days hold too few of them to keep every promise.

The next calls keep the days they were given. The calls after them are entered in order of their due dates:
on the latest free day of the window, else on the first free day after it. No bound is claimed for their
lateness; taking turns keeps anyone from being forgotten.
"""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from .chains import Series
from .day_book import DayBook
from .keeping import Chains
from .windows import Span
from .workday_line import bits_below, first_day_of

Turn = tuple[int, int, int, Span]


def follow_up(everyone: Sequence[Series], next_days: Mapping[int, int], limits: Sequence[int]) -> Chains:
    """The days of every contact by key; ``count`` as the last of them says that no day was left."""
    book = DayBook(limits)
    chains: Chains = {key: [day] for key, day in next_days.items()}
    for key, day in next_days.items():
        if day < len(limits):
            book.enter(key, day)
    moved = [series for series in everyone if not _stays(series, chains[series.key], book)]
    _take_turns(moved, chains, book)
    return chains


def _stays(series: Series, chain: list[int], book: DayBook) -> bool:
    """Enter the later calls on the days of an earlier plan, if these still lead through the span."""
    days: list[int] = []
    window = _window_after(series, chain[0])
    while window:
        day = _earlier_day(window, series.wished & book.free & ~series.closed)
        if day is None:
            return False
        days.append(day)
        window = _window_after(series, day)
    chain += days
    for day in days:
        book.enter(series.key, day)
    return True


def _earlier_day(window: Span, wished: int) -> int | None:
    """The last wished day of the window, else the first one after it."""
    first, last = window
    within = (wished & bits_below(last + 1)).bit_length() - 1
    if within >= first:
        return within
    after = first_day_of(wished, last + 1, -1)
    return after if after > last else None


def _take_turns(everyone: Sequence[Series], chains: Chains, book: DayBook) -> None:
    """Whoever is due first chooses first."""
    by_key = {series.key: series for series in everyone}
    turns = [turn for series in everyone for turn in _turn_after(series, chains[series.key][-1])]
    heapify(turns)
    while turns:
        _, _, key, window = heappop(turns)
        day = best_day(by_key[key], window, book.free)
        chains[key].append(day)
        if day < len(book.limits):
            book.enter(key, day)
            for turn in _turn_after(by_key[key], day):
                heappush(turns, turn)


def _turn_after(series: Series, day: int) -> list[Turn]:
    """The turn of the call that a call on this day asks for, if any."""
    window = _window_after(series, day)
    return [(window[1], series.interval, series.key, window)] if window else []


def _window_after(series: Series, day: int) -> Span | None:
    """None when nothing more is due within the span."""
    count = len(series.spans)
    return series.spans[day] if day < count and series.spans[day][1] < count else None


def best_day(series: Series, window: Span, free: int) -> int:
    """The latest free day of the window, else the first one after it; ``count`` when there is none."""
    first, last = window
    free &= ~series.closed
    within = free & bits_below(last + 1)
    for days in (within & series.wished, within):
        if days.bit_length() > first:
            return days.bit_length() - 1
    return first_day_of(free, last + 1, len(series.spans))


def call_by_call(series: Series, free: int) -> list[int]:
    """One contact's calls, each on the best day left; ``count`` as the last of them says that no day was left."""
    chain: list[int] = []
    window = series.opening
    while window[1] < len(series.spans):
        chain.append(best_day(series, window, free))
        if chain[-1] == len(series.spans):
            break
        window = series.spans[chain[-1]]
    return chain
