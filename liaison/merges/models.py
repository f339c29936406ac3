"""What each merge did, in enough detail to take it back."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import Record, db
from liaison.units.models import Unit


class Subject(StrEnum):
    """What can be merged, as search keys and audit lines name it too."""

    CONTACT = "contact"
    UNIT = "unit"


class Merge(Record, db.Model):
    """One merge into `contact` or `unit`. `merged` holds {id, name} of the others, `journal` the steps.

    The others stay as archived rows with `merged_into_id`. The journal is emptied once the merge is undone.
    """

    __tablename__ = "merges"
    subject: Mapped[str] = mapped_column(String(10))
    contact_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    name: Mapped[str]
    merged: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    moved: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    journal: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    contact: Mapped[Contact | None] = relationship()
    unit: Mapped[Unit | None] = relationship()
    by: Mapped[User | None] = relationship(foreign_keys=[by_id], lazy="joined")
    undone_by: Mapped[User | None] = relationship(foreign_keys=[undone_by_id])

    @property
    def survivor(self) -> Contact | Unit | None:
        return self.contact or self.unit

    @property
    def names(self) -> str:
        """Those who were merged into the survivor."""
        return "、".join(each["name"] for each in self.merged)
