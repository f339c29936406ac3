"""One person, or one unit, in several rows of a file: nothing is lost unsaid, and to bring the file again changes nothing."""

from datetime import date

import pytest
from cast import Cast
from imports.conftest import preview, write
from imports.test_pages import people, rows
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.units.models import Unit

pytestmark = pytest.mark.postgres
NUMBER = "5c0d6a5e-0a3f-4d5e-9a57-111111111111"
DETAILED = "单位,姓名,职务,联系等级,生日,备注\n"


def left_out(batch_id: int) -> list[tuple[str, str, str]]:
    return [(each["column"], each["value"], each["reason"]) for row in rows(batch_id) for each in row.problems if not each["told"]]


def posts_of(person: Contact) -> set[tuple[str, str]]:
    return {(post.unit.name, post.title) for post in person.posts}


def unchanged_again(client: CheckedClient, content: str, name: str = "通讯录.csv", kind: str = "") -> None:
    again = preview(client, content, name, kind)
    assert {row.state for row in rows(again)} == {"unchanged"}, [(row.reason, row.changes) for row in rows(again)]


@pytest.mark.parametrize("name", ["单雄信", "陈建国"])
def test_of_two_rows_that_differ_the_first_holds_and_the_other_is_told(officer: CheckedClient, cast: Cast, name: str):
    listed = DETAILED + f"市第一中学,{name},教师,经常,1970-02-03,甲\n市第一中学,{name},教授,重点,1971-02-03,乙\n"
    batch_id = preview(officer, listed)
    assert left_out(batch_id) == [
        ("E 生日", "1971年2月3日", "表里前面写的是“1970年2月3日”，这一格没有采用"),
        ("D 联系等级", "重点", "表里前面写的是“经常”，这一格没有采用"),
        ("C 职务", "教授", "表里前面写的是“教师”，这一格没有采用"),
    ]
    write(officer, batch_id)
    (person,) = people(name)
    assert (person.tier, person.title, person.notes) == ("regular", "教师", "甲；乙")
    unchanged_again(officer, listed)


def test_a_birthday_is_none_the_less_the_same_for_a_year_that_one_row_does_not_know(officer: CheckedClient, cast: Cast):
    known, unknown = "市第一中学,单雄信,,,1970-02-03,\n", "市第一中学,单雄信,,,02-03,\n"
    batch_id = preview(officer, DETAILED + unknown + known + unknown)
    assert left_out(batch_id) == []
    write(officer, batch_id)
    assert people("单雄信")[0].birthday.born_on == date(1970, 2, 3)
    unchanged_again(officer, DETAILED + unknown + known + unknown)


def test_two_units_under_one_number_are_two_posts_of_one_person(officer: CheckedClient, cast: Cast):
    listed = f"单位,姓名,职务,系统编号\n市第一中学,单雄信,教师,{NUMBER}\n江州大学,单雄信,教授,{NUMBER}\n"
    batch_id = preview(officer, listed)
    assert rows(batch_id)[1].changes == [["unit", "", "江州大学"], ["title", "", "教授"]]
    write(officer, batch_id)
    assert [posts_of(person) for person in people("单雄信")] == [{("市第一中学", "教师"), ("江州大学", "教授")}]
    unchanged_again(officer, listed)


def test_the_unit_of_a_row_that_is_said_to_mean_an_earlier_one_is_written_too(officer: CheckedClient, cast: Cast):
    listed = "单位,姓名,职务,生日\n市第一中学,单雄信,教师,1970-02-03\n市体育局,单雄信,顾问,1970-02-03\n市体育局,单雄信,,\n"
    batch_id = preview(officer, listed)
    second = rows(batch_id)[1]
    write(officer, batch_id, **{f"row-{second.id}": "row-0-2"})
    assert [posts_of(person) for person in people("单雄信")] == [{("市第一中学", "教师"), ("市体育局", "顾问")}]


def test_a_row_of_another_post_that_the_first_row_tells_is_about_the_same_person(officer: CheckedClient, cast: Cast):
    listed = "单位,姓名,职务,其他任职\n市第一中学,单雄信,教师,江州大学｜｜教授｜｜\n江州大学,单雄信,,\n"
    write(officer, preview(officer, listed))
    assert [posts_of(person) for person in people("单雄信")] == [{("市第一中学", "教师"), ("江州大学", "教授")}]
    unchanged_again(officer, listed)


@pytest.mark.parametrize("name", ["市第八中学", "市第一中学"])
def test_of_two_rows_about_one_unit_the_first_holds(officer: CheckedClient, cast: Cast, name: str):
    listed = f"单位名称,地址,备注\n{name},学府路1号,甲\n{name},学府路2号,乙\n"
    batch_id = preview(officer, listed, "单位.csv", "units")
    assert left_out(batch_id) == [("B 地址", "学府路2号", "表里前面写的是“学府路1号”，这一格没有采用")]
    write(officer, batch_id)
    db.session.rollback()
    unit = db.session.scalars(select(Unit).where(Unit.name == name)).one()
    assert (unit.address, unit.notes) == ("学府路1号", "甲；乙")
    unchanged_again(officer, listed, "单位.csv", "units")
