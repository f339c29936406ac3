"""The calendar's page says of a feast who is still to be greeted; its file goes on saying what was planned."""

import re

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from greetings_scene import a_round, approved, feast, row_of
from page_checks import CheckedClient

from liaison.calendar_.queries import occasions_between
from liaison.db import begin_write, db
from liaison.due.scopes import Scope
from liaison.greetings.closing import close_round
from liaison.greetings.excusing import excuse_greeting
from liaison.greetings.models import Round
from liaison.greetings.progress import progress_title
from liaison.greetings.sending import mark_sent

SPRING = "2027-02-06"


@pytest.fixture
def spring(office: Cast) -> Round:
    """Approved for the two people 张敏 sees."""
    officer, head = office.user("officer"), office.user("head")
    round_ = a_round("spring-festival", [office.chen, office.wang], by=officer)
    return approved(round_, by=officer, head=head)


def send(round_: Round, office: Cast) -> None:
    mark_sent(row_of(round_, office.chen), now=NOW, today=TODAY, by=office.user("officer"))


def end(round_: Round, office: Cast) -> None:
    close_round(round_, missed_because="没顾上", lessons="", now=NOW, by=office.user("head"))


def said(office: Cast, login: str = "officer", code: str = "spring-festival", **scope) -> str:
    day = feast(code)
    listed = occasions_between(
        day.day, day.day, Scope(seen_by=office.user(login), **scope), today=TODAY, kinds=["greetings"],
        titled=progress_title,
    )  # fmt: skip
    return next(each.title for each in listed if each.title.startswith(day.name))


def test_as_long_as_nothing_is_sent_it_says_whom_the_feast_greets(office, spring):
    assert said(office) == "春节：问候 2 人"


def test_whoever_was_sent_a_greeting_waits_no_more(office, spring):
    send(spring, office)
    assert said(office) == "春节：问候 1 人（已问候 1 人）"
    assert said(office, code="lunar-new-year-eve") == "除夕：问候 1 人（已问候 1 人）"
    assert said(office, "head", owner_ids=(office.user("officer").id,)) == "春节：已问候 1 人"
    assert said(office, "colleague") == "春节：问候 2 人"


def test_whoever_was_missed_waits_until_the_round_is_ended(office, spring):
    send(spring, office)
    end(spring, office)
    assert said(office) == "春节：已问候 1 人"


def test_whoever_was_excused_is_not_waited_for(office, spring):
    excuse_greeting(row_of(spring, office.wang), "在国外", now=NOW, by=office.user("head"))
    assert said(office) == "春节：问候 1 人"
    end(spring, office)
    assert said(office) == "春节：没有人要问候"


def planned(client: CheckedClient) -> list[str]:
    """Who and what the file says of 春节 itself; a round's own steps are left out once they are taken."""
    file = client.get(f"/calendar/export.ics?from={SPRING}&to={SPRING}&kinds=greetings").text
    return re.findall(r"^(?:UID|SUMMARY|SEQUENCE|DTSTART).*$", file.replace("\r\n", "\n"), re.MULTILINE)


def test_the_month_and_its_day_say_so_and_the_file_keeps_the_plan(app: Flask, office: Cast, spring: Round):
    db.session.commit()
    client = signed_in(app, "officer")
    before = planned(client)
    begin_write()
    send(spring, office)
    end(spring, office)
    db.session.commit()
    page = client.get(f"/calendar?day={SPRING}").text
    assert len(re.findall("春节：已问候 1 人", page)) >= 2
    assert "春节：问候" not in page
    assert "SUMMARY:春节：问候 1 人" in before
    assert planned(client) == before
