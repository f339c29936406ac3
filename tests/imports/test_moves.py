"""A row that has somebody known at another unit: moved there, there besides, back again, or an old list."""

from datetime import date

import pytest
from cast import Cast
from conftest import TODAY
from imports.conftest import HEAD, preview, stored, write
from imports.test_preview_words import rows
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.actions import begin_post, edit_post
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.imports.models import ImportRow
from liaison.imports.pointed_changes import pointed_changes
from liaison.units.actions import add_unit

pytestmark = pytest.mark.postgres
MOVED = HEAD + "江州大学,陈建国,处长,13805712046,,,\n"
Posts = list[tuple[str, str, date | None, date | None]]


def posts_of(cast: Cast) -> Posts:
    db.session.rollback()
    return [(post.unit.name, post.title, post.from_on, post.to_on) for post in cast.chen.posts]


def shown_for(cast: Cast, batch_id: int, row: ImportRow) -> list[list[str]]:
    """What the preview says the person would get."""
    (changes,) = pointed_changes(stored(batch_id), [row], cast.user("officer")).values()
    return changes


def chosen(client: CheckedClient, batch_id: int, choice: str) -> ImportRow:
    """The only row of the preview, once this was chosen for it."""
    (row,) = rows(batch_id)
    client.post(f"/import/{batch_id}/choices", data={"state": "unclear", f"row-{row.id}": choice})
    (row,) = rows(batch_id)
    assert row.choice == choice
    return row


def left(cast: Cast) -> None:
    """陈建国 is no longer at the school, and at no other unit."""
    begin_write()
    edit_post(cast.chen.posts[0], {"to_on": date(2026, 10, 31)}, version=None, by=None)
    db.session.commit()


def test_moved_ends_the_post_held_and_says_so_before(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, MOVED)
    row = chosen(officer, batch_id, f"moved-{cast.ids['chen']}")
    assert shown_for(cast, batch_id, row) == [["unit", "市第一中学", "江州大学"], ["title", "办公室主任", "处长"]]
    write(officer, batch_id)
    assert posts_of(cast) == [("江州大学", "处长", None, None), ("市第一中学", "办公室主任", date(2020, 3, 1), TODAY)]
    assert cast.chen.unit.name == "江州大学"


def test_every_post_that_a_move_ends_is_named_before(officer: CheckedClient, cast: Cast):
    begin_write()
    office = add_unit({"name": "市教育局"}, by=None)
    begin_post(cast.chen, unit_id=office.id, title="督学", from_on=date(2021, 1, 1), by=None)
    begin_post(cast.chen, unit_id=None, title="顾问", by=None)
    db.session.commit()
    batch_id = preview(officer, MOVED)
    page = officer.get(f"/import/{batch_id}").text
    assert "调到了这里，“市第一中学、市教育局、顾问”的任职结束：陈建国 市第一中学 办公室主任" in page
    (row,) = rows(batch_id)
    found = officer.get(f"/import/{batch_id}/rows/{row.id}/person", query_string={"q": "陈建国"}).text
    assert "就是这位，调来了，“市第一中学、市教育局、顾问”的任职结束" in found
    row = chosen(officer, batch_id, f"moved-{cast.ids['chen']}")
    assert shown_for(cast, batch_id, row) == [
        ["unit", "市第一中学、市教育局、顾问", "江州大学"], ["title", "办公室主任、督学、顾问", "处长"],
    ]  # fmt: skip
    write(officer, batch_id)
    db.session.rollback()
    assert {post.title: post.to_on for post in cast.chen.posts} == {
        "处长": None, "办公室主任": TODAY, "督学": TODAY, "顾问": TODAY,
    }  # fmt: skip


def test_a_post_begun_since_the_preview_is_not_ended_unseen(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, MOVED)
    chosen(officer, batch_id, f"moved-{cast.ids['chen']}")
    begin_write()
    begin_post(cast.chen, unit_id=None, title="顾问", by=None)
    db.session.commit()
    assert write(officer, batch_id).state == "open"
    assert "“市第一中学、顾问”的任职结束" in officer.get(f"/import/{batch_id}").text


