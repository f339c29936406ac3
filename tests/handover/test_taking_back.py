"""A handover can be taken back whole until everybody has signed, and afterwards by who leads."""

import pytest
from cast import Cast
from conftest import NOW, signed_in
from flask import Flask
from handover.transfers import (
    Desk,
    carried_out,
    everybody_signs,
    facts_are_true,
    furnish,
)
from sqlalchemy import select

from liaison.audit.models import AuditLine
from liaison.contacts.actions import reassign
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.domain.handover import Stage
from liaison.followups.actions import finish_follow_up
from liaison.followups.models import FollowUp
from liaison.handover import actions
from liaison.matters.models import Matter
from liaison.units.models import Unit

on_both = pytest.mark.postgres


@on_both
def test_taking_it_back_puts_every_value_where_it_was(app: Flask, cast: Cast):
    furnish(cast)

    def standing() -> list[object]:
        db.session.expire_all()
        return [
            [
                (c.id, c.owner_id, c.deputy_id)
                for c in db.session.scalars(select(Contact).order_by(Contact.id))
            ],
            [cast.school.owner_id, cast.college.owner_id],
            [
                (item.id, item.owner_id)
                for item in db.session.scalars(
                    select(FollowUp).where(FollowUp.origin == "").order_by(FollowUp.id)
                )
            ],
            [
                (m.id, m.owner_id, m.deputy_id)
                for m in db.session.scalars(select(Matter).order_by(Matter.id))
            ],
        ]

    before = standing()
    handover = carried_out(cast)
    assert standing() != before
    begin_write()
    assert actions.withdraw(handover, now=NOW, by=cast.user("head")) == 0
    db.session.commit()
    assert standing() == before
    assert handover.stage is Stage.WITHDRAWN
    asked = db.session.scalars(select(FollowUp.deleted_at).where(FollowUp.origin == handover.uuid)).all()
    assert asked
    assert None not in asked
    assert facts_are_true()


@on_both
def test_what_was_changed_since_stays_when_it_is_taken_back(app: Flask, cast: Cast):
    furnish(cast)
    handover = carried_out(cast)
    begin_write()
    reassign(cast.chen, cast.user("head"), by=None)
    assert actions.withdraw(handover, now=NOW, by=None) == 1
    db.session.commit()
    assert cast.chen.owner == cast.user("head")
    assert facts_are_true()


def test_what_all_have_signed_is_undone_by_who_leads_with_a_reason_and_not_by_the_giver(app: Flask, cast: Cast):
    ids = furnish(cast)
    handover = carried_out(cast)
    everybody_signs(cast, handover)
    begin_write()
    done = db.session.get_one(FollowUp, ids["mine"])
    finish_follow_up(done, now=NOW, by=cast.user("colleague"))
    db.session.commit()
    url = f"/handovers/{handover.id}"
    refused = signed_in(app, "officer").post(f"{url}/withdrawal", data={"reason": "想要回来"})
    assert (refused.status_code, "移交人不能自己撤回" in refused.text) == (400, True)
    assert "为什么撤销" not in signed_in(app, "officer").get(url).text
    head = signed_in(app, "head")
    assert "为什么撤销" in head.get(url).text
    answer = head.post(f"{url}/withdrawal", data={"reason": " "})
    assert (answer.status_code, "撤销要写明原因" in answer.text) == (400, True)
    db.session.expire_all()
    assert cast.chen.owner == cast.user("colleague")
    head.post(f"{url}/withdrawal", data={"reason": "轮岗取消"})
    db.session.expire_all()
    assert cast.chen.owner == cast.user("officer")
    assert "原因：轮岗取消" in head.get(url).text
    line = db.session.scalars(select(AuditLine).where(AuditLine.action == "handover.withdraw")).one()
    assert line.changes["reason"] == "轮岗取消"
    # What the taker has done meanwhile stays the taker's.
    assert db.session.get_one(FollowUp, ids["mine"]).owner == cast.user("colleague")


def test_before_all_have_signed_the_giver_takes_it_back_alone(app: Flask, cast: Cast):
    handover = carried_out(cast)
    assert signed_in(app, "officer").post(f"/handovers/{handover.id}/withdrawal").status_code == 302
    db.session.expire_all()
    assert cast.chen.owner == cast.user("officer")


@on_both
def test_taken_back_everything_is_where_it_was(desk: Desk):
    def standing() -> list[object]:
        db.session.expire_all()
        tables = (Contact.id, Contact.owner_id, Contact.deputy_id), (Unit.id, Unit.owner_id), (Matter.id, Matter.owner_id)
        rows = [db.session.execute(select(*columns).order_by(columns[0])).all() for columns in tables]
        own = select(FollowUp.id, FollowUp.owner_id).where(FollowUp.origin == "").order_by(FollowUp.id)
        return [*rows, db.session.execute(own).all()]

    before = standing()
    handover = desk.carried_out(rest_to="head")
    assert standing() != before
    begin_write()
    assert actions.withdraw(handover, now=NOW, by=desk.user("head")) == 0
    db.session.commit()
    assert standing() == before
