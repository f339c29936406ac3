"""Nobody is given people by a sheet to whom the pages would not give them."""

from pathlib import Path

import pytest
from cast import Cast
from flask import Flask
from imports.conftest import preview, write
from imports.test_pages import people, rows
from page_checks import CheckedClient

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.units.models import Unit

pytestmark = pytest.mark.postgres
HEAD = "单位,姓名,手机,联络员,B角\n"
CHEN = "市第一中学,陈建国,13805712046,"
LIN = "市第三中学,林冲,13900001111,"
ELSEWHERE, ONLY_READS = "“周静”是别的科室的，您不能把人交给他，这一格没有采用", "“赵局”只能查看，不能联系人，这一格没有采用"


def told(batch_id: int) -> list[tuple[str, str, str]]:
    return [(each["column"], each["value"], each["reason"]) for row in rows(batch_id) for each in row.problems]


def test_an_officer_gives_nobody_to_another_section(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + CHEN + "周静,\n" + LIN + "周静,colleague\n")
    assert told(batch_id) == [
        ("D 联络员", "周静", ELSEWHERE), ("D 联络员", "周静", ELSEWHERE), ("E B角", "周静", ELSEWHERE),
    ]  # fmt: skip
    assert ELSEWHERE in officer.get(f"/import/{batch_id}?state=new").text
    write(officer, batch_id)
    assert (cast.chen.owner.login, people("林冲")[0].owner.login, people("林冲")[0].deputy) == ("officer", "officer", None)


def test_nobody_who_only_reads_keeps_people(head: CheckedClient, cast: Cast):
    batch_id = preview(head, HEAD + CHEN + ",赵局\n" + LIN + "viewer,张敏\n")
    assert told(batch_id) == [("E B角", "赵局", ONLY_READS), ("D 联络员", "赵局", ONLY_READS)]
    write(head, batch_id)
    assert (cast.chen.deputy, people("林冲")[0].owner, people("林冲")[0].deputy.login) == (None, None, "officer")


def test_within_the_section_and_for_the_administrator_it_is_as_on_the_pages(
    officer: CheckedClient, admin: CheckedClient, cast: Cast
):
    batch_id = preview(officer, HEAD + CHEN + "李强,张敏\n")
    assert told(batch_id) == []
    write(officer, batch_id)
    batch_id = preview(admin, HEAD + LIN + "周静,\n")
    assert told(batch_id) == []
    write(admin, batch_id)
    assert (cast.chen.owner.login, cast.chen.deputy.login, people("林冲")[0].owner.login) == ("head", "officer", "colleague")


def test_what_is_so_already_is_nothing_to_remark_upon(officer: CheckedClient, cast: Cast):
    begin_write()
    edit_contact(cast.chen, {"deputy_id": cast.user("colleague").id}, version=None, by=None)
    db.session.commit()
    batch_id = preview(officer, HEAD + CHEN + "张敏,周静\n")
    assert ([row.state for row in rows(batch_id)], told(batch_id)) == (["unchanged"], [])


def test_the_command_gives_to_everyone_who_keeps_people(app: Flask, cast: Cast, tmp_path: Path):
    path = tmp_path / "通讯录.csv"
    path.write_text(HEAD + CHEN + "周静,\n" + LIN + "赵局,张敏\n", encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["import", str(path)])
    assert (result.exit_code, f"第 3 行 D 联络员 “赵局”：{ONLY_READS}" in result.stderr) == (0, True), result.stderr
    assert (cast.chen.owner.login, people("林冲")[0].owner) == ("colleague", None)


def test_a_unit_is_kept_by_nobody_who_only_reads(head: CheckedClient, cast: Cast):
    batch_id = preview(head, "单位名称,联络员\n市第三中学,赵局\n市第九中学,周静\n", "单位.csv", "units")
    assert told(batch_id) == [("B 联络员", "赵局", ONLY_READS)]
    write(head, batch_id)
    owners = {unit.name: unit.owner and unit.owner.login for unit in db.session.query(Unit)}
    assert (owners["市第三中学"], owners["市第九中学"]) == (None, "colleague")
