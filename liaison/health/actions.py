"""Keeping the pulse of the workers."""

from datetime import datetime, timedelta

from sqlalchemy import delete

from liaison.db import db
from liaison.health.models import WorkerPulse

KEPT_FOR = timedelta(days=7)


def beat(name: str, *, now: datetime, expected_by: datetime) -> None:
    """This worker is alive now; those long silent are forgotten."""
    db.session.execute(delete(WorkerPulse).where(WorkerPulse.beat_at < now - KEPT_FOR))
    pulse = db.session.get(WorkerPulse, name) or WorkerPulse(name=name, started_at=now)
    pulse.beat_at, pulse.expected_by = now, expected_by
    db.session.add(pulse)
    db.session.flush()
