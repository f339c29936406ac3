"""One table of lines that are only ever added."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from liaison import clock
from liaison.db import db


class AuditLine(db.Model):
    """Names are copied in, so that a line still reads after its record or its author is gone."""

    __tablename__ = "audit_lines"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(default=clock.now, index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    by_name: Mapped[str] = mapped_column(default="")
    action: Mapped[str]
    subject: Mapped[str]
    subject_id: Mapped[int | None]
    subject_name: Mapped[str] = mapped_column(default="")
    changes: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (Index("ix_audit_lines_subject", "subject", "subject_id"),)