def test_who_is_back_leaves_the_post_held_meanwhile_and_it_is_said(officer: CheckedClient, cast: Cast):
    left(cast)
    begin_write()
    begin_post(cast.chen, unit_id=cast.college.id, title="处长", by=None)
    db.session.commit()
    batch_id = preview(officer, HEAD + "市第一中学,陈建国,主任,13805712046,,,\n")
    assert "又回到这里任职，“江州大学”的任职结束：陈建国" in officer.get(f"/import/{batch_id}").text


def test_a_post_of_an_earlier_row_is_held_besides_the_one_moved_to(officer: CheckedClient, cast: Cast):
    office = "市教育局,陈建国,督学,13805712046,,,\n"
    batch_id = preview(officer, MOVED + office)
    first, second = rows(batch_id)
    moved = f"moved-{cast.ids['chen']}"
    write(officer, batch_id, **{f"row-{first.id}": moved, f"row-{second.id}": moved})
    assert {(unit, over) for unit, _title, _begun, over in posts_of(cast)} == {
        ("江州大学", None), ("市教育局", None), ("市第一中学", TODAY),
    }  # fmt: skip
    report = officer.get(f"/import/{batch_id}").text
    assert "另添一个任职，原来的任职保留" in report


def test_a_day_to_come_is_that_of_no_post(officer: CheckedClient, cast: Cast):
    head = "单位,姓名,职务,手机,任职起\n"
    batch_id = preview(officer, head + "江州大学,陈建国,处长,13805712046,2027-09-01\n")
    row = chosen(officer, batch_id, f"moved-{cast.ids['chen']}")
    assert [each["value"] for each in row.problems] == ["2027-09-01"]
    write(officer, batch_id)
    assert [(begun, over) for _unit, _title, begun, over in posts_of(cast)] == [(None, None), (date(2020, 3, 1), TODAY)]


def test_moved_on_the_day_that_the_list_names(officer: CheckedClient, cast: Cast):
    head = "单位,姓名,职务,手机,任职起\n"
    batch_id = preview(officer, head + "江州大学,陈建国,处长,13805712046,2026-09-01\n")
    row = chosen(officer, batch_id, f"moved-{cast.ids['chen']}")
    assert ["since", "", "2026-09-01"] in shown_for(cast, batch_id, row)
    write(officer, batch_id)
    assert [(begun, over) for _unit, _title, begun, over in posts_of(cast)] == [
        (date(2026, 9, 1), None), (date(2020, 3, 1), date(2026, 9, 1)),
    ]  # fmt: skip


def test_the_day_on_which_the_old_post_began_is_not_that_of_the_new_one(officer: CheckedClient, cast: Cast):
    head = "单位,姓名,职务,任职起,系统编号\n"
    batch_id = preview(officer, head + f"江州大学,陈建国,处长,2020-03-01,{cast.chen.uuid}\n")
    row = chosen(officer, batch_id, f"moved-{cast.ids['chen']}")
    assert "since" not in [field for field, _before, _after in shown_for(cast, batch_id, row)]
    write(officer, batch_id)
    assert [(begun, over) for _unit, _title, begun, over in posts_of(cast)] == [(None, None), (date(2020, 3, 1), TODAY)]


def test_a_move_is_taken_back_with_the_import(officer: CheckedClient, cast: Cast):
    before = posts_of(cast)
    batch_id = preview(officer, MOVED)
    chosen(officer, batch_id, f"moved-{cast.ids['chen']}")
    batch = write(officer, batch_id)
    assert len(posts_of(cast)) == 2
    officer.post(f"/import/{batch.id}/undone")
    assert posts_of(cast) == before
    assert stored(batch_id).kept == []


def test_besides_keeps_the_post_held_and_says_so(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, MOVED)
    row = chosen(officer, batch_id, str(cast.ids["chen"]))
    assert shown_for(cast, batch_id, row) == [["unit", "", "江州大学"], ["title", "", "处长"]]
    batch = write(officer, batch_id)
    assert [(unit, over) for unit, _title, _begun, over in posts_of(cast)] == [("市第一中学", None), ("江州大学", None)]
    assert "另添一个任职，原来的任职保留" in officer.get(f"/import/{batch.id}").text


