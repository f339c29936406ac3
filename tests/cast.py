"""The fixed cast: who works in the test office and whom they know.

张敏 is the officer, 李强 her section head, 周静 an officer of the other section. 陈建国 is a director whom 张敏
keeps, 欧阳慧敏 is kept by 周静, 王老师 by nobody.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from liaison.accounts.actions import add_section, add_user
from liaison.accounts.models import Section, User
from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.units.actions import add_unit
from liaison.units.models import Unit

PASSWORD = "spring-wind-1000"


@dataclass
class Cast:
    """Ids, so that a test may commit and read again; the properties fetch the records as they stand now."""

    ids: dict[str, int]

    def user(self, login: str) -> User:
        return db.session.scalars(select(User).where(User.login == login)).one()

    @property
    def chen(self) -> Contact:
        return db.session.get_one(Contact, self.ids["chen"])

    @property
    def ouyang(self) -> Contact:
        return db.session.get_one(Contact, self.ids["ouyang"])

    @property
    def wang(self) -> Contact:
        return db.session.get_one(Contact, self.ids["wang"])

    @property
    def college(self) -> Unit:
        return db.session.get_one(Unit, self.ids["college"])

    @property
    def school(self) -> Unit:
        return db.session.get_one(Unit, self.ids["school"])


def engage() -> Cast:
    """Put the cast into the database in use; the caller commits."""
    users = {login: add_member(login, name, role) for login, name, role in MEMBERS}
    liaison, training = add_section("联络科", by=None), add_section("培训科", by=None)
    place(users["officer"], liaison)
    place(users["head"], liaison)
    place(users["colleague"], training)
    school = add_unit({"name": "市第一中学", "kind": "school", "region": "浙江"}, by=None)
    college = add_unit({"name": "江州大学", "kind": "university"}, by=None)
    chen = add_contact(
        {"name": "陈建国", "tier": "key", "owner_id": users["officer"].id},
        phones=[("", "138 0571 2046")],
        by=None,
    )
    begin_post(chen, unit_id=school.id, title="办公室主任", from_on=date(2020, 3, 1), by=None)
    ouyang = add_contact(
        {"name": "欧阳慧敏", "tier": "regular", "owner_id": users["colleague"].id}, by=None
    )
    begin_post(ouyang, unit_id=college.id, title="党委副书记", by=None)
    wang = add_contact({"name": "王雅琴"}, by=None)
    begin_post(wang, unit_id=school.id, title="教师", by=None)
    return Cast(
        {"school": school.id, "college": college.id, "chen": chen.id, "ouyang": ouyang.id, "wang": wang.id}
    )


MEMBERS = (
    ("admin", "管理员", "admin"),
    ("head", "李强", "head"),
    ("officer", "张敏", "officer"),
    ("colleague", "周静", "officer"),
    ("viewer", "赵局", "viewer"),
)


def add_member(login: str, name: str, role: str) -> User:
    return add_user(login, PASSWORD, name=name, role=role, by=None)


def place(user: User, section: Section) -> None:
    user.section_id = section.id
    db.session.flush()
