"""The box: every kind of record, as one types, and nothing of what the user may not see."""

from typing import Any

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from page_checks import CheckedClient

from liaison.contacts.actions import add_contact, edit_contact
from liaison.db import begin_write, db
from liaison.interactions.actions import delete_interaction, edit_interaction, log_interaction
from liaison.interactions.models import Interaction
from liaison.matters.actions import add_matter
from liaison.search.kinds import KINDS
from liaison.units.actions import edit_unit

pytestmark = pytest.mark.postgres


@pytest.fixture
def call(app: Flask, cast: Cast) -> Interaction:
    """A call with 陈建国, and one of the other section with 欧阳慧敏 in the same words."""
    begin_write()
    people = {"officer": cast.chen, "colleague": cast.ouyang}
    calls = [
        log_interaction(
            [person], kind="call", on=TODAY, today=TODAY, by=cast.user(login), summary="商定调研时间，另约座谈"
        )
        for login, person in people.items()
    ]
    db.session.commit()
    return calls[0]


def asked(app: Flask, login: str, text: str) -> dict[str, Any]:
    return signed_in(app, login).get("/search/suggestions", query_string={"q": text}).json  # type: ignore[return-value]


def names(answer: dict[str, Any], kind: str) -> list[str]:
    return [
        "".join(part for part, _ in hit["name"])
        for group in answer["groups"]
        if group["kind"] == kind
        for hit in group["hits"]
    ]


def marks(answer: dict[str, Any]) -> set[str]:
    """Everything that is marked as typed."""
    return {
        part
        for group in answer["groups"]
        for hit in group["hits"]
        for text in ("name", "detail", "aside")
        for part, typed in hit[text]
        if typed
    }


@pytest.mark.parametrize(("typed", "kind", "name", "mark"), [
    ("cjg", "contact", "陈建国", "陈建国"),
    ("2046", "contact", "陈建国", "2046"),
    ("办公室", "contact", "陈建国", "办公室"),
    ("diyi", "unit", "市第一中学", "第一"),
    ("调研", "interaction", "陈建国", "调研"),
    ("商定调研", "interaction", "陈建国", "商定调研"),
    ("調研", "interaction", "陈建国", "调研"),
    ("陈建国 调研", "interaction", "陈建国", "陈建国"),
    ("陈 座谈", "interaction", "陈建国", "座谈"),
])  # fmt: skip
def test_it_finds_every_kind_and_marks_what_was_typed(
    app: Flask, cast: Cast, call: Interaction, typed: str, kind: str, name: str, mark: str
):
    answer = asked(app, "officer", typed)
    assert name in names(answer, kind)
    assert mark in marks(answer)


@pytest.mark.parametrize("typed", ["chen建", "chen建国", "c建国", "cj国", "陈j国", "建guo", "chen建国 主任", "zhang陈"])
def test_letters_before_characters_are_told_apart(app: Flask, cast: Cast, typed: str):
    """What an input method leaves in the box when only the end of a name was chosen from its list."""
    found = {"陈建国"} if "zhang" not in typed else set()
    assert set(names(asked(app, "officer", typed), "contact")) == found


def test_a_name_in_other_texts_hides_no_entry_with_that_person(app: Flask, cast: Cast, call: Interaction):
    """The name is the rarest word of the texts once somebody else's entry mentions it."""
    begin_write()
    log_interaction([cast.wang], kind="call", on=TODAY, today=TODAY, by=cast.user("officer"), summary="问陈建国近况")
    db.session.commit()
    assert names(asked(app, "officer", "陈建国 调研"), "interaction") == ["陈建国"]
    assert names(asked(app, "officer", "陈建国 近况"), "interaction") == [cast.wang.name]


@pytest.mark.parametrize("typed", ["商定座谈", "调研座谈", "间另约", "时间商定调研"])
def test_words_that_stand_apart_are_not_one_word(app: Flask, cast: Cast, call: Interaction, typed: str):
    assert names(asked(app, "officer", typed), "interaction") == []


def test_an_edited_text_is_found_by_its_new_words_only(app: Flask, cast: Cast, call: Interaction):
    begin_write()
    entry = db.session.get_one(Interaction, call.id)
    edit_interaction(entry, {"summary": "送请柬"}, today=TODAY, version=None, by=None)
    db.session.commit()
    assert names(asked(app, "officer", "请柬"), "interaction") == ["陈建国"]
    assert names(asked(app, "officer", "调研"), "interaction") == []


