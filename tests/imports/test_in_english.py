"""An office that reads English: what a preview, a report and an undo say of their own is English."""

import re
from dataclasses import replace

import pytest
from cast import Cast
from flask import Flask
from imports.conftest import HEAD, preview, stored, write
from imports.test_preview_words import rows
from page_checks import CheckedClient

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.imports.models import ImportRow

HAN = re.compile("[\u4e00-\u9fff]+")
# What stands in the files, the columns' own headings among it, and the words that a cell may hold.
ENTERED = re.compile(
    r"市第一中学|江州大学|市第三中学|陈建国|陈建中|欧阳慧敏|新人|主任|办公室主任|处长|不知道|很高|谈话|老王|张敏|13月1日|12月15日|农历七月初八"
    r"|(?<=[A-Z] )(?:姓名|生日|联系等级|方式|备注)|重点|经常|一般|电话、短信|微信|走访|来访|会议"
)
PEOPLE = HEAD + (
    "市第一中学,陈建国,主任,12345,不知道,很高,\n江州大学,陈建国,处长,13805712046,,,\n市第三中学,欧阳慧敏,,13800000000,13月1日,,\n"
    ",,处长,,,,\n江州大学,新人,,,,," + "字" * 201 + "\n"
)
REGISTER = (
    "日期,单位,姓名,方式,时长,是否接通,去电/来电,经办人\n2026-11-03,市第一中学,陈建中,电话,12,是,来电,老王\n"
    "2099-01-01,市第一中学,陈建国,电话,,,,\n"
)


@pytest.fixture
def reader(app: Flask, officer: CheckedClient, monkeypatch: pytest.MonkeyPatch) -> CheckedClient:
    """An officer's window in an office whose language is English."""
    app.config["SETTINGS"] = replace(app.config["SETTINGS"], locale="en")
    monkeypatch.setattr(app.extensions["babel"], "locale_selector", lambda: "en")
    return officer


def said(row: ImportRow) -> list[str]:
    """All words of a row that are the program's own."""
    words = [row.reason, *(each["reason"] for each in row.problems), *(each["words"] for each in row.candidates)]
    return words + [text for field, _before, text in row.changes if field in ("direction", "minutes", "answered")]


@pytest.mark.parametrize(("name", "text"), [("list.csv", PEOPLE), ("register.csv", REGISTER)], ids=["list", "register"])
def test_a_preview_gives_its_reasons_in_english(reader: CheckedClient, cast: Cast, name: str, text: str):
    words = [word for row in rows(preview(reader, text, name)) for word in said(row) if word]
    assert len(words) > 3
    assert [word for word in words if HAN.search(ENTERED.sub("", word))] == []


def test_what_an_undo_keeps_is_told_in_english(reader: CheckedClient, cast: Cast):
    batch = write(reader, preview(reader, HEAD + "江州大学,新人,,,,,\n市第一中学,陈建国,,,,,好\n"))
    begin_write()
    edit_contact(cast.chen, {"taboos": "x"}, version=None, by=None)
    db.session.commit()
    reader.post(f"/import/{batch.id}/undone")
    kept = stored(batch.id).kept
    assert len(kept) == 1 and not HAN.search(kept[0]["reason"])
