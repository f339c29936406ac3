"""Dates and birthdays of a sheet that are not whole: told with their cell, kept where they would be lost, nothing made up."""

from datetime import date

import pytest
from imports.conftest import HEAD, preview, write
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.birthdays import Birthday
from liaison.imports.models import ImportBatch
from liaison.units.models import FormerName


def contact(name: str) -> Contact:
    return db.session.scalars(select(Contact).where(Contact.name == name)).one()


@pytest.mark.parametrize(
    ("written", "birthday"),
    [("1985年3月", None), ("1985.03", None), ("庚子年正月初三", Birthday(1, 3, is_lunar=True))],
)
def test_a_birthday_that_is_not_whole_stays_in_the_notes_once(bring, written: str, birthday: Birthday | None):
    content = HEAD + f"市第三中学,林冲,主任,13900001111,{written},,老友\n"
    bring(content)
    assert (contact("林冲").birthday, contact("林冲").notes) == (birthday, f"老友；生日：{written}")
    batch = bring(content)
    assert (batch.created, batch.updated, batch.unchanged) == (0, 0, 1)
    assert contact("林冲").notes == f"老友；生日：{written}"


@pytest.mark.parametrize(("stored", "written"), [("农历1960年正月初三", "庚子年正月初三"), ("1986-12-15", "12月15日")])
def test_a_sheet_that_does_not_know_the_year_takes_it_from_nobody(bring, stored: str, written: str):
    bring(HEAD + f"市第三中学,林冲,主任,13900001111,{stored},,\n")
    born = contact("林冲").birthday
    bring(HEAD + f"市第三中学,林冲,主任,13900001111,{written},,\n")
    assert contact("林冲").birthday == born
    assert born and born.year


def test_another_day_without_its_year_is_still_a_change(bring):
    bring(HEAD + "市第三中学,林冲,主任,13900001111,1986-12-15,,\n")
    bring(HEAD + "市第三中学,林冲,主任,13900001111,12月16日,,\n")
    assert contact("林冲").birthday == Birthday(12, 16)


def test_the_preview_tells_which_calendar_was_taken_and_leaves_nothing_out(officer: CheckedClient):
    batch_id = preview(officer, HEAD + "市第三中学,林冲,主任,13900001111,1985-03-02（农历正月十一）,,\n")
    page = officer.get(f"/import/{batch_id}").text
    assert "公历和农历是同一天，已按“1985年3月2日”登记" in page
    batch: ImportBatch = write(officer, batch_id)
    assert batch.state == "applied"
    assert contact("林冲").birthday == Birthday(3, 2, 1985)


def test_a_former_name_with_a_month_is_told_and_not_dated_today(bring):
    names = "江州县教委（至2001年3月）、县文教局（至1990-05-01）"
    bring(f"单位名称,曾用名,备注\n江州县教育局,{names},\n", name="单位.csv", kind="units")
    assert db.session.execute(select(FormerName.name, FormerName.until_on)).all() == [("县文教局", date(1990, 5, 1))]


def test_a_register_row_with_a_month_alone_is_refused_with_what_to_add(officer: CheckedClient):
    write(officer, preview(officer, HEAD + "市第三中学,林冲,主任,13900001111,,,\n"))
    register = "日期,单位,姓名,方式,内容\n2026年3月,市第三中学,林冲,电话,问候\n"
    batch_id = preview(officer, register, name="台账.csv", kind="interactions")
    page = officer.get(f"/import/{batch_id}").text
    assert "日期“2026年3月”没有写到日，请补上是几月几日" in page
