"""A desk shared out among several: to each taker their people and all that hangs on them, the rest to one, nothing lost."""

import io
from datetime import date, timedelta

import docx
import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from greetings_scene import a_round, only_template, row_of
from page_checks import CheckedClient
from scene import everything_stored
from sqlalchemy import select, text

from liaison.accounts.actions import add_user
from liaison.accounts.models import User
from liaison.audit.models import AuditLine
from liaison.contacts.actions import add_contact, begin_post, edit_contact, edit_post, reassign
from liaison.contacts.models import Contact
from liaison.contacts.ownership import ownership_history, wrongly_owned
from liaison.db import begin_write, db
from liaison.domain.handover import Signer, Stage, main_taker
from liaison.followups.actions import add_follow_up
from liaison.followups.models import FollowUp
from liaison.greetings.models import Greeting, Round
from liaison.handover import actions, queries
from liaison.handover.actions import HandoverError
from liaison.handover.fates import fates_of
from liaison.handover.models import Handover
from liaison.leave.actions import add_leave
from liaison.matters.actions import add_matter
from liaison.matters.models import Matter
from liaison.plans.actions import renew_desks
from liaison.plans.models import PlannedCall
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.actions import add_unit
from liaison.units.models import Unit

on_both = pytest.mark.postgres
KEPT = {"林冲": "school", "鲁达": "school", "杨志": "college", "史进": "college", "燕青": None}


class Desk:
    """张敏's: 陈建国, 林冲 and 鲁达 at the school, 杨志 and 史进 at the college, 燕青 nowhere. 周静 takes the school's,
    李强 takes 杨志; 史进 and 燕青 stay. Ids by name; what is about whom is named so."""

    def __init__(self, cast: Cast) -> None:
        self.cast, self.ids = cast, {"陈建国": cast.ids["chen"], "欧阳慧敏": cast.ids["ouyang"]}
        officer = cast.user("officer")
        library = add_unit({"name": "市图书馆", "owner_id": officer.id}, by=None)
        cast.school.owner_id = cast.college.owner_id = officer.id
        self.units = {"school": cast.ids["school"], "college": cast.ids["college"], "library": library.id}
        for name, unit in KEPT.items():
            person = add_contact({"name": name, "owner_id": officer.id}, by=officer)
            if unit:
                begin_post(person, unit_id=self.units[unit], title="主任", by=None)
            self.ids[name] = person.id
        for name in self.ids:
            add_follow_up(f"跟进{name}", TODAY, contact=self.who(name), owner=officer, by=officer)
            self.matter(name, {"contact_id": self.ids[name]})
        for name in self.units:
            unit = db.session.get_one(Unit, self.units[name])
            add_follow_up(f"跟进{name}", TODAY, unit=unit, owner=officer, by=officer)
            self.matter(name, {"unit_id": unit.id})
        add_follow_up("跟进总结", TODAY, owner=officer, by=officer)
        edit_contact(self.who("林冲"), {"deputy_id": self.user("head").id}, version=None, by=None)
        edit_contact(self.who("杨志"), {"deputy_id": self.user("colleague").id}, version=None, by=None)
        db.session.commit()

    def user(self, login: str) -> User:
        return self.cast.user(login)

    def who(self, name: str) -> Contact:
        return db.session.get_one(Contact, self.ids[name])

    def matter(self, name: str, about: dict[str, int]) -> None:
        officer = self.user("officer")
        values = {"name": f"事{name}", "received_on": TODAY, "due_on": date(2026, 12, 1), "owner_id": officer.id}
        add_matter(values | about, today=TODAY, by=officer)

    def drafted(self, *, rest_to: str | None = None, **more: object) -> Handover:
        begin_write()
        officer, head = self.user("officer"), self.user("head")
        handover = actions.draft_handover(officer, TODAY, by=head)
        for login, names in (("colleague", ("陈建国", "林冲", "鲁达")), ("head", ("杨志",))):
            actions.assign(handover, [self.who(name) for name in names], self.user(login), by=head)
        settings = {"on": TODAY, "reason": "", "introduce": True, "per_day": 2, "tell_deputies": True} | more
        rest = self.user(rest_to) if rest_to else None
        actions.edit_handover(handover, version=None, by=head, rest_to=rest, **settings)  # type: ignore[arg-type]
        db.session.commit()
        return handover

    def carried_out(self, **more: object) -> Handover:
        handover = self.drafted(**more)  # type: ignore[arg-type]
        begin_write()
        actions.carry_out(handover, today=TODAY, now=NOW, by=self.user("head"))
        db.session.commit()
        return handover

    def keepers(self, model: type[FollowUp] | type[Matter], mark: str) -> dict[str, str]:
        """{what it is about: who has it}."""
        rows = db.session.scalars(select(model).where(model.name.startswith(mark)))
        return {row.name.removeprefix(mark): row.owner.login if row.owner else "" for row in rows}


