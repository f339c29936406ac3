"""Somebody with a trace in as many tables as the program writes: calls, meetings, greetings, mails, feeds, merges, imports."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import urlencode

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask, current_app
from sqlalchemy import select

from liaison import clock
from liaison.accounts.models import User
from liaison.audit.models import AuditLine
from liaison.contacts.actions import add_contact, begin_post, edit_contact
from liaison.contacts.models import Contact, Tag
from liaison.credits.actions import add_credit
from liaison.db import begin_write, db
from liaison.digests.models import DigestMail
from liaison.domain.posts import ChangeKind
from liaison.due.actions import pause_contact, snooze_contact
from liaison.duplicates.actions import tell_apart
from liaison.feeds.models import Feed, FeedEntry
from liaison.files.actions import attach_file
from liaison.followups.actions import add_follow_up
from liaison.formats.archives import zipped
from liaison.greetings.incoming import log_incoming
from liaison.greetings.models import Greeting, Round, Turn
from liaison.greetings.outbox_models import OutboxMessage
from liaison.handover.actions import assign, draft_handover
from liaison.imports.models import ImportBatch, ImportFile, ImportRow, ImportState
from liaison.interactions.actions import log_interaction
from liaison.matters.actions import add_matter, add_note
from liaison.merges.actions import merge_records
from liaison.post_changes.actions import NewPost, change_post
from liaison.saved_views.actions import save_view

# All that must be nowhere afterwards: names in both scripts, numbers as stored and as written, mail, WeChat.
WORDS = (
    "雷明远", "雷明遠", "13911112222", "139 1111 2222", "139-1111-2222", "057187651234", "lei@example.cn", "leimingyuan_wx",
    "Lei Mingyuan", "leimingyuan", "爱喝龙井",
)  # fmt: skip


PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(64)


@dataclass
class Known:
    """雷明远 with a merged second record; 陈建国 was with him at a meeting."""

    cast: Cast
    id: int
    uuids: list[str]
    meeting: int
    alone: int
    papers: dict[str, str]

    @property
    def contact(self) -> Contact:
        return db.session.get_one(Contact, self.id)


@pytest.fixture
def known(app: Flask, cast: Cast) -> Known:
    begin_write()
    officer = cast.user("officer")
    lei = person("雷明远", cast, officer, "139 1111 2222")
    second = person("雷明遠", cast, officer, "139-1111-2222")
    uuids = [lei.uuid, second.uuid]
    alone = log_interaction([second], kind="call", on=TODAY, today=TODAY, by=officer, summary="问雷明远调研的事")
    meeting = log_interaction(
        [cast.chen, lei], kind="meeting", on=date(2026, 11, 3), today=TODAY, by=officer,
        summary="与雷主任（13911112222）和陈建国商定时间，雷明远发言", outcome="雷明远之弟雷明远航也在场",
    )  # fmt: skip
    person("雷明远航", cast, officer, "13700001111")
    add_follow_up("请雷明远回电 139 1111 2222", TODAY, contact=lei, interaction=meeting, by=officer)
    task = add_follow_up("向陈建国问雷明远的近况", TODAY, contact=cast.chen, by=officer)
    snooze_contact(lei, date(2026, 12, 1), "雷明远出差", today=TODAY, by=officer)
    pause_contact(second, date(2026, 12, 1), "休养", today=TODAY, by=officer)
    edit_contact(cast.wang, {"notes": "雷明远的同学，邮箱 lei@example.cn"}, version=None, by=officer)
    edit_contact(lei, {"taboos": "不提旧单位", "notes": "爱喝龙井"}, version=None, by=officer)
    tell_apart("contact", lei, cast.wang, by=officer)
    papers = worked_with(lei, cast, officer)
    moved_on(lei, cast, officer)
    brought(officer)
    greeted(lei, officer)
    fed(lei, officer, task.uuid)
    with clock.fixed_at(NOW):
        merge_records(lei, [second], {}, versions=None, now=NOW, by=officer)
    db.session.commit()
    return Known(cast, lei.id, uuids, meeting.id, alone.id, papers)


def person(name: str, cast: Cast, officer: User, phone: str) -> Contact:
    values = {"name": name, "owner_id": officer.id, "address_as": "雷主任" if phone.startswith("139") else ""}
    if name != "雷明远航":
        values |= {"email": "lei@example.cn", "wechat": "leimingyuan_wx"}
    phones = [("", phone), ("", "0571-87651234")] if name == "雷明远" else [("", phone)]
    contact = add_contact(values, phones=phones, tags=["校友"], by=officer)
    begin_post(contact, unit_id=cast.ids["college"], title="主任", by=officer)
    return contact


def worked_with(contact: Contact, cast: Cast, officer: User) -> dict[str, str]:
    """A matter with a note, papers here and at somebody else's matter, a credit, and a view of everybody of that name.

    Answers the keys of the papers by what becomes of them.
    """
    values = {
        "name": "请雷明远来讲课",
        "contact_id": contact.id,
        "way": "outgoing",
        "asked": "联系雷明远 139 1111 2222",
    }
    matter = add_matter(
        {**values, "received_on": TODAY, "due_on": date(2026, 12, 1)}, today=TODAY, by=officer
    )
    add_note(matter, "雷明远答应了，邮箱 LEI@example.cn，护照上是 Lei Mingyuan", on=TODAY, today=TODAY, by=officer)
    add_credit(
        {"name": "雷明远帮忙找到会场", "on": TODAY, "contact_id": contact.id}, today=TODAY, by=officer
    )
    query = urlencode({"q": "雷明远"})
    save_view("找雷明远", "contacts", query, audience="mine", pinned=True, now=NOW, by=officer)
    save_view("拼音", "contacts", "q=leimingyuan", audience="mine", pinned=True, now=NOW, by=officer)
    other = add_matter(
        {"name": "开会", "contact_id": cast.chen.id, "received_on": TODAY, "due_on": date(2026, 12, 1)},
        today=TODAY, by=officer,
    )  # fmt: skip
    stored = {
        "scan": (matter, "函.png", PICTURE), "letter": (matter, "雷明远的信.txt", "来信".encode()),
        "plain": (matter, "议程.txt", "九点开会".encode()),
        "list": (other, "名单.csv", "姓名,手机\n雷明远,13911112222\n".encode("gb18030")),
        "word": (other, "纪要.docx", word_document()), "brother": (other, "弟弟.txt", "雷明远航到会".encode()),
        "picture": (other, "会场.png", PICTURE),
    }  # fmt: skip
    folder = Path(current_app.config["FILES_FOLDER"])
    return {
        name: attach_file(about, file, content, limit=10**6, folder=folder, by=officer).key
        for name, (about, file, content) in stored.items()
    }


def word_document() -> bytes:
    """A .docx in which Word has cut the name in two."""
    parts = {
        "[Content_Types].xml": "<Types/>",
        "word/document.xml": "<w:p><w:r><w:t>雷</w:t></w:r><w:r><w:t>明远发言</w:t></w:r></w:p>",
    }
    return zipped({name: text.encode() for name, text in parts.items()}, NOW)


def moved_on(contact: Contact, cast: Cast, officer: User) -> None:
    """A new post, a handover with the brief's list, a planned year, and a mail that told of it."""
    new = NewPost(cast.ids["school"], "雷明远工作室主任")
    change_post(contact, ChangeKind.ADDED, TODAY, new=new, today=TODAY, by=officer)
    draft = draft_handover(officer, TODAY, by=officer)
    assign(draft, [contact], cast.user("head"), by=officer)
    draft.unit_briefs = [{"unit_id": None, "name": "", "known": [], "lines": ["雷明远托办的事"]}]
    draft.items[0].brief = {"unit_id": None, "place": 0, "text": {"who": ["雷明远"], "to_know": [], "contacts": [], "dates": []}}
    draft.reason = "雷明远等人的联络"
    db.session.add(DigestMail(user_id=officer.id, on=TODAY, recipient="officer@example.cn", due_at=NOW, told="雷明远今日待联系"))
    db.session.add(Tag(name="雷明远介绍的"))
    db.session.flush()


