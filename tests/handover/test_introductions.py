"""Takers introduce themselves, spread over their working days."""

from datetime import date, timedelta

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask
from handover.transfers import (
    Desk,
    carried_out,
)
from sqlalchemy import select

from liaison.contacts.actions import add_contact
from liaison.db import begin_write, db
from liaison.domain.handover import main_taker, spread
from liaison.followups.models import FollowUp
from liaison.leave.actions import add_leave

on_both = pytest.mark.postgres


@on_both
def test_self_introductions_are_spread_over_the_taker_s_working_days_the_closest_first(
    app: Flask, cast: Cast
):
    begin_write()
    for number in range(4):
        add_contact({"name": f"林{'甲乙丙丁'[number]}", "owner_id": cast.user("officer").id}, by=None)
    db.session.commit()
    handover = carried_out(cast, per_day=2)
    asked = db.session.scalars(
        select(FollowUp)
        .where(FollowUp.origin == handover.uuid, FollowUp.name.contains("自我介绍"))
        .order_by(FollowUp.on, FollowUp.id)
    ).all()
    tuesday = date(2026, 11, 24)
    assert [item.on for item in asked] == [
        tuesday,
        tuesday,
        *[tuesday + timedelta(days=1)] * 2,
        tuesday + timedelta(days=2),
    ]
    assert asked[0].contact == cast.chen
    assert {item.owner for item in asked} == {cast.user("colleague")}


@on_both
def test_each_taker_introduces_themselves_on_working_days_of_their_own(desk: Desk):
    """周静 is away on Wednesday and meets two a day; the weekend that follows is nobody's working day."""
    begin_write()
    wednesday = TODAY + timedelta(2)
    add_leave(desk.user("colleague"), wednesday, wednesday, "", today=TODAY, by=desk.user("head"))
    db.session.commit()
    handover = desk.carried_out()
    asked = db.session.scalars(
        select(FollowUp)
        .where(FollowUp.origin == handover.uuid, FollowUp.name.contains("自我介绍"))
        .order_by(FollowUp.on, FollowUp.id)
    ).all()
    days = [(each.owner.login, each.contact.name, each.on) for each in asked]  # type: ignore[union-attr]
    tuesday, thursday = TODAY + timedelta(1), TODAY + timedelta(3)
    assert sorted(on for login, _, on in days if login == "colleague") == [tuesday, tuesday, thursday]
    assert next(day for day in days if day[0] == "colleague")[1] == "陈建国"
    assert [day for day in days if day[0] == "head"] == [("head", "杨志", tuesday)]


def test_the_spread_and_the_main_taker():
    days = [TODAY + timedelta(days=number) for number in range(9)]
    assert [day for _, day in spread("abcde", days, 2)] == [days[0], days[0], days[1], days[1], days[2]]
    assert main_taker([3, 2, 3, 2, 1]) == 2
    assert main_taker([]) is None
