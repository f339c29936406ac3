"""导入: the file that was brought, what every row of it means, and what writing it changed, so that it can be taken back."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db


class ImportState(StrEnum):
    """READING, APPLYING and UNDOING are work under way; the others wait for a person or are over."""

    READING = "reading"
    MAPPING = "mapping"
    OPEN = "open"
    APPLYING = "applying"
    APPLIED = "applied"
    UNDOING = "undoing"
    UNDONE = "undone"
    FAILED = "failed"
    DISCARDED = "discarded"


AT_WORK = (ImportState.READING, ImportState.APPLYING, ImportState.UNDOING)
# As long as nothing is written the file is kept. READING and APPLYING are among these: the server may die at them.
NOT_WRITTEN = (ImportState.READING, ImportState.MAPPING, ImportState.OPEN, ImportState.APPLYING, ImportState.FAILED)


class RowState(StrEnum):
    """What a row would do; the order is that of the preview."""

    NEW = "new"
    CHANGED = "changed"
    UNCLEAR = "unclear"
    REFUSED = "refused"
    UNCHANGED = "unchanged"


# Beside the states in `found`: cells that writing passes over, and remarks on what is written.
UNREAD, TOLD = "unread", "told"


class ImportBatch(Record, db.Model):
    """`name` is the file's; `errors` and `left_out` are {row, column, value, reason, sheet}; `kept` what an undo left as it was.

    Those of the `errors` that have `told` are remarks: nothing was left out for them.

    `sheets` is how each sheet is understood (liaison/imports/layouts.py); `found` counts the
    previewed rows by state, and what is UNREAD or TOLD; `read_at_line` is the newest audit line at that time.
    """

    __tablename__ = "import_batches"
    name: Mapped[str]
    kind: Mapped[str] = mapped_column(String(20))
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created: Mapped[int] = mapped_column(default=0)
    updated: Mapped[int] = mapped_column(default=0)
    unchanged: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    left_out: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    state: Mapped[str] = mapped_column(String(20), default=ImportState.APPLIED.value)
    digest: Mapped[str] = mapped_column(String(64), default="", index=True)
    size: Mapped[int] = mapped_column(default=0)
    wanted_kind: Mapped[str] = mapped_column(String(20), default="")
    sheets: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    found: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    read_at_line: Mapped[int] = mapped_column(default=0)
    message: Mapped[str] = mapped_column(Text, default="")
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    worker: Mapped[str] = mapped_column(default="")
    worked_at: Mapped[datetime | None]
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]
    kept: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    by: Mapped[User | None] = relationship(lazy="joined")

    @property
    def of_cards(self) -> bool:
        """Whether the rows are contact cards, and called so."""
        return any(layout.get("of_cards") for layout in self.sheets)

    @property
    def faults(self) -> list[dict[str, Any]]:
        """What was not understood or not written."""
        return [each for each in self.errors if not each.get("told")]

    @property
    def remarks(self) -> list[dict[str, Any]]:
        """What is to be known of rows that were written."""
        return [each for each in self.errors if each.get("told")]

    @property
    def is_at_work(self) -> bool:
        return self.state in AT_WORK


class ImportFile(db.Model):
    """The uploaded bytes, kept for as long as the import is open and no longer."""

    __tablename__ = "import_files"
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"), primary_key=True)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, nullable=False))


class ImportRow(db.Model):
    """One previewed row. `choice`: "" as proposed, "skip", "new", the id of the person meant, or one of the marks of
    imports/plan.py with what it marks, at most the name of a unit.

    `column` is where the reason lies; `more` counts people the row may mean beside the `candidates`.

    `who` is equal for rows about the same unknown person, so that one choice serves them all.
    """

    __tablename__ = "import_rows"
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"))
    sheet: Mapped[int]
    row: Mapped[int]
    state: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(default="")
    unit: Mapped[str] = mapped_column(default="")
    who: Mapped[str] = mapped_column(String(80), default="")
    reason: Mapped[str] = mapped_column(Text, default="")
    changes: Mapped[list[list[str]]] = mapped_column(JSON, default=list)
    problems: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    column: Mapped[str] = mapped_column(default="")
    more: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(String(40), default="")
    choice: Mapped[str] = mapped_column(String(220), default="")

    __table_args__ = (Index("ix_import_rows_state", "batch_id", "state", "sheet", "row"),)


class ImportedRecord(db.Model):
    """A record an import made or changed: as it was before (None for a new one), and a digest of how it was left."""

    __tablename__ = "imported_records"
    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("import_batches.id", ondelete="CASCADE"))
    subject: Mapped[str] = mapped_column(String(40))
    record_id: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[str] = mapped_column(String(40))

    __table_args__ = (
        UniqueConstraint("batch_id", "subject", "record_id", name="uq_imported_records_record"),
        Index("ix_imported_records_subject", "subject", "record_id"),
    )


class ImportMapping(db.Model):
    """What somebody said the columns under these headings are; `headings` is a digest of them in order."""

    __tablename__ = "import_mappings"
    id: Mapped[int] = mapped_column(primary_key=True)
    headings: Mapped[str] = mapped_column(String(64), unique=True)
    kind: Mapped[str] = mapped_column(String(20))
    fields: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    used_at: Mapped[datetime]
