import time
from datetime import date
from pathlib import Path

import pytest
from formats.calendar_samples import hard_events
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.formats.ics import write_calendar
from liaison.formats.ics_lines import KEPT
from liaison.formats.ics_reader import CalendarFileError, ImportedDay, ReadLimits, read_days
from liaison.formats.ics_text import one_line

NAMES = sorted(KEPT)
ZONES = ("Asia/Shanghai", "Asia", "../../etc/passwd", "/x/y", ",", '"A:B"', "a" * 300, "\x00")
PARAMS = (
    *("", ";VALUE=DATE", ";VALUE=PERIOD", ";VALUE=TEXT", ";VALUE=DATE,DATE", ";RANGE=THISANDFUTURE", ";="),
    *(f";TZID={zone}" for zone in ZONES),
)
VALUES = (
    *("20270101", "20270101T000000", "20270101T000000Z", "99991231T235959Z", "00010101", "000000"),
    *("P1D", "-P1D", "PT1H", "P999999999D", "20270101/P1D", "20270101,20270102", "20270101,P1D", "x", ""),
    *("FREQ=DAILY;COUNT=3", "FREQ=WEEKLY;BYDAY=MO", "FREQ=YEARLY;WKST=2MO", "FREQ=DAILY;UNTIL=000000"),
    *("FREQ=", "CANCELLED"),
)


def event(*lines: str) -> str:
    return "\r\n".join(("BEGIN:VEVENT", *lines, "END:VEVENT"))


def calendar(*parts: str) -> bytes:
    return "\r\n".join(("BEGIN:VCALENDAR", "VERSION:2.0", *parts, "END:VCALENDAR", "")).encode()


def days_read(*lines: str, **limits: object) -> list[tuple[str, str]]:
    found = read_days(calendar(event(*lines)), ReadLimits(**limits))
    return [(day.on.isoformat(), day.until.isoformat()) for day in found]


def refusal_of(content: bytes) -> CalendarFileError:
    with pytest.raises(CalendarFileError) as refusal:
        read_days(content)
    return refusal.value


@pytest.mark.parametrize(
    ("lines", "on", "until"),
    [
        (["DTSTART;VALUE=DATE:20270206"], "2027-02-06", "2027-02-06"),
        (["DTSTART:20270206"], "2027-02-06", "2027-02-06"),
        (["DTSTART;TZID=Asia/Shanghai;VALUE=DATE:20270206"], "2027-02-06", "2027-02-06"),
        (["DTSTART;VALUE=DATE:20270206", "DTEND;VALUE=DATE:20270209"], "2027-02-06", "2027-02-08"),
        (["DTSTART;VALUE=DATE:20270206", "DTEND;VALUE=DATE:20270206"], "2027-02-06", "2027-02-06"),
        (["DTSTART;VALUE=DATE:20270206", "DURATION:P2D"], "2027-02-06", "2027-02-07"),
        (["DTSTART;VALUE=DATE:20270206", "DURATION:P1W"], "2027-02-06", "2027-02-12"),
        (["DTSTART:20270206T090000", "DTEND:20270206T170000"], "2027-02-06", "2027-02-06"),
        (["DTSTART:20270206T090000", "DTEND:20270208T000000"], "2027-02-06", "2027-02-07"),
        (["DTSTART:20270206T090000"], "2027-02-06", "2027-02-06"),
        (["DTSTART:20270206T160000Z", "DURATION:PT1H"], "2027-02-07", "2027-02-07"),
        (["DTSTART;TZID=America/New_York:20270206T200000"], "2027-02-07", "2027-02-07"),
        (["DTSTART;TZID=China Standard Time:20270206T233000", "DURATION:PT1H"], "2027-02-06", "2027-02-07"),
        (["DTSTART;TZID=/citadel.org/2021/Europe/London:20270206T170000"], "2027-02-07", "2027-02-07"),
        (['DTSTART;TZID="(UTC+08:00) Beijing":20270206T233000'], "2027-02-06", "2027-02-06"),
        (["DTSTART;TZID=Nowhere/At_All:20270206T233000"], "2027-02-06", "2027-02-06"),
    ],
)
def test_an_event_takes_its_days_by_the_beijing_calendar(lines: list[str], on: str, until: str) -> None:
    assert days_read(*lines) == [(on, until)]


