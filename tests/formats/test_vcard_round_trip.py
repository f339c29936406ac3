"""Whatever card we write, in 3.0 or 4.0, our reader reads back equal."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.birthdays import Birthday
from liaison.formats.vcard import VERSIONS, Account, Address, Card, Labelled, read_cards, write_cards
from liaison.formats.vcard_text import clean, one_line

BOTH = pytest.mark.parametrize("version", VERSIONS)

# Every character, and those that mean something to a card far more often than chance would have them.
CHARACTERS = st.characters(exclude_categories=["Cs"]) | st.sampled_from("\\;,:=\"'^ \n\t张陈万俟ß𠮷nN")
LINES = st.text(CHARACTERS, max_size=60).map(one_line)
WORDS = LINES.filter(bool)
NOTES = st.text(CHARACTERS, max_size=200).map(clean)
TYPES = st.lists(st.sampled_from(["work", "home", "cell", "fax", "x-office"]), unique=True, max_size=3)
NAME_FIELDS = ("family", "given", "additional", "prefix", "suffix", "title", "role")
LABELS = st.sampled_from(["内线", "办公室 直线", "家, 乡下；\\n"])


@st.composite
def types(draw: st.DrawFn) -> tuple[str, ...]:
    preferred = draw(st.sampled_from([(), ("pref",)]))
    label = draw(st.none() | LABELS)
    return (*draw(TYPES), *preferred, *([label] if label else []))


LABELLED = st.builds(Labelled, types(), WORDS)
URLS = st.builds(Labelled, types(), st.text("abz/.:?&=%;,\\", min_size=1, max_size=40).map("http://".__add__))
ADDRESSES = st.builds(Address, types(), *[LINES] * 7).filter(lambda address: any(address[1:]))
ACCOUNTS = st.builds(Account, st.sampled_from(["", "qq", "wechat", "x;y,z", 'a"^n']), WORDS)
DATES = st.builds(
    Labelled,
    st.sampled_from([(), ("anniversary",), ("结婚 纪念日",)]),
    st.dates(date(1605, 1, 1), date(2100, 12, 31)).map(str) | st.sampled_from(["--02-29", "退休那年"]),
)


@st.composite
def birthdays(draw: st.DrawFn, is_lunar: bool) -> Birthday | None:
    """None where the calendar has no such day."""
    year = draw(st.none() | st.integers(1900, 2100))
    is_leap = is_lunar and draw(st.booleans())
    try:
        return Birthday(draw(st.integers(1, 12)), draw(st.integers(1, 31)), year, is_lunar, is_leap)
    except ValueError:
        return None


def unique(items: st.SearchStrategy, size: int = 3) -> st.SearchStrategy[tuple]:
    return st.lists(items, unique=True, max_size=size).map(tuple)


@st.composite
def cards(draw: st.DrawFn) -> Card:
    solar, lunar = draw(birthdays(is_lunar=False)), draw(birthdays(is_lunar=True))
    texts: dict[str, Any] = {field: draw(LINES) for field in NAME_FIELDS}
    return Card(
        **texts,
        uid=draw(st.uuids().map(str) | WORDS.filter(lambda text: not text.startswith("urn:uuid:"))),
        full_name=draw(WORDS),
        nicknames=draw(unique(WORDS)),
        org=draw(WORDS),
        department=draw(LINES),
        phones=draw(unique(LABELLED)),
        emails=draw(unique(LABELLED)),
        urls=draw(unique(URLS)),
        addresses=draw(unique(ADDRESSES, 2)),
        birthday=solar or lunar,
        lunar_birthday=lunar if solar else None,
        dates=draw(unique(DATES, 2)),
        note=draw(NOTES),
        categories=draw(unique(WORDS)),
        im=draw(unique(ACCOUNTS)),
        revision=draw(st.none() | st.datetimes(timezones=st.just(UTC)).map(whole_second)),
    )


def whole_second(moment: datetime) -> datetime:
    return moment.replace(microsecond=0)


@BOTH
@settings(deadline=None, max_examples=60)
@given(st.lists(cards(), min_size=1, max_size=2))
def test_what_is_written_is_read_back_equal(version, written):
    found = read_cards(write_cards(written, version))
    assert found.cards == written
    assert not found.skipped


@BOTH
@settings(deadline=None, max_examples=40)
@given(cards())
def test_no_line_is_longer_than_75_octets_and_all_are_whole_utf8(version, card):
    octets = write_cards([card], version)
    assert octets.endswith(b"\r\n")
    lines = octets.split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert [line.decode("utf-8") for line in lines]
    assert b"\n" not in octets.replace(b"\r\n", b"")


@BOTH
def test_the_same_cards_give_the_same_octets(version):
    card = Card(family="单", given="建国", full_name="单建国", phones=(Labelled(("cell",), "13800138000"),))
    assert write_cards([card, card], version) == write_cards([card], version) * 2


@BOTH
def test_a_card_without_uid_gets_one_made_from_its_content(version):
    written = Card(full_name="单建国")
    read = read_cards(write_cards([written], version)).cards[0]
    assert UUID(read.uid).version == 5
    other = read_cards(write_cards([Card(full_name="解缙")], version)).cards[0]
    assert read.uid != other.uid


@BOTH
def test_reading_writing_and_reading_a_foreign_card_changes_nothing_more(version):
    octets = (
        "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:7\r\nN:尉迟;恭;;;\r\nFN:尉迟恭\r\nitem1.TEL;type=pref:6012\r\n"
        "item1.X-ABLabel:内机\r\nitem2.URL:http://example.cn\r\nitem2.X-ABLabel:_$!<HomePage>!$_\r\n"
        "item3.X-ABDATE:20010203\r\nitem3.X-ABLabel:_$!<Anniversary>!$_\r\n"
        "IMPP;X-SERVICE-TYPE=微信号;type=pref:x-apple:li%20si\r\nEND:VCARD\r\n"
    ).encode()
    first = read_cards(octets).cards
    assert read_cards(write_cards(first, version)).cards == first
