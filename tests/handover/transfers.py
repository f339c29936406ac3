"""An officer's desk given away: to one taker, or shared out among several. Drafts, transfers, and what is asked of them."""

from datetime import date

from cast import Cast
from conftest import NOW, TODAY
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.contacts.actions import add_contact, begin_post, edit_contact
from liaison.contacts.models import Contact
from liaison.contacts.ownership import wrongly_owned
from liaison.db import begin_write, db
from liaison.followups.actions import add_follow_up, finish_follow_up
from liaison.followups.models import FollowUp
from liaison.handover import actions, queries
from liaison.handover.models import Handover
from liaison.interactions.actions import log_interaction
from liaison.matters.actions import add_matter
from liaison.matters.models import Matter
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.actions import add_unit
from liaison.units.models import Unit


def furnish(cast: Cast) -> dict[str, int]:
    """What the officer keeps: 陈建国 with a follow-up, a matter and a deputy; a unit, and things about it alone."""
    begin_write()
    officer, head = cast.user("officer"), cast.user("head")
    edit_contact(cast.chen, {"deputy_id": head.id, "taboos": "不喝酒"}, version=None, by=None)
    edit_contact(cast.ouyang, {"deputy_id": officer.id}, version=None, by=None)
    cast.school.owner_id = cast.college.owner_id = officer.id
    log_interaction(
        [cast.chen], kind="call", on=date(2026, 11, 1), today=TODAY, by=officer, summary="商定调研"
    )
    ids = {
        "mine": add_follow_up("寄材料", TODAY, contact=cast.chen, by=officer).id,
        "of_unit": add_follow_up("送锦旗", TODAY, unit=cast.school, by=officer).id,
        "of_nothing": add_follow_up("写总结", TODAY, by=officer).id,
        "done": add_follow_up("已办的", TODAY, contact=cast.chen, by=officer).id,
        "others": add_follow_up("别人的", TODAY, contact=cast.chen, by=head).id,
    }
    finish_follow_up(db.session.get_one(FollowUp, ids["done"]), now=NOW, by=officer)
    ids["matter"] = matter(cast, cast.chen, officer)
    ids["unit_matter"] = matter(cast, None, officer)
    db.session.commit()
    return ids


def matter(cast: Cast, contact: Contact | None, owner: User) -> int:
    """An open request the owner keeps."""
    made = add_matter(
        {
            "name": "借用报告厅", "way": "incoming", "contact_id": contact.id if contact else None,
            "unit_id": cast.school.id, "received_on": TODAY, "due_on": date(2026, 12, 1), "promise": "协调场地",
            "owner_id": owner.id,
        },
        by=owner, today=TODAY,
    )  # fmt: skip
    return made.id


def drafted(cast: Cast, *, rest: bool = True, everybody: bool = True, **more: object) -> Handover:
    begin_write()
    handover = actions.draft_handover(cast.user("officer"), TODAY, reason="轮岗", by=cast.user("head"))
    people = queries.giver_s_people(handover) if everybody else [cast.chen]
    actions.assign(handover, people, cast.user("colleague"), by=cast.user("head"))
    settings: dict[str, object] = {
        "on": TODAY, "reason": "轮岗", "rest_to": cast.user("colleague") if rest else None, "introduce": True,
        "per_day": 5, "tell_deputies": True, **more,
    }  # fmt: skip
    actions.edit_handover(handover, version=None, by=cast.user("head"), **settings)  # type: ignore[arg-type]
    db.session.commit()
    return handover


def carried_out(cast: Cast, **more: object) -> Handover:
    handover = drafted(cast, **more)  # type: ignore[arg-type]
    begin_write()
    actions.carry_out(handover, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    return handover


def facts_are_true() -> bool:
    return (disagreeing_contacts(), disagreeing_units(), wrongly_owned()) == ([], [], [])


def kept(cast: Cast, login: str) -> queries.Kept:
    return queries.kept_by(cast.user(login))


def everybody_signs(cast: Cast, handover: Handover) -> None:
    by = {"giver": "officer", "taker": "colleague", "head": "head"}
    for signature in handover.signatures:
        begin_write()
        actions.sign(handover, signature, now=NOW, by=cast.user(by[signature.part]))
        db.session.commit()

KEPT = {"林冲": "school", "鲁达": "school", "杨志": "college", "史进": "college", "燕青": None}
HANDED = {"陈建国": "colleague", "林冲": "colleague", "鲁达": "colleague", "杨志": "head"}
STAYING = {"史进": "officer", "燕青": "officer"}
# 史进 stays at the college and 杨志 goes: as many, so the unit is left where it is. The library has nobody.
WITH_UNITS = {"school": "colleague", "college": "officer", "library": "officer"}


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
