"""Making, changing and revoking feeds, and handing one out to a calendar program."""

import hashlib
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import delete, insert, update

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import begin_write, check_version, db
from liaison.feeds.models import Feed, FeedEntry
from liaison.feeds.queries import days_covered, entries_of, events_of, feeds_of, token_digest
from liaison.feeds.revising import ONE_SECOND, Entry, Revised, revised
from liaison.feeds.stamps import state_stamp
from liaison.formats.ics import CalendarEvent, stream_calendar

EDITABLE = ("name", "scope", "kinds", "discreet", "greeting_lead_days", "day_alarm")
MOST_FEEDS = 20
FETCH_NOTED_EVERY = timedelta(hours=1)
TRIES = 3


class FeedRefused(ValueError):
    """A feed that cannot be made; the message says why."""


class FeedBusy(Exception):
    """Several programs fetched the feed in the same moment while it was changing; ask again."""


@dataclass(frozen=True)
class Handout:
    """A calendar file ready to be sent: what identifies its content, how long it is, and its events in order."""

    etag: str
    octets: int
    changed_at: datetime
    name: str
    events: list[CalendarEvent]

    def pieces(self) -> Iterator[bytes]:
        """The file, a piece at a time."""
        return stream_calendar(self.events, name=self.name, timed=False)


def add_feed(values: dict[str, Any], *, by: User) -> tuple[Feed, str]:
    """(feed, token). The token is not stored and cannot be told again. FeedRefused past MOST_FEEDS."""
    if len(feeds_of(by)) >= MOST_FEEDS:
        raise FeedRefused(_("每人最多 %(most)s 个订阅，请先作废不用的", most=MOST_FEEDS))
    token = new_token()
    feed = Feed(**checked(values), user_id=by.id, token_hash=token_digest(token))
    db.session.add(feed)
    db.session.flush()
    note("feed.add", feed, by, {key: values[key] for key in EDITABLE})
    return feed, token


def new_token() -> str:
    return secrets.token_urlsafe(32)


def checked(values: dict[str, Any]) -> dict[str, Any]:
    """EDITABLE as stored; a feed about people names at least one kind."""
    if not values["kinds"]:
        raise FeedRefused(_("请至少选择一类内容"))
    return {**{key: values[key] for key in EDITABLE}, "kinds": ",".join(values["kinds"])}


def edit_feed(feed: Feed, values: dict[str, Any], *, version: int | None, by: User) -> None:
    """Change what a feed shows; its address stays. StaleRecord, FeedRefused."""
    check_version(feed, version)
    for key, value in checked(values).items():
        setattr(feed, key, value)
    changes = pending_changes(feed)
    db.session.flush()
    if changes:
        note("feed.edit", feed, by, changes)


def rotate_feed(feed: Feed, *, now: datetime, by: User) -> str:
    """A new token; the old address answers no more. What the feed has told stays known."""
    token = new_token()
    feed.token_hash, feed.rotated_at = token_digest(token), now
    feed.last_fetched_at, feed.last_program = None, ""
    db.session.flush()
    note("feed.rotate", feed, by)
    return token


def revoke_feed(feed: Feed, *, now: datetime, by: User) -> None:
    """The address answers no more; what the feed has told is forgotten."""
    feed.revoked_at = now
    db.session.flush()
    db.session.execute(delete(FeedEntry).where(FeedEntry.feed_id == feed.id))
    note("feed.revoke", feed, by)


def hand_out(feed: Feed, stamp: str, *, today: date, now: datetime, program: str) -> Handout:
    """The feed's file. Where it says something new, that is remembered: the caller commits.

    The events are built before the database is locked for writing; should another fetch have written meanwhile,
    everything is done again on top of it. FeedBusy after TRIES.
    """
    feed_id, name = feed.id, feed.name
    for _attempt in range(TRIES):
        start, end = days_covered(feed, today)
        known = entries_of(feed_id)
        answer = revised(events_of(feed, start, end, today), known, (start, end), today=today, now=now)
        events = sorted(answer.events, key=lambda event: event.position)
        if feed.state_stamp == stamp and not answer.written and not answer.forgotten:
            return Handout(feed.etag, feed.octets, feed.changed_at or now, name, events)
        etag, octets = measured(events, name)
        changed_at = changed_when(feed, etag, now)
        values = {
            "state_stamp": stamp, "etag": etag, "octets": octets, "changed_at": changed_at,
            "last_fetched_at": now, "last_program": program[:200],
        }  # fmt: skip
        if remember(feed_id, feed.edition, values, answer, known):
            return Handout(etag, octets, changed_at, name, events)
        db.session.rollback()
        stamp = state_stamp(feed, today)
    raise FeedBusy


def measured(events: list[CalendarEvent], name: str) -> tuple[str, int]:
    """(strong entity tag, length) of the file, without holding it."""
    seen, octets = hashlib.sha256(), 0
    for piece in stream_calendar(events, name=name, timed=False):
        seen.update(piece)
        octets += len(piece)
    return seen.hexdigest()[:32], octets


def changed_when(feed: Feed, etag: str, now: datetime) -> datetime:
    """Last-Modified knows seconds only, so a second change within one second counts as a second later."""
    if feed.changed_at is None:
        return now
    return feed.changed_at if etag == feed.etag else max(now, feed.changed_at + ONE_SECOND)


def remember(
    feed_id: int, edition: int, values: dict[str, Any], answer: Revised, known: dict[str, Entry]
) -> bool:
    """Write what was handed out, in a transaction of its own. False when another fetch wrote since `edition`."""
    begin_write()
    table = Feed.__table__
    written = db.session.connection().execute(
        update(table)
        .where(table.c.id == feed_id, table.c.edition == edition)
        .values(edition=edition + 1, updated_at=table.c.updated_at, **values)
    )
    if written.rowcount != 1:
        return False
    gone = [*answer.forgotten, *(entry.uid for entry in answer.written if entry.uid in known)]
    for start in range(0, len(gone), 500):
        some = gone[start : start + 500]
        db.session.execute(delete(FeedEntry).where(FeedEntry.feed_id == feed_id, FeedEntry.uid.in_(some)))
    if answer.written:
        db.session.execute(insert(FeedEntry), [row_of(feed_id, entry) for entry in answer.written])
    return True


def row_of(feed_id: int, entry: Entry) -> dict[str, Any]:
    return {"feed_id": feed_id, **{name: getattr(entry, name) for name in Entry.__slots__}}


def note_fetch(feed: Feed, *, now: datetime, program: str) -> bool:
    """Remember when and by which program the feed was last fetched, at most once an hour. True: commit it."""
    if feed.last_fetched_at is not None and now - feed.last_fetched_at < FETCH_NOTED_EVERY:
        return False
    feed_id = feed.id
    begin_write()
    table = Feed.__table__
    db.session.connection().execute(
        update(table)
        .where(table.c.id == feed_id)
        .values(last_fetched_at=now, last_program=program[:200], updated_at=table.c.updated_at)
    )
    return True
