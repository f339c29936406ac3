"""系统编号 and 联系人编号: lists that left the program say by number who is meant."""

from datetime import date
from uuid import uuid4

import pytest
from cast import Cast
from conftest import NOW
from imports.conftest import preview, write
from imports.test_preview_words import rows
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.actions import add_contact, archive_contact, begin_post, edit_post
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.interactions.models import Interaction

pytestmark = pytest.mark.postgres
PEOPLE = "单位,姓名,手机,备注,系统编号\n"
REGISTER = "日期,单位,姓名,方式,内容,联系人编号\n"
FIRST, SECOND = "5c0d6a5e-0a3f-4d5e-9a57-111111111111", "5c0d6a5e-0a3f-4d5e-9a57-222222222222"


def count_of(name: str) -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Contact).where(Contact.name == name)) or 0


def last_entry() -> Interaction:
    db.session.rollback()
    return db.session.scalars(select(Interaction).order_by(Interaction.id.desc()).limit(1)).one()


def test_two_people_of_one_name_and_unit_stay_two_and_stay_so_the_second_time(officer: CheckedClient, cast: Cast):
    listed = PEOPLE + f"市第一中学,单雄信,,甲,{FIRST}\n市第一中学,单雄信,,乙,{SECOND}\n"
    for state in ("new", "unchanged"):
        batch_id = preview(officer, listed)
        assert [row.state for row in rows(batch_id)] == [state, state]
        if state == "new":
            write(officer, batch_id)
    assert count_of("单雄信") == 2
    assert set(db.session.scalars(select(Contact.uuid).where(Contact.name == "单雄信"))) == {FIRST, SECOND}


def test_a_namesake_of_somebody_known_under_another_number_is_added_once(officer: CheckedClient, cast: Cast):
    listed = PEOPLE + f"市第一中学,陈建国,,,{FIRST}\n市第一中学,陈建国,,,{SECOND}\n"
    write(officer, preview(officer, listed))
    assert count_of("陈建国") == 2
    assert [row.state for row in rows(preview(officer, listed))] == ["unchanged", "unchanged"]


def test_somebody_is_found_by_number_written_in_other_characters(officer: CheckedClient, cast: Cast):
    write(officer, preview(officer, PEOPLE + f"市第一中学,陳建国,,年初换届,{cast.chen.uuid.upper()}\n"))
    assert (count_of("陳建国"), cast.chen.notes, len(cast.chen.posts)) == (1, "年初换届", 1)


def test_a_row_copied_with_its_number_for_somebody_else_is_a_question(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, PEOPLE + f"市第一中学,新来的,,,{cast.chen.uuid}\n")
    (row,) = rows(batch_id)
    assert row.state == "unclear" and "系统编号是“陈建国”的，姓名却不同" in row.reason
    write(officer, batch_id, **{f"row-{row.id}": "new"})
    assert count_of("新来的") == 1
    assert db.session.scalars(select(Contact.uuid).where(Contact.name == "新来的")).one() != cast.chen.uuid


def test_a_copied_number_of_an_earlier_row_is_a_question_too(officer: CheckedClient, cast: Cast):
    first, second = rows(preview(officer, PEOPLE + f"市第一中学,单雄信,,,{FIRST}\n市第一中学,秦琼,,,{FIRST}\n"))
    assert (first.state, second.state) == ("new", "unclear")
    assert second.candidates[0]["is_row"]


def test_a_number_does_not_give_another_s_mobile_in_silence(officer: CheckedClient, cast: Cast):
    (row,) = rows(preview(officer, PEOPLE + f",王雅琴,13805712046,,{cast.wang.uuid}\n"))
    assert row.state == "unclear" and "登记在“陈建国”名下" in row.reason


def test_a_shared_mobile_of_two_people_comes_back_with_both(officer: CheckedClient, cast: Cast):
    listed = PEOPLE + f"市第一中学,单雄信,13800000001,,{FIRST}\n市第一中学,秦琼,13800000001,,{SECOND}\n"
    assert [row.state for row in rows(preview(officer, listed))] == ["new", "new"]


def test_people_of_another_section_are_not_changed_by_number(officer: CheckedClient, cast: Cast):
    (row,) = rows(preview(officer, PEOPLE + f"江州大学,欧阳慧敏,,抄来的,{cast.ouyang.uuid}\n"))
    assert row.state == "unclear" and row.candidates == []


def test_what_is_no_number_of_ours_is_told_and_the_row_read_as_without(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, PEOPLE + "市第一中学,陈建国,,补一句,A-17\n")
    (row,) = rows(batch_id)
    assert [each["reason"] for each in row.problems] == ["不是本系统列表里的编号，已按姓名、单位和电话核对"]
    write(officer, batch_id)
    assert (count_of("陈建国"), cast.chen.notes) == (1, "补一句")


