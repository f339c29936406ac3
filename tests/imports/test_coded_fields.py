"""What a sheet says in words is stored as the code that forms, lists and audiences know: every coded column, both ways."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from imports.conftest import preview
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.contacts.actions import ContactError, add_contact, begin_post, edit_contact
from liaison.contacts.exporting import CONTACTS
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.domain.cadence import Tier
from liaison.domain.genders import Gender
from liaison.domain.phones import PhoneLabel
from liaison.domain.touches import NO_WAY_TO_REACH, STARTING_KINDS, Direction
from liaison.due.rows import due_rows_for
from liaison.exports.listing import Asked, Listing
from liaison.imports.importing import import_file
from liaison.imports.outcome import Outcome
from liaison.interactions.actions import log_interaction
from liaison.interactions.exporting import INTERACTIONS
from liaison.interactions.models import Interaction
from liaison.office.models import InteractionKind
from liaison.units.actions import add_unit
from liaison.units.exporting import UNITS
from liaison.units.models import Unit, UnitKind

Make = Callable[[str], None]  # a record whose column holds this code
WAYS = [kind.code for kind in STARTING_KINDS]


@dataclass(frozen=True)
class Coded:
    """`heading` of the sheet, `column` of the model; `words` that offices write beside those we export."""

    listing: Listing
    heading: str
    model: type[Any]
    column: str
    codes: tuple[Any, ...]
    words: dict[str, Any]

    @property
    def name(self) -> str:
        return f"{self.model.__tablename__}.{self.column}"


CODED = (
    Coded(CONTACTS, "性别", Contact, "gender", tuple(Gender), {
        "男": "male", "女": "female", "男性": "male", "女性": "female", "先生": "male", "女士": "female", "M": "male",
        "F": "female", "Male": "male", "female": "female", "男 ": "male", "Ｆ": "female", "女同志": "female",
    }),
    Coded(CONTACTS, "联系等级", Contact, "tier", tuple(Tier), {"重点联系": "key", "B类": "regular", "三级": "general"}),
    Coded(CONTACTS, "首选方式", Contact, "preferred_channel", tuple(way for way in WAYS if way not in NO_WAY_TO_REACH), {
        "手机": "call", "电子邮件": "email", "上门": "visit", "视频会商": "vc",
    }),
    Coded(UNITS, "类别", Unit, "kind", tuple(UnitKind), {"school": "school"}),
    Coded(UNITS, "联系等级", Unit, "tier", tuple(Tier), {"A": "key", "较重要": "regular", "普通": "general"}),
    Coded(INTERACTIONS, "方式", Interaction, "kind", (*WAYS, "vc"), {"打电话": "call", "座谈会": "meeting", "到访": "reception"}),
    Coded(INTERACTIONS, "方向", Interaction, "direction", tuple(Direction), {"去电": "ours", "来电": "theirs", "呼入": "theirs"}),
    Coded(INTERACTIONS, "是否接通", Interaction, "answered", (True, False), {"√": True, "未接": False, "Y": True}),
)  # fmt: skip


@pytest.fixture
def own_kind(app: Flask) -> None:
    """The office has a kind of its own, and has given another name to one it began with."""
    begin_write()
    db.session.add(InteractionKind(code="vc", name="视频会商", weight=1, unanswered_weight=0, counts="answered",
                                   answered_word="接通", unanswered_word="未接", position=99))  # fmt: skip
    db.session.scalars(select(InteractionKind).where(InteractionKind.code == "visit")).one().name = "上门拜访"
    db.session.commit()


def brought(folder: Path, coded: Coded, cell: str) -> tuple[Any, Outcome]:
    """(what is stored, the outcome) of a sheet whose one row has this cell."""
    kind = coded.listing.code
    head = {"contacts": "单位,姓名", "units": "单位", "interactions": "时间,单位,姓名,内容"}[kind]
    row = {"contacts": "市第一中学,林冲", "units": "东溪画院", "interactions": "2026-11-20,市第一中学,陈建国,代码"}[kind]
    path = folder / f"{kind}.csv"
    path.write_text(f'{head},{coded.heading}\n{row},"{cell}"\n', encoding="utf-8")
    begin_write()
    outcome = import_file(path, name=path.name, today=TODAY, now=NOW, by=None, kind=kind)
    db.session.commit()
    name = {"contacts": Contact.name == "林冲", "units": Unit.name == "东溪画院", "interactions": Interaction.summary == "代码"}
    record = db.session.scalars(select(coded.model).where(name[kind])).one()
    return getattr(record, coded.column), outcome


def exported_cell(coded: Coded, code: Any, cast: Cast) -> str:
    """What the export writes for a record whose column holds the code."""
    begin_write()
    values = {coded.column: code}
    if coded.model is Contact:
        begin_post(add_contact({"name": "鲁达", **values}, by=None), unit_id=cast.school.id, by=None)
    elif coded.model is Unit:
        add_unit({"name": "西溪画院", **values}, by=None)
    else:
        log_interaction([cast.chen], on=TODAY, today=TODAY, by=None, **{"kind": "call", **values})
    db.session.commit()
    headings = [str(heading) for heading in coded.listing.headings]
    wanted = {"contacts": ("姓名", "鲁达"), "units": ("单位", "西溪画院"), "interactions": ("姓名", "陈建国")}[coded.listing.code]
    rows = [dict(zip(headings, row, strict=True)) for row in coded.listing.rows(Asked(None, TODAY))]
    return next(row[coded.heading] for row in rows if row[wanted[0]] == wanted[1])


@pytest.mark.parametrize(
    ("coded", "code"), [(coded, code) for coded in CODED for code in coded.codes], ids=lambda each: getattr(each, "name", str(each))
)
def test_what_is_exported_comes_back_as_the_code(cast: Cast, own_kind: None, tmp_path: Path, coded: Coded, code: Any):
    stored, outcome = brought(tmp_path, coded, exported_cell(coded, code, cast))
    assert (stored, outcome.errors) == (code, [])


@pytest.mark.parametrize(
    ("coded", "word"), [(coded, word) for coded in CODED for word in coded.words], ids=lambda each: getattr(each, "name", str(each))
)
def test_the_words_of_offices_are_the_codes(cast: Cast, own_kind: None, tmp_path: Path, coded: Coded, word: str):
    stored, outcome = brought(tmp_path, coded, word)
    assert (stored, outcome.errors) == (coded.words[word], [])


TOLD_OF = [each for each in CODED if each.column != "kind" or each.model is not Unit]


@pytest.mark.parametrize("coded", TOLD_OF, ids=lambda each: each.name)
def test_a_word_for_nothing_is_told_and_not_stored(cast: Cast, own_kind: None, tmp_path: Path, coded: Coded):
    stored, outcome = brought(tmp_path, coded, "莫名")
    assert stored in (None, "", *coded.codes)
    assert [(error.column.split()[-1], error.value) for error in outcome.errors] == [(coded.heading, "莫名")]


@pytest.mark.parametrize("label", list(PhoneLabel))
def test_a_telephone_keeps_its_kind(app: Flask, cast: Cast, label: str, tmp_path: Path):
    number = {"mobile": "13900001111", "landline": "0571-88886666", "internal": "6120", "other": "+852 2345 6789"}[label]
    begin_write()
    person = add_contact({"name": "鲁达"}, phones=[(label, number)], by=None)
    begin_post(person, unit_id=cast.school.id, by=None)
    db.session.commit()
    headings = [str(heading) for heading in CONTACTS.headings]
    row = next(row for row in CONTACTS.rows(Asked(None, TODAY)) if row[headings.index("姓名")] == "鲁达")
    heading = next(name for name, cell in zip(headings, row, strict=True) if cell == number)
    path = tmp_path / "phones.csv"
    path.write_text(f"单位,姓名,{heading}\n市第一中学,林冲,{number[:-1]}7\n", encoding="utf-8")
    begin_write()
    import_file(path, name=path.name, today=TODAY, now=NOW, by=None)
    db.session.commit()
    assert [phone.label for phone in db.session.scalars(select(Contact).where(Contact.name == "林冲")).one().phones] == [label]


def test_every_column_of_a_fixed_choice_is_on_the_checklist():
    """Of the columns that a sheet can fill, those whose values are codes: short strings with a rule, and the kind of an entry."""
    short = {
        f"{model.__tablename__}.{column.name}"
        for model in (Contact, Unit, Interaction)
        for column in model.__table__.columns
        if getattr(column.type, "length", None) in (10, 20)
    }
    own = {each.name for each in CODED}
    assert short <= own and {"interactions.kind", "contacts.preferred_channel"} <= own


@pytest.mark.postgres
def test_a_woman_brought_by_a_sheet_is_greeted_on_womens_day_and_her_form_says_so(
    officer: CheckedClient, bring: Callable[..., Any]
):
    bring("单位,姓名,性别,手机\n市第一中学,林冲,女,13900001111\n")
    person = db.session.scalars(select(Contact).where(Contact.name == "林冲")).one()
    (row,) = due_rows_for([person], date(2027, 3, 1), 7)
    assert row.festival is not None and row.festival.name == "妇女节"
    boxes = re.findall(r"<input[^>]*name=\"gender\"[^>]*>", officer.get(f"/contacts/{person.id}/edit").text)
    assert [("checked" in box) for box in boxes] == [False, False, True]


def test_the_preview_says_codes_in_words(officer: CheckedClient, cast: Cast):
    batch_id = preview(officer, "单位,姓名,性别,首选方式,手机\n市第一中学,林冲,F,微信,13900001111\n")
    page = officer.get(f"/import/{batch_id}").text
    assert "<b>性别</b> 女" in page and "<b>首选方式</b> 微信" in page


def test_no_writer_stores_a_word_for_a_gender(app: Flask, cast: Cast):
    begin_write()
    with pytest.raises(ContactError, match="男、女"):
        edit_contact(cast.chen, {"gender": "女"}, version=None, by=None)
    with pytest.raises(ContactError, match="男、女"):
        add_contact({"name": "林冲", "gender": "F"}, by=None)
