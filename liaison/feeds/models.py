"""A feed, and the memory of what it has handed out."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from liaison.accounts.models import User
from liaison.db import Record, db


class FeedScope(StrEnum):
    """Whose people a feed is about."""

    MINE = "mine"
    SECTION = "section"
    FESTIVALS = "festivals"


class Feed(Record, db.Model):
    """One secret address. The table holds only the token's SHA-256.

    The columns under "handed out" are written when a calendar program fetches the feed (docs/decisions/0006), by a
    plain UPDATE that leaves `version` alone: the owner's settings have not changed.
    """

    __tablename__ = "feeds"
    user_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)
    name: Mapped[str]
    scope: Mapped[str] = mapped_column(String(20), default=FeedScope.MINE.value)
    kinds: Mapped[str] = mapped_column(String(80))
    discreet: Mapped[bool] = mapped_column(default=True)
    greeting_lead_days: Mapped[int | None]
    day_alarm: Mapped[bool] = mapped_column(default=False)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    rotated_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    # handed out
    last_fetched_at: Mapped[datetime | None]
    last_program: Mapped[str] = mapped_column(default="")
    state_stamp: Mapped[str] = mapped_column(String(64), default="")
    etag: Mapped[str] = mapped_column(String(64), default="")
    octets: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime | None]
    edition: Mapped[int] = mapped_column(default=0)

    user: Mapped[User] = relationship(lazy="joined")

    @property
    def kind_list(self) -> tuple[str, ...]:
        """The kinds as calendar links name them: greetings, checkins, birthdays, followups."""
        return tuple(self.kinds.split(","))


class FeedEntry(db.Model):
    """One event as this feed last handed it out: what it said, as a digest, and its revision.

    A cancelled one keeps what a calendar program needs to strike it out.
    """

    __tablename__ = "feed_entries"
    id: Mapped[int] = mapped_column(primary_key=True)
    feed_id: Mapped[int] = mapped_column(ForeignKey("feeds.id", ondelete="CASCADE"))
    uid: Mapped[str] = mapped_column(String(120))
    digest: Mapped[str] = mapped_column(String(32))
    sequence: Mapped[int]
    changed_at: Mapped[datetime]
    cancelled_at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(String(20))
    on: Mapped[date] = mapped_column("happens_on")
    title: Mapped[str] = mapped_column(Text)

    __table_args__ = (UniqueConstraint("feed_id", "uid"),)
