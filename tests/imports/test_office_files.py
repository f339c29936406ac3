"""Importing the real office sheets: everything in them arrives, and nothing twice."""

import json
from io import BytesIO
from pathlib import Path

import pytest
from conftest import NOW, TODAY
from sqlalchemy import func, select

from liaison.contacts.models import Contact, Post
from liaison.db import begin_write, db
from liaison.imports.importing import import_file
from liaison.imports.outcome import Outcome
from liaison.interactions.models import Interaction
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.models import Unit

pytestmark = pytest.mark.usefixtures("app")


def imported(path: Path) -> Outcome:
    begin_write()
    outcome = import_file(path, name=path.name, today=TODAY, now=NOW, by=None)
    db.session.commit()
    return outcome


def test_an_office_starts_from_its_sheets(shared: Path):
    people, truth = (
        shared / "data" / "people",
        json.loads((shared / "data/people/office_truth.json").read_text("utf8")),
    )
    first = imported(people / "office_contacts.xlsx")
    assert (first.created, first.errors) == (len(truth["contacts"]), [])
    calls = imported(people / "call_register.xlsx")
    assert (calls.created, calls.errors) == (len(truth["calls"]), [])
    units = imported(people / "universities.csv")
    assert units.created + units.updated == 2631
    again = imported(people / "office_contacts_gbk.csv")
    assert (again.created, again.updated, again.unchanged) == (0, 0, len(truth["contacts"]))
    assert imported(people / "call_register.xlsx").created == 0
    assert stored_people() == {(row["unit"], row["name"], row["title"]) for row in truth["contacts"]}
    assert stored_calls() == sorted((c["unit"], c["name"], c["on"], c["answered"]) for c in truth["calls"])
    assert disagreeing_contacts() == disagreeing_units() == []


def stored_people() -> set[tuple[str, str, str]]:
    rows = db.session.execute(
        select(Unit.name, Contact.name, Post.title)
        .join(Post, Post.unit_id == Unit.id)
        .join(Contact, Contact.id == Post.contact_id)
    )
    return {(unit, name, title) for unit, name, title in rows}


def stored_calls() -> list[tuple[str, str, str, bool]]:
    return sorted(
        (call.unit.name, call.participants[0].name, call.on.isoformat(), call.answered)
        for call in db.session.scalars(select(Interaction))
    )


def test_a_register_row_of_an_unknown_person_is_reported_with_its_row(tmp_path: Path):
    path = tmp_path / "登记表.csv"
    path.write_text("日期,单位,姓名,方式,内容\n2026-11-20,市一中,陈建国,电话,问好\n", "utf8")
    outcome = imported(path)
    assert outcome.created == 0
    assert [(error.row, error.value) for error in outcome.errors] == [(2, "陈建国")]
    assert "里没有“陈建国”；请从已有的人里找，或新建" in outcome.errors[0].reason


def test_several_people_of_one_row_are_one_interaction(tmp_path: Path):
    people = tmp_path / "通讯录.csv"
    people.write_text(
        "单位,姓名,职务,手机\n市一中,陈建国,主任,13800001111\n市一中,王雅琴,教师,13800002222\n", "utf8"
    )
    imported(people)
    register = tmp_path / "登记表.csv"
    register.write_text("日期,单位,姓名,方式,内容\n2026-11-20,市一中,陈建国、王雅琴,走访,看望\n", "utf8")
    assert imported(register).created == 1
    interaction = db.session.scalars(select(Interaction)).one()
    assert sorted(person.name for person in interaction.participants) == ["王雅琴", "陈建国"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"MZ\x90\x00" * 50, "xlsx"),
        (b"PK\x03\x04 cut short", "xlsx"),
        ("只有,一行".encode(), "标题"),
    ],
)
def test_a_file_that_cannot_be_used_says_what_to_do_and_writes_nothing(
    officer, tmp_path: Path, content, word
):
    upload = {"file": (BytesIO(content), "通讯录.xlsx"), "kind": ""}
    answer = officer.post("/import", data=upload, content_type="multipart/form-data", follow_redirects=True)
    assert word in answer.text
    assert db.session.scalar(select(func.count()).select_from(Contact)) == 3
