"""The `icalendar` library reads back what we write, field by field."""

from datetime import date, datetime, timedelta

import icalendar
from formats.calendar_samples import ALPHABET, CHANGED, KINDS, hard_events, timed
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.formats.ics import BEIJING, CalendarEvent, event_uid, write_calendar
from liaison.formats.ics_text import one_line, unescape_text

printed = st.characters(exclude_categories=["Cc", "Cs"])
texts = st.text(st.one_of(st.sampled_from(ALPHABET), printed), max_size=300)
# Before 1992 Shanghai kept summer time, which the one zone block of the file does not describe.
days = st.dates(date(1992, 1, 1), date(2100, 12, 28))
alarms = st.none() | st.integers(-20_000, 20_000).map(lambda minutes: timedelta(minutes=minutes))


@st.composite
def events(draw: st.DrawFn) -> CalendarEvent:
    day, has_time = draw(days), draw(st.booleans())
    return CalendarEvent(
        event_uid(draw(st.uuids()), day.year),
        draw(texts),
        draw(st.sampled_from(KINDS)),
        updated_at=CHANGED + timedelta(seconds=draw(st.integers(0, 10**8))),
        on=None if has_time else day,
        until=None if has_time else day + timedelta(days=draw(st.integers(0, 3))),
        starts_at=datetime(day.year, day.month, day.day, 21, 45, tzinfo=BEIJING) if has_time else None,
        duration=timedelta(minutes=draw(st.integers(0, 600))),
        description=draw(texts),
        location=draw(texts),
        sequence=draw(st.integers(0, 10**6)),
        cancelled=draw(st.booleans()),
        alarm=draw(alarms),
        transparent=draw(st.booleans()),
    )


def as_read(event: icalendar.Event) -> dict[str, object]:
    return {
        "uid": str(event["UID"]),
        "summary": str(event["SUMMARY"]),
        "description": str(event.get("DESCRIPTION", "")),
        "location": str(event.get("LOCATION", "")),
        "kind": event["CATEGORIES"].to_ical().decode(),
        "start": event.decoded("DTSTART"),
        "end": event.decoded("DTEND"),
        "stamps": {event.decoded("DTSTAMP"), event.decoded("LAST-MODIFIED")},
        "sequence": event["SEQUENCE"],
        "status": str(event["STATUS"]),
        "transparency": str(event["TRANSP"]),
        "alarms": [alarm.decoded("TRIGGER") for alarm in event.walk("VALARM")],
    }


def as_meant(event: CalendarEvent) -> dict[str, object]:
    start = event.starts_at_local or event.first_day
    length = event.duration if event.starts_at else event.last_day - event.first_day + timedelta(days=1)
    rings = event.alarm is not None and not event.cancelled
    return {
        "uid": event.uid,
        "summary": one_line(event.summary),
        "description": as_lines(event.description),
        "location": as_lines(event.location),
        "kind": event.kind,
        "start": start,
        "end": start + length,
        "stamps": {event.updated_at},
        "sequence": event.sequence,
        "status": "CANCELLED" if event.cancelled else "CONFIRMED",
        "transparency": "TRANSPARENT" if event.transparent else "OPAQUE",
        "alarms": [event.alarm] if rings else [],
    }


def as_lines(text: str) -> str:
    return text.replace("\u2028", "\n").replace("\u2029", "\n")


def read_back(content: bytes) -> list[dict[str, object]]:
    return [as_read(event) for event in icalendar.Calendar.from_ical(content).walk("VEVENT")]


@given(st.lists(events(), max_size=4, unique_by=lambda event: event.uid))
@settings(deadline=None, max_examples=150)
def test_every_field_reads_back_equal(made: list[CalendarEvent]) -> None:
    in_order = sorted(made, key=lambda event: event.position)
    assert read_back(write_calendar(made, name="联络")) == [as_meant(event) for event in in_order]


def test_the_hard_texts_read_back_equal() -> None:
    in_order = sorted(hard_events(), key=lambda event: event.position)
    assert read_back(write_calendar(in_order, name="联络")) == [as_meant(event) for event in in_order]


@given(texts, texts)
@settings(deadline=None, max_examples=50)
def test_the_name_and_description_read_back_equal(name: str, description: str) -> None:
    calendar = icalendar.Calendar.from_ical(write_calendar([], name=name, description=description))
    assert str(calendar.get("DESCRIPTION", "")) == as_lines(description)
    # The library leaves the escapes of properties it does not know, though they are TEXT.
    assert unescape_text(str(calendar["NAME"])) == one_line(name)
    assert unescape_text(str(calendar["X-WR-CALNAME"])) == one_line(name)
    assert unescape_text(str(calendar.get("X-WR-CALDESC", ""))) == as_lines(description)


def test_the_zone_it_describes_is_eight_hours_ahead_the_year_round() -> None:
    calendar = icalendar.Calendar.from_ical(write_calendar([timed(1)], name="联络"))
    (zone,) = calendar.walk("VTIMEZONE")
    described = zone.to_tz(lookup_tzid=False)
    for month in range(1, 13):
        assert datetime(2027, month, 15, tzinfo=described).utcoffset() == timedelta(hours=8)