@pytest.mark.parametrize("zone", ZONES[1:])
def test_a_hostile_zone_name_is_only_unknown(zone: str) -> None:
    assert days_read(f"DTSTART;TZID={zone}:20270206T233000") == [("2027-02-06", "2027-02-06")]


@pytest.mark.parametrize(("start", "all_day"), [("20270206", True), ("20270206T090000", False)])
def test_a_meeting_is_told_from_a_day_off(start: str, all_day: bool) -> None:
    (day,) = read_days(calendar(event(f"DTSTART:{start}")))
    assert day.all_day is all_day


def test_words_are_unescaped_and_put_on_one_line() -> None:
    summary = ("SUMMARY;LANGUAGE=zh:年休假\\, 全天\\n老家\\;\x07 回", " 程")
    (day,) = read_days(calendar(event("DTSTART:20270206", *summary)))
    assert day == ImportedDay(date(2027, 2, 6), date(2027, 2, 6), "年休假, 全天 老家; 回程")


def test_days_come_in_order_and_each_once() -> None:
    content = calendar(*(event(f"DTSTART:202702{day}", "SUMMARY:休") for day in ("08", "06", "08")))
    assert [day.on.day for day in read_days(content)] == [6, 8]


def test_only_days_that_touch_the_span_are_kept() -> None:
    span = {"first": date(2027, 1, 1), "last": date(2028, 12, 31)}
    yearly = ("DTSTART;VALUE=DATE:19490930", "DTEND;VALUE=DATE:19491003", "RRULE:FREQ=YEARLY")
    assert days_read(*yearly, **span) == [("2027-09-30", "2027-10-02"), ("2028-09-30", "2028-10-02")]
    across = ("DTSTART;VALUE=DATE:20261230", "DURATION:P3D")
    assert days_read(*across, **span) == [("2026-12-30", "2027-01-01")]
    assert days_read("DTSTART;VALUE=DATE:20261231", **span) == []


def test_extra_and_excluded_days_are_followed() -> None:
    assert days_read(
        "DTSTART;VALUE=DATE:20270301",
        "RRULE:FREQ=DAILY;COUNT=4",
        "EXDATE;VALUE=DATE:20270302,20270303",
        "RDATE;VALUE=DATE:20270310",
    ) == [("2027-03-01", "2027-03-01"), ("2027-03-04", "2027-03-04"), ("2027-03-10", "2027-03-10")]


def test_a_repetition_follows_its_own_clock_into_the_next_beijing_day() -> None:
    evenings = ("DTSTART;TZID=America/New_York:20270305T200000", "RRULE:FREQ=WEEKLY;COUNT=2")
    assert days_read(*evenings) == [("2027-03-06", "2027-03-06"), ("2027-03-13", "2027-03-13")]


@pytest.mark.parametrize(
    ("until", "count"),
    [
        ("20270303T010000Z", 3),
        ("20270303T005959Z", 2),
        ("20270303T090000", 3),
        ("20270303", 3),
        ("99991231T235959Z", 10),
        ("10000101", 1),
    ],
)
def test_until_is_an_instant_when_it_says_so(until: str, count: int) -> None:
    lines = ("DTSTART;TZID=Asia/Shanghai:20270301T090000", f"RRULE:FREQ=DAILY;UNTIL={until}")
    assert len(days_read(*lines, last=date(2027, 3, 10))) == count


def test_a_moved_occurrence_replaces_the_original_and_a_cancelled_one_removes_it() -> None:
    content = calendar(
        event("UID:a", "DTSTART:20270301", "RRULE:FREQ=DAILY;COUNT=4"),
        event("UID:a", "RECURRENCE-ID:20270302", "DTSTART:20270309"),
        event("UID:a", "RECURRENCE-ID:20270303", "DTSTART:20270303", "STATUS:CANCELLED"),
    )
    assert [day.on.day for day in read_days(content)] == [1, 4, 9]


def test_a_cancelled_event_takes_no_day() -> None:
    assert days_read("DTSTART;VALUE=DATE:20270301", "STATUS:CANCELLED") == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_the_encodings_of_chinese_programs_are_read(encoding: str) -> None:
    content = calendar(event("DTSTART:20270206", "SUMMARY:年休假")).decode().encode(encoding)
    assert [day.summary for day in read_days(content)] == ["年休假"]


