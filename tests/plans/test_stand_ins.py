"""A greeting by telephone or visit within the window stands for the call, where the office says so."""

from datetime import date, timedelta

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.calendar_.queries import checkins_between
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.due.scopes import Scope
from liaison.greetings.models import Greeting, Round
from liaison.interactions.actions import log_interaction
from liaison.plans.actions import renew_desks
from liaison.plans.capacities import festivals_count
from liaison.plans.models import PlannedCall
from liaison.workdays.queries import work_calendar

CALLED_ON = date(2026, 11, 12)  # 重点, 30 days: due on Saturday 12-12, to be called from 12-05
GREETED_ON = date(2026, 12, 9)


def round_on(day: date) -> Round:
    """A round whose greetings go out on this day."""
    return Round(
        name="冬至", occasion_code="winter-solstice", occasion_name="冬至", cycle=2026, day=day, lunar_year=2026,
        draft_from=TODAY, submit_by=day, approve_by=day, send_on=day,
    )  # fmt: skip


def greet(contact: Contact, day: date = GREETED_ON, channel: str = "call", **values) -> None:  # type: ignore[no-untyped-def]
    round_ = round_on(day)
    db.session.add(round_)
    db.session.flush()
    greeting = Greeting(
        round_id=round_.id, contact_id=contact.id, officer_id=contact.owner_id, reason="", channel=channel, **values
    )
    db.session.add(greeting)
    db.session.flush()


@pytest.fixture
def chen(app: Flask, cast: Cast) -> Cast:
    begin_write()
    log_interaction([cast.chen], kind="call", on=CALLED_ON, today=TODAY, by=None)
    db.session.commit()
    return cast


def planned(cast: Cast) -> list[PlannedCall]:
    renew_desks([cast.user("officer").id], TODAY)
    db.session.commit()
    rows = select(PlannedCall).where(PlannedCall.contact_id == cast.ids["chen"]).order_by(PlannedCall.number)
    return list(db.session.scalars(rows))


@pytest.mark.parametrize("channel", ["call", "visit"])
def test_a_spoken_greeting_within_the_window_takes_the_place_of_the_call(chen: Cast, channel: str):
    begin_write()
    greet(chen.chen, channel=channel)
    first, second = planned(chen)[:2]
    assert (first.on, first.stands_in) == (GREETED_ON, True)
    assert not second.stands_in
    assert second.due_on == GREETED_ON + timedelta(days=30)


@pytest.mark.parametrize(
    ("day", "channel", "values"),
    [
        (GREETED_ON, "sms", {}),
        (GREETED_ON, "letter", {}),
        (date(2026, 11, 27), "call", {}),
        (GREETED_ON, "call", {"excused_at": NOW}),
        (GREETED_ON, "call", {"sent_at": NOW}),
    ],
    ids=["a message", "a letter", "before the window", "excused", "made already"],
)
def test_what_does_not_stand_for_a_call(chen: Cast, day: date, channel: str, values: dict):  # type: ignore[type-arg]
    begin_write()
    greet(chen.chen, day, channel, **values)
    assert not [call for call in planned(chen) if call.stands_in]


def test_the_office_may_have_both(head: CheckedClient, chen: Cast):
    form = {"calls": "5", "whose": "", "festivals": "no"}
    assert head.post("/calendar/plan/capacity", data=form).status_code == 302
    assert not festivals_count()
    begin_write()
    greet(chen.chen)
    assert not [call for call in planned(chen) if call.stands_in]


def test_leaving_the_choice_out_leaves_it_as_it_is(head: CheckedClient, chen: Cast):
    head.post("/calendar/plan/capacity", data={"calls": "4", "whose": ""})
    assert festivals_count()


def test_the_calendar_shows_the_round_and_not_a_second_call(chen: Cast):
    begin_write()
    greet(chen.chen)
    calls = planned(chen)
    shown = checkins_between(TODAY, TODAY + timedelta(days=364), Scope(), work_calendar(), TODAY)
    mine = sorted(each.on for each in shown if each.uuid == chen.chen.uuid)
    assert mine == [call.on for call in calls if not call.stands_in]
    assert GREETED_ON not in mine


def test_once_the_greeting_is_made_it_counts_as_the_contact(chen: Cast):
    begin_write()
    greet(chen.chen)
    before = planned(chen)
    begin_write()
    log_interaction([chen.chen], kind="call", on=TODAY, today=TODAY, by=None)
    db.session.commit()
    rows = select(PlannedCall).where(PlannedCall.contact_id == chen.ids["chen"]).order_by(PlannedCall.number)
    after = list(db.session.scalars(rows))
    assert before[0].number not in [call.number for call in after]
