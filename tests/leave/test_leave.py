"""休假: typed in or read from a calendar file, taken back, and refused where it would cut somebody off."""

from datetime import date
from io import BytesIO

import pytest
from cast import Cast
from conftest import TODAY
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.actions import add_contact
from liaison.db import begin_write, db
from liaison.interactions.actions import log_interaction
from liaison.leave.models import Leave
from liaison.leave.queries import days_away

PAGE = "/settings/leave"


def spans() -> list[tuple[date, date]]:
    """The leave in force, by its first day."""
    db.session.rollback()
    rows = select(Leave.from_on, Leave.to_on).where(Leave.deleted_at.is_(None)).order_by(Leave.from_on)
    return [tuple(row) for row in db.session.execute(rows)]


def calendar(*events: str) -> dict[str, tuple[BytesIO, str]]:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//test//EN"]
    for number, event in enumerate(events):
        lines += ["BEGIN:VEVENT", f"UID:{number}@test", "DTSTAMP:20261101T000000Z", *event.split("|"), "END:VEVENT"]
    return {"file": (BytesIO("\r\n".join([*lines, "END:VCALENDAR", ""]).encode()), "休假.ics")}


ALL_DAY = "DTSTART;VALUE=DATE:20261207|DTEND;VALUE=DATE:20261210|SUMMARY:年休假"
TIMED = "DTSTART:20261214T010000Z|DTEND:20261214T020000Z|SUMMARY:开会"


def test_days_away_are_registered_and_listed(officer: CheckedClient, cast: Cast):
    answer = officer.post(PAGE, data={"from_on": "12月7日", "to_on": "12月9日", "note": "年休假"})
    assert answer.status_code == 302
    assert spans() == [(date(2026, 12, 7), date(2026, 12, 9))]
    page = officer.get(PAGE).text
    assert "3 天 年休假" in page and "撤销" in page


def test_without_a_last_day_it_is_one_day(officer: CheckedClient, cast: Cast):
    officer.post(PAGE, data={"from_on": "2026-12-07"})
    assert spans() == [(date(2026, 12, 7), date(2026, 12, 7))]


def test_what_was_removed_comes_back(officer: CheckedClient, cast: Cast):
    officer.post(PAGE, data={"from_on": "2026-12-07"})
    leave_id = db.session.scalars(select(Leave.id)).one()
    officer.post(f"{PAGE}/{leave_id}/removal")
    assert spans() == []
    officer.post(f"{PAGE}/{leave_id}/restoration")
    assert spans() == [(date(2026, 12, 7), date(2026, 12, 7))]


@pytest.mark.parametrize(
    ("values", "reason"),
    [
        ({"from_on": "2026-12-09", "to_on": "2026-12-07"}, "早于开始日期"),
        ({"from_on": "2026-11-02", "to_on": "2026-11-03"}, "已经过去"),
        ({"from_on": "2026-12-01", "to_on": "2028-12-01"}, "最多登记一年"),
        ({"from_on": "昨日黄花"}, "看不懂日期"),
        ({"from_on": ""}, "请填写"),
    ],
)
def test_what_cannot_be_leave_is_shown_again(
    officer: CheckedClient, cast: Cast, values: dict[str, str], reason: str
):
    answer = officer.post(PAGE, data=values)
    assert answer.status_code == 400
    assert reason in answer.text
    assert spans() == []


def test_leave_over_the_whole_window_of_a_call_is_refused_by_name(officer: CheckedClient, cast: Cast):
    """陈建国 was called on 11-12: due on 12-12, to be called from 12-05."""
    begin_write()
    log_interaction([cast.chen], kind="call", on=date(2026, 11, 12), today=TODAY, by=None)
    db.session.commit()
    away = {"from_on": "2026-12-01", "to_on": "2026-12-20"}
    answer = officer.post(PAGE, data=away)
    assert answer.status_code == 400
    assert "一天也联系不到：陈建国（12月7日到12月11日）" in answer.text
    assert spans() == []
    assert officer.post(PAGE, data=away | {"anyway": "y"}).status_code == 302
    assert len(spans()) == 1


