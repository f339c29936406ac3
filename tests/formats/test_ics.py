import random
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from uuid import UUID

import pytest
from formats.calendar_samples import CHANGED, all_day, hard_events, timed

from liaison.formats.ics import (
    CalendarEvent,
    CalendarEventError,
    content_etag,
    event_uid,
    stream_calendar,
    write_calendar,
)

RECORD = UUID("8f14e45f-ceea-467f-a9e6-1d2b0f9c3a11")

GOLDEN = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Liaison//Liaison Calendar//ZH
CALSCALE:GREGORIAN
METHOD:PUBLISH
NAME:联络日历
X-WR-CALNAME:联络日历
DESCRIPTION:市政府办
X-WR-CALDESC:市政府办
REFRESH-INTERVAL;VALUE=DURATION:PT1H
X-PUBLISHED-TTL:PT1H
BEGIN:VTIMEZONE
TZID:Asia/Shanghai
BEGIN:STANDARD
DTSTART:19700101T000000
TZOFFSETFROM:+0800
TZOFFSETTO:+0800
TZNAME:CST
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:8f14e45f-ceea-467f-a9e6-1d2b0f9c3a11-2027@liaison
DTSTAMP:20261123T010203Z
LAST-MODIFIED:20261123T010203Z
SEQUENCE:2
DTSTART;VALUE=DATE:20270206
DTEND;VALUE=DATE:20270208
SUMMARY:春节：王主任\\, 市第一中学
DESCRIPTION:上次 9月30日 电话：商定调研时间；手机 138000000
 00，转 8012
