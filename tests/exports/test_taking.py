"""Lists as files: what is in them, under whose eyes, and the line each leaves in the log."""

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from cast import Cast
from conftest import NOW, TODAY
from exports.pages import list_page
from exports.reading_back import csv_rows, export_lines, taken, workbook
from flask import Flask
from page_checks import CheckedClient

from liaison.contacts.actions import add_contact, archive_contact, edit_contact
from liaison.credits.actions import add_credit
from liaison.db import begin_write, db
from liaison.exports.listings import WHOLE
from liaison.followups.actions import add_follow_up, finish_follow_up
from liaison.interactions.actions import log_interaction
from liaison.merges.actions import merge_records
from liaison.office.actions import change_setting


def names(rows: list[dict[str, str]]) -> set[str]:
    return {row["姓名"] for row in rows}


@pytest.mark.parametrize("code", [listing.code for listing in WHOLE])
@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_every_list_leaves_as_a_sheet_and_leaves_a_line(head: CheckedClient, code: str, form: str):
    answer = taken(head, f"/exports/{code}", form)
    assert answer.status_code == 200
    assert f".{form}" in answer.headers["Content-Disposition"]
    assert answer.headers["Cache-Control"] == "private, no-store"
    (line,) = export_lines()
    assert (line.by_name, line.changes["list"], line.changes["format"]) == ("李强", code, form)


@pytest.mark.postgres
def test_one_takes_what_one_sees(officer: CheckedClient, admin: CheckedClient):
    assert names(csv_rows(taken(officer, "/exports/contacts"))) == {"陈建国", "王雅琴"}
    assert names(csv_rows(taken(admin, "/exports/contacts"))) == {"陈建国", "王雅琴", "欧阳慧敏"}
    assert [line.changes["rows"] for line in export_lines()] == [2, 3]


def test_the_page_s_filters_are_the_file_s(admin: CheckedClient, cast: Cast):
    assert names(csv_rows(taken(admin, "/exports/contacts?tier=key"))) == {"陈建国"}
    assert names(csv_rows(taken(admin, "/exports/contacts?q=oyhm"))) == {"欧阳慧敏"}
    assert names(csv_rows(taken(admin, "/exports/contacts?kind=school"))) == {"陈建国", "王雅琴"}
    assert [line.changes.get("tier") for line in export_lines()] == ["key", None, None]


def test_a_list_s_page_posts_with_its_query_and_the_log_holds_what_the_list_knows_of_it(admin: CheckedClient):
    page = admin.get("/contacts?tier=key&after=xyz&code=evil&sort=due").text
    address = "/exports/contacts?tier=key&code=evil&sort=due"
    assert f'action="{address.replace("&", "&amp;")}"' in page
    assert names(csv_rows(taken(admin, address))) == {"陈建国"}
    assert export_lines()[0].changes == {"list": "contacts", "format": "csv", "rows": 1, "tier": "key"}


def test_the_page_of_all_lists_leaves_nothing_out(admin: CheckedClient, cast: Cast):
    begin_write()
    task = add_follow_up("寄材料", TODAY, contact=cast.chen, by=cast.user("officer"))
    finish_follow_up(task, now=NOW, by=cast.user("officer"))
    add_credit({"name": "借礼堂", "on": date(2026, 9, 1), "unit_id": cast.ids["school"]}, today=TODAY, by=None)
    db.session.commit()
    page = list_page("/exports", admin.get("/exports").text)
    assert set(page.exports) == {listing.code for listing in WHOLE}
    assert [row["做什么"] for row in csv_rows(taken(admin, page.exports["followups"]))] == ["寄材料"]
    assert [row["做了什么好事"] for row in csv_rows(taken(admin, page.exports["credits"]))] == ["借礼堂"]
    assert [row["姓名"] for row in csv_rows(taken(admin, page.exports["contacts"]))] == ["欧阳慧敏", "陈建国", "王雅琴"]


def test_a_filter_that_cannot_be_is_told_and_nothing_is_taken(admin: CheckedClient):
    for address, said in (
        ("/exports/credits?month=2026-13", "月份应写成"), ("/exports/due?state=lost", "没有这样的状态"),
        ("/exports/plan?per_day=many", "整数"),
    ):  # fmt: skip
        answer = admin.post(address, data={"format": "csv", "back": "/"}, follow_redirects=True)
        assert "没有导出" in answer.text and said in answer.text
    assert export_lines() == []


def test_the_people_of_one_state_are_taken_from_their_own_page(admin: CheckedClient, cast: Cast):
    begin_write()
    log_interaction([cast.chen], kind="call", on=date(2026, 6, 1), today=TODAY, by=None)
    db.session.commit()
    for state, people in (("never", {"王雅琴", "欧阳慧敏"}), ("broken", {"陈建国"})):
        page = list_page(f"/due/{state}", admin.get(f"/due/{state}").text)
        assert names(csv_rows(taken(admin, page.exports["due"]))) == people


def test_sorting_by_a_date_leaves_nobody_out(admin: CheckedClient):
    rows = csv_rows(taken(admin, "/exports/contacts?sort=due"))
    assert len(rows) == 3


def test_a_sheet_is_typed_filtered_and_frozen(head: CheckedClient, cast: Cast):
    begin_write()
    log_interaction([cast.chen], kind="call", on=date(2026, 11, 20), today=TODAY, by=cast.user("officer"))
    db.session.commit()
    sheet = workbook(taken(head, "/exports/contacts?tier=key", "xlsx")).active
    headings = [cell.value for cell in sheet[1]]
    row = dict(zip(headings, sheet[2], strict=True))
    assert row["最近联系"].is_date and row["最近联系"].value.date() == date(2026, 11, 20)
    assert row["手机"].value == "138 0571 2046" and row["手机"].data_type == "s"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-3", "+86 1", "＝HYPERLINK(1)", "\t=1", "'=1"])
