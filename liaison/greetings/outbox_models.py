"""The outbox: one mail for one greeting, from when it is due to when it is known what became of it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db
from liaison.greetings.models import Greeting


class Posted(StrEnum):
    """due → claimed → sending → sent | failed | unknown; `withdrawn` is a person's decision not to send."""

    DUE = "due"
    CLAIMED = "claimed"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    WITHDRAWN = "withdrawn"


SETTLED = (Posted.SENT, Posted.WITHDRAWN)


class OutboxMessage(Record, db.Model):
    """Address and words as they were when the mail was handed over; one live message for each greeting."""

    __tablename__ = "greeting_messages"
    greeting_id: Mapped[int] = mapped_column(ForeignKey("greetings.id"), unique=True)
    recipient: Mapped[str]
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    state: Mapped[str] = mapped_column(String(20), default=Posted.DUE.value)
    due_at: Mapped[datetime]
    claimed_at: Mapped[datetime | None]
    claimed_by: Mapped[str] = mapped_column(String(80), default="")
    tries: Mapped[int] = mapped_column(default=0)
    told: Mapped[str] = mapped_column(Text, default="")  # the server's last words, or why nobody knows
    queued_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    greeting: Mapped[Greeting] = relationship(lazy="joined")
    queued_by: Mapped[User | None] = relationship(foreign_keys=[queued_by_id])
    settled_by: Mapped[User | None] = relationship(foreign_keys=[settled_by_id])

    __table_args__ = (Index("ix_greeting_messages_due", "state", "due_at", "id"),)

    @property
    def name(self) -> str:
        return self.greeting.name
