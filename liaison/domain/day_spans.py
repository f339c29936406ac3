"""Spans of days, first and last day both in: which of them are new beside others."""

from collections.abc import Iterable
from datetime import date, timedelta

Span = tuple[date, date]
ONE_DAY = timedelta(days=1)


def uncovered(span: Span, known: Iterable[Span]) -> list[Span]:
    """The parts of a span that no other one holds, in order; empty where every day of it is known."""
    first, last = span
    left: list[Span] = []
    for known_first, known_last in sorted(known):
        if known_last < first or known_first > last:
            continue
        if known_first > first:
            left.append((first, known_first - ONE_DAY))
        if known_last >= last:
            return left
        first = known_last + ONE_DAY
    return [*left, (first, last)]
