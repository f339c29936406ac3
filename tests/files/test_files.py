"""Files of a matter: what is kept, who may have them, and what is amiss on disk."""

import io
import os
from pathlib import Path

import pytest
from cast import Cast
from conftest import NOW, signed_in
from flask import Flask
from matters.conftest import a_matter
from page_checks import CheckedClient

from liaison.db import begin_write, db
from liaison.files.actions import attach_file, remove_file
from liaison.files.models import StoredFile
from liaison.files.queries import files_of, missing_files, orphaned_keys
from liaison.files.storage import place_of, put, stored_keys
from liaison.matters.models import Matter

PDF = b"%PDF-1.7\n1 0 obj\n"


@pytest.fixture
def matter(app: Flask, cast: Cast) -> Matter:
    return a_matter(cast)


@pytest.fixture
def folder(app: Flask) -> Path:
    return Path(app.config["FILES_FOLDER"])


def attached(matter: Matter, folder: Path, name: str = "来函.pdf", content: bytes = PDF) -> StoredFile:
    begin_write()
    stored = attach_file(matter, name, content, limit=10_000, folder=folder, by=None)
    db.session.commit()
    return stored


def fetched(client: CheckedClient, stored: StoredFile) -> bytes:
    with client.get(f"/files/{stored.id}") as answer:
        return answer.data


def upload(client: CheckedClient, matter: Matter, *files: tuple[bytes, str]):
    data = {"files": [(io.BytesIO(content), name) for content, name in files]}
    return client.post(f"/matters/{matter.id}/files", data=data, follow_redirects=True)


@pytest.mark.postgres
def test_a_file_comes_back_as_it_was_under_its_own_name(officer: CheckedClient, matter: Matter):
    page = upload(officer, matter, (PDF, "../上级/关于 会议的函.pdf"))
    assert "已存入 1 个附件" in page.text and "关于 会议的函.pdf" in page.text
    stored = files_of(db.session.get_one(Matter, matter.id))[0]
    answer = officer.get(f"/files/{stored.id}")
    assert answer.data == PDF
    said = answer.headers["Content-Disposition"]
    assert said.startswith("attachment;")
    assert "filename*=UTF-8''%E5%85%B3%E4%BA%8E%20%E4%BC%9A%E8%AE%AE%E7%9A%84%E5%87%BD.pdf" in said
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.mimetype == "application/pdf"
    answer.close()


def test_it_lies_under_a_random_name_that_only_the_program_reads(matter: Matter, folder: Path):
    stored = attached(matter, folder)
    path = place_of(folder, stored.key)
    assert path.read_bytes() == PDF
    assert "来函" not in str(path)
    assert os.stat(path).st_mode & 0o077 == 0


@pytest.mark.parametrize("key", ["../../etc/passwd", "", "A" * 32, "0" * 31])
def test_no_other_place_can_be_named(folder: Path, key: str):
    with pytest.raises(ValueError, match="stored file"):
        place_of(folder, key)


def test_who_may_not_see_the_matter_has_none_of_its_files(app: Flask, matter: Matter, folder: Path):
    stored = attached(matter, folder)
    assert signed_in(app, "colleague").get(f"/files/{stored.id}").status_code == 404
    assert app.test_client().get(f"/files/{stored.id}").status_code == 302
    assert fetched(signed_in(app, "viewer"), stored) == PDF


def test_a_removed_file_is_gone_until_it_is_restored(officer: CheckedClient, matter: Matter, folder: Path):
    stored = attached(matter, folder)
    officer.post(f"/files/{stored.id}/removal")
    assert officer.get(f"/files/{stored.id}").status_code == 404
    officer.post(f"/files/{stored.id}/restoration")
    assert fetched(officer, stored) == PDF


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"MZ\x90", "程序.exe", "不收“.exe”这种文件"),
        (b"<script>", "页面.html", "不收“.html”这种文件"),
        (b"PK\x03\x04", "一包.zip", "请解开后逐个上传"),
        (b"<html>", "照片.png", "文件的内容不是 .png"),
        (b"", "空.txt", "文件是空的"),
        (PDF, "没有后缀", "文件名没有后缀"),
    ],
)
def test_a_refused_file_is_named_with_the_reason_and_nothing_is_kept(
    officer: CheckedClient, matter: Matter, folder: Path, content: bytes, name: str, said: str
):
    before = set(stored_keys(folder))
    page = upload(officer, matter, (PDF, "好的.pdf"), (content, name))
    assert name in page.text and said in page.text
    assert files_of(db.session.get_one(Matter, matter.id)) == []
    assert orphaned_keys(folder, older_than=0) and set(stored_keys(folder)) >= before


def test_too_large_a_file_is_refused(officer: CheckedClient, matter: Matter):
    page = upload(officer, matter, (PDF + b" " * (20 * 1024 * 1024), "大.pdf"))
    assert "超过 20 MB" in page.text
    assert files_of(db.session.get_one(Matter, matter.id)) == []


def test_the_same_file_is_kept_once(officer: CheckedClient, matter: Matter):
    upload(officer, matter, (PDF, "一.pdf"))
    assert "已经在这件事里了" in upload(officer, matter, (PDF, "二.pdf")).text


def test_nothing_chosen_is_told(officer: CheckedClient, matter: Matter):
    page = officer.post(f"/matters/{matter.id}/files", data={}, follow_redirects=True)
    assert "请先选择文件" in page.text


def test_a_file_missing_on_disk_says_so(officer: CheckedClient, matter: Matter, folder: Path):
    stored = attached(matter, folder)
    place_of(folder, stored.key).unlink()
    answer = officer.get(f"/files/{stored.id}")
    assert answer.status_code == 404
    assert "文件已不在服务器上" in answer.text


def test_doctor_tells_lost_files_and_clears_orphans(app: Flask, matter: Matter, folder: Path):
    run = app.test_cli_runner()
    kept, lost = attached(matter, folder), attached(matter, folder, "丢失.pdf", PDF + b"2")
    orphan = put(folder, b"left behind")
    os.utime(place_of(folder, orphan), (0, 0))
    place_of(folder, lost.key).unlink()
    assert [record.id for record in missing_files(folder)] == [lost.id]
    told = run.invoke(args=["doctor"])
    assert told.exit_code == 1
    assert "丢失.pdf" in told.output and orphan in told.output
    run.invoke(args=["doctor", "--fix"])
    assert not place_of(folder, orphan).exists()
    assert place_of(folder, kept.key).exists()


def test_a_young_file_without_a_record_is_left_alone(app: Flask, folder: Path):
    key = put(folder, b"an upload under way")
    assert key not in orphaned_keys(folder)
    assert key in orphaned_keys(folder, older_than=0)


def test_a_removed_file_is_no_orphan(matter: Matter, folder: Path):
    stored = attached(matter, folder)
    begin_write()
    remove_file(stored, now=NOW, by=None)
    db.session.commit()
    assert stored.key not in orphaned_keys(folder, older_than=0)
