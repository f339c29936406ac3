"""From the upload to the report, step by step, and what a person may choose on the way."""

import re
from pathlib import Path

import pytest
from cast import Cast
from conftest import NOW
from flask import Flask
from imports.conftest import HEAD, agree, preview, stored, upload, write
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.actions import add_contact, edit_contact, edit_post
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.imports.models import ImportBatch, ImportFile, ImportRow
from liaison.interactions.models import Interaction

pytestmark = pytest.mark.postgres
NEWCOMER = HEAD + "市第三中学,林冲,教务主任,13900001111,农历八月十五,重点,爱好书法\n"


def rows(batch_id: int) -> list[ImportRow]:
    db.session.rollback()
    return list(db.session.scalars(select(ImportRow).where(ImportRow.batch_id == batch_id).order_by(ImportRow.id)))


def states(batch_id: int) -> list[str]:
    return [row.state for row in rows(batch_id)]


def people(name: str) -> list[Contact]:
    db.session.rollback()
    return list(db.session.scalars(select(Contact).where(Contact.name == name)))


def test_a_sheet_is_uploaded_looked_at_and_written(officer: CheckedClient, cast: Cast):
    batch_id = upload(officer, NEWCOMER)
    shown = officer.get(f"/import/{batch_id}", follow_redirects=True).text
    assert "核对各列" in shown and "教务主任" in shown
    assert agree(officer, batch_id).status_code == 302
    shown = officer.get(f"/import/{batch_id}").text
    assert "写入 1 行" in shown and "农历八月十五" in shown
    assert people("林冲") == []
    batch = write(officer, batch_id)
    assert (batch.state, batch.created, batch.by_id) == ("applied", 1, cast.user("officer").id)
    lin = people("林冲")[0]
    assert (lin.title, lin.unit.name, lin.tier, lin.owner.login) == ("教务主任", "市第三中学", "key", "officer")
    assert "撤销整次导入" in officer.get(f"/import/{batch_id}").text


def test_the_file_is_kept_no_longer_than_the_import_is_open(officer: CheckedClient):
    batch_id = preview(officer, NEWCOMER)
    assert db.session.scalar(select(func.count()).select_from(ImportFile)) == 1
    write(officer, batch_id)
    assert db.session.scalar(select(func.count()).select_from(ImportFile)) == 0
    assert rows(batch_id) == []


