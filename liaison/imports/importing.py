"""The steps of an import, each in the caller's transaction: begin, read the columns, plan and preview, write, give up."""

import hashlib
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import delete, func, select, text

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.audit.models import AuditLine
from liaison.batches import AT_ONCE, insert_rows, many_records
from liaison.db import db
from liaison.domain.refusals import sentence, told
from liaison.formats.sheets import Sheet
from liaison.imports.choices import Candidate, take_over, with_pointed
from liaison.imports.layouts import Layout, Remembered, fields_of, unused_columns
from liaison.imports.models import (
    ImportBatch,
    ImportFile,
    ImportMapping,
    ImportRow,
    ImportState,
    RowState,
)
from liaison.imports.outcome import Outcome, left_out_rows, outcome_of, told_counts
from liaison.imports.plan import AT_UNIT, SKIP, Choices, Plan, PlannedRow, Step
from liaison.imports.planning import planned
from liaison.imports.reading import (
    ImportRefused,
    holds_nothing,
    layouts_for,
    layouts_of,
    read_sheets,
    sheets_of,
    why_nothing,
)
from liaison.imports.records import Trail
from liaison.imports.writing import write_plan
from liaison.office.queries import interaction_kinds

ONE_AT_A_TIME = 4_019_526  # the key of PostgreSQL's advisory lock: two imports at once would both add the same people


CHOICES_LOST = sentence(
    "有 {n} 个原来的选择没有沿用：那一行的姓名、单位或内容改了，或者不在了。请把要写入的再看一遍"
)


def begin_import(name: str, content: bytes, kind: str, *, by: User | None) -> ImportBatch:
    """Keep an uploaded file. It is read next."""
    batch = ImportBatch(
        name=name[-200:],
        kind="",
        wanted_kind=kind,
        by_id=by.id if by else None,
        state=ImportState.READING.value,
        digest=hashlib.sha256(content).hexdigest(),
        size=len(content),
    )
    db.session.add(batch)
    db.session.flush()
    db.session.add(ImportFile(batch_id=batch.id, content=content))
    note("import.begin", batch, by, {"size": batch.size})
    db.session.flush()
    return batch


def replace_file(batch: ImportBatch, name: str, content: bytes, *, by: User | None) -> None:
    """A corrected file in place of the first one. Choices stay with the rows that say the same (choices.py)."""
    file = db.session.get_one(ImportFile, batch.id)
    file.content = content
    batch.name, batch.digest, batch.size = name[-200:], hashlib.sha256(content).hexdigest(), len(content)
    batch.state, batch.message = ImportState.READING.value, ""
    note("import.file", batch, by, {"size": batch.size})
    db.session.flush()


@contextmanager
def file_of(batch: ImportBatch) -> Iterator[Path]:
    """The kept file on disk, for the reading child; gone afterwards."""
    content = db.session.get_one(ImportFile, batch.id).content
    with tempfile.TemporaryDirectory(prefix="liaison-import-") as folder:
        path = Path(folder) / f"{Path(batch.name).stem[:60] or 'upload'}{Path(batch.name).suffix.lower()[:10]}"
        path.write_bytes(content)
        yield path


def remembered_columns() -> Remembered:
    """What was said of headings before."""
    rows = db.session.execute(select(ImportMapping.headings, ImportMapping.kind, ImportMapping.fields))
    return {headings: (kind, fields) for headings, kind, fields in rows}


def remember_columns(layouts: Sequence[Layout], *, now: datetime, by: User | None) -> None:
    """The next sheet with these headings is read like this one."""
    for layout in layouts:
        if not (layout["headings"] and layout["take"]):
            continue
        known = db.session.scalars(select(ImportMapping).where(ImportMapping.headings == layout["headings"])).first()
        mapping = known or ImportMapping(headings=layout["headings"])
        mapping.kind, mapping.fields = layout["kind"], fields_of(layout)
        mapping.by_id, mapping.used_at = by.id if by else None, now
        db.session.add(mapping)
    db.session.flush()


def read_columns(batch: ImportBatch) -> list[Layout]:
    """How the sheets of the kept file are understood, keeping what was chosen for the same sheets before."""
    with file_of(batch) as path:
        sheets = sheets_of(path)
    if holds_nothing(sheets):
        raise ImportRefused(why_nothing(sheets))
    layouts = layouts_of(sheets, batch.wanted_kind or None, remembered_columns())
    chosen = {(each["index"], each["headings"]): each for each in batch.sheets if each["headings"]}
    return [chosen.get((layout["index"], layout["headings"]), layout) for layout in layouts]


