"""After an erasure nothing anywhere in the database tells that the person was ever recorded."""

from pathlib import Path

import pytest
from conftest import NOW
from flask import Flask, current_app
from privacy.conftest import WORDS, Known, rows_of
from privacy.everywhere import may_be_written_in, saturate, traces
from scene import everything_stored
from sqlalchemy import func, select

from liaison.audit.models import AuditLine
from liaison.contacts.models import Contact
from liaison.db import StaleRecord, begin_write, db
from liaison.files.models import StoredFile
from liaison.files.storage import discard, stored_keys
from liaison.followups.models import FollowUp
from liaison.interactions.models import Interaction
from liaison.merges.models import Merge
from liaison.privacy.actions import ErasureRefused, erase_contact
from liaison.privacy.models import PersonalRequest
from liaison.privacy.rewriting import rewrite_database
from liaison.search.models import SearchKey
from liaison.standing.actions import disagreeing_contacts, disagreeing_units

pytestmark = pytest.mark.postgres
OTHER = "雷明远航"  # a brother whose name holds the erased one: he stays, with his search keys
STRUCK_OUT = {"feed_entries"}  # programs that were told an event are told its UID once more, and nothing else
HIS = (OTHER, "雷明远hang", "leimingyuanhang", "lei mingyuan hang")


def erased(known: Known) -> None:
    begin_write()
    keys = erase_contact(
        known.contact, typed_name="雷明远", reason="asked", version=None, folder=files_folder(), now=NOW, by=known.cast.user("head")
    )
    db.session.commit()
    for key in keys:
        discard(files_folder(), key)


def files_folder() -> Path:
    return Path(current_app.config["FILES_FOLDER"])


def left(words: list[str]) -> list[tuple[str, str]]:
    return traces(words, but=HIS)


def test_the_scene_leaves_traces_in_many_tables(known: Known):
    tables = {table for table, _value in left([*WORDS, *known.uuids])}
    assert tables >= {
        "contacts", "phones", "interactions", "follow_ups", "snoozes", "greeting_messages", "incoming_greetings",
        "audit_lines", "merges", "feed_entries", "search_keys", "matters", "matter_notes", "credits", "saved_views",
        "import_batches", "import_rows", "import_files", "files", "posts", "handovers", "digest_mails", "tags",
    }  # fmt: skip


def test_no_column_of_any_table_holds_a_trace(known: Known):
    erased(known)
    assert left([*WORDS]) == []
    assert {table for table, _value in left(known.uuids)} <= STRUCK_OUT


def test_a_meeting_with_others_stays_without_the_person(known: Known):
    erased(known)
    meeting = db.session.get_one(Interaction, known.meeting)
    assert meeting.name == "陈建国"
    assert meeting.summary == "与〔已删除〕（〔已删除〕）和陈建国商定时间，〔已删除〕发言"
    assert meeting.outcome == "〔已删除〕之弟雷明远航也在场"
    assert db.session.get(Interaction, known.alone) is None


def test_others_and_their_records_stay(known: Known):
    others = {each.id: each.name for each in rows_of(Contact) if "雷明" not in each.name or each.name == OTHER}
    erased(known)
    assert {each.id: each.name for each in rows_of(Contact)} == others
    assert [each.name for each in rows_of(FollowUp)] == ["向陈建国问〔已删除〕的近况"]
    assert known.cast.wang.notes == "〔已删除〕的同学，邮箱 〔已删除〕"
    assert rows_of(Merge) == []


def test_the_log_keeps_that_something_happened_but_not_to_whom(known: Known):
    before = db.session.scalar(select(func.count()).select_from(AuditLine)) or 0
    erased(known)
    lines = rows_of(AuditLine)
    assert len(lines) == before + 3  # the erasure, and the two open imports that were given up for it
    assert (lines[-1].action, lines[-1].by_name, lines[-1].subject_id) == ("contact.erase", "李强", None)
    merged = next(line for line in lines if line.action == "contact.merge")
    assert (merged.subject_id, merged.subject_name, merged.changes) == (None, "", {})


