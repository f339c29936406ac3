"""Erasing works for anybody: many records, many words, one person after another, whatever keys their texts stand in."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from cast import Cast
from conftest import NOW, TODAY
from feeds.conftest import make_feed  # noqa: F401
from feeds.readers import events_by_uid
from flask import Flask, current_app
from merges.any_row import Filler
from page_checks import CheckedClient
from privacy.everywhere import saturate, traces
from sqlalchemy import Table, func, select, update

from liaison import clock
from liaison.batches import in_one_go
from liaison.contacts.actions import add_contact, begin_post, edit_contact, edit_post
from liaison.contacts.models import Contact, Tag
from liaison.db import begin_write, db
from liaison.domain.birthdays import Birthday
from liaison.feeds.models import FeedEntry
from liaison.followups.actions import add_follow_up
from liaison.handover.actions import assign, carry_out, draft_handover
from liaison.handover.models import Handover
from liaison.interactions.actions import log_interaction
from liaison.interactions.models import Interaction
from liaison.matters.actions import add_matter, add_note
from liaison.matters.models import Matter, MatterNote
from liaison.merges.actions import merge_records
from liaison.merges.models import Merge
from liaison.privacy.actions import erase_contact
from liaison.privacy.blotting import is_free_text, made_to_fit, unique_keys
from liaison.privacy.traces import BLOT
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.unit_changes.actions import merge_unit
from liaison.unit_changes.models import UnitChange

pytestmark = pytest.mark.postgres
NAMES = ("雷明远", "单志远", "葛红梅")
NUMBERS = ("13911112222", "13911113333", "13911114444")
MAILS = ("lei@example.cn", "shan@example.cn", "ge@example.cn")


def words_of(number: int) -> list[str]:
    return [NAMES[number], NUMBERS[number], MAILS[number]]


def erase(cast: Cast, contact_id: int, now: Any = NOW) -> None:
    begin_write()
    contact = db.session.get_one(Contact, contact_id)
    erase_contact(
        contact, typed_name=contact.name, reason="asked", version=None, folder=Path(current_app.config["FILES_FOLDER"]),
        now=now, by=cast.user("head"),
    )  # fmt: skip
    db.session.commit()


@pytest.fixture
def three(app: Flask, cast: Cast) -> list[int]:
    """Three people at the school, with a birthday each."""
    begin_write()
    officer, ids = cast.user("officer"), []
    for number, name in enumerate(NAMES):
        values = {
            "name": name, "owner_id": officer.id, "email": MAILS[number], "tier": "key",
            "birthday": Birthday(3, 5 + number, 1977),
        }  # fmt: skip
        contact = add_contact(values, phones=[("", NUMBERS[number])], by=officer)
        begin_post(contact, unit_id=cast.ids["school"], title="主任", by=officer)
        ids.append(contact.id)
    db.session.commit()
    return ids


def test_people_who_are_in_every_table_are_erased_one_after_another(cast: Cast, three: list[int]):
    begin_write()
    officer, units = cast.user("officer"), [cast.ids[name] for name in ("school", "college")]
    double = add_contact({"name": "陈建國", "owner_id": officer.id}, by=officer)
    merge_records(cast.chen, [double], {}, versions=None, now=NOW, by=officer)
    for number, person in enumerate(three):
        saturate(person, cast.chen.id, units, "，".join(words_of(number)), f"{NAMES[number]}{NUMBERS[number]}", number)
    uuids = [db.session.get_one(Contact, person).uuid for person in three]
    db.session.commit()
    for number, person in enumerate(three):
        erase(cast, person)
        assert traces([*words_of(number), uuids[number]]) == []
        assert all(traces(words_of(later)) for later in range(number + 1, 3))
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])


def keys_with_texts() -> Iterator[tuple[Table, list[Any]]]:
    for table in db.metadata.sorted_tables:
        for key in unique_keys(table):
            if any(is_free_text(table, column) for column in key):
                yield table, key


def test_texts_that_become_equal_stay_apart_wherever_a_key_allows_each_only_once(cast: Cast, three: list[int]):
    begin_write()
    seen = set()
    for table, key in keys_with_texts():
        texts = [column for column in key if is_free_text(table, column)]
        rows = equal_but_for_the_name(table, key, texts, cast, three)
        for row in rows:
            values = {column.name: BLOT[: column.type.length] for column in texts}
            written = made_to_fit(table, values, row)
            here = [column == row._mapping[column] for column in table.primary_key]
            db.session.execute(update(table).where(*here).values(written))
        seen.add(table.name)
    assert seen >= {"tags", "greeting_rounds", "handover_signatures"}


def equal_but_for_the_name(table: Table, key: list[Any], texts: list[Any], cast: Cast, people: list[int]) -> list[Any]:
    """Four rows of a table whose columns in the key are the same but for the texts."""
    filler = Filler(Random(1), people, [cast.ids["school"]])
    names = ("甲", "乙", "丙", "丁")
    first = filler.add(table, {column.name: names[0] for column in texts})
    stored = db.session.execute(select(table).where(table.c.id == first)).one()
    shared = {column.name: stored._mapping[column] for column in key if column not in texts}
    ids = [first, *(filler.add(table, {**shared, **{column.name: name for column in texts}}) for name in names[1:])]
    return list(db.session.execute(select(table).where(table.c.id.in_(ids))))


def test_a_text_grown_by_blotting_stays_within_its_column(cast: Cast, three: list[int]):
    begin_write()
    long = "雷明远" * 13
    db.session.add_all([Tag(name=long), Tag(name=f"{long[:-3]}单志远")])
    db.session.commit()
    for person in three[:2]:
        erase(cast, person)
    names = [tag.name for tag in db.session.scalars(select(Tag))]
    assert len(names) == len(set(names)) == 2
    assert all(len(name) == 40 for name in names)


def test_somebody_with_five_hundred_interactions_and_words_that_others_texts_share(cast: Cast, three: list[int]):
    begin_write()
    officer, lei = cast.user("officer"), db.session.get_one(Contact, three[0])
    with in_one_go():
        for number in range(500):
            with_others = [lei, cast.chen] if number % 10 == 0 else [lei]
            log_interaction(
                with_others, kind="call", on=TODAY - timedelta(days=number), today=TODAY, by=officer,
                summary=f"第 {number} 次，雷主任（{NUMBERS[0]}）问好",
            )  # fmt: skip
    for number in range(40):
        add_follow_up(f"问雷明远的近况 {number}", TODAY, contact=cast.chen, by=officer)
    numbers = [("", f"1391111{number:04}") for number in range(5000, 5120)]
    edit_contact(lei, {}, phones=[("", NUMBERS[0]), *numbers], version=None, by=officer)
    db.session.commit()
    erase(cast, three[0])
    assert traces([NAMES[0], NUMBERS[0], "雷主任", "13911115119"]) == []
    assert db.session.scalar(select(func.count()).select_from(Interaction)) == 50
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])


class Subscriber:
    """A calendar program with one address."""

    def __init__(self, app: Flask, path: str) -> None:
        self.client, self.path = app.test_client(), path

    def reads(self, days_later: int = 0) -> dict[str, dict[str, str]]:
        with clock.fixed_at(NOW + timedelta(days=days_later)):
            return events_by_uid(self.client.get(self.path).text)


@pytest.fixture
def subscribers(app: Flask, officer: CheckedClient, make_feed: Any, three: list[int]) -> list[Subscriber]:  # noqa: F811
    """One that is told names, one that is told forms of address, and one that has never read."""
    begin_write()
    lei = db.session.get_one(Contact, three[0])
    values = {"name": "请雷明远讲课", "contact_id": lei.id, "way": "outgoing", "received_on": TODAY, "due_on": date(2026, 12, 1)}
    by = lei.owner
    add_matter(values, today=TODAY, by=by)
    add_follow_up("寄材料", TODAY, contact=lei, by=by)
    other = db.session.scalars(select(Contact).where(Contact.name == "陈建国")).one()
    add_follow_up("向陈主任问雷明远的近况", TODAY, contact=other, by=by)
    db.session.commit()
    paths = [make_feed(officer, discreet=discreet) for discreet in (None, "y", "y")]
    for path in paths[:2]:
        app.test_client().get(path)
    db.session.rollback()
    return [Subscriber(app, path) for path in paths]


def test_two_people_whom_a_fetched_feed_told_of_are_erased(subscribers: list[Subscriber], cast: Cast, three: list[int]):
    told = [subscriber.reads() for subscriber in subscribers[:2]]
    uuids = [db.session.get_one(Contact, person).uuid for person in three]
    assert "雷明远生日，50 岁" in {event["SUMMARY"] for event in told[0].values()}
    assert {"联系 雷主任", "雷主任生日", "跟进：雷主任", "答复期限：雷主任"} <= {event["SUMMARY"] for event in told[1].values()}
    for person in three[:2]:
        erase(cast, person)
    entries = db.session.scalars(select(FeedEntry)).all()
    gone = [entry for entry in entries if entry.uid[:36] in uuids[:2]]
    assert {(entry.title, entry.on, entry.digest) for entry in gone} == {(BLOT, TODAY, "")}
    texts = json.dumps([[entry.title, entry.uid] for entry in entries], ensure_ascii=False)
    assert not any(words in texts for words in ("雷明远", "雷主任", "单志远", "单主任", "讲课的雷"))
    for subscriber, before in zip(subscribers, [*told, {}], strict=True):
        now = subscriber.reads()
        whole = "".join(event["whole"] for event in now.values())
        assert not any(words in whole for words in (*NAMES[:2], *NUMBERS[:2], "雷主任", "单主任"))
        for uid in before:
            if uid[:36] in uuids[:2]:
                assert (now[uid]["STATUS"], now[uid]["SUMMARY"]) == ("CANCELLED", BLOT)
                assert int(now[uid]["SEQUENCE"]) > int(before[uid]["SEQUENCE"])
                assert now[uid]["DTSTART;VALUE=DATE"] == "20261123"
    for subscriber in subscribers:
        assert not any(uid[:36] in uuids[:2] for uid in subscriber.reads(31))
    assert not any(entry.uid[:36] in uuids[:2] for entry in db.session.scalars(select(FeedEntry)))


def test_the_next_person_does_not_take_over_what_pointed_at_the_erased_one(cast: Cast, three: list[int]):
    """On SQLite the next row takes the highest number again: what undoes an earlier change must not find it there."""
    begin_write()
    officer = cast.user("officer")
    doubles = [add_contact({"name": "陈建国", "owner_id": officer.id}, by=officer) for _each in range(2)]
    lei = db.session.get_one(Contact, three[0])
    log_interaction([lei, doubles[0]], kind="meeting", on=TODAY, today=TODAY, by=officer)
    with clock.fixed_at(NOW):
        merge = merge_records(cast.chen, doubles[:1], {}, versions=None, now=NOW, by=officer)
    step = {"table": "posts", "new_key": {"id": lei.posts[0].id}, "before": {"unit_id": None}, "after": {"unit_id": 1}}
    merge.journal = [*merge.journal, {**step, "key": {"id": lei.posts[0].id}}]
    db.session.commit()
    steps = len(merge.journal)
    erase(cast, three[0])
    assert len(db.session.get_one(Merge, merge.id).journal) == steps - 1


def test_former_names_numbers_and_forms_of_address_are_gone_too(cast: Cast, three: list[int]):
    begin_write()
    officer, lei = cast.user("officer"), db.session.get_one(Contact, three[0])
    edit_contact(lei, {"name": "雷鸣"}, phones=[("", "13922223333"), ("", "0571-86543210")], version=None, by=officer)
    edit_contact(lei, {"email": "leiming@example.cn"}, version=None, by=officer)
    edit_contact(cast.wang, {}, phones=[("", "0571-86543210")], version=None, by=officer)
    edit_contact(lei, {}, phones=[("", "13922223333")], version=None, by=officer)
    edit_contact(
        cast.wang, {"notes": "雷明远即雷鸣，139-1111-2222，lei@example.cn；办公室 0571-86543210"}, version=None, by=officer
    )
    db.session.commit()
    erase(cast, three[0])
    assert traces([*words_of(0), "雷鸣", "13922223333"]) == []
    assert cast.wang.notes == f"{BLOT}即{BLOT}，{BLOT}，{BLOT}；办公室 0571-86543210", "the desk's number is somebody else's now"


def test_what_hangs_on_a_matter_or_meeting_that_stays_no_longer_says_the_form_of_address(cast: Cast, three: list[int]):
    begin_write()
    officer, lei = cast.user("officer"), db.session.get_one(Contact, three[0])
    values = {"name": "借会场", "contact_id": lei.id, "unit_id": cast.ids["school"], "received_on": TODAY}
    matter = add_matter({**values, "due_on": date(2026, 12, 1), "asked": "雷主任要会场"}, today=TODAY, by=officer)
    add_note(matter, "雷主任答应了", on=TODAY, today=TODAY, by=officer)
    log_interaction([lei, cast.chen], kind="meeting", on=TODAY, today=TODAY, by=officer, summary="同雷主任和陈主任商定")
    handover = draft_handover(officer, TODAY, by=officer)
    assign(handover, [cast.chen, lei], cast.user("head"), by=officer)
    carry_out(handover, today=TODAY, now=NOW, by=cast.user("admin"))
    handover_id, matter_id = handover.id, matter.id
    db.session.commit()
    assert {"matters", "matter_notes", "interactions", "audit_lines", "handover_items"} <= {
        table for table, _value in traces(["雷主任"])
    }
    erase(cast, three[0])
    assert traces(["雷主任"]) == []
    assert db.session.get_one(Matter, matter_id).asked == f"{BLOT}要会场"
    assert [note.text for note in db.session.scalars(select(MatterNote)) if "答应" in note.text] == [f"{BLOT}答应了"]
    assert "陈主任" in json.dumps([item.brief for item in db.session.get_one(Handover, handover_id).items], ensure_ascii=False)


def test_a_matter_that_stays_no_longer_says_how_colleagues_shorten_the_title(cast: Cast, three: list[int]):
    begin_write()
    officer, lei = cast.user("officer"), db.session.get_one(Contact, three[0])
    edit_post(lei.posts[0], {"title": "董事长"}, version=None, by=officer)
    values = {"name": "雷董借会场", "contact_id": lei.id, "unit_id": cast.ids["school"], "received_on": TODAY}
    matter = add_matter({**values, "due_on": date(2026, 12, 1), "asked": "雷总要会场，陈总也来"}, today=TODAY, by=officer)
    matter_id = matter.id
    db.session.commit()
    erase(cast, three[0])
    left = db.session.get_one(Matter, matter_id)
    assert (left.name, left.asked) == (f"{BLOT}借会场", f"{BLOT}要会场，陈总也来")


def test_a_post_of_the_person_that_went_along_with_a_unit_is_not_put_back(cast: Cast, three: list[int]):
    begin_write()
    officer, lei = cast.user("officer"), db.session.get_one(Contact, three[0])
    change = merge_unit(cast.school, cast.college, TODAY, today=TODAY, now=NOW, by=officer)
    gone = {post.id for post in lei.posts}
    assert gone & {*change.moved["ended"], *change.moved["begun"]}
    change_id = change.id
    db.session.commit()
    erase(cast, three[0])
    moved = db.session.get_one(UnitChange, change_id).moved
    assert not gone & {*moved["ended"], *moved["begun"]} and moved["ended"]
