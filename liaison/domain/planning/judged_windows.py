"""The rule of the call window as the judge of plans reads it: in ordinals, from the list of working days.

Written a second time on purpose, with nothing taken from ``windows``, so that one misreading is not made
twice.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from .model import PlanRules, Promise


@dataclass(frozen=True, slots=True)
class Expected:
    """The next contact as the rule wants it, in ordinals. ``greeting``: the day of one that stands in."""

    due: int
    opens: int
    keep_by: int
    greeting: int | None = None


class WindowRule:
    """What is expected of all contacts with the same interval, pauses and greeting days."""

    def __init__(
        self, promise: Promise, rules: PlanRules, days: Sequence[int], start: int, end: int
    ):
        self.days, self.start, self.end = days, start, end
        self.interval = promise.interval_days
        self.width = int(self.interval * rules.window_share)
        self.fewest_days = rules.min_window_workdays
        forever = 10**9
        pauses = ((begin.toordinal(), to.toordinal() if to else forever) for begin, to in promise.paused)
        self.pauses = sorted(pauses)
        greetings = promise.greeting_days if rules.festival_counts else ()
        self.greetings = sorted(on.toordinal() for on in greetings)
        self._after: dict[int, Expected] = {}

    def first(self, promise: Promise) -> Expected:
        """What the next contact must be, from the facts of one contact."""
        held_until = promise.not_before.toordinal() if promise.not_before else 0
        resume = max(self.start, held_until)
        while self.paused(resume) and resume <= self.end:
            resume += 1
        spoke = promise.last_contact_on.toordinal() if promise.last_contact_on else 0
        earliest = max(resume, spoke + 1)
        due = promise.due_on.toordinal() if promise.due_on else self.start
        if resume > self.start and due <= resume:
            return self.at_once(resume, earliest)
        if resume == self.start and (promise.due_on is None or due < self.start):
            return self.at_once(due, earliest)
        return self.expected(due, earliest)

    def after(self, contact_on: int) -> Expected:
        """What must follow a contact on this day."""
        if contact_on not in self._after:
            self._after[contact_on] = self.expected(contact_on + self.interval, contact_on + 1)
        return self._after[contact_on]

    def at_once(self, due: int, earliest: int) -> Expected:
        """Late from the first day on which the call was possible; from the due date if that has passed."""
        first = self.next_day(earliest)
        return Expected(due, first, due if due < self.start else max(due, first))

    def expected(self, due: int, earliest: int) -> Expected:
        """The window before the due date, cut by the previous contact and by pauses."""
        for begin, to in self.pauses:
            due = to + 1 if begin <= due <= to else due
            earliest = to + 1 if earliest <= to < due else earliest
        if due > self.end:
            return Expected(due, due, due)
        after_due = bisect_right(self.days, due)
        by_count = after_due - self.fewest_days
        at = max(0, min(bisect_left(self.days, due - self.width), by_count))
        opens = min([due - self.width, *self.days[at:after_due][:1]]) if by_count >= 0 else self.start
        greeting = self.greeting_between(max(earliest, opens), due)
        first = max(at, bisect_left(self.days, earliest))
        if first < after_due or greeting:
            return Expected(due, self.days[first] if first < after_due else due, due, greeting)
        forced = self.next_day(earliest)
        return Expected(due, forced, max(due, forced))

    def next_day(self, earliest: int) -> int:
        """The next working day outside pauses; the day after the span when there is none."""
        at = bisect_left(self.days, earliest)
        return next((day for day in self.days[at:] if not self.paused(day)), self.end + 1)

    def greeting_between(self, begin: int, to: int) -> int | None:
        """The last greeting within these days."""
        fitting = [on for on in self.greetings if begin <= on <= to and not self.paused(on)]
        return fitting[-1] if fitting else None

    def paused(self, on: int) -> bool:
        """Whether the contacts are left alone on this day."""
        return any(begin <= on <= to for begin, to in self.pauses)
