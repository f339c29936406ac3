"""Lists that left the program, edited as offices do, and brought back: no change is lost in silence, none made twice."""

from datetime import time

import pytest
from cast import Cast
from conftest import TODAY
from imports.conftest import HEAD, preview, stored, write
from imports.test_preview_words import rows
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.actions import edit_contact
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.imports.pointed_changes import pointed_changes
from liaison.interactions.actions import log_interaction
from liaison.interactions.models import Interaction
from liaison.units.actions import edit_unit
from liaison.units.models import Unit

pytestmark = pytest.mark.postgres
REGISTER = "时间,单位,姓名,方式,是否接通,内容,结果,时刻\n"


@pytest.fixture
def called(cast: Cast) -> Cast:
    """陈建国 was called at 9:30 and did not answer."""
    begin_write()
    log_interaction(
        [cast.chen], kind="call", on=TODAY, today=TODAY, by=cast.user("officer"), answered=False, at=time(9, 30), summary="无人接听"
    )
    db.session.commit()
    return cast


def entries() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Interaction)) or 0


def test_an_entry_told_otherwise_is_a_question_and_no_second_entry(officer: CheckedClient, called: Cast):
    batch_id = preview(officer, REGISTER + f"{TODAY},市第一中学,陈建国,电话,否,无人接听，改天再打,,9:30\n", "登记表.csv")
    (row,) = rows(batch_id)
    assert row.state == "unclear" and "这一时刻已有一条这样的联系记录" in row.reason
    write(officer, batch_id)
    assert entries() == 1


def test_it_is_written_where_somebody_says_that_it_was_another_time(officer: CheckedClient, called: Cast):
    batch_id = preview(officer, REGISTER + f"{TODAY},市第一中学,陈建国,电话,是,通上话了,,9:30\n", "登记表.csv")
    write(officer, batch_id, **{f"row-{rows(batch_id)[0].id}": str(called.ids["chen"])})
    assert entries() == 2


def test_another_moment_of_the_day_is_an_entry_of_its_own(officer: CheckedClient, called: Cast):
    write(officer, preview(officer, REGISTER + f"{TODAY},市第一中学,陈建国,电话,是,通上话了,,15:00\n", "登记表.csv"))
    assert entries() == 2


def test_an_outcome_that_came_since_is_told(officer: CheckedClient, called: Cast):
    (row,) = rows(preview(officer, REGISTER + f"{TODAY},市第一中学,陈建国,电话,否,无人接听,已解决,9:30\n", "登记表.csv"))
    assert row.state == "unchanged"
    assert ["结果和登记的不同，没有改" in each["reason"] for each in row.problems] == [True]


def test_the_report_of_a_register_says_how_many_people_it_made(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, REGISTER + f"{TODAY},市第一中学,赵云,电话,是,问好,,\n", "登记表.csv")
    write(officer, batch_id, **{f"row-{rows(batch_id)[0].id}": "new"})
    assert "同时新建联系人 1 位" in officer.get(f"/import/{batch_id}").text


def test_a_list_of_people_does_not_say_so(officer: CheckedClient, cast: Cast):
    batch_id = write(officer, preview(officer, HEAD + "市第三中学,林冲,,,,,\n")).id
    assert "同时新建联系人" not in officer.get(f"/import/{batch_id}").text


def test_an_import_that_later_ones_built_upon_says_which_to_undo_first(officer: CheckedClient, cast: Cast):
    people = write(officer, preview(officer, HEAD + "市第三中学,林冲,,,,,\n")).id
    assert "请先撤销它们" not in officer.get(f"/import/{people}").text
    register = write(officer, preview(officer, REGISTER + f"{TODAY},市第三中学,林冲,电话,是,问好,,\n", "登记表.csv")).id
    page = officer.get(f"/import/{people}").text
    assert "请先撤销它们" in page and f"登记表.csv（编号 {register}）" in page
    officer.post(f"/import/{register}/undone")
    assert "请先撤销它们" not in officer.get(f"/import/{people}").text
    officer.post(f"/import/{people}/undone")
    assert stored(people).kept == []
    assert db.session.scalars(select(Contact).where(Contact.name == "林冲")).all() == []


def test_a_unit_renamed_in_the_list_is_hinted_at_by_its_short_name(officer: CheckedClient, cast: Cast):
    begin_write()
    edit_unit(cast.college, {"short_name": "江大"}, version=None, by=None)
    db.session.commit()
    batch_id = preview(officer, "单位名称,简称,地址\n江州综合大学,江大,学府路2号\n", "单位.csv", "units")
    (row,) = rows(batch_id)
    assert [each["words"] for each in row.candidates] == ["江州大学"]
    write(officer, batch_id, **{f"row-{row.id}": str(row.candidates[0]["id"])})
    assert db.session.scalars(select(Unit.name).where(Unit.name == "江州综合大学")).all() == []
    assert cast.college.address == "学府路2号"


