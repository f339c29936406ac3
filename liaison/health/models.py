"""The pulse of `flask worker`: who sends what is in the outbox, and by when it will be heard of again."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from liaison.db import db


class WorkerPulse(db.Model):
    """One worker while it lives; it promises to be heard of again by `expected_by`."""

    __tablename__ = "worker_pulses"
    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    started_at: Mapped[datetime]
    beat_at: Mapped[datetime]
    expected_by: Mapped[datetime]