@pytest.mark.parametrize("ending", ["\n", "\r", "\r\n"])
def test_any_line_ending_is_read(ending: str) -> None:
    content = calendar(event("DTSTART:20270206")).replace(b"\r\n", ending.encode())
    assert len(read_days(content)) == 1


def test_our_own_files_are_read_back() -> None:
    events = [made for made in hard_events() if not made.cancelled]
    found = read_days(write_calendar(hard_events(), name="甲"))
    assert {(day.on, day.until) for day in found} == {(made.first_day, made.last_day) for made in events}
    assert len(found) == len({(made.position, one_line(made.summary)) for made in events})


def test_two_calendars_in_one_file_are_read() -> None:
    content = calendar(event("DTSTART:20270206")) + calendar(event("DTSTART:20270207"))
    assert len(read_days(content)) == 2


def test_a_calendar_without_events_has_no_days() -> None:
    assert read_days(calendar()) == []


@pytest.mark.parametrize(
    ("lines", "code"),
    [
        (["DTSTART;VALUE=DATE:20270230"], "bad_value"),
        (["DTSTART:明天"], "bad_value"),
        (["DTSTART:P1D"], "bad_value"),
        (["DTSTART:20270206T250000"], "bad_value"),
        (["DTSTART"], "bad_line"),
        (["SUMMARY:没有日期"], "missing_start"),
        (["DTSTART:20270206", "DTSTART:20270207"], "repeated_property"),
        (["DTSTART:20270206", "RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"], "repeated_property"),
        (["DTSTART:20270206", "DTEND:20270205"], "ends_before_start"),
        (["DTSTART:20270206", "DURATION:-P1D"], "ends_before_start"),
        (["DTSTART:20270206", "DTEND:20270206T120000"], "bad_value"),
        (["DTSTART:20270206", "DURATION:P400D"], "event_too_long"),
        (["DTSTART:20270206", "DURATION:P999999999D"], "event_too_long"),
        (["DTSTART:20270206", "DURATION:20270207"], "bad_value"),
        (["DTSTART:18991231"], "year_out_of_range"),
        (["DTSTART:21010101"], "year_out_of_range"),
        (["DTSTART:20270206", "EXDATE:00010101T000000Z"], "year_out_of_range"),
        (["DTSTART:20270206", "RRULE:FREQ=DAILY;COUNT"], "bad_value"),
        (["DTSTART:20270206", "RRULE:YD1 #0"], "bad_value"),
        (["DTSTART:20270206", "EXRULE:FREQ=DAILY;COUNT=2"], "unsupported_rule"),
        (["DTSTART:20270206", "RDATE;VALUE=PERIOD:20270206T000000Z/PT1H"], "bad_value"),
        (["DTSTART:20270206", "RECURRENCE-ID;RANGE=THISANDFUTURE:20270206"], "unsupported_rule"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_line(lines: list[str], code: str) -> None:
    fault = refusal_of(calendar(event("DTSTART:20270101", "SUMMARY:好的"), event(*lines)))
    assert fault.code == code
    assert f"第 {7 if code != 'bad_line' else 8} 行" in str(fault)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "not_a_calendar"),
        (b"\r\n\r\n", "not_a_calendar"),
        (b"<html></html>", "not_a_calendar"),
        (b"PK\x03\x04" + bytes(100), "not_a_calendar"),
        (bytes(range(256)) * 4, "unknown_encoding"),
        (b"BEGIN:VCARD\r\nEND:VCARD\r\n", "not_a_calendar"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nDTSTART:20270101\r\n", "cut_short"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nEND:VCALENDAR\r\n", "broken_structure"),
        (b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nBEGIN:VEVENT\r\n", "broken_structure"),
    ],
)
def test_a_file_that_is_no_whole_calendar_is_refused(content: bytes, code: str) -> None:
    assert refusal_of(content).code == code


def repeated(text: str, times: int) -> bytes:
    return calendar(*[text] * times)


ENDLESS = event("DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30")
COSTLY = event("DTSTART;VALUE=DATE:19000101", "RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA;BYSETPOS=366")
NESTED_RULE = """\
BEGIN:VTIMEZONE
TZID:Evil
BEGIN:STANDARD
DTSTART:19700101T000000
RRULE:FREQ=SECONDLY
TZOFFSETFROM:+0800
TZOFFSETTO:+0900
END:STANDARD
END:VTIMEZONE"""


def with_rule(rule: str) -> bytes:
    return calendar(event("DTSTART:20270101", f"RRULE:{rule}"))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"BEGIN:VCALENDAR\r\n" + bytes(50_000_000), "too_large", id="50 MB"),
        pytest.param(b"BEGIN:VCALENDAR\r\n" + b"BEGIN:X\r\n" * 200_000, "too_deep", id="nesting"),
        pytest.param(b"BEGIN:VCALENDAR\n" + b"\n " * 1_000_000, "cut_short", id="empty folds"),
        pytest.param(b"BEGIN:VCALENDAR\n" + b"\r" * 2_000_000, "cut_short", id="bare line ends"),
        pytest.param(calendar(event("SUMMARY:" + "x" * 1_000_000)), "too_much_text", id="long line"),
        pytest.param(calendar(event("SUMMARY:" + "x" * 20_000)), "line_too_long", id="longish line"),
        pytest.param(calendar(event('DTSTART;X="' + '";"' * 5_000 + ":20270101")), "bad_line", id="quotes"),
        pytest.param(repeated(event("DTSTART:20270101"), 6_000), "too_many_events", id="events"),
        pytest.param(repeated(ENDLESS, 5_000), "rule_too_costly", id="impossible rules"),
        pytest.param(repeated(COSTLY, 5_000), "rule_too_costly", id="costly rules"),
        pytest.param(with_rule("FREQ=DAILY"), "too_many_days", id="for ever"),
        pytest.param(with_rule("FREQ=SECONDLY"), "unsupported_rule", id="seconds"),
        pytest.param(with_rule("FREQ=DAILY;COUNT=1000000000"), "unsupported_rule", id="count"),
    ],
)
def test_a_hostile_file_is_refused_quickly(content: bytes, code: str) -> None:
    began = time.process_time()
    assert refusal_of(content).code == code
    # Alone it takes two seconds at most; without the limits each of these would take minutes or all memory.
    assert time.process_time() - began < 10