def plan_of(
    sheets: Sequence[Sheet], layouts: Sequence[Layout], *, today: date, by: User | None, choices: Choices, step: Step
) -> Plan:
    """What writing this file would do. SheetError or ImportRefused when it cannot be used as a whole."""
    channels = {kind.name: kind.code for kind in interaction_kinds()}
    read = read_sheets(sheets, layouts, today=today, channels=channels)
    return planned(read, today=today, by=by, choices=choices, step=step)


def newest_line() -> int:
    """The newest audit line: every write leaves one, so an equal answer means that nothing was written in between."""
    return db.session.scalar(select(func.max(AuditLine.id))) or 0


def show_plan(batch: ImportBatch, plan: Plan, read_at_line: int) -> None:
    """Keep the preview in place of an earlier one, with the choices already made; its message says how many were not kept."""
    digests = [row.digest for row in plan.rows]  # of what is planned, without whom somebody found by hand
    choices, lost = take_over(batch, plan.rows)
    db.session.execute(delete(ImportRow).where(ImportRow.batch_id == batch.id))
    rows = [
        row_values(batch.id, row) | {"choice": choice, "digest": digest}
        for row, choice, digest in zip(plan.rows, choices, digests, strict=True)
    ]
    for start in range(0, len(rows), AT_ONCE):
        insert_rows(ImportRow.__table__, rows[start : start + AT_ONCE])
    batch.kind, batch.skipped = plan.kind, plan.skipped
    batch.left_out = [asdict(each) for each in left_out_rows(plan)]
    batch.found = plan.counts | told_counts(plan)
    batch.read_at_line, batch.state = read_at_line, ImportState.OPEN.value
    batch.message = told(CHOICES_LOST, n=lost) if lost else ""
    db.session.flush()


def row_values(batch_id: int, row: PlannedRow) -> dict[str, Any]:
    return {
        "batch_id": batch_id, "sheet": row.sheet, "row": row.row, "state": row.state.value, "name": row.name,
        "unit": row.unit, "who": row.who, "reason": row.reason, "changes": row.changes, "problems": row.problems,
        "candidates": row.candidates, "column": row.column[:200], "more": row.more,
    }  # fmt: skip


def point_at(
    batch: ImportBatch, row: ImportRow, person: Sequence[Candidate], choice: str, *, by: User | None
) -> None:
    """This row, and every other about the same unknown person, means somebody who was found by hand, in one of the ways
    in which it can."""
    rows = [row]
    if row.who and row.state == RowState.UNCLEAR:
        same = (ImportRow.batch_id == batch.id, ImportRow.who == row.who, ImportRow.state == row.state)
        rows = list(db.session.scalars(select(ImportRow).where(*same)))
    for each in rows:
        each.candidates = with_pointed(each.candidates, person)
        each.choice = choice
    note("import.choose", batch, by, {"rows": len(rows)})
    db.session.flush()


def writes_by_others(batch: ImportBatch, line: int) -> bool:
    """Whether anything but this import's own steps was written since its preview was made."""
    lines = select(func.count()).select_from(AuditLine).where(AuditLine.id > batch.read_at_line, AuditLine.id <= line)
    own = (AuditLine.subject == ImportBatch.__tablename__) & (AuditLine.subject_id == batch.id)
    return bool(db.session.scalar(lines.where(~own)))


def agrees(batch: ImportBatch, plan: Plan) -> bool:
    """Whether the plan is the one that was shown."""
    shown = db.session.execute(
        select(ImportRow.sheet, ImportRow.row, ImportRow.digest).where(ImportRow.batch_id == batch.id)
    )
    return {(sheet, row, digest) for sheet, row, digest in shown} == {
        (row.sheet, row.row, row.digest) for row in plan.rows
    }


def take_turns() -> None:
    """On PostgreSQL wait for another import to end; SQLite has one writer anyway."""
    if db.engine.dialect.name == "postgresql":
        db.session.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": ONE_AT_A_TIME})


