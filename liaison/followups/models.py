"""A follow-up, where it came from, and the days it was moved from."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison import clock
from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import Record, db
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter
from liaison.units.models import Unit


class FollowUp(Record, db.Model):
    """Open while `done_at` and `deleted_at` are None.

    `previous_id` is the one whose end began this; `origin` the uuid of the record that asked for it (a change of post,
    a handover), so that taking that back takes this back.
    """

    __tablename__ = "follow_ups"
    name: Mapped[str] = mapped_column(Text)
    on: Mapped[date] = mapped_column("due_on")
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    previous_id: Mapped[int | None] = mapped_column(ForeignKey("follow_ups.id"), index=True)
    origin: Mapped[str] = mapped_column(String(36), default="", index=True)
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    outcome: Mapped[str] = mapped_column(Text, default="")
    deleted_at: Mapped[datetime | None]

    contact: Mapped[Contact | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    interaction: Mapped[Interaction | None] = relationship()
    matter: Mapped[Matter | None] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="joined")
    asked_by: Mapped[User | None] = relationship(foreign_keys=[asked_by_id])
    done_by: Mapped[User | None] = relationship(foreign_keys=[done_by_id])
    previous: Mapped["FollowUp | None"] = relationship(remote_side="FollowUp.id", back_populates="next")
    next: Mapped[list["FollowUp"]] = relationship(back_populates="previous", order_by="FollowUp.id")
    moves: Mapped[list["FollowUpMove"]] = relationship(
        back_populates="follow_up", order_by="FollowUpMove.id", cascade="all, delete-orphan"
    )

    __table_args__ = (
        Index("ix_follow_ups_open", "done_at", "due_on", "id"),
        Index("ix_follow_ups_owner_open", "owner_id", "done_at", "due_on", "id"),
    )

    @property
    def is_open(self) -> bool:
        return self.done_at is None and self.deleted_at is None


class FollowUpMove(db.Model):
    """改期: from which day to which, and why."""

    __tablename__ = "follow_up_moves"
    id: Mapped[int] = mapped_column(primary_key=True)
    follow_up_id: Mapped[int] = mapped_column(ForeignKey("follow_ups.id", ondelete="CASCADE"), index=True)
    from_on: Mapped[date]
    to_on: Mapped[date]
    reason: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    at: Mapped[datetime] = mapped_column("moved_at", default=clock.now)
    follow_up: Mapped[FollowUp] = relationship(back_populates="moves")
    by: Mapped[User | None] = relationship(lazy="joined")
