"""A request between us and them, its progress, and how it ended."""

from datetime import date, datetime

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison import clock
from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import Base, Record, db
from liaison.domain.matters import Pressing, Way, pressing
from liaison.interactions.models import Interaction
from liaison.units.models import Unit

matter_interactions = Table(
    "matter_interactions",
    Base.metadata,
    Column("matter_id", ForeignKey("matters.id", ondelete="CASCADE"), primary_key=True),
    Column("interaction_id", ForeignKey("interactions.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Matter(Record, db.Model):
    """Open while `ended_as` is empty; the words of the ending are in the newest `MatterEnding` not reopened.

    `unit_id` is the unit as it was when the matter began: it stays when the person moves on, and goes along when the unit is
    merged into another while the matter is open.
    """

    __tablename__ = "matters"
    name: Mapped[str]
    way: Mapped[str] = mapped_column(String(10), default=Way.INCOMING.value)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    received_on: Mapped[date]
    received_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    asked: Mapped[str] = mapped_column(Text, default="")
    promise: Mapped[str] = mapped_column(Text, default="")
    promised_by: Mapped[str] = mapped_column(default="")
    due_on: Mapped[date]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    urgent: Mapped[bool] = mapped_column(default=False)
    ended_as: Mapped[str] = mapped_column(String(20), default="")
    ended_on: Mapped[date | None]
    deleted_at: Mapped[datetime | None]

    unit: Mapped[Unit | None] = relationship(lazy="joined")
    contact: Mapped[Contact | None] = relationship(lazy="joined")
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="joined")
    deputy: Mapped[User | None] = relationship(foreign_keys=[deputy_id], lazy="joined")
    received_by: Mapped[User | None] = relationship(foreign_keys=[received_by_id], lazy="joined")
    notes: Mapped[list["MatterNote"]] = relationship(
        back_populates="matter", order_by="MatterNote.on, MatterNote.id", cascade="all, delete-orphan"
    )
    endings: Mapped[list["MatterEnding"]] = relationship(
        back_populates="matter", order_by="MatterEnding.id", cascade="all, delete-orphan"
    )
    interactions: Mapped[list[Interaction]] = relationship(
        secondary=matter_interactions, order_by=(Interaction.on, Interaction.id)
    )

    __table_args__ = (
        Index("ix_matters_open", "deleted_at", "ended_as", "due_on", "id"),
        Index("ix_matters_owner_open", "owner_id", "deleted_at", "ended_as", "due_on", "id"),
        Index("ix_matters_ended", "deleted_at", "ended_on", "id"),
    )

    @property
    def is_open(self) -> bool:
        return not self.ended_as

    @property
    def incoming(self) -> bool:
        return self.way == Way.INCOMING

    @property
    def ending(self) -> "MatterEnding | None":
        """How it ended; None while it is open."""
        return next((each for each in reversed(self.endings) if each.reopened_at is None), None)

    @property
    def partner(self) -> str:
        """Whom it is with, as one says it: the unit, else the person."""
        if self.unit is not None:
            return self.unit.short_name or self.unit.name
        return self.contact.name if self.contact else ""

    @property
    def live_notes(self) -> list["MatterNote"]:
        return [each for each in self.notes if each.deleted_at is None]

    def pressing(self, today: date) -> Pressing:
        return pressing(self.due_on, today)

    def days_left(self, today: date) -> int:
        """Negative once the promised day has passed."""
        return (self.due_on - today).days


class MatterNote(db.Model):
    """One sentence of progress. `automatic`: written by the program, about a changed day or owner."""

    __tablename__ = "matter_notes"
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id", ondelete="CASCADE"), index=True)
    on: Mapped[date] = mapped_column("noted_on")
    text: Mapped[str] = mapped_column(Text)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    automatic: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    deleted_at: Mapped[datetime | None]
    matter: Mapped[Matter] = relationship(back_populates="notes")
    by: Mapped[User | None] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        return self.matter.name


class MatterEnding(db.Model):
    """How a matter ended, with the interaction that warms the tie; a reopened one is kept as history."""

    __tablename__ = "matter_endings"
    id: Mapped[int] = mapped_column(primary_key=True)
    matter_id: Mapped[int] = mapped_column(ForeignKey("matters.id", ondelete="CASCADE"), index=True)
    ending: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("ended_on")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    result: Mapped[str] = mapped_column(Text, default="")
    remainder: Mapped[str] = mapped_column(Text, default="")
    passed_to: Mapped[str] = mapped_column(default="")
    explanation: Mapped[str] = mapped_column(Text, default="")
    explained_by: Mapped[str] = mapped_column(default="")
    explained_on: Mapped[date | None]
    reception: Mapped[str] = mapped_column(String(20), default="")
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    reopened_at: Mapped[datetime | None]
    reopened_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    matter: Mapped[Matter] = relationship(back_populates="endings")
    by: Mapped[User | None] = relationship(foreign_keys=[by_id], lazy="joined")
    reopened_by: Mapped[User | None] = relationship(foreign_keys=[reopened_by_id])
    interaction: Mapped[Interaction | None] = relationship()
