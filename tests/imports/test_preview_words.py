"""What the preview says is the case: its sentences, its numbers, the row and the column, and where its buttons lead."""

import re

import pytest
from cast import Cast
from imports.conftest import HEAD, preview, stored, upload, write
from imports.test_at_work import at_work
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.imports.models import ImportRow

pytestmark = pytest.mark.postgres
KNOWN = "市第一中学,陈建国,办公室主任,13805712046,,重点,\n"
REGISTER = "日期,单位,姓名,方式,内容\n"


def rows(batch_id: int) -> list[ImportRow]:
    db.session.rollback()
    wanted = select(ImportRow).where(ImportRow.batch_id == batch_id)
    return list(db.session.scalars(wanted.order_by(ImportRow.sheet, ImportRow.row)))


def words_of(client: CheckedClient, batch_id: int, state: str = "") -> str:
    page = client.get(f"/import/{batch_id}", query_string={"state": state} if state else {}).text
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_rows_left_out_by_choice_are_not_said_to_be_there_already(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,,13900001111,,,\n市第三中学,鲁达,,13900002222,,,\n")
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", "every": "skip"})
    shown = words_of(officer, batch_id)
    assert "没有要写入的：2 行您选了不导入。要导入哪些，在下面改选" in shown
    assert "都已经有了" not in shown


def test_a_file_of_refused_rows_alone_says_so(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,,主任,13900001111,,,\n")
    assert "没有要写入的：1 行不能导入。原因在“不能导入”里逐行写着" in words_of(officer, batch_id)


def test_what_is_there_already_and_what_is_refused_are_told_apart(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + KNOWN)
    assert "没有要写入的：1 行里的都已经有了。不用再做什么" in words_of(officer, batch_id)
    batch_id = preview(officer, HEAD + KNOWN + "市第三中学,,主任,,,,\n")
    assert "没有要写入的：1 行里的都已经有了，1 行不能导入。" in words_of(officer, batch_id)


def test_the_banner_the_tab_and_the_report_count_what_was_not_understood_alike(officer: CheckedClient):
    unread = "市第三中学,林冲,主任,看不清,2027-02-30,,\n"
    kept = "市第三中学,武松,,1390000,,,\n"
    batch_id = preview(officer, HEAD + unread + kept + "市第三中学,,主任,,,,\n")
    shown = words_of(officer, batch_id)
    assert "没有读懂 2 处，写入时略过这些格" in shown and "没有读懂 2 有说明 1" in shown
    in_unread, in_told = words_of(officer, batch_id, "unread"), words_of(officer, batch_id, "told")
    assert "林冲" in in_unread and "武松" not in in_unread and "没有姓名" not in in_unread
    assert "武松" in in_told and "已按原样保留" in in_told and "林冲" not in in_told
    write(officer, batch_id)
    batch = stored(batch_id)
    assert (len(batch.faults), len(batch.remarks)) == (3, 1)
    report = words_of(officer, batch_id)
    assert "没有读懂或没有写入的共 3 处" in report and "另有 1 处说明" in report


def test_a_question_or_a_new_person_of_a_register_is_not_something_unread(officer: CheckedClient):
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,赵云,电话,问好\n", "登记表.csv")
    assert "没有读懂 0" in words_of(officer, batch_id)
    officer.post(f"/import/{batch_id}/choices", data={"state": "unclear", f"row-{rows(batch_id)[0].id}": "new"})
    batch = write(officer, batch_id)
    assert (batch.faults, [each["reason"] for each in batch.remarks]) == ([], ["新建联系人"])


def test_choices_are_kept_by_the_tabs_the_pages_and_the_way_to_the_columns(officer: CheckedClient):
    people = "".join(f"市第三中学,林{place}冲,,139000{place:05},,,\n" for place in range(60))
    batch_id = preview(officer, HEAD + people)
    first, second, third = rows(batch_id)[:3]
    mark = re.search(r'name="page" value="([^"]+)"', officer.get(f"/import/{batch_id}").text)[1]
    for row, pressed, leads_to in [
        (first, {"page": mark}, f"/import/{batch_id}?state=new&after={mark}"),
        (second, {"to": "unclear"}, f"/import/{batch_id}?state=unclear"),
        (third, {"to": "columns"}, f"/import/{batch_id}/columns"),
    ]:
        form = {"state": "new", f"row-{row.id}": "skip", **pressed}
        answer = officer.post(f"/import/{batch_id}/choices", data=form)
        assert answer.location.replace("%2C", ",") == leads_to.replace("%2C", ",")
    assert [row.choice for row in rows(batch_id)[:4]] == ["skip", "skip", "skip", ""]


def test_a_choice_for_all_keeps_the_choice_of_one_row_beside_it(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市一中,林冲,,13900001111,,,\n市第三中学,鲁达,,13900002222,,,\n")
    first, second = rows(batch_id)
    unit = f"unit-{cast.school.id}"
    form = {"state": "new", "every": "", f"row-{first.id}": unit, f"row-{second.id}": "skip"}
    officer.post(f"/import/{batch_id}/choices", data=form)
    assert [row.choice for row in rows(batch_id)] == [unit, ""]


def test_a_telephone_that_is_added_is_marked_as_added(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,陈建国,,13900005555,,,\n市第三中学,林冲,,13900001111,,,\n")
    assert "电话 ＋13900005555" in words_of(officer, batch_id, "changed")
    assert "电话 13900001111" in words_of(officer, batch_id, "new")


def test_a_refused_unit_is_told_as_a_unit_with_its_column(officer: CheckedClient):
    batch_id = preview(officer, "单位名称,地址\n市第九中学,学府路9号\n,学府路8号\n", "单位.csv", "units")
    shown = words_of(officer, batch_id, "refused")
    assert "（没有名称）" in shown and "（没有姓名）" not in shown
    assert "A 单位名称 没有单位名称" in shown


def test_the_preview_of_a_register_row_names_everybody_who_took_part(officer: CheckedClient, cast: Cast):
    preview_of = HEAD + "市第一中学,林冲,,13900001111,,,\n"
    write(officer, preview(officer, preview_of))
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,陈建国、林冲,走访,看望\n", "登记表.csv")
    assert "同时参加 林冲" in words_of(officer, batch_id)
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,赵云、林冲,走访,看望\n", "登记表.csv")
    assert "同时参加 林冲" in words_of(officer, batch_id)


def test_the_report_of_a_register_leads_to_its_own_entries(officer: CheckedClient, cast: Cast):
    write(officer, preview(officer, REGISTER + "2026-11-19,市第一中学,陈建国,电话,早先的\n", "登记表.csv"))
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,陈建国,电话,这一次的\n", "登记表.csv")
    write(officer, batch_id)
    assert f'href="/interactions?import={batch_id}"' in officer.get(f"/import/{batch_id}").text
    listed = officer.get(f"/interactions?import={batch_id}").text
    assert "这一次的" in listed and "早先的" not in listed and f"哪次导入：编号 {batch_id}" in listed


def test_the_samples_of_a_column_come_from_records(officer: CheckedClient):
    sheet = "单位,姓名,手机\n一、省直单位\n省财政厅,林冲,13900001111\n二、市直单位\n市财政局,鲁达,13900002222\n"
    columns = stored(upload(officer, sheet)).sheets[0]["columns"]
    assert [column["samples"] for column in columns][:2] == [["省财政厅", "市财政局"], ["林冲", "鲁达"]]


def test_a_stored_person_s_row_says_which_unit_its_name_means(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中學,陈建国,副校长,13805712046,,,\n")
    assert [row.state for row in rows(batch_id)] == ["changed"]
    assert "单位用“市第一中学”" in words_of(officer, batch_id)


def test_an_import_has_a_number_in_the_list_and_on_its_page(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,,13900001111,,,\n")
    write(officer, batch_id)
    assert f'data-label="编号">{batch_id}<' in officer.get("/import").text
    assert f"编号 {batch_id}" in words_of(officer, batch_id)


def test_work_cut_off_in_the_middle_may_be_given_up(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,,13900001111,,,\n")
    at_work(batch_id)
    assert "放弃这次导入" in words_of(officer, batch_id)
    assert officer.post(f"/import/{batch_id}/discarded").status_code == 302
    assert stored(batch_id).state == "discarded"
    assert db.session.scalar(select(Contact.id).where(Contact.name == "林冲")) is None


def test_an_undo_cut_off_in_the_middle_cannot_be_given_up(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,,13900001111,,,\n")
    write(officer, batch_id)
    at_work(batch_id, state="undoing")
    assert "放弃这次导入" not in words_of(officer, batch_id)
    assert officer.post(f"/import/{batch_id}/discarded").status_code == 409