def write_batch(
    batch: ImportBatch, plan: Plan, *, today: date, now: datetime, by: User | None, step: Step = lambda _rows: None
) -> Outcome:
    """Write the plan and what is to be known of it later; the kept file and the preview go."""
    trail = Trail(batch)
    write_plan(plan, trail, today=today, by=by, step=step)
    outcome = outcome_of(batch.name, plan)
    outcome.batch, outcome.unused_columns = batch.id, unused_columns(batch.sheets)
    batch.kind, batch.state, batch.applied_at = outcome.kind, ImportState.APPLIED.value, now
    batch.created, batch.updated = outcome.created, outcome.updated
    batch.unchanged, batch.skipped = outcome.unchanged, outcome.skipped
    batch.errors = outcome.kept_errors
    batch.left_out = [asdict(each) for each in left_out_rows(plan)]
    batch.found = plan.counts | told_counts(plan)
    clear_away(batch)
    counts = {"created": batch.created, "updated": batch.updated, "skipped": batch.skipped}
    note("import", batch, by, counts)
    db.session.flush()
    return outcome


def clear_away(batch: ImportBatch) -> None:
    """The file and the previewed rows hold people's data: they are kept no longer than they are needed."""
    for table in (ImportFile.__table__, ImportRow.__table__):
        db.session.execute(delete(table).where(table.c.batch_id == batch.id))


def discard_import(batch: ImportBatch, *, by: User | None) -> None:
    """Give up an import that has written nothing."""
    batch.state = ImportState.DISCARDED.value
    clear_away(batch)
    note("import.discard", batch, by)
    db.session.flush()


def choose(batch: ImportBatch, choices: dict[int, str], *, by: User | None) -> int:
    """Keep choices by the preview's row ids. One about an unknown person serves all rows about the same one."""
    rows = db.session.scalars(
        select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.id.in_(sorted(choices)))
    ).all()
    changed = [row for row in rows if row.choice != choices[row.id]]
    for row in changed:
        before, row.choice = row.choice, choices[row.id]
        if row.choice.startswith(AT_UNIT) or (before.startswith(AT_UNIT) and row.choice == ""):
            choose_for_unit(batch, row, before)
        if row.who and row.state == RowState.UNCLEAR:
            same = (ImportRow.batch_id == batch.id, ImportRow.who == row.who, ImportRow.state == row.state)
            for other in db.session.scalars(select(ImportRow).where(*same)):
                other.choice = row.choice
    if changed:
        note("import.choose", batch, by, {"rows": len(changed)})
    db.session.flush()
    return len(changed)


def choose_for_unit(batch: ImportBatch, row: ImportRow, before: str) -> None:
    """Which unit a name means is the same for all rows that write it and stood as this one did. A row that is left out
    says nothing of its unit."""
    rows = ImportRow.__table__
    same = (rows.c.batch_id == batch.id, rows.c.sheet == row.sheet, rows.c.unit == row.unit, rows.c.state == row.state)
    db.session.execute(rows.update().where(*same, rows.c.choice == before).values(choice=row.choice))


def choose_all(batch: ImportBatch, state: str, choice: str, *, by: User | None) -> None:
    """The same choice for every row of one kind; to bring all of them takes nothing back but what was to be left out."""
    rows = ImportRow.__table__
    mine = [rows.c.batch_id == batch.id, rows.c.state == state]
    if choice == "":
        mine.append(rows.c.choice == SKIP)
    db.session.execute(rows.update().where(*mine).values(choice=choice))
    note("import.choose", batch, by, {"state": state, "choice": choice})
    db.session.flush()


def import_file(
    path: Path,
    *,
    name: str,
    today: date,
    now: datetime,
    by: User | None,
    kind: str | None = None,
    mapping: dict[str, str] | None = None,
    step: Callable[[int], None] = lambda _rows: None,
) -> Outcome:
    """All steps at once, in the caller's transaction; a dry run is one that the caller rolls back.

    SheetError or ImportRefused when the file as a whole cannot be used; rows at fault are in the outcome.
    """
    with many_records():
        content_digest = hashlib.sha256(path.read_bytes()).hexdigest()
        batch = ImportBatch(
            name=name[-200:], kind="", wanted_kind=kind or "", by_id=by.id if by else None, digest=content_digest,
            size=path.stat().st_size, state=ImportState.APPLYING.value,
        )  # fmt: skip
        db.session.add(batch)
        db.session.flush()
        sheets = sheets_of(path)
        batch.sheets = layouts_for(sheets, kind, mapping or {}, remembered_columns())
        take_turns()
        plan = plan_of(sheets, batch.sheets, today=today, by=by, choices={}, step=step)
        sheets.clear()  # the plan holds what is needed of them
        return write_batch(batch, plan, today=today, now=now, by=by, step=step)
