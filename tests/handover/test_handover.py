"""A handover leaves nothing behind and moves nothing twice."""

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from greetings_scene import a_round, only_template, row_of
from handover.transfers import (
    carried_out,
    drafted,
    facts_are_true,
    furnish,
    kept,
)
from scene import everything_stored
from sqlalchemy import select

from liaison.contacts.actions import add_contact, reassign
from liaison.db import begin_write, db
from liaison.followups.actions import add_follow_up
from liaison.followups.models import FollowUp
from liaison.greetings.models import Greeting, Round
from liaison.greetings.queries import greetings_of
from liaison.handover import actions
from liaison.handover.actions import HandoverError
from liaison.handover.models import Handover
from liaison.matters.models import Matter

on_both = pytest.mark.postgres


@on_both
def test_nothing_is_left_behind(app: Flask, cast: Cast):
    ids = furnish(cast)
    carried_out(cast)
    left = kept(cast, "officer")
    # What remains is what the handover itself asks of the giver: to sign.
    assert (left.contacts, left.as_deputy, left.units, left.matters, left.greetings, left.rounds) == (
        0,
        0,
        0,
        0,
        0,
        0,
    )
    remaining = db.session.scalars(
        select(FollowUp.name).where(
            FollowUp.owner_id == cast.user("officer").id, FollowUp.done_at.is_(None)
        )
    ).all()
    assert [name for name in remaining if not name.startswith("签收交接")] == []
    colleague = cast.user("colleague")
    assert cast.chen.owner == colleague
    assert (cast.school.owner, cast.college.owner) == (colleague, colleague)
    for key in ("mine", "of_unit", "of_nothing"):
        assert db.session.get_one(FollowUp, ids[key]).owner == colleague, key
    for key in ("matter", "unit_matter"):
        assert db.session.get_one(Matter, ids[key]).owner == colleague, key
    assert facts_are_true()


def test_what_is_done_or_another_s_stays_where_it_is(app: Flask, cast: Cast):
    ids = furnish(cast)
    carried_out(cast)
    assert db.session.get_one(FollowUp, ids["done"]).owner == cast.user("officer")
    assert db.session.get_one(FollowUp, ids["others"]).owner == cast.user("head")


@on_both
def test_nothing_is_moved_twice(app: Flask, cast: Cast):
    furnish(cast)
    handover = carried_out(cast)
    moves = [(move.subject, move.subject_id, move.field) for move in handover.moves]
    assert len(moves) == len(set(moves))
    before = everything_stored()
    begin_write()
    handover = db.session.get_one(Handover, handover.id)
    with pytest.raises(HandoverError, match="已经办理"):
        actions.carry_out(handover, today=TODAY, now=NOW, by=cast.user("head"))
    assert everything_stored() == before


@on_both
def test_a_selection_moves_only_what_hangs_on_it(app: Flask, cast: Cast):
    ids = furnish(cast)
    carried_out(cast, everybody=False, rest=False)
    officer, colleague = cast.user("officer"), cast.user("colleague")
    assert cast.chen.owner == colleague
    assert cast.ouyang.deputy == officer
    assert (cast.school.owner, cast.college.owner) == (colleague, officer)
    assert db.session.get_one(FollowUp, ids["of_unit"]).owner == colleague
    assert db.session.get_one(FollowUp, ids["of_nothing"]).owner == officer
    assert facts_are_true()


@on_both
def test_several_takers_each_get_their_own(app: Flask, cast: Cast):
    begin_write()
    officer = cast.user("officer")
    others = [add_contact({"name": name, "owner_id": officer.id}, by=None) for name in ("林冲", "鲁达")]
    task = add_follow_up("寄书", TODAY, contact=others[0], by=officer)
    handover = actions.draft_handover(officer, TODAY, by=officer)
    actions.assign(handover, [cast.chen], cast.user("colleague"), by=officer)
    actions.assign(handover, others, cast.user("head"), by=officer)
    actions.assign(handover, others[1:], None, by=officer)
    actions.carry_out(handover, today=TODAY, now=NOW, by=officer)
    db.session.commit()
    owners = [person.owner.login for person in (cast.chen, *others)]  # type: ignore[union-attr]
    assert owners == ["colleague", "head", "officer"]
    assert task.owner == cast.user("head")
    assert facts_are_true()


def test_who_left_the_giver_since_the_draft_stays_where_they_are(app: Flask, cast: Cast):
    furnish(cast)
    handover = drafted(cast)
    begin_write()
    reassign(cast.chen, cast.user("head"), by=None)
    actions.carry_out(handover, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    assert cast.chen.owner == cast.user("head")
    assert facts_are_true()


def test_open_rounds_and_waiting_greetings_go_along_and_sent_ones_keep_their_sender(app: Flask, cast: Cast):
    begin_write()
    only_template()
    officer = cast.user("officer")
    round_ = a_round("winter-solstice", [cast.chen, cast.wang], by=officer)
    round_.owner_id = officer.id
    for row in greetings_of(round_):
        row.officer_id = officer.id
    done = row_of(round_, cast.wang)
    done.sent_at, done.sent_by_id = NOW, officer.id
    ids = round_.id, row_of(round_, cast.chen).id, done.id
    db.session.commit()
    carried_out(cast)
    assert db.session.get_one(Round, ids[0]).owner.login == "colleague"
    assert db.session.get_one(Greeting, ids[1]).officer.login == "colleague"
    assert db.session.get_one(Greeting, ids[2]).officer.login == "officer"
