"""Everything of one person in words: for the page they can read, and the same for a program of theirs."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row, Table, select

from liaison.audit.telling import told_lines
from liaison.batches import among
from liaison.contacts.models import Tag
from liaison.db import db
from liaison.feeds.erasing import remembered_of
from liaison.feeds.models import FeedEntry
from liaison.privacy.belongings import Belongings, Rows
from liaison.privacy.blotting import rows_naming
from liaison.privacy.layout import BARE_LINKS, CELLS, LAID_OUT, columns_laid_out
from liaison.privacy.traces import traces_of, uuids_in
from liaison.vocabulary.columns import column_words
from liaison.vocabulary.tables import table_words
from liaison.vocabulary.values import Values

OF_OTHERS = ("contact.distinguish",)  # what the log tells of these is somebody else's name


@dataclass(frozen=True)
class Part:
    """One kind of record on the page: its heading, those of its columns, a row for each record."""

    words: str
    headings: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Copy:
    """The stored rows by table, and the parts of the page."""

    rows: Rows
    parts: list[Part]

    def as_json(self) -> bytes:
        """The page for a program: {kind: [{heading: value}]}, without what is empty."""
        said: dict[str, list[dict[str, str]]] = {}
        for part in self.parts:
            for row in part.rows:
                said.setdefault(part.words, []).append({key: value for key, value in zip(part.headings, row, strict=True) if value})
        return json.dumps(said, ensure_ascii=False, indent=2).encode()


def copy_of(found: Belongings, zone: str, today: date) -> Copy:
    """Everything stored about the person. Reads every text of the office, for how many others speak of them."""
    held = held_rows(found)
    parts = [part_of(db.metadata.tables[name], held[name], zone, today) for name in LAID_OUT if held.get(name)]
    return Copy(held, [*(part for part in parts if part.rows), *elsewhere_part(found, held)])


def held_rows(found: Belongings) -> Rows:
    """What the copy holds, by table."""
    return {**found.beside, **found.rows, **linked(found)}


def counts_of(held: Rows) -> dict[str, int]:
    """Rows by table, but for those that only link others."""
    return {name: len(rows) for name, rows in held.items() if name not in BARE_LINKS}


def linked(found: Belongings) -> Rows:
    """What is the person's by a link or by an identity: tags, and what calendars were told."""
    tags = [row.tag_id for row in found.rows.get("contact_tags", [])]
    told = [entry_id for entry_id, _entry, _read in remembered_of(uuids_in(found))]
    rows = {
        "tags": rows_among(Tag.__table__, tags),
        "feed_entries": rows_among(FeedEntry.__table__, told),
    }
    return {name: own for name, own in rows.items() if own}


def rows_among(table: Any, ids: Iterable[int]) -> list[Row[Any]]:
    return list(db.session.execute(select(table).where(among(table.c.id, ids)).order_by(table.c.id)))


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


def part_of(table: Table, rows: Sequence[Row[Any]], zone: str, today: date) -> Part:
    """A table in words: columns without any value are left out, and names stand for references."""
    names = columns_laid_out(table.name)
    written = [*told(table, names, rows, zone, today)]
    shown = [place for place in range(len(names)) if any(line[place] for line in written)]
    return Part(
        table_words(table.name),
        [column_words(table.name, names[place]) for place in shown],
        list(map(list, dict.fromkeys(tuple(line[place] for place in shown) for line in written))) if shown else [],
    )


def told(table: Table, names: Sequence[str], rows: Sequence[Row[Any]], zone: str, today: date) -> Iterator[list[str]]:
    """Each row's cells."""
    columns = {name: table.c[name] for name in names if name in table.c}
    values = Values([(column, row._mapping[name]) for row in rows for name, column in columns.items()], zone)
    lines = log_told(rows, zone) if table.name == "audit_lines" else {}
    for row in rows:
        own = lines.get(row._mapping.get("id", 0), {})
        yield [own[name] if name in own else cell(table, name, row, values, today) for name in names]


def cell(table: Table, name: str, row: Row[Any], values: Values, today: date) -> str:
    special = CELLS.get((table.name, name))
    return special(row, values, today) if special else values.told(table.c[name], row._mapping[name])


def log_told(rows: Sequence[Any], zone: str) -> dict[int, Mapping[str, str]]:
    """{line: its action and its changes in words}, but for whom somebody was told apart from."""
    found: dict[int, Mapping[str, str]] = {}
    for each in told_lines(rows, zone):
        changes = [] if each.line.action in OF_OTHERS else each.changes
        said = _("；").join(f"{change.label}{_('：')}{change.text}" for change in changes)
        found[each.line.id] = {"action": each.action, "changes": said}
    return found
