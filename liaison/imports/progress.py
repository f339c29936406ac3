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
from liaison.imports.models import ImportBatch, ImportState

WORKER = f"{socket.gethostname()}:{os.getpid()}:{uuid.uuid4().hex[:12]}"
SILENT_FOR = timedelta(minutes=30)
SECONDS_BETWEEN_NOTES = 1.0


class Cancelled(Exception):
    """Somebody asked for the work to stop; nothing of it is kept."""


@dataclass
class Progress:
    """`step` is called by the work itself; it raises Cancelled once `stop` is set."""

    batch_id: int
    total: int = 0
    done: int = 0
    writes: bool = False
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

    def begin(self, total: int, *, writes: bool = False) -> None:
        """A stretch of work of so many steps; `writes` when the session holds the one place to write."""
        self.total, self.done = total, 0
        self.writes = writes and db.engine.dialect.name == "sqlite"

    def note(self) -> None:
        """Let other processes see it. Too busy a database is no reason to stop."""
        table = ImportBatch.__table__
        values = {"done": self.done, "total": self.total, "worked_at": clock.now()}
        try:
            with db.engine.connect().execution_options(**{WRITE_OPTION: True}) as connection, connection.begin():
                connection.execute(
                    update(table)  # type: ignore[arg-type]
                    .where(table.c.id == self.batch_id)
                    .values({**values, "updated_at": table.c.updated_at})
                )
        except OperationalError:
            return


AT_WORK: dict[int, Progress] = {}


def percent_of(batch: ImportBatch) -> int | None:
    """0 to 99 of the stretch under way; None while its length is not known."""
    here = AT_WORK.get(batch.id)
    done, total = (here.done, here.total) if here else (batch.done, batch.total)
    return min(99, done * 100 // total) if total else None


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
