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
from liaison.interactions.actions import InteractionError, edit_interaction


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
    answer_incoming(greeting, "同贺", on=TODAY, now=NOW, today=TODAY, by=office.user("officer"))
    assert owed_to(office) == []
    answer = greeting.answer_interaction
    assert (answer.on, answer.answered, answer.direction, answer.outcome) == (TODAY, True, "ours", "同贺")
    assert office.chen.last_contact_on == TODAY


def test_an_answer_is_given_once_and_can_be_taken_back(office, greeting):
    answer_incoming(greeting, "同贺", on=TODAY, now=NOW, today=TODAY, by=office.user("officer"))
    with pytest.raises(GreetingError, match="已经回过了"):
        answer_incoming(greeting, "再贺", on=TODAY, now=NOW, today=TODAY, by=office.user("officer"))
    unanswer_incoming(greeting, now=NOW, today=TODAY, by=office.user("officer"))
    assert (owed_to(office), office.chen.last_contact_on) == (["陈建国"], None)


def test_an_answer_days_later_counts_on_its_own_day_and_leaves_the_earlier_day_as_it_was(office, greeting):
    later = TODAY + timedelta(days=9)
    answer_incoming(greeting, "同贺", on=later, now=NOW, today=later, by=office.user("officer"))
    theirs = greeting.interaction
    assert (theirs.on, theirs.answered, theirs.outcome) == (TODAY, False, "新年好")
    assert (office.chen.last_contact_on, greeting.answered_on) == (later, later)


def test_an_answer_without_words_says_only_that_there_was_one(office, greeting):
    answer_incoming(greeting, "  ", on=TODAY, now=NOW, today=TODAY, by=office.user("officer"))
    answer = greeting.answer_interaction
    assert (answer.summary, answer.outcome) == ("已回复元旦问候", "")


@pytest.mark.parametrize(("days", "error"), [(-1, GreetingError), (1, InteractionError)])
def test_an_answer_before_the_greeting_or_to_come_is_refused(office, greeting, days, error):
    with pytest.raises(error):
        answer_incoming(
            greeting, "", on=TODAY + timedelta(days=days), now=NOW, today=TODAY, by=office.user("officer")
        )


def test_taking_an_answer_back_leaves_everything_as_it_was(office, greeting):
    def facts():
        theirs = greeting.interaction
        person = office.chen
        return (theirs.answered, theirs.outcome, person.last_contact_on, person.due_on, person.heat, person.heat_on)

    before = facts()
    later = TODAY + timedelta(days=9)
    answer_incoming(greeting, "同贺", on=later, now=NOW, today=later, by=office.user("officer"))
    assert facts() != before
    unanswer_incoming(greeting, now=NOW, today=later, by=office.user("officer"))
    assert facts() == before
    assert greeting.answered_on is None


def test_an_answer_once_written_into_their_touch_is_taken_out_of_it(office, greeting):
    greeting.answered_at, greeting.answer = NOW, "同贺"
    values = {"answered": True, "outcome": "新年好\n我方回复：同贺"}
    edit_interaction(greeting.interaction, values, today=TODAY, version=None, by=None)
    unanswer_incoming(greeting, now=NOW, today=TODAY, by=office.user("officer"))
    assert (greeting.interaction.answered, greeting.interaction.outcome) == (False, "新年好")


def test_the_page_takes_the_day_of_the_answer(app, office):
    given = received(office.chen, office.user("officer"), on=TODAY - timedelta(days=5)).id
    db.session.commit()
    client = signed_in(app, "officer")
    early = client.post(f"/greetings/incoming/{given}/answer", data={"on": "11.17"}, follow_redirects=True)
    assert "回复日期早于收到的 2026-11-18" in early.text
    page = client.post(f"/greetings/incoming/{given}/answer", data={"on": "11.20"}, follow_redirects=True).text
    assert "11月20日回的" in page
    assert office.chen.last_contact_on == TODAY - timedelta(days=3)


def test_one_entered_by_mistake_takes_its_touch_along(office, greeting):
    heat = office.chen.heat
    answer_incoming(greeting, "同贺", on=TODAY, now=NOW, today=TODAY, by=office.user("officer"))
    strike_incoming(greeting, now=NOW, by=office.user("officer"))
    assert (owed_to(office), office.chen.last_contact_on) == ([], None)
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


def logged_by_the_officer(app, office, owner: str | None) -> str:
    """The page 张敏 comes to after she has logged a greeting of a person kept by `owner`."""
    office.chen.owner_id = office.user(owner).id if owner else None
    db.session.commit()
    form = {"who": "陈建国", "occasion_code": "new-year", "channel": "sms", "on": "今天", "text": "新年好"}
    return signed_in(app, "officer").post("/greetings/incoming/new", data=form, follow_redirects=True).text


@pytest.mark.parametrize(
    ("owner", "said"), [("head", "已记下，由李强回复"), (None, "已记下；陈建国还没有联络员，请看谁来回")]
)
def test_one_for_somebody_else_to_answer_says_so_and_is_in_the_list_it_leads_to(app, office, owner, said):
    page = logged_by_the_officer(app, office, owner)
    assert said in page and "别忘了回" not in page
    assert 'id="incoming-' in page
    assert "收到的问候 1" in page


def test_the_tab_counts_those_of_the_list_and_the_list_tells_of_the_others(app, office, greeting):
    office.chen.owner_id = office.user("head").id
    db.session.commit()
    client = signed_in(app, "officer")
    page = client.get("/greetings/incoming").text
    assert 'id="incoming-' not in page and "收到的问候 1" not in page
    assert "不是您联络的还有 1 位没回" in page
    everybody = client.get("/greetings/incoming?whose=all").text
    assert 'id="incoming-' in everybody and "收到的问候 1" in everybody and "不是您联络的" not in everybody
    assert "收到的问候 1" not in client.get("/greetings").text
    assert "收到的问候 1" in signed_in(app, "head").get("/greetings").text
