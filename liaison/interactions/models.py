"""One interaction with one or several people."""

from datetime import date, datetime, time

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import Base, Record, db
from liaison.domain.touches import Direction
from liaison.office.models import InteractionKind
from liaison.units.models import Unit

interaction_participants = Table(
    "interaction_participants",
    Base.metadata,
    Column("contact_id", ForeignKey("contacts.id"), primary_key=True),
    Column(
        "interaction_id", ForeignKey("interactions.id", ondelete="CASCADE"), primary_key=True, index=True
    ),
)


class Interaction(Record, db.Model):
    """`answered`: two-way, whatever word the kind has for it. A deleted one is kept, so that it can be restored."""

    __tablename__ = "interactions"
    kind: Mapped[str] = mapped_column(ForeignKey("interaction_kinds.code", onupdate="CASCADE"))
    direction: Mapped[str] = mapped_column(String(10), default=Direction.OURS.value)
    answered: Mapped[bool] = mapped_column(default=True)
    on: Mapped[date] = mapped_column("happened_on", index=True)
    at: Mapped[time | None] = mapped_column("happened_at")
    minutes: Mapped[int | None]
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    summary: Mapped[str] = mapped_column(Text, default="")
    outcome: Mapped[str] = mapped_column(Text, default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    handler: Mapped[str] = mapped_column(default="")  # 经办人 by name, when not a user of this program
    deleted_at: Mapped[datetime | None]

    by: Mapped[User | None] = relationship(lazy="joined")
    unit: Mapped[Unit | None] = relationship()
    kind_record: Mapped[InteractionKind] = relationship(lazy="joined", viewonly=True)
    participants: Mapped[list[Contact]] = relationship(
        secondary=interaction_participants, back_populates="interactions", order_by=Contact.id
    )

    __table_args__ = (Index("ix_interactions_live", "deleted_at", "happened_on", "id"),)

    @property
    def name(self) -> str:
        return "、".join(person.name for person in self.participants)

    @property
    def handled_by(self) -> str:
        return self.by.name if self.by else self.handler
