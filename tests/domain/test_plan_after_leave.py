"""Leave over a whole window: refused by default, else the call is made on the return, late, and says so."""

from dataclasses import replace
from datetime import date, timedelta
from random import Random

import pytest
from domain.plan_cases import (
    WEEKDAYS,
    YEAR_DAYS,
    YEAR_END,
    YEAR_START,
    contact,
    day,
    days_of,
    plan_of,
    realistic_office,
)

from liaison.domain.plan import PlanError, PlanRules, Promise, Reason, check_plan, lost_to_leave, make_plan


def leave(first: str, last: str) -> dict[int, frozenset[date]]:
    return {1: frozenset(on for on in WEEKDAYS if day(first) <= on <= day(last))}


def away(first: date, days: int) -> frozenset[date]:
    return frozenset(first + timedelta(days=n) for n in range(days))


def lost(*promises: Promise, **rules: object) -> list[tuple[int, str, str]]:
    found = lost_to_leave(promises, PlanRules(**rules), WEEKDAYS, day("11-02"), day("01-01"))  # type: ignore[arg-type]
    return [(each.contact_id, f"{each.first:%m-%d}", f"{each.last:%m-%d}") for each in found]


def test_the_next_call_comes_on_the_return():
    known, rules = contact(last="10-12"), {"leave": leave("11-02", "11-13"), "late_after_leave": True}
    plan = plan_of(known, **rules)
    assert days_of(plan)[0] == "11-16"
    assert [(late.due_on, late.late_days, late.reason) for late in plan.late] == [
        (day("11-11"), 5, Reason.LEAVE)
    ]
    with pytest.raises(PlanError):
        plan_of(known, **rules | {"late_after_leave": False})


def test_a_later_call_comes_on_the_return_and_the_one_before_it_stays():
    known, rules = contact(last="10-07"), {"leave": leave("11-23", "12-10"), "late_after_leave": True}
    plan = plan_of(known, **rules)
    assert days_of(plan)[:2] == ["11-06", "12-11"]
    assert [(late.late_days, late.reason) for late in plan.late] == [(5, Reason.LEAVE)]


def test_who_finds_no_day_before_the_span_ends_is_listed_without_one():
    plan = plan_of(contact(last="10-07"), leave=leave("11-23", "01-01"), late_after_leave=True)
    assert days_of(plan) == ["11-06"]
    assert [(late.date, late.reason) for late in plan.late] == [(None, Reason.LEAVE)]


def test_an_officer_away_for_the_whole_span_calls_nobody_and_the_others_are_planned():
    hers, his = [contact(number, last="10-12") for number in range(3)], contact(9, last="10-12", owner=2)
    plan = plan_of(*hers, his, contact(8), leave=leave("11-01", "01-01"), late_after_leave=True)
    assert {call.contact_id for call in plan.calls} == {9}
    assert {late.contact_id for late in plan.late} == {0, 1, 2, 8}
    assert plan.least_daily_load == {1: 0, 2: 1}


def test_many_who_come_back_at_once_do_not_flood_the_first_day():
    many = [contact(number, last="10-07") for number in range(12)]
    plan = plan_of(*many, leave=leave("11-23", "12-10"), late_after_leave=True, capacity_per_day=4)
    made_up = [call.date for call in plan.calls if call.late_days]
    assert len(made_up) == 12
    assert max(made_up.count(on) for on in made_up) <= 4
    assert plan.least_daily_load[1] <= 4


def test_lost_windows_are_named_by_contact_and_day():
    assert lost(contact(1, last="10-07"), contact(2, last="10-28"), leave=leave("11-20", "11-29")) == [
        (2, "11-20", "11-27")
    ]
    assert lost(contact(1, last="10-07"), leave=leave("11-23", "12-10")) == [(1, "11-30", "12-04")]
    assert lost(contact(1, last="10-07")) == lost(contact(1)) == []


@pytest.mark.parametrize("seed", range(60))
def test_any_leave_can_be_planned_around_and_only_the_lost_are_late_for_it(seed: int):
    random = Random(seed)
    promises = realistic_office(random.randint(1, 40), seed=seed)
    days = [away(YEAR_START + timedelta(days=random.randrange(360)), random.randint(3, 90)) for _ in range(3)]
    rules = PlanRules(capacity_per_day=random.randint(2, 6), leave={promises[0].owner: frozenset().union(*days)})
    lost = {each.contact_id for each in lost_to_leave(promises, rules, YEAR_DAYS, YEAR_START, YEAR_END)}
    late = make_plan(promises, replace(rules, late_after_leave=True), YEAR_DAYS, YEAR_START, YEAR_END)
    assert check_plan(late, promises, rules, YEAR_DAYS) == ()
    assert lost <= {each.contact_id for each in late.late}
    if lost:
        with pytest.raises(PlanError):
            make_plan(promises, rules, YEAR_DAYS, YEAR_START, YEAR_END)
    else:
        assert late == make_plan(promises, rules, YEAR_DAYS, YEAR_START, YEAR_END)
