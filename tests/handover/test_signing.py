"""Who signs a handover, and for whom."""

import pytest
from cast import Cast
from conftest import NOW, signed_in
from flask import Flask
from handover.transfers import (
    Desk,
    carried_out,
    everybody_signs,
)
from sqlalchemy import select

from liaison.accounts.actions import add_user
from liaison.db import begin_write, db
from liaison.domain.handover import Signer, Stage
from liaison.followups.models import FollowUp
from liaison.handover import actions
from liaison.handover.actions import HandoverError
from liaison.handover.models import Handover

on_both = pytest.mark.postgres


@on_both
def test_it_is_complete_when_giver_takers_and_head_have_signed(app: Flask, cast: Cast):
    handover = carried_out(cast)
    assert handover.stage is Stage.SIGNING
    everybody_signs(cast, handover)
    assert handover.stage is Stage.COMPLETE
    assert all(each.signed_at == NOW for each in handover.signatures)
    unsigned = select(FollowUp).where(FollowUp.name.startswith("签收交接"), FollowUp.done_at.is_(None))
    assert db.session.scalars(unsigned).all() == []
    begin_write()
    with pytest.raises(HandoverError, match="写明原因"):
        actions.withdraw(handover, now=NOW, by=cast.user("head"))


def test_nobody_signs_another_s_part_but_for_one_who_has_left(app: Flask, cast: Cast):
    handover = carried_out(cast)
    giver, taker, head = handover.signatures
    may = {
        (login, each.part)
        for login in ("officer", "colleague", "head", "viewer", "admin")
        for each in (giver, taker, head)
        if actions.may_sign(cast.user(login), each, handover)
    }
    assert may == {("officer", "giver"), ("colleague", "taker"), ("head", "head"), ("admin", "head")}
    cast.user("officer").disabled_at = NOW
    assert actions.may_sign(cast.user("head"), giver, handover)
    db.session.rollback()


@on_both
def test_the_giver_and_both_takers_sign_and_a_leader_who_takes_nothing_for_the_head(desk: Desk):
    """李强 leads the section but takes 杨志: he cannot watch over himself, so the administrator does."""
    handover = desk.carried_out()
    parts = [(each.part, each.user.login) for each in handover.signatures]  # type: ignore[union-attr]
    assert parts == [
        (Signer.GIVER, "officer"), (Signer.TAKER, "colleague"), (Signer.TAKER, "head"), (Signer.HEAD, "admin"),
    ]  # fmt: skip
    signatures = list(handover.signatures)
    assert not actions.may_sign(desk.user("head"), signatures[3], handover)
    for signature, login in zip(signatures, ("officer", "colleague", "head", "admin"), strict=True):
        assert handover.stage is Stage.SIGNING
        begin_write()
        actions.sign(handover, signature, now=NOW, by=desk.user(login))
        db.session.commit()
    assert handover.stage is Stage.COMPLETE


def test_the_only_other_leader_signs_for_the_head_though_they_take(desk: Desk):
    begin_write()
    desk.user("admin").disabled_at = NOW
    db.session.commit()
    handover = desk.carried_out()
    watching = handover.signatures[-1]
    assert (watching.part, watching.user.login) == (Signer.HEAD, "head")  # type: ignore[union-attr]
    assert actions.may_sign(desk.user("head"), watching, handover)


def test_where_everybody_who_leads_is_a_party_the_administrator_signs_and_the_page_says_so(app: Flask, desk: Desk):
    """李强 takes 杨志 and the administrator, the only other leader, the rest."""
    handover = desk.carried_out(rest_to="admin")
    watching = handover.signatures[-1]
    assert (watching.part, watching.user.login) == (Signer.HEAD, "admin")  # type: ignore[union-attr]
    admin = signed_in(app, "admin")
    assert "能监交的人都是交接的一方，没有别人可签，由管理员签" in admin.get(f"/handovers/{handover.id}").text
    assert not actions.may_sign(desk.user("head"), watching, handover)
    admin.post(f"/handovers/{handover.id}/signatures/{watching.id}")
    db.session.expire_all()
    assert db.session.get_one(Handover, handover.id).signatures[-1].signed_at == NOW


def test_a_head_who_takes_people_is_said_not_to_watch_over_it(app: Flask, desk: Desk):
    handover = desk.carried_out()
    page = signed_in(app, "head").get(f"/handovers/{handover.id}").text
    assert "李强也是交接的一方，不能自己监交，由管理员签" in page


def test_a_further_leader_may_sign_as_the_head_though_another_was_asked(desk: Desk):
    handover = desk.carried_out()
    begin_write()
    further = add_user("second", "spring-wind-1000", name="钱进", role="head", by=None)
    db.session.commit()
    assert actions.may_sign(further, handover.signatures[-1], handover)


def test_a_signature_is_not_ticked_off_among_the_follow_ups(app: Flask, desk: Desk):
    handover = desk.carried_out()
    asked = next(each for each in handover.signatures if each.user_id == desk.user("officer").id)
    officer = signed_in(app, "officer")
    answer = officer.post(f"/followups/{asked.follow_up_id}/completion", data={"outcome": "好"})
    assert answer.location.endswith(f"/handovers/{handover.id}")
    db.session.rollback()
    assert db.session.get_one(FollowUp, asked.follow_up_id).is_open
