"""What was not written or not read is told with its row, its column and the reason, on the page and by the command."""

import json
import re
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from formats.sheet_samples import inline, workbook_parts, write_zip
from imports.conftest import HEAD, preview, stored, write
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.units.models import Unit

OFFICE = "通讯录\n" + HEAD + "市第三中学,林冲,主任,13900001111,2月30日,,\n市第三中学,,主任,13900001112,,,\n合计,2\n"
REGISTER = "日期,单位,姓名,方式,内容\n"


@pytest.fixture
def told(app: Flask, cast, tmp_path: Path):
    """told(content, *options, name=…) imports a file by the command."""

    def run(content: str, *options: str, name: str = "表.csv") -> Result:
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return app.test_cli_runner().invoke(args=["import", str(path), *options])

    return run


def test_the_command_ends_with_1_when_a_row_was_refused_and_writes_the_others(told):
    result = told(OFFICE)
    assert result.exit_code == 1
    assert "新建 1，更新 0，没有变化 0，跳过 3 行（其中没有写入的记录 1 行），没有读懂 1 处" in result.stdout
    assert "第 4 行 B 姓名 （空）：没有姓名" in result.stderr
    assert "有 1 行不能导入或认不准是谁，其余的已经写入" in result.stderr
    assert db.session.scalars(select(Contact).where(Contact.name == "林冲")).one().birthday is None


def test_a_cell_that_was_not_read_is_told_and_the_command_is_done(told):
    result = told(HEAD + "市第三中学,林冲,主任,13900001111,2月30日,,\n")
    assert result.exit_code == 0
    assert "第 2 行 E 生日 “2月30日”：公历没有2月30日" in result.stderr


@pytest.mark.parametrize("option", ["--json", "--dry-run"])
def test_every_form_of_the_command_ends_with_1_for_a_refused_row(told, option: str):
    result = told(OFFICE, option)
    assert result.exit_code == 1
    assert "第 4 行 B 姓名" in result.stderr


def test_the_json_lists_each_skipped_row_with_its_reason(told):
    said = json.loads(told(OFFICE, "--json").stdout)
    assert (said["skipped"], said["refused"]) == (3, 1)
    rows = [(row["row"], row["column"], row["value"]) for row in said["skipped_rows"]]
    assert rows == [(1, "A", "通讯录"), (5, "A", "合计"), (4, "B 姓名", "")]
    assert all(row["reason"] for row in said["skipped_rows"])


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        ("2026-11-20,市第一中学,赵云,电话,问好", "C 姓名", "里没有“赵云”"),
        ("2027-11-20,市第一中学,陈建国,电话,问好", "A 日期", "还没到"),
        (",市第一中学,陈建国,电话,问好", "A 日期", "没有日期"),
        ("2026-11-20,市第一中学,,电话,问好", "C 姓名", "没有写明是谁"),
        ("2026-11-20,,,电话,问好", "C 姓名", "没有单位也没有姓名"),
    ],
)
def test_a_register_row_that_is_not_written_names_the_column(told, row: str, column: str, reason: str):
    first = "2026-11-19,市第一中学,陈建国,电话,问好\n"
    result = told(REGISTER + first + row + "\n", "--json")
    (error,) = json.loads(result.stdout)["errors"]
    assert (result.exit_code, error["row"], error["column"]) == (1, 3, column)
    assert reason in error["reason"]


def test_the_preview_of_a_register_names_the_column(officer: CheckedClient):
    batch_id = preview(officer, REGISTER + "2026-11-20,市第一中学,赵云,电话,问好\n", "登记表.csv")
    shown = " ".join(re.sub(r"<[^>]+>", " ", officer.get(f"/import/{batch_id}").text).split())
    assert "C 姓名 “市第一中学”里没有“赵云”" in shown


def test_the_page_lists_the_rows_it_took_for_no_records(officer: CheckedClient):
    batch_id = preview(officer, OFFICE)
    for _before_and_after in range(2):
        shown = officer.get(f"/import/{batch_id}").text
        assert "跳过的 2 行" in shown
        assert "表头之前的标题或说明" in shown and "表尾的合计" in shown
        if stored(batch_id).state == "open":
            write(officer, batch_id)
    assert stored(batch_id).state == "applied"
    assert "1 行没有写入。" in shown


