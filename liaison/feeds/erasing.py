"""What the feeds have told of somebody who is erased: programs are told to strike it out, and nothing else is left of it."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import delete, select, update

from liaison.batches import among
from liaison.db import db
from liaison.feeds.models import Feed, FeedEntry
from liaison.feeds.revising import CANCELLED_DAYS, Entry, emptied, is_still_told

UUID_LENGTH = 36


def erase_events(uuids: Collection[str], *, title: str, now: datetime) -> None:
    """Empty what the feeds remember of these records' events, of which `title` is all that is said from now on.

    Feeds that nobody reads forget them, and so does everybody after CANCELLED_DAYS.
    """
    unread_since = now - timedelta(days=CANCELLED_DAYS)
    gone = []
    for entry_id, entry, fetched_at in remembered_of(uuids):
        after = emptied(entry, title, now)
        if fetched_at is None or fetched_at < unread_since or not is_still_told(after, after.on):
            gone.append(entry_id)
        else:
            values = {name: getattr(after, name) for name in Entry.__slots__}
            db.session.execute(update(FeedEntry).where(FeedEntry.id == entry_id).values(values))
    over = (FeedEntry.digest == "") & (FeedEntry.cancelled_at < unread_since)
    db.session.execute(delete(FeedEntry).where(among(FeedEntry.id, gone) | over))


def remembered_of(uuids: Collection[str]) -> list[tuple[int, Entry, datetime | None]]:
    """(id, entry, when its feed was last read) of all that feeds have told of these records."""
    columns = [getattr(FeedEntry, name) for name in Entry.__slots__]
    remembered = select(FeedEntry.id, Feed.last_fetched_at, *columns).join(Feed, Feed.id == FeedEntry.feed_id)
    return [
        (row[0], Entry(*row[2:]), row[1])
        for row in db.session.execute(remembered)
        if row.uid[:UUID_LENGTH] in uuids
    ]


def told_anew(entry_ids: Collection[int]) -> None:
    """Words of these events were taken out: no feed may go on saying that nothing has changed."""
    db.session.execute(update(FeedEntry).where(among(FeedEntry.id, entry_ids)).values(digest=""))
    feeds = Feed.__table__
    db.session.execute(update(feeds).values(state_stamp="", updated_at=feeds.c.updated_at))
