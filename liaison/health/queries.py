"""Whether the database is the one this code expects, and whether a worker is alive."""

from dataclasses import dataclass
from datetime import datetime

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app
from sqlalchemy import select

from liaison.db import db
from liaison.health.models import WorkerPulse


@dataclass(frozen=True)
class WorkerHealth:
    """`state` is alive, asleep (longer silent than it promised) or none (not seen for days, or never)."""

    state: str
    beat_at: datetime | None = None


def schema_revisions() -> tuple[str | None, str | None]:
    """(revision of the database, newest revision in migrations/)."""
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    context = MigrationContext.configure(db.session.connection())
    return context.get_current_revision(), scripts.get_current_head()


def worker_health(now: datetime) -> WorkerHealth:
    """By the worker that promised to be heard of last."""
    newest = select(WorkerPulse).order_by(WorkerPulse.expected_by.desc(), WorkerPulse.name).limit(1)
    pulse = db.session.scalar(newest)
    if pulse is None:
        return WorkerHealth("none")
    return WorkerHealth("alive" if pulse.expected_by >= now else "asleep", pulse.beat_at)
