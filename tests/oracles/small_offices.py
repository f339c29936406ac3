"""Small random offices, the same for the same seed; short intervals, so a few weeks hold many calls."""

from datetime import date, timedelta
from random import Random

from liaison.domain.plan import PlanRules, Promise

from .windows_by_hand import DAY, Office

OFFICER = 7
FIRST_START = date(2026, 9, 28)


def mixed_office(seed: int) -> Office:
    """One to five contacts with everything that can happen to them, two to four weeks."""
    random = Random(seed)
    start, end, working_days = _span(random, shortest=8, longest=28)
    promises = tuple(_eventful(random, start, number) for number in range(random.randint(1, 5)))
    rules = PlanRules(
        capacity_per_day=random.randint(1, 3),
        window_share=random.choice([0.2, 0.25, 0.34, 0.5, 1.0]),
        leave={OFFICER: _leave(random, working_days)} if random.random() < 0.25 else {},
        festival_counts=random.random() < 0.8,
    )
    return Office(promises, rules, working_days, start, end)


def tight_office(seed: int) -> Office:
    """Four to seven contacts with no promise lost yet, three to six weeks: harder to keep them."""
    random = Random(seed)
    start, end, working_days = _span(random, shortest=21, longest=40)
    promises = tuple(_kept_promise(random, number, start) for number in range(random.randint(4, 7)))
    rules = PlanRules(capacity_per_day=7, window_share=random.choice([0.2, 0.25, 0.34, 0.5]))
    return Office(promises, rules, working_days, start, end)


def _span(random: Random, shortest: int, longest: int) -> tuple[date, date, tuple[date, ...]]:
    """Weekdays, some of them holidays, beginning ten days before the span, which has one at least."""
    start = FIRST_START + random.randrange(7) * DAY
    end = start + random.randint(shortest, longest) * DAY
    weekdays = [on for on in _calendar(start - 10 * DAY, end) if on.weekday() < 5]
    working_days = tuple(on for on in weekdays if on == weekdays[-1] or random.random() > 0.08)
    return start, end, working_days


def _promise(random: Random, number: int, start: date) -> Promise:
    """One in ten was never contacted, one in ten is overdue."""
    interval = random.choice([random.randint(2, 14), 5, 7, 10, 14])
    kind = random.random()
    if kind < 0.1:
        return Promise(number, OFFICER, interval, 2 * interval)
    gone = random.randint(interval + 1, 3 * interval) if kind < 0.2 else random.randint(1, interval)
    return _promise_since(start - gone * DAY, number, interval)


def _kept_promise(random: Random, number: int, start: date) -> Promise:
    interval = random.choice([random.randint(2, 14), 5, 7, 10, 14])
    return _promise_since(start - random.randint(1, interval) * DAY, number, interval)


def _promise_since(last_contact_on: date, number: int, interval: int) -> Promise:
    due_on = last_contact_on + interval * DAY
    return Promise(number, OFFICER, interval, 2 * interval, last_contact_on, due_on)


def _eventful(random: Random, start: date, number: int) -> Promise:
    """Snoozes, pauses and greetings for some."""
    promise = _promise(random, number, start)
    due_on, not_before = promise.due_on, None
    if random.random() < 0.1:
        not_before = start + random.randint(-3, 8) * DAY
        due_on = max(due_on, not_before) if due_on else not_before
    paused = _pauses(random, start) if random.random() < 0.1 else ()
    greetings = [start + random.randint(0, 25) * DAY for _ in range(random.randint(1, 2))]
    return Promise(
        promise.contact_id,
        promise.owner,
        promise.interval_days,
        promise.max_gap_days,
        promise.last_contact_on,
        due_on,
        not_before,
        paused,
        tuple(sorted(greetings)) if random.random() < 0.15 else (),
    )


def _pauses(random: Random, start: date) -> tuple[tuple[date, date], ...]:
    begin = start + random.randint(-5, 15) * DAY
    return ((begin, begin + random.randint(0, 9) * DAY),)


def _leave(random: Random, working_days: tuple[date, ...]) -> frozenset[date]:
    begin = random.choice(working_days)
    return frozenset(on for on in working_days if begin <= on <= begin + random.randint(1, 3) * DAY)


def _calendar(begin: date, end: date) -> list[date]:
    return [begin + timedelta(days=n) for n in range((end - begin).days + 1)]
