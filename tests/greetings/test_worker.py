"""`flask worker`: what it sends, what it says, what it refuses, and how one sees that it is alive."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cast import Cast
from click.testing import Result
from conftest import NOW, TODAY
from flask import Flask
from greetings_scene import a_round, approved, only_template, row_of
from mail_server import listening
from page_checks import CheckedClient

from liaison import clock
from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.greetings.models import State
from liaison.greetings.outbox import post_greeting
from liaison.greetings.outbox_models import OutboxMessage
from liaison.health.actions import beat
from liaison.plans.models import CallPlan


@pytest.fixture
def mail(app: Flask, cast: Cast) -> None:
    """One approved mail to 陈建国, due now."""
    begin_write()
    officer = cast.user("officer")
    only_template()
    edit_contact(cast.chen, {"email": "chen@example.cn"}, version=None, by=officer)
    round_ = a_round("winter-solstice", [cast.chen], by=officer)
    row = row_of(round_, cast.chen)
    row.channel = "email"
    approved(round_, by=officer, head=cast.user("head"))
    post_greeting(row, due_at=NOW, on=TODAY, by=officer)
    db.session.commit()


def stored() -> OutboxMessage:
    """The mail as it stands now."""
    return db.session.query(OutboxMessage).one()


def configure(app: Flask, url: str) -> None:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], smtp_url=url, mail_from="us@example.cn")


def once(app: Flask) -> Result:
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    db.session.rollback()
    return result


def test_what_is_due_is_sent_and_logged_in_the_name_of_whoever_handed_it_over(app, cast, mail):
    with listening() as box:
        configure(app, box.url)
        result = once(app)
    assert (result.exit_code, result.output.strip()) == (0, "发出 1")
    assert box.taken == [stored().uuid]
    assert "近来一切可好" in box.texts[0]
    assert (stored().greeting.state, stored().greeting.sent_by.login) == (State.SENT, "officer")


def test_what_is_due_later_waits(app, cast, mail):
    begin_write()
    stored().due_at = NOW + timedelta(hours=1)
    db.session.commit()
    with listening() as box:
        configure(app, box.url)
        result = once(app)
    assert (result.output.strip(), box.taken) == ("没有到点的邮件", [])


def test_on_a_day_of_remembrance_nothing_goes_out(app, cast, mail):
    memorial = datetime(2026, 12, 13, 2, 0, tzinfo=UTC)
    with listening() as box, clock.fixed_at(memorial):
        configure(app, box.url)
        once(app)
    assert box.taken == []
    assert stored().state == "due"


def test_a_refused_mail_is_put_before_a_person_with_the_server_s_words(app, cast, mail, officer):
    begin_write()
    stored().recipient = "refused@example.cn"
    db.session.commit()
    with listening() as box:
        configure(app, box.url)
        assert once(app).output.strip() == "被拒 1"
    page = officer.get("/greetings/outbox").text
    assert "被拒收" in page
    assert "550 no such mailbox" in page
    assert stored().greeting.state == State.READY


def test_a_server_out_of_reach_leaves_the_mail_due_and_says_so(app, cast, mail):
    configure(app, "smtp://127.0.0.1:1")
    result = once(app)
    assert result.exit_code == 1
    assert "连不上邮件服务器 127.0.0.1:1" in result.stderr
    assert stored().state == "due"


def test_without_a_server_it_refuses_while_mail_is_due(app, cast, mail):
    result = once(app)
    assert result.exit_code == 1
    assert "LIAISON_SMTP_URL" in result.stderr
    assert "1 封邮件发不出去" in result.stderr
    assert stored().state == "due"


def test_without_a_server_and_mail_it_plans_all_the_same_and_leaves_no_pulse(app, cast, officer):
    result = once(app)
    assert (result.exit_code, result.output) == (0, "")
    assert db.session.get_one(CallPlan, cast.user("officer").id).start_on == TODAY
    assert worker_of(officer) == "none"


def worker_of(client: CheckedClient) -> str:
    return client.get("/readyz").json["worker"]


def test_readyz_tells_whether_a_worker_lives(app, cast, officer):
    assert worker_of(officer) == "none"
    begin_write()
    beat("a", now=NOW, expected_by=NOW + timedelta(minutes=3))
    db.session.commit()
    assert worker_of(officer) == "alive"
    with clock.fixed_at(NOW + timedelta(minutes=4)):
        assert worker_of(officer) == "asleep"


def test_a_run_leaves_its_pulse(app, cast, officer):
    with listening() as box:
        configure(app, box.url)
        once(app)
    assert worker_of(officer) == "alive"
    assert "发送程序在运行" in officer.get("/greetings/outbox").text


def test_the_outbox_says_that_nobody_fetches_what_is_due(app, cast, mail, officer):
    with clock.fixed_at(NOW + timedelta(minutes=6)):
        assert "好像没有运行" in officer.get("/greetings/outbox").text


def test_workers_long_silent_are_forgotten(app, cast, officer):
    begin_write()
    beat("old", now=NOW - timedelta(days=8), expected_by=NOW - timedelta(days=8))
    beat("new", now=NOW, expected_by=NOW)
    db.session.commit()
    assert db.session.execute(db.text("SELECT name FROM worker_pulses")).scalars().all() == ["new"]
