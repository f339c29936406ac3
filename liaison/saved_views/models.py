"""A saved view: the query of a list under a name."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import Section, User
from liaison.db import Record, db


class Audience(StrEnum):
    """Who has the view at the side."""

    MINE = "mine"
    SECTION = "section"
    OFFICE = "office"


class SavedView(Record, db.Model):
    """`list_name` is one of `lists.LISTS`, `query` its filters as an address has them; what they find is asked each time.

    A view holds no record and shows nobody more than the list itself would.
    """

    __tablename__ = "saved_views"
    name: Mapped[str] = mapped_column(String(40))
    list_name: Mapped[str] = mapped_column(String(20))
    query: Mapped[str] = mapped_column(String(2000), default="")
    owner_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    audience: Mapped[str] = mapped_column(String(10), default=Audience.MINE.value)
    section_id: Mapped[int | None] = mapped_column(ForeignKey("sections.id"))
    position: Mapped[int] = mapped_column(default=0)
    pinned_at: Mapped[datetime | None]
    removed_at: Mapped[datetime | None]

    owner: Mapped[User] = relationship(lazy="joined")
    section: Mapped[Section | None] = relationship(lazy="joined")

    __table_args__ = (Index("ix_saved_views_owner", "owner_id", "position"),)

    @property
    def pinned(self) -> bool:
        return self.pinned_at is not None
