"""Words as an office says them, unit and title without a space, on both databases."""

import re
from html import unescape

import pytest
from cast import Cast
from conftest import signed_in
from flask import Flask
from search.test_box import asked, marks, names
from sent_statements import statements

from liaison.contacts.actions import add_contact, begin_post
from liaison.db import begin_write, db
from liaison.search.kinds import found_in_all

pytestmark = pytest.mark.postgres


@pytest.mark.parametrize(("typed", "spaced", "name"), [
    ("市一中主任", "市一中 主任", "陈建国"),
    ("一中陈主任", "一中 陈主任", "陈建国"),
    ("市第一中学陈主任", "市第一中学 陈主任", "陈建国"),
    ("市一中办公室主任", "市一中 办公室主任", "陈建国"),
    ("市一中办公室陈主任", "市一中 办公室 陈主任", "陈建国"),
    ("陈建国主任", "陈建国 主任", "陈建国"),
    ("市一中教师", "市一中 教师", "王雅琴"),
    ("江州大学欧阳书记", "江州大学 欧阳书记", "欧阳慧敏"),
    ("江州大学欧阳副书记", "江州大学 欧阳 副书记", "欧阳慧敏"),
    ("江州大學副書記", "江州大學 副書記", "欧阳慧敏"),
])  # fmt: skip
def test_the_answer_is_that_of_the_words_with_spaces(app: Flask, cast: Cast, typed: str, spaced: str, name: str):
    answer = asked(app, "admin", typed)
    assert names(answer, "contact") == [name]
    assert answer["groups"] == asked(app, "admin", spaced)["groups"], "marked alike too"


def test_unit_and_title_are_marked_where_they_stand(app: Flask, cast: Cast):
    assert marks(asked(app, "officer", "第一中学主任")) == {"第一中学", "主任"}


@pytest.mark.parametrize("typed", ["江州大学书记", "江州大学欧阳书记", "江州大学党委副书记"])
def test_who_is_out_of_sight_is_not_found_by_unit_and_title_either(app: Flask, cast: Cast, typed: str):
    assert names(asked(app, "colleague", typed), "contact") == ["欧阳慧敏"]
    answer = asked(app, "officer", typed)
    assert answer["groups"] == []
    assert answer["said"] == asked(app, "officer", "没有的人")["said"]


@pytest.mark.parametrize("typed", ["市一中校长", "江州大学陈主任", "市二中主任", "市一中卞主任"])
def test_who_is_not_there_is_not_found(app: Flask, cast: Cast, typed: str):
    assert asked(app, "admin", typed)["groups"] == []


def test_a_title_that_holds_the_whole_word_is_found_alone_and_at_once(app: Flask, cast: Cast):
    """No second reading of a word that fits as it stands: it would find more than was meant, and cost a statement."""
    begin_write()
    begin_post(cast.wang, unit_id=cast.ids["college"], title="市一中主任", by=None)
    db.session.commit()
    assert names(asked(app, "admin", "市一中主任"), "contact") == ["王雅琴"]
    user = cast.user("officer")
    with statements() as sent:
        found_in_all(user, "市一中主任", 6)
    assert len([each for each in sent if "search_keys" in each or "posts" in each]) == 1


def test_all_ways_to_cut_a_word_are_looked_up_together(app: Flask, cast: Cast):
    """The whole word, then every way at once, then who works at the units found."""
    user = cast.user("officer")
    with statements() as sent:
        assert found_in_all(user, "市一中办公室陈主任", 6)
    assert len([each for each in sent if "search_keys" in each or "posts" in each]) == 3


def test_a_single_one_is_opened_at_once(app: Flask, cast: Cast):
    assert signed_in(app, "officer").get("/search?q=市一中陈主任").location == f"/contacts/{cast.chen.id}"


def behind(page: str) -> str:
    """Where 还有更多 leads."""
    return unescape(re.findall(r'href="([^"]+)">还有更多', page)[0])


def crowd(cast: Cast, unit: str, title: str) -> None:
    begin_write()
    for number in range(32):
        person = add_contact({"name": f"石磊{number}", "owner_id": cast.user("officer").id}, by=None)
        begin_post(person, unit_id=cast.ids[unit], title=title, by=None)
    db.session.commit()


@pytest.mark.parametrize(("typed", "unit", "title"), [
    ("市一中教研室主任", "school", "教研室主任"),
    ("石雕jzdx", "college", "石雕师"),
])  # fmt: skip
def test_the_list_behind_shows_the_same_people(app: Flask, cast: Cast, typed: str, unit: str, title: str):
    """The list takes the words as they were told apart, letters behind characters too."""
    crowd(cast, unit, title)
    client = signed_in(app, "officer")
    shown = client.get(behind(client.get("/search", query_string={"q": typed}).text)).text
    assert "石磊0" in shown and "石磊10" in shown
    assert "陈建国" not in shown and "欧阳慧敏" not in shown
