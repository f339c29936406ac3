"""Writing calendar files: greetings, calls, birthdays and follow-ups as one `.ics` for download and feed.

Plain strings, no library: the same events always give the same octets, and ten thousand of them cost a
fraction of a second (`bench/ics_writer.py`). An event is described in `ics_event.py`, a line in
`ics_text.py`; the reader of other people's files is `ics_reader.py`.
"""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import timedelta

from liaison.formats.ics_event import (
    BEIJING,
    CalendarEvent,
    CalendarEventError,
    EventKind,
    event_uid,
)
from liaison.formats.ics_text import (
    LINE_BREAK,
    date_value,
    duration_value,
    folded,
    local_value,
    one_line,
    text_line,
    uri_value,
    utc_value,
)

__all__ = [
    "BEIJING",
    "CalendarEvent",
    "CalendarEventError",
    "EventKind",
    "content_etag",
    "event_uid",
    "stream_calendar",
    "write_calendar",
]

ONE_DAY = timedelta(days=1)
ONE_HOUR = timedelta(hours=1)
CHUNK_OCTETS = 32 * 1024

# One block without daylight saving is the whole truth for every year this program writes a clock time in.
_ZONE = (
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Shanghai",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800",
    "TZNAME:CST",
    "END:STANDARD",
    "END:VTIMEZONE",
)


def write_calendar(
    events: Iterable[CalendarEvent],
    *,
    name: str,
    description: str = "",
    locale: str = "zh_CN",
    refresh: timedelta = ONE_HOUR,
) -> bytes:
    """The whole file, its events put in order; the time zone is described only when some event has a time.

    A name without comma, semicolon or backslash looks the same everywhere: many readers show its escapes.
    Two events of one UID raise CalendarEventError: a calendar program would show only one of them.
    """
    ordered = sorted(events, key=lambda event: event.position)
    _refuse_shared_uids(ordered)
    timed = any(event.starts_at for event in ordered)
    pieces = stream_calendar(
        ordered, name=name, description=description, locale=locale, refresh=refresh, timed=timed
    )
    return b"".join(pieces)


def stream_calendar(
    events: Iterable[CalendarEvent],
    *,
    name: str,
    description: str = "",
    locale: str = "zh_CN",
    refresh: timedelta = ONE_HOUR,
    timed: bool = True,
) -> Iterator[bytes]:
    """The same file in pieces of about 32 KiB, holding one piece at a time.

    The events come in order already (by `CalendarEvent.position`), and `timed` says whether to describe the
    time zone: neither can be learnt without reading to the end first. CalendarEventError if one is untrue.
    """
    head = _head_lines(name, description, locale, refresh)
    piece = bytearray(_joined([*head, *(_ZONE if timed else ())]))
    for event in _in_order(events):
        if event.starts_at and not timed:
            raise CalendarEventError("timed_without_zone", uid=event.uid)
        piece += _joined(_event_lines(event))
        if len(piece) >= CHUNK_OCTETS:
            yield bytes(piece)
            piece.clear()
    yield bytes(piece) + _joined(["END:VCALENDAR"])


def content_etag(content: bytes) -> str:
    """A strong entity tag from the content alone, without its quotation marks (werkzeug adds them)."""
    return hashlib.sha256(content).hexdigest()[:32]


def _refuse_shared_uids(events: list[CalendarEvent]) -> None:
    seen: set[str] = set()
    for event in events:
        if event.uid in seen:
            raise CalendarEventError("duplicate_uid", uid=event.uid)
        seen.add(event.uid)


def _in_order(events: Iterable[CalendarEvent]) -> Iterator[CalendarEvent]:
    previous = None
    for event in events:
        position = event.position
        if previous is not None and position <= previous:
            raise CalendarEventError("out_of_order", uid=event.uid)
        previous = position
        yield event


def _joined(lines: Iterable[str]) -> bytes:
    return (LINE_BREAK.join(lines) + LINE_BREAK).encode()


def _head_lines(name: str, description: str, locale: str, refresh: timedelta) -> Iterator[str]:
    # The language stands in PRODID only: a LANGUAGE parameter on the name makes some readers lose the name.
    language = locale.partition("_")[0].upper()
    interval = duration_value(refresh)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0")
    yield text_line("PRODID", f"-//Liaison//Liaison Calendar//{language}")
    yield from ("CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield from (text_line(label, one_line(name)) for label in ("NAME", "X-WR-CALNAME"))
    if description:
        yield from (text_line("DESCRIPTION", description), text_line("X-WR-CALDESC", description))
    yield from (f"REFRESH-INTERVAL;VALUE=DURATION:{interval}", f"X-PUBLISHED-TTL:{interval}")


def _event_lines(event: CalendarEvent) -> Iterator[str]:
    changed = utc_value(event.updated_at)
    yield "BEGIN:VEVENT"
    yield text_line("UID", event.uid)
    yield f"DTSTAMP:{changed}"
    yield f"LAST-MODIFIED:{changed}"
    yield f"SEQUENCE:{event.sequence}"
    yield from _span_lines(event)
    yield from _wording_lines(event)
    yield f"CATEGORIES:{event.kind}"
    yield "STATUS:CANCELLED" if event.cancelled else "STATUS:CONFIRMED"
    yield "TRANSP:TRANSPARENT" if event.transparent else "TRANSP:OPAQUE"
    if event.alarm is not None and not event.cancelled:
        yield from _alarm_lines(event.summary, event.alarm)
    yield "END:VEVENT"


def _span_lines(event: CalendarEvent) -> tuple[str, str]:
    start = event.starts_at_local
    if start is None:
        # The end of an all-day event is the first day it no longer covers.
        return (
            f"DTSTART;VALUE=DATE:{date_value(event.first_day)}",
            f"DTEND;VALUE=DATE:{date_value(event.last_day + ONE_DAY)}",
        )
    return (
        f"DTSTART;TZID=Asia/Shanghai:{local_value(start)}",
        f"DTEND;TZID=Asia/Shanghai:{local_value(start + event.duration)}",
    )


def _wording_lines(event: CalendarEvent) -> Iterator[str]:
    yield text_line("SUMMARY", one_line(event.summary))
    if event.description:
        yield text_line("DESCRIPTION", event.description)
    if event.location:
        yield text_line("LOCATION", event.location)
    if event.url:
        yield folded(f"URL:{uri_value(event.url)}")


def _alarm_lines(summary: str, alarm: timedelta) -> tuple[str, ...]:
    return (
        "BEGIN:VALARM",
        "ACTION:DISPLAY",
        text_line("DESCRIPTION", one_line(summary)),
        f"TRIGGER:{duration_value(alarm)}",
        "END:VALARM",
    )
