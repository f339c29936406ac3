"""The days after leave: where an officer is away for the whole of a window, its call is made on the return, late.

A contact whose every possible year runs into such a window is stuck. Its lost windows are stretched to a working day
after the leave; of many who come back at once, each day takes a few, so that the return is no flood.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from .chains import Series, latest_chain, stuck_window
from .windows import Span
from .workday_line import bits_below


def stuck_windows(everyone: Sequence[Series], open_days: int) -> dict[int, Span]:
    """{key: the first window without a day worked} of the contacts for whom these days allow no year."""
    return {
        series.key: stuck_window(series, open_days)
        for series in everyone
        if latest_chain(series, open_days) is None
    }


def made_up(
    everyone: Sequence[Series], stuck: Mapping[int, Span], open_days: int, a_day: int
) -> list[Series]:
    """The same series, the lost windows of stuck contacts stretched; ``a_day`` of them share a day of return.

    Where no day worked is left in the span, nothing is due in it any more.
    """
    by_key = {series.key: series for series in everyone}
    in_turn = sorted(stuck, key=lambda key: (stuck[key][1], by_key[key].interval, key))
    place = {key: number // a_day for number, key in enumerate(in_turn)}
    return [
        _stretched(series, open_days & ~series.closed, place[series.key]) if series.key in place else series
        for series in everyone
    ]


def _stretched(series: Series, free: int, place: int) -> Series:
    days = [day for day in range(len(series.spans)) if free >> day & 1]
    spans = [_with_return(span, free, days, place, len(series.spans)) for span in series.spans]
    opening = _with_return(series.opening, free, days, place, len(series.spans))
    return replace(series, opening=opening, spans=spans)


def _with_return(span: Span, free: int, days: Sequence[int], place: int, count: int) -> Span:
    first, last = span
    if last >= count or free & bits_below(last + 1) & ~bits_below(first):
        return span
    back = bisect_right(days, last)
    if back == len(days):
        return count, count
    return first, days[back + place % (len(days) - back)]
