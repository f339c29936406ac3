"""The independent judge of a plan: replays every contact in dates and believes nothing the planner computed.

It shares only the values of ``model`` with the planner; the rules are written down here a second time on purpose.
"""

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from datetime import date

from .model import Late, Plan, PlannedCall, PlanRules, Promise, StandIn


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is wrong with a plan. ``code`` says what; contact and day say where, if it is one place."""

    code: str
    contact_id: int | None = None
    on: date | None = None


@dataclass(frozen=True, slots=True)
class _Expected:
    """The next contact as the rules want it, in ordinals. ``greeting``: the day of the greeting that stands in."""

    due: int
    opens: int
    keep_by: int
    greeting: int | None = None


def check_plan(
    plan: Plan, promises: Sequence[Promise], rules: PlanRules, working_days: Sequence[date]
) -> tuple[Breach, ...]:
    """Everything wrong with the plan; empty when it is what it claims to be."""
    days = sorted(on.toordinal() for on in working_days if plan.start <= on <= plan.end)
    return (
        *_unknown_calls(plan, promises),
        *_closed_days(plan, rules, set(days)),
        *_overfull_days(plan, rules),
        *_false_figures(plan),
        *_broken_rules(plan, promises, rules, days),
    )


def _unknown_calls(plan: Plan, promises: Sequence[Promise]) -> Iterator[Breach]:
    owners = {promise.contact_id: promise.owner for promise in promises}
    entries: list[PlannedCall | StandIn | Late] = [*plan.calls, *plan.stand_ins, *plan.late]
    for entry in entries:
        if owners.get(entry.contact_id) != entry.owner:
            yield Breach("not_this_officers_contact", entry.contact_id, entry.date)


def _closed_days(plan: Plan, rules: PlanRules, days: set[int]) -> Iterator[Breach]:
    nobody: frozenset[date] = frozenset()
    for call in plan.calls:
        if call.date.toordinal() not in days:
            yield Breach("not_a_working_day", call.contact_id, call.date)
        if call.date in rules.leave.get(call.owner, nobody):
            yield Breach("on_leave", call.contact_id, call.date)


def _overfull_days(plan: Plan, rules: PlanRules) -> Iterator[Breach]:
    for (owner, on), calls in Counter((call.owner, call.date) for call in plan.calls).items():
        if calls > rules.capacity_of(owner):
            yield Breach("over_capacity", None, on)


def _false_figures(plan: Plan) -> Iterator[Breach]:
    if plan.max_late_days != max((late.late_days for late in plan.late), default=0):
        yield Breach("wrong_max_late_days")
    if any(load < plan.lower_bound[owner] for owner, load in plan.least_daily_load.items()):
        yield Breach("load_below_bound")


def _broken_rules(plan: Plan, promises: Sequence[Promise], rules: PlanRules, days: list[int]) -> Iterator[Breach]:
    events: dict[int, list[PlannedCall | StandIn]] = defaultdict(list)
    happenings: list[PlannedCall | StandIn] = [*plan.calls, *plan.stand_ins]
    for event in happenings:
        events[event.contact_id].append(event)
    late = {(record.contact_id, record.date): record for record in plan.late}
    for promise in promises:
        in_order = sorted(events[promise.contact_id], key=lambda event: event.date)
        yield from _Replay(promise, rules, plan, days, late).breaches(in_order)
    if len(late) != sum(1 for call in plan.calls if call.late_days) + sum(1 for _, on in late if on is None):
        yield Breach("late_list_does_not_match")


@dataclass
class _Replay:
    promise: Promise
    rules: PlanRules
    plan: Plan
    days: list[int]
    late: dict[tuple[int, date | None], Late]

    def __post_init__(self) -> None:
        self.start, self.end = self.plan.start.toordinal(), self.plan.end.toordinal()
        self.pauses = sorted((begin.toordinal(), (to or date.max).toordinal()) for begin, to in self.promise.paused)
        greetings = self.promise.greeting_days if self.rules.festival_counts else ()
        self.greetings = sorted(on.toordinal() for on in greetings)
        self.width = int(self.promise.interval_days * self.rules.window_share)

    def breaches(self, events: Sequence[PlannedCall | StandIn]) -> Iterator[Breach]:
        expected = self.first_expected()
        for event in events:
            code = self.fault_of(event, expected)
            if code:
                yield Breach(code, self.promise.contact_id, event.date)
            expected = self.expected_after(event.date.toordinal())
        if self.owed(expected) and not self.confessed(expected):
            yield Breach("promise_forgotten", self.promise.contact_id, date.fromordinal(expected.due))

    def fault_of(self, event: PlannedCall | StandIn, expected: _Expected) -> str | None:
        """The first thing wrong with this contact, given what the rules expect."""
        on = event.date.toordinal()
        if isinstance(event, StandIn):
            return None if (on, event.due_on.toordinal()) == (expected.greeting, expected.due) else "no_such_greeting"
        if expected.greeting is not None:
            return "greeting_stands_for_the_call"
        if on < expected.opens:
            return "before_the_window"
        if self.paused(on):
            return "paused"
        if event.due_on.toordinal() != expected.due:
            return "wrong_due_date"
        return self.lateness_fault(event, max(0, on - expected.keep_by))

    def lateness_fault(self, call: PlannedCall, late_days: int) -> str | None:
        record = self.late.get((call.contact_id, call.date))
        if call.late_days != late_days or (record.late_days if record else 0) != late_days:
            return "wrong_late_days"
        return None

    def owed(self, expected: _Expected) -> bool:
        """Whether something had to happen within the span."""
        if expected.greeting is not None:
            return True
        return expected.due <= self.end and expected.opens <= self.end

    def confessed(self, expected: _Expected) -> bool:
        record = self.late.get((self.promise.contact_id, None))
        return record is not None and record.late_days == max(0, self.end + 1 - expected.keep_by)

    def first_expected(self) -> _Expected:
        """What the next contact must be, from the facts."""
        promise = self.promise
        held_until = promise.not_before.toordinal() if promise.not_before else 0
        resume = next(on for on in count(max(self.start, held_until)) if not self.paused(on))
        spoke = promise.last_contact_on.toordinal() if promise.last_contact_on else 0
        earliest = max(resume, spoke + 1)
        due = promise.due_on.toordinal() if promise.due_on else self.start
        if resume > self.start and due <= resume:
            return self.at_once(resume, earliest)
        if resume == self.start and (promise.due_on is None or due < self.start):
            return self.at_once(due, earliest)
        return self.expected(due, earliest)

    def at_once(self, due: int, earliest: int) -> _Expected:
        first = self.next_day(earliest)
        return _Expected(due, first, due if due < self.start else max(due, first))

    def expected_after(self, contact_on: int) -> _Expected:
        return self.expected(contact_on + self.promise.interval_days, contact_on + 1)

    def expected(self, due: int, earliest: int) -> _Expected:
        """The window before the due date, cut by the previous contact and by pauses."""
        for begin, to in self.pauses:
            due = to + 1 if begin <= due <= to else due
            earliest = to + 1 if earliest <= to < due else earliest
        if due > self.end:
            return _Expected(due, due, due)
        after_due = bisect_right(self.days, due)
        by_share = bisect_left(self.days, due - self.width)
        by_count = after_due - self.rules.min_window_workdays
        window = self.days[max(0, min(by_share, by_count)) : after_due]
        opens = min([due - self.width, *window[:1]]) if by_count >= 0 else self.start
        greeting = self.greeting_between(max(earliest, opens), due)
        left = [day for day in window if day >= earliest]
        if left or greeting:
            return _Expected(due, left[0] if left else due, due, greeting)
        forced = self.next_day(earliest)
        return _Expected(due, forced, max(due, forced))

    def next_day(self, earliest: int) -> int:
        """The next working day outside pauses; the day after the span when there is none."""
        at = bisect_left(self.days, earliest)
        return next((day for day in self.days[at:] if not self.paused(day)), self.end + 1)

    def greeting_between(self, begin: int, to: int) -> int | None:
        fitting = [on for on in self.greetings if begin <= on <= to and not self.paused(on)]
        return fitting[-1] if fitting else None

    def paused(self, on: int) -> bool:
        return any(begin <= on <= to for begin, to in self.pauses)
