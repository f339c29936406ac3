"""Everything of one person as plain values: for the JSON as it is stored, for the readable page in words."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from flask_babel import gettext as _
from sqlalchemy import Row, Table, select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.privacy.belongings import Belongings, Rows, belongings_of
from liaison.privacy.blotting import rows_naming
from liaison.privacy.traces import traces_of
from liaison.privacy.words import column_words, table_words

# What only the program needs, and what is somebody else's secret.
TECHNICAL = {
    "id", "uuid", "version", "sort_key", "facts_at", "facts_revision", "position", "digits", "key", "subject",
    "subject_id", "journal", "heat_on", "cadence_days", "gap_days", "family_name", "given_name", "contact_id",
    "merged_into_id", "birth_is_leap", "greeting_id", "changes",
}  # fmt: skip
BARE_LINKS = {"search_keys", "greeting_turns", "interaction_participants", "distinctions"}
UNREADABLE = {*BARE_LINKS, "contact_tags"}


@dataclass(frozen=True)
class Part:
    """One table of the readable page."""

    words: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Copy:
    """The stored rows by table, and the parts of the readable page."""

    rows: dict[str, list[dict[str, Any]]]
    parts: list[Part]

    @property
    def counts(self) -> dict[str, int]:
        return {name: len(rows) for name, rows in self.rows.items()}

    def as_json(self) -> bytes:
        return json.dumps(self.rows, ensure_ascii=False, indent=2).encode()


def copy_of(contact: Contact, zone: str) -> Copy:
    """Everything stored about the person."""
    found = belongings_of(contact)
    tables = db.metadata.tables
    held = {**found.beside, **found.rows}
    rows = {name: [plain_row(row) for row in own] for name, own in held.items()}
    parts = [part_of(tables[name], own, zone) for name, own in held.items() if name not in UNREADABLE]
    tags = tag_part(found)
    if tags:
        rows["tags"] = [{"name": name} for part in tags for (name,) in part.rows]
    elsewhere = elsewhere_part(found, held)
    return Copy(rows, [*(part for part in parts if part.rows), *tags, *elsewhere])


def elsewhere_part(found: Belongings, held: Rows) -> list[Part]:
    """How many records of others name the person. What they say is about the others too, and is not handed out."""
    traces = replace(traces_of(found), uuids=frozenset())
    counted = []
    for table in db.metadata.sorted_tables:
        known = {row._mapping.get("id") for row in held.get(table.name, [])}
        places = [row for row in rows_naming(table, traces) if row._mapping.get("id") not in known]
        if places and table.name != "audit_lines":
            counted.append([table_words(table.name), str(len(places))])
    return [Part(_("别处文字里提到"), [_("种类"), _("条数")], counted)] if counted else []


def plain_row(row: Row[Any]) -> dict[str, Any]:
    """A row as JSON takes it."""
    return {name: plain(value) for name, value in row._mapping.items()}


def plain(value: Any) -> Any:
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    return f"{len(value)} bytes" if isinstance(value, bytes) else value


def part_of(table: Table, rows: Iterable[Row[Any]], zone: str) -> Part:
    """A table in words: columns without any value are left out, and names stand for references."""
    columns = [column for column in table.c if column.name not in TECHNICAL]
    rows = list(rows)
    names = {column.name: names_behind(column, rows) for column in columns}
    written = [[said(row._mapping[column.name], names[column.name], zone) for column in columns] for row in rows]
    told = [place for place in range(len(columns)) if any(line[place] for line in written)]
    return Part(
        table_words(table.name),
        [column_words(columns[place].name) for place in told],
        [[line[place] for place in told] for line in written] if told else [],
    )


def said(value: Any, names: dict[Any, str], zone: str) -> str:
    """The name of the record referred to, else the value itself."""
    return names[value] if names and value in names else shown(value, zone)


def names_behind(column: Any, rows: Iterable[Row[Any]]) -> dict[Any, str]:
    """{key: name} of the records a column refers to, where they have names."""
    target = next((key.column for key in column.foreign_keys), None)
    if target is None or "name" not in target.table.c:
        return {}
    keys = {row._mapping[column.name] for row in rows} - {None}
    found = db.session.execute(select(target, target.table.c.name).where(target.in_(keys)))
    return {row[0]: row[1] for row in found}


def shown(value: Any, zone: str) -> str:
    """A value as people read it; empty for none."""
    if value is None or value == [] or value == {}:
        return ""
    if isinstance(value, bool):
        return "是" if value else ""
    if isinstance(value, datetime):
        return value.astimezone(ZoneInfo(zone)).strftime("%Y-%m-%d %H:%M")
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False)
    return f"{value:.2f}" if isinstance(value, float) else str(plain(value))


def tag_part(found: Belongings) -> list[Part]:
    """Tags are links to words; the words are what is about the person."""
    links = found.rows.get("contact_tags", [])
    tags = db.metadata.tables["tags"]
    ids = [row.tag_id for row in links]
    names = list(db.session.scalars(select(tags.c.name).where(tags.c.id.in_(ids)).order_by(tags.c.name)))
    return [Part(table_words("contact_tags"), [column_words("name")], [[name] for name in names])] if names else []
