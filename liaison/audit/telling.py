"""A line of the log in words: what was done, to what, and each value that changed, before and after.

What is stored stays as it is; values that belong to a column are told as the column's (liaison/vocabulary), the rest here.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Column

from liaison.audit.filters import filters_told
from liaison.audit.models import AuditLine
from liaison.audit.names import action_words, noun_of
from liaison.audit.own_ways import BESIDES, OWN_WAY, SETTINGS, in_pairs, parts_of, plain_words
from liaison.db import Base
from liaison.exports.listing import FORMS
from liaison.exports.listings import LISTINGS
from liaison.vocabulary.columns import EVERYWHERE, TECHNICAL, column_words, has_words
from liaison.vocabulary.values import Values
from liaison.web.filters import tier_words

LONGEST = 200  # a text of a greeting or a note is told by its beginning
# Whose columns the values are, where it is not the table of the line's subject.
TABLES = {
    "contact.snooze": "snoozes", "contact.pause": "pauses", "contact.erase": "personal_requests", "post.change": "post_changes",
    "post.unchange": "post_changes", "unit.rename": "unit_changes", "unit.merge_into": "unit_changes",
    "unit.dissolve": "unit_changes", "unit.unchange": "unit_changes", "post": "posts", "mail": "greeting_messages",
    "follow_up.move": "follow_ups", "import.columns": "import_batches", "view": "saved_views",
}  # fmt: skip
DOCUMENTS = {"docx": _l("Word 文件 .docx"), "ics": _l("日历文件 .ics")}  # what is taken beside lists


@dataclass(frozen=True)
class Told:
    """One value of a line: "等级", "一般 → 重点"."""

    label: str
    text: str


@dataclass(frozen=True)
class ToldLine:
    """A line as the page shows it."""

    line: AuditLine
    action: str
    subject: str
    changes: list[Told]


def told_lines(lines: Iterable[AuditLine], zone: str) -> list[ToldLine]:
    """The lines in words, in their order."""
    lines = list(lines)
    asked = [(column, each) for line in lines for column, value in columns_in(line) for each in parts_of(value)]
    values = Values(asked, zone)
    return [
        ToldLine(line, action_words(line.action), subject_words(line), [*changes_told(line, values)]) for line in lines
    ]


def subject_words(line: AuditLine) -> str:
    """What the line is about: the name that was copied in, in words where it is a code."""
    if line.subject == "office_settings":
        return str(SETTINGS.get(line.subject_name, line.subject_name))
    return tier_words().get(line.subject_name, line.subject_name) if line.subject == "tiers" else line.subject_name


def changes_told(line: AuditLine, values: Values) -> Iterator[Told]:
    if line.action == "export.take":
        yield from export_told(line)
        return
    for key, value in line.changes.items():
        told = OWN_WAY.get((line.action, key)) or OWN_WAY.get(("", key))
        column = column_of(line, key)
        if told is not None:
            label, words = told
            text = words(line, value)
        elif column is not None:
            label, text = label_of(column), in_pairs(value, partial(values.told, column))
        else:
            label, text = BESIDES.get(key) or EVERYWHERE.get(key, key), in_pairs(value, plain_words)
        if text and not (key == "name" and text == line.subject_name):
            yield Told(str(label), shortened(text))


def label_of(column: Column[Any]) -> str:
    table = column.table.name
    return column_words(table, column.name) if has_words(table, column.name) else column.name


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else text[:LONGEST] + "…"


def columns_in(line: AuditLine) -> Iterator[tuple[Column[Any], Any]]:
    for key, value in line.changes.items():
        column = column_of(line, key)
        if column is not None:
            yield column, value


def column_of(line: AuditLine, key: str) -> Column[Any] | None:
    """The column whose value stands under this key; the log names it as the model does ("on" for happened_on)."""
    table = TABLES.get(line.action) or TABLES.get(noun_of(line.action)) or line.subject
    mapper = mappers().get(table)
    found = mapper.attrs.get(key) if mapper is not None else None
    columns = getattr(found, "columns", None)
    column = columns[0] if columns else None
    return None if column is None or column.name in TECHNICAL else column


@cache
def mappers() -> dict[str, Any]:
    return {str(mapper.local_table): mapper for mapper in Base.registry.mappers}


def export_told(line: AuditLine) -> Iterator[Told]:
    """Which list, in which form, how many rows, under which filters."""
    said = dict(line.changes)
    code, form, rows = said.pop("list", ""), said.pop("format", ""), said.pop("rows", None)
    if code:
        yield Told(_("名单"), str(LISTINGS[code].title) if code in LISTINGS else code)
    if form:
        yield Told(_("格式"), str({**FORMS, **DOCUMENTS}.get(form, form)))
    if rows is not None:
        yield Told(_("条数"), str(rows))
    for label, value in filters_told(code, said):
        yield Told(label, value)
