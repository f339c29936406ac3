"""The record that somebody's personal information was handed out or erased. It holds none of it."""

from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db


class RequestKind(StrEnum):
    """提供副本 · 删除."""

    COPY = "copy"
    ERASURE = "erasure"


class PersonalRequest(Record, db.Model):
    """`contact_id` is whose copy it was; an erasure has none. `counts` are rows by table, and the attachments erased."""

    __tablename__ = "personal_requests"
    kind: Mapped[str] = mapped_column(String(10))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20), default="")
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[User | None] = relationship(lazy="joined")
