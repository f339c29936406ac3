"""Files of imports nobody finished go after a month; a unit merged away is not made again."""

from datetime import timedelta

import pytest
from cast import Cast
from conftest import NOW
from imports.conftest import HEAD, preview, stored, upload
from page_checks import CheckedClient
from sqlalchemy import func, select, update

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.imports.models import ImportBatch, ImportFile, ImportRow
from liaison.merges.actions import merge_records
from liaison.units.actions import add_unit
from liaison.units.models import Unit

NEWCOMER = HEAD + "市第三中学,林冲,教务主任,13900001111,,,\n"


def left_lying(batch_id: int, days: int) -> None:
    begin_write()
    long_ago = NOW - timedelta(days=days)
    db.session.execute(update(ImportBatch).where(ImportBatch.id == batch_id).values(updated_at=long_ago))
    db.session.commit()


def kept(table: type) -> set[int]:
    db.session.rollback()
    return set(db.session.scalars(select(table.batch_id)))


def test_the_next_import_removes_what_was_abandoned_a_month_ago(officer: CheckedClient):
    old, recent = preview(officer, NEWCOMER), preview(officer, NEWCOMER)
    left_lying(old, 31)
    left_lying(recent, 29)
    newest = upload(officer, NEWCOMER)
    assert (stored(old).state, stored(recent).state) == ("discarded", "open")
    assert (kept(ImportFile), kept(ImportRow)) == ({recent, newest}, {recent})


@pytest.mark.parametrize("state", ["reading", "applying"])
def test_so_does_what_was_being_read_or_written_when_the_server_stopped(officer: CheckedClient, state: str):
    batch_id = preview(officer, NEWCOMER)
    begin_write()
    db.session.execute(update(ImportBatch).values(state=state, worker="another-machine:1:x"))
    db.session.commit()
    left_lying(batch_id, 31)
    newest = upload(officer, NEWCOMER)
    assert stored(batch_id).state == "discarded"
    assert kept(ImportFile) == {newest}


def test_a_unit_merged_into_another_is_not_made_again(bring, cast: Cast):
    begin_write()
    officer = cast.user("officer")
    first = add_unit({"name": "市三中"}, by=officer)
    second = add_unit({"name": "第三中学"}, by=officer)
    merge_records(first, [second], {}, versions=None, now=NOW, by=officer)
    merge_records(cast.school, [first], {}, versions=None, now=NOW, by=officer)
    db.session.commit()
    units = db.session.scalar(select(func.count()).select_from(Unit))
    assert bring(HEAD + "第三中学,林冲,教务主任,13900001111,,,\n").created == 1
    assert db.session.scalar(select(func.count()).select_from(Unit)) == units
    lin = db.session.scalars(select(Contact).where(Contact.name == "林冲")).one()
    assert lin.unit.id == cast.school.id
