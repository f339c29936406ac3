"""Times of day as registers write them, beside their date or in a cell of their own; no hour is made up."""

from datetime import date, datetime, time

import pytest
from formats.sheet_samples import sheet_of

from liaison.formats.office_clock import ClockRead, clock_in, part_alone, without_clock
from liaison.formats.office_sheet import call_drafts, understand

TODAY = date(2026, 11, 23)
DAY = date(2026, 3, 2)


def calls_of(*rows):
    return call_drafts(understand(sheet_of(*rows), "interactions"), TODAY)


def told(call):
    return [(problem.column, problem.heading, problem.code) for problem in call.problems]


@pytest.mark.parametrize(("written", "at"), [
    ("9:20", time(9, 20)), ("9：20", time(9, 20)), ("９：２０", time(9, 20)), ("9时20分", time(9, 20)), ("9点20", time(9, 20)),
    ("09:20:30", time(9, 20)), ("9点", time(9)), ("9点整", time(9)), ("9点一刻", time(9, 15)), ("9点三刻", time(9, 45)),
    ("九点", time(9)), ("九点半", time(9, 30)), ("九时二十分", time(9, 20)), ("九点零五分", time(9, 5)),
    ("十二点一刻", time(12, 15)),
    ("上午9点", time(9)), ("上午 九点半", time(9, 30)), ("早8点", time(8)), ("早上8:30", time(8, 30)), ("上午12点", time(12)),
    ("下午3点", time(15)), ("下午3:30", time(15, 30)), ("下午三点", time(15)), ("下午15:30", time(15, 30)), ("午后3点", time(15)),
    ("傍晚6点", time(18)), ("晚8点半", time(20, 30)), ("晚上8点", time(20)), ("夜里11点", time(23)), ("晚上20:15", time(20, 15)),
    ("中午12点", time(12)), ("中午12:30", time(12, 30)), ("中午1点", time(13)), ("中午11点半", time(11, 30)),
    ("凌晨1点", time(1)), ("凌晨12:30", time(0, 30)),
    ("3:30 PM", time(15, 30)), ("3:30pm", time(15, 30)), ("PM 3:30", time(15, 30)), ("9:00 a.m.", time(9)),
    ("12:10 AM", time(0, 10)),
    ("9:00-10:30", time(9)), ("上午9:00—10:30", time(9)), ("上午9-10点", time(9)), ("9点至下午3点", time(9)),
    ("15点左右", time(15)),
    (0.375, time(9)), (time(9, 20), time(9, 20)),
])
def test_a_time_in_a_cell_of_its_own(written, at):
    assert clock_in(written) == ClockRead(at)
    (call,) = calls_of("日期|时刻|姓名|内容", [DAY, written, "张三", "问候"])
    assert (call.on, call.at, call.problems) == (DAY, at, ())


@pytest.mark.parametrize(("written", "at"), [
    ("2026-03-02 下午", None), ("2026-03-02下午", None), ("2026年3月2日上午", None), ("2026-03-02（上午）", None),
    ("2026-03-02，下午", None),
    ("2026-03-02（周一）上午", None), ("2026-03-02 上午（周一）", None), ("2026年3月2日晚", None), ("2026-03-02 AM", None),
    ("2026-03-02 全天", None),
    ("3月2日上午9点", time(9)), ("3月2日下午3:30", time(15, 30)), ("3.2晚8点半", time(20, 30)),
    ("2026-03-02 9时20分", time(9, 20)),
    ("二〇二六年三月二日上午九点", time(9)), ("2026-03-02（下午3点）", time(15)), ("2026-03-02 3:30 PM", time(15, 30)),
    ("2026/3/2 10点", time(10)),
    ("2026-03-02T09:30:15", time(9, 30)), ("2026-03-0209:30", time(9, 30)), ("2026-03-02 09:30:15", time(9, 30)),
    ("2026-03-02 9:00-10:30", time(9)),
    ("3月2日9-10点", time(9)),
    (datetime.fromisoformat("2026-03-02T09:30"), time(9, 30)), (DAY, None),
])
def test_a_time_or_a_part_of_the_day_beside_the_date(written, at):
    (call,) = calls_of("日期|姓名|内容", [written, "张三", "问候"])
    assert (call.on, call.at, call.problems) == (DAY, at, ())


@pytest.mark.parametrize("written", ["上午", "下午", "中午", "晚上", "晚", "早", "PM", "全天", "（下午）"])
def test_a_part_of_the_day_alone_is_no_fault_and_gives_no_hour(written):
    (call,) = calls_of("日期|时刻|姓名|内容", [DAY, written, "张三", "问候"])
    assert (call.on, call.at, call.problems) == (DAY, None, ())


@pytest.mark.parametrize(("on", "at"), [("2026-03-02 下午", "3:30"), ("2026-03-02 3:30", "下午"), ("2026-03-02 下午", time(3, 30))])
def test_the_hour_and_its_part_of_the_day_may_stand_in_two_cells(on, at):
    (call,) = calls_of("日期|时刻|姓名|内容", [on, at, "张三", "问候"])
    assert (call.on, call.at, call.problems) == (DAY, time(15, 30), ())


@pytest.mark.parametrize(("written", "code"), [
    ("25:00", "no_such_time"), ("24:00", "no_such_time"), ("下午25点", "no_such_time"), ("9:75", "no_such_time"),
    ("8点60分", "no_such_time"),
    ("上午15点", "no_such_time"), ("中午6点", "no_such_time"), ("晚上12点", "time_after_midnight"),
    ("晚12:30", "time_after_midnight"),
    ("夜里2点", "time_after_midnight"), ("午夜12点", "time_after_midnight"),
])
def test_a_time_that_cannot_be_names_its_cell_and_leaves_the_day(written, code):
    (own,) = calls_of("日期|时刻|姓名|内容", [DAY, written, "张三", "问候"])
    assert (own.on, own.at, told(own)) == (DAY, None, [("B", "时刻", code)])
    (beside,) = calls_of("日期|姓名|内容", [f"2026-03-02 {written}", "张三", "问候"])
    assert (beside.on, beside.at, told(beside)) == (DAY, None, [("A", "日期", code)])


@pytest.mark.parametrize("written", ["改天", "9.30", "9:305", "2小时", 930, 9])
def test_what_is_no_time_is_told(written):
    (call,) = calls_of("日期|时刻|姓名|内容", [DAY, written, "张三", "问候"])
    assert (call.at, told(call)) == (None, [("B", "时刻", "time_unread")])


def test_a_column_of_parts_of_the_day_is_one_of_times():
    calls = calls_of("日期|时间|姓名|内容", ["2026-03-02", "晚8点半", "张三", "问候"], ["2026-03-02", "下午", "李四", "问候"])
    assert [(call.on, call.at, call.problems) for call in calls] == [(DAY, time(20, 30), ()), (DAY, None, ())]


@pytest.mark.parametrize("written", ["2026-03", "2026年3月", "2026.3", "3月份", "2026年3月上旬", 2026.3, 202603])
def test_a_register_row_with_a_month_alone_says_that_the_day_is_missing(written):
    (call,) = calls_of("日期|姓名|内容", [written, "张三", "问候"])
    assert (call.on, told(call)) == (None, [("A", "日期", "no_day")])
    assert "请补上是几月几日" in call.problems[0].reason


@pytest.mark.parametrize("written", ["昨天", "2026-03-02", "正月初三", "早", "今早"])
def test_what_holds_no_hour_keeps_its_date(written):
    assert clock_in(written) == ClockRead()
    assert without_clock(written) + part_alone(written) == written
