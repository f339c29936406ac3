"""The independent judge of a plan: replays every contact in dates and believes nothing the planner
computed.

It shares only the values of ``model`` with the planner; the rule of the window is in ``judged_windows``.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .judged_windows import Expected, WindowRule
from .model import Late, Plan, PlannedCall, PlanRules, Promise, StandIn


@dataclass(frozen=True, slots=True)
class Breach:
    """One thing that is wrong with a plan. ``code`` says what; contact and day say where."""

    code: str
    contact_id: int | None = None
    on: date | None = None


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


def _broken_rules(
    plan: Plan, promises: Sequence[Promise], rules: PlanRules, days: list[int]
) -> Iterator[Breach]:
    events: dict[int, list[PlannedCall | StandIn]] = defaultdict(list)
    happenings: list[PlannedCall | StandIn] = [*plan.calls, *plan.stand_ins]
    for event in happenings:
        events[event.contact_id].append(event)
    judge = _Judge(plan, rules, days)
    for promise in promises:
        in_order = sorted(events[promise.contact_id], key=lambda event: event.date)
        yield from judge.breaches(promise, in_order)
    calls_listed = sum(1 for late in plan.late if late.date)
    if calls_listed != sum(1 for call in plan.calls if call.late_days):
        yield Breach("late_list_does_not_match")


class _Judge:
    """Replays one contact after the other against the rule of the window."""

    def __init__(self, plan: Plan, rules: PlanRules, days: list[int]):
        self.start, self.end = plan.start.toordinal(), plan.end.toordinal()
        self.rules, self.days = rules, days
        self.late_days = {(late.contact_id, late.date): late.late_days for late in plan.late}
        self.known: dict[tuple[object, ...], WindowRule] = {}

    def breaches(self, promise: Promise, events: Sequence[PlannedCall | StandIn]) -> Iterator[Breach]:
        rule = self.rule_for(promise)
        expected = rule.first(promise)
        for event in events:
            code = self.fault_of(event, expected, rule)
            if code:
                yield Breach(code, promise.contact_id, event.date)
            expected = rule.after(event.date.toordinal())
        if self.owed(expected) and not self.confessed(promise, expected):
            yield Breach("promise_forgotten", promise.contact_id, date.fromordinal(expected.due))

    def rule_for(self, promise: Promise) -> WindowRule:
        kind = (promise.interval_days, promise.paused, promise.greeting_days)
        if kind not in self.known:
            self.known[kind] = WindowRule(promise, self.rules, self.days, self.start, self.end)
        return self.known[kind]

    def fault_of(self, event: PlannedCall | StandIn, expected: Expected, rule: WindowRule) -> str | None:
        """The first thing wrong with this contact, given what the rule expects."""
        on, due = event.date.toordinal(), event.due_on.toordinal()
        if isinstance(event, StandIn):
            return None if (on, due) == (expected.greeting, expected.due) else "no_such_greeting"
        if expected.greeting is not None:
            return "greeting_stands_for_the_call"
        if on < expected.opens:
            return "before_the_window"
        if rule.paused(on):
            return "paused"
        if due != expected.due:
            return "wrong_due_date"
        return self.lateness_fault(event, max(0, on - expected.keep_by))

    def lateness_fault(self, call: PlannedCall, late_days: int) -> str | None:
        """Late calls must say so, in the call and in the list of late ones."""
        listed = self.late_days.get((call.contact_id, call.date), 0)
        return None if call.late_days == listed == late_days else "wrong_late_days"

    def owed(self, expected: Expected) -> bool:
        """Whether something had to happen within the span."""
        if expected.greeting is not None:
            return True
        return expected.due <= self.end and expected.opens <= self.end

    def confessed(self, promise: Promise, expected: Expected) -> bool:
        """Whether the plan says itself that this call finds no day."""
        late_days = self.late_days.get((promise.contact_id, None))
        return late_days == max(0, self.end + 1 - expected.keep_by)
