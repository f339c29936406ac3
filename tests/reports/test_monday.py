"""The head's Monday page: last week, this week, what is late, who needs a hand."""

from datetime import date

import pytest
from cast import Cast
from conftest import TODAY
from exports.reading_back import taken
from flask import Flask
from page_checks import CheckedClient

from liaison.contacts.actions import add_contact
from liaison.db import begin_write, db
from liaison.domain.matters import Ending, Outcome
from liaison.due.scopes import Scope
from liaison.followups.actions import add_follow_up
from liaison.interactions.actions import log_interaction
from liaison.leave.models import Leave
from liaison.matters.actions import add_matter
from liaison.matters.endings import end_matter
from liaison.reports.monday import SHOWN, Monday, monday

LAST_WEEK, BEFORE = date(2026, 11, 18), date(2026, 11, 10)  # TODAY is a Monday


@pytest.fixture
def office(app, cast: Cast) -> Cast:
    """A week with a visit, a matter ended and one late, a follow-up late, an officer away."""
    begin_write()
    officer = cast.user("officer")
    log_interaction([cast.chen], kind="visit", on=date(2026, 9, 1), today=TODAY, by=officer, summary="早先的走访")
    log_interaction([cast.wang], kind="visit", on=LAST_WEEK, today=TODAY, by=officer, summary="看望")
    log_interaction([cast.wang], kind="call", on=LAST_WEEK, today=TODAY, by=officer, answered=False)
    log_interaction([cast.wang], kind="call", on=BEFORE, today=TODAY, by=officer)
    done = add_matter(matter("借会议室", cast), today=TODAY, by=officer)
    end_matter(done, Outcome(Ending.DONE, LAST_WEEK), today=TODAY, version=None, by=officer)
    add_matter(matter("核名单", cast), today=TODAY, by=officer)
    add_matter({**matter("报材料", cast), "due_on": date(2026, 11, 27)}, today=TODAY, by=officer)
    add_follow_up("寄材料", date(2026, 11, 25), contact=cast.chen, by=officer)
    db.session.add(Leave(user_id=cast.user("colleague").id, from_on=TODAY, to_on=date(2026, 11, 24)))
    db.session.commit()
    return cast


def matter(name: str, cast: Cast) -> dict[str, object]:
    return {"name": name, "unit_id": cast.ids["school"], "received_on": date(2026, 11, 2), "due_on": date(2026, 11, 20)}


def page_of(cast: Cast, login: str = "admin") -> Monday:
    return monday(TODAY, Scope(seen_by=cast.user(login)))


@pytest.mark.postgres
def test_last_week_is_the_seven_days_before_this_monday(office: Cast):
    last = page_of(office).last
    assert (last.total, last.answered) == (2, 1)
    assert last.met[0].summary == "看望"
    assert [each.name for each in last.ended] == ["借会议室"]


@pytest.mark.postgres
def test_this_week_ends_on_sunday(office: Cast):
    this = page_of(office).this
    assert this.span.end == date(2026, 11, 29)
    assert [each.name for each in this.matters] == ["报材料"]
    assert [each.name for each in this.follow_ups] == ["寄材料"]


@pytest.mark.postgres
def test_what_is_late_and_whose(office: Cast):
    page = page_of(office)
    assert [row.contact.name for row in page.late.people] == ["陈建国"]
    assert [each.name for each in page.late.matters] == ["核名单"]
    assert [(hand.name, hand.people, hand.matters, hand.follow_ups, hand.away) for hand in page.hands] == [
        ("张敏", 1, 1, 0, 0), ("周静", 0, 0, 0, 2)
    ]  # fmt: skip


def test_a_festival_after_this_week_stands_apart(app: Flask, cast: Cast):
    before = date(2026, 12, 21)  # 冬至 is the Tuesday, 元旦 the Friday of the week after
    page = monday(before, Scope(seen_by=cast.user("admin"))).this
    assert [day.name for day, _count in page.festivals] == ["冬至节"]
    assert "元旦" in [day.name for day, _count in page.coming]


def test_one_screen_holds_the_worst_however_many_there_are(office: Cast):
    begin_write()
    for number in range(30):
        person = add_contact({"name": f"李一{number:02d}", "tier": "key"}, by=None)
        log_interaction([person], kind="call", on=date(2026, 6, 1), today=TODAY, by=None)
    db.session.commit()
    late = page_of(office).late
    assert len(late.people) == SHOWN and late.broken + late.overdue == 31


def test_the_page_is_the_head_s(
    office: Cast, head: CheckedClient, admin: CheckedClient, officer: CheckedClient, viewer: CheckedClient
):
    page = head.get("/reports/monday").text
    for words in ("看望", "借会议室", "核名单", "寄材料", "谁需要帮一把"):
        assert words in page
    assert admin.get("/reports/monday?whose=mine").status_code == 200
    assert officer.get("/reports/monday").status_code == viewer.get("/reports/monday").status_code == 403
    assert "周一页" not in officer.get("/reports/coverage").text


def test_it_is_taken_away_as_a_sheet_by_those_who_lead(office: Cast, head: CheckedClient, officer: CheckedClient):
    answer = taken(head, "/exports/report-monday", "csv")
    sheet = answer.data.decode("utf-8-sig")
    for words in ("上周做了什么", "看望", "借会议室", '"过了日子的","事项","核名单"', "寄材料", "谁需要帮一把"):
        assert words in sheet
    assert answer.content_type == "text/csv; charset=utf-8"
    refused = officer.post("/exports/report-monday", data={"format": "csv"})
    assert refused.status_code == 404 or "核名单" not in refused.text


def test_a_quiet_week_says_so(admin: CheckedClient, cast: Cast):
    page = admin.get("/reports/monday").text
    assert "上周没有联系记录" in page and "没有过期的" in page
