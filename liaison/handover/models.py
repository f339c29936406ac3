"""A handover: who takes whom, what was moved by it, and who has signed."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import Record, db
from liaison.domain.handover import Signer, Stage
from liaison.followups.models import FollowUp


class Handover(Record, db.Model):
    """`rest_to` takes what belongs to none of the people handed over: units, follow-ups and rounds of the giver's own.

    `unit_briefs` is what the brief said of the units on the day of the transfer; what it said of a person stands with the
    person's item, so that it goes when the person is erased.
    """

    __tablename__ = "handovers"
    giver_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    on: Mapped[date] = mapped_column("handed_on")
    reason: Mapped[str] = mapped_column(Text, default="")
    rest_to_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    introduce: Mapped[bool] = mapped_column(default=True)
    per_day: Mapped[int] = mapped_column(default=5)
    tell_deputies: Mapped[bool] = mapped_column(default=True)
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    moved_at: Mapped[datetime | None]
    moved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    completed_at: Mapped[datetime | None]
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdraw_reason: Mapped[str] = mapped_column(Text, default="")
    unit_briefs: Mapped[list[dict[str, Any]] | None] = mapped_column(JSON)

    giver: Mapped[User] = relationship(foreign_keys=[giver_id], lazy="joined")
    rest_to: Mapped[User | None] = relationship(foreign_keys=[rest_to_id])
    created_by: Mapped[User | None] = relationship(foreign_keys=[created_by_id])
    moved_by: Mapped[User | None] = relationship(foreign_keys=[moved_by_id])
    withdrawn_by: Mapped[User | None] = relationship(foreign_keys=[withdrawn_by_id])
    items: Mapped[list["HandoverItem"]] = relationship(
        back_populates="handover", cascade="all, delete-orphan", order_by="HandoverItem.id"
    )
    moves: Mapped[list["HandoverMove"]] = relationship(
        cascade="all, delete-orphan", order_by="HandoverMove.id"
    )
    signatures: Mapped[list["HandoverSignature"]] = relationship(
        cascade="all, delete-orphan", order_by="HandoverSignature.id"
    )

    @property
    def stage(self) -> Stage:
        if self.withdrawn_at:
            return Stage.WITHDRAWN
        if self.completed_at:
            return Stage.COMPLETE
        return Stage.SIGNING if self.moved_at else Stage.DRAFT

    @property
    def takers(self) -> list[User]:
        """Those who take people, in the order they were chosen."""
        return list({item.taker_id: item.taker for item in self.items}.values())

    @property
    def name(self) -> str:
        return f"{self.giver.name} → {'、'.join(taker.name for taker in self.takers)}"


class HandoverItem(db.Model):
    """One person and who takes them."""

    __tablename__ = "handover_items"
    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"))
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    taker_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    brief: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    handover: Mapped[Handover] = relationship(back_populates="items")
    contact: Mapped[Contact] = relationship(lazy="joined")
    taker: Mapped[User] = relationship(lazy="joined")

    __table_args__ = (UniqueConstraint("handover_id", "contact_id"),)


class HandoverMove(db.Model):
    """One value a handover changed, so that it can be put back: contacts 12, owner_id, from 3 to 4."""

    __tablename__ = "handover_moves"
    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"), index=True)
    subject: Mapped[str] = mapped_column(String(30))
    subject_id: Mapped[int]
    field: Mapped[str] = mapped_column(String(20))
    before_id: Mapped[int | None]
    after_id: Mapped[int | None]


class HandoverSignature(db.Model):
    """A part that is to be signed: by whom it should be, and by whom and when it was."""

    __tablename__ = "handover_signatures"
    id: Mapped[int] = mapped_column(primary_key=True)
    handover_id: Mapped[int] = mapped_column(ForeignKey("handovers.id", ondelete="CASCADE"))
    part: Mapped[str] = mapped_column(String(10), default=Signer.TAKER.value)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    follow_up_id: Mapped[int | None] = mapped_column(ForeignKey("follow_ups.id", ondelete="SET NULL"), index=True)
    signed_at: Mapped[datetime | None]
    signed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    user: Mapped[User | None] = relationship(foreign_keys=[user_id], lazy="joined")
    signed_by: Mapped[User | None] = relationship(foreign_keys=[signed_by_id], lazy="joined")
    follow_up: Mapped[FollowUp | None] = relationship()

    __table_args__ = (UniqueConstraint("handover_id", "part", "user_id"),)
