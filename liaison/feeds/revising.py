"""What a feed says now against what it handed out before: which events keep their revision and which rise.

Plain values only: the memory comes in as entries and goes out as entries (docs/decisions/0006-event-revisions.md).
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from liaison.formats.ics import BEIJING, CalendarEvent

CANCELLED_DAYS = 30  # how long a cancelled event is still handed out
REMEMBERED_DAYS = 400  # how long its number is kept, should it come back
ONE_SECOND = timedelta(seconds=1)
Span = tuple[date, date]


@dataclass(frozen=True, slots=True)
class Entry:
    """One event as it was handed out; `title`, `on` and `kind` are what striking it out takes.

    An erased one has no digest: it can never come back.
    """

    uid: str
    digest: str
    sequence: int
    changed_at: datetime
    cancelled_at: datetime | None
    kind: str
    on: date
    title: str


@dataclass(frozen=True)
class Revised:
    """The events to hand out, in no order; the entries to write, and the UIDs to forget."""

    events: list[CalendarEvent]
    written: list[Entry]
    forgotten: list[str]


def revised(
    events: Iterable[CalendarEvent], known: Mapping[str, Entry], span: Span, *, today: date, now: datetime
) -> Revised:
    """Give every event its revision. `span` is the first and last day that the feed covers."""
    told, written, missing = [], [], dict(known)
    for event in events:
        before = missing.pop(event.uid, None)
        entry = entry_of(event, before, now)
        if entry is not before:
            written.append(entry)
        told.append(replace(event, sequence=entry.sequence, updated_at=entry.changed_at))
    forgotten = []
    for before in missing.values():
        if is_forgotten(before, span, today):
            forgotten.append(before.uid)
            continue
        entry = before if before.cancelled_at else cancelled(before, now)
        if entry is not before:
            written.append(entry)
        if is_still_told(entry, today):
            told.append(cancellation(entry))
    return Revised(told, written, forgotten)


def entry_of(event: CalendarEvent, before: Entry | None, now: datetime) -> Entry:
    """The entry of an event: the one before where it says the same, else a later one with a higher number."""
    digest = digest_of(event)
    if before and before.digest == digest and before.cancelled_at is None:
        return before
    return Entry(
        uid=event.uid,
        digest=digest,
        sequence=max(event.sequence, before.sequence + 1) if before else event.sequence,
        changed_at=later(event.updated_at, before, now),
        cancelled_at=None,
        kind=event.kind,
        on=event.first_day,
        title=event.summary,
    )


def later(changed_at: datetime, before: Entry | None, now: datetime) -> datetime:
    """When the event changed: as its record says; where that is no news, when the change was noticed."""
    if before is None or changed_at > before.changed_at:
        return changed_at
    return max(now, before.changed_at + ONE_SECOND)


def cancelled(before: Entry, now: datetime) -> Entry:
    """The event is no longer planned."""
    instant = max(now, before.changed_at + ONE_SECOND)
    return replace(before, sequence=before.sequence + 1, changed_at=instant, cancelled_at=instant)


def emptied(before: Entry, title: str, now: datetime) -> Entry:
    """The event of somebody erased: its UID, by which programs strike it out, and neither its words nor its day."""
    over = before if before.cancelled_at else cancelled(before, now)
    changed_at = max(now, before.changed_at + ONE_SECOND)
    return replace(
        over, digest="", title=title, on=day_of(now), sequence=before.sequence + 1, changed_at=changed_at
    )


def is_forgotten(entry: Entry, span: Span, today: date) -> bool:
    """An event outside the days covered is no longer told, which says nothing about it; or one cancelled long ago."""
    if entry.cancelled_at is None:
        return not span[0] <= entry.on <= span[1]
    days = REMEMBERED_DAYS if entry.digest else CANCELLED_DAYS
    return day_of(entry.cancelled_at) < today - timedelta(days=days)


def is_still_told(entry: Entry, today: date) -> bool:
    """Whether subscribers may not have struck a cancelled event out yet. Depends on the day, not on the hour."""
    return entry.cancelled_at is not None and day_of(entry.cancelled_at) >= today - timedelta(
        days=CANCELLED_DAYS
    )


def day_of(instant: datetime) -> date:
    return instant.astimezone(BEIJING).date()


def cancellation(entry: Entry) -> CalendarEvent:
    """The event that strikes an earlier one out."""
    return CalendarEvent(
        entry.uid,
        entry.title,
        entry.kind,  # type: ignore[arg-type]
        on=entry.on,
        updated_at=entry.changed_at,
        sequence=entry.sequence,
        cancelled=True,
    )


def digest_of(event: CalendarEvent) -> str:
    """What the event says, whenever it was said."""
    said = (
        event.summary,
        event.kind,
        event.on,
        event.until,
        event.starts_at,
        event.duration,
        event.description,
    )
    rest = (event.location, event.url, event.alarm, event.transparent)
    return hashlib.blake2b(repr((said, rest)).encode(), digest_size=16).hexdigest()
