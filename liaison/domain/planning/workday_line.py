"""The working days of a span as numbers 0, 1, 2 …, so that planning is arithmetic on small integers."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date


class WorkdayLine:
    """The working days between two dates. Days of the calendar are ordinals, working days are indices.

    ``count`` as an index means "after the span"; its ordinal is the day after the end.
    """

    def __init__(self, working_days: Sequence[date], start: date, end: date):
        self.start, self.end = start.toordinal(), end.toordinal()
        self.dates = list(working_days[bisect_left(working_days, start) : bisect_right(working_days, end)])
        self.count = len(self.dates)
        self.ordinals = [on.toordinal() for on in self.dates] + [self.end + 1]
        self._last_at = self._indices_by_day()

    def last_at(self, ordinal: int) -> int:
        """The last working day not after this day; -1 when there is none in the span."""
        if ordinal < self.start:
            return -1
        return self._last_at[min(ordinal, self.end) - self.start]

    def first_at(self, ordinal: int) -> int:
        """The first working day not before this day; ``count`` when there is none in the span."""
        return self.last_at(ordinal - 1) + 1

    def index_of(self, on: date) -> int | None:
        """The index of a working day of the span, else None."""
        index = self.last_at(on.toordinal())
        return index if 0 <= index < self.count and self.dates[index] == on else None

    def _indices_by_day(self) -> list[int]:
        indices, index = [], -1
        for ordinal in range(self.start, self.end + 1):
            if ordinal == self.ordinals[index + 1]:
                index += 1
            indices.append(index)
        return indices


def bits_below(index: int) -> int:
    """A set of days as one integer, bit i for day i: here all days before this index."""
    return (1 << index) - 1


def first_day_of(days: int, begin: int, otherwise: int) -> int:
    """The first of a set of days that is not before an index."""
    ahead = days >> begin
    return begin + (ahead & -ahead).bit_length() - 1 if ahead else otherwise
