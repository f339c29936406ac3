"""The contact and what hangs on it. A title is held through a Post, never on the person."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Column, ForeignKey, Index, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison import clock
from liaison.accounts.models import User
from liaison.db import Base, Record, db, sorted_text
from liaison.domain.address import form_of_address
from liaison.domain.birthdays import Birthday
from liaison.domain.cadence import Tier
from liaison.domain.warmth import Heat
from liaison.units.models import Unit, UnitKind

if TYPE_CHECKING:
    from liaison.interactions.models import Interaction

SCHOOL_KINDS = (UnitKind.SCHOOL, UnitKind.UNIVERSITY)

contact_tags = Table(
    "contact_tags",
    Base.metadata,
    Column("contact_id", ForeignKey("contacts.id", ondelete="CASCADE"), primary_key=True),
    Column("tag_id", ForeignKey("tags.id", ondelete="CASCADE"), primary_key=True, index=True),
)


class Tag(db.Model):
    """A word people are grouped by; festival audiences may name one."""

    __tablename__ = "tags"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), unique=True)


class Contact(Record, db.Model):
    """Columns under "facts" have one writer: liaison/standing/actions.py.

    One merged into another stays as an archived row that nobody sees (`merged_into_id`), so that old links, calendars
    and the undoing of the merge find it: liaison/merges.
    """

    __tablename__ = "contacts"
    name: Mapped[str] = mapped_column(index=True)
    family_name: Mapped[str] = mapped_column(default="")
    given_name: Mapped[str] = mapped_column(default="")
    reading: Mapped[str] = mapped_column(default="")  # the officer's correction, "shan jian guo"
    address_as: Mapped[str] = mapped_column(default="")  # 称呼 as the officer wants it
    gender: Mapped[str] = mapped_column(String(10), default="")
    wechat: Mapped[str] = mapped_column(default="")
    email: Mapped[str] = mapped_column(default="")
    birth_year: Mapped[int | None]
    birth_month: Mapped[int | None]
    birth_day: Mapped[int | None]
    birth_is_lunar: Mapped[bool] = mapped_column(default=False)
    birth_is_leap: Mapped[bool] = mapped_column(default=False)
    tier: Mapped[str] = mapped_column(String(20), default=Tier.GENERAL.value)
    interval_days: Mapped[int | None]
    max_gap_days: Mapped[int | None]
    preferred_channel: Mapped[str] = mapped_column(default="")
    best_time: Mapped[str] = mapped_column(default="")
    taboos: Mapped[str] = mapped_column(Text, default="")
    notes: Mapped[str] = mapped_column(Text, default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"), index=True)
    verified_on: Mapped[date | None]
    retired_on: Mapped[date | None]
    archived_at: Mapped[datetime | None]
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("contacts.id"), index=True)
    sort_key: Mapped[str] = mapped_column(sorted_text(200), default="", index=True)

    # facts
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    title: Mapped[str] = mapped_column(default="")
    cadence_days: Mapped[int] = mapped_column(default=180)
    gap_days: Mapped[int] = mapped_column(default=360)
    last_contact_on: Mapped[date | None]
    times_contacted: Mapped[int] = mapped_column(default=0)
    due_on: Mapped[date | None]
    broken_after: Mapped[date | None]
    snoozed_until: Mapped[date | None]
    paused_until: Mapped[date | None]
    heat: Mapped[float] = mapped_column(default=0.0)
    heat_on: Mapped[date | None]
    cools_on: Mapped[date | None] = mapped_column(index=True)
    facts_at: Mapped[datetime | None]
    facts_revision: Mapped[int] = mapped_column(default=0)

    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="joined")
    deputy: Mapped[User | None] = relationship(foreign_keys=[deputy_id])
    unit: Mapped[Unit | None] = relationship(lazy="joined")
    posts: Mapped[list["Post"]] = relationship(
        back_populates="contact", order_by="Post.position, Post.id", cascade="all, delete-orphan"
    )
    phones: Mapped[list["Phone"]] = relationship(
        back_populates="contact",
        order_by="Phone.position, Phone.id",
        cascade="all, delete-orphan",
        lazy="selectin",
    )
    tags: Mapped[list[Tag]] = relationship(secondary=contact_tags, order_by=Tag.name)
    interactions: Mapped[list["Interaction"]] = relationship(
        secondary="interaction_participants", back_populates="participants", viewonly=True
    )

    __table_args__ = (
        Index("ix_contacts_due", "archived_at", "due_on", "id"),
        Index("ix_contacts_broken", "archived_at", "broken_after", "id"),
        Index("ix_contacts_owner_due", "owner_id", "archived_at", "due_on", "id"),
        Index("ix_contacts_owner_broken", "owner_id", "archived_at", "broken_after", "id"),
        Index("ix_contacts_never", "archived_at", "last_contact_on", "cadence_days", "id"),
        Index("ix_contacts_owner_never", "owner_id", "archived_at", "last_contact_on", "cadence_days", "id"),
        Index("ix_contacts_birthday", "birth_is_lunar", "birth_month", "birth_day"),
        Index("ix_contacts_owner_birthday", "owner_id", "birth_is_lunar", "birth_month", "birth_day"),
        Index(
            "ix_contacts_paused", "paused_until", "id",
            sqlite_where=text("paused_until IS NOT NULL"), postgresql_where=text("paused_until IS NOT NULL"),
        ),
    )

    @property
    def birthday(self) -> Birthday | None:
        if self.birth_month is None or self.birth_day is None:
            return None
        return Birthday(
            self.birth_month, self.birth_day, self.birth_year, self.birth_is_lunar, self.birth_is_leap
        )

    @birthday.setter
    def birthday(self, value: Birthday | None) -> None:
        self.birth_month = value.month if value else None
        self.birth_day = value.day if value else None
        self.birth_year = value.year if value else None
        self.birth_is_lunar = bool(value and value.is_lunar)
        self.birth_is_leap = bool(value and value.is_leap)

    @property
    def address(self) -> str:
        """称呼: what to call the person, "王主任"."""
        return address_of(self, self.unit.kind if self.unit else None)

    @property
    def warmth_heat(self) -> Heat:
        return Heat(self.heat, self.heat_on)

    @property
    def telephones(self) -> str:
        """All numbers as they were entered, in one line."""
        return "、".join(phone.text for phone in self.phones)

    @property
    def open_posts(self) -> list["Post"]:
        return [post for post in self.posts if post.to_on is None]


def address_of(person: Any, unit_kind: str | None) -> str:
    """The same of a contact's plain columns, for those who read many people at once."""
    return form_of_address(
        person.family_name,
        person.given_name,
        person.title,
        override=person.address_as or None,
        gender=person.gender or None,
        relation="school" if unit_kind in SCHOOL_KINDS else None,
    )