def test_an_erasure_is_recorded_without_personal_data(known: Known):
    erased(known)
    request = db.session.scalars(select(PersonalRequest)).one()
    assert (request.kind, request.contact_id, request.reason) == ("erasure", None, "asked")
    assert request.counts["contacts"] == 2 and request.counts["phones"] >= 2


def test_no_piece_of_a_blotted_text_is_found_by_search(known: Known):
    erased(known)
    pieces = {("note", "雷明"), ("call", "雷主"), ("call", "雷明"), ("contact", "雷主任")}
    keys = set(db.session.execute(select(SearchKey.subject, SearchKey.key, SearchKey.subject_id)))
    others = {each.id for each in rows_of(Contact) if each.name == OTHER}
    left = {(subject, key) for subject, key, record in keys if subject != "contact" or record not in others}
    assert left & pieces <= {("call", "雷明")}, "the brother is named in the meeting that stays"
    assert not [key for subject, key, record in keys if subject == "call" and record == known.alone]


def test_facts_agree_afterwards(known: Known):
    erased(known)
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])


def test_a_namesakes_texts_are_left_alone(known: Known):
    begin_write()
    known.cast.wang.name = "雷明远"
    db.session.commit()
    erased(known)
    assert known.cast.wang.name == "雷明远"
    assert [each.name for each in rows_of(FollowUp)] == ["向陈建国问雷明远的近况"]
    assert left(["13911112222", "lei@example.cn"]) == []


@pytest.mark.parametrize(("name", "reason"), [("", "asked"), ("雷明", "asked"), ("雷明远", ""), ("雷明远", "x")])
def test_without_the_name_and_a_reason_nothing_is_erased(known: Known, name: str, reason: str):
    before = everything_stored()
    begin_write()
    with pytest.raises(ErasureRefused):
        erase_contact(known.contact, typed_name=name, reason=reason, version=None, folder=files_folder(), now=NOW, by=None)
    assert everything_stored() == before


def test_an_older_version_is_not_erased(known: Known):
    begin_write()
    with pytest.raises(StaleRecord):
        erase_contact(known.contact, typed_name="雷明远", reason="asked", version=0, folder=files_folder(), now=NOW, by=None)


def test_the_sqlite_file_holds_no_octet_of_it(app: Flask, known: Known):
    if db.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL keeps its files itself")
    erased(known)
    db.session.remove()
    assert rewrite_database()
    path = Path(str(db.engine.url.database))
    written = b"".join(each.read_bytes() for each in path.parent.glob(f"{path.name}*"))
    for name in HIS:
        written = written.replace(name.encode(), b"")
    assert [word for word in (*WORDS, *known.uuids) if word.encode() in written] == []




def test_papers_that_name_the_person_go_from_the_disk_and_others_stay(known: Known):
    erased(known)
    kept = {known.papers[name] for name in ("plain", "brother", "picture")}
    assert set(stored_keys(files_folder())) == kept
    assert {each.key for each in rows_of(StoredFile)} == kept


@pytest.fixture
def saturated(known: Known) -> Known:
    """The scene with the person in a row of every reference, and named in every text column of every table."""
    begin_write()
    units = [known.cast.ids[name] for name in ("school", "college")]
    words = "雷明远，13911112222，lei@example.cn，Lei Mingyuan"
    saturate(known.id, known.cast.chen.id, units, words, "雷明远13911112222", seed=7)
    db.session.commit()
    return known


def test_every_text_column_of_every_table_is_looked_through(saturated: Known):
    named = {table for table, _value in left([*WORDS])}
    texts = {table.name for table in db.metadata.sorted_tables if any(may_be_written_in(table, each) for each in table.c)}
    assert named >= texts
    erased(saturated)
    assert left([*WORDS]) == []
    assert {table for table, _value in left(saturated.uuids)} <= STRUCK_OUT
