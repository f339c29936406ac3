"""A row for any table, made up from the table's own columns: a table added tomorrow is filled without a word here.

Only where one column of a row depends on another does HABITS know the table.
"""

from datetime import time, timedelta
from random import Random
from typing import Any

from conftest import NOW, TODAY
from sqlalchemy import JSON, Boolean, Column, Date, Float, Integer, LargeBinary, String, Table, Time, select
from sqlalchemy.dialects import postgresql, sqlite

from liaison.db import Instant, db
from liaison.merges.references import REFERENCES, Merging, Reference

Row = dict[str, Any]
STATEMENTS: dict[str, Any] = {}
WORDS = ("问好", "寄材料", "借会议室", "主任", "办公室")
HABITS: dict[tuple[str, str], tuple[Any, ...]] = {
    ("interactions", "direction"): ("ours", "theirs"),
    # Of the past: who keeps somebody now is written with the person, and begins at NOW.
    ("ownerships", "until_at"): (NOW - timedelta(days=30),),
    ("greetings", "channel"): ("call", "email"),
    ("greeting_messages", "state"): ("due", "sent"),
    ("interactions", "happened_at"): (None, time(9, 30)),
}
# Made by the program from other rows, or the merges themselves; people and units are there before.
NOT_FILLED = {"merges", "contacts", "units", "audit_lines"}


def fillable(subject: str) -> list[Reference]:
    """Every way in which a row can name a person, or a unit."""
    return [
        each for each in REFERENCES[subject] if each.merging != Merging.FOLLOWS and each.table_name not in NOT_FILLED
    ]


class Filler:
    """Makes rows about the given people and units. Equal choices make equal rows."""

    def __init__(self, choice: Random, people: list[int], units: list[int]) -> None:
        self.choice, self.ids = choice, {"contact": people, "unit": units}
        self.known: dict[str, list[Any]] = {"contacts.id": people, "units.id": units}

    def name(self, reference: Reference, subject: str, record_id: int) -> None:
        """A row whose reference names this record; nothing where a unique key holds one already."""
        values = {reference.column: record_id}
        if reference.subject is not None:
            values[reference.subject[0]] = reference.subject[1]
        self.add(reference.table, values, subject)

    def add(self, table: Table, given: Row, subject: str = "contact", depth: int = 0) -> Any:
        """Insert one row and answer its first key, None when it would be a second one."""
        row = dict(given)
        for column in table.c:
            if column.name not in row and not (column.primary_key and not column.foreign_keys and is_counted(column)):
                self.fill(table, column, row, subject, depth)
        self.tie(table, row)
        maker = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
        found = db.session.execute(maker(table).values(row).on_conflict_do_nothing())
        if not found.rowcount or not found.inserted_primary_key:
            return None
        key = found.inserted_primary_key[0]
        known = self.known.get(f"{table.name}.{next(iter(table.primary_key)).name}")
        if known is not None:
            known.append(key)
        return key

    def fill(self, table: Table, column: Column[Any], row: Row, subject: str, depth: int) -> None:
        """Leave the column to its default, or give it a value."""
        if (table.name, column.name) in HABITS:
            row[column.name] = self.choice.choice(HABITS[table.name, column.name])
        elif column.foreign_keys:
            row[column.name] = self.one_of(column, depth)
        elif any(each.table_name == table.name and each.column == column.name for each in REFERENCES[subject]):
            row[column.name] = self.choice.choice(self.ids[subject])
        elif not (has_default(column) or (column.nullable and self.choice.random() < 0.5)):
            row[column.name] = self.value(column)

    def one_of(self, column: Column[Any], depth: int) -> Any:
        """The key of a row that the column may refer to; of a new one where there is none."""
        target = next(iter(column.foreign_keys)).column
        if target.table is column.table or (column.nullable and (depth > 1 or self.choice.random() < 0.3)):
            return None
        known = self.known.get(str(target))
        if known is None:
            known = self.known[str(target)] = list(db.session.scalars(select(target).order_by(target)))
        if not known or (target.table.name not in ("users", "interaction_kinds", *NOT_FILLED) and self.choice.random() < 0.2):
            self.add(target.table, {}, depth=depth + 1)
        return self.choice.choice(known)

    def value(self, column: Column[Any]) -> Any:
        days, kind = timedelta(days=self.choice.randint(-400, 60)), column.type
        if isinstance(kind, Instant):
            return NOW + days
        if isinstance(kind, Date):
            return TODAY + days
        made: dict[type, Any] = {
            Time: time(9, 30), Boolean: days.days % 2 == 0, Integer: self.choice.randint(0, 3), Float: 1.0, JSON: [],
            LargeBinary: b"x",
        }  # fmt: skip
        if isinstance(kind, String):
            text = f"{self.choice.getrandbits(128):032x}" if column.unique else self.choice.choice(WORDS)
            return text[: kind.length or 200]
        return next(value for each, value in made.items() if isinstance(kind, each))

    def tie(self, table: Table, row: Row) -> None:
        """A turn on a feast is that of the person whose greeting it is."""
        if table.name == "greeting_turns":
            greetings = db.metadata.tables["greetings"]
            own = db.session.scalar(select(greetings.c.id).where(greetings.c.contact_id == row["contact_id"]))
            row["greeting_id"] = own or self.add(greetings, {"contact_id": row["contact_id"]})


def is_counted(column: Column[Any]) -> bool:
    """Whether the database counts the key itself."""
    return column.table.autoincrement_column is column


def has_default(column: Column[Any]) -> bool:
    return column.default is not None or column.server_default is not None


def dump() -> dict[str, dict[tuple[Any, ...], Row]]:
    """Every row of every table by its key, as this transaction sees it."""
    db.session.flush()
    found = {}
    for table in db.metadata.sorted_tables:
        names, keys = table.c.keys(), [table.c.keys().index(column.name) for column in table.primary_key]
        rows = db.session.execute(STATEMENTS.setdefault(table.name, select(table))).all()
        found[table.name] = {tuple(row[key] for key in keys): dict(zip(names, row, strict=True)) for row in rows}
    return found