def test_an_entry_is_with_everybody_of_its_numbers_where_its_unit_says(officer: CheckedClient, cast: Cast):
    begin_write()
    archive_contact(cast.wang, now=NOW, by=None)
    db.session.commit()
    listed = f"2026-11-03,江州大学,陈建国、王雅琴,会议,座谈,{cast.wang.uuid}、{cast.chen.uuid}\n"
    write(officer, preview(officer, REGISTER + listed, "登记表.csv"))
    entry = last_entry()
    assert {person.id for person in entry.participants} == {cast.chen.id, cast.wang.id}
    assert entry.unit_id == cast.college.id
    assert [row.state for row in rows(preview(officer, REGISTER + listed, "登记表.csv"))] == ["unchanged"]


def test_a_name_added_to_an_entry_s_cell_takes_part_too(officer: CheckedClient, cast: Cast):
    listed = f"2026-11-03,市第一中学,陈建国、王雅琴,会议,座谈,{cast.chen.uuid}\n"
    write(officer, preview(officer, REGISTER + listed, "登记表.csv"))
    assert {person.id for person in last_entry().participants} == {cast.chen.id, cast.wang.id}


def test_an_entry_copied_with_its_number_for_somebody_else_is_a_question(officer: CheckedClient, cast: Cast):
    (row,) = rows(preview(officer, REGISTER + f"2026-11-03,市第一中学,王雅琴,电话,通话,{cast.chen.uuid}\n", "登记表.csv"))
    assert row.state == "unclear" and "联系人编号是“陈建国”的，姓名却是“王雅琴”" in row.reason
    assert {each["id"] for each in row.candidates} == {cast.chen.id, cast.wang.id}


def test_who_is_chosen_for_one_number_is_not_chosen_for_another_of_the_same_name(officer: CheckedClient, cast: Cast):
    entries = f"2026-11-03,,李白,电话,甲,{cast.chen.uuid}\n2026-11-04,,李白,电话,乙,{cast.wang.uuid}\n"
    batch_id = preview(officer, REGISTER + entries, "登记表.csv")
    first, second = rows(batch_id)
    officer.post(f"/import/{batch_id}/choices", data={f"row-{first.id}": str(cast.chen.id), f"row-{second.id}": ""})
    assert [row.choice for row in rows(batch_id)] == [str(cast.chen.id), ""]


def test_an_entry_whose_number_nobody_has_is_read_by_name(officer: CheckedClient, cast: Cast):
    write(officer, preview(officer, REGISTER + f"2026-11-03,市第一中学,陈建国,电话,通话,{uuid4()}\n", "登记表.csv"))
    assert [person.id for person in last_entry().participants] == [cast.chen.id]


def moved(cast: Cast) -> None:
    """陈建国 is no longer at the school."""
    begin_write()
    edit_post(cast.chen.posts[0], {"to_on": date(2026, 10, 31)}, version=None, by=None)
    begin_post(cast.chen, unit_id=cast.college.id, title="处长", from_on=date(2026, 11, 1), by=None)
    db.session.commit()


def test_an_old_register_finds_somebody_where_they_were_and_counts_there(officer: CheckedClient, cast: Cast):
    moved(cast)
    write(officer, preview(officer, "日期,单位,姓名,方式,内容\n2026-09-03,市第一中学,陈建国,电话,通话\n", "登记表.csv"))
    entry = last_entry()
    assert ([person.id for person in entry.participants], entry.unit_id) == ([cast.chen.id], cast.school.id)


def test_a_row_of_several_units_finds_the_people_of_each(officer: CheckedClient, cast: Cast):
    begin_write()
    other = add_contact({"name": "陈建国", "owner_id": cast.user("officer").id}, by=None)
    begin_post(other, unit_id=None, title="退休", by=None)
    db.session.commit()
    listed = "日期,单位,姓名,方式,内容\n2026-09-03,江州大学、市第一中学,陈建国,会议,座谈\n"
    write(officer, preview(officer, listed, "登记表.csv"))
    assert [person.id for person in last_entry().participants] == [cast.chen.id]


def test_somebody_archived_is_asked_about_and_not_made_anew(officer: CheckedClient, cast: Cast):
    begin_write()
    archive_contact(cast.chen, now=NOW, by=None)
    db.session.commit()
    batch_id = preview(officer, "日期,单位,姓名,方式,内容\n2026-09-03,市第一中学,陈建国,电话,通话\n", "登记表.csv")
    (row,) = rows(batch_id)
    assert row.state == "unclear" and row.reason == "“陈建国”已经归档，请选是不是他"
    write(officer, batch_id, **{f"row-{row.id}": str(cast.chen.id)})
    assert [person.id for person in last_entry().participants] == [cast.chen.id]
