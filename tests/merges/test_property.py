"""Random records on random people, random merges, and undoing: nothing is lost, moved twice or orphaned."""

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from conftest import NOW, TODAY
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from merges.test_merging import OWN_TABLES, stored
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.due.actions import pause_contact, snooze_contact
from liaison.duplicates.actions import tell_apart
from liaison.followups.actions import add_follow_up
from liaison.greetings.models import Greeting, Round, Turn
from liaison.interactions.actions import log_interaction
from liaison.merges.actions import merge_records, undo_merge
from liaison.merges.references import CONTACT_REFERENCES, Merging
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.units.actions import add_unit

pytestmark = pytest.mark.postgres
PEOPLE, UNITS = 4, 3
PHONES, TAGS = ("13800000001", "13800000002", "0571-87654321"), ("校友", "老干部")
picks = st.integers(0, PEOPLE - 1)
days = st.integers(0, 400)
acts = st.one_of(
    st.tuples(st.just("call"), st.sets(picks, min_size=1, max_size=3), days),
    st.tuples(st.just("task"), picks, days),
    st.tuples(st.just("snooze"), picks, st.integers(1, 60)),
    st.tuples(st.just("pause"), picks, st.integers(1, 60)),
    st.tuples(st.just("post"), picks, st.integers(0, UNITS - 1)),
    st.tuples(st.just("greeting"), picks, st.sampled_from(("ready", "sent", "excused"))),
    st.tuples(st.just("apart"), picks, picks),
)
looks = st.lists(st.tuples(st.sampled_from(PHONES), st.sampled_from(TAGS)), min_size=PEOPLE, max_size=PEOPLE)
mergers = st.lists(st.tuples(picks, st.sets(picks, min_size=1, max_size=3)), min_size=1, max_size=3)


class Office:
    """Four people, three units and what happened to them; one transaction, rolled back at its end."""

    def __init__(self, looked: list[tuple[str, str]]) -> None:
        begin_write()
        self.units = [add_unit({"name": f"第{number}单位"}, by=None).id for number in range(UNITS)]
        self.people = [self.person(*each) for each in looked]
        self.round = Round(
            name="元旦", occasion_code="new-year", occasion_name="元旦", cycle=2027, day=TODAY, lunar_year=2026,
            draft_from=TODAY, submit_by=TODAY, approve_by=TODAY, send_on=TODAY,
        )  # fmt: skip
        db.session.add(self.round)
        db.session.flush()

    def person(self, phone: str, tag: str) -> int:
        return add_contact({"name": "李一"}, phones=[("", phone)], tags=[tag], by=None).id

    def contact(self, pick: int) -> Contact:
        return db.session.get_one(Contact, self.people[pick])

    def happen(self, act: tuple[Any, Any, Any]) -> None:
        kind, who, what = act
        if kind == "call":
            people = [self.contact(each) for each in sorted(who)]
            log_interaction(people, kind="call", on=TODAY - timedelta(days=what), today=TODAY, by=None)
            return
        contact = self.contact(who)
        if kind == "task":
            add_follow_up("寄材料", TODAY + timedelta(days=what), contact=contact, by=None)
        elif kind == "snooze":
            snooze_contact(contact, TODAY + timedelta(days=what), "出差", today=TODAY, by=None)
        elif kind == "pause":
            pause_contact(contact, TODAY + timedelta(days=what), "休养", today=TODAY, by=None)
        elif kind == "post":
            begin_post(contact, unit_id=self.units[what], title="主任", by=None)
        elif kind == "apart" and who != what:
            tell_apart("contact", contact, self.contact(what), by=None)
        elif kind == "greeting":
            self.greet(contact, what)

    def greet(self, contact: Contact, state: str) -> None:
        known = select(Greeting.id).where(Greeting.contact_id == contact.id)
        if db.session.scalar(known) is None:
            turn = Turn(occasion_code="new-year", cycle=2027, contact_id=contact.id)
            db.session.add(
                Greeting(
                    round_id=self.round.id, contact_id=contact.id, reason="", channel="call",
                    sent_at=NOW if state == "sent" else None, excused_at=NOW if state == "excused" else None,
                    turns=[] if state == "excused" else [turn],
                )
            )  # fmt: skip
            db.session.flush()


def inside() -> dict[str, Any]:
    """Everything stored as this transaction sees it, without counters, the log and the merges."""
    return stored(rollback=False)


def records() -> Counter[tuple[str, Any]]:
    """Every row that holds more than a link, by table and key."""
    links = {"contact_tags", "interaction_participants", "greeting_turns", "search_keys", *OWN_TABLES}
    return Counter(
        (table.name, row.id)
        for table in db.metadata.sorted_tables
        if table.name not in links and "id" in table.c
        for row in db.session.execute(select(table.c.id))
    )


def check_no_orphans(gone: set[int]) -> None:
    """What still names a merged record is a repetition of the survivor's, and is seen by nobody."""
    for reference in CONTACT_REFERENCES:
        if reference.merging != Merging.MOVES:
            continue
        for contact_id in gone:
            survivor = survivor_of(contact_id)
            ours = {reference.key(row) for row in reference.rows_of(survivor)} if reference.key else set()
            for row in reference.rows_of(contact_id):
                assert reference.key is not None and reference.key(row) in ours, (reference.table_name, row)


def survivor_of(contact_id: int) -> int:
    contact = db.session.get_one(Contact, contact_id)
    return contact_id if contact.merged_into_id is None else survivor_of(contact.merged_into_id)


@pytest.fixture
def office(app: Flask) -> Iterator[None]:
    begin_write()
    db.session.add(User(login="officer", name="张敏", password_hash="-"))
    db.session.commit()
    yield
    db.session.rollback()


@settings(
    max_examples=8, deadline=None, derandomize=True, phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(looked=looks, happened=st.lists(acts, max_size=9), merging=mergers)
def test_merges_lose_nothing_and_undoing_them_restores_everything(
    office: None, looked: list[tuple[str, str]], happened: list[Any], merging: list[Any]
):
    scene = Office(looked)
    for act in happened:
        scene.happen(act)
    states, merges = [], []
    for pick, others in merging:
        survivor = db.session.get_one(Contact, survivor_of(scene.people[pick]))
        ids = {survivor_of(scene.people[each]) for each in others} - {survivor.id}
        if not ids:
            continue
        before, held = inside(), records()
        group = [db.session.get_one(Contact, each) for each in sorted(ids)]
        merges.append(merge_records(survivor, group, {}, versions=None, now=NOW, by=None))
        states.append(before)
        assert records() == held, "a record was lost or made"
        check_no_orphans({each for each in scene.people if survivor_of(each) != each})
        assert (disagreeing_contacts(), disagreeing_units()) == ([], [])
    for merge, before in zip(reversed(merges), reversed(states), strict=True):
        assert undo_merge(merge, version=None, now=NOW, by=None) == []
        assert inside() == before
    assert (disagreeing_contacts(), disagreeing_units()) == ([], [])
    db.session.rollback()

