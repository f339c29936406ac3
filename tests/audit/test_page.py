"""操作日志 as the administrator reads it: Chinese throughout, and stored as it was."""

import re
from datetime import date
from typing import Any

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from page_checks import CheckedClient
from privacy.conftest import Known, known  # noqa: F401
from sqlalchemy import select

from liaison.accounts.actions import change_user
from liaison.audit.actions import note
from liaison.audit.models import AuditLine
from liaison.audit.names import ACTIONS
from liaison.audit.telling import LONGEST, Told, told_lines
from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.domain.birthdays import Birthday
from liaison.exports.actions import TakenList
from liaison.interactions.actions import edit_interaction, log_interaction
from liaison.interactions.models import Interaction
from liaison.matters.actions import add_matter, reassign_matter
from liaison.merges.models import Merge
from liaison.office.actions import change_setting
from liaison.plans.capacities import change_capacity

CODE = re.compile(r"[a-z_]+(?:\.[a-z_]+)?")


def newest(app: Flask, count: int = 1) -> list[dict[str, str]]:
    """The values of the newest lines by label, the newest last."""
    lines = db.session.scalars(select(AuditLine).order_by(AuditLine.id.desc()).limit(count)).all()[::-1]
    with app.test_request_context():
        return [{told.label: told.text for told in each.changes} for each in told_lines(lines, "Asia/Shanghai")]


def test_no_line_speaks_code(app: Flask, known: Known):  # noqa: F811
    lines = list(db.session.scalars(select(AuditLine)))
    with app.test_request_context():
        told = told_lines(lines, "Asia/Shanghai")
    assert len({line.action for line in lines}) > 20
    assert [each.action for each in told if CODE.fullmatch(each.action)] == []
    changes = [change for each in told for change in each.changes]
    assert [change for change in changes if CODE.fullmatch(change.label)] == []
    assert [change for change in changes if CODE.fullmatch(change.text) and change.label != "登录名"] == []


def test_the_page_names_actions_and_leaves_what_is_stored(admin: CheckedClient, known: Known):  # noqa: F811
    before = list(db.session.execute(select(AuditLine.id, AuditLine.action, AuditLine.changes)))
    page = admin.get("/settings/audit").text
    for words in ("合并联系人", "并进来的：</span>雷明遠", "添加附件", "暂缓联系", "起草交接"):
        assert words in page, words
    assert "contact.merge" not in re.sub(r"<option.*?</option>", "", page, flags=re.DOTALL)
    db.session.rollback()
    after = list(db.session.execute(select(AuditLine.id, AuditLine.action, AuditLine.changes)))
    assert after[: len(before)] == before


@pytest.mark.parametrize(
    ("action", "shown", "hidden"),
    [
        ("contact.edit", ("修改联系人",), ("新增联系人", "记联系<")),
        ("contact", ("修改联系人", "新增联系人"), ("记联系<",)),
        ("contact.", ("修改联系人", "新增联系人"), ("记联系<",)),
        ("import", (), ("修改联系人",)),
        ("nothing", (), ("修改联系人",)),
    ],
)
def test_the_log_is_narrowed_to_an_action_or_all_of_a_group(
    admin: CheckedClient, known: Known, action: str, shown: tuple[str, ...], hidden: tuple[str, ...]  # noqa: F811
):
    page = admin.get(f"/settings/audit?action={action}").text
    rows = page[page.find("<tbody>") :] if "<tbody>" in page else ""
    assert all(f">{words}" in rows for words in shown)
    assert not any(f">{words}" in rows for words in hidden)


def test_the_chooser_offers_every_action_in_groups(admin: CheckedClient):
    page = admin.get("/settings/audit?action=contact.edit").text
    assert page.count("<optgroup") > 20 and '<option value="contact">联系人：全部</option>' in page
    assert '<option value="contact.edit" selected>修改联系人</option>' in page
    assert all(f'<option value="{action}"' in page for action in ACTIONS)


