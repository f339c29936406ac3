"""Deputies: who is one after a handover, and what they are told of it."""

import pytest
from cast import Cast
from flask import Flask
from handover.transfers import (
    Desk,
    carried_out,
    furnish,
)
from sqlalchemy import select

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.followups.models import FollowUp

on_both = pytest.mark.postgres


def test_the_deputy_s_part_goes_along_and_nobody_is_deputy_of_their_own(app: Flask, cast: Cast):
    furnish(cast)
    carried_out(cast)
    assert cast.ouyang.owner == cast.user("colleague")
    assert cast.ouyang.deputy is None


def test_a_taker_who_was_the_deputy_is_it_no_longer(app: Flask, cast: Cast):
    furnish(cast)
    begin_write()
    edit_contact(cast.chen, {"deputy_id": cast.user("colleague").id}, version=None, by=None)
    db.session.commit()
    carried_out(cast)
    assert (cast.chen.owner, cast.chen.deputy) == (cast.user("colleague"), None)


def test_the_deputy_is_told_once_with_who_takes_whom(app: Flask, cast: Cast):
    furnish(cast)
    handover = carried_out(cast)
    told = db.session.scalars(
        select(FollowUp).where(FollowUp.origin == handover.uuid, FollowUp.name.startswith("知悉"))
    ).all()
    assert [(item.owner.login, "陈主任（周静）" in item.name) for item in told] == [("head", True)]  # type: ignore[union-attr]


@on_both
def test_each_deputy_is_told_of_their_own_with_who_takes_whom(desk: Desk):
    handover = desk.carried_out()
    told = db.session.scalars(
        select(FollowUp).where(FollowUp.origin == handover.uuid, FollowUp.name.startswith("知悉"))
    ).all()
    said = {each.owner.login: each.name for each in told}  # type: ignore[union-attr]
    assert said.keys() == {"head", "colleague"}
    assert "林主任（周静）" in said["head"] and "杨" not in said["head"]
    assert "杨主任（李强）" in said["colleague"] and "林" not in said["colleague"]


def test_deputies_are_told_of_nothing_when_that_is_not_wanted(desk: Desk):
    handover = desk.carried_out(tell_deputies=False, introduce=False)
    asked = db.session.scalars(select(FollowUp.name).where(FollowUp.origin == handover.uuid)).all()
    assert asked and all(name.startswith("签收交接") for name in asked)
