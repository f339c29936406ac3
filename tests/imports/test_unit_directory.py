"""A directory of units: who hangs below whom wherever they stand, what units were called, and which are archived."""

from datetime import date
from pathlib import Path

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from imports.conftest import preview, stored, write
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.db import begin_write, db
from liaison.imports.importing import import_file
from liaison.imports.outcome import Outcome
from liaison.standing.actions import disagreeing_units
from liaison.units.actions import add_unit, edit_unit
from liaison.units.models import FormerName, Unit
from liaison.web.dates import office_date

pytestmark = pytest.mark.postgres


@pytest.fixture
def bring(app: Flask, cast: Cast, tmp_path: Path):  # type: ignore[no-untyped-def]
    """bring(text) writes a directory as `flask import` does."""

    def brought(text: str) -> Outcome:
        path = tmp_path / "单位.csv"
        path.write_text(text, encoding="utf-8")
        begin_write()
        outcome = import_file(path, name=path.name, today=TODAY, now=NOW, by=None, kind="units")
        db.session.commit()
        return outcome

    return brought


def unit(name: str) -> Unit:
    db.session.rollback()
    return db.session.scalars(select(Unit).where(Unit.name == name)).one()


def hanging() -> dict[str, str]:
    """Units by name with their parents' names."""
    db.session.rollback()
    return {each.name: each.parent.name for each in db.session.scalars(select(Unit)) if each.parent}


ORDERS = (
    "丙科,乙处\n乙处,甲局\n甲局,\n",
    "甲局,\n丙科,乙处\n乙处,甲局\n",
    "乙处,甲局\n甲局,\n丙科,乙 处\n",
)


@pytest.mark.parametrize("rows", ORDERS)
def test_a_parent_is_found_wherever_it_stands_in_the_file(bring, rows: str):
    outcome = bring("单位,上级单位\n" + rows)
    assert (outcome.created, outcome.errors, hanging()) == (3, [], {"丙科": "乙处", "乙处": "甲局"})
    assert {each.authority for each in db.session.scalars(select(Unit))} == {""}


def test_a_parent_that_is_no_unit_is_told_and_written_nowhere_else(bring):
    outcome = bring("单位,上级单位,主管部门\n乙处,甲局,省厅\n")
    assert [(each.column, each.value) for each in outcome.errors] == [("B 上级单位", "甲局")]
    assert "没有叫“甲局”的单位" in outcome.errors[0].reason
    assert (unit("乙处").authority, hanging()) == ("省厅", {})


def test_parent_and_authority_are_kept_apart_even_where_both_are_units(bring):
    bring("单位,上级单位,主管部门\n甲局,,\n乙局,,\n丙科,甲局,乙局\n")
    assert (hanging(), unit("丙科").authority) == ({"丙科": "甲局"}, "乙局")


def test_where_only_the_authority_is_told_one_that_is_a_unit_is_the_parent_and_it_is_said(
    officer: CheckedClient, cast: Cast
):
    batch_id = preview(officer, "学校名称,主管部门\n乙小学,甲局\n丙小学,教育部\n甲局,\n", "单位.csv", "units")
    assert "主管部门“甲局”是名录里的单位，作为上级单位" in officer.get(f"/import/{batch_id}").text
    write(officer, batch_id)
    assert (hanging(), unit("乙小学").authority, unit("丙小学").authority) == ({"乙小学": "甲局"}, "", "教育部")


@pytest.mark.parametrize("rows", ["甲局,乙处\n乙处,甲局\n", "甲局,甲局\n", "甲局,丙科\n乙处,甲局\n丙科,乙处\n"])
def test_units_that_would_hang_in_a_circle_are_told(bring, rows: str):
    outcome = bring("单位,上级单位\n" + rows)
    assert [each.reason for each in outcome.errors] == ["上级单位不能是本单位或它的下级，上级单位未填"]
    assert len(hanging()) == rows.count("\n") - 1


