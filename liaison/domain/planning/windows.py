"""When a call may be made: the window before a due date, and where greetings, pauses and days off move it.

Contacts with the same interval, pauses and greeting days share one ``Rhythm``, so the windows after every
working day are computed once for each kind of contact, not once for each contact.
"""

from collections.abc import Sequence
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from .model import PlanRules, Promise
from .workday_line import WorkdayLine

Span = tuple[int, int]


class CallWindow(NamedTuple):
    """The working days (indices, both included) on which a call due on ``due`` (an ordinal) is in time.

    Both are the line's ``count`` when nothing is due within the span. ``stand_ins``: greeting days
    (ordinals) with their due dates, which come before this window and take the place of calls.
    """

    first: int
    last: int
    due: int
    stand_ins: tuple[tuple[int, int], ...] = ()


class Rhythm:
    """The windows of contacts that share an interval, pauses and greeting days."""

    def __init__(self, line: WorkdayLine, rules: PlanRules, promise: Promise):
        self.line = line
        self.interval = promise.interval_days
        self._width = int(self.interval * rules.window_share)
        self._min_workdays = rules.min_window_workdays
        self.late_after_leave = rules.late_after_leave
        self._pauses = ordinal_pauses(promise)
        greetings = promise.greeting_days if rules.festival_counts else ()
        self._greetings = sorted((on.toordinal() for on in greetings), reverse=True)

    def after(self, contact_on: int) -> CallWindow:
        """The window of the call that follows a contact on this day."""
        return self.towards(contact_on + self.interval, contact_on + 1)

    def towards(self, due: int, not_before: int) -> CallWindow:
        """The window of a call due on this day; the next working day when none is left until then."""
        due, not_before = self._past_pauses(due, not_before)
        if due > self.line.end:
            return CallWindow(self.line.count, self.line.count, due)
        greeting = self._greeting_between(max(not_before, self._opens_on(due)), due)
        if greeting is not None:
            later = self.after(greeting)
            return later._replace(stand_ins=((greeting, due), *later.stand_ins))
        first, last = max(self.line.first_at(not_before), self._first_workday(due)), self.line.last_at(due)
        if first <= last or first == self.line.count:
            return CallWindow(first, max(first, last), due)
        first = self.next_workday(not_before)
        return CallWindow(first, first, due)

    def next_workday(self, ordinal: int) -> int:
        """The first working day not before this day and outside pauses; ``count`` when there is none."""
        index = self.line.first_at(ordinal)
        while index < self.line.count and (resume := self.paused_until(self.line.ordinals[index])):
            index = self.line.first_at(resume)
        return index

    def paused_until(self, ordinal: int) -> int | None:
        """The resume day if the contact is paused on this day."""
        return next((to + 1 for begin, to in self._pauses if begin <= ordinal <= to), None)

    @cached_property
    def paused_days(self) -> int:
        """The working days on which the contact is left alone, as bits."""
        ordinals = self.line.ordinals[:-1] if self._pauses else ()
        return sum(1 << index for index, on in enumerate(ordinals) if self.paused_until(on))

    @cached_property
    def windows(self) -> list[CallWindow]:
        """For each working day the window of the call that follows a contact on it."""
        return [self.after(ordinal) for ordinal in self.line.ordinals[:-1]]

    @cached_property
    def spans(self) -> list[Span]:
        """The same windows, first and last day only."""
        return [(window.first, window.last) for window in self.windows]

    @cached_property
    def earliest(self) -> list[int]:
        """For each working day the earliest day of a call that follows a contact on it or later."""
        return list(accumulate((first for first, _ in reversed(self.spans)), min))[::-1]

    @cached_property
    def latest(self) -> list[int]:
        """For each working day the latest day of a call that follows a contact on it or earlier."""
        return list(accumulate((last for _, last in self.spans), max))

    def _past_pauses(self, due: int, not_before: int) -> tuple[int, int]:
        """A due date within a pause moves to the resume day, and no window reaches back over a pause."""
        for begin, to in self._pauses:
            if begin <= due <= to:
                due = to + 1
            if not_before <= to < due:
                not_before = to + 1
        return due, not_before

    def _first_workday(self, due: int) -> int:
        return max(0, min(self.line.first_at(due - self._width), self._first_by_count(due)))

    def _first_by_count(self, due: int) -> int:
        """Negative when the fewest working days a window must have reach back before the span."""
        return self.line.last_at(due) - self._min_workdays + 1

    def _opens_on(self, due: int) -> int:
        if self._first_by_count(due) < 0:
            return self.line.start
        return min(due - self._width, self.line.ordinals[self._first_workday(due)])

    def _greeting_between(self, begin: int, to: int) -> int | None:
        return next((on for on in self._greetings if begin <= on <= to and not self.paused_until(on)), None)


class Rhythms:
    """One ``Rhythm`` for each kind of contact, made when the first such contact comes by."""

    def __init__(self, line: WorkdayLine, rules: PlanRules):
        self._line, self._rules = line, rules
        self._known: dict[tuple[object, ...], Rhythm] = {}

    def of(self, promise: Promise) -> Rhythm:
        """The rhythm of this contact."""
        key = (promise.interval_days, promise.paused, promise.greeting_days)
        if key not in self._known:
            self._known[key] = Rhythm(self._line, self._rules, promise)
        return self._known[key]


def ordinal_pauses(promise: Promise) -> Sequence[Span]:
    """The pauses in order, as ordinals; one without an end lasts beyond every plan."""
    forever = 10**9
    return sorted((begin.toordinal(), to.toordinal() if to else forever) for begin, to in promise.paused)
