from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from formats.calendar_samples import ALPHABET, HARD_TEXTS
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.formats.ics_text import (
    date_value,
    duration_value,
    escape_text,
    folded,
    local_value,
    one_line,
    text_line,
    unescape_text,
    uri_value,
    utc_value,
)

any_text = st.text(st.one_of(st.sampled_from(ALPHABET), st.characters()), max_size=400)
tame_text = st.text(st.sampled_from(ALPHABET), max_size=400)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("王主任", "王主任"),
        ("a,b;c\\d", "a\\,b\\;c\\\\d"),
        ("一\n二\r\n三\r四", "一\\n二\\n三\\n四"),
        ("一\v二\f三\x85四\u2028五\u2029六", "一\\n二\\n三\\n四\\n五\\n六"),
        ("\x00\x07\x1b\x7f\x9f声", "声"),
        ("\ud83d半个字", "半个字"),
        ("制\t表", "制\t表"),
        ("冒号:引号\"", "冒号:引号\""),
        ("\\n", "\\\\n"),
    ],
)
def test_special_characters_are_escaped_and_controls_dropped(text: str, written: str) -> None:
    assert escape_text(text) == written


@pytest.mark.parametrize(
    ("text", "title"), [("王主任", "王主任"), ("一\n二\r\n三\u2028四", "一 二 三 四"), ("末尾\n", "末尾")]
)
def test_a_title_is_one_line(text: str, title: str) -> None:
    assert one_line(text) == title


@given(tame_text)
@settings(deadline=None)
def test_what_is_escaped_reads_back_the_same(text: str) -> None:
    assert unescape_text(escape_text(text)) == text


@given(any_text)
@settings(deadline=None)
def test_no_physical_line_exceeds_75_octets_or_splits_a_character(text: str) -> None:
    for physical in text_line("SUMMARY", text).encode().split(b"\r\n"):
        assert len(physical) <= 75
        physical.decode("utf-8")


@given(any_text)
@settings(deadline=None)
def test_unfolding_gives_the_line_back(text: str) -> None:
    line = f"SUMMARY:{escape_text(text)}"
    assert folded(line).replace("\r\n ", "") == line


@pytest.mark.parametrize("text", HARD_TEXTS)
def test_a_fold_never_separates_a_backslash_from_what_it_escapes(text: str) -> None:
    *pieces, _ = text_line("SUMMARY", text).split("\r\n ")
    for piece in pieces:
        assert (len(piece) - len(piece.rstrip("\\"))) % 2 == 0


@pytest.mark.parametrize(("octets", "pieces"), [(74, 1), (75, 1), (76, 2), (149, 2), (150, 3)])
def test_a_continuation_line_spends_one_octet_on_its_space(octets: int, pieces: int) -> None:
    assert len(folded("x" * octets).split("\r\n ")) == pieces


@pytest.mark.parametrize("before", [72, 73, 74, 75])
def test_a_four_octet_character_at_the_fold_moves_whole(before: int) -> None:
    first, second = folded("x" * before + "😀y").split("\r\n ")
    assert (first, second) == ("x" * before, "😀y")


@pytest.mark.parametrize(
    ("span", "written"),
    [
        (timedelta(hours=1), "PT1H"),
        (timedelta(minutes=90), "PT1H30M"),
        (timedelta(days=1), "P1D"),
        (timedelta(days=-1), "-P1D"),
        (timedelta(days=-1, hours=-9), "-P1DT9H"),
        (timedelta(days=-1, hours=9), "-PT15H"),
        (timedelta(minutes=-15), "-PT15M"),
        (timedelta(0), "PT0M"),
        (timedelta(seconds=59), "PT0M"),
    ],
)
def test_a_span_is_spelled_in_days_hours_and_minutes(span: timedelta, written: str) -> None:
    assert duration_value(span) == written


def test_a_date_is_eight_digits() -> None:
    assert date_value(date(1900, 1, 31)) == "19000131"


def test_a_wall_clock_names_no_zone() -> None:
    assert local_value(datetime(2027, 2, 6, 9, 5, 7, 999_999, tzinfo=UTC)) == "20270206T090507"


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2027, 2, 5, 17, 0, 0),  # noqa: DTZ001
        datetime(2027, 2, 5, 17, 0, 0, tzinfo=UTC),
        datetime(2027, 2, 6, 1, 0, 0, tzinfo=timezone(timedelta(hours=8))),
    ],
)
def test_an_instant_is_written_in_utc_and_a_naive_one_is_utc_already(moment: datetime) -> None:
    assert utc_value(moment) == "20270205T170000Z"


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://a.example/contacts/3?x=1&y=2,3#top", "https://a.example/contacts/3?x=1&y=2,3#top"),
        ("https://a.example/联系人", "https://a.example/%E8%81%94%E7%B3%BB%E4%BA%BA"),
        ("https://a.example/x\r\nATTENDEE:mailto:x", "https://a.example/xATTENDEE:mailto:x"),
        ("https://a.example/a b%20c", "https://a.example/ab%20c"),
    ],
)
def test_an_address_stays_one_ascii_word(address: str, written: str) -> None:
    assert uri_value(address) == written
