"""What happened to a unit on a day, with all that is needed to take it back."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db
from liaison.units.models import Unit


class UnitChange(Record, db.Model):
    """`moved` holds ids: posts ended and begun, children, follow-ups, vacancies closed."""

    __tablename__ = "unit_changes"
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("changed_on")
    former_name: Mapped[str] = mapped_column(default="")
    former_short_name: Mapped[str] = mapped_column(default="")
    new_name: Mapped[str] = mapped_column(default="")
    into_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    source: Mapped[str] = mapped_column(String(20))
    source_note: Mapped[str] = mapped_column(default="")
    moved: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(foreign_keys=[unit_id])
    into: Mapped[Unit | None] = relationship(foreign_keys=[into_id])
    by: Mapped[User | None] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        return self.unit.name
