"""The copy for the person, erasing from the page, who may do it, and the record of both."""

import io
import json
import zipfile
from pathlib import Path

import pytest
from conftest import signed_in
from flask import Flask
from page_checks import CheckedClient
from privacy.conftest import Known
from scene import BEYOND, NOBODY, audit_lines_since, newest_audit_line
from sent_statements import statements
from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.files.storage import stored_keys
from liaison.privacy.models import PersonalRequest

FORM = {"name": "雷明远", "reason": "asked"}


def erasure(known: Known, **changes: str) -> dict[str, str]:
    return {**FORM, "version": str(known.contact.version), **changes}


def test_the_copy_holds_everything_and_is_recorded(head: CheckedClient, known: Known):
    last = newest_audit_line()
    answer = head.post(f"/contacts/{known.id}/copies")
    assert answer.mimetype == "application/zip" and answer.headers["Cache-Control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(answer.data))
    kinds = json.loads(archive.read("个人信息.json"))
    assert [person["姓名"] for person in kinds["联系人"]] == ["雷明远", "雷明遠"]
    assert {"电话", "任职", "联系记录", "跟进事项", "问候", "邮件", "暂缓", "标签"} <= kinds.keys()
    page = archive.read("个人信息.html").decode()
    for words in ("13911112222", "雷明远出差", "请雷明远回电", "雷明远祝新年好", "校友", "江州大学", "张敏"):
        assert words in page and words in json.dumps(kinds, ensure_ascii=False)
    request = db.session.scalars(select(PersonalRequest)).one()
    assert (request.kind, request.contact_id, request.by.name) == ("copy", known.id, "李强")
    assert [line.action for line in audit_lines_since(last)] == ["contact.copy"]
    assert "给出副本" in head.get("/settings/privacy").text


def test_the_copy_holds_nothing_of_others_who_were_there(head: CheckedClient, known: Known):
    archive = zipfile.ZipFile(io.BytesIO(head.post(f"/contacts/{known.id}/copies").data))
    assert "13805712046" not in archive.read("个人信息.json").decode()
    assert known.cast.chen.uuid not in archive.read("个人信息.json").decode()


def test_erasing_from_the_page(head: CheckedClient, known: Known):
    last = newest_audit_line()
    answer = head.post(f"/contacts/{known.id}/erasure", data=erasure(known), follow_redirects=True)
    assert "各处都不再有这个人的信息" in answer.text and "雷明远<" not in answer.text
    assert db.session.get(Contact, known.id) is None
    actions = [line.action for line in audit_lines_since(last)]
    assert actions == ["import.discard", "import.discard", "contact.erase"]
    assert head.get(f"/contacts/{known.id}").status_code == 404
    assert "本人要求删除" in head.get("/settings/privacy").text


@pytest.mark.parametrize(
    ("changes", "said"),
    [({"name": "雷"}, "请把姓名一字不差地再输入一遍"), ({"reason": ""}, "请选择删除的原因"), ({"version": "0"}, "被别人改过")],
)
def test_without_confirmation_the_page_is_shown_again(
    head: CheckedClient, known: Known, changes: dict[str, str], said: str
):
    answer = head.post(f"/contacts/{known.id}/erasure", data=erasure(known, **changes))
    assert answer.status_code == 400 and said in answer.text
    assert known.contact.name == "雷明远"


@pytest.mark.parametrize("verb", ["copies", "erasure"])
def test_only_heads_and_administrators(app: Flask, known: Known, verb: str):
    url = f"/contacts/{known.id}/{verb}"
    assert app.test_client().post(url).status_code == 401
    for login in ("officer", "viewer"):
        assert signed_in(app, login).post(url, data=FORM).status_code == 403
        assert signed_in(app, login).get(f"/contacts/{known.id}/privacy").status_code == 403
    head = signed_in(app, "head")
    assert head.post(url, data=FORM, csrf=False).status_code == 400
    assert head.get(url).status_code == 405
    for wrong in (NOBODY, 2**31, BEYOND, known.cast.ids["ouyang"]):
        assert head.post(f"/contacts/{wrong}/{verb}", data=FORM).status_code == 404
    assert known.contact.name == "雷明远"


def test_the_page_says_what_is_stored(head: CheckedClient, known: Known):
    page = head.get(f"/contacts/{known.id}/privacy").text
    for words in ("联系记录", "电话", "永久删除", "下载全部信息"):
        assert words in page
    assert "还没有办过" in head.get("/settings/privacy").text


def test_the_copy_holds_the_papers_of_the_persons_matters(head: CheckedClient, known: Known):
    archive = zipfile.ZipFile(io.BytesIO(head.post(f"/contacts/{known.id}/copies").data))
    papers = {name.split("-", 1)[1]: archive.read(name) for name in archive.namelist() if name.startswith("附件/")}
    assert set(papers) == {"函.png", "雷明远的信.txt", "议程.txt"}
    assert papers["雷明远的信.txt"].decode() == "来信"


def test_the_page_names_the_papers_of_the_persons_matters(head: CheckedClient, known: Known):
    page = head.get(f"/contacts/{known.id}/privacy").text
    for name in ("函.png", "雷明远的信.txt", "议程.txt"):
        assert name in page
    assert "名单.csv" not in page and "会场.png" not in page


def test_the_papers_that_will_go_are_listed_when_asked_for(head: CheckedClient, known: Known):
    page = head.get(f"/contacts/{known.id}/privacy?papers=1").text
    for name in ("函.png", "雷明远的信.txt", "名单.csv", "纪要.docx"):
        assert name in page
    assert "议程.txt" not in page and "会场.png" not in page


def test_the_page_reads_neither_the_texts_of_others_nor_all_papers(head: CheckedClient, known: Known):
    with statements() as sent:
        head.get(f"/contacts/{known.id}/privacy")
    read = " ".join(sent)
    assert "FROM greeting_templates" not in read and "FROM tags" in read
    assert all("files.matter_id" in each.partition("WHERE")[2] for each in sent if "FROM files" in each)


def test_erasing_from_the_page_takes_the_papers_from_the_disk(app: Flask, head: CheckedClient, known: Known):
    answer = head.post(f"/contacts/{known.id}/erasure", data=erasure(known), follow_redirects=True)
    assert "整份删去了 4 个" in answer.text
    kept = {known.papers[name] for name in ("plain", "brother", "picture")}
    assert set(stored_keys(Path(app.config["FILES_FOLDER"]))) == kept