def test_a_change_is_shown_field_by_field(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,陈建国,副校长,13805712046,,经常,\n")
    assert states(batch_id) == ["changed"]
    assert rows(batch_id)[0].changes == [["title", "办公室主任", "副校长"], ["tier", "key", "regular"]]
    page = officer.get(f"/import/{batch_id}").text
    assert "<del>重点</del> → 经常" in page
    write(officer, batch_id)
    assert (cast.chen.title, cast.chen.tier) == ("副校长", "regular")


def test_importing_the_same_file_twice_changes_nothing(bring):
    assert bring(NEWCOMER).created == 1
    again = bring(NEWCOMER)
    assert (again.created, again.updated, again.unchanged) == (0, 0, 1)


def test_two_rows_of_a_known_person_at_a_new_unit_begin_one_post(bring):
    bring(HEAD + ",武松,,13900003333,,,\n")
    again = bring(HEAD + "市第九中学,武松,,13900003333,,,\n市第九中学,武松,科员,13900003333,,,\n")
    assert (again.created, again.updated) == (0, 2)
    (person,) = people("武松")
    assert [(post.unit.name, post.title) for post in person.posts] == [("市第九中学", "科员")]


def test_a_row_may_be_left_out(officer: CheckedClient):
    batch_id = preview(officer, NEWCOMER + "市第三中学,鲁达,科员,13900002222,,,\n")
    skipped = rows(batch_id)[0].id
    batch = write(officer, batch_id, **{f"row-{skipped}": "skip"})
    assert (batch.created, batch.skipped) == (1, 1)
    assert (people("林冲"), len(people("鲁达"))) == ([], 1)


def test_a_whole_kind_of_rows_may_be_left_out(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, NEWCOMER + "市第一中学,陈建国,副校长,13805712046,,,\n")
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", "every": "skip"})
    batch = write(officer, batch_id)
    assert (batch.created, batch.updated) == (0, 1)


def test_the_same_telephone_at_another_unit_is_a_question(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市教育局,陈建国,副局长,13805712046,,,\n")
    row = rows(batch_id)[0]
    assert (row.state, [each["id"] for each in row.candidates]) == ("unclear", [f"moved-{cast.chen.id}", cast.chen.id])
    shown = officer.get(f"/import/{batch_id}").text
    assert "可能是调动了" in shown and "调到了这里，“市第一中学”的任职结束：陈建国" in shown and "在这里兼任：陈建国" in shown
    assert write(officer, batch_id).created == 0
    assert len(people("陈建国")) == 1


def test_the_person_may_be_pointed_at(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市教育局,陈建国,副局长,13805712046,,,\n")
    batch = write(officer, batch_id, **{f"row-{rows(batch_id)[0].id}": str(cast.chen.id)})
    assert (batch.created, batch.updated) == (0, 1)
    assert [(post.unit.name, post.title) for post in cast.chen.open_posts] == [
        ("市第一中学", "办公室主任"),
        ("市教育局", "副局长"),
    ]


def test_only_people_who_were_offered_may_be_pointed_at(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市教育局,陈建国,副局长,13805712046,,,\n")
    write(officer, batch_id, **{f"row-{rows(batch_id)[0].id}": str(cast.ouyang.id)})
    assert len(cast.ouyang.open_posts) == 1


def test_other_characters_for_one_name_are_a_hint_only(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第一中学,陳建國,办公室主任,,,,\n")
    row = rows(batch_id)[0]
    assert (row.state, "字形不同" in row.reason) == ("unclear", True)


def test_nobody_learns_or_changes_what_another_section_holds(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "江州大学,欧阳慧敏,校长,,,,秘密\n")
    row = rows(batch_id)[0]
    assert (row.state, row.candidates) == ("unclear", [])
    page = officer.get(f"/import/{batch_id}").text
    assert "党委副书记" not in page
    write(officer, batch_id)
    assert cast.ouyang.notes == ""


def test_a_register_row_of_an_unknown_person_may_make_them(officer: CheckedClient):
    register = "日期,单位,姓名,方式,内容\n2026-11-20,市第一中学,赵云,电话,问好\n2026-11-21,市第一中学,赵云,走访,看望\n"
    batch_id = preview(officer, register, "登记表.csv")
    first, second = rows(batch_id)
    assert (first.state, second.state) == ("unclear", "unclear")
    officer.post(f"/import/{batch_id}/choices", data={"state": "unclear", f"row-{first.id}": "new"})
    assert [row.choice for row in rows(batch_id)] == ["new", "new"]
    assert write(officer, batch_id).created == 2
    zhao = people("赵云")[0]
    assert (zhao.unit.name, zhao.times_contacted) == ("市第一中学", 2)
    assert db.session.scalar(select(func.count()).select_from(Interaction)) == 2


def test_two_columns_for_one_field_are_refused_where_the_user_stands(officer: CheckedClient):
    batch_id = upload(officer, NEWCOMER)
    answer = agree(officer, batch_id, **{"column-0-6": "title"})
    assert answer.status_code == 400
    assert "两列都对应到“职务”" in answer.text
    marked = re.findall(r'name="column-0-(\d+)"[^>]*aria-invalid="true"', answer.text)
    assert marked == ["2", "6"]


def test_the_serial_numbers_are_no_column_that_was_forgotten(officer: CheckedClient):
    batch_id = upload(officer, "序号,单位,姓名\n省直单位\n1,市第三中学,林冲\n")
    page = officer.get(f"/import/{batch_id}/columns").text
    assert '<option value="serial" selected>' in page
    posted = re.findall(r'<select name="(column-0-\d+)".*?<option value="(\w*)" selected', page)
    agree(officer, batch_id, **dict(posted))
    assert "没有用到的列" not in officer.get(f"/import/{batch_id}").text
    assert [each["reason"] for each in stored(batch_id).left_out] == ["分组标题，不是记录；没有单位列的表里是下面各行的单位"]


def test_a_sheet_needs_names(officer: CheckedClient):
    batch_id = upload(officer, NEWCOMER)
    answer = agree(officer, batch_id, **{"column-0-1": ""})
    assert (answer.status_code, "“姓名”" in answer.text) == (400, True)


def test_a_corrected_column_is_remembered_for_the_same_headings(officer: CheckedClient):
    sheet = "单位,姓名,甲\n市第三中学,林冲,爱好书法\n"
    first = upload(officer, sheet)
    agree(officer, first, **{"column-0-2": "taboos"})
    write(officer, first)
    assert people("林冲")[0].taboos == "爱好书法"
    second = upload(officer, sheet.replace("林冲", "鲁达"))
    assert stored(second).sheets[0]["remembered"]
    agree(officer, second)
    write(officer, second)
    assert people("鲁达")[0].taboos == "爱好书法"


def test_a_corrected_file_goes_on_where_the_user_was(officer: CheckedClient):
    from io import BytesIO

    batch_id = preview(officer, NEWCOMER + "市第三中学,,科员,13900002222,,,\n")
    assert states(batch_id) == ["new", "refused"]
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", f"row-{rows(batch_id)[0].id}": "skip"})
    better = NEWCOMER + "市第三中学,鲁达,科员,13900002222,,,\n"
    form = {"file": (BytesIO(better.encode()), "通讯录改.csv")}
    officer.post(f"/import/{batch_id}/file", data=form, content_type="multipart/form-data")
    assert (states(batch_id), stored(batch_id).name) == (["new", "new"], "通讯录改.csv")
    assert [row.choice for row in rows(batch_id)] == ["skip", ""]


def test_when_somebody_changed_the_person_in_between_it_is_shown_again(officer: CheckedClient, cast: Cast):
    title = HEAD + "市第一中学,陈建国,副校长,13805712046,,经常,\n"
    batch_id = preview(officer, title)
    begin_write()
    edit_post(cast.chen.posts[0], {"title": "校长"}, version=None, by=cast.user("officer"))
    db.session.commit()
    batch = write(officer, batch_id)
    assert (batch.state, "情况有变" in batch.message, cast.chen.title) == ("open", True, "校长")
    assert (write(officer, batch_id).state, cast.chen.title) == ("applied", "副校长")


def test_what_the_row_does_not_speak_of_may_be_changed_in_between(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, HEAD + "市第一中学,陈建国,副校长,13805712046,,,\n")
    begin_write()
    edit_contact(cast.chen, {"tier": "general"}, version=None, by=cast.user("officer"))
    db.session.commit()
    batch = write(officer, batch_id)
    assert (batch.state, cast.chen.title, cast.chen.tier) == ("applied", "副校长", "general")


def test_the_same_file_a_second_time_is_pointed_out(officer: CheckedClient, bring):
    bring(NEWCOMER)
    assert "导入过" in officer.get(f"/import/{preview(officer, NEWCOMER)}").text


def test_a_row_under_any_number_is_passed_over(officer: CheckedClient):
    batch_id = preview(officer, NEWCOMER)
    strange = {f"row-{number}": "skip" for number in ("9" * 5000, "9" * 12, "-1", "x", "", "1.5")}
    assert officer.post(f"/import/{batch_id}/choices", data={"state": "new", **strange}).status_code == 302
    assert write(officer, batch_id, **strange).created == 1


def test_an_import_of_another_person_is_not_found(officer: CheckedClient, head: CheckedClient, admin: CheckedClient):
    batch_id = preview(head, NEWCOMER)
    assert officer.get(f"/import/{batch_id}").status_code == 404
    assert admin.get(f"/import/{batch_id}").status_code == 200


def test_what_is_over_cannot_be_done_again(officer: CheckedClient):
    batch_id = preview(officer, NEWCOMER)
    write(officer, batch_id)
    assert officer.post(f"/import/{batch_id}/writing").status_code == 409
    assert officer.get(f"/import/{batch_id}/columns").status_code == 409


def test_an_import_that_was_given_up_is_gone_with_its_file(officer: CheckedClient):
    batch_id = preview(officer, NEWCOMER)
    assert officer.post(f"/import/{batch_id}/discarded").status_code == 302
    assert officer.get(f"/import/{batch_id}").status_code == 404
    assert db.session.scalar(select(func.count()).select_from(ImportFile)) == 0
    assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 1


def test_who_was_merged_is_the_person_that_remains(officer: CheckedClient, cast: Cast):
    begin_write()
    double = add_contact({"name": "陈建囯"}, by=None)
    double.merged_into_id, double.archived_at = cast.chen.id, NOW
    db.session.commit()
    batch_id = preview(officer, HEAD + "市第一中学,陈建囯,办公室主任,,,,爱好书法\n")
    assert states(batch_id) == ["changed"]
    write(officer, batch_id)
    assert cast.chen.notes == "爱好书法"


def test_a_column_that_is_not_used_is_named(app: Flask, officer: CheckedClient, cast: Cast, tmp_path: Path):
    sheet = "姓名,单位,职务,星座,手机\n林冲,市第三中学,教务主任,白羊座,13900001111\n"
    assert "没有用到的列：星座" in officer.get(f"/import/{preview(officer, sheet)}").text
    path = tmp_path / "通讯录.csv"
    path.write_text(sheet, encoding="utf-8")
    result = app.test_cli_runner().invoke(args=["import", str(path), "--dry-run"])
    assert result.exit_code == 0
    assert "没有用到的列：星座" in result.stderr


def test_the_preview_of_a_register_shows_time_length_and_who_began(officer: CheckedClient):
    register = "日期,时间,单位,姓名,方式,时长,内容\n2026-11-20,15:30,市第一中学,陈建国,来电,8,问好\n"
    batch_id = preview(officer, register, "登记表.csv")
    assert [row.state for row in rows(batch_id)] == ["new"]
    shown = officer.get(f"/import/{batch_id}?state=new").text
    assert "15:30" in shown
    assert "8 分钟" in shown
    assert "对方发起" in shown
