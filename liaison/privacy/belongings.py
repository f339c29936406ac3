"""Which rows of which tables are about one person: read from liaison/merges/references.py and the foreign keys below.

What refers to such a row belongs to it: the mail of a greeting, the steps of a matter. An interaction belongs to
everybody who took part.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Row, Table, select

from liaison.batches import among
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.interactions.models import Interaction, interaction_participants
from liaison.merges.references import CONTACT_REFERENCES, Erasing

Rows = dict[str, list[Row[Any]]]
SHARED = Interaction.__tablename__
STAYING = {each.table_name for each in CONTACT_REFERENCES if each.erasing == Erasing.CLEAR}


@dataclass(frozen=True)
class Belongings:
    """`rows` by table. `alone` are the interactions in which nobody else took part; `beside` hangs on rows that stay."""

    ids: list[int]
    rows: Rows
    alone: list[int]
    beside: Rows

    @cached_property
    def going(self) -> Rows:
        """The rows that an erasure deletes."""
        whole = {name: rows for name, rows in self.rows.items() if name not in STAYING}
        alone = set(self.alone)
        return {**whole, SHARED: [row for row in self.rows.get(SHARED, []) if row.id in alone]}

    @cached_property
    def staying(self) -> Rows:
        """The rows that stay without the person: meetings with others, matters of a unit with all that hangs on them."""
        whole = {name: rows for name, rows in self.rows.items() if name in STAYING}
        alone = set(self.alone)
        met = [row for row in self.rows.get(SHARED, []) if row.id not in alone]
        return {**whole, SHARED: met, **self.beside}


def belongings_of(contact: Contact) -> Belongings:
    """Everything stored about the person, and about the records merged into this one."""
    ids = with_merged(contact.id)
    rows: Rows = {"contacts": rows_in(Contact.__table__, "id", ids)}
    beside: Rows = {}
    for reference in CONTACT_REFERENCES:
        found = db.session.execute(
            select(reference.table)
            .where(reference.names_one_of(ids))
            .order_by(*reference.table.primary_key)
        ).all()
        add(rows, reference.table, found)
        if reference.erasing == Erasing.DELETE:
            add_children(rows, reference.table, found)
        else:
            add_children(beside, reference.table, found)
    met = [row.interaction_id for row in rows.get("interaction_participants", [])]
    add(rows, Interaction.__table__, rows_in(Interaction.__table__, "id", met))
    return Belongings(ids, without_empty(rows), met_alone(met, ids), without_empty(beside))


def without_empty(rows: Rows) -> Rows:
    return {name: found for name, found in rows.items() if found}


def with_merged(contact_id: int) -> list[int]:
    """The person's id and those of all records merged into it, directly or by way of another."""
    ids, following = [contact_id], [contact_id]
    while following:
        merged = select(Contact.id).where(Contact.merged_into_id.in_(following))
        following = [each for each in db.session.scalars(merged) if each not in ids]
        ids += following
    return ids


def rows_in(table: Table, column: str, values: Iterable[int]) -> list[Row[Any]]:
    statement = select(table).where(among(table.c[column], values)).order_by(*table.primary_key)
    return list(db.session.execute(statement))


def add(rows: Rows, table: Table, found: Iterable[Row[Any]]) -> None:
    """Each row once, however many ways lead to it."""
    known = rows.setdefault(table.name, [])
    keys = [column.name for column in table.primary_key]
    seen = {tuple(row._mapping[key] for key in keys) for row in known}
    known += [row for row in found if tuple(row._mapping[key] for key in keys) not in seen]


def add_children(rows: Rows, table: Table, found: Iterable[Row[Any]]) -> None:
    """The rows that cannot be without those found, and theirs in turn."""
    ids = [row.id for row in found] if "id" in table.c else []
    if not ids:
        return
    for child, column in required_by(table):
        below = rows_in(child, column, ids)
        add(rows, child, below)
        add_children(rows, child, below)


def required_by(table: Table) -> list[tuple[Table, str]]:
    """(table, column) of every reference to this table that may not be empty."""
    return [
        (child, key.parent.name)
        for child in db.metadata.sorted_tables
        for key in child.foreign_keys
        if key.column.table is table and not key.parent.nullable and child is not table
    ]


def met_alone(met: list[int], ids: list[int]) -> list[int]:
    """Those of these interactions in which only this person took part."""
    taking_part = interaction_participants.c
    others = select(taking_part.interaction_id).where(
        among(taking_part.interaction_id, met), ~among(taking_part.contact_id, ids)
    )
    shared = set(db.session.scalars(others))
    return [each for each in dict.fromkeys(met) if each not in shared]
