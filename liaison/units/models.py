"""The unit, with the facts about being in touch that follow from its people."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db, sorted_text


class UnitKind(StrEnum):
    """单位类别, as the audience rules of festivals know them."""

    GOVERNMENT = "government"
    ENTERPRISE = "enterprise"
    MILITARY = "military"
    UNIVERSITY = "university"
    SCHOOL = "school"
    HOSPITAL = "hospital"
    MEDIA = "media"
    ASSOCIATION = "association"
    JUSTICE = "justice"
    EMERGENCY = "emergency"
    OTHER = "other"


class Unit(Record, db.Model):
    """Columns under "facts" have one writer: liaison/standing/actions.py."""

    __tablename__ = "units"
    name: Mapped[str] = mapped_column(index=True)
    short_name: Mapped[str] = mapped_column(default="")
    code: Mapped[str] = mapped_column(String(40), default="")
    kind: Mapped[str] = mapped_column(String(20), default=UnitKind.OTHER.value)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    authority: Mapped[str] = mapped_column(default="")  # 主管部门 by name, when it is not a unit of ours
    tier: Mapped[str | None] = mapped_column(String(20))
    interval_days: Mapped[int | None]
    max_gap_days: Mapped[int | None]
    region: Mapped[str] = mapped_column(default="")
    address: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    archived_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    sort_key: Mapped[str] = mapped_column(sorted_text(200), default="", index=True)

    # facts
    last_contact_on: Mapped[date | None]
    due_on: Mapped[date | None]
    people: Mapped[int] = mapped_column(default=0)
    people_reached: Mapped[int] = mapped_column(default=0)
    facts_at: Mapped[datetime | None]
    facts_revision: Mapped[int] = mapped_column(default=0)

    former_names: Mapped[list["FormerName"]] = relationship(order_by="FormerName.until_on, FormerName.id")
    parent: Mapped["Unit | None"] = relationship(
        remote_side="Unit.id", back_populates="children", foreign_keys=[parent_id]
    )
    children: Mapped[list["Unit"]] = relationship(
        back_populates="parent", order_by="Unit.sort_key", foreign_keys=[parent_id]
    )
    owner: Mapped[User | None] = relationship(lazy="joined")

    __table_args__ = (Index("ix_units_due", "archived_at", "due_on", "id"),)

    @property
    def hangs_by_one(self) -> bool:
        """Whether the whole tie goes through a single person."""
        return self.people_reached == 1


class FormerName(db.Model):
    """A name the unit, or one that became part of it, had until a day; search and imports know it still."""

    __tablename__ = "unit_former_names"
    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(index=True)
    until_on: Mapped[date]
    change_uuid: Mapped[str] = mapped_column(String(36), default="", index=True)
