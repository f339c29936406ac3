"""Random rows in every table that names a person or a unit, random merges, and undoing: nothing is lost, moved twice or
orphaned, and afterwards every table is what it was.

`LIAISON_MERGE_EXAMPLES=500` looks further than the suite does.
"""

import os
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import pytest
from conftest import NOW
from flask import Flask
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from merges.any_row import Filler, Row, dump, fillable
from sqlalchemy import update

from liaison.accounts.models import User
from liaison.contacts.actions import add_contact
from liaison.contacts.models import Contact
from liaison.contacts.ownership import record_owner, wrongly_owned
from liaison.db import begin_write, db
from liaison.domain.cadence import Tier
from liaison.merges.actions import merge_records, undo_merge
from liaison.merges.fields import BOTH, FIELDS
from liaison.merges.references import REFERENCES, Merging, Reference
from liaison.plans.standing_calls import misplaced_calls
from liaison.saved_views.models import SavedView
from liaison.search.actions import index_contacts, index_interactions, index_units
from liaison.standing.actions import (
    FACTS,
    disagreeing_contacts,
    disagreeing_units,
    refresh_contacts,
    refresh_units,
)
from liaison.units.actions import add_unit
from liaison.units.models import Unit

pytestmark = pytest.mark.postgres
EXAMPLES = int(os.environ.get("LIAISON_MERGE_EXAMPLES", "40"))
MANY = 5  # people, and units
MODELS: dict[str, Any] = {"contact": Contact, "unit": Unit}
WAYS = [(subject, place) for subject in REFERENCES for place in range(len(fillable(subject)))]
# They count changes, and taking a change back is a change too.
COUNTERS = {"version", "updated_at", "facts_at", "facts_revision"}
GROWING = {"merges", "audit_lines"}
DESKS = {"call_plans"}  # when a desk was last planned, and how often a call of it changed
REWRITTEN = {"planned_calls": {"id"}}  # a call that moves is a new row, and so is one that returns
# What comes of other rows: judged by whether it agrees with them, and whole again after undoing.
FOLLOWING = {"search_keys", "ownerships", "saved_views", "planned_calls", *DESKS}
SETTLED = {"greetings": {"excused_at", "excuse"}, "greeting_messages": {"state", "settled_at"}}

picks = st.integers(0, MANY - 1)
rows = st.lists(st.tuples(st.sampled_from(WAYS), picks), max_size=40)
mergers = st.lists(
    st.tuples(
        st.sampled_from(sorted(REFERENCES)), picks, st.sets(picks, min_size=1, max_size=3),
        st.dictionaries(st.integers(0, 15), st.one_of(picks, st.just(BOTH)), max_size=4),
    ),
    min_size=1, max_size=3,
)  # fmt: skip
# Two rows of each kind, at two people or units that become one: of every reference something moves.
EVERY_WAY = [(way, pick) for way in WAYS for pick in (0, 1)]
BOTH_KINDS = [("contact", 0, {1, 2}, {0: 1, 13: BOTH}), ("unit", 0, {1, 2}, {0: 1})]


class Office:
    """Five people and five units, and rows about them."""

    def __init__(self, ids: dict[str, list[int]], seed: int) -> None:
        self.ids, self.choice = ids, Random(seed)
        begin_write()
        users = [*db.session.scalars(db.select(User.id).order_by(User.id)), None]
        for number, unit_id in enumerate(ids["unit"]):
            self.look(Unit, unit_id, users, parent_id=self.choice.choice([None, *ids["unit"][:number]]))
        for contact_id in ids["contact"]:
            self.look(Contact, contact_id, users, tier=self.choice.choice(list(Tier)).value)
            record_owner(db.session.get_one(Contact, contact_id), "edited", by=None)

    def look(self, model: Any, record_id: int, users: list[Any], **more: Any) -> None:
        """Give the fields of which a merge keeps one something to differ in."""
        said: dict[str, Any] = {
            "notes": self.choice.choice(("", "喜欢书法", "常来")), "interval_days": self.choice.choice((None, 40)),
            "owner_id": self.choice.choice(users),
        }  # fmt: skip
        if model is Contact:
            said |= {"email": self.choice.choice(("", "a@example.cn")), "birth_month": 8, "birth_day": self.choice.randint(1, 9)}
        db.session.execute(update(model).where(model.id == record_id).values({**said, **more}))

    def settle(self) -> None:
        """Facts and search keys follow from what was put in."""
        db.session.expire_all()
        refresh_contacts(self.ids["contact"])
        refresh_units(self.ids["unit"])
        index_contacts(self.ids["contact"])
        index_units(self.ids["unit"])
        index_interactions([key for (key,) in dump()["interactions"]])
        db.session.expire_all()

    def survivor_of(self, subject: str, record_id: int) -> int:
        record = db.session.get_one(MODELS[subject], record_id)
        return record_id if record.merged_into_id is None else self.survivor_of(subject, record.merged_into_id)

    def group(self, subject: str, pick: int, others: set[int]) -> list[Any]:
        """The records that these stand for by now, the one that stays first."""
        ids = [self.survivor_of(subject, self.ids[subject][each]) for each in (pick, *sorted(others))]
        return [db.session.get_one(MODELS[subject], each) for each in dict.fromkeys(ids)]

    def wanted(self, subject: str, chosen: dict[int, Any]) -> dict[str, str]:
        """{field: whose value}, and "both" also where there is no such choice."""
        fields = FIELDS[subject]
        return {
            fields[place % len(fields)].name: str(who if who == BOTH else self.ids[subject][who])
            for place, who in chosen.items()
        }


