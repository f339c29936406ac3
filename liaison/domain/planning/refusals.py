"""Input that cannot be planned, refused before anything is counted.

Leave that covers a whole window shows up later, when the windows are known (``openings.refuse_leave``).
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from .model import Owner, PlanError, PlanRules, Promise

FIRST_YEAR, LAST_YEAR = 1900, 2100


def refuse_bad_input(
    promises: Sequence[Promise], rules: PlanRules, working_days: Sequence[date], start: date, end: date
) -> None:
    """Raise ``PlanError`` for the first thing that is wrong."""
    _refuse_bad_span(start, end)
    _refuse_bad_days(working_days, start, end)
    _refuse_bad_rules(rules)
    _refuse_repeated_contacts(promises)
    for promise in promises:
        _refuse_bad_promise(promise)
    within = {on for on in working_days if start <= on <= end}
    for owner in dict.fromkeys(promise.owner for promise in promises):
        _refuse_bad_officer(owner, rules, within)


def _refuse_bad_span(start: date, end: date) -> None:
    if start > end:
        raise PlanError(
            "empty_span", "起始日期 {start} 晚于结束日期 {end}，请把起止日期对调", start=start, end=end
        )
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise PlanError(
            "span_out_of_range",
            "只能排 {first} 年至 {last} 年的计划，{start} 至 {end} 超出范围，请改用范围内的日期",
            first=FIRST_YEAR, last=LAST_YEAR, start=start, end=end,
        )


def _refuse_bad_days(working_days: Sequence[date], start: date, end: date) -> None:
    if any(earlier >= later for earlier, later in pairwise(working_days)):
        raise PlanError("workdays_unsorted", "工作日必须由早到晚且不重复，请检查工作日表")
    if not any(start <= on <= end for on in working_days):
        raise PlanError(
            "no_workdays",
            "{start} 至 {end} 之间没有工作日，请放宽起止日期或检查工作日表",
            start=start, end=end,
        )


def _refuse_bad_rules(rules: PlanRules) -> None:
    if rules.capacity_per_day < 1:
        raise PlanError(
            "zero_capacity",
            "每天的电话数为 {capacity}，至少要有 1 个，请改大",
            capacity=rules.capacity_per_day,
        )
    if not 0 < rules.window_share <= 1:
        raise PlanError(
            "window_share",
            "联系窗口占周期的比例须大于 0、不超过 1，现为 {share}，请改正",
            share=rules.window_share,
        )
    if rules.min_window_workdays < 2:
        raise PlanError(
            "window_too_short",
            "联系窗口至少 2 个工作日，现为 {days} 个，请改大",
            days=rules.min_window_workdays,
        )


def _refuse_repeated_contacts(promises: Sequence[Promise]) -> None:
    for contact_id, times in Counter(promise.contact_id for promise in promises).most_common(1):
        if times > 1:
            raise PlanError(
                "repeated_contact",
                "编号 {contact_id} 的联系人出现 {times} 次，每人只能有一条，请去掉重复的",
                contact_id=contact_id, times=times,
            )


def _refuse_bad_promise(promise: Promise) -> None:
    if promise.interval_days < 1:
        raise PlanError(
            "interval_too_short",
            "编号 {contact_id} 的联系人联系周期为 {days} 天，至少 1 天，请改正",
            contact_id=promise.contact_id, days=promise.interval_days,
        )
    for begin, to in promise.paused:
        if to is not None and to < begin:
            raise PlanError(
                "pause_backwards",
                "编号 {contact_id} 的联系人停联从 {begin} 到 {to}，结束早于开始，请改正",
                contact_id=promise.contact_id, begin=begin, to=to,
            )


def _refuse_bad_officer(owner: Owner, rules: PlanRules, working_days: set[date]) -> None:
    if rules.capacity_of(owner) < 1:
        raise PlanError(
            "zero_capacity_of_officer",
            "联络员 {owner} 每天的电话数为 {capacity}，至少要有 1 个，请改大",
            owner=owner, capacity=rules.capacity_of(owner),
        )
    if not rules.late_after_leave and working_days <= rules.leave.get(owner, frozenset()):
        raise PlanError(
            "leave_covers_span",
            "联络员 {owner} 在 {first} 至 {last} 全部请假，请先把联系人改派他人或缩短请假",
            owner=owner, first=min(working_days), last=max(working_days),
        )
