"""不是同一个: a pair that somebody looked at and found to be two."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db


class Distinction(Record, db.Model):
    """Two contacts or two units, in either order, that are not the same; open while `withdrawn_at` is None.

    When one of them is merged into a third, the pair goes over to that one: liaison/merges/references.py.
    """

    __tablename__ = "distinctions"
    subject: Mapped[str] = mapped_column(String(10))
    first_id: Mapped[int]
    second_id: Mapped[int]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]
    withdrawn_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    by: Mapped[User | None] = relationship(foreign_keys=[by_id], lazy="joined")

    __table_args__ = (
        Index("ix_distinctions_pair", "subject", "first_id", "second_id"),
        Index("ix_distinctions_second", "subject", "second_id"),
    )
