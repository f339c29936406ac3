"""Finding what tells of a person in the texts of every table, and blotting it out.

Works from the metadata, so that a text added tomorrow is looked through too. What identifies somebody else is left alone:
a longer name that contains this one, and the columns in which other records carry their own names.
"""

from collections.abc import Iterator
from itertools import count
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    ColumnElement,
    LargeBinary,
    Row,
    String,
    Table,
    Text,
    UniqueConstraint,
    and_,
    cast,
    select,
    update,
)

from liaison.db import db
from liaison.privacy.traces import Traces

Values = dict[str, Any]
AT_ONCE = 2000
# How other records are called and reached: it is theirs, whatever it looks like. Tables of which nothing is free text
# stand with None.
THEIR_OWN: dict[str, set[str] | None] = {
    "contacts": {"name", "family_name", "given_name", "reading", "sort_key", "email", "wechat", "tier"},
    "phones": {"text", "digits", "extension", "label"},
    "units": {"name", "short_name", "code", "kind", "sort_key", "phone"},
    "greeting_signers": {"name"},
    "interaction_kinds": {"code"},
    "occasions": {"code", "rule", "tone"},
    # Who has the UID may strike the event out; what it was is emptied (liaison/feeds/erasing.py).
    "feed_entries": {"uid", "digest", "kind"},
    "users": None, "sections": None, "tiers": None, "sign_ins": None, "search_keys": None,
}  # fmt: skip


def blot_everywhere(traces: Traces) -> dict[str, list[int]]:
    """Blot it out of every text of every table; answers the ids of the rows changed."""
    return {table.name: blot(table, traces) for table in db.metadata.sorted_tables}


def blot(table: Table, traces: Traces, where: ColumnElement[bool] | None = None) -> list[int]:
    """The same in one table; with `where` in those rows alone."""
    changed = []
    for row in rows_naming(table, traces, where):
        values = made_to_fit(table, cleaned(table, row, traces), row)
        db.session.execute(update(table).where(at(table, row)).values(unstamped(table, values)))
        changed.append(row._mapping.get("id", 0))
    return changed


def rows_naming(table: Table, traces: Traces, where: ColumnElement[bool] | None = None) -> list[Row[Any]]:
    """The rows in whose texts the person is named, whole."""
    found = []
    for key in suspects(table, traces, where):
        row = db.session.execute(select(table).where(*(column == value for column, value in key))).one()
        if cleaned(table, row, traces):
            found.append(row)
    return found


def suspects(table: Table, traces: Traces, where: ColumnElement[bool] | None) -> list[list[tuple[Column[Any], Any]]]:
    """The keys of rows that may name the person.

    The texts are read and not searched by the database: a condition for each word and column is as slow, and with many
    words more than SQLite takes.
    """
    texts = [cast(column, Text) if isinstance(column.type, JSON) else column for column in free_texts(table)]
    if not texts or not (traces.sought or traces.uuids):
        return []
    keys = list(table.primary_key)
    wanted = select(*keys, *texts) if where is None else select(*keys, *texts).where(where)
    rows = db.session.execute(wanted.execution_options(yield_per=AT_ONCE))
    return [
        list(zip(keys, row, strict=False))
        for row in rows
        if traces.may_stand_in("\n".join(text for text in row[len(keys) :] if text))
    ]


def free_texts(table: Table) -> list[Column[Any]]:
    return [column for column in table.c if is_free_text(table, column)]


def is_free_text(table: Table, column: Column[Any]) -> bool:
    """Whether people's words may stand in the column."""
    if column.primary_key or column.foreign_keys or column.name == "uuid":
        return False
    if isinstance(column.type, LargeBinary) or not isinstance(column.type, String | JSON):
        return False
    own = THEIR_OWN.get(table.name, set())
    return own is not None and column.name not in own


def cleaned(table: Table, row: Row[Any], traces: Traces) -> Values:
    """What the row's texts say without the person, where that is something else."""
    before = {column: row._mapping[column] for column in free_texts(table)}
    after = {column.name: (value, clean(value, traces)) for column, value in before.items()}
    return {name: clean_one for name, (value, clean_one) in after.items() if clean_one != value}


def clean(value: Any, traces: Traces) -> Any:
    """A text, or every text within a JSON value, blotted."""
    if isinstance(value, str):
        return traces.blotted(value)
    if isinstance(value, list):
        return [clean(each, traces) for each in value]
    if isinstance(value, dict):
        return {clean(key, traces): clean(each, traces) for key, each in value.items()}
    return value


def made_to_fit(table: Table, values: Values, row: Row[Any]) -> Values:
    """The values as the table takes them: no longer than their columns, and apart from those of other rows wherever a key
    allows them only once: two tags that become the same without the name stay two.
    """
    keys = [key for key in unique_keys(table) if any(column.name in values for column in key)]
    once = {column.name for key in keys for column in key}
    for ending in endings(row):
        tried = {name: fitted(table.c[name], value, ending if name in once else "") for name, value in values.items()}
        if not any(is_taken(table, key, tried, row) for key in keys):
            return tried
    raise AssertionError("endings have no end")


def unique_keys(table: Table) -> list[list[Column[Any]]]:
    """The columns of each unique constraint and index, but for the primary key, in which no free text stands."""
    constraints = [list(each.columns) for each in table.constraints if isinstance(each, UniqueConstraint)]
    return constraints + [list(each.columns) for each in table.indexes if each.unique]


def endings(row: Row[Any]) -> Iterator[str]:
    """Nothing, the row's own number, and then on and on."""
    number = row._mapping.get("id", "")
    yield ""
    yield str(number)
    yield from (f"{number}-{further}" for further in count(2))


def fitted(column: Column[Any], value: Any, ending: str) -> Any:
    """A text with the ending, within the column's length; other values as they are."""
    if not isinstance(value, str):
        return value
    length = getattr(column.type, "length", None) or len(value) + len(ending)
    return value[: length - len(ending)] + ending


def is_taken(table: Table, key: list[Column[Any]], values: Values, row: Row[Any]) -> bool:
    """Whether another row has these values in the columns of the key."""
    same = [column == values.get(column.name, row._mapping[column]) for column in key]
    return db.session.execute(select(*table.primary_key).where(*same, ~at(table, row)).limit(1)).first() is not None


def at(table: Table, row: Row[Any]) -> ColumnElement[bool]:
    return and_(*(column == row._mapping[column] for column in table.primary_key))


def unstamped(table: Table, values: Values) -> Values:
    """Blotting and forgetting are no edits: `updated_at` stays what it was."""
    return {**values, "updated_at": table.c.updated_at} if "updated_at" in table.c else values
