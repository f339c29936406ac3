"""What is asked in one statement, and whom one still finds when more people fit than are looked at."""

import pytest
from cast import Cast
from conftest import NOW
from flask import Flask
from sent_statements import statements
from sqlalchemy import insert

from liaison.contacts.actions import add_contact, begin_post, edit_contact
from liaison.contacts.models import Contact, Post
from liaison.db import begin_write, db
from liaison.search.actions import index_contacts
from liaison.search.asking import Asking, Wording, answer_of, asked, side_by_side
from liaison.search.kinds import found_in_all
from liaison.search.people import people_found
from liaison.search.queries import words_of
from liaison.search.sources import BUDGET

pytestmark = pytest.mark.postgres
FIRST = 1_000_000
STAMP = {"version": 1, "created_at": NOW, "updated_at": NOW}


def people_called(name: str) -> Wording:
    return Wording("SELECT id AS found FROM contacts WHERE name = :name", {"name": name})


def among(ids: list[int]) -> Wording:
    return Wording("SELECT listed.value AS found FROM {ids} AS listed WHERE listed.value > :least", {"ids": ids, "least": 2})


def test_each_question_has_its_own_answer(app: Flask, cast: Cast):
    found = asked([people_called("陈建国"), among([1, 2, 3, 4]), among([]), people_called("李逵")])
    assert [list(ids) for ids in found] == [[cast.chen.id], [3, 4], [], []]


def test_a_list_of_texts_is_a_table_too(app: Flask, cast: Cast):
    named = "SELECT c.id AS found FROM {names text} AS listed JOIN contacts AS c ON c.name = listed.value"
    assert asked([Wording(named, {"names": ["陈建国", "'", '"', "{,}", "\\"]})]) == [[cast.chen.id]]


def test_steps_of_several_askings_are_asked_together(app: Flask, cast: Cast):
    def in_steps(*steps: int) -> Asking[list[int]]:
        found: list[int] = []
        for step in steps:
            [ids] = yield [among([step])]
            found += ids
        return found

    with statements() as sent:
        assert answer_of(side_by_side([in_steps(3, 4, 5), in_steps(), in_steps(6)])) == [[3, 4, 5], [], [6]]
    assert len([each for each in sent if each.startswith("SELECT")]) == 3


@pytest.mark.parametrize(("typed", "steps"), [("cjg", 1), ("2046", 1), ("陈 主任", 1), ("市第一中学", 2), ("鱻鱻鱻", 2)])
def test_all_kinds_look_words_up_in_one_statement(app: Flask, cast: Cast, typed: str, steps: int):
    """Of a unit its people are asked for next; where nothing fits, what is near."""
    with statements() as sent:
        found_in_all(cast.user("officer"), typed, 6)
    assert len([each for each in sent if "search_keys" in each or "posts" in each]) == steps


@pytest.fixture
def crowd(app: Flask, cast: Cast) -> None:
    """More people of 欧阳慧敏's section than are looked at, 艾主任 all of them, and two more whose names sort behind theirs."""
    begin_write()
    owner, unit = cast.user("colleague").id, cast.ids["college"]
    ids = range(FIRST, FIRST + BUDGET + 10)
    person = {"name": "艾一", "family_name": "艾", "given_name": "一", "sort_key": "ai yi", "owner_id": owner}
    person |= {"title": "主任", "unit_id": unit, **STAMP}
    db.session.execute(insert(Contact), [{"id": n, "uuid": f"c{n}", **person} for n in ids])
    post = {"unit_id": unit, "title": "主任", **STAMP}
    db.session.execute(insert(Post), [{"contact_id": n, "uuid": f"p{n}", **post} for n in ids])
    index_contacts(ids)
    for name, login in (("艾青青", "officer"), ("艾雨雨", None)):
        other = add_contact({"name": name, "owner_id": login and cast.user(login).id}, by=None)
        begin_post(other, unit_id=unit, title="主任", by=None)
        edit_contact(other, {"notes": "喜欢诗歌"}, tags=["诗人"], version=None, by=None)


@pytest.mark.parametrize("typed", ["艾", "ai", "主任 艾", "艾 主任", "江州大学 艾", "江州大学 主任", "艾 诗歌", "诗人 主任"])
def test_in_a_crowd_one_s_own_people_are_found(app: Flask, cast: Cast, crowd: None, typed: str):
    found = {contact.name for contact in people_found(cast.user("officer"), words_of(typed), 30)}
    assert {"艾青青", "艾雨雨"} <= found
    assert not found & {"艾一", "欧阳慧敏"}


def test_in_a_crowd_of_strangers_an_administrator_finds_any(app: Flask, cast: Cast, crowd: None):
    assert len(people_found(cast.user("admin"), ["艾", "主任"], 30)) == 30


def test_in_a_crowd_who_does_not_fit_is_not_found(app: Flask, cast: Cast, crowd: None):
    for typed in ("艾 书记", "艾 江州中学", "艾 诗经", "艾 张"):
        assert people_found(cast.user("officer"), words_of(typed), 30) == []