class Post(Record, db.Model):
    """任职: a title at a unit from a day to a day; `to_on` None while it lasts. Position 0 comes first."""

    __tablename__ = "posts"
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("units.id"), index=True)
    department: Mapped[str] = mapped_column(default="")
    title: Mapped[str] = mapped_column(default="")
    from_on: Mapped[date | None]
    to_on: Mapped[date | None]
    position: Mapped[int] = mapped_column(default=0)
    contact: Mapped[Contact] = relationship(back_populates="posts")
    unit: Mapped[Unit | None] = relationship(lazy="joined")

    @property
    def name(self) -> str:
        return f"{self.unit.name if self.unit else ''} {self.title}".strip()


class Phone(db.Model):
    """`text` as it was entered, `digits` normalised for search and dialling."""

    __tablename__ = "phones"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    label: Mapped[str] = mapped_column(String(20), default="mobile")
    text: Mapped[str]
    digits: Mapped[str] = mapped_column(String(40), default="", index=True)
    extension: Mapped[str] = mapped_column(String(20), default="")
    position: Mapped[int] = mapped_column(default=0)
    contact: Mapped[Contact] = relationship(back_populates="phones")

    @property
    def dialled(self) -> str:
        """What a telephone can dial: digits, a pause before the extension; the text where no digits were read."""
        if not self.digits:
            return self.text
        return f"{self.digits},{self.extension}" if self.extension else self.digits


class Snooze(db.Model):
    """暂缓: the next contact is postponed to a day, with a reason. The newest one not lifted is in force."""

    __tablename__ = "snoozes"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    until_on: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    lifted_at: Mapped[datetime | None]
    contact: Mapped[Contact] = relationship()

    @property
    def name(self) -> str:
        return self.contact.name


class Pause(db.Model):
    """停联: taken out of the review until a day, with a reason. The newest one not lifted is in force."""

    __tablename__ = "pauses"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"), index=True)
    resume_on: Mapped[date]
    reason: Mapped[str]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    created_at: Mapped[datetime] = mapped_column(default=clock.now)
    lifted_at: Mapped[datetime | None]
    contact: Mapped[Contact] = relationship()

    @property
    def name(self) -> str:
        return self.contact.name


class Ownership(db.Model):
    """历任联络员: who kept the person from when to when. Written by liaison/contacts/ownership.py alone.

    `origin` is the uuid of the record behind the change (a handover), empty when there is none.
    """

    __tablename__ = "ownerships"
    id: Mapped[int] = mapped_column(primary_key=True)
    contact_id: Mapped[int] = mapped_column(ForeignKey("contacts.id", ondelete="CASCADE"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    from_at: Mapped[datetime] = mapped_column(default=clock.now)
    until_at: Mapped[datetime | None]
    why: Mapped[str] = mapped_column(String(20))
    origin: Mapped[str] = mapped_column(String(36), default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    owner: Mapped[User | None] = relationship(foreign_keys=[owner_id], lazy="joined")
    by: Mapped[User | None] = relationship(foreign_keys=[by_id], lazy="joined")

    __table_args__ = (Index("ix_ownerships_contact_id_until_at", "contact_id", "until_at"),)
