"""The rule of the call window read off the calendar day by day. Shares no code with the planner."""

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
    def span_days(self) -> list[date]:
        """The working days of the span."""
        return [on for on in self.working_days if self.start <= on <= self.end]

    @cached_property
    def open_days(self) -> list[date]:
        """Those of them that are not the officer's leave."""
        leave = self.rules.leave.get(self.promises[0].owner, frozenset())
        return [on for on in self.span_days if on not in leave]


@dataclass(frozen=True)
class Wanted:
    """The next call: kept on which working days, late after which day.

    No days: nothing has to happen within the span. ``at_once``: the promise is lost or has no window left,
    and the days are all those on which the call may be made.
    """

    late_after: date
    days: tuple[date, ...]
    at_once: bool = False


def paused(promise: Promise, on: date) -> bool:
    """Whether the contact is left alone on this day."""
    return any(begin <= on and (to is None or on <= to) for begin, to in promise.paused)


def first_wanted(office: Office, promise: Promise) -> Wanted:
    """The next call, from the facts."""
    resumed_on = max(office.start, promise.not_before or office.start)
    while paused(promise, resumed_on):
        resumed_on += DAY
    held_back = resumed_on > office.start
    may_call_from = max(resumed_on, (promise.last_contact_on or date.min) + DAY)
    due = promise.due_on or office.start
    if held_back and due <= resumed_on:
        return _at_once(office, promise, resumed_on, may_call_from)
    if not held_back and (promise.due_on is None or due < office.start):
        return _at_once(office, promise, due, may_call_from)
    window = _wanted(office, promise, due, may_call_from)
    if not window.days or set(window.days) & set(office.open_days):
        return window
    return Wanted(window.late_after, _days_from(office, promise, window.days[0]), at_once=True)


def wanted_after(office: Office, promise: Promise, contact_on: date) -> Wanted:
    """The call that follows a contact on this day."""
    return _wanted(office, promise, contact_on + promise.interval_days * DAY, contact_on + DAY)


def _wanted(office: Office, promise: Promise, due: date, may_call_from: date) -> Wanted:
    while paused(promise, due):
        due += DAY
        may_call_from = max(may_call_from, due)
    if due > office.end:
        return Wanted(due, ())
    held = [on for on in _calendar(may_call_from, due) if paused(promise, on)]
    may_call_from = max([may_call_from, *(on + DAY for on in held)])
    width = int(promise.interval_days * office.rules.window_share) * DAY
    window = _window_before(office, due, width)
    opens = min([due - width, *window])
    greetings = [on for on in _greetings(office, promise) if max(opens, may_call_from) <= on <= due]
    if greetings:
        return wanted_after(office, promise, max(greetings))
    days = tuple(on for on in window if max(office.start, may_call_from) <= on)
    days = days or _days_from(office, promise, may_call_from)[:1]
    return Wanted(max([due, *days]), days)


def _window_before(office: Office, due: date, width: timedelta) -> list[date]:
    before_due = [on for on in office.working_days if on <= due]
    by_share = [on for on in before_due if on >= due - width]
    by_count = before_due[-office.rules.min_window_workdays :]
    return max(by_share, by_count, key=len)


def _greetings(office: Office, promise: Promise) -> list[date]:
    if not office.rules.festival_counts:
        return []
    return [on for on in promise.greeting_days if not paused(promise, on)]


def _at_once(office: Office, promise: Promise, due: date, may_call_from: date) -> Wanted:
    days = _days_from(office, promise, may_call_from)
    late_after = due if due < office.start or not days else max(due, days[0])
    return Wanted(late_after, days, at_once=True)


def _days_from(office: Office, promise: Promise, begin: date) -> tuple[date, ...]:
    return tuple(on for on in office.span_days if on >= begin and not paused(promise, on))


def _calendar(begin: date, to: date) -> list[date]:
    return [begin + n * DAY for n in range((to - begin).days + 1)]