def brought(officer: User) -> None:
    """Two open imports, one with its preview and one read no further than its file."""
    sheet = "姓名,手机\n雷明远,13911112222\n".encode()
    for state in (ImportState.OPEN, ImportState.MAPPING):
        batch = ImportBatch(name="雷明远等.csv", kind="contacts", by_id=officer.id, state=state.value)
        db.session.add(batch)
        db.session.flush()
        db.session.add(ImportFile(batch_id=batch.id, content=sheet))
        if state == ImportState.OPEN:
            row = {"sheet": 0, "row": 2, "state": "changed", "name": "雷明远"}
            db.session.add(ImportRow(batch_id=batch.id, changes=[["phone", "", "13911112222"]], **row))
    db.session.flush()


def greeted(contact: Contact, officer: User) -> None:
    """A greeting in a round with its mail, and one received."""
    day = date(2027, 1, 1)
    round_ = Round(
        name="元旦", occasion_code="new-year", occasion_name="元旦", cycle=2027, day=day, lunar_year=2026, draft_from=day,
        submit_by=day, approve_by=day, send_on=day, started_by_id=officer.id,
    )  # fmt: skip
    db.session.add(round_)
    db.session.flush()
    greeting = Greeting(
        round_id=round_.id, contact_id=contact.id, reason="重点", channel="email", text="雷主任：新年好！",
        turns=[Turn(occasion_code="new-year", cycle=2027, contact_id=contact.id)],
    )  # fmt: skip
    db.session.add(greeting)
    db.session.flush()
    db.session.add(
        OutboxMessage(
            greeting_id=greeting.id, recipient="lei@example.cn", subject="元旦问候", body="雷主任：新年好！", due_at=NOW
        )
    )
    db.session.add(AuditLine(action="mail.post", subject="greetings", subject_id=greeting.id, subject_name="雷明远"))
    log_incoming(
        contact, occasion_code="", occasion_name="", on=TODAY, channel="wechat", text="雷明远祝新年好", by=officer, today=TODAY
    )


def fed(contact: Contact, officer: User, other_uuid: str) -> None:
    """What a calendar feed remembers of the person, and of somebody else in whose event the name stands."""
    feed = Feed(user_id=officer.id, name="日历", kinds="checkins", token_hash="x" * 64)
    db.session.add(feed)
    db.session.flush()
    for uid, title in ((f"{contact.uuid}-checkin-1@liaison", "联系雷主任"), (f"{other_uuid}-followup@liaison", "问雷明远")):
        db.session.add(
            FeedEntry(
                feed_id=feed.id, uid=uid, digest="x", sequence=1, changed_at=NOW, kind="checkin", on=TODAY, title=title
            )
        )


def rows_of(model: type) -> list[object]:
    return list(db.session.scalars(select(model)))