def check_moved(subject: str, before: dict, after: dict, stays: int, gone: set[int]) -> None:
    """Each row of before is there once, unchanged but for whose it is."""
    for name in before.keys() - GROWING - FOLLOWING:
        rules = [each for each in REFERENCES[subject] if each.table_name == name and each.merging == Merging.MOVES]
        keys = [column.name for column in db.metadata.tables[name].primary_key]
        expected = set()
        for key, row in before[name].items():
            moved = {**row, **{each.column: stays for each in rules if row[each.column] in gone and applies(each, row)}}
            new_key = tuple(moved[column] for column in keys)
            expected |= {key, new_key}
            if new_key != key:
                check_link(name, row, after, key, new_key, rules[0])
            elif key in after[name]:
                check_row(subject, name, row, after, after[name][key], rules, stays, gone)
            else:
                assert returned_turn(name, row, after), (name, row)
        assert not after[name].keys() - expected, f"{name}: rows out of nothing"


def applies(rule: Reference, row: Row) -> bool:
    return rule.subject is None or row[rule.subject[0]] == rule.subject[1]


def check_link(name: str, row: Row, after: dict, key: Any, new_key: Any, rule: Reference) -> None:
    """A row that is known by whom it names: it is the survivor's, and nobody else's unless it repeats."""
    assert new_key in after[name] or returned_turn(name, row, after), (name, row)
    assert key not in after[name] or rule.key is not None


def returned_turn(name: str, row: Row, after: dict) -> bool:
    """A greeting that will not be sent gives its turn on the feast back."""
    return name == "greeting_turns" and after["greetings"][(row["greeting_id"],)]["excused_at"] is not None


def check_row(
    subject: str, name: str, row: Row, after: dict, now: Row, rules: list[Reference], stays: int, gone: set[int]
) -> None:
    """The same row, whose reference to a merged record leads to the survivor."""
    free = COUNTERS | SETTLED.get(name, set()) | {each.order for each in rules if each.order} | free_columns(
        subject, name, row, stays, gone
    )  # fmt: skip
    for column, value in row.items():
        rule = next((each for each in rules if each.column == column and applies(each, row)), None)
        if column in free:
            continue
        if rule is not None and value in gone:
            assert now[column] == stays or repeats(rule, now, after, stays), (name, column, row, now)
        else:
            assert now[column] == value, (name, column, row, now)


def free_columns(subject: str, name: str, row: Row, stays: int, gone: set[int]) -> set[str]:
    """What a merge changes of people and units themselves: facts of all, the chosen fields of the one that stays."""
    model = next((each for each in MODELS.values() if each.__tablename__ == name), None)
    facts = set(FACTS[model]) if model is not None else set()
    if model is not MODELS[subject]:
        return facts
    if row["id"] in gone:
        return facts | {"archived_at", "merged_into_id"}
    return facts | ({column for field in FIELDS[subject] for column in field.columns} if row["id"] == stays else set())


def repeats(rule: Reference, row: Row, after: dict, stays: int) -> bool:
    """Whether the row may stay behind: the survivor has one that says as much."""
    same = [each for each in after[rule.table_name].values() if each[rule.column] == stays and applies(rule, each)]
    return rule.key is not None and rule.key(Mapped(row)) in [rule.key(Mapped(each)) for each in same]


