"""How far the work on an import has come, and who does it: in memory for this process, in the database for others.

While SQLite is being written to, nobody else can write, so then only this process knows the figures.
"""

import os
import socket
import threading
import uuid
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from time import monotonic

from sqlalchemy import select, update
from sqlalchemy.exc import OperationalError

from liaison import clock
from liaison.db import WRITE_OPTION, db
from liaison.imports.models import AT_WORK as UNDER_WAY
from liaison.imports.models import ImportBatch, ImportState

WORKER = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
SILENT_FOR = timedelta(minutes=30)
SECONDS_BETWEEN_NOTES = 1.0
WHOLE = 1000  # what other processes read as all of it


class Cancelled(Exception):
    """Somebody asked for the work to stop; nothing of it is kept."""


@dataclass
class Progress:
    """`step` is called by the work itself; it raises Cancelled once `stop` is set.

    The work is one course of several stretches, each so many steps long and ending at `until`, a share of the whole;
    `doing` says in a code what the present one is. Whatever is done again, the share only rises.
    """

    batch_id: int
    total: int = 0
    done: int = 0
    writes: bool = False
    doing: str = ""
    reached: float = 0.0
    until: float | None = None
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None
    noted_at: float = 0.0

    def step(self, rows: int) -> None:
        self.done += rows
        if self.stop.is_set():
            raise Cancelled
        if not self.writes and monotonic() - self.noted_at > SECONDS_BETWEEN_NOTES:
            self.noted_at = monotonic()
            self.note()

    def begin(self, doing: str, total: int, *, until: float, writes: bool = False) -> None:
        """The next stretch; `total` 0 when its length is not known, `writes` when the session holds the one place to write."""
        self.reached = self.until or 0.0
        self.until, self.doing = max(until, self.reached), doing
        self.total, self.done = total, 0
        self.writes = writes and db.engine.dialect.name == "sqlite"
        if self.stop.is_set():
            raise Cancelled

    @property
    def share(self) -> float:
        """How much of the whole is done, 0 to 1."""
        part = min(1.0, self.done / self.total) if self.total else 0.0
        return self.reached + ((1.0 if self.until is None else self.until) - self.reached) * part

    def note(self) -> None:
        """Let other processes see it, while the work is still this one's. Too busy a database is no reason to stop."""
        table = ImportBatch.__table__
        ours = (table.c.id == self.batch_id, table.c.worker == WORKER, table.c.state.in_(UNDER_WAY))
        values = {"done": round(self.share * WHOLE), "total": WHOLE, "worked_at": clock.now()}
        try:
            with db.engine.connect().execution_options(**{WRITE_OPTION: True}) as connection, connection.begin():
                connection.execute(
                    update(table)  # type: ignore[arg-type]
                    .where(*ours)
                    .values({**values, "updated_at": table.c.updated_at})
                )
        except OperationalError:
            return


AT_WORK: dict[int, Progress] = {}


def percent_of(batch: ImportBatch) -> int | None:
    """0 to 99 of the whole work; None while nothing is known of its length."""
    here = AT_WORK.get(batch.id)
    if here is None:
        share = batch.done / batch.total if batch.total else None
    else:
        share = here.share if here.total or here.reached else None
    return None if share is None else min(99, int(share * 100))


def doing_of(batch: ImportBatch) -> str:
    """What is being done: the stretch where this process does it, else the state alone."""
    here = AT_WORK.get(batch.id)
    return (here.doing if here else "") or batch.state


def is_interrupted(batch: ImportBatch, now: datetime) -> bool:
    """Whether the work was begun and nobody does it any more: the server was stopped in between."""
    if not batch.is_at_work or batch.id in AT_WORK:
        return False
    if batch.worker == WORKER:
        return True
    silent = batch.worked_at is None or now - batch.worked_at > SILENT_FOR
    return silent or is_dead(batch.worker)


def any_under_way() -> bool:
    """Whether a file is being read or written right now: what it holds of a person cannot be told yet."""
    begun = select(ImportBatch).where(ImportBatch.state.in_((ImportState.READING, ImportState.APPLYING)))
    now = clock.now()
    return any(not is_interrupted(batch, now) for batch in db.session.scalars(begun))


def is_dead(worker: str) -> bool:
    """Whether the process is known to be gone: one of this machine that no longer runs."""
    host, _, rest = worker.partition(":")
    process, _, _ = rest.partition(":")
    if host != socket.gethostname() or not process.isdigit():
        return False
    if os.name != "posix" or int(process) == os.getpid():
        return True
    try:
        os.kill(int(process), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return False


def ask_to_stop(batch_id: int) -> bool:
    """True when the work is this process's and will stop at its next step."""
    here = AT_WORK.get(batch_id)
    if here is not None:
        here.stop.set()
    return here is not None
