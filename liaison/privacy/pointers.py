"""What names rows by table and number without a foreign key: the log, undo trails of imports, handovers, merges, unit changes.

A number that is free again goes to another row on SQLite, which undoing would then take for the erased one.
"""

from collections.abc import Collection, Mapping
from typing import Any

from sqlalchemy import Table, delete, select, update

from liaison.audit.models import AuditLine
from liaison.batches import among
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.handover.models import HandoverMove
from liaison.imports.models import ImportedRecord
from liaison.merges.models import Merge
from liaison.privacy.belongings import Belongings, Rows
from liaison.privacy.blotting import unstamped
from liaison.unit_changes.models import UnitChange

Numbers = dict[str, set[int]]
TRAILS: tuple[tuple[Any, str], ...] = ((ImportedRecord, "record_id"), (HandoverMove, "subject_id"))
# Under which word `UnitChange.moved` lists the numbers of which table.
LISTED = {"ended": "posts", "begun": "posts", "follow_ups": "follow_ups", "matters": "matters", "vacancies": "vacancies"}


def let_go_of(found: Belongings) -> None:
    """Nothing points any more at what goes; the log keeps that something happened, when and by whom."""
    going = numbers_in(found.going)
    for name, ids in going.items():
        silence(name, ids)
        for model, column in TRAILS:
            pointing = (model.subject == name) & among(getattr(model, column), ids)
            db.session.execute(delete(model).where(pointing))
    shorten_journals(going, set(found.ids))
    shorten_lists(going)


def numbers_in(rows: Rows) -> Numbers:
    """{table: ids} of the rows that have one."""
    found = {name: {row.id for row in own if "id" in row._mapping} for name, own in rows.items()}
    return {name: ids for name, ids in found.items() if ids}


def silence(name: str, ids: Collection[int]) -> None:
    """Empty the log's lines about these rows of a table: neither to whom nor what was written."""
    lines: Any = AuditLine.__table__
    about = (lines.c.subject == name) & among(lines.c.subject_id, ids)
    blank: dict[str, Any] = {"subject_id": None, "subject_name": "", "changes": {}}
    db.session.execute(update(lines).where(about).values(blank))


def shorten_journals(going: Numbers, people: set[int]) -> None:
    """Merges of others forget the steps that moved these rows."""
    for merge in db.session.scalars(select(Merge)):
        steps = [step for step in merge.journal if not is_about(step, going, people)]
        if len(steps) != len(merge.journal):
            rewrite(Merge, merge.id, {"journal": steps})


def is_about(step: Mapping[str, Any], going: Numbers, people: set[int]) -> bool:
    table = db.metadata.tables[step["table"]]
    row = step.get("row") or step["key"]
    return row.get("id") in going.get(table.name, ()) or any(row.get(name) in people for name in links_to_people(table))


def links_to_people(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table.name == Contact.__tablename__]


def shorten_lists(going: Numbers) -> None:
    """Changes of units forget that these rows went along."""
    for change in db.session.scalars(select(UnitChange)):
        moved = {
            word: [each for each in listed if each not in going.get(LISTED.get(word, ""), ())]
            for word, listed in change.moved.items()
        }
        if moved != change.moved:
            rewrite(UnitChange, change.id, {"moved": moved})


def rewrite(model: Any, record_id: int, values: dict[str, Any]) -> None:
    """In the row itself: forgetting is no edit of the record."""
    table = model.__table__
    db.session.execute(update(table).where(table.c.id == record_id).values(unstamped(table, values)))
