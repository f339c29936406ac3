"""Row changes written down as they are made, column by column, so that they can be taken back exactly.

Works on tables, not on records: it must move rows of features that know nothing of merging. Versions and
`updated_at` are not written down: they count changes, and taking one back is a change too.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ColumnElement, Row, Table, and_, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from liaison.db import Instant, db

Values = dict[str, Any]
Step = dict[str, Any]
FOLLOWING = {"planned_calls"}  # tables of which the journal keeps rows that their own writer puts back


@dataclass
class Journal:
    """The steps in the order they were made, fit for a JSON column."""

    steps: list[Step] = field(default_factory=list)

    def change(self, table: Table, row: Row[Any], values: Mapping[str, Any]) -> None:
        """Write those of the values that differ."""
        before = {name: row._mapping[name] for name in values if row._mapping[name] != values[name]}
        if not before:
            return
        key, after = key_of(table, row), {name: values[name] for name in before}
        write(table, key, after)
        self.steps.append(
            {
                "table": table.name,
                "key": stored(key),
                "new_key": stored({**key, **{name: after[name] for name in after if name in key}}),
                "before": stored(before),
                "after": stored(after),
            }
        )

    def remove(self, table: Table, row: Row[Any]) -> None:
        """Delete a row that says only what another one says already."""
        db.session.execute(delete(table).where(at(table, key_of(table, row))))
        self.steps.append({"table": table.name, "row": stored(dict(row._mapping))})


@dataclass(frozen=True)
class Kept:
    """Something that undoing leaves as it is now, because somebody changed it since."""

    table: str
    columns: tuple[str, ...]
    key: Values
    gone: bool = False


def undo(steps: list[Step], *, writing: bool) -> list[Kept]:
    """Take the steps back, last first, and answer what was kept. Not `writing`, only the answer."""
    kept: list[Kept] = []
    for step in reversed([step for step in steps if step["table"] not in FOLLOWING]):
        table = db.metadata.tables[step["table"]]
        kept += put_back(table, step, writing) if "row" in step else change_back(table, step, writing)
    return kept


def put_back(table: Table, step: Step, writing: bool) -> Iterator[Kept]:
    """A removed row returns, unless what it hung on has gone since."""
    row = restored(table, step["row"])
    key = {column.name: row[column.name] for column in table.primary_key}
    if row_at(table, key) is not None or not parents_stand(table, row):
        yield Kept(table.name, (), key, gone=True)
    elif writing:
        try:
            with db.session.begin_nested():
                db.session.execute(insert(table).values(row))
        except IntegrityError:
            yield Kept(table.name, (), key, gone=True)


def parents_stand(table: Table, row: Values) -> bool:
    """Whether every row this one refers to is still there."""
    return all(
        row[link.parent.name] is None
        or db.session.execute(select(link.column).where(link.column == row[link.parent.name])).first()
        for link in table.foreign_keys
    )


def change_back(table: Table, step: Step, writing: bool) -> Iterator[Kept]:
    """Each column returns to what it was, unless it says something else by now."""
    key = restored(table, step["new_key"])
    before, after = restored(table, step["before"]), restored(table, step["after"])
    row = row_at(table, key)
    if row is None:
        yield Kept(table.name, tuple(before), key, gone=True)
        return
    unchanged = {name: before[name] for name in before if row._mapping[name] == after[name]}
    changed = tuple(name for name in before if name not in unchanged)
    if changed:
        yield Kept(table.name, changed, key)
    if unchanged and writing:
        write(table, key, unchanged)


def write(table: Table, key: Values, values: Values) -> None:
    """One row's new values; a versioned one is a new version to whoever has it open."""
    counted = {"version": table.c.version + 1} if "version" in table.c else {}
    db.session.execute(update(table).where(at(table, key)).values({**values, **counted}))


def key_of(table: Table, row: Row[Any]) -> Values:
    return {column.name: row._mapping[column.name] for column in table.primary_key}


def at(table: Table, key: Values) -> ColumnElement[bool]:
    return and_(*(table.c[name] == value for name, value in key.items()))


def row_at(table: Table, key: Values) -> Row[Any] | None:
    return db.session.execute(select(table).where(at(table, key))).first()


def row_of(record: Any) -> Row[Any]:
    """A loaded record as it stands in its table."""
    return db.session.execute(select(record.__table__).where(record.__table__.c.id == record.id)).one()


def stored(values: Mapping[str, Any]) -> Values:
    """The values as JSON keeps them."""
    return {
        name: value.isoformat() if isinstance(value, date | datetime | time) else value
        for name, value in values.items()
    }


def restored(table: Table, values: Values) -> Values:
    """The values as the table's columns take them."""
    return {name: typed(table.c[name].type, value) for name, value in values.items()}


def typed(kind: Any, value: Any) -> Any:
    python_type = datetime if isinstance(kind, Instant) else kind.python_type
    if isinstance(value, str) and python_type in (date, datetime, time):
        return python_type.fromisoformat(value)
    return value
