"""A desk shared out among several: to each taker their people and all that hangs on them, the rest to one, nothing lost."""

import pytest
from conftest import NOW, TODAY, signed_in
from flask import Flask
from greetings_scene import a_round, only_template, row_of
from handover.transfers import HANDED, STAYING, WITH_UNITS, Desk
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.actions import begin_post, edit_post
from liaison.contacts.ownership import wrongly_owned
from liaison.db import begin_write, db
from liaison.domain.handover import main_taker
from liaison.followups.actions import add_follow_up
from liaison.followups.models import FollowUp
from liaison.greetings.models import Greeting, Round
from liaison.handover import actions, queries
from liaison.matters.models import Matter
from liaison.plans.actions import renew_desks
from liaison.plans.models import PlannedCall
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.models import Unit

on_both = pytest.mark.postgres


def feed_of(client: CheckedClient) -> str:
    form = {"name": "我的", "scope": "mine", "kinds": ["checkins", "followups"], "greeting_lead_days": ""}
    page = client.post("/settings/feeds", data=form).text
    return page.split("http://localhost", 1)[1].split(".ics", 1)[0] + ".ics"


def live(app: Flask, address: str) -> str:
    """The feed's events that are not struck out."""
    said = app.test_client().get(address).text.replace("\r\n ", "")
    return "".join(part for part in said.split("BEGIN:VEVENT") if "STATUS:CANCELLED" not in part)


@on_both
def test_each_taker_gets_the_chosen_people_and_the_others_stay(desk: Desk):
    desk.carried_out()
    owners = {name: desk.who(name).owner.login for name in (*HANDED, *STAYING)}  # type: ignore[union-attr]
    assert owners == HANDED | STAYING
    assert (disagreeing_contacts(), disagreeing_units(), wrongly_owned()) == ([], [], [])


@on_both
def test_follow_ups_and_matters_go_with_their_people_and_their_units(desk: Desk):
    desk.carried_out()
    about = HANDED | STAYING | WITH_UNITS | {"欧阳慧敏": "officer"}
    assert desk.keepers(Matter, "事") == about
    assert desk.keepers(FollowUp, "跟进") == about | {"总结": "officer"}


@on_both
def test_whoever_takes_the_rest_takes_what_is_about_nobody_who_stays(desk: Desk):
    """What the giver had to do with another officer's person is the giver's no longer, but what is about 史进 is."""
    desk.carried_out(rest_to="head")
    about = HANDED | STAYING | WITH_UNITS | {"欧阳慧敏": "head", "library": "head"}
    assert desk.keepers(Matter, "事") == about
    assert desk.keepers(FollowUp, "跟进") == about | {"总结": "head"}


@on_both
def test_a_unit_goes_with_most_of_the_people_there_and_stays_where_as_many_stay(desk: Desk):
    desk.carried_out()
    owners = {name: db.session.get_one(Unit, id_).owner.login for name, id_ in desk.units.items()}  # type: ignore[union-attr]
    assert owners == WITH_UNITS


def test_who_has_most_and_who_wins_a_tie():
    assert main_taker([3, 2, 3]) == 3
    assert main_taker([3, 2]) == 2
    assert main_taker([3, 2], stays=3) == 3
    assert main_taker([3, 2, 2], stays=3) == 2


@on_both
def test_when_everything_goes_nothing_is_left_even_about_another_officer_s_people(desk: Desk):
    begin_write()
    only_template()
    round_ = a_round("winter-solstice", [desk.who("陈建国"), desk.cast.ouyang], by=desk.user("officer"))
    round_.owner_id = desk.user("officer").id
    row_of(round_, desk.cast.ouyang).officer_id = desk.user("officer").id
    db.session.commit()
    handover = desk.drafted(rest_to="colleague")
    begin_write()
    actions.assign(handover, [desk.who("史进"), desk.who("燕青")], desk.user("head"), by=desk.user("head"))
    actions.carry_out(handover, today=TODAY, now=NOW, by=desk.user("head"))
    db.session.commit()
    left = queries.kept_by(desk.user("officer"))
    assert (left.contacts, left.as_deputy, left.units, left.matters, left.greetings, left.rounds) == (0, 0, 0, 0, 0, 0)
    asked = select(FollowUp.name).where(FollowUp.owner_id == desk.user("officer").id, FollowUp.origin == "")
    assert db.session.scalars(asked).all() == []


