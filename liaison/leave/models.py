"""The days somebody is away."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from liaison.db import Record, db


class Leave(Record, db.Model):
    """From the first day to the last, both away. `batch` is shared by what came from one file; deleted rows are kept."""

    __tablename__ = "leave_days"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    from_on: Mapped[date]
    to_on: Mapped[date]
    note: Mapped[str] = mapped_column(default="")
    batch: Mapped[str | None] = mapped_column(String(36), index=True)
    deleted_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_leave_days_of", "user_id", "deleted_at", "to_on"),)

    @property
    def name(self) -> str:
        return f"{self.from_on} – {self.to_on} {self.note}".strip()
