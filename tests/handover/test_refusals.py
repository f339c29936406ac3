"""Handovers that cannot be, and who may see or make one."""

from datetime import date, timedelta

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from handover.transfers import (
    Desk,
    carried_out,
    drafted,
    furnish,
)
from scene import everything_stored
from sqlalchemy import text

from liaison.accounts.actions import add_user
from liaison.db import begin_write, db
from liaison.handover import actions
from liaison.handover.actions import HandoverError
from liaison.handover.models import Handover

on_both = pytest.mark.postgres


@pytest.mark.parametrize(
    ("login", "said"), [("officer", "不能交给张敏自己"), ("colleague", "已停用"), ("viewer", "只能查看")]
)
def test_a_taker_who_cannot_take_is_refused(app: Flask, cast: Cast, login: str, said: str):
    begin_write()
    cast.user("colleague").disabled_at = NOW
    handover = actions.draft_handover(cast.user("officer"), TODAY, by=None)
    with pytest.raises(HandoverError, match=said):
        actions.assign(handover, [cast.chen], cast.user(login), by=None)
    assert handover.items == []


def test_an_account_disabled_after_the_draft_takes_nothing(app: Flask, cast: Cast):
    furnish(cast)
    handover = drafted(cast)
    begin_write()
    cast.user("colleague").disabled_at = NOW
    db.session.commit()
    before = everything_stored()
    begin_write()
    with pytest.raises(HandoverError, match="已停用"):
        actions.carry_out(db.session.get_one(Handover, handover.id), today=TODAY, now=NOW, by=None)
    assert everything_stored() == before


def test_an_empty_handover_or_one_before_its_day_is_not_carried_out(app: Flask, cast: Cast):
    begin_write()
    empty = actions.draft_handover(cast.user("officer"), TODAY, by=None)
    with pytest.raises(HandoverError, match="还没有选"):
        actions.carry_out(empty, today=TODAY, now=NOW, by=None)
    early = actions.draft_handover(cast.user("officer"), TODAY + timedelta(days=3), by=None)
    actions.assign(early, [cast.chen], cast.user("colleague"), by=None)
    with pytest.raises(HandoverError, match="到那天再办理"):
        actions.carry_out(early, today=TODAY, now=NOW, by=None)
    assert cast.chen.owner == cast.user("officer")


def test_a_leaver_s_people_can_be_handed_over(app: Flask, cast: Cast):
    furnish(cast)
    begin_write()
    cast.user("officer").disabled_at = NOW
    db.session.commit()
    carried_out(cast)
    assert cast.chen.owner == cast.user("colleague")


def test_who_sees_a_handover(app: Flask, cast: Cast):
    handover = carried_out(cast)
    for login, seen in (
        ("officer", 200),
        ("colleague", 200),
        ("head", 200),
        ("viewer", 200),
        ("admin", 200),
    ):
        assert signed_in(app, login).get(f"/handovers/{handover.id}").status_code == seen, login
    begin_write()
    own = actions.draft_handover(cast.user("colleague"), TODAY, by=cast.user("colleague"))
    db.session.commit()
    for page in ("", "/brief", "/brief.docx", "/edit"):
        assert signed_in(app, "officer").get(f"/handovers/{own.id}{page}").status_code == 404


def test_disabling_an_account_that_keeps_people_leads_to_the_handover(app: Flask, cast: Cast, admin):  # type: ignore[no-untyped-def]
    officer = cast.user("officer")
    form = {
        "name": "张敏",
        "role": "officer",
        "section_id": "",
        "disabled": "y",
        "version": str(officer.version),
    }
    answer = admin.post(f"/settings/users/{officer.id}", data=form)
    assert answer.headers["Location"] == f"/handovers/new?from={officer.id}"
    assert "名下还有" in admin.get(answer.headers["Location"]).text

# What the database refuses in the middle of it, after people and units have moved.
REFUSE = {
    "sqlite": ["CREATE TRIGGER refuse BEFORE UPDATE ON matters BEGIN SELECT RAISE(ABORT, 'refused'); END"],
    "postgresql": [
        "CREATE FUNCTION refuse() RETURNS trigger AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$ LANGUAGE plpgsql",
        "CREATE TRIGGER refuse BEFORE UPDATE ON matters FOR EACH ROW EXECUTE FUNCTION refuse()",
    ],
}


@on_both
def test_a_refusal_half_way_changes_nothing(app: Flask, desk: Desk):
    handover_id = desk.drafted(rest_to="colleague").id
    head = signed_in(app, "head")
    begin_write()
    for statement in REFUSE[db.engine.dialect.name]:
        db.session.execute(text(statement))
    db.session.commit()
    before = everything_stored()
    assert head.post(f"/handovers/{handover_id}/transfer").status_code == 500
    assert everything_stored() == before


@pytest.mark.parametrize(("login", "said"), [("officer", "不能交给张敏自己"), ("colleague", "周静的账号已停用")])
def test_oneself_and_a_disabled_account_are_refused_with_clear_words_and_nothing_changes(
    app: Flask, desk: Desk, login: str, said: str
):
    handover = desk.drafted()
    begin_write()
    desk.user("colleague").disabled_at = NOW
    db.session.commit()
    head, form = signed_in(app, "head"), {"which": "all", "taker_id": str(desk.user(login).id)}
    before = everything_stored()
    answer = head.post(f"/handovers/{handover.id}/items", data=form)
    assert (answer.status_code, said in answer.text) == (400, True)
    assert everything_stored() == before


@pytest.mark.parametrize("login", ["officer", "colleague"])
def test_the_rest_goes_neither_to_oneself_nor_to_a_disabled_account(app: Flask, desk: Desk, login: str):
    handover = desk.drafted()
    begin_write()
    desk.user("colleague").disabled_at = NOW
    db.session.commit()
    form = {"on": "今天", "reason": "", "per_day": "5", "rest_to_id": str(desk.user(login).id), "version": str(handover.version)}
    admin = signed_in(app, "admin")
    before = everything_stored()
    answer = admin.post(f"/handovers/{handover.id}/edit", data=form)
    assert answer.status_code == 400
    assert everything_stored() == before


def test_a_taker_of_another_section_is_for_the_administrator(app: Flask, desk: Desk):
    """李强's menu holds his own section; 周静 is of the other."""
    handover = desk.drafted()
    form = {"which": "all", "taker_id": str(desk.user("colleague").id)}
    answer = signed_in(app, "head").post(f"/handovers/{handover.id}/items", data=form)
    assert (answer.status_code, "周静在别的科室" in answer.text) == (400, True)
    assert signed_in(app, "admin").post(f"/handovers/{handover.id}/items", data=form).status_code == 302


def test_a_day_long_past_is_refused(desk: Desk):
    handover = desk.drafted(on=date(2020, 1, 1))
    begin_write()
    with pytest.raises(actions.HandoverError, match="最早填一个月以前"):
        actions.carry_out(handover, today=TODAY, now=NOW, by=desk.user("head"))


def test_an_account_of_no_section_is_for_the_administrator_as_well(app: Flask, desk: Desk):
    begin_write()
    add_user("sunli", "spring-wind-1000", name="孙丽", by=None)
    db.session.commit()
    handover = desk.drafted()
    assert "孙丽" not in signed_in(app, "head").get(f"/handovers/{handover.id}").text
    assert "孙丽" in signed_in(app, "admin").get(f"/handovers/{handover.id}").text
