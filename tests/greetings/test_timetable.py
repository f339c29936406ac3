"""A round in time: counted back in working days, in the calendar of those it concerns, and on the first page."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from conftest import NOW, TODAY, signed_in
from greetings_scene import a_round, approved, received

from liaison.accounts.models import User
from liaison.calendar_.months import Almanac, month_weeks
from liaison.calendar_.queries import occasions_between
from liaison.contacts.actions import edit_contact
from liaison.db import db
from liaison.due.scopes import Scope
from liaison.greetings.editing import edit_greeting
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Round
from liaison.greetings.outbox import post_greeting
from liaison.greetings.queries import greetings_of
from liaison.greetings.rounds import edit_round
from liaison.greetings.sending import mark_sent
from liaison.greetings.timetable import round_occasions, step_occasion
from liaison.workdays.queries import work_calendar


@pytest.fixture
def spring(office) -> Round:
    return a_round("spring-festival", [office.chen], by=office.user("officer"))


def steps_for(round_: Round, user: User) -> list[str]:
    found = round_occasions(round_.draft_from, round_.day, Scope(seen_by=user))
    return [each.title for each in found]


def test_its_days_are_working_days_in_order(spring):
    days = [spring.draft_from, spring.submit_by, spring.approve_by, spring.send_on]
    calendar = work_calendar()
    assert days == sorted(days)
    assert all(calendar.is_workday(day) for day in days)
    assert spring.send_on < spring.day


def test_days_out_of_order_are_refused(office, spring):
    values = {"name": spring.name, "draft_from": spring.send_on, "submit_by": spring.submit_by}
    values |= {"approve_by": spring.approve_by, "send_on": spring.send_on}
    with pytest.raises(GreetingError, match="日期要依次是"):
        edit_round(spring, values, version=None, by=office.user("officer"))


def test_the_calendar_shows_what_is_still_to_be_done(office, spring):
    officer = office.user("officer")
    assert steps_for(spring, officer) == [
        "2027年春节问候：起草", "2027年春节问候：送审", "2027年春节问候：审定", "2027年春节问候：发送",
    ]  # fmt: skip
    approved(spring, by=officer, head=office.user("head"))
    assert steps_for(spring, officer) == ["2027年春节问候：发送"]
    mark_sent(greetings_of(spring)[0], now=NOW, today=TODAY, by=officer)
    assert steps_for(spring, officer) == []


def test_it_shows_nothing_to_another_section(office, spring):
    assert steps_for(spring, office.user("colleague")) == []
    assert len(steps_for(spring, office.user("viewer"))) == 4


def test_its_steps_keep_their_identity_when_a_day_moves(office, spring):
    def keys() -> set[tuple[str, str]]:
        found = round_occasions(spring.draft_from, spring.day, Scope(seen_by=office.user("officer")))
        return {(each.uuid, str(each.cycle)) for each in found}

    before, version = keys(), spring.version
    days = {name: getattr(spring, name) for name in ("draft_from", "submit_by", "approve_by", "send_on")}
    later = work_calendar().on_or_before(spring.send_on)
    edit_round(spring, {"name": "春节", **days, "send_on": later}, version=None, by=None)
    assert keys() == before
    assert spring.version > version


def test_the_month_and_the_file_hold_the_same_steps(app, office, spring):
    send_on = spring.send_on
    scope = Scope(seen_by=office.user("officer"))
    listed = occasions_between(send_on, send_on, scope, today=TODAY, kinds=["greetings"])
    assert "2027年春节问候：发送" in [each.title for each in listed]
    db.session.commit()
    client = signed_in(app, "officer")
    month = client.get(f"/calendar?month={send_on:%Y-%m}").text
    assert "2027年春节问候：发送" in month
    file = client.get(f"/calendar/export.ics?from={send_on}&to={send_on}&kinds=greetings").text
    assert "2027年春节问候：发送" in re.sub(r"\r\n ", "", file)


def test_the_first_page_counts_the_working_days_and_who_waits(app, office, spring):
    db.session.commit()
    page = signed_in(app, "officer").get("/").text
    assert re.search(r"距春节 \d+ 个工作日", page)
    assert "1 人待问候" in page


def test_the_first_page_forgets_a_round_in_which_nobody_waits(app, office, spring):
    row = greetings_of(spring)[0]
    edit_greeting(row, {"channel": "wechat"}, version=None, now=NOW, by=None)
    approved(spring, by=office.user("officer"), head=office.user("head"))
    mark_sent(row, now=NOW, today=TODAY, by=office.user("officer"))
    db.session.commit()
    assert not re.search(r"距春节 \d+ 个工作日", signed_in(app, "officer").get("/").text)


def test_the_first_page_names_answers_owed_and_mails_nobody_knows_of(app, office):
    officer, head = office.user("officer"), office.user("head")
    received(office.chen, officer)
    edit_contact(office.chen, {"email": "chen@example.cn"}, version=None, by=None)
    round_ = a_round("winter-solstice", [office.chen], by=officer)
    edit_greeting(greetings_of(round_)[0], {"channel": "email"}, version=None, now=NOW, by=officer)
    approved(round_, by=officer, head=head)
    post_greeting(greetings_of(round_)[0], due_at=NOW, on=TODAY, by=officer).state = "unknown"
    db.session.commit()
    page = signed_in(app, "officer").get("/").text
    assert "收到的问候还没回" in page
    assert "1 封，请来定" in page
    assert "发件箱 1" in signed_in(app, "officer").get("/greetings").text
    assert "收到的问候还没回" not in signed_in(app, "colleague").get("/").text


def test_the_form_starts_with_the_next_feast_that_has_no_round(app, office):
    a_round("new-year", [office.chen], by=office.user("officer"))
    db.session.commit()
    page = signed_in(app, "officer").get("/greetings/rounds/new").text
    chosen = re.findall(r'<option (?=[^>]*selected)[^>]*value="([^"]+:[0-9]+)"', page)
    assert chosen == ["police-day:2027"]


def test_on_a_day_of_many_calls_the_step_of_a_round_stands_first(office, spring):
    step = step_occasion(spring, "send", TODAY)
    calls = [replace(step, uuid=f"a-call-{number}", kind="checkin") for number in range(9)]
    almanac = Almanac(work_calendar(), {}, TODAY, TODAY)
    weeks = month_weeks(TODAY.year, TODAY.month, [*calls, step], almanac)
    (cell,) = [cell for week in weeks for cell in week if cell and cell.on == TODAY]
    assert cell.events[0] == step and cell.more == len(calls) + 1 - len(cell.events)


def test_the_first_page_says_that_a_round_whose_feast_is_past_is_to_be_ended(app, office, spring):
    spring.day = TODAY - timedelta(days=1)
    db.session.commit()
    assert "节日已过，请办结" in signed_in(app, "officer").get("/").text