def test_leave_once_chosen_leaves_a_plan_that_names_the_late_call(officer: CheckedClient, cast: Cast):
    begin_write()
    log_interaction([cast.chen], kind="call", on=date(2026, 11, 12), today=TODAY, by=None)
    db.session.commit()
    officer.post(PAGE, data={"from_on": "2026-12-01", "to_on": "2026-12-20", "anyway": "y"})
    page = officer.get("/calendar/plan")
    assert page.status_code == 200
    assert "应于12月12日，排在12月21日，迟 9 天" in page.text
    assert officer.post("/calendar/plan/renewal", data={"whose": "mine"}).status_code == 302
    assert "已重排并存下" in officer.get("/calendar/plan").text


def test_leave_over_another_persons_window_is_still_refused_beside_a_lost_one(
    officer: CheckedClient, cast: Cast
):
    """陈建国 is lost to the first leave already; 钱进 would be to the second."""
    begin_write()
    qian = add_contact({"name": "钱进", "tier": "key", "owner_id": cast.user("officer").id}, by=None)
    log_interaction([cast.chen], kind="call", on=date(2026, 11, 12), today=TODAY, by=None)
    log_interaction([qian], kind="call", on=date(2026, 11, 22), today=TODAY, by=None)
    db.session.commit()
    officer.post(PAGE, data={"from_on": "2026-12-05", "to_on": "2026-12-12", "anyway": "y"})
    answer = officer.post(PAGE, data={"from_on": "2026-12-14", "to_on": "2026-12-23"})
    assert answer.status_code == 400
    assert "钱进" in answer.text and "陈建国（" not in answer.text
    assert len(spans()) == 1


def test_days_registered_already_are_not_kept_twice(officer: CheckedClient, cast: Cast):
    officer.post(PAGE, data={"from_on": "2026-12-07", "to_on": "2026-12-09"})
    again = officer.post(PAGE, data={"from_on": "2026-12-08", "to_on": "2026-12-09"})
    assert again.status_code == 400
    assert "这几天已经登记过休假" in again.text
    officer.post(PAGE, data={"from_on": "2026-12-05", "to_on": "2026-12-12", "note": "探亲"})
    assert spans() == [
        (date(2026, 12, 5), date(2026, 12, 6)),
        (date(2026, 12, 7), date(2026, 12, 9)),
        (date(2026, 12, 10), date(2026, 12, 12)),
    ]
    page = officer.get(PAGE).text
    assert "其余日子原来就登记过" in page


def test_taking_back_what_was_added_around_known_days_leaves_those(officer: CheckedClient, cast: Cast):
    officer.post(PAGE, data={"from_on": "2026-12-07", "to_on": "2026-12-09"})
    officer.post(PAGE, data={"from_on": "2026-12-05", "to_on": "2026-12-12"})
    db.session.rollback()
    batch = db.session.scalars(select(Leave.batch).where(Leave.batch.is_not(None))).first()
    officer.post(f"{PAGE}/batches/{batch}/removal")
    assert spans() == [(date(2026, 12, 7), date(2026, 12, 9))]


def test_a_file_adds_only_the_days_that_are_new(officer: CheckedClient, cast: Cast):
    """The file's leave is 12-07 to 12-09."""
    officer.post(PAGE, data={"from_on": "2026-12-08", "to_on": "2026-12-20"})
    officer.post(f"{PAGE}/file", data=calendar(ALL_DAY))
    assert spans() == [(date(2026, 12, 7), date(2026, 12, 7)), (date(2026, 12, 8), date(2026, 12, 20))]
    officer.post(f"{PAGE}/file", data=calendar(ALL_DAY, ALL_DAY.replace("20261210", "20261209")))
    assert len(spans()) == 2


