"""How long ten thousand events take to write, against the same events built with the `icalendar` library.

Run `python -m bench.ics_writer [COUNT]` from the project's folder: a line to read, then one JSON line.
Nothing is asserted: a busy machine moves both times, and the ratio is what counts.
"""

import argparse
import json
import time
import tracemalloc
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import icalendar

from liaison.formats.ics import (
    BEIJING,
    CalendarEvent,
    EventKind,
    event_uid,
    stream_calendar,
    write_calendar,
)

NAME = "联络日历"
NOTES = "上次 9月30日 电话：商定调研时间；手机 13800000000，转 8012。\n忌：周三下午有会。"
NEW_YEAR = date(2027, 1, 1)
CHANGED = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)
CYCLE: tuple[EventKind, ...] = ("greeting", "checkin", "birthday", "followup")
REPEATS = 3


def office_events(count: int) -> Iterator[CalendarEvent]:
    """A year of an office's calendar in file order: every fourth a call at 09:00, the rest with alarms."""
    for number in range(count):
        yield _office_event(number, NEW_YEAR + timedelta(days=number * 365 // count))


def _office_event(number: int, day: date) -> CalendarEvent:
    kind = CYCLE[number % len(CYCLE)]
    timed = kind == "checkin"
    return CalendarEvent(
        event_uid(UUID(int=number), day.year),
        f"王主任（市第一中学办公室）{number}",
        kind,
        on=None if timed else day,
        starts_at=datetime(day.year, day.month, day.day, 9, tzinfo=BEIJING) if timed else None,
        description=NOTES,
        updated_at=CHANGED,
        alarm=timedelta(hours=9) if not timed else None,
    )


def with_icalendar(events: list[CalendarEvent]) -> bytes:
    """The same calendar built and written by the library."""
    calendar = icalendar.Calendar()
    for name, value in (("version", "2.0"), ("prodid", "-//Liaison//Bench//ZH"), ("x-wr-calname", NAME)):
        calendar.add(name, value)
    for event in events:
        calendar.add_component(_library_event(event))
    return calendar.to_ical()


def _library_event(event: CalendarEvent) -> icalendar.Event:
    built = icalendar.Event()
    for name in ("dtstamp", "last-modified"):
        built.add(name, event.updated_at)
    start = event.starts_at_local or event.first_day
    length = event.duration if event.starts_at else event.last_day - event.first_day + timedelta(days=1)
    built.add("dtstart", start)
    built.add("dtend", start + length)
    for name, value in (
        ("uid", event.uid),
        ("sequence", event.sequence),
        ("summary", event.summary),
        ("description", event.description),
        ("categories", [event.kind]),
        ("status", "CONFIRMED"),
        ("transp", "TRANSPARENT"),
    ):
        built.add(name, value)
    if event.alarm is not None:
        built.add_component(_library_alarm(event.summary, event.alarm))
    return built


def _library_alarm(summary: str, alarm: timedelta) -> icalendar.Alarm:
    built = icalendar.Alarm()
    for name, value in (("action", "DISPLAY"), ("description", summary), ("trigger", alarm)):
        built.add(name, value)
    return built


def least_seconds(work: Callable[[], object]) -> float:
    """The best of three runs: what the work costs when nothing else is in the way."""
    spans = []
    for _ in range(REPEATS):
        began = time.perf_counter()
        work()
        spans.append(time.perf_counter() - began)
    return min(spans)


def streaming_peak(count: int) -> int:
    """The most octets held at once while `count` events are made, written and dropped one by one."""
    tracemalloc.start()
    for _ in stream_calendar(office_events(count), name=NAME):
        pass
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def measure(count: int) -> dict[str, float]:
    """The figures of one run over `count` events."""
    events = list(office_events(count))
    own = least_seconds(lambda: write_calendar(events, name=NAME))
    library = least_seconds(lambda: with_icalendar(events))
    return {
        "events": count,
        "octets": len(write_calendar(events, name=NAME)),
        "own_seconds": round(own, 4),
        "icalendar_seconds": round(library, 4),
        "ratio": round(library / own, 1),
        "stream_peak_octets": streaming_peak(count),
        "stream_peak_octets_at_double": streaming_peak(2 * count),
    }


def main() -> None:
    """Measure, then print a line to read and a line for programs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=10_000)
    figures = measure(parser.parse_args().count)
    print(
        "{events} events, {octets} octets: own writer {own_seconds} s, icalendar {icalendar_seconds} s,"
        " {ratio} times as fast".format(**figures)
    )
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
