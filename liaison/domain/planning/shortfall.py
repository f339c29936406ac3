"""The calls that follow when a day holds too few of them to keep every promise.

The next calls keep the days they were given. The calls after them are entered in order of their due dates: on the
latest free day of the window, else on the first free day after it. No bound is claimed for their lateness; being
late by turns keeps anyone from being forgotten.
"""

from collections.abc import Mapping, Sequence
from heapq import heapify, heappop, heappush

from .chains import Series
from .day_book import DayBook
from .keeping import Chains
from .openings import Opening
from .windows import Span
from .workday_line import bits_below

Turn = tuple[int, int, int, Span]


def follow_up(
    openings: Mapping[int, Opening], everyone: Sequence[Series], next_days: Mapping[int, int], limits: Sequence[int]
) -> Chains:
    """The days of every contact by key; ``count`` as the last of them says that no day was left."""
    book = DayBook(limits)
    by_key = {series.key: series for series in everyone}
    chains: Chains = {key: [day] for key, day in next_days.items()}
    for key, day in next_days.items():
        if day < len(limits):
            book.enter(key, day)
    turns = [turn for key, day in next_days.items() for turn in _turn_after(by_key[key], day)]
    heapify(turns)
    while turns:
        _, _, key, window = heappop(turns)
        day = _best_day(by_key[key], openings[key], window, book.free)
        chains[key].append(day)
        if day < len(limits):
            book.enter(key, day)
            for turn in _turn_after(by_key[key], day):
                heappush(turns, turn)
    return chains


def _turn_after(series: Series, day: int) -> list[Turn]:
    """The turn of the call that a call on this day asks for; none when nothing more is due within the span."""
    if day >= len(series.spans):
        return []
    window = series.spans[day]
    return [(window[1], series.interval, series.key, window)] if window[1] < len(series.spans) else []


def _best_day(series: Series, opening: Opening, window: Span, free: int) -> int:
    first, last = window
    within = free & bits_below(last + 1)
    for days in (within & series.wished, within):
        if days.bit_length() > first:
            return days.bit_length() - 1
    return first_free_day(opening, last + 1, free)


def first_free_day(opening: Opening, day: int, free: int) -> int:
    """The first free day from this one on that no pause of the contact forbids; ``count`` when there is none."""
    line = opening.rhythm.line
    while day < line.count:
        ahead = free >> day
        if not ahead:
            return line.count
        day += (ahead & -ahead).bit_length() - 1
        resume = opening.rhythm.paused_until(line.ordinals[day])
        if resume is None:
            return day
        day = line.first_at(resume)
    return line.count
