import json
import re
from datetime import date

import pytest
from domain.calendar_tables import days_between

from liaison.domain.workday_files import MAX_BYTES, YearFileError, check_year, difference, parse_year_file
from liaison.domain.workdays import WorkCalendar, YearDays, bundled
from liaison.domain.year_checks import unmet_statutory_days

BLOCKS_2027 = [
    ("元旦", "2027-01-01", "2027-01-03"), ("春节", "2027-02-05", "2027-02-11"),
    ("清明节", "2027-04-03", "2027-04-05"), ("劳动节", "2027-05-01", "2027-05-05"),
    ("端午节", "2027-06-09", "2027-06-09"), ("中秋节", "2027-09-15", "2027-09-15"),
    ("国庆节", "2027-10-01", "2027-10-07"),
]
WORKED_2027 = [
    ("春节", "2027-02-13"), ("春节", "2027-02-20"), ("劳动节", "2027-05-08"), ("国庆节", "2027-10-09"),
]


def off_days(blocks=BLOCKS_2027):
    return [
        {"name": name, "date": on.isoformat(), "isOffDay": True}
        for name, first, last in blocks
        for on in days_between(date.fromisoformat(first), date.fromisoformat(last))
    ]


def days_2027():
    return off_days() + [{"name": name, "date": on, "isOffDay": False} for name, on in WORKED_2027]


def as_json(days, year=2027):
    return json.dumps({"year": year, "papers": [], "days": days}, ensure_ascii=False).encode()


def as_csv(days):
    rows = [f"{day['date']},{day['name']},{'off' if day['isOffDay'] else 'work'}" for day in days]
    return "\n".join(["date,name,kind", *rows]).encode()


def written_days(schedule):
    return [
        {"name": status.name, "date": status.date.isoformat(), "isOffDay": not status.workday}
        for status in schedule.named().values()
    ]


@pytest.mark.parametrize("year", range(2007, 2027))
def test_every_published_year_is_read_back_from_both_kinds_of_file(year):
    schedule = bundled().years[year]
    days = written_days(schedule)
    assert parse_year_file(as_json(days, year), f"{year}.json") == schedule
    assert parse_year_file(as_csv(days), "安排.csv") == schedule


def test_a_year_read_from_a_file_is_worked_as_it_says():
    schedule = parse_year_file(as_json(days_2027()), "2027.json")
    calendar = bundled().with_year(schedule)
    assert not calendar.estimated(2027)
    assert calendar.is_workday(date(2027, 2, 13))
    assert calendar.is_day_off(date(2027, 2, 11))
    assert unmet_statutory_days(schedule) == []


@pytest.mark.parametrize("encode", [
    lambda text: text.encode("utf-8-sig"), lambda text: text.encode("gb18030"),
    lambda text: text.replace("\n", "\r\n").encode(), lambda text: (text + "\n\n , ,\n").encode(),
])
def test_a_csv_as_excel_or_wps_saves_it_is_read(encode):
    text = as_csv(days_2027()).decode()
    assert parse_year_file(encode(text), "2027.csv") == parse_year_file(as_json(days_2027()), "")


def without(on):
    return [day for day in days_2027() if day["date"] != on]


def without_festival(name):
    return [day for day in days_2027() if day["name"] != name]


def changed(on, **fields):
    return [day | fields if day["date"] == on else day for day in days_2027()]


