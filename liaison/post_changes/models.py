"""A change of post as it became known, and the vacancy it leaves."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.contacts.models import Contact, Post
from liaison.db import Record, db
from liaison.domain.posts import ChangeKind
from liaison.units.models import Unit


class PostChange(Record, db.Model):
    """`ended` lists the posts that ended by it, `dropped` the office telephones that stayed with them, each as its label,
    text, digits and extension; the columns under "before" let it be taken back."""

    __tablename__ = "post_changes"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id"), index=True)
    kind: Mapped[str] = mapped_column(String(20), default=ChangeKind.TRANSFER.value)
    on: Mapped[date] = mapped_column("changed_on")
    source: Mapped[str] = mapped_column(String(20))
    source_note: Mapped[str] = mapped_column(default="")
    ended: Mapped[list[int]] = mapped_column(JSON, default=list)
    dropped: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    begun_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"), index=True)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    withdrawn_at: Mapped[datetime | None]

    # before
    address_before: Mapped[str] = mapped_column(default="")
    title_before: Mapped[str] = mapped_column(default="")
    retired_before: Mapped[date | None]

    contact: Mapped[Contact] = relationship()
    begun: Mapped[Post | None] = relationship(foreign_keys=[begun_id])
    by: Mapped[User | None] = relationship(lazy="joined")
    vacancies: Mapped[list["Vacancy"]] = relationship(back_populates="change", cascade="all, delete-orphan")

    @property
    def name(self) -> str:
        return self.contact.name


class Vacancy(Record, db.Model):
    """空缺: a post somebody left. Open until it is filled here, closed, or somebody newer holds the same title there."""

    __tablename__ = "vacancies"
    unit_id: Mapped[int] = mapped_column(ForeignKey("units.id"), index=True)
    title: Mapped[str]
    department: Mapped[str] = mapped_column(default="")
    since_on: Mapped[date]
    change_id: Mapped[int | None] = mapped_column(
        ForeignKey("post_changes.id", ondelete="CASCADE"), index=True
    )
    post_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"), index=True)
    filled_by_id: Mapped[int | None] = mapped_column(ForeignKey("posts.id", ondelete="SET NULL"), index=True)
    closed_at: Mapped[datetime | None]
    closed_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    close_reason: Mapped[str] = mapped_column(default="")

    unit: Mapped[Unit] = relationship(lazy="joined")
    change: Mapped[PostChange | None] = relationship(back_populates="vacancies")
    post: Mapped[Post | None] = relationship(foreign_keys=[post_id], lazy="joined")
    filled_by: Mapped[Post | None] = relationship(foreign_keys=[filled_by_id])
    closed_by: Mapped[User | None] = relationship(foreign_keys=[closed_by_id])

    __table_args__ = (Index("ix_vacancies_open", "closed_at", "since_on", "id"),)

    @property
    def name(self) -> str:
        return f"{self.unit.name} {self.title}"
