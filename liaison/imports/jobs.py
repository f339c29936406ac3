"""The long work of an import, outside the request: a thread of the server with a session and commits of its own.

A request waits for it a moment, so that an ordinary sheet is done when its page opens; what takes longer is found
under the import's address. Stopped at any point, the work has written nothing.
"""

import contextvars
import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from flask import Flask, current_app
from sqlalchemy.orm.exc import StaleDataError

from liaison import clock
from liaison.accounts.models import User
from liaison.batches import many_records
from liaison.db import StaleRecord, begin_write, db
from liaison.domain.refusals import sentence, told
from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheets import Sheet
from liaison.imports import importing
from liaison.imports.choices import choices_of
from liaison.imports.faults import WritingRefused
from liaison.imports.layouts import Layout
from liaison.imports.models import ImportBatch, ImportState
from liaison.imports.plan import Plan
from liaison.imports.progress import AT_WORK, WORKER, Cancelled, Progress
from liaison.imports.reading import NOTHING_FOUND, ImportRefused, sheets_of
from liaison.imports.undoing import count_of_records, undo_import

PATIENCE_SECONDS = 2.0
# Where the stretches of the work end, as shares of the whole: as long as they take of twenty thousand rows.
READ, SHOWN = 0.15, 0.9
PLANNED, PLANNED_AGAIN, COMPARED = 0.35, 0.45, 0.55
STOPPED_BACK_TO = {
    ImportState.READING: ImportState.MAPPING,
    ImportState.APPLYING: ImportState.OPEN,
    ImportState.UNDOING: ImportState.APPLIED,
}
CANCELLED = sentence("已停下，什么都没有写入。")
BROKEN = sentence("程序出错，什么都没有写入。错误已经记入日志，请稍后再试或告诉管理员。")
SOMEBODY_WROTE = sentence("写入时有人改了同一位联系人，什么都没有写入。下面是按最新情况重新看过的结果，请核对后再写一次。")
PLAN_CHANGED = sentence("预览之后情况有变（有人新增或改过相关的记录），什么都没有写入。下面是重新看过的结果，请核对后再写一次。")

Work = Callable[[ImportBatch, Progress, User | None], None]
log = logging.getLogger(__name__)


class Overtaken(Exception):
    """The import is no longer where this work was begun: somebody took it on or gave it up meanwhile."""


@contextmanager
def begun(batch: ImportBatch, state: ImportState) -> Iterator[Progress]:
    """Within, the caller commits that the import is at work; this process answers for it before anybody can see that."""
    mark_begun(batch, state)
    progress = AT_WORK[batch.id] = Progress(batch.id)
    try:
        yield progress
    except BaseException:
        AT_WORK.pop(progress.batch_id, None)
        raise