def test_what_was_removed_stays_away_when_its_days_are_taken_again(officer: CheckedClient, cast: Cast):
    officer.post(PAGE, data={"from_on": "2026-12-07", "to_on": "2026-12-09"})
    leave_id = db.session.scalars(select(Leave.id)).one()
    officer.post(f"{PAGE}/{leave_id}/removal")
    officer.post(PAGE, data={"from_on": "2026-12-09"})
    officer.post(f"{PAGE}/{leave_id}/restoration")
    assert spans() == [(date(2026, 12, 9), date(2026, 12, 9))]
    assert "没有恢复" in officer.get(PAGE).text


def test_a_file_adds_its_whole_days_once(officer: CheckedClient, cast: Cast):
    officer.post(f"{PAGE}/file", data=calendar(ALL_DAY, TIMED))
    assert spans() == [(date(2026, 12, 7), date(2026, 12, 9))]
    officer.post(f"{PAGE}/file", data=calendar(ALL_DAY, TIMED))
    assert len(spans()) == 1
    assert "已有的 1 段" in officer.get(PAGE).text


def test_meetings_count_only_when_asked_for(officer: CheckedClient, cast: Cast):
    officer.post(f"{PAGE}/file", data=calendar(ALL_DAY, TIMED) | {"with_timed": "y"})
    assert spans()[-1] == (date(2026, 12, 14), date(2026, 12, 14))


def test_a_file_is_taken_back_whole(officer: CheckedClient, cast: Cast):
    officer.post(f"{PAGE}/file", data=calendar(ALL_DAY, ALL_DAY.replace("202612", "202701")))
    batch = db.session.scalars(select(Leave.batch)).first()
    officer.post(f"{PAGE}/batches/{batch}/removal")
    assert spans() == []
    assert officer.post(f"{PAGE}/batches/{batch}/removal").status_code == 404


@pytest.mark.parametrize(
    "file",
    [
        (BytesIO(b"not a calendar"), "x.ics"),
        (BytesIO(b""), "x.ics"),
        calendar(ALL_DAY + "|RRULE:FREQ=SECONDLY")["file"],
    ],
    ids=["no calendar", "empty", "a recurrence bomb"],
)
def test_a_false_file_adds_nothing(officer: CheckedClient, cast: Cast, file):  # type: ignore[no-untyped-def]
    answer = officer.post(f"{PAGE}/file", data={"file": file})
    assert answer.status_code == 400
    assert spans() == []


def test_a_daily_recurrence_ends_two_years_ahead(officer: CheckedClient, cast: Cast):
    endless = "DTSTART;VALUE=DATE:20270104|SUMMARY:锻炼|RRULE:FREQ=YEARLY"
    officer.post(f"{PAGE}/file", data=calendar(endless))
    assert [first.year for first, _last in spans()] == [2027, 2028]


def test_anothers_leave_is_not_found(head: CheckedClient, officer: CheckedClient, cast: Cast):
    officer.post(PAGE, data={"from_on": "2026-12-07"})
    leave_id = db.session.scalars(select(Leave.id)).one()
    for what in ("removal", "restoration"):
        assert head.post(f"{PAGE}/{leave_id}/{what}").status_code == 404
    assert officer.post(f"{PAGE}/999999/removal").status_code == 404
    assert spans() and db.session.scalar(select(func.count(Leave.id))) == 1


def test_the_days_are_known_by_person(officer: CheckedClient, cast: Cast):
    officer.post(PAGE, data={"from_on": "2026-12-07", "to_on": "2026-12-09"})
    me = cast.user("officer").id
    found = days_away([me], date(2026, 12, 8), date(2026, 12, 31))
    assert found == {me: frozenset({date(2026, 12, 8), date(2026, 12, 9)})}


def test_getting_never_writes_and_a_missing_token_is_refused(officer: CheckedClient, cast: Cast):
    assert officer.post(PAGE, data={"from_on": "2026-12-07"}, csrf=False).status_code == 400
    for path in (f"{PAGE}/file", f"{PAGE}/1/removal", f"{PAGE}/1/restoration", f"{PAGE}/batches/x/removal"):
        assert officer.get(path).status_code in (404, 405)
    assert spans() == []
