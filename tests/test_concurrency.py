"""Two people at once: nobody's edit is lost, writers queue, and facts add up."""

import threading
from collections.abc import Callable
from contextlib import contextmanager

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from page_checks import CheckedClient
from sqlalchemy import event, text
from sqlalchemy.orm import Session
from sqlalchemy.orm.exc import StaleDataError

from liaison import clock
from liaison.contacts.actions import edit_contact
from liaison.contacts.models import Contact
from liaison.db import StaleRecord, begin_write, db
from liaison.interactions.actions import log_interaction
from liaison.merges.actions import merge_records
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.models import Unit

on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)
LONGEST_WAIT = 30


@contextmanager
def another_session(app: Flask):
    """A session of its own, as a second request has."""
    with app.app_context():
        yield
        db.session.remove()


class Somebody(threading.Thread):
    """A second person at work; `finish` waits and passes on what went wrong."""

    def __init__(self, app: Flask, work: Callable[[], None]) -> None:
        super().__init__(daemon=True)
        self.app, self.work, self.error = app, work, None

    def run(self) -> None:
        try:
            with clock.fixed_at(NOW), another_session(self.app):
                self.work()
        except Exception as error:
            self.error = error

    def finish(self) -> None:
        self.join(LONGEST_WAIT)
        assert not self.is_alive(), "still waiting"
        if self.error is not None:
            raise self.error


def save_notes(contact_id: int, notes: str) -> None:
    """A whole edit by somebody, committed."""
    begin_write()
    edit_contact(db.session.get_one(Contact, contact_id), {"notes": notes}, version=None, by=None)
    db.session.commit()


def log_call(people: list[int], *, then: Callable[[], None] = lambda: None) -> None:
    """Log a call with these people, wait for what comes then, commit."""
    begin_write()
    contacts = [db.session.get_one(Contact, contact_id) for contact_id in people]
    log_interaction(contacts, kind="call", on=TODAY, today=TODAY, by=None)
    then()
    db.session.commit()


@pytest.mark.postgres
def test_an_edit_that_began_before_another_was_saved_is_refused_and_nothing_is_lost(app: Flask, cast: Cast):
    seen = cast.chen.version
    db.session.rollback()
    with another_session(app):
        save_notes(cast.ids["chen"], "喜欢钓鱼")
    begin_write()
    with pytest.raises(StaleRecord):
        edit_contact(cast.chen, {"notes": "喜欢书法"}, version=seen, by=None)
    db.session.rollback()
    assert cast.chen.notes == "喜欢钓鱼"


@on_postgresql
def test_two_edits_in_the_same_moment_do_not_overwrite_each_other(app: Flask, cast: Cast):
    begin_write()
    mine = cast.chen
    with another_session(app):
        save_notes(cast.ids["chen"], "喜欢钓鱼")
    with pytest.raises(StaleDataError):
        edit_contact(mine, {"notes": "喜欢书法"}, version=mine.version, by=None)
    db.session.rollback()
    assert cast.chen.notes == "喜欢钓鱼"


@on_postgresql
def test_an_edit_saved_in_the_same_moment_stops_a_merge(app: Flask, cast: Cast):
    """What a merge decides by is read anew under a lock: it writes rows by themselves."""
    begin_write()
    chen, wang = cast.chen, cast.wang
    seen = {chen.id: chen.version, wang.id: wang.version}
    with another_session(app):
        save_notes(cast.ids["chen"], "喜欢钓鱼")
    with pytest.raises(StaleRecord):
        merge_records(chen, [wang], {}, versions=seen, now=NOW, by=None)


@contextmanager
def before_the_flush(work: Callable[..., None]):
    """Let something happen between a request's reading and its first write."""
    event.listen(db.session, "before_flush", work)
    yield
    event.remove(db.session, "before_flush", work)


def somebody_saves_notes(session: Session, *_arguments: object) -> None:
    if any(isinstance(record, Contact) for record in session.dirty):
        with db.engine.begin() as connection:
            connection.execute(text("UPDATE contacts SET notes = '喜欢钓鱼', version = version + 1"))


