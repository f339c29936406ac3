"""Nobody is greeted twice: not in one round, not by two rounds of one feast, not by two officers in the same moment.

And of two who edit one greeting the second is told, and loses nothing.
"""

import threading

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from greetings_scene import a_round, approved, row_of
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError
from test_concurrency import LONGEST_WAIT, Somebody, another_session, hold

from liaison.accounts.models import User
from liaison.db import StaleRecord, begin_write, db
from liaison.greetings.drafting import add_people, begin_round, invitations_for
from liaison.greetings.editing import edit_greeting
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round, Turn
from liaison.greetings.occasions import occasion_named
from liaison.greetings.queries import greetings_of
from liaison.greetings.sending import mark_sent
from liaison.interactions.models import Interaction

SPRING = "spring-festival:2027"


def begin(cast: Cast, name: str) -> Round:
    return begin_round(
        occasion_named(SPRING),
        name=name,
        owner=None,
        previous=None,
        wish="",
        today=TODAY,
        by=cast.user("officer"),
    )


@pytest.mark.postgres
def test_putting_somebody_in_twice_changes_nothing(office):
    round_ = a_round("spring-festival", [office.chen], by=office.user("officer"))
    again = add_people(round_, invitations_for({office.chen.id: "再来一次"}), by=office.user("officer"))
    assert again == []
    assert len(greetings_of(round_)) == 1


@pytest.mark.postgres
def test_a_second_round_of_the_feast_passes_over_those_of_the_first(office):
    begin(office, "第一批")
    assert greetings_of(begin(office, "第二批")) == []


def bare_row(round_: Round, contact_id: int) -> Greeting:
    return Greeting(round_id=round_.id, contact_id=contact_id, reason="直接写入", channel="sms")


@pytest.mark.postgres
def test_the_database_itself_refuses_the_same_person_twice_in_one_round(office):
    round_ = a_round("spring-festival", [office.chen], by=office.user("officer"))
    db.session.add(bare_row(round_, office.chen.id))
    with pytest.raises(IntegrityError):
        db.session.flush()
    db.session.rollback()


@pytest.mark.postgres
def test_the_database_itself_refuses_a_second_turn_on_one_feast(office):
    first = a_round("spring-festival", [office.chen], by=office.user("officer"))
    (turn,) = row_of(first, office.chen).turns
    second = begin(office, "第二批")
    row = bare_row(second, office.chen.id)
    db.session.add(row)
    db.session.flush()
    values = {"occasion_code": turn.occasion_code, "cycle": turn.cycle, "contact_id": turn.contact_id}
    with pytest.raises(IntegrityError):
        db.session.execute(insert(Turn).values(**values, greeting_id=row.id))
    db.session.rollback()


@pytest.mark.postgres
def test_two_officers_who_draft_for_one_person_in_the_same_moment_leave_one_greeting(
    app: Flask, office: Cast
):
    rounds = [begin_empty(office, name).id for name in ("甲", "乙")]
    chen = office.ids["chen"]
    db.session.commit()
    db.session.remove()
    begun, release = threading.Event(), threading.Event()
    told: list[str] = []

    def put_in(round_id: int, then=lambda: None) -> None:
        begin_write()
        try:
            add_people(db.session.get_one(Round, round_id), invitations_for({chen: "合作多"}), by=None)
            then()
            db.session.commit()
        except GreetingError as refusal:
            db.session.rollback()
            told.append(str(refusal))

    first = Somebody(app, lambda: put_in(rounds[0], lambda: hold(begun, release)))
    first.start()
    assert begun.wait(LONGEST_WAIT)
    second = Somebody(app, lambda: put_in(rounds[1]))
    second.start()
    second.join(0.5)
    release.set()
    first.finish()
    second.finish()
    assert [row.round_id for row in db.session.query(Greeting).filter_by(contact_id=chen)] == [rounds[0]]
    assert told in ([], ["有人刚刚把其中几位列进了同一节日的批次，请刷新后再试"])


def begin_empty(cast: Cast, name: str) -> Round:
    round_ = begin(cast, name)
    for row in greetings_of(round_):
        db.session.delete(row)
    db.session.flush()
    return round_


@pytest.mark.postgres
def test_two_who_mark_one_greeting_as_sent_in_the_same_moment_log_it_once(app: Flask, office: Cast):
    officer = office.user("officer")
    round_ = approved(
        a_round("spring-festival", [office.chen], by=officer), by=officer, head=office.user("head")
    )
    row_id, by = row_of(round_, office.chen).id, officer.id
    db.session.commit()
    db.session.remove()
    begun, release = threading.Event(), threading.Event()
    told: list[str] = []

    def send(then=lambda: None) -> None:
        begin_write()
        try:
            row = db.session.get_one(Greeting, row_id)
            mark_sent(row, now=NOW, today=TODAY, by=db.session.get_one(User, by))
            then()
            db.session.commit()
        except Exception as refusal:
            db.session.rollback()
            told.append(type(refusal).__name__)

    first = Somebody(app, lambda: send(lambda: hold(begun, release)))
    first.start()
    assert begun.wait(LONGEST_WAIT)
    second = Somebody(app, send)
    second.start()
    second.join(0.5)
    release.set()
    first.finish()
    second.finish()
    assert db.session.query(Interaction).filter_by(kind="greeting").count() == 1
    assert told in (["GreetingError"], ["StaleDataError"])


@pytest.mark.postgres
def test_an_edit_begun_before_another_was_saved_is_refused(app: Flask, office: Cast):
    officer = office.user("officer")
    row = row_of(a_round("spring-festival", [office.chen], by=officer), office.chen)
    row_id, seen = row.id, row.version
    db.session.commit()
    with another_session(app):
        begin_write()
        edit_greeting(
            db.session.get_one(Greeting, row_id), {"text": "甲写的"}, version=seen, now=NOW, by=None
        )
        db.session.commit()
    begin_write()
    with pytest.raises(StaleRecord):
        edit_greeting(
            db.session.get_one(Greeting, row_id), {"text": "乙写的"}, version=seen, now=NOW, by=None
        )
    db.session.rollback()
    assert db.session.get_one(Greeting, row_id).text == "甲写的"


def test_the_second_of_two_editors_sees_both_texts_and_loses_nothing(app: Flask, office: Cast):
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    row_id, form = row.id, {"channel": "sms", "signer_id": "", "version": str(row.version)}
    form["officer_id"] = str(office.user("officer").id)
    db.session.commit()
    first, second = signed_in(app, "head"), signed_in(app, "officer")
    assert first.post(f"/greetings/{row_id}", data={**form, "text": "李强写的"}).status_code == 302
    answer = second.post(f"/greetings/{row_id}", data={**form, "text": "张敏写的"})
    assert answer.status_code == 409
    assert "被别人改过" in answer.text
    assert "李强写的" in answer.text
    assert "张敏写的" in answer.text
    assert db.session.get_one(Greeting, row_id).text == "李强写的"
