"""Every sheet and card of the shared folder, through the page and through the command, with the same counts."""

import json
from pathlib import Path

import pytest
from flask import Flask
from imports.conftest import agree, stored, upload, write
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.imports.models import ImportBatch
from liaison.units.models import Unit

# What becomes of each file in an office that knows none of its people: (new, left out).
COUNTS = {
    "people/office_contacts.xlsx": (493, 5),
    "people/office_contacts_gbk.csv": (493, 0),
    "people/universities.csv": (2631, 0),
    "people/call_register.xlsx": (0, 900),
    "samples/csv/google_contacts_2024.csv": (1, 0),
    "samples/csv/outlook_zh_gbk.csv": (1, 0),
    "samples/vcard/android_utf8_qp_soft_in_char.vcf": (1, 0),
    "samples/vcard/cdt_9_doublebyte.vcf": (1, 0),
    "samples/vcard/ezvcard_ANDROID.vcf": (4, 2),
    "samples/vcard/ezvcard_EVOLUTION.vcf": (1, 0),
    "samples/vcard/ezvcard_GMAIL.vcf": (1, 0),
    "samples/vcard/ezvcard_MS_OUTLOOK.vcf": (1, 0),
    "samples/vcard/ezvcard_gmail-list.vcf": (3, 0),
    "samples/vcard/ezvcard_outlook-2007.vcf": (1, 0),
    "samples/vcard/ezvcard_rfc2426.vcf": (2, 0),
    "samples/vcard/fk_AnsiIssue.vcf": (1, 0),
    "samples/vcard/fk_utf8_confucius.vcf": (1, 0),
    "samples/vcard/fk_v2_1.vcf": (1, 0),
    "samples/vcard/fk_v3Utf16Bom.vcf": (2, 0),
    "samples/vcard/fk_v4.vcf": (2, 0),
    "samples/vcard/ical4j_outlook2003.vcf": (1, 0),
    "samples/vcard/iphone_v3.vcf": (1, 0),
    "samples/vcard/nokia_s40_gb2312_qp.vcf": (1, 0),
    "samples/vcard/two_in_one_lf_only.vcf": (2, 0),
}
CUT_SHORT = "samples/vcard/fk_Cropped_2_1.vcf"


def test_no_sample_is_forgotten(shared: Path):
    found = {
        str(path.relative_to(shared / "data"))
        for folder in ("people", "samples")
        for path in (shared / "data" / folder).rglob("*")
        if path.suffix in (".xlsx", ".csv", ".vcf")
    }
    assert found == {*COUNTS, CUT_SHORT}


@pytest.mark.parametrize("name", COUNTS)
def test_the_command_reads_it(app: Flask, shared: Path, name: str):
    result = app.test_cli_runner().invoke(args=["import", str(shared / "data" / name), "--json"])
    said = json.loads(result.stdout)
    assert (said["created"], said["skipped"]) == COUNTS[name]
    assert (said["updated"], said["unchanged"]) == (0, 0)


@pytest.mark.parametrize("name", COUNTS)
def test_the_page_reads_it(officer: CheckedClient, shared: Path, name: str):
    path = shared / "data" / name
    batch_id = upload(officer, path.read_bytes(), path.name)
    assert agree(officer, batch_id).status_code == 302
    batch = write(officer, batch_id)
    assert (batch.state, batch.created, batch.skipped) == ("applied", *COUNTS[name])


def test_a_card_cut_short_says_so_and_a_better_file_goes_on(officer: CheckedClient, shared: Path):
    before = people_and_units()
    batch_id = upload(officer, (shared / "data" / CUT_SHORT).read_bytes(), "手机.vcf")
    page = officer.get(f"/import/{batch_id}").text
    assert "第 1 张名片" in page and "这个文件没读成" in page and people_and_units() == before
    form = {"file": ((shared / "data/samples/vcard/iphone_v3.vcf").open("rb"), "手机改.vcf")}
    answer = officer.post(f"/import/{batch_id}/file", data=form, content_type="multipart/form-data")
    assert answer.status_code == 302 and stored(batch_id).state in ("mapping", "open")


def test_the_command_refuses_a_card_cut_short(app: Flask, shared: Path):
    result = app.test_cli_runner().invoke(args=["import", str(shared / "data" / CUT_SHORT)])
    assert result.exit_code != 0 and "第 1 张名片" in result.stderr
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(ImportBatch)) == 0


def people_and_units() -> tuple[int | None, ...]:
    db.session.rollback()
    return tuple(db.session.scalar(select(func.count()).select_from(model)) for model in (Contact, Unit))
