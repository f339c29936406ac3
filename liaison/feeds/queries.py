"""Feeds as their owners see them, and what one is about to say."""

import hashlib
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import func, select

from liaison.accounts.models import User
from liaison.calendar_.loads import day_loads
from liaison.calendar_.occasions import Occasion
from liaison.calendar_.queries import EARLIEST, LATEST, festival_days_between, occasions_between
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.due.scopes import Scope, in_scope
from liaison.feeds.models import Feed, FeedEntry, FeedScope
from liaison.feeds.revising import Entry
from liaison.formats.ics import CalendarEvent
from liaison.workdays.queries import work_calendar

DAYS_BACK, DAYS_AHEAD = 30, 400
MOST_EVENTS = 20_000  # some ten megabytes of file; calendar programs give up long before
BESIDES_CALLS = (
    4  # birthdays, a follow-up: what a person may have beside the calls, at most, as an estimate
)
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


def days_covered(feed: Feed, today: date) -> tuple[date, date]:
    """The span, cut where a very large office would pass MOST_EVENTS: what is near is told, whatever it costs."""
    start, end = span_of(today)
    if feed.scope == FeedScope.FESTIVALS or most_events_in(feed, start, end) <= MOST_EVENTS:
        return start, end
    loads = day_loads(start, end, scope_of(feed), work_calendar(), today=today)
    told = 0
    for day in sorted(loads):
        told += loads[day]
        if told > MOST_EVENTS and day > today:
            return start, day - timedelta(days=1)
    return start, end


def most_events_in(feed: Feed, start: date, end: date) -> float:
    """No feed has more events than this: everybody called at every interval of the span."""
    calls = ((end - start).days + 1) / Contact.cadence_days
    return db.session.scalar(select(func.sum(calls + BESIDES_CALLS)).where(*in_scope(scope_of(feed)))) or 0


def events_of(feed: Feed, start: date, end: date, today: date) -> list[CalendarEvent]:
    """What the feed says today of these days, with the revisions that follow from the records alone.

    Names leave the program only with those who may export, also when that right was taken after the feed was made.
    """
    discreet = feed.discreet or not feed.user.exports
    base_url = current_app.config["SETTINGS"].base_url
    return [
        occasion.as_event(base_url=base_url, discreet=discreet, alarm=alarm_of(feed, occasion.kind))
        for occasion in occasions_of(feed, start, end, today)
    ]


def occasions_of(feed: Feed, start: date, end: date, today: date) -> list[Occasion]:
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