def test_a_deleted_entry_is_not_found(app: Flask, cast: Cast, call: Interaction):
    begin_write()
    delete_interaction(db.session.get_one(Interaction, call.id), now=NOW, by=None)
    db.session.commit()
    assert names(asked(app, "officer", "调研"), "interaction") == []


def test_where_people_are_found_by_their_unit_the_unit_comes_first(app: Flask, cast: Cast):
    begin_write()
    edit_unit(cast.school, {"short_name": "幺中"}, version=None, by=None)
    db.session.commit()
    answer = asked(app, "officer", "幺中")
    assert [group["kind"] for group in answer["groups"]] == ["unit", "contact"]
    assert ["幺中", True] in answer["groups"][1]["hits"][0]["detail"], "how the person was found"
    assert [group["kind"] for group in asked(app, "officer", "陈建国")["groups"]] == ["contact"]


def test_words_in_notes_lead_to_the_person_and_the_unit(app: Flask, cast: Cast):
    begin_write()
    edit_contact(cast.chen, {"notes": "爱好书法，常去西湖"}, version=None, by=None)
    edit_unit(cast.school, {"name": "市第一中学", "address": "文晖路十号"}, version=None, by=None)
    db.session.commit()
    assert names(asked(app, "officer", "书法"), "contact") == ["陈建国"]
    assert "书法" in marks(asked(app, "officer", "书法"))
    assert names(asked(app, "officer", "文晖"), "unit") == ["市第一中学"]
    assert "文晖" in marks(asked(app, "officer", "文晖"))


def test_words_of_a_matter_lead_to_it_for_those_who_see_it(app: Flask, cast: Cast):
    begin_write()
    values = {
        "name": "借用报告厅", "asked": "下月十日借报告厅办讲座", "unit_id": cast.ids["college"],
        "contact_id": cast.ids["ouyang"], "received_on": TODAY, "due_on": TODAY,
    }  # fmt: skip
    add_matter(values, today=TODAY, by=cast.user("colleague"))
    db.session.commit()
    assert names(asked(app, "colleague", "讲座"), "matter") == ["借用报告厅"]
    assert names(asked(app, "officer", "讲座"), "matter") == []


# Two sections: 张敏 sees 陈建国 and 王雅琴, 周静 sees 欧阳慧敏 and 王雅琴.


@pytest.mark.parametrize("typed", ["欧阳慧敏", "oyhm", "党委", "13900002222", "太极", "友人", "欧阳惠敏", "ouyanghuimim"])
def test_who_is_out_of_sight_leaves_no_trace(app: Flask, cast: Cast, typed: str):
    begin_write()
    edit_contact(
        cast.ouyang,
        {"notes": "练太极拳"},
        phones=[("", "13900002222")],
        tags=["友人"],
        version=None,
        by=None,
    )
    db.session.commit()
    assert names(asked(app, "colleague", typed), "contact") == ["欧阳慧敏"]
    answer = asked(app, "officer", typed)
    assert answer["groups"] == []
    assert answer["said"] == asked(app, "officer", "没有的人")["said"]


def test_entries_of_people_out_of_sight_are_not_counted(app: Flask, cast: Cast, call: Interaction):
    assert names(asked(app, "officer", "调研"), "interaction") == ["陈建国"]
    assert names(asked(app, "colleague", "调研"), "interaction") == ["欧阳慧敏"]
    assert len(names(asked(app, "admin", "调研"), "interaction")) == 2


def test_an_entry_with_people_of_both_sections_names_only_those_in_sight(app: Flask, cast: Cast):
    begin_write()
    log_interaction([cast.ouyang, cast.chen], kind="meeting", on=TODAY, today=TODAY, by=None, summary="联席会议")
    db.session.commit()
    assert names(asked(app, "officer", "联席"), "interaction") == ["陈建国"]
    assert names(asked(app, "officer", "欧阳 联席"), "interaction") == []
    assert "欧阳" not in signed_in(app, "officer").get("/search?q=联席&stay=1").text


def test_more_is_said_only_of_what_the_user_sees(app: Flask, cast: Cast):
    begin_write()
    for number in range(40):
        add_contact({"name": f"石磊{'甲乙丙丁'[number % 4]}", "owner_id": cast.user("colleague").id}, by=None)
    db.session.commit()
    assert "还有更多" in signed_in(app, "colleague").get("/search?q=石磊").text
    assert "石磊甲" not in signed_in(app, "officer").get("/search?q=石磊").text


# When nothing fits.


@pytest.mark.parametrize("slip", ["陈健国", "陈建郭", "陈国建", "程建国", "chenjiango", "cenjianguo", "13805712047", "晨建国"])
def test_a_slip_still_leads_to_the_person(app: Flask, cast: Cast, slip: str):
    answer = asked(app, "officer", slip)
    assert "陈建国" in names(answer, "contact")
    assert "相近" in answer["groups"][0]["label"]