class Mapped:
    """A dumped row with the face of a database row."""

    def __init__(self, row: Row) -> None:
        self._mapping = row

    def __getattr__(self, name: str) -> Any:
        return self._mapping[name]


def whole(found: dict) -> dict[str, Any]:
    """Every table but the log, the merges and the state of desks, without what counts changes."""
    return {
        name: sorted(
            sorted(
                (column, repr(value))
                for column, value in row.items()
                if column not in COUNTERS | REWRITTEN.get(name, set())
            )
            for row in rows.values()
        )
        for name, rows in found.items()
        if name not in GROWING | DESKS
    }


def check_views(subject: str, before: dict, after: dict, stays: int, gone: set[int]) -> None:
    """A saved view of a unit asks for the one that stays."""
    for key, row in before["saved_views"].items():
        asked = dict(parse_qsl(row["query"]))
        if subject == "unit" and int(asked.get("unit", 0)) in gone:
            asked["unit"] = str(stays)
        assert dict(parse_qsl(after["saved_views"][key]["query"])) == asked


def check_facts() -> None:
    """What is stored of people and units follows from what is theirs now."""
    assert (disagreeing_contacts(), disagreeing_units(), misplaced_calls(), wrongly_owned()) == ([], [], [], [])


@pytest.fixture
def ids(app: Flask) -> Iterator[dict[str, list[int]]]:
    begin_write()
    for login, name in (("officer", "张敏"), ("colleague", "周静")):
        db.session.add(User(login=login, name=name, password_hash="-"))
    units = [add_unit({"name": f"第{number}单位"}, by=None).id for number in range(MANY)]
    people = [add_contact({"name": f"李{number}"}, by=None).id for number in "甲乙丙丁戊"]
    db.session.commit()
    yield {"contact": people, "unit": units}
    db.session.rollback()


def filled(ids: dict[str, list[int]], named: list[Any], seed: int) -> Office:
    office = Office(ids, seed)
    filler = Filler(office.choice, ids["contact"], ids["unit"])
    for (subject, place), pick in named:
        filler.name(fillable(subject)[place], subject, ids[subject][pick])
    db.session.add(
        SavedView(
            name="看", list_name="contacts", query=f"unit={ids['unit'][1]}&tier=key",
            owner_id=db.session.scalar(db.select(User.id)),
        )
    )  # fmt: skip
    office.settle()
    return office


def check_merges(ids: dict[str, list[int]], named: list[Any], merging: list[Any], seed: int) -> None:
    """Merge as asked and take all of it back, in one transaction that is rolled back at its end."""
    office = filled(ids, named, seed)
    before = dump()
    done = []
    for subject, pick, others, chosen in merging:
        group = office.group(subject, pick, others)
        if len(group) < 2:
            continue
        stays, gone = group[0].id, {each.id for each in group[1:]}
        wanted = office.wanted(subject, chosen)
        done.append((merge_records(group[0], group[1:], wanted, versions=None, now=NOW, by=None), before))
        after = dump()
        check_moved(subject, before, after, stays, gone)
        check_views(subject, before, after, stays, gone)
        check_facts()
        before = after
    for merge, earlier in reversed(done):
        assert undo_merge(merge, version=None, now=NOW, by=None) == []
        assert whole(dump()) == whole(earlier)
    check_facts()
    db.session.rollback()


def test_merges_lose_nothing_and_undoing_them_restores_everything(ids: dict[str, list[int]]):
    examples = EXAMPLES if db.engine.dialect.name == "sqlite" else EXAMPLES // 4

    @settings(
        max_examples=examples, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow],
        phases=(Phase.explicit, Phase.generate, Phase.shrink),
    )  # fmt: skip
    @example(named=EVERY_WAY, merging=BOTH_KINDS, seed=1)
    @given(named=rows, merging=mergers, seed=st.integers(0, 2**20))
    def holds(named: list[Any], merging: list[Any], seed: int) -> None:
        check_merges(ids, named, merging, seed)

    holds()


def test_every_reference_is_among_the_rows_that_are_tried(ids: dict[str, list[int]]):
    """What is put in above by the tables' own columns reaches each line of liaison/merges/references.py."""
    filled(ids, EVERY_WAY, 1)
    for subject in REFERENCES:
        for reference in fillable(subject):
            rows_of = [reference.count_of(each) for each in ids[subject][:2]]
            assert all(rows_of), f"{reference.table_name}.{reference.column}: no row was made, see HABITS in any_row.py"