@on_both
def test_unsent_greetings_go_with_their_people_and_a_round_stays_unless_somebody_takes_the_rest(desk: Desk):
    begin_write()
    only_template()
    officer = desk.user("officer")
    round_ = a_round("winter-solstice", [desk.who(name) for name in ("陈建国", "杨志", "史进")], by=officer)
    round_.owner_id = officer.id
    rows = {name: row_of(round_, desk.who(name)) for name in ("陈建国", "杨志", "史进")}
    for row in rows.values():
        row.officer_id = officer.id
    ids, round_id = {name: row.id for name, row in rows.items()}, round_.id
    db.session.commit()
    desk.carried_out()
    senders = {name: db.session.get_one(Greeting, id_).officer.login for name, id_ in ids.items()}  # type: ignore[union-attr]
    assert senders == {"陈建国": "colleague", "杨志": "head", "史进": "officer"}
    assert db.session.get_one(Round, round_id).owner == officer


@on_both
def test_planned_calls_stand_on_the_takers_desks(desk: Desk):
    begin_write()
    renew_desks([desk.user(login).id for login in ("officer", "colleague", "head")], TODAY)
    db.session.commit()
    desk.carried_out()
    desks = dict(db.session.execute(select(PlannedCall.contact_id, PlannedCall.desk_id)).all())  # type: ignore[arg-type]
    planned = {name: desks[desk.ids[name]] for name in (*HANDED, *STAYING)}
    assert planned == {name: desk.user(login).id for name, login in (HANDED | STAYING).items()}


def test_the_feeds_follow_the_people(app: Flask, desk: Desk):
    giver, taker = (feed_of(signed_in(app, login)) for login in ("officer", "colleague"))
    assert "跟进林冲" in live(app, giver)
    assert "跟进林冲" not in live(app, taker)
    desk.carried_out()
    assert "跟进林冲" in live(app, taker)
    assert "跟进林冲" not in live(app, giver)
    assert "跟进史进" in live(app, giver)


@on_both
def test_the_matter_of_a_unit_goes_with_the_unit_when_its_contact_works_elsewhere_by_now(desk: Desk):
    """史进, who stays, was moved from the college to the school and 杨志 to nowhere; 周静 takes the school, the college stays."""
    begin_write()
    for name, unit in (("史进", "school"), ("杨志", None)):
        edit_post(desk.who(name).posts[0], {"to_on": TODAY}, version=None, by=None)
        if unit:
            begin_post(desk.who(name), unit_id=desk.units[unit], title="副主任", by=None)
        desk.matter(f"旧单位{name}", {"contact_id": desk.ids[name], "unit_id": desk.units["library"]})
    matter = db.session.scalars(select(Matter).where(Matter.name == "事旧单位史进")).one()
    add_follow_up("跟进旧单位的事", TODAY, contact=desk.who("史进"), matter=matter, owner=desk.user("officer"), by=None)
    db.session.commit()
    desk.carried_out(rest_to="head")
    keepers = desk.keepers(Matter, "事")
    # Both are the library's, where the giver has nobody any more: it goes with the rest.
    assert (keepers["旧单位史进"], keepers["旧单位杨志"]) == ("head", "head")
    assert desk.keepers(FollowUp, "跟进")["旧单位的事"] == "head"
    assert desk.keepers(FollowUp, "跟进")["史进"] == "officer"


@on_both
def test_the_matter_of_a_unit_that_stays_does_not_leave_with_a_contact_who_went_elsewhere(desk: Desk):
    begin_write()
    edit_post(desk.who("杨志").posts[0], {"to_on": TODAY}, version=None, by=None)
    begin_post(desk.who("杨志"), unit_id=desk.units["library"], title="馆长", by=None)
    desk.matter("仍在学院", {"contact_id": desk.ids["杨志"], "unit_id": desk.units["college"]})
    db.session.commit()
    desk.carried_out()
    assert desk.keepers(Matter, "事")["仍在学院"] == "officer"
    assert desk.who("杨志").owner == desk.user("head")
