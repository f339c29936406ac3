"""A few contacts fitted in beside calls that stand already: nobody else is moved.

The cheap half of keeping a plan up to date (``docs/decisions/0005``): each contact goes on the latest days of its
windows that have room, on earlier days of its own where these still serve. A window without room is passed, and
the call made on the first day after it. No bound is claimed; planning the whole desk again is what finds one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from .chains import Series, latest_chain
from .day_book import DayBook
from .keeping import Chains
from .model import PlanError, PlanRules, Promise
from .office import days_of_desk
from .openings import Opening, opening_of
from .report import Report
from .shortfall import call_by_call
from .windows import Rhythms
from .workday_line import WorkdayLine, bits_below, first_day_of

OTHERS = -1


def fit_in(
    promises: Sequence[Promise],
    rules: PlanRules,
    line: WorkdayLine,
    taken: Mapping[date, int],
    level: int,
    held: Mapping[int, Sequence[date]],
) -> Report:
    """The calls of some contacts of one officer. ``taken``: the calls of all others. ``level``: how many calls a
    day holds before the capacity is touched. ``held``: the days each had, the next call's first."""
    rhythms, owner = Rhythms(line, rules), promises[0].owner
    open_days = days_of_desk(line, rules.leave.get(owner, frozenset()))
    openings = [_opening(promise, rhythms, open_days) for promise in promises]
    desk = _Desk(line, open_days, level, rules.capacity_of(owner), taken)
    chains: Chains = {}
    for opening in sorted(openings, key=_turn):
        if opening.obliged:
            chains[opening.promise.contact_id] = desk.enter(opening, held.get(opening.promise.contact_id, ()))
    report = Report()
    report.add(openings, chains, open_days, desk.book.spare)
    return report


def _opening(promise: Promise, rhythms: Rhythms, open_days: int) -> Opening:
    """Leave that covers a whole window makes the call late here, where a plan of the whole desk is refused."""
    rhythm = rhythms.of(promise)
    try:
        return opening_of(promise, rhythm, open_days)
    except PlanError:
        return opening_of(promise, rhythm, bits_below(rhythm.line.count))


def _turn(opening: Opening) -> tuple[int, int, int]:
    return opening.keep_by, opening.rhythm.interval, opening.promise.contact_id


class _Desk:
    """The officer's days with what stands on them."""

    def __init__(self, line: WorkdayLine, open_days: int, level: int, capacity: int, taken: Mapping[date, int]):
        self.line = line
        limits, most = (
            [calls if open_days >> index & 1 else 0 for index in range(line.count)]
            for calls in (min(level, capacity), capacity)
        )
        self.book = DayBook(limits, most)
        for index, on in enumerate(line.dates):
            for _ in range(taken.get(on, 0)):
                self.book.enter(OTHERS, index)

    def enter(self, opening: Opening, held: Sequence[date]) -> list[int]:
        """The days of one contact; the line's ``count`` when no day was left."""
        given, *later = [self.line.index_of(on) for on in held] or [None]
        series = Series(
            opening.promise.contact_id, (opening.first, opening.last), opening.rhythm.spans,
            opening.rhythm.interval, opening.rhythm.paused_days, _as_bits([given, *later]),
        )  # fmt: skip
        chain = self._at_once(series, given) if opening.at_once else self._chain(series)
        for day in chain:
            if day < self.line.count:
                self.book.enter(series.key, day)
        return chain

    def _at_once(self, series: Series, given: int | None) -> list[int]:
        """As soon as there is room; the day the call has already stays."""
        allowed = self.book.spare & ~series.closed
        day = first_day_of(allowed, series.opening[0], self.line.count)
        if given is not None and given >= series.opening[0] and allowed >> given & 1:
            day = given
        if day == self.line.count:
            return [day]
        return [day, *self._chain(replace(series, opening=series.spans[day]))]

    def _chain(self, series: Series) -> list[int]:
        for free in (self.book.free | self._own(series), self.book.spare):
            chain = latest_chain(series, free)
            if chain is not None:
                return chain
        return call_by_call(series, self.book.spare)

    def _own(self, series: Series) -> int:
        """The contact's earlier days that still have room."""
        return series.wished & self.book.spare


def _as_bits(days: Iterable[int | None]) -> int:
    return sum(1 << day for day in {day for day in days if day is not None})