def own_row(cast: Cast, **cells: str) -> str:
    """A list of one person as it leaves, but for some cells."""
    head = ["单位", "姓名", "职务", "手机", "其他任职", "系统编号"]
    said = {"单位": "市第一中学", "姓名": "陈建国", "职务": "办公室主任", "手机": "13805712046", "系统编号": cast.chen.uuid} | cells
    return ",".join(head) + "\n" + ",".join(said.get(each, "") for each in head) + "\n"


def test_a_name_put_right_in_the_list_is_written_when_it_is_said_that_it_is_the_same_person(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, own_row(cast, 姓名="陈健国"))
    (row,) = rows(batch_id)
    assert row.state == "unclear" and ["name", "陈建国", "陈健国"] in row.changes
    officer.post(f"/import/{batch_id}/choices", data={"state": "unclear", f"row-{row.id}": str(cast.ids["chen"])})
    (row,) = rows(batch_id)
    (changes,) = pointed_changes(stored(batch_id), [row], cast.user("officer")).values()
    assert changes == [["name", "陈建国", "陈健国"]]
    write(officer, batch_id)
    assert (cast.chen.name, cast.chen.family_name, cast.chen.given_name) == ("陈健国", "陈", "健国")
    assert "陈健国" in officer.get("/search?q=陈健国&stay=1").text
    officer.post(f"/import/{batch_id}/undone")
    db.session.rollback()
    assert (cast.chen.name, cast.chen.given_name) == ("陈建国", "建国")


@pytest.mark.parametrize(("name", "left"), [("陈国", ""), ("陈健国", "chen jian guo")])
def test_a_corrected_pinyin_stays_as_far_as_it_fits_the_new_name(officer: CheckedClient, cast: Cast, name: str, left: str):
    begin_write()
    edit_contact(cast.chen, {"reading": "chen jian guo"}, version=None, by=None)
    db.session.commit()
    batch_id = preview(officer, own_row(cast, 姓名=name))
    (row,) = rows(batch_id)
    assert write(officer, batch_id, **{f"row-{row.id}": str(cast.ids["chen"])}).state == "applied"
    assert (cast.chen.name, cast.chen.reading) == (name, left)


def test_somebody_else_pointed_at_keeps_their_name(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, own_row(cast, 姓名="王雅芹"))
    (row,) = rows(batch_id)
    officer.post(f"/import/{batch_id}/rows/{row.id}/person", data={"contact": str(cast.ids["wang"])})
    write(officer, batch_id)
    assert (cast.wang.name, cast.chen.name) == ("王雅琴", "陈建国")


def test_a_mobile_that_the_list_replaces_stays_and_is_told(officer: CheckedClient, cast: Cast):
    (row,) = rows(preview(officer, own_row(cast, 手机="13900000001")))
    assert row.state == "changed"
    assert [(each["value"], "原来的手机还在" in each["reason"]) for each in row.problems] == [("13805712046", True)]


def test_other_posts_of_somebody_known_are_told_not_to_be_taken(officer: CheckedClient, cast: Cast):
    (row,) = rows(preview(officer, own_row(cast, 其他任职="江州大学｜｜兼职教授｜2025-01-01｜")))
    assert ["其他任职只在新建时写入" in each["reason"] for each in row.problems] == [True]


def test_an_unchanged_list_has_nothing_to_tell(officer: CheckedClient, cast: Cast):
    (row,) = rows(preview(officer, own_row(cast, 其他任职="市第一中学｜｜办公室主任｜｜")))
    assert (row.state, row.problems) == ("unchanged", [])


def test_a_number_that_nobody_of_this_office_has_is_hinted_at(officer: CheckedClient, cast: Cast):
    gone = own_row(cast) + "市第一中学,林冲,,,,5c0d6a5e-0a3f-4d5e-9a57-333333333333\n"
    _known, row = rows(preview(officer, gone))
    assert row.state == "new" and "系统编号现在没有人，可能删除过" in row.reason


def test_numbers_of_another_office_are_not(officer: CheckedClient, cast: Cast):
    (row,) = rows(preview(officer, "单位,姓名,系统编号\n市第一中学,林冲,5c0d6a5e-0a3f-4d5e-9a57-333333333333\n"))
    assert (row.state, row.reason) == ("new", "")