def test_fields_are_told_by_their_labels_and_values_in_words(app: Flask, cast: Cast):
    begin_write()
    officer = cast.user("officer")
    values = {
        "tier": "general", "gender": "male", "deputy_id": cast.user("colleague").id, "birthday": Birthday(3, 5, 1977, True),
        "preferred_channel": "wechat", "interval_days": 40, "taboos": "不喝酒",
    }  # fmt: skip
    edit_contact(cast.chen, values, phones=[("", "13800001111")], tags=["校友", "乒乓球"], version=None, by=officer)
    (told,) = newest(app)
    assert told["联系等级"] == "重点 → 一般" and told["性别"] == "无 → 男" and told["B角"] == "无 → 周静"
    assert told["农历生日"] == "否 → 是" and told["喜欢的方式"] == "无 → 微信" and told["忌讳"] == "无 → 不喝酒"
    assert told["电话"] == "138 0571 2046 → 13800001111" and told["标签"] == "无 → 乒乓球、校友"
    assert told["联系周期（天）"] == "无 → 40"


def test_a_user_and_a_setting(app: Flask, cast: Cast):
    begin_write()
    user = cast.user("officer")
    change_user(
        user, name=user.name, role="head", section_id=None, export_right=True, email="zhang@example.cn", disabled=True,
        version=None, now=NOW, by=cast.user("admin"),
    )  # fmt: skip
    (told,) = newest(app)
    assert told["可以导出"] == "无 → 是" and told["角色"] == "联络员 → 科室负责人" and told["科室"] == "联络科 → 无"
    assert told["停用时间"] == "无 → 2026-11-23 10:00"
    change_setting("export_watermark", "", by=user)
    change_capacity(user, 3, by=user)
    watermark, calls = newest(app, 2)
    assert watermark == {"设为": "无 → 否"}
    assert calls["设为"].endswith("张敏 3")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"list": "contacts", "format": "csv", "rows": 120, "tier": "key", "owner": "3", "retired": "1"},
            ["名单：联系人", "格式：文本表格 .csv", "条数：120", "等级：重点", "联络员：张敏", "老领导：是"],
        ),
        (
            {"list": "interactions", "format": "xlsx", "rows": 1, "kind": "call", "direction": "ours", "from": "2026-11-01"},
            ["名单：联系记录", "格式：Excel 表格 .xlsx", "条数：1", "方式：电话", "谁发起：我方", "从：2026-11-01"],
        ),
        ({"format": "print", "rows": 9, "whose": "mine"}, ["格式：打印（A4）", "条数：9", "谁的：我的"]),
        ({"format": "docx", "month": "2026-10"}, ["格式：Word 文件 .docx", "月份：2026-10"]),
    ],
)
def test_an_export_says_what_was_taken_in_which_form_and_how_many(
    app: Flask, cast: Cast, changes: dict[str, Any], said: list[str]
):
    begin_write()
    note("export.take", TakenList("联系人"), cast.user("officer"), changes)
    db.session.flush()
    (told,) = newest(app)
    assert [f"{label}：{text}" for label, text in told.items()] == said


def test_what_was_referred_to_and_is_gone_or_unknown_is_said_so(app: Flask, cast: Cast):
    begin_write()
    note("contact.reassign", cast.chen, None, {"owner_id": [3, 999]})
    note("contact.edit", cast.chen, None, {"no_column": ["a", None], "notes": ["", "字" * 500]})
    note("contact.forgotten", cast.chen, None)
    db.session.flush()
    first, second, _third = newest(app, 3)
    assert first == {"联络员": "张敏 → （已没有）"}
    assert second["no_column"] == "a → 无" and len(second["备注"]) == LONGEST + 1


def test_matters_merges_and_calls_are_told_by_name(app: Flask, cast: Cast, known: Known):  # noqa: F811
    begin_write()
    officer = cast.user("officer")
    values = {"name": "借会场", "contact_id": cast.chen.id, "owner_id": officer.id, "received_on": TODAY}
    matter = add_matter({**values, "due_on": date(2026, 12, 1)}, today=TODAY, by=officer)
    reassign_matter(matter, cast.user("head"), by=officer, on=TODAY)
    assert newest(app) == [{"承办人": "张敏 → 李强"}]
    call = log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=officer)
    edit_interaction(
        db.session.get_one(Interaction, call.id), {"kind": "visit", "minutes": 20}, version=None, today=TODAY, by=officer
    )
    assert newest(app) == [{"方式": "电话 → 走访", "时长（分钟）": "无 → 20"}]
    merge = db.session.scalars(select(Merge)).one()
    with app.test_request_context():
        lines = db.session.scalars(select(AuditLine).where(AuditLine.action == "contact.merge"))
        (line,) = told_lines(lines, "Asia/Shanghai")
    assert line.changes[0] == Told("并进来的", "雷明遠") and "联系记录 1" in line.changes[1].text and merge.name == line.subject
