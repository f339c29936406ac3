"""The rules of the check-in plan, one fact at a time."""

from datetime import date, timedelta
from random import Random

import pytest
from domain.plan_cases import (
    MONDAY,
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

from liaison.domain.plan import PlanRules, Reason, make_plan


def leave(*days: str) -> dict[int, frozenset[date]]:
    return {1: frozenset(map(day, days))}


@pytest.mark.parametrize(
    ("last", "interval", "days"),
    [
        ("10-07", 30, ["11-06", "12-04"]),
        ("10-02", 31, ["11-02", "12-03"]),
        ("10-10", 30, ["11-09", "12-09"]),
        ("10-23", 14, ["11-06", "11-20", "12-04", "12-18", "01-01"]),
        ("09-01", 90, ["11-30"]),
    ],
    ids=["then a Sunday", "first day", "a Monday", "every other Friday", "once"],
)
def test_calls_stand_on_their_due_dates_or_the_working_day_before(last, interval, days):
    assert days_of(plan_of(contact(last=last, interval=interval))) == days


def test_the_next_due_date_follows_from_the_planned_call():
    calls = plan_of(contact(last="10-07")).calls
    assert calls[1].due_on == calls[0].date + timedelta(days=30)


def test_an_interval_shorter_than_the_weekend_is_kept_on_the_next_working_day():
    plan = plan_of(contact(last="10-31", interval=2), end=day("11-11"))
    assert days_of(plan) == ["11-02", "11-04", "11-06", "11-09", "11-11"]
    assert plan.late == ()


def test_nothing_is_planned_for_a_due_date_after_the_span():
    assert plan_of(contact(last="10-30", interval=90)).calls == ()


def test_an_office_without_contacts_has_an_empty_plan():
    plan = plan_of()
    assert (plan.calls, plan.late, dict(plan.least_daily_load)) == ((), (), {})


def test_the_never_contacted_are_called_at_once_a_capacity_full_a_day():
    plan = plan_of(*(contact(number) for number in range(7)), capacity_per_day=3, end=day("11-06"))
    first, second, third = [(2, 0)] * 3, [(3, 1)] * 3, [(4, 2)]
    assert [(call.date.day, call.late_days) for call in plan.calls] == first + second + third
    assert (plan.max_late_days, plan.next_max_late_days, plan.caught_up_on[1]) == (2, 2, day("11-04"))


def test_the_never_contacted_of_short_intervals_come_first():
    plan = plan_of(contact(1, interval=180), contact(2, interval=30), capacity_per_day=1, end=day("11-06"))
    assert [call.contact_id for call in plan.calls] == [2, 1]


def test_an_overdue_call_is_late_from_its_due_date_on():
    plan = plan_of(contact(last="09-20"), end=day("11-20"))
    (call,) = plan.calls
    assert (call.date, call.late_days, call.reason) == (MONDAY, 13, Reason.OVERDUE)
    assert plan.late[0].due_on == day("10-20")


def test_the_greatest_lateness_of_the_next_calls_comes_before_promises_that_could_be_kept():
    others = [contact(number, last="10-03") for number in (2, 3)]
    plan = plan_of(contact(1, last="09-20"), *others, capacity_per_day=2, end=day("11-20"))
    assert days_of(plan, 1) == ["11-02"]
    assert [late.late_days for late in plan.late] == [13, 1]


def test_an_overdue_call_waits_where_that_saves_a_promise_and_makes_nothing_later():
    others = [contact(number, last="10-03") for number in (2, 3)]
    overdue = [contact(1, last="09-20"), contact(4, last="09-10")]
    plan = plan_of(*overdue, *others, capacity_per_day=3, end=day("11-20"))
    assert days_of(plan, 1) == ["11-03"]
    assert [(late.contact_id, late.late_days) for late in plan.late] == [(4, 23), (1, 14)]


def test_a_tie_is_broken_when_the_longest_gap_passes_before_the_call():
    near, far = contact(1, last="10-01"), contact(2, last="09-01", max_gap_days=40)
    plan = plan_of(near, far, end=day("11-20"))
    assert {late.contact_id: late.broken for late in plan.late} == {1: False, 2: True}


def test_a_call_on_the_day_of_the_last_contact_is_never_planned():
    assert days_of(plan_of(contact(last="11-02", interval=1), end=day("11-04"))) == ["11-03", "11-04"]


def test_too_many_on_one_day_go_earlier_each_on_the_latest_day_left():
    three = [contact(number, last="10-20") for number in range(3)]
    plan = plan_of(*three, capacity_per_day=1, end=day("11-30"))
    assert sorted(days_of(plan, 0) + days_of(plan, 1) + days_of(plan, 2)) == ["11-17", "11-18", "11-19"]
    assert {call.reason for call in plan.calls} == {Reason.LOAD, Reason.ON_DUE}
    assert plan.late == ()


def test_the_plan_keeps_to_the_least_load_even_where_the_capacity_is_greater():
    plan = plan_of(*(contact(number, last="10-20") for number in range(3)), end=day("11-30"))
    assert plan.least_daily_load == plan.lower_bound == {1: 1}
    assert len({call.date for call in plan.calls}) == 3


def test_a_window_has_two_working_days_however_short_its_share():
    two = [contact(number, last="11-06", interval=10) for number in (1, 2)]
    plan = plan_of(*two, window_share=0.01, start=day("11-09"), end=day("11-20"), capacity_per_day=1)
    assert {call.date for call in plan.calls} == {day("11-13"), day("11-16")}
    assert plan.late == ()


def test_nobody_is_called_before_the_window():
    three = [contact(number, last="11-06", interval=10) for number in (1, 2, 3)]
    plan = plan_of(*three, window_share=0.01, start=day("11-09"), end=day("11-20"), capacity_per_day=1)
    assert [(late.date, late.late_days, late.reason) for late in plan.late] == [
        (day("11-17"), 1, Reason.CAPACITY)
    ]
    assert (plan.least_daily_load[1], plan.lower_bound[1]) == (2, 2)


def test_a_capacity_of_an_officers_own_counts_before_the_offices():
    plan = plan_of(*(contact(number) for number in range(4)), capacity_by_owner={1: 1}, end=day("11-05"))
    assert [call.date.day for call in plan.calls] == [2, 3, 4, 5]


def test_officers_are_planned_each_for_themselves():
    hers, his = [contact(number, owner="张敏") for number in range(3)], [contact(9, owner=2)]
    plan = plan_of(*hers, *his, capacity_per_day=3, end=day("11-20"))
    assert set(plan.least_daily_load) == {"张敏", 2}
    assert {call.date for call in plan.calls} == {MONDAY}


def test_leave_moves_a_call_to_the_latest_day_worked_before():
    plan = plan_of(contact(last="10-07"), leave=leave("11-05", "11-06"), end=day("11-20"))
    assert [(call.date, call.reason) for call in plan.calls] == [(day("11-04"), Reason.LEAVE)]


def test_leave_over_the_rest_of_a_window_makes_the_call_late_and_says_why():
    plan = plan_of(contact(last="10-04"), leave=leave("11-02", "11-03"), end=day("11-20"))
    (late,) = plan.late
    assert (late.date, late.late_days, late.reason) == (day("11-04"), 1, Reason.LEAVE)


def test_a_snoozed_contact_is_not_called_before_the_day_it_is_snoozed_to():
    snoozed = contact(last="09-20", due_on=day("11-18"), not_before=day("11-18"))
    plan = plan_of(snoozed, end=day("11-30"))
    assert [(call.date, call.late_days, call.reason) for call in plan.calls] == [
        (day("11-18"), 0, Reason.RESUMED)
    ]


@pytest.mark.parametrize(
    ("begin", "to", "days"),
    [
        ("11-04", "11-10", ["11-11", "12-11"]),
        ("10-20", "11-14", ["11-16", "12-16"]),
        ("11-10", "11-20", ["11-06", "12-04"]),
        ("12-01", "12-08", ["11-06", "12-09"]),
        ("12-01", None, ["11-06"]),
    ],
    ids=["over the due date", "resuming at a weekend", "between two calls", "over the second", "for good"],
)
def test_a_paused_contact_is_called_again_from_the_resume_day_on(begin, to, days):
    paused = contact(last="10-07", paused=((day(begin), day(to) if to else None),))
    plan = plan_of(paused)
    assert (days_of(plan), plan.late) == (days, ())


@pytest.mark.parametrize(
    ("greeting", "days"),
    [
        ("11-04", ["12-04"]),
        ("11-01", ["11-06", "12-04"]),
        ("10-30", ["11-06", "12-04"]),
        ("11-20", ["11-06", "12-04"]),
        ("12-05", ["11-06"]),
    ],
    ids=["in the window", "before the start", "before the window", "between two windows", "on a Saturday"],
)
def test_a_greeting_within_the_window_stands_for_the_call(greeting, days):
    plan = plan_of(contact(last="10-07", greeting_days=(day(greeting),)))
    assert days_of(plan) == days
    stood = [f"{stand_in.date:%m-%d}" for stand_in in plan.stand_ins]
    assert stood == ([greeting] if len(days) == 1 else [])


def test_greetings_stand_for_nothing_where_the_office_says_so():
    plan = plan_of(contact(last="10-07", greeting_days=(day("11-04"),)), festival_counts=False)
    assert (days_of(plan), plan.stand_ins) == (["11-06", "12-04"], ())


def test_a_call_that_finds_no_day_is_listed_without_one():
    plan = plan_of(*(contact(number) for number in range(3)), capacity_per_day=1, end=day("11-03"))
    assert [(late.date, late.late_days) for late in plan.late] == [(None, 2), (day("11-03"), 1)]
    assert plan.max_late_days == plan.next_max_late_days == 2


def test_a_capacity_below_the_least_load_makes_calls_late_but_forgets_nobody():
    promises = realistic_office(53, seed=3)
    plan = make_plan(promises, PlanRules(capacity_per_day=1), YEAR_DAYS, YEAR_START, YEAR_END)
    assert plan.least_daily_load[1] == 2
    assert {call.contact_id for call in plan.calls} == set(range(53))
    assert 0 < len(plan.late) < len(plan.calls) / 2
    assert plan.max_late_days < 30


def test_too_many_at_first_break_no_promise_later_on():
    seven = [contact(number, last="10-05") for number in range(7)]
    plan = plan_of(*seven, capacity_per_day=1, window_share=0.1)
    assert len(plan.late) == 4
    assert {late.due_on for late in plan.late} == {day("11-04")}


def test_the_same_promises_in_another_order_give_the_same_plan():
    promises = realistic_office(80, seed=1, late_share=0.1)
    shuffled = Random(2).sample(promises, len(promises))
    rest = PlanRules(), WEEKDAYS, MONDAY, WEEKDAYS[-1]
    assert make_plan(promises, *rest) == make_plan(shuffled, *rest)


def test_every_reason_has_chinese_words():
    assert all("\u4e00" <= reason.words[0] <= "\u9fff" for reason in Reason)
