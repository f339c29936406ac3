"""A unit written otherwise than it is stored makes no second unit in silence."""

from datetime import date

import pytest
from cast import Cast
from imports.conftest import HEAD, preview, write
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.imports.models import ImportRow
from liaison.units.actions import edit_unit
from liaison.units.models import FormerName, Unit

pytestmark = pytest.mark.postgres


def rows(batch_id: int) -> list[ImportRow]:
    db.session.rollback()
    return list(db.session.scalars(select(ImportRow).where(ImportRow.batch_id == batch_id).order_by(ImportRow.id)))


def unit_names() -> set[str]:
    return set(db.session.scalars(select(Unit.name)))


def unit_of(name: str) -> Unit | None:
    return db.session.scalars(select(Contact).where(Contact.name == name)).one().unit


@pytest.fixture
def branch(cast: Cast) -> Unit:
    """The school with signs in its name, a short name, and one it had before."""
    begin_write()
    edit_unit(cast.school, {"name": "江州市第一中学(东校区)", "short_name": "一中东校"}, version=None, by=None)
    db.session.add(FormerName(unit_id=cast.school.id, name="江州师范附中", until_on=date(2020, 1, 1)))
    db.session.commit()
    return cast.school


@pytest.mark.parametrize(
    "written", ["江州市第一中学（东校区）", "江州市 第一中学 (东校区)", "江州市第一中学（东 校区）", "一中东校", "一中 东校"]
)
def test_spaces_widths_and_the_short_name_are_no_other_name(officer: CheckedClient, branch: Unit, written: str):
    before = unit_names()
    batch_id = preview(officer, HEAD + f"{written},林冲,,13900001111,,,\n")
    assert rows(batch_id)[0].reason == ""
    write(officer, batch_id)
    assert unit_names() == before and unit_of("林冲").name == branch.name


@pytest.mark.parametrize("written", ["江州市第一中學（東校區）", "江州师范附中", "江州师范 附中"])
def test_other_characters_and_a_former_name_mean_the_unit_and_it_is_told(
    officer: CheckedClient, branch: Unit, written: str
):
    before = unit_names()
    batch_id = preview(officer, HEAD + f"{written},林冲,,13900001111,,,\n")
    assert "单位用“江州市第一中学(东校区)”" in officer.get(f"/import/{batch_id}").text
    write(officer, batch_id)
    assert unit_names() == before and unit_of("林冲").name == branch.name


def test_one_new_unit_written_in_several_ways_is_made_once(officer: CheckedClient, cast: Cast):
    people = "市教育局,林冲,,13900001111,,,\n市 教育局,鲁达,,13900002222,,,\n市敎育局,史进,,13900003333,,,\n"
    before = unit_names()
    write(officer, preview(officer, HEAD + people))
    assert unit_names() - before == {"市教育局"}


def test_a_new_unit_like_a_stored_one_is_shown_with_a_choice(officer: CheckedClient, cast: Cast):
    people = "市一中,林冲,,13900001111,,,\n市一中,鲁达,,13900002222,,,\n市体育局,史进,,13900003333,,,\n"
    batch_id = preview(officer, HEAD + people)
    first, second, third = rows(batch_id)
    page = officer.get(f"/import/{batch_id}").text
    assert "它像已有的“市第一中学”" in page and "导入，单位用“市第一中学”" in page
    assert (len(first.candidates), len(second.candidates), third.candidates, third.reason) == (1, 1, [], "")
    choice = f"unit-{cast.school.id}"
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", f"row-{first.id}": choice, f"row-{second.id}": ""})
    assert [row.choice for row in rows(batch_id)] == [choice, choice, ""]
    batch = write(officer, batch_id)
    assert (batch.created, unit_of("林冲").name, unit_of("鲁达").name) == (3, "市第一中学", "市第一中学")
    assert "市一中" not in unit_names()


