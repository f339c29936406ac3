"""Imports and their previewed rows. One's own; everyone's for administrators."""

import json

from sqlalchemy import ColumnElement, Text, and_, cast, func, or_, select, true

from liaison.accounts.models import User
from liaison.contacts.models import Post
from liaison.db import db
from liaison.imports.models import (
    TOLD,
    UNREAD,
    ImportBatch,
    ImportedRecord,
    ImportRow,
    ImportState,
    RowState,
)
from liaison.imports.plan import MAKE_NEW, SKIP, PlannedRow
from liaison.interactions.models import interaction_participants
from liaison.web.paging import Page, paged

ROWS_SHOWN = 50


def own(user: User) -> ColumnElement[bool]:
    return true() if user.administers else ImportBatch.by_id == user.id


def import_page(user: User, mark: str | None) -> Page[ImportBatch]:
    """Imports, the latest first, without those that were given up."""
    statement = select(ImportBatch).where(own(user), ImportBatch.state != ImportState.DISCARDED.value)
    return paged(db.session, statement, [ImportBatch.id], mark, 20, descending=True)


def seen_batch(user: User, batch_id: int) -> ImportBatch | None:
    """An import of one's own, or any for administrators; one that was given up is gone."""
    return db.session.scalar(
        select(ImportBatch).where(
            ImportBatch.id == batch_id, own(user), ImportBatch.state != ImportState.DISCARDED.value
        )
    )


def imported_before(user: User, batch: ImportBatch) -> ImportBatch | None:
    """The same file, written by an earlier import of one's own that still stands."""
    same = select(ImportBatch).where(
        own(user),
        ImportBatch.digest == batch.digest,
        ImportBatch.digest != "",
        ImportBatch.state == ImportState.APPLIED.value,
        ImportBatch.id != batch.id,
    )
    return db.session.scalars(same.order_by(ImportBatch.id.desc())).first()


def row_page(batch: ImportBatch, state: str, mark: str | None) -> Page[ImportRow]:
    """One page of the rows of a kind, or of those with something UNREAD or TOLD, in the order of the file."""
    statement = select(ImportRow).where(ImportRow.batch_id == batch.id)
    statement = statement.where(with_problem(told=state == TOLD) if state in (UNREAD, TOLD) else ImportRow.state == state)
    return paged(db.session, statement, [ImportRow.sheet, ImportRow.row, ImportRow.id], mark, ROWS_SHOWN)


def with_problem(*, told: bool) -> ColumnElement[bool]:
    """Rows that can be written though a cell of theirs is passed over, or of which there is something to know.

    Looked for in the kept text itself: a quotation mark inside a value is written with a stroke before it.
    """
    said = cast(ImportRow.problems, Text).contains(f'"told": {json.dumps(told)}')
    return and_(ImportRow.state != RowState.REFUSED, said)


def first_state(batch: ImportBatch) -> str:
    """The kind of rows to look at first: what needs an answer, then what would be written."""
    order = (RowState.UNCLEAR, RowState.CHANGED, RowState.NEW, RowState.REFUSED, RowState.UNCHANGED)
    return next((state.value for state in order if batch.found.get(state.value)), RowState.NEW.value)


def rows_to_write(batch: ImportBatch) -> int:
    """How many rows applying would write as the choices stand."""
    mine = select(func.count()).select_from(ImportRow).where(ImportRow.batch_id == batch.id)
    proposed = mine.where(ImportRow.state.in_((RowState.NEW, RowState.CHANGED)), ImportRow.choice != SKIP)
    answered = mine.where(ImportRow.state == RowState.UNCLEAR, ImportRow.choice.not_in(("", SKIP)))
    return (db.session.scalar(proposed) or 0) + (db.session.scalar(answered) or 0)


def rows_left_out(batch: ImportBatch) -> int:
    """How many rows somebody chose not to bring."""
    rows = select(func.count()).select_from(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.choice == SKIP)
    return db.session.scalar(rows) or 0


def rows_refused(batch: ImportBatch) -> int:
    """How many records of a written import were not written."""
    return batch.found.get(RowState.REFUSED, 0) + batch.found.get(RowState.UNCLEAR, 0)


def people_brought(batch: ImportBatch) -> int:
    """How many people a written import made."""
    made = select(func.count()).select_from(ImportedRecord)
    mine = (ImportedRecord.batch_id == batch.id, ImportedRecord.subject == "contacts", ImportedRecord.before.is_(None))
    return db.session.scalar(made.where(*mine)) or 0


def built_upon_by(user: User, batch: ImportBatch) -> list[ImportBatch]:
    """Later imports, written and standing, whose records hang on people or units of this one: undone first, they let all
    of it go."""
    if batch.state != ImportState.APPLIED:
        return []
    mine = select(ImportedRecord.record_id).where(ImportedRecord.batch_id == batch.id)
    people, units = (mine.where(ImportedRecord.subject == subject) for subject in ("contacts", "units"))
    met = select(interaction_participants.c.interaction_id).where(interaction_participants.c.contact_id.in_(people))
    there = select(Post.contact_id).where(Post.unit_id.in_(units))
    record = ImportedRecord.record_id
    hanging = or_(
        and_(ImportedRecord.subject == "interactions", record.in_(met)),
        and_(ImportedRecord.subject == "contacts", or_(record.in_(people), record.in_(there))),
        and_(ImportedRecord.subject == "units", record.in_(units)),
    )
    later = select(ImportedRecord.batch_id).where(ImportedRecord.batch_id > batch.id, hanging)
    standing = select(ImportBatch).where(own(user), ImportBatch.id.in_(later), ImportBatch.state == ImportState.APPLIED.value)
    return list(db.session.scalars(standing.order_by(ImportBatch.id.desc())))


def open_questions(batch: ImportBatch) -> int:
    """Rows that wait for an answer."""
    rows = select(func.count()).select_from(ImportRow).where(ImportRow.batch_id == batch.id)
    return db.session.scalar(rows.where(ImportRow.state == RowState.UNCLEAR, ImportRow.choice == "")) or 0


def is_choice(row: ImportRow | PlannedRow, choice: str) -> bool:
    """Whether this can be chosen for this row: only people who were offered may be pointed at."""
    usual = {RowState.NEW: ("", SKIP), RowState.CHANGED: ("", SKIP), RowState.UNCLEAR: ("", SKIP, MAKE_NEW)}
    offered = {str(each["id"]) for each in row.candidates}
    return choice in usual.get(RowState(row.state), ("",)) or choice in offered


def rows_by_id(batch: ImportBatch, ids: list[int]) -> list[ImportRow]:
    return list(
        db.session.scalars(select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.id.in_(ids)))
    )