def test_a_stored_unit_moves_below_another_and_the_preview_shows_from_where(officer: CheckedClient, cast: Cast):
    begin_write()
    old = add_unit({"name": "旧局"}, by=None)
    edit_unit(cast.school, {"parent_id": old.id}, version=None, by=None)
    edit_unit(cast.college, {"parent_id": cast.school.id}, version=None, by=None)
    db.session.commit()
    batch_id = preview(officer, "单位,上级单位\n市第一中学,新局\n新局,\n旧局,江州大学\n", "单位.csv", "units")
    assert "<del>旧局</del> → 新局" in officer.get(f"/import/{batch_id}?state=changed").text
    batch = write(officer, batch_id)
    assert hanging() == {"市第一中学": "新局", "江州大学": "市第一中学", "旧局": "江州大学"}
    officer.post(f"/import/{batch.id}/undone")
    assert (stored(batch.id).state, stored(batch.id).kept) == ("undone", [])
    assert hanging() == {"市第一中学": "旧局", "江州大学": "市第一中学"}
    assert not db.session.scalars(select(Unit).where(Unit.name == "新局")).all()


def test_what_a_unit_was_called_comes_along_once_and_goes_with_the_import(officer: CheckedClient, cast: Cast):
    text = "单位,曾用名\n市第一中学,江州师范附中（至2001-03-01）、市一中\n市教育局,市教委(至2003年5月1日)、市教育局\n"
    batch = write(officer, preview(officer, text, "单位.csv", "units"))
    names = select(Unit.name, FormerName.name, FormerName.until_on).join(Unit).order_by(FormerName.id)
    assert [tuple(row) for row in db.session.execute(names)] == [
        ("市第一中学", "江州师范附中", date(2001, 3, 1)), ("市第一中学", "市一中", TODAY), ("市教育局", "市教委", date(2003, 5, 1)),
    ]  # fmt: skip
    assert "市教育局" in officer.get("/units?q=市教委").text
    again = write(officer, preview(officer, text, "单位.csv", "units"))
    assert (again.created, again.updated, again.unchanged) == (0, 0, 2)
    officer.post(f"/import/{batch.id}/undone")
    assert (stored(batch.id).state, stored(batch.id).kept) == ("undone", [])
    assert db.session.scalars(select(FormerName)).all() == []
    assert "市第一中学" not in officer.get("/units?q=江州师范附中").text


def test_an_archived_unit_comes_archived_and_one_at_work_is_not_archived_by_a_sheet(bring):
    outcome = bring("单位,归档日期\n甲局,2025-03-01\n市第一中学,2025-03-01\n")
    assert office_date(unit("甲局").archived_at) == date(2025, 3, 1)
    assert unit("市第一中学").archived_at is None
    assert [(each.column, each.reason) for each in outcome.errors] == [("B 归档日期", "这个单位没有归档，归档日期没有写")]


def test_a_telephone_stays_as_it_was_entered(bring):
    bring("单位,电话\n甲局,0571-88880000/1\n")
    assert unit("甲局").phone == "0571-88880000/1"


def test_a_code_too_long_is_refused_and_not_cut_short(bring):
    outcome = bring("单位,代码\n甲局," + "1" * 41 + "\n")
    assert [(each.column, each.reason) for each in outcome.errors] == [("B 代码", "“代码”有 41 个字，超过 40 字的上限，请改短")]
    assert outcome.created == 0


def test_units_below_one_another_go_together_and_one_in_use_keeps_those_above(officer: CheckedClient, cast: Cast):
    rows = "丙科,乙处\n乙处,甲局\n甲局,\n丁科,戊处\n戊处,\n"
    batch = write(officer, preview(officer, "单位,上级单位\n" + rows, "单位.csv", "units"))
    write(officer, preview(officer, "单位,姓名\n丙科,林冲\n"))
    officer.post(f"/import/{batch.id}/undone")
    assert sorted(each["name"] for each in stored(batch.id).kept) == ["丙科", "乙处", "甲局"]
    assert hanging() == {"丙科": "乙处", "乙处": "甲局"}
    assert disagreeing_units() == []
