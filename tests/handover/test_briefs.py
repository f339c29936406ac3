"""The brief holds what the taker must know, as it was on the day."""

import io
from pathlib import Path

import docx
import pytest
from cast import Cast
from conftest import NOW, signed_in
from flask import Flask
from handover.transfers import (
    Desk,
    carried_out,
    drafted,
    furnish,
)
from sqlalchemy import select

from liaison.audit.models import AuditLine
from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.followups.actions import finish_follow_up
from liaison.followups.models import FollowUp
from liaison.privacy.actions import erase_contact
from liaison.units.models import Unit

on_both = pytest.mark.postgres


def test_the_brief_stays_as_it_was_on_the_day_of_the_transfer(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    ids = furnish(cast)
    handover = carried_out(cast)
    begin_write()
    edit_contact(cast.chen, {"taboos": "改过了", "name": "陈建邦"}, version=None, by=None)
    finish_follow_up(db.session.get_one(FollowUp, ids["mine"]), now=NOW, by=None)
    finish_follow_up(db.session.get_one(FollowUp, ids["of_unit"]), now=NOW, by=None)
    db.session.commit()
    page = head.get(f"/handovers/{handover.id}/brief").text
    document = docx.Document(io.BytesIO(head.get(f"/handovers/{handover.id}/brief.docx").data))
    text = "\n".join(
        [each.text for each in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for words in ("陈建国（陈主任）", "忌讳：不喝酒", "待办：寄材料", "送锦旗", "交接当日内容"):
        assert words in page, words
        assert words in text, words
    assert "改过了" not in page
    assert f'<a href="/units/{cast.ids["school"]}">市第一中学</a>' in page


def test_a_person_erased_is_gone_from_the_kept_brief(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    furnish(cast)
    handover = carried_out(cast)
    begin_write()
    chen = cast.chen
    erase_contact(
        chen, typed_name=chen.name, reason="asked", version=None, folder=Path(app.instance_path), now=NOW,
        by=cast.user("head"),
    )  # fmt: skip
    db.session.commit()
    page = head.get(f"/handovers/{handover.id}/brief").text
    for words in ("陈建国", "陈主任", "不喝酒", "138 0571 2046", "商定调研"):
        assert words not in page, words


@on_both
def test_the_brief_holds_what_the_taker_must_know(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    furnish(cast)
    handover = drafted(cast)
    page = head.get(f"/handovers/{handover.id}/brief").text
    wanted = (
        "市第一中学", "陈建国（陈主任）", "138 0571 2046", "忌讳：不喝酒", "待办：寄材料", "来事：借用报告厅，答应：协调场地",
        "11月1日 电话：商定调研", "应联系", "送锦旗",
    )  # fmt: skip
    for words in wanted:
        assert words in page, words
    answer = head.get(f"/handovers/{handover.id}/brief.docx")
    document = docx.Document(io.BytesIO(answer.data))
    text = "\n".join(
        [paragraph.text for paragraph in document.paragraphs]
        + [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    )
    for words in wanted:
        assert words in text, words


def test_the_brief_taken_away_is_counted_in_people(app: Flask, desk: Desk):
    """Three people of one unit and one of another: four, not two."""
    handover = desk.drafted()
    signed_in(app, "head").get(f"/handovers/{handover.id}/brief.docx")
    line = db.session.scalars(
        select(AuditLine).where(AuditLine.action == "export.take").order_by(AuditLine.id.desc())
    ).first()
    assert line is not None
    assert line.changes["rows"] == 4


def test_each_taker_s_brief_holds_their_own_people(app: Flask, desk: Desk):
    handover = desk.drafted()
    page = signed_in(app, "head").get(f"/handovers/{handover.id}/brief?taker={desk.user('head').id}").text
    assert "杨志" in page
    assert "林冲" not in page


def test_what_is_said_of_a_unit_stands_on_the_page_of_its_table(app: Flask, desk: Desk):
    begin_write()
    db.session.get_one(Unit, desk.units["school"]).phone = "0571-88001122"
    db.session.commit()
    answer = signed_in(app, "head").get(f"/handovers/{desk.drafted().id}/brief.docx")
    before = [each for each in docx.Document(io.BytesIO(answer.data)).paragraphs if each.style.style_id == "flush"]
    assert any("0571-88001122" in each.text for each in before)
    assert all(each.paragraph_format.keep_with_next for each in before)