def test_the_choice_of_a_unit_is_taken_back_for_all_its_rows(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市一中,林冲,,13900001111,,,\n市一中,鲁达,,13900002222,,,\n")
    first, second = rows(batch_id)
    choice = f"unit-{cast.school.id}"
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", f"row-{first.id}": choice})
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", f"row-{second.id}": ""})
    assert [row.choice for row in rows(batch_id)] == ["", ""]
    write(officer, batch_id)
    assert "市一中" in unit_names()


def test_to_leave_one_row_out_leaves_no_other_of_its_unit_out(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市一中,林冲,,13900001111,,,\n市一中,鲁达,,13900002222,,,\n")
    first, second = rows(batch_id)
    choice = f"unit-{cast.school.id}"
    officer.post(f"/import/{batch_id}/choices", data={f"row-{first.id}": choice, f"row-{second.id}": ""})
    officer.post(f"/import/{batch_id}/choices", data={f"row-{first.id}": choice, f"row-{second.id}": "skip"})
    assert [row.choice for row in rows(batch_id)] == [choice, "skip"]


def test_a_unit_that_was_not_offered_cannot_be_chosen(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市一中,林冲,,13900001111,,,\n")
    (row,) = rows(batch_id)
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", f"row-{row.id}": f"unit-{cast.college.id}"})
    assert rows(batch_id)[0].choice == ""


def test_a_list_of_units_asks_before_it_takes_a_former_name_and_hints_at_a_like_one(officer: CheckedClient, branch: Unit):
    batch_id = preview(officer, "单位名称,地址\n江州师范附中,学府路1号\n江州大学公司,学府路2号\n", "单位.csv", "units")
    former, like = rows(batch_id)
    assert (former.state, former.candidates[0]["id"]) == ("unclear", branch.id)
    assert "以前叫这个名称" in former.reason
    assert (like.state, like.candidates[0]["words"]) == ("new", "江州大学")
    batch = write(officer, batch_id, **{f"row-{each.id}": str(each.candidates[0]["id"]) for each in (former, like)})
    assert (batch.created, batch.updated, branch.address) == (0, 2, "学府路1号")


TWICE = HEAD + "市第九中学,林冲,,13900001111,,,\n市九中,鲁智深,,13900002222,,,\n市九中,武松,,13900003333,,,\n"


def test_two_names_of_one_unit_that_the_file_brings_are_hinted_at_and_can_be_taken_for_one(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, TWICE)
    first, second, _third = rows(batch_id)
    assert first.candidates == [] and "它像表里前面的“市第九中学”" in second.reason
    write(officer, batch_id, **{f"row-{second.id}": str(second.candidates[0]["id"])})
    assert "市第九中学" in unit_names() and "市九中" not in unit_names()
    assert {person.unit.name for person in db.session.scalars(select(Contact).where(Contact.name.in_(["鲁智深", "武松"])))} == {
        "市第九中学"
    }


def test_two_names_left_as_they_are_make_two_units(officer: CheckedClient, cast: Cast):
    write(officer, preview(officer, TWICE))
    assert {"市第九中学", "市九中"} <= set(unit_names())


LONG = "江州市经济和信息化委员会" + "直属机关" * 40 + "第{}中学"


def test_a_unit_of_the_file_can_be_chosen_however_long_its_name(officer: CheckedClient, cast: Cast):
    ninth, again = LONG.format("九"), LONG.format("9")
    batch_id = preview(officer, HEAD + f"{ninth},林冲,,13900001111,,,\n{again},鲁智深,,13900002222,,,\n")
    second = rows(batch_id)[1]
    answer = officer.post(f"/import/{batch_id}/choices", data={f"row-{second.id}": f"unit-={ninth}"})
    assert answer.status_code == 302 and rows(batch_id)[1].choice == f"unit-={ninth}"
    write(officer, batch_id)
    assert ninth in unit_names() and again not in unit_names()


def test_a_name_with_markup_and_quotation_marks_is_offered_as_it_is_written(officer: CheckedClient, cast: Cast):
    cells = """"市<b>第""九'中学",林冲,,13900001111,,,\n"市<b>第""9'中学",鲁智深,,13900002222,,,\n"""
    batch_id = preview(officer, HEAD + cells)
    second = rows(batch_id)[1]
    assert 'value="unit-=市&lt;b&gt;第&#34;九&#39;中学"' in officer.get(f"/import/{batch_id}").text
    write(officer, batch_id, **{f"row-{second.id}": "unit-=市<b>第\"九'中学"})
    assert unit_of("鲁智深").name == "市<b>第\"九'中学"
