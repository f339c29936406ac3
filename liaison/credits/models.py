"""One thing others did well."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import Record, db
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter
from liaison.units.models import Unit


class Credit(Record, db.Model):
    """`reported_in` is the month of the report that told it, "2026-11"; empty while it was not."""

    __tablename__ = "credits"
    name: Mapped[str] = mapped_column(Text)
    on: Mapped[date] = mapped_column("done_on")
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    matter_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"), index=True)
    interaction_id: Mapped[int | None] = mapped_column(ForeignKey("interactions.id"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    thanked_on: Mapped[date | None]
    thanked_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    reported_in: Mapped[str] = mapped_column(String(7), default="")
    deleted_at: Mapped[datetime | None]

    unit: Mapped[Unit | None] = relationship(lazy="joined")
    contact: Mapped[Contact | None] = relationship(lazy="joined")
    matter: Mapped[Matter | None] = relationship()
    interaction: Mapped[Interaction | None] = relationship()
    by: Mapped[User | None] = relationship(foreign_keys=[by_id], lazy="joined")
    thanked_by: Mapped[User | None] = relationship(foreign_keys=[thanked_by_id], lazy="joined")

    __table_args__ = (Index("ix_credits_month", "deleted_at", "done_on", "id"),)

    @property
    def whose(self) -> str:
        """Who did it, as one says it: 市文旅局应科长."""
        unit = (self.unit.short_name or self.unit.name) if self.unit else ""
        return unit + (self.contact.address if self.contact else "")
