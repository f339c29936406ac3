"""A record that its own rules refuse only when it is written: the row is named, and nothing of the import is kept."""

from pathlib import Path

import pytest
from cast import Cast
from flask import Flask
from imports.conftest import preview, write
from imports.test_pages import people, rows
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.actions import ContactError
from liaison.db import begin_write, db
from liaison.followups.models import FollowUp
from liaison.imports.faults import WritingRefused, naming_its_row
from liaison.imports.models import RowState
from liaison.imports.plan import Plan, PlannedRow
from liaison.units.actions import edit_unit

pytestmark = pytest.mark.postgres
# The second post is the first one, by the unit's short name: that is seen when both are posts of one unit.
TWICE = "单位,姓名,职务,其他任职\n市第三中学,鲁达,科员,\n市第一中学,林冲,主任,一中｜｜主任｜｜\n"


@pytest.fixture
def called_short(cast: Cast) -> None:
    begin_write()
    edit_unit(cast.school, {"short_name": "一中"}, version=None, by=None)
    db.session.commit()


def test_the_preview_comes_back_with_the_row_and_it_can_be_left_out(officer: CheckedClient, called_short: None):
    batch_id = preview(officer, TWICE)
    batch = write(officer, batch_id)
    assert batch.state == "open"
    assert batch.message.startswith("第 3 行“林冲”写不进去：与已有的任职“市第一中学 主任”")
    assert "什么都没有写入" in officer.get(f"/import/{batch_id}").text
    assert people("鲁达") == []
    second = next(row for row in rows(batch_id) if row.name == "林冲")
    batch = write(officer, batch_id, **{f"row-{second.id}": "skip"})
    assert (batch.state, batch.created, len(people("鲁达"))) == ("applied", 1, 1)


def test_the_command_names_it_too(app: Flask, called_short: None, tmp_path: Path):
    path = tmp_path / "通讯录.csv"
    path.write_text(TWICE, encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["import", str(path)])
    assert (result.exit_code, "第 3 行“林冲”写不进去" in result.stderr) == (1, True)
    assert "Traceback" not in result.output
    assert people("鲁达") == []


@pytest.mark.parametrize("titles", [{}, {0: "在职", 1: "退休"}])
def test_of_several_rows_and_sheets_the_right_one_is_named(app: Flask, titles: dict[int, str]):
    plan = Plan(titles=titles)
    for number, target in enumerate(("7", "8", "7"), 2):
        plan.rows.append(PlannedRow(1, number, RowState.CHANGED, "陈建国", target=target))
    plan.rows.append(PlannedRow(1, 5, RowState.UNCHANGED, "陈建国", target="7"))
    with pytest.raises(WritingRefused) as refusal, naming_its_row(plan, "陈建国", 7):
        raise ContactError("to_on", "离任日期不对。")
    place = "退休 第 4 行" if titles else "第 4 行"
    assert str(refusal.value).startswith(f"{place}“陈建国”写不进去：离任日期不对。什么都没有写入")


def test_a_viewer_who_logged_a_call_does_not_get_what_is_to_follow(officer: CheckedClient, cast: Cast):
    register = "日期,单位,姓名,方式,内容,经办人,跟进事项,跟进日期\n2026-11-20,市第一中学,陈建国,电话,问好,赵局,寄材料,2026-12-01\n"
    batch = write(officer, preview(officer, register, "登记表.csv"))
    assert batch.state == "applied", batch.message
    followed = db.session.scalars(select(FollowUp)).one()
    assert (followed.owner.login, followed.interaction.by.login) == ("officer", "viewer")
