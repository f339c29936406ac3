"""Input that cannot be planned is refused in Chinese, with a code that stays."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from domain.plan_cases import FRIDAY_TWO_MONTHS_ON, MONDAY, WEEKDAYS, contact, day, plan_of

from liaison.domain.plan import PlanError, PlanRules, make_plan, plan_next_calls

KNOWN = contact(last="10-07")


def leave(first: str, last: str) -> dict[int, frozenset[date]]:
    return {1: frozenset(on for on in WEEKDAYS if day(first) <= on <= day(last))}


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        ("zero_capacity", {"capacity_per_day": 0}),
        ("zero_capacity_of_officer", {"capacity_by_owner": {1: 0}}),
        ("window_share", {"window_share": 0}),
        ("window_share", {"window_share": 1.5}),
        ("window_too_short", {"min_window_workdays": 1}),
        ("leave_covers_span", {"leave": leave("11-01", "01-01")}),
        ("leave_covers_window", {"leave": leave("11-02", "11-06"), "window_share": 0.1}),
        ("leave_covers_window", {"leave": leave("11-23", "12-06")}),
    ],
)
def test_rules_that_allow_no_plan_are_refused(code, rules):
    with pytest.raises(PlanError) as refusal:
        plan_of(KNOWN, **rules)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("code", "start", "end"),
    [
        ("empty_span", MONDAY, MONDAY - timedelta(days=1)),
        ("span_out_of_range", date(1899, 12, 31), date(1900, 12, 31)),
        ("span_out_of_range", date(2100, 1, 1), date(2101, 1, 1)),
        ("no_workdays", date(2026, 11, 7), date(2026, 11, 8)),
    ],
)
def test_spans_that_cannot_be_planned_are_refused(code, start, end):
    with pytest.raises(PlanError) as refusal:
        plan_of(KNOWN, start=start, end=end)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("code", "promises"),
    [
        ("repeated_contact", [KNOWN, KNOWN]),
        ("interval_too_short", [replace(KNOWN, interval_days=0)]),
        ("pause_backwards", [replace(KNOWN, paused=((day("11-10"), day("11-09")),))]),
    ],
)
def test_promises_that_make_no_sense_are_refused(code, promises):
    with pytest.raises(PlanError) as refusal:
        plan_of(*promises)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    "working_days", [WEEKDAYS[::-1], [*WEEKDAYS, WEEKDAYS[-1]]], ids=["backwards", "twice"]
)
def test_working_days_out_of_order_are_refused(working_days):
    with pytest.raises(PlanError) as refusal:
        make_plan([KNOWN], PlanRules(), working_days, MONDAY, FRIDAY_TWO_MONTHS_ON)
    assert refusal.value.code == "workdays_unsorted"


def test_the_next_calls_refuse_the_same_input():
    with pytest.raises(PlanError) as refusal:
        plan_next_calls([KNOWN], PlanRules(capacity_per_day=0), WEEKDAYS, MONDAY, FRIDAY_TWO_MONTHS_ON)
    assert refusal.value.code == "zero_capacity"


def test_a_refusal_names_officer_contact_and_days_and_says_what_to_do():
    with pytest.raises(PlanError) as refusal:
        plan_of(KNOWN, leave=leave("11-23", "12-06"))
    assert str(refusal.value) == (
        "联络员 1 在 2026-11-30 至 2026-12-04 全部请假，编号 1 的联系人在这段窗口内无法联系；"
        "请缩短请假、改由他人联系或调整联系周期"
    )
    assert refusal.value.params["contact_id"] == 1


def test_a_long_leave_between_two_windows_is_planned_around():
    assert plan_of(KNOWN, leave=leave("11-09", "11-24")).late == ()