def test_a_row_left_out_by_choice_is_listed_too(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,主任,13900001111,,,\n")
    officer.post(f"/import/{batch_id}/choices", data={"state": "new", "every": "skip"})
    write(officer, batch_id)
    assert [(each["row"], each["value"]) for each in stored(batch_id).left_out] == [(2, "林冲")]
    assert "您选了不导入" in officer.get(f"/import/{batch_id}").text


def test_where_a_workbook_has_several_sheets_their_names_are_told(officer: CheckedClient, tmp_path: Path):
    cells = "".join(
        f'<row r="{row}">{inline(unit, f"A{row}")}{inline(name, f"B{row}")}{inline(day, f"C{row}")}</row>'
        for row, unit, name, day in [(1, "单位", "姓名", "生日"), (2, "市第三中学", "林冲", "2月30日")]
    )
    parts = workbook_parts(cells)
    parts["xl/worksheets/sheet2.xml"] = parts["xl/worksheets/sheet1.xml"].replace("林冲", "鲁达")
    book = parts["xl/workbook.xml"]
    parts["xl/workbook.xml"] = book.replace("</sheets>", '<sheet name="退休" sheetId="2" r:id="rId9"/></sheets>')
    relations = parts["xl/_rels/workbook.xml.rels"]
    second = relations[relations.index("<Relationship ") : relations.index("/>") + 2]
    second = second.replace("rId1", "rId9").replace("sheet1.xml", "sheet2.xml")
    parts["xl/_rels/workbook.xml.rels"] = relations.replace("</Relationships>", second + "</Relationships>")
    path = write_zip(tmp_path / "表.xlsx", parts)
    batch_id = preview(officer, path.read_bytes(), path.name)
    assert "退休 · 2" in officer.get(f"/import/{batch_id}").text
    write(officer, batch_id)
    assert [each["sheet"] for each in stored(batch_id).errors][1] == "退休"
    assert "退休 · 2" in officer.get(f"/import/{batch_id}").text


CARDS = """BEGIN:VCARD
FN:甲某某
TEL;TYPE=CELL:13822220041
BDAY:1970-13-01
END:VCARD
BEGIN:VCARD
FN:断掉的人
BEGIN:VCARD
FN:乙某某
TEL;TYPE=CELL:13822220042
EMAIL:bad
PHOTO;ENCODING=b:{photo}
END:VCARD
"""


def test_the_cards_of_a_file_are_told_by_their_number(told):
    result = told(CARDS.format(photo="A" * 6_990_508), name="手机.vcf")
    assert "新建 2" in result.stdout
    assert "第 1 张名片 BDAY “1970-13-01”：公历1970年没有13月1日，请核对生日\n" in result.stderr
    assert "第 2 张名片 “断掉的人”：名片不完整，没有结束行（END:VCARD）" in result.stderr
    assert re.search(r"第 3 张名片 \w 邮箱 “bad”：不是邮箱地址\n", result.stderr)
    assert "第 3 张名片 PHOTO “5.0 MB”：照片等附件没有导入，其余内容已读\n" in result.stderr


def test_a_file_of_nothing_but_cut_cards_says_it_once(told):
    result = told("BEGIN:VCARD\nFN:断掉的人\nBEGIN:VCARD\n", name="手机.vcf")
    reason = "名片不完整，没有结束行（END:VCARD），请重新导出后再导入"
    assert f"文件里没有读得出的内容。第 1 张名片（断掉的人）：{reason}；第 2 张名片：{reason}\n" in result.stderr


def test_the_command_says_the_import_s_number_which_undoes_it(app: Flask, told):
    said = told(HEAD + "市第三中学,林冲,主任,13900001111,,,\n").stdout
    number = re.search(r"编号 (\d+)", said)[1]
    assert f"flask import --undo {number}" in said
    assert app.test_cli_runner().invoke(args=["import", "--undo", number]).exit_code == 0
    assert "编号" not in told(HEAD + "市第三中学,林冲,主任,13900001111,,,\n", "--dry-run").stdout


@pytest.mark.parametrize("mapping", ["甲=单位,乙=姓名", "甲=unit，乙=name", "甲＝单位,B=姓名"])
def test_columns_are_named_by_the_words_of_the_page_too(told, mapping: str):
    said = json.loads(told("甲,乙,丙\n市第三中学,林冲,13900001111\n", "--map", mapping, "--json").stdout)
    assert said["created"] == 1
    lin = db.session.scalars(select(Contact).where(Contact.name == "林冲")).one()
    assert lin.unit.name == "市第三中学"


def test_a_field_there_is_not_is_refused_with_the_names_there_are(app: Flask, told):
    result = told("甲,乙,丙\n市第三中学,林冲,13900001111\n", "--map", "甲=昵称")
    assert result.exit_code == 1 and "“昵称”不是可用的字段名" in result.stderr and "联系等级" in result.stderr
    assert "联系等级" in app.test_cli_runner().invoke(args=["import", "--help"]).output


def test_what_is_kept_as_written_is_a_remark_and_no_error(told):
    said = json.loads(told(HEAD + "市第三中学,林冲,主任,1390000,,,\n", "--json").stdout)
    assert (said["created"], said["errors"]) == (1, [])
    assert [(each["row"], each["column"], each["value"]) for each in said["remarks"]] == [(2, "D 手机", "1390000")]


def test_what_is_no_name_is_refused_and_a_doubtful_one_is_written_and_told(told):
    names = ["13800000099", "钱七、孙八", "李处长", "赵敏（女）"]
    rows = [f"市第三中学,{name},,1390000111{place},,,\n" for place, name in enumerate(names)]
    said = json.loads(told(HEAD + "".join(rows), "--json").stdout)
    assert (said["created"], said["refused"]) == (2, 2)
    assert [(error["row"], error["column"], error["value"]) for error in said["errors"]] == [
        (2, "B 姓名", "13800000099"), (3, "B 姓名", "钱七、孙八"),
    ]  # fmt: skip
    assert [(remark["row"], remark["value"]) for remark in said["remarks"]] == [(4, "李处长")]
    assert db.session.scalars(select(Contact).where(Contact.name == "赵敏")).one().gender == "female"


def test_a_word_for_no_kind_of_unit_is_told_and_kept(told):
    rows = "单位名称,类别,电话\n市卫健委,机关,0571-88880001\n某国领事馆,外国使馆,0571-88880002\n江州水务集团,国企,0571-88880003\n"
    said = json.loads(told(rows, "--json").stdout)
    assert [(error["row"], error["column"], error["value"]) for error in said["errors"]] == [(3, "B 类别", "外国使馆")]
    units = {unit.name: (unit.kind, unit.notes) for unit in db.session.scalars(select(Unit))}
    assert [units[name] for name in ("市卫健委", "某国领事馆", "江州水务集团")] == [
        ("government", ""), ("other", "外国使馆"), ("enterprise", "国企"),
    ]  # fmt: skip


def test_the_pages_call_the_rows_of_a_card_file_cards(officer: CheckedClient):
    card = "BEGIN:VCARD\nFN:丙某某\nORG:市第一中学\nTEL;TYPE=CELL:13822220043\nEND:VCARD\n"
    batch_id = preview(officer, CARDS.format(photo="AAAA") + card + card, "手机.vcf")
    page = officer.get(f"/import/{batch_id}?state=new").text
    assert ">第 1 张名片</td>" in page and 'aria-label="第 3 张名片怎么办"' in page and "第 1 行" not in page
    assert "和第 4 张名片是同一个人" in officer.get(f"/import/{batch_id}?state=unchanged").text
    write(officer, batch_id)
    report = officer.get(f"/import/{batch_id}").text
    assert ">第 2 张名片</td>" in report and ">第 1 张名片</td>" in report
