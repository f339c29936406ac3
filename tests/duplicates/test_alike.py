"""The warning before a second entry: while typing, and at saving without script."""

import pytest
from cast import Cast
from conftest import TODAY, signed_in
from flask import Flask
from page_checks import CheckedClient

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.search.actions import index_unit
from liaison.units.actions import edit_unit
from liaison.units.models import FormerName, Unit


def said(client: CheckedClient, query: str, subject: str = "contacts") -> str:
    return client.get(f"/duplicates/{subject}?{query}").json["html"]


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("name=林冲&phones-0-text=138-0571-2046", "手机相同"),
        ("name=陳建國&unit=市第一中学", "姓名只差繁简或异体字，在同一单位"),
        ("name=陈 建国", "姓名相同"),
        ("name=陈健国&unit=市第一中学", "在同一单位，姓名读音相同"),
    ],
)
def test_typing_shows_who_may_be_the_same_and_why(officer: CheckedClient, query: str, words: str):
    answer = said(officer, query)
    assert "陈建国" in answer and words in answer


@pytest.mark.parametrize("query", ["", "name=", "name=林冲", "name=陈&birthday=x", "phones-0-text=1380571"])
def test_typing_what_resembles_nobody_says_nothing(officer: CheckedClient, query: str):
    assert said(officer, query) == ""


def test_of_people_out_of_sight_only_a_known_mobile_is_said_without_a_name(app: Flask, cast: Cast):
    colleague = signed_in(app, "colleague")
    assert said(colleague, "name=陈建国&unit=市第一中学") == ""
    answer = said(colleague, "name=陈建国&phones-0-text=13805712046")
    assert "别的科室已有记录" in answer and "陈建国" not in answer


def test_units_are_known_by_their_short_name_and_other_writings(officer: CheckedClient):
    assert "市第一中学" in said(officer, "name=市一中", "units")
    assert said(officer, "name=市第二中学", "units") == ""


@pytest.mark.parametrize("name", ["江洲大学", "江州大學"])
def test_units_that_sound_alike_are_said(officer: CheckedClient, name: str):
    assert "江州大学" in said(officer, f"name={name}", "units")


@pytest.mark.parametrize(
    ("stored", "typed"),
    [
        ("江州市发展和改革委员会", "江州市发展改革委员会"),
        ("江州市发展改革委员会", "江州市发展和改革委"),
        ("江州市第一中学", "江州市第1中学"),
        ("江州市第十二中学", "江州第12中学"),
        ("江州市财政局", "江州财政局"),
    ],
)
def test_units_written_otherwise_are_said(officer: CheckedClient, cast: Cast, stored: str, typed: str):
    begin_write()
    edit_unit(cast.school, {"name": stored}, version=None, by=None)
    db.session.commit()
    assert stored in said(officer, f"name={typed}", "units")


def test_a_unit_is_known_by_the_name_it_had(officer: CheckedClient, cast: Cast):
    begin_write()
    db.session.add(FormerName(unit_id=cast.school.id, name="江州旧厂", until_on=TODAY))
    db.session.flush()
    index_unit(cast.school)
    db.session.commit()
    assert "市第一中学" in said(officer, "name=江州旧厂", "units")


def test_saving_a_likely_double_asks_first_and_anyway_saves(officer: CheckedClient, cast: Cast):
    form = {"name": "陳建國", "tier": "general", "unit": "市第一中学", "preferred_channel": ""}
    answer = officer.post("/contacts/new", data=form)
    assert answer.status_code == 400 and "可能已经录过了" in answer.text and "在同一单位" in answer.text
    assert officer.post("/contacts/new", data={**form, "anyway": "1"}).status_code == 302
    assert db.session.query(Contact).filter_by(name="陳建國").count() == 1


def test_saving_a_likely_double_of_a_unit_asks_first(officer: CheckedClient, cast: Cast):
    form = {"name": "市一中", "kind": "school", "tier": ""}
    answer = officer.post("/units/new", data=form)
    assert answer.status_code == 400 and "不是同一个单位，仍要新建" in answer.text
    assert officer.post("/units/new", data={**form, "anyway": "1"}).status_code == 302
    assert db.session.query(Unit).filter_by(name="市一中").count() == 1


def test_readers_and_strangers_ask_nothing(app: Flask, viewer: CheckedClient):
    assert viewer.get("/duplicates/contacts?name=陈建国").status_code == 403
    assert app.test_client().get("/duplicates/contacts?name=陈建国").status_code == 302
