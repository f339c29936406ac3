"""What the tests of the check-in plan share: working days, promises in one line, a realistic office."""

import os
from collections import defaultdict
from datetime import date, timedelta
from random import Random

from liaison.domain.plan import Plan, PlanRules, Promise, make_plan
from liaison.domain.workdays import bundled

LONG = bool(os.environ.get("LIAISON_LONG_TESTS"))

MONDAY = date(2026, 11, 2)
FRIDAY_TWO_MONTHS_ON = date(2027, 1, 1)
WEEKDAYS = [on for on in (MONDAY + timedelta(days=n) for n in range(-21, 400)) if on.weekday() < 5]


def day(text: str) -> date:
    """A date written month-day, from September 2026 on; January to August are 2027's."""
    month, number = map(int, text.split("-"))
    return date(2027 if month < 9 else 2026, month, number)


def contact(contact_id: int = 1, last: str | None = None, interval: int = 30, **more: object) -> Promise:
    """A contact of officer 1 last called on a day, written month-day; never called without it."""
    facts: dict[str, object] = {"owner": 1, "max_gap_days": 2 * interval}
    if last:
        facts["last_contact_on"] = day(last)
        facts["due_on"] = day(last) + timedelta(days=interval)
    return Promise(contact_id=contact_id, interval_days=interval, **(facts | more))  # type: ignore[arg-type]


def plan_of(
    *promises: Promise, start: date = MONDAY, end: date = FRIDAY_TWO_MONTHS_ON, **rules: object
) -> Plan:
    """A plan over November and December 2026, on weekdays without holidays."""
    return make_plan(promises, PlanRules(**rules), WEEKDAYS, start, end)  # type: ignore[arg-type]


def days_of(plan: Plan, contact_id: int = 1) -> list[str]:
    """The days of one contact's calls, written month-day."""
    return [f"{call.date:%m-%d}" for call in plan.calls if call.contact_id == contact_id]


def days_by_contact(plan: Plan) -> dict[int, list[date]]:
    """The days of everybody's calls."""
    days: dict[int, list[date]] = defaultdict(list)
    for call in plan.calls:
        days[call.contact_id].append(call.date)
    return days


YEAR_START, YEAR_END = date(2026, 9, 1), date(2027, 8, 31)
YEAR_DAYS = bundled().workdays_between(YEAR_START, YEAR_END)


def realistic_office(size: int, seed: int, late_share: float = 0.0) -> list[Promise]:
    """One officer's contacts of 30, 90 and 180 days, last called at any time within their interval."""
    random = Random(seed)
    promises = []
    for contact_id in range(size):
        (interval,) = random.choices([30, 90, 180], [20, 30, 50])
        gone = random.randrange(1, interval) + (interval if random.random() < late_share else 0)
        last = YEAR_START - timedelta(days=gone)
        due = last + timedelta(days=interval)
        promises.append(Promise(contact_id, 1, interval, 2 * interval, last, due))
    return promises
