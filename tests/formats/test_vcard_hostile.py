"""Files that mean harm, or were harmed: limits, huge photos, mutated samples, noise."""

import time
import tracemalloc
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from liaison.formats.vcard import VERSIONS, Card, CardLimits, VCardError, read_cards, write_cards

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "samples" / "vcard"
FIVE_MEGABYTES = 5 * 1024 * 1024
# Generous: a slow machine needs a tenth of it, a quadratic loop many times more.
SECONDS = 20


def card(*lines: bytes) -> bytes:
    return b"\r\n".join((b"BEGIN:VCARD", b"VERSION:3.0", *lines, b"END:VCARD", b""))


def outcome(octets: bytes) -> str:
    """Read and say how it ended; any error but our own fails the test that asked."""
    started = time.process_time()
    try:
        found = read_cards(octets)
        end = f"{len(found.cards)} {len(found.skipped)}"
    except VCardError as refused:
        end = refused.code
    assert time.process_time() - started < SECONDS
    return end


def test_a_five_megabyte_photo_is_measured_and_never_put_together():
    photo = b"PHOTO;ENCODING=b;TYPE=JPEG:" + b"\r\n ".join([b"A" * 74] * (FIVE_MEGABYTES // 74))
    octets = card(b"FN:x", photo, b"TEL:1")
    tracemalloc.start()
    found = read_cards(octets).cards[0]
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found.phones[0].text == "1"
    assert found.left_out[0].name == "PHOTO"
    assert found.left_out[0].octets == FIVE_MEGABYTES // 74 * 74 * 3 // 4
    assert peak < 1024 * 1024


def test_a_photo_on_one_line_is_no_trouble_either():
    assert outcome(card(b"FN:x", b"PHOTO;ENCODING=b:" + b"A" * FIVE_MEGABYTES)) == "1 0"


def test_a_note_past_the_limit_is_left_out_and_the_card_kept():
    limits = CardLimits(line_octets=1000)
    note = b"NOTE:" + b"\r\n ".join([b"a" * 60] * 30)
    found = read_cards(card(b"FN:x", note, b"TITLE:y"), limits).cards[0]
    assert (found.full_name, found.note, found.title) == ("x", "", "y")
    assert [name for name, _ in found.left_out] == ["NOTE"]


def test_a_card_with_too_many_properties_is_skipped_and_the_others_kept():
    octets = card(*[b"TEL:%d" % number for number in range(30)]) + card(b"FN:x")
    found = read_cards(octets, CardLimits(properties=20))
    assert [one.code for one in found.skipped] == ["too_many_properties"]
    assert "31" in str(found.skipped[0].reason)
    assert [one.full_name for one in found.cards] == ["x"]


@pytest.mark.parametrize(
    ("octets", "limits", "code"),
    [
        (b"", CardLimits(), "empty_file"),
        (b" \r\n\t\r\n", CardLimits(), "empty_file"),
        (b"name,phone\r\nx,1\r\n", CardLimits(), "no_cards"),
        (b"\x89PNG\r\n\x1a\n" + bytes(500), CardLimits(), "no_cards"),
        (card(b"FN:x") * 3, CardLimits(cards=2), "too_many_cards"),
        (card(b"FN:x"), CardLimits(file_octets=20), "file_too_large"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_with_a_stable_code(octets, limits, code):
    with pytest.raises(VCardError) as refused:
        read_cards(octets, limits)
    assert refused.value.code == code


def test_exactly_at_its_limits_a_file_is_taken():
    octets = card(b"FN:x") * 2
    assert len(read_cards(octets, CardLimits(file_octets=len(octets), cards=2)).cards) == 2


@pytest.mark.parametrize(
    ("octets", "end"),
    [
        (card(b"TEL;" + b'"' * 60_000 + b":1"), "1 0"),
        (card(b"TEL;" + b'":' * 30_000), "1 0"),
        (card(*[b"TEL;" + b'a"b:;=' * 10_000] * 50), "1 0"),
        (card(b"N:" + b"\\;" * 30_000), "1 0"),
        (card(*[b"CATEGORIES:" + b",".join(b"%d" % n for n in range(10_000))] * 20), "1 0"),
        (card(b"NOTE;ENCODING=QUOTED-PRINTABLE:" + b"=\n" * 500_000), "0 1"),
        (card(b"NOTE:x" + b"\n y" * 500_000), "0 1"),
        (card(b"NOTE;CHARSET=punycode:" + b"x" * 60_000 + b"\xff"), "1 0"),
        (b"BEGIN:VCARD\nAGENT:\n" * 90_000, "0 1"),
        (b"BEGIN:VCARD\n" * 90_000, "0 90000"),
        (b"END:VCARD\n" * 90_000, "0 90000"),
        (b"\xff\xfeB\x00E", "no_cards"),
    ],
    ids=[
        "quotes", "quotes and colons", "parameters", "escapes", "categories", "soft breaks",
        "folds", "codec", "agents", "beginnings", "endings", "half utf-16",
    ],
)
def test_a_line_made_to_be_slow_is_not(octets, end):
    assert outcome(octets) == end


@settings(deadline=None, max_examples=300)
@given(st.binary(max_size=400))
@example(b"BEGIN:VCARD\nX:\xff=\n=\nEND:VCARD")
def test_noise_never_raises_anything_of_its_own(noise):
    outcome(noise)
    outcome(card(noise))


PIECES = st.sampled_from([
    b"BEGIN:VCARD", b"END:VCARD", b"AGENT:", b"N:", b"FN:", b"TEL;", b"item1.", b"X-ABLabel:", b"BDAY:",
    b"X-ALTBDAY;", b"CALSCALE=chinese:", b"ENCODING=QUOTED-PRINTABLE", b"CHARSET=GB2312", b"REV:", b"IMPP:",
    b"X-SOCIALPROFILE;", b"X-ANDROID-CUSTOM:", b"vnd.x/contact_event;", b"2024-02-30", b"--0230", b"TYPE=",
    b"9999-12-31T23:59:59Z", b"0001-01-01T00:00:00+14:00", b"=", b"=3D", b"\\", b";", b":", b",", b'"',
    b"\n", b"\r\n ", b"\xb5\xa5", b"\xff\xfe", b"\x00",
])


@settings(deadline=None, max_examples=400)
@given(st.lists(PIECES, max_size=30).map(b"".join))
def test_pieces_of_cards_in_any_order_never_raise_anything_of_their_own(octets):
    outcome(octets)
    outcome(card(octets))


@st.composite
def harmed_samples(draw: st.DrawFn) -> bytes:
    """A sample with a stretch cut out, another put in, and some octets changed."""
    octets = bytearray(draw(st.sampled_from(sorted(SAMPLES.glob("*.vcf")))).read_bytes())
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(octets)))
        octets[place : place + draw(st.integers(0, 40))] = draw(PIECES | st.binary(max_size=8))
    return bytes(octets[: draw(st.integers(0, len(octets))) or None])


HAS_SAMPLES = pytest.mark.skipif(
    not SAMPLES.is_dir(), reason="the sample cards are not beside this repository"
)


@HAS_SAMPLES
@settings(deadline=None, max_examples=300)
@given(st.deferred(harmed_samples))
def test_a_harmed_sample_never_raises_anything_of_its_own(octets):
    outcome(octets)


def without_what_writing_adds(card: Card) -> Card:
    """A missing uid or full name is made up when written, and an address of a page is percent-encoded."""
    return replace(card, uid="", full_name="", urls=())


@HAS_SAMPLES
@pytest.mark.parametrize("version", VERSIONS)
@settings(deadline=None, max_examples=150)
@given(st.deferred(harmed_samples))
def test_whatever_was_read_is_written_and_read_the_same(version, octets):
    try:
        first = read_cards(octets).cards
    except VCardError:
        return
    assume(first)
    second = read_cards(write_cards(first, version)).cards
    assert list(map(without_what_writing_adds, second)) == list(map(without_what_writing_adds, first))
