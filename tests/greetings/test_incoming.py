"""Greetings others sent us: logged as their touch, owed an answer, and two-way once answered."""

from datetime import timedelta

import pytest
from conftest import NOW, TODAY, signed_in
from greetings_scene import received

from liaison.db import db
from liaison.greetings.errors import GreetingError
from liaison.greetings.incoming import (
    answer_incoming,
    log_incoming,
    owed_answers,
    strike_incoming,
    unanswer_incoming,
)
from liaison.interactions.actions import InteractionError


@pytest.fixture
def greeting(office):
    return received(office.chen, office.user("officer"))


def owed_to(office, login: str = "officer") -> list[str]:
    return [each.name for each in owed_answers(office.user(login))]


def test_it_is_their_touch_and_owed_an_answer(office, greeting):
    touch = greeting.interaction
    assert (touch.direction, touch.kind, touch.answered) == ("theirs", "greeting", False)
    assert office.chen.last_contact_on is None
    assert owed_to(office) == ["陈建国"]


def test_the_answer_makes_it_two_way_and_the_debt_is_gone(office, greeting):
    answer_incoming(greeting, "同贺", now=NOW, today=TODAY, by=office.user("officer"))
    assert owed_to(office) == []
    assert greeting.interaction.answered
    assert office.chen.last_contact_on == TODAY
    assert "我方回复：同贺" in greeting.interaction.outcome


def test_an_answer_is_given_once_and_can_be_taken_back(office, greeting):
    answer_incoming(greeting, "同贺", now=NOW, today=TODAY, by=office.user("officer"))
    with pytest.raises(GreetingError, match="已经回过了"):
        answer_incoming(greeting, "再贺", now=NOW, today=TODAY, by=office.user("officer"))
    unanswer_incoming(greeting, today=TODAY, by=office.user("officer"))
    assert (owed_to(office), office.chen.last_contact_on) == (["陈建国"], None)


def test_one_entered_by_mistake_takes_its_touch_along(office, greeting):
    heat = office.chen.heat
    strike_incoming(greeting, now=NOW, by=office.user("officer"))
    assert owed_to(office) == []
    assert office.chen.heat < heat


def test_one_from_tomorrow_is_refused(office):
    with pytest.raises(InteractionError, match="还没到"):
        log_incoming(
            office.chen, occasion_code="", occasion_name="", channel="sms", text="", on=TODAY + timedelta(days=1),
            today=TODAY, by=office.user("officer"),
        )  # fmt: skip


def test_debts_of_another_section_stay_out_of_sight(office):
    received(office.ouyang, office.user("colleague"))
    assert owed_to(office) == []
    assert owed_to(office, "admin") == ["欧阳慧敏"]


def test_one_logged_on_the_page_leads_back_to_what_is_owed(app, office):
    db.session.commit()
    form = {"who": "陈建国", "occasion_code": "new-year", "channel": "sms", "on": "今天", "text": "新年好"}
    page = signed_in(app, "officer").post("/greetings/incoming/new", data=form, follow_redirects=True).text
    assert "已记下，别忘了回" in page
    assert "陈主任" in page
