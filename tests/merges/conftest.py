"""Two records of one person, with everything a person can have on each."""

from dataclasses import dataclass
from datetime import date

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask

from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.due.actions import snooze_contact
from liaison.followups.actions import add_follow_up
from liaison.interactions.actions import log_interaction
from liaison.units.actions import add_unit
from liaison.units.models import Unit


@dataclass
class Doubles:
    """陈建国 and his second record 陳建國; the school and its second record 市一中."""

    cast: Cast
    second_id: int
    unit_id: int

    @property
    def chen(self) -> Contact:
        return self.cast.chen

    @property
    def second(self) -> Contact:
        return db.session.get_one(Contact, self.second_id)

    @property
    def short_school(self) -> Unit:
        return db.session.get_one(Unit, self.unit_id)


@pytest.fixture
def doubles(app: Flask, cast: Cast) -> Doubles:
    begin_write()
    officer = cast.user("officer")
    short = add_unit({"name": "市一中", "kind": "school"}, by=officer)
    second = add_contact(
        {"name": "陳建國", "email": "chen@example.cn", "notes": "喜欢书法", "owner_id": officer.id},
        phones=[("", "13805712046"), ("", "0571-87654321")],
        tags=["校友"],
        by=officer,
    )
    begin_post(second, unit_id=short.id, title="办公室主任", by=officer)
    begin_post(second, unit_id=cast.ids["school"], title="", by=officer)
    log_interaction([second], kind="call", on=date(2026, 11, 10), today=TODAY, by=officer, summary="问好")
    log_interaction([cast.chen, second], kind="meeting", on=date(2026, 10, 8), today=TODAY, by=officer)
    add_follow_up("寄材料", TODAY, contact=second, by=officer)
    snooze_contact(second, date(2026, 12, 1), "出差", today=TODAY, by=officer)
    db.session.commit()
    return Doubles(cast, second.id, short.id)
