"""How long a year's check-in plan takes at 1,000, 10,000 and 100,000 contacts, and how near the bound it
comes.

Run `python -m bench.plan [--late SHARE]` from the project's folder: lines to read, then one JSON line. An
officer has 500 contacts (重点 30 days 20 %, 经常 90 days 30 %, 一般 180 days 50 %); nobody is late unless
SHARE says so. Nothing is asserted. Times are processor seconds, and each is also given as a multiple of a
fixed sum done in the same run, since machines differ.
"""

import argparse
import json
import time
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from liaison.domain.plan import Plan, PlanRules, Promise, churn, make_plan
from liaison.domain.workdays import bundled

START, END = date(2026, 9, 1), date(2027, 8, 31)
SIZES = (1_000, 10_000, 100_000)
CONTACTS_PER_OFFICER = 500
TIERS = ((30, 20), (90, 30), (180, 50))


def office_promises(count: int, late_share: float = 0.0, officers: int | None = None) -> list[Promise]:
    """Contacts whose last calls are spread over their interval; the late ones were called before it."""
    random = Random(20260901)
    officers = officers or max(1, count // CONTACTS_PER_OFFICER)
    return [_promise(number, 1 + number % officers, random, late_share) for number in range(count)]


def _promise(number: int, owner: int, random: Random, late_share: float) -> Promise:
    (interval,) = random.choices([days for days, _ in TIERS], [share for _, share in TIERS])
    gone = random.randrange(1, interval) + (interval if random.random() < late_share else 0)
    last_contact_on = START - timedelta(days=gone)
    due_on = last_contact_on + timedelta(days=interval)
    return Promise(number, owner, interval, 2 * interval, last_contact_on, due_on)


def seconds_for_a_fixed_sum() -> float:
    """A yardstick for the machine: the same pure-Python arithmetic each time."""
    began = time.process_time()
    sum(number * number % 7 for number in range(5_000_000))
    return time.process_time() - began


def year_plan(promises: list[Promise], capacity: int, previous: Plan | None = None) -> Plan:
    """Twelve months from September 2026."""
    workdays = bundled().workdays_between(START, END)
    return make_plan(promises, PlanRules(capacity_per_day=capacity), workdays, START, END, previous)


def timed_plan(promises: list[Promise], capacity: int) -> tuple[float, Plan]:
    """Processor seconds and the plan."""
    began = time.process_time()
    plan = year_plan(promises, capacity)
    return time.process_time() - began, plan


def measure(count: int, late_share: float, capacity: int, yardstick: float) -> dict[str, float]:
    """One row of the table."""
    seconds, plan = timed_plan(office_promises(count, late_share), capacity)
    over = [plan.least_daily_load[owner] - bound for owner, bound in plan.lower_bound.items()]
    return {
        "contacts": count,
        "officers": len(over),
        "calls": len(plan.calls),
        "late": len(plan.late),
        "seconds": round(seconds, 2),
        "times_the_sum": round(seconds / yardstick, 1),
        "microseconds_each": round(seconds / count * 1e6, 1),
        "officers_at_the_bound": over.count(0),
        "most_over_the_bound": max(over),
    }


def measure_churn(count: int, late_share: float, logs: int = 40) -> dict[str, float]:
    """How many planned calls with others one logged call moves, planning on from the earlier plan and afresh."""
    random, promises = Random(7), office_promises(count, late_share, officers=1)
    before = year_plan(promises, capacity=max(5, count // 30))
    moved = {"from_the_earlier_plan": 0, "afresh": 0}
    for contact_id in random.sample(range(count), logs):
        changed = [_logged_today(promise, contact_id) for promise in promises]
        for how, previous in (("from_the_earlier_plan", before), ("afresh", None)):
            after = year_plan(changed, max(5, count // 30), previous)
            moved[how] += churn(before, after, {contact_id}).moved
    means = {f"moved_{how}": round(total / logs, 2) for how, total in moved.items()}
    return {"contacts": count, "late_share": late_share, "calls": len(before.calls), **means}


def _logged_today(promise: Promise, contact_id: int) -> Promise:
    if promise.contact_id != contact_id:
        return promise
    return replace(promise, last_contact_on=START, due_on=START + timedelta(days=promise.interval_days))


def main() -> None:
    """Print the table and the JSON line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--late", type=float, default=0.0, help="share of contacts overdue at the start")
    parser.add_argument("--capacity", type=int, default=15, help="calls a day and officer")
    asked = parser.parse_args()
    yardstick = seconds_for_a_fixed_sum()
    rows = [measure(count, asked.late, asked.capacity, yardstick) for count in SIZES]
    calm = [measure_churn(count, late_share) for count in (60, 150) for late_share in (0.0, 0.2)]
    for row in rows + calm:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    print(json.dumps({"yardstick_seconds": round(yardstick, 3), "rows": rows, "churn": calm}))


if __name__ == "__main__":
    main()
