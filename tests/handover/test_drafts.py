"""What a draft says goes along and what stays, and that it is so."""

import pytest
from conftest import NOW, TODAY, signed_in
from flask import Flask
from handover.transfers import (
    HANDED,
    Desk,
)
from scene import everything_stored
from sqlalchemy import select

from liaison.contacts.actions import begin_post, edit_contact, edit_post, reassign
from liaison.db import begin_write, db
from liaison.followups.models import FollowUp
from liaison.handover import actions
from liaison.handover.actions import HandoverError
from liaison.handover.fates import fates_of
from liaison.handover.models import Handover
from liaison.matters.models import Matter
from liaison.units.models import Unit

on_both = pytest.mark.postgres


def test_who_left_the_giver_since_the_draft_is_no_part_of_it_and_the_page_says_so(app: Flask, desk: Desk):
    handover = desk.drafted()
    begin_write()
    reassign(desk.who("林冲"), None, by=None)
    db.session.commit()
    head = signed_in(app, "head")
    head.post(f"/handovers/{handover.id}/transfer")
    page = head.get(f"/handovers/{handover.id}").text
    assert "有 1 位起草以后已经换了联络员" in page
    assert "林冲" not in head.get(f"/handovers/{handover.id}/brief").text
    db.session.expire_all()
    assert desk.who("林冲").owner is None
    assert desk.keepers(Matter, "事")["林冲"] == "officer"


def test_a_draft_whose_people_have_all_left_is_refused_and_keeps_them(app: Flask, desk: Desk):
    handover = desk.drafted()
    begin_write()
    for name in HANDED:
        reassign(desk.who(name), None, by=None)
    db.session.commit()
    before = everything_stored()
    begin_write()
    with pytest.raises(HandoverError, match="还没有选"):
        actions.carry_out(db.session.get_one(Handover, handover.id), today=TODAY, now=NOW, by=None)
    assert everything_stored() == before


def test_the_draft_says_what_goes_along_and_what_stays_and_why(app: Flask, desk: Desk):
    begin_write()
    edit_post(desk.who("杨志").posts[0], {"to_on": TODAY}, version=None, by=None)
    begin_post(desk.who("杨志"), unit_id=desk.units["library"], title="馆长", by=None)
    desk.matter("在学院时", {"contact_id": desk.ids["杨志"], "unit_id": desk.units["college"]})
    db.session.commit()
    handover = desk.drafted()
    page = " ".join(signed_in(app, "officer").get(f"/handovers/{handover.id}").text.split())
    for what, to, why in (
        ("事林冲", "周静", "随联系人林主任"),
        ("事史进", "留下", "联系人史主任留下"),
        ("事在学院时", "留下", "杨馆长已不在那里，单位江州大学留下"),
        ("跟进school", "周静", "随单位市第一中学"),
        ("跟进总结", "留下", "没有选谁接其余事项"),
        ("市第一中学", "周静", "那里的人多数归周静"),
    ):
        assert f'{what}</a></td><td class="nowrap">{to}</td><td>{why}</td>' in page, what


@on_both
def test_the_move_is_what_the_draft_said(desk: Desk):
    handover = desk.drafted(rest_to="head")
    fates = fates_of(handover)
    said = {
        (fate.record.__tablename__, fate.record.id): fate.taker.login if fate.taker else "officer"
        for fate in (*fates.units, *fates.matters, *fates.follow_ups)
    }
    begin_write()
    actions.carry_out(handover, today=TODAY, now=NOW, by=desk.user("head"))
    db.session.commit()
    models = {model.__tablename__: model for model in (Unit, Matter, FollowUp)}
    assert said == {key: db.session.get_one(models[key[0]], key[1]).owner.login for key in said}


def test_whose_deputy_alone_changes_is_no_stranger_to_the_taker(desk: Desk):
    begin_write()
    edit_contact(
        desk.who("林冲"), {"owner_id": desk.user("colleague").id, "deputy_id": desk.user("officer").id}, version=None, by=None
    )
    db.session.commit()
    desk.carried_out()
    said = db.session.scalars(select(FollowUp.name).where(FollowUp.name.contains("自我介绍"))).all()
    assert not any("林" in name.split("自我介绍")[0] for name in said)
    assert any("鲁" in name.split("自我介绍")[0] for name in said)
