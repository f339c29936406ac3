"""Work that takes longer than a request: it is found again, can be stopped, and writes nothing until its end."""

import threading
from datetime import timedelta
from typing import Any

import pytest
from conftest import NOW
from flask import Flask
from imports.conftest import HEAD, preview, stored, upload
from page_checks import CheckedClient
from scene import everything_stored
from sqlalchemy import func, select

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.imports import jobs
from liaison.imports.models import ImportBatch, ImportState
from liaison.imports.progress import (
    AT_WORK,
    WORKER,
    Cancelled,
    Progress,
    ask_to_stop,
    is_interrupted,
    percent_of,
)

SHEET = HEAD + "".join(f"市第三中学,林{place}冲,教师,139000{place:05},,,\n" for place in range(30))


def people() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(Contact)) or 0


def at_work(batch_id: int, worker: str = WORKER, **more: object) -> ImportBatch:
    begin_write()
    batch = db.session.get_one(ImportBatch, batch_id)
    batch.state, batch.worker, batch.worked_at = "applying", worker, NOW
    for name, value in more.items():
        setattr(batch, name, value)
    db.session.commit()
    return stored(batch_id)


def test_a_request_does_not_wait_for_long_work(app: Flask, officer: CheckedClient, monkeypatch: pytest.MonkeyPatch):
    batch_id, goes_on, work = preview(officer, SHEET), threading.Event(), jobs.apply_import

    def held(*given: Any) -> None:
        assert goes_on.wait(60)
        work(*given)

    monkeypatch.setattr(jobs, "apply_import", held)
    app.config["IMPORT_PATIENCE_SECONDS"] = 0
    assert officer.post(f"/import/{batch_id}/writing").status_code == 302
    thread = AT_WORK[batch_id].thread
    try:
        assert stored(batch_id).state == "applying"
        assert "停下，不写入" in officer.get(f"/import/{batch_id}").text
    finally:
        goes_on.set()
        thread.join(60)
    assert stored(batch_id).state == "applied"


def test_nobody_takes_work_for_interrupted_that_is_just_being_begun(officer: CheckedClient):
    begin_write()
    batch = db.session.get_one(ImportBatch, preview(officer, SHEET))
    with jobs.begun(batch, ImportState.APPLYING) as progress:
        db.session.commit()
        assert not is_interrupted(stored(batch.id), NOW)
        assert officer.post(f"/import/{batch.id}/resumption").status_code == 302
        assert stored(batch.id).state == "applying"
    AT_WORK.pop(progress.batch_id)


def test_what_could_not_be_begun_is_nobody_s_work(officer: CheckedClient):
    batch_id = preview(officer, SHEET)
    begin_write()
    with pytest.raises(RuntimeError), jobs.begun(db.session.get_one(ImportBatch, batch_id), ImportState.APPLYING):
        raise RuntimeError("the database is gone")
    assert batch_id not in AT_WORK
    assert stored(batch_id).state == "open"


@pytest.mark.parametrize("now_at", ["open", "applied", "discarded"])
@pytest.mark.parametrize("work", [jobs.read_file, jobs.make_preview, jobs.apply_import, jobs.take_back])
def test_work_that_was_overtaken_writes_nothing(app: Flask, officer: CheckedClient, work: jobs.Work, now_at: str):
    batch_id = preview(officer, SHEET)
    at_work(batch_id, state=now_at)
    before = everything_stored()
    jobs.run(app, Progress(batch_id), work, None)
    db.session.rollback()
    assert everything_stored() == before


def test_a_file_of_another_process_s_work_is_left_alone(app: Flask, officer: CheckedClient):
    batch_id = preview(officer, SHEET)
    at_work(batch_id, worker="another-machine:1:x")
    before = everything_stored()
    jobs.run(app, Progress(batch_id), jobs.apply_import, None)
    db.session.rollback()
    assert everything_stored() == before


def test_the_page_of_work_under_way_looks_again_by_itself(officer: CheckedClient):
    batch_id = preview(officer, SHEET)
    batch = at_work(batch_id)
    AT_WORK[batch_id] = Progress(batch_id, total=200, done=50)
    try:
        page = officer.get(f"/import/{batch_id}")
        assert percent_of(batch) == 25
        assert page.headers["Refresh"] == "2"
        assert "25%" in page.text and "停下，不写入" in page.text
    finally:
        AT_WORK.pop(batch_id)


