"""The rule of the call window read off the calendar day by day, for the oracles. Shares no code with the planner."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from liaison.domain.plan import PlanRules, Promise

DAY = timedelta(days=1)


@dataclass(frozen=True)
class Office:
    """A small office of one officer: the facts of one planning question."""

    promises: tuple[Promise, ...]
    rules: PlanRules
    working_days: tuple[date, ...]
    start: date
    end: date

    @cached_property
    def open_days(self) -> list[date]:
        """Working days that are not the officer's leave."""
        owner = self.promises[0].owner
        leave = self.rules.leave.get(owner, frozenset())
        return [on for on in self.working_days if on not in leave]


@dataclass(frozen=True)
class Wanted:
    """The next call: due when, kept on which working days. No days: nothing has to happen within the span."""

    due: date
    days: tuple[date, ...]


def paused(promise: Promise, on: date) -> bool:
    """Whether the contact is left alone on this day."""
    return any(begin <= on and (to is None or on <= to) for begin, to in promise.paused)


def first_wanted(office: Office, promise: Promise) -> tuple[Wanted, bool]:
    """The next call, and whether it is due at once (then all days on which it may be made at all)."""
    resumed_on = max(office.start, promise.not_before or office.start)
    while paused(promise, resumed_on):
        resumed_on += DAY
    held_back = resumed_on > office.start
    may_call_from = max(resumed_on, (promise.last_contact_on or date.min) + DAY)
    due = promise.due_on or office.start
    if held_back and due <= resumed_on:
        return _at_once(office, promise, resumed_on, may_call_from), True
    if not held_back and (promise.due_on is None or due < office.start):
        return _at_once(office, promise, due, may_call_from), True
    return _unless_on_leave(office, promise, wanted(office, promise, due, may_call_from))


def wanted_after(office: Office, promise: Promise, contact_on: date) -> Wanted:
    """The call that follows a contact on this day."""
    return wanted(office, promise, contact_on + promise.interval_days * DAY, contact_on + DAY)


def wanted(office: Office, promise: Promise, due: date, may_call_from: date) -> Wanted:
    """The call due on this day, by going through the days."""
    while paused(promise, due):
        due += DAY
        may_call_from = max(may_call_from, due)
    if due > office.end:
        return Wanted(due, ())
    held = [on for on in _days(may_call_from, due) if paused(promise, on)]
    if held:
        may_call_from = max(held) + DAY
    width = int(promise.interval_days * office.rules.window_share)
    before_due = [on for on in office.working_days if on <= due]
    by_share = [on for on in before_due if on >= due - width * DAY]
    window = by_share if len(by_share) > 2 else before_due[-office.rules.min_window_workdays :]
    greeting = _greeting(office, promise, max(may_call_from, min([due - width * DAY, *window])), due)
    if greeting:
        return wanted_after(office, promise, greeting)
    days = tuple(on for on in window if on >= may_call_from)
    return Wanted(due, days or _next_workday(office, promise, may_call_from))


def _unless_on_leave(office: Office, promise: Promise, window: Wanted) -> tuple[Wanted, bool]:
    """A first window that is all leave leaves nothing to keep: the call may be made on any day from then on."""
    if not window.days or set(window.days) & set(office.open_days):
        return window, False
    later = tuple(on for on in office.working_days if on >= window.days[0] and not paused(promise, on))
    return Wanted(max(window.due, window.days[-1]), later), True


def _at_once(office: Office, promise: Promise, due: date, may_call_from: date) -> Wanted:
    days = tuple(on for on in office.working_days if on >= may_call_from and not paused(promise, on))
    keep_by = due if due < office.start or not days else max(due, days[0])
    return Wanted(keep_by, days)


def _next_workday(office: Office, promise: Promise, may_call_from: date) -> tuple[date, ...]:
    later = [on for on in office.working_days if on >= may_call_from and not paused(promise, on)]
    return tuple(later[:1])


def _greeting(office: Office, promise: Promise, begin: date, to: date) -> date | None:
    if not office.rules.festival_counts:
        return None
    fitting = [on for on in promise.greeting_days if begin <= on <= to and not paused(promise, on)]
    return max(fitting, default=None)


def _days(begin: date, to: date) -> list[date]:
    return [begin + n * DAY for n in range((to - begin).days + 1)]
