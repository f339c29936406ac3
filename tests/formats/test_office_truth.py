"""The office's own sheets, every row against what is known to be true."""

import csv
import json
import re
from datetime import date

import pytest
from formats.sheet_samples import shared_file

from liaison.domain.cadence import Tier
from liaison.domain.phones import PhoneLabel
from liaison.formats.office_sheet import Kind, call_drafts, contact_drafts, understand, unit_drafts
from liaison.formats.sheets import read_workbook

TODAY = date(2026, 11, 23)
TIERS = {"重点": Tier.KEY, "经常": Tier.REGULAR, "一般": Tier.GENERAL, None: None}


def truth(kind):
    return json.loads(shared_file("people", "office_truth.json").read_text(encoding="utf-8"))[kind]


def first_sheet(*parts):
    return read_workbook(shared_file(*parts)).sheets[0]


def dialled(text):
    """The truth writes a landline in one of its forms; what is dialled is the same in all."""
    number, _, extension = text.partition("转")
    return re.sub(r"\D", "", number), extension


def birthday_of(draft):
    found = draft.birthday
    if found is None:
        return None
    if found.is_lunar:
        return {"lunar": [found.month, found.day, found.is_leap]}
    year = f"{found.year:04d}" if found.year else "-"
    return {"solar": f"{year}-{found.month:02d}-{found.day:02d}"}


def as_true(row):
    phones = {label: sorted(map(dialled, numbers)) for label, numbers in row["phones"].items()}
    return (row["unit"], row["name"], row["title"], phones, row["birthday"], TIERS[row["tier"]])


def as_read(draft):
    phones = {
        label.value: sorted(
            (phone.digits, phone.extension) for phone in draft.phones if phone.label == label
        )
        for label in PhoneLabel
        if label != PhoneLabel.OTHER
    }
    return (draft.unit, draft.name, draft.title, phones, birthday_of(draft), draft.tier)


@pytest.mark.parametrize("name", ["office_contacts.xlsx", "office_contacts_gbk.csv"])
def test_every_contact_of_the_office_is_read_as_it_is(name):
    drafts = contact_drafts(understand(first_sheet("people", name)))
    assert len(drafts) == 493
    assert [as_read(draft) for draft in drafts] == [as_true(row) for row in truth("contacts")]
    assert [draft for draft in drafts if draft.problems] == []


def test_contacts_are_reported_by_the_row_the_user_sees():
    drafts = contact_drafts(understand(first_sheet("people", "office_contacts.xlsx")))
    assert [draft.row for draft in drafts] == [row["row"] for row in truth("contacts")]


def test_titles_sections_and_the_footer_are_understood_and_reported():
    understood = understand(first_sheet("people", "office_contacts.xlsx"))
    assert (understood.kind, understood.header_row) == (Kind.CONTACTS, 3)
    assert [(skip.row, skip.code) for skip in understood.skipped] == [
        (1, "before_header"),
        (2, "before_header"),
        (4, "section"),
        (278, "section"),
        (501, "footer"),
    ]
    assert {row.section for row in understood.rows} == {"本科院校", "专科院校"}


def test_the_sheet_of_remarks_holds_no_records():
    assert understand(read_workbook(shared_file("people", "office_contacts.xlsx")).sheets[1]).kind is None


def test_every_call_of_the_register_is_read_as_it_is():
    drafts = call_drafts(understand(first_sheet("people", "call_register.xlsx")), TODAY)
    assert len(drafts) == 900
    assert [
        {"unit": draft.unit, "name": draft.name, "on": str(draft.on), "answered": draft.answered}
        for draft in drafts
    ] == truth("calls")
    assert [draft for draft in drafts if draft.problems or draft.at is None] == []


def test_every_university_is_read_as_it_is():
    drafts = unit_drafts(understand(first_sheet("people", "universities.csv")))
    path = shared_file("people", "universities.csv")
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = list(csv.DictReader(lines))
    assert len(drafts) == 2631
    assert [(draft.name, draft.code, draft.authority, draft.kind, draft.notes) for draft in drafts] == [
        (row["学校名称"], row["学校标识码"], row["主管部门"], row["办学层次"], row["备注"]) for row in rows
    ]
    assert [draft.region for draft in drafts] == [row["所在地"].replace("\\n", "") for row in rows]
    assert [draft for draft in drafts if draft.problems] == []


@pytest.mark.parametrize("name", ["google_contacts_2024.csv", "outlook_zh_gbk.csv"])
def test_address_books_of_other_programs_are_read_as_expected(name):
    expected = json.loads(shared_file("samples", "csv", "expected.json").read_text(encoding="utf-8"))[name][
        "rows"
    ]
    drafts = contact_drafts(understand(first_sheet("samples", "csv", name)))
    assert len(drafts) == len(expected)
    for draft, row in zip(drafts, expected, strict=True):
        mobiles = row["mobile"] if isinstance(row["mobile"], list) else [row["mobile"]]
        for field in ("family", "given", "unit", "department", "title", "email"):
            assert getattr(draft, field) == row[field]
        assert (draft.name, draft.notes) == ("单建国", row["note"])
        assert birthday_of(draft) == {"solar": row["birthday"]}
        assert {phone.text for phone in draft.phones} == {*mobiles, row["work_phone"]}
        assert (draft.problems, draft.tags) == ((), ())
