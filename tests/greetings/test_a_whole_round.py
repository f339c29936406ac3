"""春节 2027 from the draft to the review, and next year's round from it, as officer and head do it page by page."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from cast import Cast
from conftest import signed_in
from flask import Flask
from mail_server import listening
from page_checks import CheckedClient

from liaison import clock
from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.greetings import delivery
from liaison.greetings.models import Greeting, Round, SendList, State
from liaison.greetings.occasions import coming_days
from liaison.greetings.outbox_models import OutboxMessage, Posted

DRAFTING = datetime(2027, 1, 18, 2, 0, tzinfo=UTC)
SENDING = datetime(2027, 2, 5, 2, 0, tzinfo=UTC)
AFTERWARDS = datetime(2027, 2, 22, 2, 0, tzinfo=UTC)
NEXT_YEAR = datetime(2028, 1, 10, 2, 0, tzinfo=UTC)


@pytest.fixture
def people(app: Flask, cast: Cast) -> dict[str, int]:
    """Five people of 市第一中学: two with a mobile besides 陈建国, two with mail."""
    begin_write()
    officer, ids = cast.user("officer"), {"chen": cast.chen.id}
    for key, name, phone, email in (
        ("liu", "刘芳", "13900010001", ""),
        ("zhou", "周平", "13900010002", ""),
        ("he", "何静", "", "he@example.cn"),
        ("ma", "马骏", "", "ma@example.cn"),
    ):
        phones = [("", phone)] if phone else []
        contact = add_contact(
            {"name": name, "owner_id": officer.id, "tier": "key", "email": email}, phones=phones, by=None
        )
        begin_post(contact, unit_id=cast.school.id, title="副校长", by=None)
        ids[key] = contact.id
    db.session.commit()
    return ids


def begun(client: CheckedClient, at: datetime) -> int:
    """Start the round of the next 春节 from its page."""
    day = next(day for day in coming_days(at.date()) if day.code == "spring-festival")
    form = {"occasion": day.key, "whose": "all", "wish": "", "repeat": "y"}
    assert client.post("/greetings/rounds/new", data=form).status_code == 302
    db.session.rollback()
    return db.session.query(Round).order_by(Round.id.desc()).first().id


def rows(round_id: int) -> dict[int, Greeting]:
    """{contact id: the greeting} as it stands now."""
    db.session.rollback()
    return {row.contact_id: row for row in db.session.query(Greeting).filter_by(round_id=round_id)}


def mailed(app: Flask, url: str) -> str:
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], smtp_url=url, mail_from="us@example.cn")
    db.session.rollback()
    result = app.test_cli_runner().invoke(args=["worker", "--once"])
    db.session.rollback()
    return result.output


def leave_unknown(message_id: int) -> None:
    """What a worker that is killed in the middle of sending leaves behind, once another takes over."""
    begin_write()
    message = db.session.get_one(OutboxMessage, message_id)
    message.state, message.claimed_at = Posted.SENDING, SENDING - timedelta(hours=1)
    db.session.flush()
    delivery.recover(SENDING)
    db.session.commit()


def drafted_and_approved(app: Flask, people: dict[str, int]) -> int:
    """The officer's draft, sent back once, mended, and approved by the head."""
    with clock.fixed_at(DRAFTING):
        officer, head = signed_in(app, "officer", DRAFTING), signed_in(app, "head", DRAFTING)
        round_id = begun(officer, DRAFTING)
        for unwanted in rows(round_id).keys() - people.values():
            row = rows(round_id)[unwanted]
            officer.post(f"/greetings/{row.id}/excuse", data={"excuse": "刚刚当面问候过"})
        mine = [row for row in rows(round_id).values() if row.contact_id in people.values()]
        assert len({row.text for row in mine}) == len(mine) == 5
        url = f"/greetings/rounds/{round_id}"
        assert "可以送审了" in officer.get(url).text
        officer.post(f"{url}/submission", data={})
        head.post(f"{url}/return", data={"words": "何校长的写得再亲切些"})
        assert "何校长的写得再亲切些" in officer.get(url).text
        officer.post(f"{url}/submission", data={})
        head.post(f"{url}/approval", data={})
        assert all(row.may_be_sent for row in rows(round_id).values() if row.state == State.READY)
    return round_id


def sent_in_every_way(app: Flask, round_id: int, people: dict[str, int]) -> None:
    """By hand with "and next", by the platform's list, by mail; one mail nobody knows the fate of is decided."""
    with clock.fixed_at(SENDING), listening() as box:
        app.config["SETTINGS"] = replace(
            app.config["SETTINGS"], smtp_url=box.url, mail_from="us@example.cn"
        )
        officer = signed_in(app, "officer", SENDING)
        url = f"/greetings/rounds/{round_id}"
        assert "data-queue-copy" in officer.get(f"{url}/sending").text
        officer.post(f"/greetings/{rows(round_id)[people['chen']].id}/dispatch", data={})
        assert officer.post(f"{url}/mails", data={"when": "now"}).status_code == 302
        to_ma = rows(round_id)[people["ma"]].id
        leave_unknown(db.session.query(OutboxMessage).filter_by(greeting_id=to_ma).one().id)
        assert "发出 1" in mailed(app, box.url)
        assert len(box.taken) == 1
        unknown = db.session.query(OutboxMessage).filter_by(state=Posted.UNKNOWN).one().id
        assert f"/greetings/outbox/{unknown}/resolution" in officer.get("/greetings/outbox").text
        officer.post(f"/greetings/outbox/{unknown}/resolution", data={"sent": "yes"})
        assert rows(round_id)[people["ma"]].state == State.SENT
        officer.post(f"{url}/lists", data={})
        made = db.session.query(SendList).filter_by(round_id=round_id).one()
        assert officer.get(f"/greetings/lists/{made.id}.xlsx").status_code == 200
        officer.post(f"/greetings/lists/{made.id}/settlement", data={"sent": "yes"})


def test_a_whole_round(app: Flask, cast: Cast, people: dict[str, int]):
    round_id = drafted_and_approved(app, people)
    sent_in_every_way(app, round_id, people)
    url = f"/greetings/rounds/{round_id}"
    with clock.fixed_at(AFTERWARDS):
        officer = signed_in(app, "officer", AFTERWARDS)
        officer.post(f"/greetings/{rows(round_id)[people['chen']].id}/reply", data={"words": "同贺新春", "on": "2027-02-06"})
        now = rows(round_id)
        assert now[people["chen"]].state == State.REPLIED
        assert db.session.get_one(Contact, people["chen"]).last_contact_on == SENDING.date()
        closing = {"missed_because": "号码都停了", "lessons": "邮箱年前先核一遍"}
        assert officer.post(f"{url}/closing", data=closing).status_code == 302
        review = officer.get(f"{url}/review").text
        assert "邮箱年前先核一遍" in review and "市第一中学" in review
    with clock.fixed_at(NEXT_YEAR):
        officer = signed_in(app, "officer", NEXT_YEAR)
        again = begun(officer, NEXT_YEAR)
        assert db.session.get_one(Round, again).previous_id == round_id
        assert "邮箱年前先核一遍" in officer.get(f"/greetings/rounds/{again}").text
        before, after = rows(round_id), rows(again)
        assert set(people.values()) <= after.keys()
        assert all(after[key].text != before[key].text for key in people.values())
