"""A year's holiday schedule as somebody loaded or edited it. Rows are only ever added: the newest of a year holds."""

from typing import Any

from sqlalchemy import JSON, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db


class WorkdayYear(Record, db.Model):
    """One version of one year. `days` holds [date, name, off] triples; None means the program's own schedule again."""

    __tablename__ = "workday_years"
    year: Mapped[int] = mapped_column(index=True)
    days: Mapped[list[list[Any]] | None] = mapped_column(JSON(none_as_null=True))
    source: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    by: Mapped[User | None] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        return f"{self.year} 年放假安排"