@pytest.mark.parametrize(
    ("content", "code", "says"),
    [
        (as_json(without("2027-02-06")), "spring_festival_missing", "正月初一（2027-02-06）"),
        (
            as_json(changed("2027-02-06", isOffDay=False)),
            "spring_festival_missing",
            "正月初一（2027-02-06）",
        ),
        (as_json(without_festival("春节")), "spring_festival_missing", "2027-02-06"),
        (
            as_json(without("2027-09-15") + off_days([("中秋节", "2027-09-14", "2027-09-14")])),
            "festival_day_missing",
            "2027-09-15",
        ),
        (
            as_json(days_2027() + off_days([("端午节", "2027-06-09", "2027-06-09")])),
            "duplicate_date",
            "第32条",
        ),
        (
            as_json([*days_2027(), {"name": "端午节", "date": "2027-06-09", "isOffDay": False}]),
            "duplicate_date",
            "2027-06-09",
        ),
        (
            as_csv(days_2027() + off_days([("端午节", "2027-06-09", "2027-06-09")])),
            "duplicate_date",
            "第33行",
        ),
        (
            as_json(days_2027() + off_days([("愚人节", "2027-04-01", "2027-04-01")])),
            "unknown_holiday",
            "2027-04-01的“愚人节”",
        ),
        (as_json(changed("2027-02-11", date="2027-02-30")), "unknown_date", "2027-02-30"),
        (as_json(changed("2027-02-11", date="2027/02/11")), "unknown_date", "2027/02/11"),
        (as_json(changed("2027-02-11", date=20270211)), "unknown_date", "20270211"),
        (
            as_json(changed("2027-02-11", date="2026-02-11")),
            "foreign_year",
            "2026-02-11（春节）不属于2027年",
        ),
        (as_json(changed("2027-02-11", date="2027-08-11")), "far_from_festival", "2027-08-11离春节"),
        (as_json(days_2027(), 2026), "foreign_year", "不属于2026年"),
        (as_json(days_2027(), "2027"), "bad_year", "year"),
        (as_json(days_2027(), True), "bad_year", "year"),
        (as_json(days_2027(), 1850), "year_out_of_range", "1850"),
        (as_json(changed("2027-02-11", name="")), "bad_name", "名称"),
        (as_json(changed("2027-02-11", name="X")).replace(b'"X"', b'"\\ud800"'), "bad_name", "控制字符"),
        (as_json(changed("2027-02-11", date="X")).replace(b'"X"', b'"\\ud800"'), "unknown_date", "“?”"),
        (as_json(changed("2027-02-11", name=None)), "bad_name", "名称"),
        (as_json(changed("2027-02-11", name="春" * 61)), "bad_name", "过长"),
        (as_json(changed("2027-02-11", isOffDay="yes")), "malformed_day", "isOffDay"),
        (as_json(["2027-01-01"]), "malformed_day", "第1条"),
        (as_json([]), "empty_file", "没有任何日期"),
        (b'{"year": 2027}', "no_days", "days"),
        (b"[1, 2]", "no_days", "days"),
        (b'{"year": 2027, "days": [', "malformed_json", "JSON"),
        (b"[" * 200_000, "malformed_json", "JSON"),
        (b"", "empty_file", "没有任何日期"),
        (b"when,what\n2027-01-01,x\n", "bad_headings", "date,name,kind"),
        (b"date,name,kind\n", "empty_file", "没有任何日期"),
        (b"\n", "empty_file", "没有任何日期"),
        ("date,name,kind\n2027-01-01,元旦\n".encode(), "malformed_row", "第2行"),
        ("date,name,kind\n2027-01-01,元旦,rest\n".encode(), "malformed_row", "off或work"),
        (
            "date,name,kind\n2027-01-01,元旦,off\n2028-01-01,元旦,off\n".encode(),
            "several_years",
            "2027年至2028年",
        ),
        (b'date,name,kind\n"' + b"x" * 140_000, "malformed_csv", "CSV"),
        (b"\xff\xfe\x00\xd8\xff", "not_text", "UTF-8"),
        (b" " * (MAX_BYTES + 1), "file_too_large", "256KB"),
    ],
)
def test_a_false_or_broken_schedule_is_refused_with_the_reason(content, code, says):
    with pytest.raises(YearFileError, match=re.escape(says)) as refusal:
        parse_year_file(content, "安排")
    assert refusal.value.code == code


@pytest.mark.parametrize(("filename", "year", "code"), [
    ("2026.json", 2027, "year_differs"), ("2026.csv", None, "foreign_year"),
])
def test_a_file_named_for_another_year_is_refused(filename, year, code):
    content = as_json(days_2027(), year) if year else as_csv(days_2027())
    with pytest.raises(YearFileError) as refusal:
        parse_year_file(content, filename)
    assert refusal.value.code == code


def test_the_whole_published_table_is_not_one_year():
    every_day = [day for schedule in bundled().years.values() for day in written_days(schedule)]
    with pytest.raises(YearFileError, match="2007年至2026年"):
        parse_year_file(as_csv(every_day), "state_council_days.csv")


def test_a_schedule_made_by_hand_is_checked_like_a_file():
    with pytest.raises(YearFileError, match="既写放假又写上班"):
        check_year(YearDays(2027, off={date(2027, 2, 6): "春节"}, work={date(2027, 2, 6): "春节"}))


def test_a_schedule_that_leaves_out_a_public_holiday_is_asked_about_not_refused():
    short = parse_year_file(as_json(without_festival("国庆节")), "2027.json")
    assert [on.isoformat() for on, _ in unmet_statutory_days(short)] == [
        "2027-10-01", "2027-10-02", "2027-10-03",
    ]


def test_the_difference_of_two_schedules_is_the_days_that_change():
    before = WorkCalendar({}).year_days(2027)
    changes = difference(before, parse_year_file(as_json(days_2027()), "2027.json"))
    turned = {change.date.isoformat()[5:]: change.after.workday for change in changes if change.turns}
    assert turned == {
        "02-11": False, "02-13": True, "02-20": True, "05-05": False, "05-08": True,
        "10-06": False, "10-07": False, "10-09": True,
    }
    renamed = [change.date.isoformat()[5:] for change in changes if not change.turns]
    assert renamed == ["01-02", "01-03", "04-03", "04-04"]


def test_a_schedule_does_not_differ_from_itself():
    assert difference(bundled().years[2026], bundled().years[2026]) == []
