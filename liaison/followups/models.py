"""A follow-up, usually born from an interaction."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import Record, db
from liaison.interactions.models import Interaction
from liaison.units.models import Unit


class FollowUp(Record, db.Model):
    """Open while `done_at` is None."""

    __tablename__ = "follow_ups"
    name: Mapped[str] = mapped_column(Text)
    on: Mapped[date] = mapped_column("due_on")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str] = mapped_column(Text, default="")

    contact: Mapped[Contact | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    interaction: Mapped[Interaction | None] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="joined")

    __table_args__ = (Index("ix_follow_ups_open", "done_at", "due_on", "id"),)