def test_text_is_never_a_formula(admin: CheckedClient, cast: Cast, text: str):
    begin_write()
    edit_contact(cast.chen, {"notes": text}, version=None, by=None)
    db.session.commit()
    cell = csv_rows(taken(admin, "/exports/contacts?tier=key"))[0]["备注"]
    assert cell.startswith("'")
    sheet = workbook(taken(admin, "/exports/contacts?tier=key", "xlsx")).active
    place = [cell.value for cell in sheet[1]].index("备注")
    assert sheet[2][place].data_type == "s"


def test_the_watermark_says_who_and_when_unless_switched_off(head: CheckedClient):
    sheet = workbook(taken(head, "/exports/contacts", "xlsx")).active
    assert "李强 导出于 2026-11-23 10:00" in (sheet.oddHeader.right.text or "")
    assert "李强 导出于 2026-11-23 10:00" in (sheet.oddFooter.left.text or "")
    begin_write()
    change_setting("export_watermark", "", by=None)
    db.session.commit()
    sheet = workbook(taken(head, "/exports/contacts", "xlsx")).active
    assert not sheet.oddHeader.right.text and "导出于" not in (sheet.oddFooter.left.text or "")
    assert "导出于" not in taken(head, "/exports/contacts", "print").text


def test_the_due_list_is_the_page_s(officer: CheckedClient, cast: Cast):
    rows = csv_rows(taken(officer, "/exports/due?whose=mine"))
    assert [(row["姓名"], row["状态"], row["称呼"]) for row in rows] == [("陈建国", "从未联系", "陈主任")]
    assert csv_rows(taken(officer, "/exports/due?whose=all&kind=university")) == []


def test_the_register_has_one_row_for_an_entry_with_several_people(head: CheckedClient, cast: Cast):
    begin_write()
    people = [cast.chen, cast.wang]
    log_interaction(people, kind="visit", on=date(2026, 11, 1), today=TODAY, by=cast.user("officer"), summary="看望")
    log_interaction([cast.ouyang], kind="call", on=date(2026, 11, 2), today=TODAY, by=cast.user("colleague"))
    db.session.commit()
    rows = csv_rows(taken(head, "/exports/interactions"))
    assert [(row["时间"], row["姓名"], row["方式"], row["经办人"]) for row in rows] == [
        ("2026-11-01", "陈建国、王雅琴", "走访", "张敏")
    ]
    assert csv_rows(taken(head, "/exports/interactions?from=2026-11-02")) == []
    assert taken(head, "/exports/interactions?from=2月30日").status_code == 400


def test_follow_ups_are_one_s_own_unless_all_are_asked_for(head: CheckedClient, cast: Cast):
    begin_write()
    add_follow_up("寄材料", TODAY, contact=cast.chen, by=cast.user("officer"))
    db.session.commit()
    assert csv_rows(taken(head, "/exports/followups")) == []
    assert [row["做什么"] for row in csv_rows(taken(head, "/exports/followups?whose=all"))] == ["寄材料"]


def test_an_unknown_list_or_format_is_refused(head: CheckedClient):
    assert taken(head, "/exports/secrets").status_code == 404
    assert taken(head, "/exports/greetings?round=99").status_code == 404
    assert taken(head, "/exports/greetings").status_code == 404
    assert taken(head, "/exports/units", "vcf").status_code == 400
    assert taken(head, "/exports/contacts", "exe").status_code == 400
    assert export_lines() == []


def test_a_text_too_long_for_a_sheet_is_said_and_nothing_is_logged(admin: CheckedClient):
    begin_write()
    add_contact({"name": "长文", "notes": "长" * 40_000}, by=None)
    db.session.commit()
    answer = admin.post("/exports/contacts", data={"format": "xlsx", "back": "/contacts"})
    assert answer.status_code == 302 and answer.location == "/contacts"
    assert "没有导出" in admin.get("/contacts").text
    assert export_lines() == []
    assert taken(admin, "/exports/contacts").status_code == 200


def test_files_speak_chinese_whatever_the_screen_does(
    app, admin: CheckedClient, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(app.extensions["babel"], "locale_selector", lambda: "en")
    row = csv_rows(taken(admin, "/exports/contacts?tier=key"))[0]
    assert row["联系等级"] == "重点"


def test_a_gender_is_written_as_it_is_said(admin: CheckedClient, cast: Cast):
    begin_write()
    for person, gender in ((cast.chen, "male"), (cast.wang, "female")):
        edit_contact(person, {"gender": gender}, version=None, by=None)
    db.session.commit()
    rows = csv_rows(taken(admin, "/exports/contacts"))
    assert {row["姓名"]: row["性别"] for row in rows} == {"陈建国": "男", "王雅琴": "女", "欧阳慧敏": ""}


def test_who_was_merged_into_another_is_in_no_list_not_even_the_command_s(app: Flask, cast: Cast, tmp_path: Path):
    begin_write()
    gone = add_contact({"name": "陈建国", "tier": "key"}, by=None)
    merge_records(cast.chen, [gone], {}, versions=None, now=NOW, by=cast.user("admin"))
    archive_contact(cast.wang, now=NOW, by=None)
    db.session.commit()
    path = tmp_path / "archived.csv"
    app.test_cli_runner().invoke(args=["export", "contacts", "-o", str(path), "--where", "archived=1"])
    assert [row["姓名"] for row in csv.DictReader(io.StringIO(path.read_text("utf-8-sig")))] == ["王雅琴"]
