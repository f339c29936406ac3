"""What a file or a row that cannot be imported is told: the true reason, once, and what to do."""

import zipfile
from datetime import date
from io import BytesIO

import pytest
from cast import Cast
from imports.conftest import HEAD, preview, stored, upload
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.models import Contact
from liaison.db import db

REGISTER = "日期,单位,姓名,方式,内容\n"


def test_the_preview_opens_on_what_would_be_written_not_on_what_is_refused(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,主任,13900001111,,,\n市第三中学,,,,,,没有姓名\n")
    shown = officer.get(f"/import/{batch_id}").text
    assert "林冲" in shown and "没有姓名" not in shown


def test_the_preview_counts_what_was_not_read_before_anything_is_written(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,主任,看不清,2027-02-30,,\n市第三中学,武松,,,,,\n")
    shown = officer.get(f"/import/{batch_id}").text
    assert "没有读懂 2 处" in shown
    unread = officer.get(f"/import/{batch_id}?state=unread").text
    assert "林冲" in unread and "没有2月30日" in unread and "武松" not in unread
    officer.post(f"/import/{batch_id}/writing")
    assert "没有读懂或没有写入的共 2 处" in officer.get(f"/import/{batch_id}").text


def test_a_file_of_headings_alone_says_so(officer: CheckedClient):
    batch_id = upload(officer, HEAD)
    assert "表头认出来了（单位、姓名" in stored(batch_id).message
    assert "下面一行内容也没有" in officer.get(f"/import/{batch_id}").text


@pytest.mark.parametrize("name", ["通讯录.xlsx", "通讯录.xls", "通讯录.ods"])
def test_bytes_that_are_no_workbook_are_not_called_an_unknown_encoding(officer: CheckedClient, name: str):
    batch_id = upload(officer, b"\x93\xff\x00\x01\x02\x80" * 60, name)
    message = stored(batch_id).message
    assert "内容却不是" in message and "编码" not in message


def test_a_workbook_cut_short_is_damaged(officer: CheckedClient):
    whole = BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>" * 200)
    assert "文件已损坏或没有传完" in stored(upload(officer, whole.getvalue()[:400], "通讯录.xlsx")).message


def test_big5_is_called_by_its_name(officer: CheckedClient):
    sent = "單位,姓名,職稱,電話\n市立三中,林沖,主任,13900001111\n".encode("big5")
    assert "Big5" in stored(upload(officer, sent)).message
    assert db.session.scalar(select(func.count()).where(Contact.name.like("%林%"))) == 0


def test_a_bad_date_in_a_register_is_told_once(officer: CheckedClient):
    batch_id = preview(officer, REGISTER + "2026-02-30,市第一中学,陈建国,电话,商定\n")
    shown = officer.get(f"/import/{batch_id}?state=refused").text
    assert shown.count("没有30日") == 1
    officer.post(f"/import/{batch_id}/writing")
    assert [error["column"][:1] for error in stored(batch_id).errors] == ["A"]


def test_a_register_row_without_a_date_asks_for_one(officer: CheckedClient):
    batch_id = preview(
        officer, REGISTER + f"{date(2026, 3, 2)},市第一中学,陈建国,电话,甲\n,市第一中学,陈建国,电话,乙\n"
    )
    assert "没有日期" in officer.get(f"/import/{batch_id}?state=refused").text


FULL = "单位,姓名,生日,核实日期,联络员,B角\n"


@pytest.mark.parametrize(
    ("cells", "column", "reason"),
    [
        ("2031-05-06,,,", "C 生日", "这一天还没有到"),
        ("2026-12-31,,,", "C 生日", "这一天还没有到"),
        ("农历2026年腊月初八,,,", "C 生日", "这一天还没有到"),
        (",2027-01-05,,", "D 核实日期", "这一天还没有到"),
        (",,张敏,张敏", "F B角", "B角要另一个人"),
    ],
)
def test_what_the_form_refuses_is_left_out_and_told_with_its_column(
    officer: CheckedClient, cells: str, column: str, reason: str
):
    batch_id = preview(officer, FULL + f"市第三中学,林冲,{cells}\n")
    assert reason in officer.get(f"/import/{batch_id}?state=unread").text
    officer.post(f"/import/{batch_id}/writing")
    batch = stored(batch_id)
    assert batch.created == 1
    assert [(error["row"], error["column"]) for error in batch.errors] == [(2, column)]
    assert reason in batch.errors[0]["reason"]
    lin = db.session.scalars(select(Contact).where(Contact.name == "林冲")).one()
    assert (lin.birthday, lin.verified_on, lin.deputy_id) == (None, None, None)


def test_an_officers_own_import_does_not_make_the_officer_deputy_to_the_officer(
    officer: CheckedClient, cast: Cast
):
    batch_id = preview(officer, "单位,姓名,B角\n" + f"市第三中学,林冲,{cast.user('officer').name}\n")
    officer.post(f"/import/{batch_id}/writing")
    assert "B角要另一个人" in stored(batch_id).errors[0]["reason"]
    lin = db.session.scalars(select(Contact).where(Contact.name == "林冲")).one()
    assert (lin.owner_id, lin.deputy_id) == (cast.user("officer").id, None)


@pytest.mark.parametrize(
    ("posts", "state", "said"),
    [
        ("市第一中学 教师", "unread", "其他任职要写成 单位｜部门｜职务｜起｜止"),
        ("市第三中学｜｜主任｜2020-01-01｜", "refused", "“市第三中学主任”写了两次，日期又重叠"),
        ("市第一中学｜｜教师｜｜；市第一中学｜｜教师｜｜", "refused", "写了两次"),
    ],
)
def test_other_posts_that_cannot_be_are_told_with_the_reason(officer: CheckedClient, posts: str, state: str, said: str):
    batch_id = preview(officer, f"单位,姓名,职务,手机,其他任职\n市第三中学,林冲,主任,13900001111,{posts}\n")
    assert said in officer.get(f"/import/{batch_id}?state={state}").text