def test_a_rule_hidden_in_a_time_zone_is_never_followed() -> None:
    content = calendar(NESTED_RULE, event("DTSTART;TZID=Evil:20270206T090000"))
    assert [day.on for day in read_days(content)] == [date(2027, 2, 6)]


def test_parts_of_an_event_that_name_no_day_are_passed_over() -> None:
    alarm = ("BEGIN:VALARM", "TRIGGER:-P1D", "DURATION:P9D", "REPEAT:1000000000", "END:VALARM")
    junk = ("ATTACH;ENCODING=BASE64:" + "A" * 100_000, "X-JUNK", "DESCRIPTION;=:x")
    todo = ("BEGIN:VTODO", "DTSTART:20270207", "END:VTODO")
    content = calendar(event("DTSTART:20270206", *junk, *alarm), *todo)
    assert [(day.on, day.until) for day in read_days(content)] == [(date(2027, 2, 6), date(2027, 2, 6))]


@given(
    st.lists(st.tuples(*map(st.sampled_from, (NAMES, PARAMS, VALUES))), max_size=5),
    st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), max_size=3),
)
@settings(deadline=None, max_examples=500)
def test_nothing_but_a_refusal_comes_of_any_file(
    lines: list[tuple[str, str, str]], damage: list[tuple[int, int]]
) -> None:
    written = (f"{name}{params}:{value}" for name, params, value in lines)
    content = bytearray(calendar(event("DTSTART:20270101", *written)))
    for place, octet in damage:
        content[place % len(content)] = octet
    try:
        found = read_days(bytes(content))
    except CalendarFileError as fault:
        assert fault.code
        assert "。" in str(fault)
    else:
        assert all(day.on <= day.until for day in found)


def test_reading_never_opens_a_file_named_in_the_content(tmp_path: Path) -> None:
    secret = tmp_path / "secret.ics"
    secret.write_bytes(calendar(event("DTSTART:20270206")))
    assert refusal_of(str(secret).encode()).code == "not_a_calendar"