def test_what_fits_exactly_is_never_mixed_with_what_is_near(app: Flask, cast: Cast):
    begin_write()
    add_contact({"name": "陈健国"}, by=None)
    db.session.commit()
    assert names(asked(app, "officer", "陈健国"), "contact") == ["陈健国"]


# The page behind the box.


def test_a_single_record_is_opened_at_once(officer: CheckedClient, cast: Cast):
    answer = officer.get("/search?q=cjg")
    assert answer.status_code == 302
    assert answer.location == f"/contacts/{cast.chen.id}"
    assert officer.get("/search?q=cjg&stay=1").status_code == 200


def test_what_is_only_near_is_shown_and_not_opened(officer: CheckedClient, cast: Cast):
    answer = officer.get("/search?q=陈健国")
    assert answer.status_code == 200
    assert "下面是相近的" in answer.text and "陈建国" in answer.text


def test_an_entry_leads_to_its_place_in_the_timeline(app: Flask, cast: Cast, call: Interaction):
    client = signed_in(app, "officer")
    address = client.get("/search/suggestions?q=调研").json["groups"][0]["hits"][0]["url"]  # type: ignore[index]
    assert "商定调研时间" in client.get(address).text


def test_the_page_says_what_can_be_typed(officer: CheckedClient, cast: Cast):
    assert "想找谁" in officer.get("/search").text
    assert "没有找到" in officer.get("/search?q=没有的人").text


def test_where_nothing_is_found_words_with_a_space_are_suggested(app: Flask, cast: Cast):
    page = signed_in(app, "officer").get("/search?q=没有的人").text
    assert "几个词之间空一格，例如“教育局 局长”" in page
    assert "空一格" in asked(app, "officer", "没有的人")["said"]
    assert asked(app, "officer", "没有的 人")["said"] == "没有找到", "it is written so already"


def test_markup_in_a_name_is_text(app: Flask, cast: Cast):
    begin_write()
    add_contact({"name": "<b>粗体</b>"}, by=None)
    db.session.commit()
    page = signed_in(app, "admin").get("/search?q=粗体&stay=1").text
    assert "<b>粗体" not in page and "&lt;b&gt;" in page


def test_answers_are_kept_by_no_cache(officer: CheckedClient, cast: Cast):
    assert officer.get("/search/suggestions?q=c").headers["Cache-Control"] == "no-store"


def test_every_kind_names_a_list_that_takes_words(app: Flask):
    for kind in KINDS:
        assert kind.list_endpoint in app.view_functions


HOSTILE = ("9" * 20, "9" * 100, "\x00", "%_\\'\"", "/%_", "中" * 500, "[]", "\ud7ff", "a" * 100, "阿" * 20, "  ", "1/2 %")


def test_nothing_typed_breaks_the_answer(officer: CheckedClient, cast: Cast):
    for value in HOSTILE:
        for path in ("/search", "/search/suggestions"):
            answer = officer.get(path, query_string={"q": value})
            assert answer.status_code in (200, 302, 400), (path, value[:20])


def test_nothing_in_the_new_filters_breaks_a_list(officer: CheckedClient, cast: Cast):
    for value in HOSTILE:
        for name in ("direction", "unit", "sort", "q"):
            answer = officer.get("/interactions", query_string={name: value})
            assert answer.status_code in (200, 400), (name, value[:20])
        assert officer.get("/views/new", query_string={"list": "contacts", "tier": value}).status_code in (200, 400)


def test_the_extension_that_was_typed_is_shown_and_marked(app: Flask, cast: Cast):
    begin_write()
    edit_contact(cast.chen, {}, phones=[("", "0731-84572106转3869")], version=None, by=None)
    db.session.commit()
    answer = asked(app, "officer", "3869")
    assert names(answer, "contact") == ["陈建国"]
    assert marks(answer) == {"3869"}


@pytest.mark.parametrize("typed", ["陈建国", "2106"])
def test_a_number_is_shown_with_its_extension(app: Flask, cast: Cast, typed: str):
    begin_write()
    edit_contact(cast.chen, {}, phones=[("", "0731-84572106转3869")], version=None, by=None)
    db.session.commit()
    answer = asked(app, "officer", typed)
    assert names(answer, "contact") == ["陈建国"]
    (hit,) = next(group["hits"] for group in answer["groups"] if group["kind"] == "contact")
    assert "".join(part for part, _typed in hit["aside"]).endswith(" 转 3869")
