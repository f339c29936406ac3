"""Feeds as their owners see them, and what one is about to say."""

import hashlib
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import select

from liaison.calendar_.occasions import Occasion
from liaison.calendar_.queries import EARLIEST, LATEST, festival_days_between, occasions_between
from liaison.db import db
from liaison.due.scopes import Scope
from liaison.feeds.models import Feed, FeedEntry, FeedScope
from liaison.feeds.revising import Entry
from liaison.accounts.models import User
from liaison.formats.ics import CalendarEvent

DAYS_BACK, DAYS_AHEAD = 30, 400
MORNING = timedelta(hours=9)


def token_digest(token: str) -> str:
    """What the database keeps of a feed's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def live_feed(token: str) -> Feed | None:
    """The feed of this token; None when it is unknown or revoked, or when its owner may no longer sign in."""
    feed = db.session.scalar(select(Feed).where(Feed.token_hash == token_digest(token)))
    if feed is None or feed.revoked_at is not None or feed.user.disabled_at is not None:
        return None
    return feed


def feeds_of(user: User) -> list[Feed]:
    """A user's live feeds, oldest first."""
    return list(
        db.session.scalars(
            select(Feed).where(Feed.user_id == user.id, Feed.revoked_at.is_(None)).order_by(Feed.id)
        )
    )


def own_feed(user: User, feed_id: int) -> Feed | None:
    """A live feed of this user's own; None for anybody else's."""
    return db.session.scalar(
        select(Feed).where(Feed.id == feed_id, Feed.user_id == user.id, Feed.revoked_at.is_(None))
    )


def scope_of(feed: Feed) -> Scope:
    """Whose people a feed is about: its owner's, or all whom its owner may see at the time of asking."""
    owners = (feed.user_id,) if feed.scope == FeedScope.MINE else None
    return Scope(seen_by=feed.user, owner_ids=owners)


def span_of(today: date) -> tuple[date, date]:
    """The days a feed covers on this day."""
    return (
        max(today - timedelta(days=DAYS_BACK), EARLIEST),
        min(today + timedelta(days=DAYS_AHEAD), LATEST),
    )


def events_of(feed: Feed, today: date) -> list[CalendarEvent]:
    """What the feed says today, with the revisions that follow from the records alone."""
    base_url = current_app.config["SETTINGS"].base_url
    return [
        occasion.as_event(base_url=base_url, discreet=feed.discreet, alarm=alarm_of(feed, occasion.kind))
        for occasion in occasions_of(feed, today)
    ]


def occasions_of(feed: Feed, today: date) -> list[Occasion]:
    start, end = span_of(today)
    if feed.scope == FeedScope.FESTIVALS:
        return festival_days_between(start, end)
    return occasions_between(start, end, scope_of(feed), today=today, kinds=feed.kind_list)


def alarm_of(feed: Feed, kind: str) -> timedelta | None:
    """09:00, for greetings so many days before. None: the calendar program stays silent."""
    if kind == "greeting":
        lead = feed.greeting_lead_days
        return None if lead is None else MORNING - timedelta(days=lead)
    return MORNING if feed.day_alarm else None


def entries_of(feed_id: int) -> dict[str, Entry]:
    """{UID: entry} of everything the feed remembers, as plain rows."""
    columns = (
        FeedEntry.uid, FeedEntry.digest, FeedEntry.sequence, FeedEntry.changed_at, FeedEntry.cancelled_at,
        FeedEntry.kind, FeedEntry.on, FeedEntry.title,
    )  # fmt: skip
    rows = db.session.execute(select(*columns).where(FeedEntry.feed_id == feed_id))
    return {row[0]: Entry(*row) for row in rows}