@pytest.fixture
def desk(app: Flask, cast: Cast) -> Desk:
    begin_write()
    return Desk(cast)


HANDED = {"陈建国": "colleague", "林冲": "colleague", "鲁达": "colleague", "杨志": "head"}
STAYING = {"史进": "officer", "燕青": "officer"}
# 史进 stays at the college and 杨志 goes: as many, so the unit is left where it is. The library has nobody.
WITH_UNITS = {"school": "colleague", "college": "officer", "library": "officer"}


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


def feed_of(client: CheckedClient) -> str:
    form = {"name": "我的", "scope": "mine", "kinds": ["checkins", "followups"], "greeting_lead_days": ""}
    page = client.post("/settings/feeds", data=form).text
    return page.split("http://localhost", 1)[1].split(".ics", 1)[0] + ".ics"


def live(app: Flask, address: str) -> str:
    """The feed's events that are not struck out."""
    said = app.test_client().get(address).text.replace("\r\n ", "")
    return "".join(part for part in said.split("BEGIN:VEVENT") if "STATUS:CANCELLED" not in part)


def test_the_feeds_follow_the_people(app: Flask, desk: Desk):
    giver, taker = (feed_of(signed_in(app, login)) for login in ("officer", "colleague"))
    assert "跟进林冲" in live(app, giver)
    assert "跟进林冲" not in live(app, taker)
    desk.carried_out()
    assert "跟进林冲" in live(app, taker)
    assert "跟进林冲" not in live(app, giver)
    assert "跟进史进" in live(app, giver)


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


@on_both
def test_history_says_who_kept_whom_and_since_when(desk: Desk):
    handover = desk.carried_out()
    for name, taker in HANDED.items():
        latest, before = ownership_history(desk.who(name))[:2]
        assert (latest.owner.login, latest.origin, latest.until_at) == (taker, handover.uuid, None)  # type: ignore[union-attr]
        assert (before.owner.login, before.until_at) == ("officer", latest.from_at)  # type: ignore[union-attr]
    assert len(ownership_history(desk.who("史进"))) == 1


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


def test_the_brief_taken_away_is_counted_in_people(app: Flask, desk: Desk):
    """Three people of one unit and one of another: four, not two."""
    handover = desk.drafted()
    signed_in(app, "head").get(f"/handovers/{handover.id}/brief.docx")
    line = db.session.scalars(
        select(AuditLine).where(AuditLine.action == "export.take").order_by(AuditLine.id.desc())
    ).first()
    assert line is not None
    assert line.changes["rows"] == 4


def test_each_taker_s_brief_holds_their_own_people(app: Flask, desk: Desk):
    handover = desk.drafted()
    page = signed_in(app, "head").get(f"/handovers/{handover.id}/brief?taker={desk.user('head').id}").text
    assert "杨志" in page
    assert "林冲" not in page


def test_what_is_said_of_a_unit_stands_on_the_page_of_its_table(app: Flask, desk: Desk):
    begin_write()
    db.session.get_one(Unit, desk.units["school"]).phone = "0571-88001122"
    db.session.commit()
    answer = signed_in(app, "head").get(f"/handovers/{desk.drafted().id}/brief.docx")
    before = [each for each in docx.Document(io.BytesIO(answer.data)).paragraphs if each.style.style_id == "flush"]
    assert any("0571-88001122" in each.text for each in before)
    assert all(each.paragraph_format.keep_with_next for each in before)


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


def test_a_signature_is_not_ticked_off_among_the_follow_ups(app: Flask, desk: Desk):
    handover = desk.carried_out()
    asked = next(each for each in handover.signatures if each.user_id == desk.user("officer").id)
    officer = signed_in(app, "officer")
    answer = officer.post(f"/followups/{asked.follow_up_id}/completion", data={"outcome": "好"})
    assert answer.location.endswith(f"/handovers/{handover.id}")
    db.session.rollback()
    assert db.session.get_one(FollowUp, asked.follow_up_id).is_open


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