@on_postgresql
def test_a_page_saved_in_the_same_moment_answers_that_somebody_was_quicker(
    app: Flask, officer: CheckedClient, cast: Cast
):
    form = {"name": "陈建国", "tier": "key", "notes": "喜欢书法", "version": str(cast.chen.version)}

    with before_the_flush(somebody_saves_notes):
        answer = officer.post(f"/contacts/{cast.ids['chen']}/edit", data=form)
    assert answer.status_code == 409
    assert "已被别人修改" in answer.text
    assert cast.chen.notes == "喜欢钓鱼"


@pytest.mark.postgres
def test_a_logged_call_leaves_the_page_somebody_is_editing_valid(app: Flask, cast: Cast):
    seen = cast.chen.version
    db.session.rollback()
    log_call([cast.ids["chen"]])
    begin_write()
    edit_contact(cast.chen, {"notes": "喜欢书法"}, version=seen, by=None)
    db.session.commit()
    assert (cast.chen.notes, cast.chen.last_contact_on) == ("喜欢书法", TODAY)


@pytest.mark.postgres
def test_calls_logged_at_once_with_the_same_people_are_all_counted(app: Flask, cast: Cast):
    people = [cast.ids["chen"], cast.ids["wang"]]
    db.session.remove()
    writers = [Somebody(app, lambda: [log_call(people) for _ in range(3)]) for _ in range(4)]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.finish()
    assert (cast.chen.times_contacted, cast.wang.times_contacted) == (12, 12)
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])


@pytest.mark.postgres
def test_a_call_logged_while_another_is_being_saved_waits_and_counts_both(app: Flask, cast: Cast):
    chen, wang = cast.ids["chen"], cast.ids["wang"]
    db.session.remove()
    begun, second_waits = threading.Event(), threading.Event()
    first = Somebody(app, lambda: log_call([chen], then=lambda: hold(begun, second_waits)))
    first.start()
    assert begun.wait(LONGEST_WAIT)
    second = Somebody(app, lambda: log_call([chen, wang]))
    second.start()
    second.join(0.5)
    assert second.is_alive(), "the second did not wait for the first"
    second_waits.set()
    first.finish()
    second.finish()
    assert (cast.chen.times_contacted, cast.wang.times_contacted) == (2, 1)
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])


@on_postgresql
def test_colleagues_of_one_unit_called_at_once_are_both_in_its_facts(app: Flask, cast: Cast):
    begun, second_waits = threading.Event(), threading.Event()
    chen, wang = cast.ids["chen"], cast.ids["wang"]
    db.session.remove()
    first = Somebody(app, lambda: log_call([chen], then=lambda: hold(begun, second_waits)))
    first.start()
    assert begun.wait(LONGEST_WAIT)
    second = Somebody(app, lambda: log_call([wang]))
    second.start()
    second.join(0.5)
    second_waits.set()
    first.finish()
    second.finish()
    assert db.session.get_one(Unit, cast.ids["school"]).people_reached == 2


def hold(begun: threading.Event, release: threading.Event) -> None:
    """Say that the write is under way, and wait with committing it."""
    begun.set()
    assert release.wait(LONGEST_WAIT)


def test_on_sqlite_a_second_writer_queues_from_its_first_statement(app: Flask, cast: Cast):
    begin_write()
    db.session.scalar(text("SELECT 1"))
    order: list[str] = []

    def write() -> None:
        begin_write()
        db.session.execute(text("SELECT 1"))
        order.append("second")
        db.session.rollback()

    second = Somebody(app, write)
    second.start()
    second.join(0.5)
    order.append("first")
    db.session.commit()
    second.finish()
    assert order == ["first", "second"]


def test_on_sqlite_readers_are_not_kept_waiting_by_a_writer(app: Flask, cast: Cast):
    begin_write()
    edit_contact(cast.chen, {"notes": "喜欢书法"}, version=None, by=None)
    read: list[str] = []
    reader = Somebody(app, lambda: read.append(db.session.get_one(Contact, cast.ids["chen"]).notes))
    reader.start()
    reader.finish()
    assert read == [""]