def test_a_unit_that_was_left_is_a_question(officer: CheckedClient, cast: Cast):
    left(cast)
    batch_id = preview(officer, HEAD + "市第一中学,陈建国,主任,13805712046,,,新说明\n")
    (row,) = rows(batch_id)
    assert row.state == "unclear" and row.reason == "在“市第一中学”的任职 2026-10-31 已经结束，名单可能是旧的"
    assert [(each["id"], each["how"]) for each in row.candidates] == [
        (cast.ids["chen"], "left"), (f"moved-{cast.ids['chen']}", "back"),
    ]  # fmt: skip


def test_a_namesake_where_somebody_was_is_a_question_though_no_number_says_so(officer: CheckedClient, cast: Cast):
    left(cast)
    (row,) = rows(preview(officer, HEAD + "市第一中学,陈建国,主任,,,,\n"))
    assert row.state == "unclear" and row.reason == "在“市第一中学”的任职 2026-10-31 已经结束，名单可能是旧的"


@pytest.mark.parametrize("mobile", ["13805712046", ""])
def test_a_row_of_the_unit_that_an_earlier_row_has_them_leave_begins_no_post(
    officer: CheckedClient, cast: Cast, mobile: str
):
    batch_id = preview(officer, MOVED + f"市第一中学,陈建国,办公室主任,{mobile},,,\n")
    first, second = rows(batch_id)
    assert (first.state, second.state) == ("unclear", "unchanged")
    batch = write(officer, batch_id, **{f"row-{first.id}": f"moved-{cast.ids['chen']}"})
    assert posts_of(cast) == [("江州大学", "处长", None, None), ("市第一中学", "办公室主任", date(2020, 3, 1), TODAY)]
    assert db.session.scalar(select(func.count()).where(Contact.name == "陈建国")) == 1
    assert [each["row"] for each in batch.errors] == [3]


def test_an_old_list_adds_what_else_it_says_and_restores_no_post(officer: CheckedClient, cast: Cast):
    left(cast)
    batch_id = preview(officer, HEAD + "市第一中学,陈建国,主任,13805712046,,,新说明\n")
    row = chosen(officer, batch_id, str(cast.ids["chen"]))
    assert shown_for(cast, batch_id, row) == [["notes", "", "新说明"]]
    batch = write(officer, batch_id)
    assert (cast.chen.notes, len(posts_of(cast))) == ("新说明", 1)
    assert "在这里的任职 2026-10-31 已经结束，没有恢复" in officer.get(f"/import/{batch.id}").text


def test_who_came_back_has_a_second_post_there(officer: CheckedClient, cast: Cast):
    left(cast)
    batch_id = preview(officer, HEAD + "市第一中学,陈建国,主任,13805712046,,,\n")
    chosen(officer, batch_id, f"moved-{cast.ids['chen']}")
    write(officer, batch_id)
    assert {(title, over) for _unit, title, _begun, over in posts_of(cast)} == {
        ("办公室主任", date(2026, 10, 31)), ("主任", None),
    }  # fmt: skip


def test_a_number_of_ours_beside_another_unit_is_a_question(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, f"单位,姓名,职务,系统编号\n江州大学,陈建国,处长,{cast.chen.uuid}\n")
    (row,) = rows(batch_id)
    assert row.state == "unclear" and row.reason == "系统编号是他的，单位不同，可能是调动了"


def test_who_is_found_by_hand_may_have_moved(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "江州大学,陈建中,处长,,,,\n")
    (row,) = rows(batch_id)
    address = f"/import/{batch_id}/rows/{row.id}/person"
    page = officer.get(address, query_string={"q": "陈建国"}).text
    assert "就是这位，调来了" in page and "就是这位，在这里兼任" in page
    assert officer.post(address, data={"contact": f"moved-{cast.ids['chen']}"}).status_code == 302
    shown = officer.get(f"/import/{batch_id}").text
    assert f'<option value="moved-{cast.ids["chen"]}" selected>' in shown
    write(officer, batch_id)
    assert [(unit, over) for unit, _title, _begun, over in posts_of(cast)] == [("江州大学", None), ("市第一中学", TODAY)]


@pytest.mark.parametrize("choice", ["moved-", "moved-x", "moved-99999999999", "moved-2"])
def test_nobody_else_can_be_moved(officer: CheckedClient, cast: Cast, choice: str):
    batch_id = preview(officer, HEAD + "江州大学,陈建中,处长,,,,\n")
    (row,) = rows(batch_id)
    assert officer.post(f"/import/{batch_id}/rows/{row.id}/person", data={"contact": choice}).status_code == 400
