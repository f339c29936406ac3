"""What an import made and changed: how it was before, and a mark by which a later edit is noticed.

A mark is made of versions, so that it costs little and every edit by a person changes it: the record's own, its posts'
for a person, who took part for an interaction.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import Date, Time, select

from liaison.batches import among, insert_rows
from liaison.contacts.models import Contact, Phone, Post, Tag, contact_tags
from liaison.db import Instant, db
from liaison.imports.models import ImportBatch, ImportedRecord
from liaison.interactions.models import Interaction, interaction_participants
from liaison.standing.actions import FACTS as FACT_COLUMNS
from liaison.standing.queries import in_chunks
from liaison.units.models import FormerName, Unit

# What only ever goes forward, and what follows from other records: an undo does not turn these back.
FORWARD = frozenset(("version", "updated_at", "facts_at", "facts_revision"))
# (key in the kept state, table, column that names the record it is a part of)
PARTS: dict[type[Any], tuple[tuple[str, Any, str], ...]] = {
    Contact: (
        ("phones", Phone.__table__, "contact_id"), ("posts", Post.__table__, "contact_id"), ("tags", contact_tags, "contact_id"),
    ),
    Unit: (("former_names", FormerName.__table__, "unit_id"),),
}  # fmt: skip
IN_WORDS: dict[type[Any], Any] = {Instant: datetime, Date: date, Time: time}
Rows = list[dict[str, Any]]


class Trail:
    """Collects what one import touches; `close` writes it down."""

    def __init__(self, batch: ImportBatch) -> None:
        self.batch_id, self.origin = batch.id, batch.uuid
        self.new: dict[type[Any], list[int]] = defaultdict(list)
        self.before: dict[tuple[type[Any], int], dict[str, Any]] = {}

    def made(self, model: type[Any], ids: Iterable[int]) -> None:
        self.new[model].extend(ids)

    def changing(self, model: type[Any], ids: Sequence[int]) -> None:
        """Call before the change; the first state is the one that counts."""
        fresh = [record_id for record_id in ids if (model, record_id) not in self.before]
        for chunk in in_chunks(fresh):
            for record_id, state in snapshots(model, chunk).items():
                self.before[model, record_id] = state

    def close(self) -> None:
        """Write the trail. Marks are taken last, when everything is written."""
        db.session.flush()
        for model, ids in self.new.items():
            self.keep(model, dict.fromkeys(ids))
        made = defaultdict(set, {model: set(ids) for model, ids in self.new.items()})
        changed: dict[type[Any], dict[int, dict[str, Any] | None]] = defaultdict(dict)
        for (model, record_id), state in self.before.items():
            if record_id not in made[model]:
                changed[model][record_id] = state
        for model, states in changed.items():
            self.keep(model, states)

    def keep(self, model: type[Any], states: dict[int, dict[str, Any] | None]) -> None:
        for chunk in in_chunks(states):
            marks = marks_of(model, chunk)
            rows = [
                {
                    "batch_id": self.batch_id,
                    "subject": model.__tablename__,
                    "record_id": record_id,
                    "before": states[record_id],
                    "after": marks.get(record_id, ""),
                }
                for record_id in chunk
            ]
            insert_rows(ImportedRecord.__table__, rows)


def marks_of(model: type[Any], ids: Sequence[int]) -> dict[int, str]:
    """The marks of at most a chunk of records; those that no longer exist are left out."""
    if model is Tag:
        return {tag_id: mark(name) for tag_id, name in db.session.execute(select(Tag.id, Tag.name).where(among(Tag.id, ids)))}
    own = {row.id: [row.version] for row in db.session.execute(select(model.id, model.version).where(among(model.id, ids)))}
    parts: list[Any] = []
    if model is Contact:
        posts = select(Post.contact_id, Post.id, Post.version).where(among(Post.contact_id, ids))
        parts = list(db.session.execute(posts.order_by(Post.id)))
    if model is Interaction:
        people = select(interaction_participants.c.interaction_id, interaction_participants.c.contact_id)
        wanted = people.where(among(interaction_participants.c.interaction_id, ids))
        parts = list(db.session.execute(wanted.order_by(interaction_participants.c.contact_id)))
    for part in parts:
        if part[0] in own:
            own[part[0]].extend(part[1:])
    return {record_id: mark(*values) for record_id, values in own.items()}


def mark(*values: Any) -> str:
    return hashlib.sha1(repr(values).encode(), usedforsecurity=False).hexdigest()


def snapshots(model: type[Any], ids: Sequence[int]) -> dict[int, dict[str, Any]]:
    """All stored columns of these records with their parts, and the mark of this state."""
    left = FORWARD | set(FACT_COLUMNS.get(model, ()))
    states: dict[int, dict[str, Any]] = {
        row["id"]: {"columns": {key: value for key, value in row.items() if key not in left}}
        for row in rows_of(model.__table__, model.__table__.c.id, ids)
    }
    for name, table, owner in PARTS.get(model, ()):
        for state in states.values():
            state[name] = []
        for row in rows_of(table, table.c[owner], ids):
            states[row[owner]][name].append(row["tag_id"] if name == "tags" else row)
    for record_id, value in marks_of(model, ids).items():
        states[record_id]["mark"] = value
    return states


def rows_of(table: Any, column: Any, ids: Sequence[int]) -> Rows:
    order = [table.c.id] if "id" in table.c else list(table.c)
    rows = db.session.execute(select(table).where(column.in_(ids)).order_by(*order))
    return [{key: plain_value(value) for key, value in row._mapping.items()} for row in rows]


def plain_value(value: Any) -> Any:
    """As JSON keeps it; `typed_value` reads it back by the column's type."""
    return value.isoformat() if isinstance(value, date | datetime | time) else value


def typed_value(column: Any, value: Any) -> Any:
    kind = next((python for sql, python in IN_WORDS.items() if isinstance(column.type, sql)), None)
    return kind.fromisoformat(value) if kind is not None and value is not None else value


def typed_row(table: Any, row: dict[str, Any]) -> dict[str, Any]:
    """A kept row for its table; columns that came or went since are left to their defaults."""
    return {key: typed_value(table.c[key], value) for key, value in row.items() if key in table.c}
