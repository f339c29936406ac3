"""An erasure and the files of imports that are not finished: none that may hold the person stays."""

import pytest
from cast import Cast
from conftest import NOW
from imports.conftest import HEAD, agree, preview, stored, upload
from page_checks import CheckedClient
from sqlalchemy import func, select

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.imports import importing
from liaison.imports.models import ImportBatch, ImportFile
from liaison.imports.progress import AT_WORK, WORKER, Progress

pytestmark = pytest.mark.postgres
LIST = HEAD + "市第一中学,陈建国,校长,13805712046,,,\n"
OTHERS = HEAD + "市第三中学,林冲,教务主任,13900001111,,,\n"


def erase(client: CheckedClient, cast: Cast) -> int:
    form = {"name": "陈建国", "reason": "asked", "version": str(cast.chen.version)}
    return client.post(f"/contacts/{cast.ids['chen']}/erasure", data=form).status_code


def left_at(batch_id: int, state: str) -> None:
    """The server was stopped while it did this."""
    begin_write()
    batch = db.session.get_one(ImportBatch, batch_id)
    batch.state, batch.worker, batch.worked_at = state, WORKER, NOW
    db.session.commit()


def files() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(ImportFile)) or 0


@pytest.mark.parametrize("state", ["reading", "applying"])
def test_an_interrupted_import_that_names_the_person_goes(head: CheckedClient, cast: Cast, state: str):
    batch_id = preview(head, LIST)
    left_at(batch_id, state)
    assert erase(head, cast) == 302
    assert (stored(batch_id).state, files()) == ("discarded", 0)


def test_one_that_was_interrupted_before_its_first_preview_goes(head: CheckedClient, cast: Cast):
    batch_id = upload(head, LIST)
    left_at(batch_id, "reading")
    assert erase(head, cast) == 302
    assert (stored(batch_id).state, files()) == ("discarded", 0)


def test_a_corrected_file_is_not_judged_by_the_preview_of_the_one_before(head: CheckedClient, cast: Cast):
    batch_id = preview(head, OTHERS)
    begin_write()
    batch = db.session.get_one(ImportBatch, batch_id)
    importing.replace_file(batch, "改过.csv", LIST.encode(), by=None)
    db.session.commit()
    left_at(batch_id, "mapping")
    assert erase(head, cast) == 302
    assert (stored(batch_id).state, files()) == ("discarded", 0)


def test_one_whose_preview_names_others_stays(head: CheckedClient, cast: Cast):
    batch_id = preview(head, OTHERS)
    left_at(batch_id, "applying")
    assert erase(head, cast) == 302
    assert (stored(batch_id).state, files()) == ("applying", 1)


def test_while_a_file_is_being_read_nobody_is_erased(head: CheckedClient, cast: Cast):
    batch_id = preview(head, OTHERS)
    left_at(batch_id, "reading")
    AT_WORK[batch_id] = Progress(batch_id)
    try:
        form = {"name": "陈建国", "reason": "asked", "version": str(cast.chen.version)}
        answer = head.post(f"/contacts/{cast.chen.id}/erasure", data=form)
        assert (answer.status_code, "正好有一次导入" in answer.text) == (400, True)
    finally:
        AT_WORK.pop(batch_id)
    db.session.rollback()
    assert db.session.get(Contact, cast.ids["chen"]) is not None
    assert agree(head, batch_id).status_code == 409
