"""Who wants a digest where and how often, and one row for each digest that was due: never a second one.

The words are not kept: they are put together when the mail leaves, and hold what its reader may see then.
"""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db
from liaison.domain.digest_days import Rhythm


class DigestWish(Record, db.Model):
    """One user's own choice. `address` was chosen; what holds on the day is `recipient`."""

    __tablename__ = "digest_wishes"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), unique=True)
    rhythm: Mapped[str] = mapped_column(String(10), default=Rhythm.OFF.value)
    address: Mapped[str] = mapped_column(default="")
    user: Mapped[User] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        return self.user.name

    @property
    def recipient(self) -> str:
        """Only an administrator's digest leaves for an address of their own choice; all others' for the account's."""
        return (self.user.administers and self.address) or self.user.email


class Fate(StrEnum):
    """due → sending → sent | failed | unknown; `empty` when there was nothing to tell."""

    DUE = "due"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EMPTY = "empty"


class DigestMail(Record, db.Model):
    """The one digest of one user and day."""

    __tablename__ = "digest_mails"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    on: Mapped[date] = mapped_column("digest_on")
    recipient: Mapped[str]
    state: Mapped[str] = mapped_column(String(10), default=Fate.DUE.value)
    due_at: Mapped[datetime]
    taken_at: Mapped[datetime | None]
    tries: Mapped[int] = mapped_column(default=0)
    told: Mapped[str] = mapped_column(Text, default="")  # the server's last words, or why nobody knows
    user: Mapped[User] = relationship(lazy="joined")

    __table_args__ = (
        UniqueConstraint("user_id", "digest_on", name="uq_digest_mails_day"),
        Index("ix_digest_mails_due", "state", "digest_on", "due_at"),
    )

    @property
    def name(self) -> str:
        return f"{self.user.name} {self.on}"
