"""Naming a person in every text of every table, and looking for what is left of them there afterwards."""

import json
from collections.abc import Iterable
from random import Random
from typing import Any
from urllib.parse import quote

from merges.any_row import Filler, fillable
from sqlalchemy import JSON, String, Table, select, text, update

from liaison.db import db
from liaison.privacy.blotting import is_free_text

# JSON of which the program reads the shape: words go where it keeps words.
SHAPES: dict[tuple[str, str], Any] = {
    ("workday_years", "days"): lambda words: [["2027-01-01", words, True]],
    ("merges", "journal"): lambda words: [
        {"table": "contacts", "key": {"id": 0}, "new_key": {"id": 0}, "before": {"notes": words}, "after": {"notes": ""}}
    ],
    ("unit_changes", "moved"): lambda words: {"children": [words]},
}
# Somebody else's names are theirs, and a merge is a record of its own.
NOBODY_ELSES = {"contacts", "units", "users", "merges"}


def every_value() -> list[tuple[str, str]]:
    """(table, text) of every column of every row, as the database itself holds it: JSON in its stored form."""
    db.session.rollback()
    found = []
    for table in db.metadata.sorted_tables:
        names = ", ".join(f'"{column.name}"' for column in table.c)
        for row in db.session.execute(text(f'SELECT {names} FROM "{table.name}"')):
            found += [(table.name, as_text(value)) for value in row]
    return found


def as_text(value: Any) -> str:
    """Octets as the text they are, so that a kept file is looked through too."""
    if isinstance(value, bytes | memoryview):
        return bytes(value).decode("utf-8", "replace")
    return value if isinstance(value, str) else json.dumps(value, default=str)


def traces(words: Iterable[str], but: Iterable[str] = ()) -> list[tuple[str, str]]:
    """(table, text) where one of the words still stands, plain or escaped as JSON does it, other than within `but`."""
    words = list(words)
    forms = {form.lower() for form in (*words, *(json.dumps(word)[1:-1] for word in words), *map(quote, words))}
    shield = [form for name in but for form in (name, json.dumps(name)[1:-1])]
    found = []
    for table, value in every_value():
        for name in shield:
            value = value.replace(name, "")
        value = value.lower()
        found += [(table, value) for form in forms if form in value]
    return found


def saturate(person_id: int, other_id: int, units: list[int], words: str, short: str, seed: int) -> None:
    """A row of every kind of reference about the person, and the person named in a row of every table about somebody else."""
    about, others = (Filler(Random(seed), [each], units) for each in (person_id, other_id))
    for reference in fillable("contact"):
        about.name(reference, "contact", person_id)
    for table in db.metadata.sorted_tables:
        if table.name not in NOBODY_ELSES:
            others.add(table, {})
        name_in_each_column(table, other_id, words, short)


def name_in_each_column(table: Table, other_id: int, words: str, short: str) -> None:
    """Somebody else's row, its newest, speaks of the person wherever words fit."""
    columns = {each.name: naming(each, words, short) for each in table.c if may_be_written_in(table, each)}
    if columns:
        keys = list(table.primary_key)
        others = select(*keys).order_by(*(key.desc() for key in keys))
        if table.name == "contacts":
            others = others.where(table.c.id == other_id)
        row = db.session.execute(others.limit(1)).one()
        here = [key == value for key, value in zip(keys, row, strict=True)]
        db.session.execute(update(table).where(*here).values(columns))


def may_be_written_in(table: Table, column: Any) -> bool:
    short = isinstance(column.type, String) and 0 < (column.type.length or 0) < 30
    return is_free_text(table, column) and column.name != "key" and not short


def naming(column: Any, words: str, short: str) -> Any:
    said = short if column.type.__class__ is not JSON and (column.type.length or 99) < 99 else words
    if isinstance(column.type, JSON):
        return SHAPES.get((column.table.name, column.name), lambda words: [{"words": words}])(said)
    return said