def test_work_that_is_stopped_writes_nothing_and_waits_where_it_was(app: Flask, officer: CheckedClient):
    batch_id = preview(officer, SHEET)
    before = people()
    begin_write()
    jobs.mark_begun(db.session.get_one(ImportBatch, batch_id), jobs.ImportState.APPLYING)
    db.session.commit()
    progress = Progress(batch_id)
    progress.stop.set()
    jobs.run(app, progress, jobs.apply_import, None)
    batch = stored(batch_id)
    assert (batch.state, people()) == ("open", before)
    assert "什么都没有写入" in officer.get(f"/import/{batch_id}").text


def test_stopping_tells_the_work_and_stores_nothing(officer: CheckedClient, head: CheckedClient):
    batch_id = preview(officer, SHEET)
    at_work(batch_id)
    AT_WORK[batch_id] = Progress(batch_id)
    before = everything_stored()
    try:
        assert head.post(f"/import/{batch_id}/stop").status_code == 404
        assert not AT_WORK[batch_id].stop.is_set()
        assert officer.post(f"/import/{batch_id}/stop").status_code == 302
        with pytest.raises(Cancelled):
            AT_WORK[batch_id].step(1)
    finally:
        AT_WORK.pop(batch_id)
    assert everything_stored() == before
    assert ask_to_stop(batch_id) is False


def test_after_a_restart_the_page_says_so_and_the_work_goes_on(officer: CheckedClient):
    batch_id = preview(officer, SHEET)
    batch = at_work(batch_id)
    assert is_interrupted(batch, NOW)
    assert "什么都没有写入" in officer.get(f"/import/{batch_id}").text
    assert officer.post(f"/import/{batch_id}/resumption").status_code == 302
    assert stored(batch_id).state == "open"


def test_reading_begins_again_after_a_restart(officer: CheckedClient):
    batch_id = upload(officer, SHEET)
    at_work(batch_id, state="reading")
    officer.post(f"/import/{batch_id}/resumption")
    assert stored(batch_id).state == "mapping"


def test_another_machine_s_work_is_given_half_an_hour(officer: CheckedClient):
    batch = at_work(preview(officer, SHEET), worker="another-machine:1:x")
    assert not is_interrupted(batch, NOW + timedelta(minutes=10))
    assert is_interrupted(batch, NOW + timedelta(minutes=31))


def test_an_error_in_the_program_writes_nothing(app: Flask, officer: CheckedClient, caplog: pytest.LogCaptureFixture):
    batch_id = preview(officer, SHEET)
    at_work(batch_id)

    def breaks(_batch: object, _progress: object, _by: object) -> None:
        begin_write()
        db.session.add(Contact(name="半途"))
        db.session.flush()
        raise RuntimeError("no such luck")

    jobs.run(app, Progress(batch_id), breaks, None)
    batch = stored(batch_id)
    assert (batch.state, "程序出错" in batch.message) == ("open", True)
    assert "no such luck" in caplog.text
    assert db.session.scalar(select(Contact.id).where(Contact.name == "半途")) is None


def test_the_share_of_work_done_only_rises_and_says_what_is_done(officer: CheckedClient):
    batch_id = preview(officer, SHEET)
    batch = at_work(batch_id)
    progress = AT_WORK[batch_id] = Progress(batch_id, writes=True)
    seen, words = [], []
    try:
        for doing, total, until in [("file", 0, 0.15), ("rows", 30, 0.35), ("again", 30, 0.45), ("writing", 90, 1.0)]:
            progress.begin(doing, total, until=until, writes=True)
            progress.writes = True  # nothing of it is stored here
            for _step in range(3):
                seen.append(percent_of(batch) or 0)
                progress.step(total // 3)
            words.append(officer.get(f"/import/{batch_id}").text)
        seen.append(percent_of(batch))
    finally:
        AT_WORK.pop(batch_id)
    assert seen == sorted(seen) and seen[-1] == 99
    told = ("正在读文件", "正在逐行核对", "正在按最新情况再核对一遍", "正在写入")
    assert all(said in page for said, page in zip(told, words, strict=True))


def test_an_import_from_its_preview_to_its_end_never_seems_to_begin_again(
    app: Flask, officer: CheckedClient, monkeypatch: pytest.MonkeyPatch
):
    batch_id = preview(officer, SHEET)
    shares: list[float] = []
    begin, step = Progress.begin, Progress.step
    monkeypatch.setattr(Progress, "begin", lambda self, *a, **k: (begin(self, *a, **k), shares.append(self.share))[0])
    monkeypatch.setattr(Progress, "step", lambda self, rows: (step(self, rows), shares.append(self.share))[0])
    assert officer.post(f"/import/{batch_id}/writing").status_code == 302
    assert stored(batch_id).state == "applied"
    assert len(shares) > 5 and shares == sorted(shares) and shares[-1] > 0.9
