"""A contact fitted in beside calls that stand: in its window, never above the capacity, nobody else asked."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from random import Random

from domain.plan_cases import (
    MONDAY,
    WEEKDAYS,
    YEAR_DAYS,
    YEAR_END,
    YEAR_START,
    contact,
    day,
    realistic_office,
)

from liaison.domain.plan import PlanRules, Reason, fit_calls, make_plan

SPAN = (MONDAY, day("11-30"))


def fitted(promises, rules=None, taken=None, level=5, held=None):
    return fit_calls(promises, rules or PlanRules(), WEEKDAYS, SPAN, taken=taken or {}, level=level, held=held or {})


def test_a_call_alone_stands_where_a_plan_would_put_it():
    promises = [contact(1, last="10-07")]
    assert fitted(promises).calls == make_plan(promises, PlanRules(), WEEKDAYS, *SPAN).calls


def test_a_full_day_is_left_to_those_who_have_it():
    free = fitted([contact(1, last="10-07")]).calls[0].date
    beside = fitted([contact(1, last="10-07")], taken={free: 5}).calls[0]
    assert beside.date < free and beside.reason is Reason.LOAD


def test_the_level_is_passed_only_where_every_other_day_is_full():
    free = fitted([contact(1, last="10-07")]).calls[0].date
    assert fitted([contact(1, last="10-07")], taken={free: 2}, level=2).calls[0].date < free
    crowded = dict.fromkeys(WEEKDAYS, 2)
    assert fitted([contact(1, last="10-07")], taken=crowded, level=2).calls[0].date == free


def test_without_room_in_the_window_the_call_is_late_and_says_so():
    rules = PlanRules(capacity_per_day=1)
    window = {on: 1 for on in WEEKDAYS if on <= day("11-10")}
    (call, *_), late = (found := fitted([contact(1, last="10-07")], rules, window)).calls, found.late
    assert call.date == day("11-11") and call.late_days == late[0].late_days > 0
    assert call.reason is Reason.CAPACITY


def test_without_any_room_nothing_is_promised():
    rules = PlanRules(capacity_per_day=1)
    found = fitted([contact(1, last="10-07")], rules, dict.fromkeys(WEEKDAYS, 1))
    assert found.calls == () and found.late[0].date is None


def test_leave_over_a_whole_window_makes_the_call_late_instead_of_refusing_everything():
    away = frozenset(MONDAY + timedelta(days=n) for n in range(14))
    found = fitted([contact(1, last="10-07")], PlanRules(leave={1: away}))
    assert found.calls[0].date == min(on for on in WEEKDAYS if on >= MONDAY and on not in away)
    assert found.calls[0].reason is Reason.LEAVE


def test_days_that_still_serve_are_kept_and_the_others_given_up():
    promises = realistic_office(60, seed=3)
    rules = PlanRules()
    plan = make_plan(promises, rules, YEAR_DAYS, YEAR_START, YEAR_END)
    random = Random(4)
    for promise in random.sample(promises, 20):
        own = [call.date for call in plan.calls if call.contact_id == promise.contact_id]
        taken = Counter(call.date for call in plan.calls if call.contact_id != promise.contact_id)
        args = {"taken": taken, "level": 5, "held": {promise.contact_id: own}}
        same = fit_calls([promise], rules, YEAR_DAYS, (YEAR_START, YEAR_END), **args)
        assert [call.date for call in same.calls] == own
        called = replace(promise, last_contact_on=YEAR_START, due_on=YEAR_START + timedelta(promise.interval_days))
        moved = fit_calls([called], rules, YEAR_DAYS, (YEAR_START, YEAR_END), **args)
        assert not moved.late
        assert max((Counter(call.date for call in moved.calls) + taken).values(), default=0) <= 5


def test_somebody_never_contacted_keeps_the_day_already_given():
    given = day("11-20")
    assert fitted([contact(1)], held={1: [given]}).calls[0].date == given
    assert fitted([contact(1)]).calls[0].date == WEEKDAYS[WEEKDAYS.index(MONDAY)]