LOCATION:长春
URL:http://127.0.0.1:5000/contacts/3
CATEGORIES:greeting
STATUS:CONFIRMED
TRANSP:TRANSPARENT
BEGIN:VALARM
ACTION:DISPLAY
DESCRIPTION:春节：王主任\\, 市第一中学
TRIGGER:-P3D
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:8f14e45f-ceea-467f-a9e6-1d2b0f9c3a11-c4@liaison
DTSTAMP:20261123T010203Z
LAST-MODIFIED:20261123T010203Z
SEQUENCE:0
DTSTART;TZID=Asia/Shanghai:20270301T090000
DTEND;TZID=Asia/Shanghai:20270301T091500
SUMMARY:致电王主任
CATEGORIES:checkin
STATUS:CANCELLED
TRANSP:OPAQUE
END:VEVENT
END:VCALENDAR
"""


def golden_events() -> list[CalendarEvent]:
    greeting = CalendarEvent(
        event_uid(RECORD, 2027),
        "春节：王主任, 市第一中学",
        "greeting",
        on=date(2027, 2, 6),
        until=date(2027, 2, 7),
        description="上次 9月30日 电话：商定调研时间；手机 13800000000，转 8012",
        location="长春",
        url="http://127.0.0.1:5000/contacts/3",
        updated_at=CHANGED,
        sequence=2,
        alarm=timedelta(days=-3),
    )
    call = CalendarEvent(
        event_uid(RECORD, "c4"),
        "致电王主任",
        "checkin",
        starts_at=datetime(2027, 3, 1, 9),  # noqa: DTZ001
        updated_at=CHANGED,
        cancelled=True,
        alarm=timedelta(minutes=-15),
        transparent=False,
    )
    return [call, greeting]


def lines_of(content: bytes) -> list[str]:
    return content.decode().replace("\r\n ", "").split("\r\n")


def written(*events: CalendarEvent) -> list[str]:
    return lines_of(write_calendar(events, name="联络日历"))


def test_a_file_is_written_letter_for_letter_as_agreed() -> None:
    content = write_calendar(golden_events(), name="联络日历", description="市政府办")
    assert content.decode() == GOLDEN.replace("\n", "\r\n")


def test_an_empty_calendar_is_still_a_whole_file() -> None:
    lines = written()
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-2:] == ["END:VCALENDAR", ""]


def test_every_line_ends_with_crlf_and_none_holds_another_control_character() -> None:
    content = write_calendar(hard_events(), name="一\r\n二\x00")
    bare = content.replace(b"\r\n", b"").decode()
    assert not [character for character in bare if ord(character) < 32 and character != "\t"]


def test_the_same_events_in_any_order_give_the_same_octets() -> None:
    events = hard_events()
    shuffled = random.Random(1).sample(events, len(events))
    assert write_calendar(events, name="甲") == write_calendar(shuffled, name="甲")


def test_events_stand_by_day_and_then_by_identity() -> None:
    late, early = all_day(1, on=date(2027, 5, 1)), all_day(9, on=date(2027, 1, 1))
    same_day_timed = timed(4, starts_at=datetime(2027, 1, 1, 8))  # noqa: DTZ001
    uids = [line[4:] for line in written(late, early, same_day_timed) if line.startswith("UID:")]
    assert uids == [same_day_timed.uid, early.uid, late.uid]


def test_an_all_day_event_ends_on_the_day_after_its_last() -> None:
    lines = written(all_day(1, on=date(2027, 12, 31)))
    assert "DTSTART;VALUE=DATE:20271231" in lines
    assert "DTEND;VALUE=DATE:20280101" in lines


def test_the_last_day_of_the_last_year_can_be_written() -> None:
    assert "DTEND;VALUE=DATE:21010101" in written(all_day(1, on=date(2100, 12, 31)))


@pytest.mark.parametrize(
    "starts_at",
    [
        datetime(2027, 3, 1, 7, 30),  # noqa: DTZ001
        datetime(2027, 2, 28, 23, 30, tzinfo=UTC),
    ],
)
def test_a_time_is_written_by_the_beijing_clock(starts_at: datetime) -> None:
    event = timed(1, starts_at=starts_at, duration=timedelta(hours=1))
    lines = written(event)
    assert "DTSTART;TZID=Asia/Shanghai:20270301T073000" in lines
    assert "DTEND;TZID=Asia/Shanghai:20270301T083000" in lines
    assert event.first_day == date(2027, 3, 1)


def test_the_time_zone_is_described_once_and_only_for_a_clock_time() -> None:
    assert "BEGIN:VTIMEZONE" not in written(all_day(1))
    assert written(all_day(1), timed(2), timed(3)).count("BEGIN:VTIMEZONE") == 1


def test_an_alarm_counts_from_the_start() -> None:
    lines = written(all_day(1, alarm=timedelta(hours=9)))
    alarm = lines[lines.index("BEGIN:VALARM") : lines.index("END:VALARM")]
    assert alarm == ["BEGIN:VALARM", "ACTION:DISPLAY", "DESCRIPTION:春节：王主任", "TRIGGER:PT9H"]


def test_a_cancelled_event_stays_and_rings_no_alarm() -> None:
    lines = written(all_day(1, cancelled=True, sequence=3, alarm=timedelta(hours=9)))
    assert {"STATUS:CANCELLED", "SEQUENCE:3"} <= set(lines)
    assert "BEGIN:VALARM" not in lines


def test_wording_cannot_begin_a_line_of_its_own() -> None:
    lines = written(all_day(1, "x\r\nEND:VEVENT\nBEGIN:VALARM", description="\nRRULE:FREQ=DAILY"))
    assert lines.count("END:VEVENT") == 1
    assert not [line for line in lines if line.startswith(("RRULE", "BEGIN:VALARM"))]


@pytest.mark.parametrize(("locale", "language"), [("zh_CN", "ZH"), ("en", "EN"), ("x\r\ny", "X\\nY")])
def test_the_language_is_named_in_the_product(locale: str, language: str) -> None:
    lines = lines_of(write_calendar([], name="a", locale=locale))
    assert lines[2] == f"PRODID:-//Liaison//Liaison Calendar//{language}"


def test_the_refresh_interval_is_said_in_both_dialects() -> None:
    lines = lines_of(write_calendar([], name="a", refresh=timedelta(hours=6)))
    assert {"REFRESH-INTERVAL;VALUE=DURATION:PT6H", "X-PUBLISHED-TTL:PT6H"} <= set(lines)


def test_a_stream_gives_the_octets_of_the_file() -> None:
    events = sorted(hard_events(), key=lambda event: event.position)
    assert b"".join(stream_calendar(events, name="甲")) == write_calendar(events, name="甲")


def test_a_stream_reads_events_no_faster_than_it_writes_them() -> None:
    asked = []

    def endless_year():
        for number in range(100_000):
            asked.append(number)
            yield all_day(number)

    pieces = list(islice(stream_calendar(endless_year(), name="甲", timed=False), 3))
    assert max(map(len, pieces)) < 40_000
    assert len(asked) < 500


@pytest.mark.parametrize("second", [all_day(2, on=date(2027, 2, 5)), all_day(1)])
def test_a_stream_refuses_events_out_of_order_or_twice(second: CalendarEvent) -> None:
    events = [all_day(1), second]
    with pytest.raises(CalendarEventError, match="先排序") as refusal:
        list(stream_calendar(events, name="甲"))
    assert refusal.value.code == "out_of_order"


def test_a_stream_declared_all_day_refuses_a_clock_time() -> None:
    with pytest.raises(CalendarEventError) as refusal:
        list(stream_calendar([timed(1)], name="甲", timed=False))
    assert refusal.value.code == "timed_without_zone"


def test_two_events_of_one_identity_are_refused() -> None:
    with pytest.raises(CalendarEventError) as refusal:
        write_calendar([all_day(1), all_day(1, on=date(2027, 3, 1))], name="甲")
    assert (refusal.value.code, refusal.value.params) == ("duplicate_uid", {"uid": all_day(1).uid})


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"on": None}, "day_or_time"),
        ({"starts_at": datetime(2027, 1, 1, 9)}, "day_or_time"),  # noqa: DTZ001
        ({"on": datetime(2027, 1, 1, 9)}, "hours_in_a_day"),  # noqa: DTZ001
        ({"until": datetime(2027, 2, 7, 9)}, "hours_in_a_day"),  # noqa: DTZ001
        ({"until": date(2027, 2, 5)}, "ends_before_start"),
        ({"duration": timedelta(minutes=-1)}, "ends_before_start"),
        ({"on": date(1899, 12, 31)}, "year_out_of_range"),
        ({"until": date(2101, 1, 1)}, "year_out_of_range"),
        ({"sequence": -1}, "negative_sequence"),
    ],
)
def test_an_event_that_cannot_be_written_cannot_be_made(changes: dict, code: str) -> None:
    with pytest.raises(CalendarEventError) as refusal:
        all_day(1, **changes)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("uid", "kind", "code"), [("", "greeting", "empty_uid"), ("u", "party", "unknown_kind")]
)
def test_an_event_needs_an_identity_and_a_known_kind(uid: str, kind: str, code: str) -> None:
    with pytest.raises(CalendarEventError) as refusal:
        CalendarEvent(uid, "春节", kind, on=date(2027, 2, 6), updated_at=CHANGED)
    assert refusal.value.code == code


def test_an_identity_is_the_record_and_the_year() -> None:
    assert event_uid(RECORD, 2027) == f"{RECORD}-2027@liaison"
    assert event_uid(str(RECORD).upper(), "2027") == f"{RECORD}-2027@liaison"


@pytest.mark.parametrize("suffix", ["", "a b", "一", "x\r\ny"])
def test_an_identity_takes_only_plain_characters(suffix: str) -> None:
    with pytest.raises(CalendarEventError) as refusal:
        event_uid(RECORD, suffix)
    assert refusal.value.code == "bad_suffix"


def test_the_entity_tag_follows_the_content_alone() -> None:
    content = write_calendar([all_day(1)], name="甲")
    assert content_etag(content) == content_etag(bytes(content))
    assert content_etag(content) != content_etag(write_calendar([all_day(1, sequence=1)], name="甲"))
    assert '"' not in content_etag(content)