def start(progress: Progress, work: Work, by: User | None) -> None:
    """Begin the work and wait a moment for its end. The caller has committed."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    user_id = by.id if by else None
    db.session.rollback()
    context = contextvars.copy_context()
    progress.thread = threading.Thread(
        target=context.run, args=(run, app, progress, work, user_id), name=f"import-{progress.batch_id}", daemon=True
    )
    try:
        progress.thread.start()
    except RuntimeError:  # the machine has no room for another thread
        AT_WORK.pop(progress.batch_id, None)
        raise
    progress.thread.join(app.config.get("IMPORT_PATIENCE_SECONDS", PATIENCE_SECONDS))


def run(app: Flask, progress: Progress, work: Work, user_id: int | None) -> None:
    """The thread: the work, and what is to be said when it does not end well."""
    try:
        with app.app_context():
            try:
                batch = db.session.get_one(ImportBatch, progress.batch_id)
                with many_records():
                    work(batch, progress, db.session.get(User, user_id) if user_id else None)
            except WritingRefused as error:
                give_up(progress, str(error))
            except (SheetError, ImportRefused) as error:
                give_up(progress, str(error), ImportState.FAILED)
            except Cancelled:
                give_up(progress, told(CANCELLED))
            except Overtaken:
                log.warning("import %s was taken on by somebody else meanwhile", progress.batch_id)
            except (StaleDataError, StaleRecord):
                give_up(progress, told(SOMEBODY_WROTE))
            except Exception:
                log.exception("import %s", progress.batch_id)
                give_up(progress, told(BROKEN))
            finally:
                db.session.remove()
    finally:
        AT_WORK.pop(progress.batch_id, None)


def give_up(progress: Progress, message: str, state: ImportState | None = None) -> None:
    """Nothing that was begun is kept; the import waits where it was before, with a message."""
    begin_write()
    batch = db.session.get_one(ImportBatch, progress.batch_id)
    if not batch.is_at_work or batch.worker != WORKER:
        return
    back_to = state or STOPPED_BACK_TO[ImportState(batch.state)]
    if back_to == ImportState.MAPPING and not batch.sheets:
        back_to = ImportState.FAILED
    batch.state, batch.message = back_to.value, message
    db.session.commit()


def mark_begun(batch: ImportBatch, state: ImportState) -> None:
    """The import is at work from now on, and this process does it. Of two who begin at once the second gets a StaleDataError."""
    batch.state, batch.message = state.value, ""
    batch.worker, batch.worked_at, batch.done, batch.total = WORKER, clock.now(), 0, 0
    db.session.flush()


def taken_up(progress: Progress, state: ImportState) -> ImportBatch:
    """The import, to be written to now. Overtaken when it is no longer where the work was begun."""
    begin_write()
    if state != ImportState.READING:
        importing.take_turns()
    batch = db.session.get_one(ImportBatch, progress.batch_id)
    if batch.state != state or batch.worker != WORKER:
        raise Overtaken
    return batch


def read_file(batch: ImportBatch, progress: Progress, _by: User | None) -> None:
    """Which sheets and columns the file has."""
    progress.begin("file", 0, until=READ)
    keep_columns(importing.read_columns(batch), progress)


def keep_columns(sheets: list[Layout], progress: Progress) -> None:
    """Now somebody is to look at the columns."""
    batch = taken_up(progress, ImportState.READING)
    batch.sheets, batch.state = sheets, ImportState.MAPPING.value
    if not any(layout["take"] for layout in sheets):
        batch.message = told(NOTHING_FOUND)
    db.session.commit()


def read_again(batch: ImportBatch, progress: Progress, by: User | None) -> None:
    """A corrected file under the same headings goes straight to its preview; under others its columns come first."""
    known = {layout["headings"] for layout in batch.sheets if layout["take"]}
    progress.begin("file", 0, until=READ)
    sheets = importing.read_columns(batch)
    taken = {layout["headings"] for layout in sheets if layout["take"]}
    if not (taken and taken <= known):
        keep_columns(sheets, progress)
        return
    batch = taken_up(progress, ImportState.READING)
    batch.sheets = sheets
    db.session.commit()
    make_preview(batch, progress, by)


def make_preview(batch: ImportBatch, progress: Progress, by: User | None) -> None:
    """What every row would do."""
    sheets = kept_sheets(batch, progress)
    plan, line = planned_afresh(batch, sheets, progress, by, choices={}, until=SHOWN)
    progress.begin("preview", 0, until=1.0)
    batch = taken_up(progress, ImportState.READING)
    importing.show_plan(batch, plan, line)
    db.session.commit()


def kept_sheets(batch: ImportBatch, progress: Progress) -> list[Sheet]:
    progress.begin("file", 0, until=READ)
    with importing.file_of(batch) as path:
        return sheets_of(path)


def planned_afresh(
    batch: ImportBatch,
    sheets: list[Sheet],
    progress: Progress,
    by: User | None,
    choices: dict[tuple[int, int], str],
    *,
    until: float,
    writes: bool = False,
) -> tuple[Plan, int]:
    """The plan, and the newest audit line it knows of; `writes` when the caller has begun to write."""
    rows = sum(layout["rows"] for layout in batch.sheets if layout["take"])
    progress.begin("again" if writes else "rows", rows, until=until, writes=writes)
    line = importing.newest_line()
    today = clock.today(current_app.config["SETTINGS"].timezone)
    plan = importing.plan_of(sheets, batch.sheets, today=today, by=by, choices=choices, step=progress.step)
    return plan, line


def apply_import(batch: ImportBatch, progress: Progress, by: User | None) -> None:
    """Write what was shown and chosen; when it is no longer what was shown, show it again instead."""
    sheets, choices = kept_sheets(batch, progress), choices_of(batch)
    plan, line = planned_afresh(batch, sheets, progress, by, choices, until=PLANNED)
    batch = taken_up(progress, ImportState.APPLYING)
    if importing.newest_line() != line:
        plan, line = planned_afresh(batch, sheets, progress, by, choices, until=PLANNED_AGAIN, writes=True)
    if importing.writes_by_others(batch, line):
        shown, line = planned_afresh(batch, sheets, progress, by, choices={}, until=COMPARED, writes=True)
        if not importing.agrees(batch, shown):
            importing.show_plan(batch, shown, line)
            batch.message = " ".join(filter(None, (told(PLAN_CHANGED), batch.message)))
            db.session.commit()
            return
    progress.begin("writing", plan.steps, until=1.0, writes=True)
    today = clock.today(current_app.config["SETTINGS"].timezone)
    importing.write_batch(batch, plan, today=today, now=clock.now(), by=by, step=progress.step)
    db.session.commit()


def take_back(batch: ImportBatch, progress: Progress, by: User | None) -> None:
    """Undo a whole import."""
    batch = taken_up(progress, ImportState.UNDOING)
    progress.begin("undoing", count_of_records(batch) * 2, until=1.0, writes=True)
    undo_import(batch, now=clock.now(), by=by, step=progress.step)
    db.session.commit()
