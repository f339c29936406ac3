"""Every card file of other programs, compared with what a careful reader got from it."""

import json
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest

from liaison.domain.birthdays import Birthday
from liaison.formats.vcard import Card, CardFile, read_cards
from liaison.formats.vcard_dates import read_date
from liaison.formats.vcard_text import clean, parts_of, unescaped

SAMPLES = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "samples" / "vcard"

COUNTS = {
    "android_utf8_qp_soft_in_char.vcf": (1, 0),
    "cdt_9_doublebyte.vcf": (1, 0),
    "ezvcard_ANDROID.vcf": (6, 0),
    "ezvcard_EVOLUTION.vcf": (1, 0),
    "ezvcard_GMAIL.vcf": (1, 0),
    "ezvcard_MS_OUTLOOK.vcf": (1, 0),
    "ezvcard_gmail-list.vcf": (3, 0),
    "ezvcard_outlook-2007.vcf": (1, 0),
    "ezvcard_rfc2426.vcf": (2, 0),
    "fk_AnsiIssue.vcf": (1, 0),
    "fk_Cropped_2_1.vcf": (0, 1),
    "fk_utf8_confucius.vcf": (1, 0),
    "fk_v2_1.vcf": (1, 0),
    "fk_v3Utf16Bom.vcf": (2, 0),
    "fk_v4.vcf": (2, 0),
    "ical4j_outlook2003.vcf": (1, 0),
    "iphone_v3.vcf": (1, 0),
    "nokia_s40_gb2312_qp.vcf": (1, 0),
    "two_in_one_lf_only.vcf": (2, 0),
}

# Where we differ from the draft of what to expect, and why we are right.
JUDGED = {
    # The file holds six cards; the draft stops before the last, whose long ORG has blank lines in it.
    ("ezvcard_ANDROID.vcf", 5, "card"),
    # Outlook writes a fifth number, for calling back, as X-MS-TEL; the draft leaves it out.
    ("ezvcard_outlook-2007.vcf", 0, "TEL"),
    # 19723101 is no date: no birthday, and BDAY is reported as left out.
    ("fk_v4.vcf", 1, "BDAY"),
}


def sample(name: str) -> CardFile:
    if not SAMPLES.is_dir():
        pytest.skip("the sample cards are not beside this repository")
    return read_cards((SAMPLES / name).read_bytes())


def expected_cards() -> dict[str, list[dict]]:
    if not SAMPLES.is_dir():
        pytest.skip("the sample cards are not beside this repository")
    return json.loads((SAMPLES / "expected.json").read_text(encoding="utf-8"))


def structured(text: str, length: int) -> list[str]:
    parts = [clean(unescaped(part)) for part in parts_of(text, ";")]
    return (parts + [""] * length)[:length]


def plain(texts: list[str]) -> list[str]:
    return [clean(unescaped(text)) for text in texts]


def as_expected(card: Card) -> dict[str, Any]:
    """The card in the terms of expected.json, escapes undone on both sides."""
    born = card.birthday
    return {
        "VERSION": card.version,
        "N": [card.family, card.given, card.additional, card.prefix, card.suffix],
        "FN": card.full_name,
        "ORG": [card.org, *card.department.split("/")] if card.org else [""],
        "TITLE": card.title,
        "UID": card.uid,
        "NOTE": card.note,
        "TEL": [phone.text for phone in card.phones],
        "EMAIL": [email.text for email in card.emails],
        "BDAY": (born.year, born.month, born.day) if born else None,
    }


def judge(name: str, wanted: Any, got: Any) -> bool:
    if name == "N":
        return structured(wanted, 5) == got
    if name == "ORG":
        return structured(wanted, wanted.count(";") + 1) == [part for part in got if part]
    if name in ("TEL", "EMAIL"):
        return plain(wanted) == got
    if name == "BDAY":
        parts = read_date(wanted)
        return parts is not None and parts[:3] == got
    if name == "NOTE":
        # The draft keeps the first 160 characters as written, escapes included.
        return str(got).startswith(clean(unescaped(wanted.removesuffix("\\"))))
    return clean(unescaped(wanted)) == got


def differences(file_name: str) -> set[tuple[str, int, str]]:
    wanted, got = expected_cards()[file_name], sample(file_name).cards
    shorter, longer = sorted((len(wanted), len(got)))
    found = {(file_name, place, "card") for place in range(shorter, longer)}
    for place, (fields, card) in enumerate(zip(wanted, got, strict=False)):
        seen = as_expected(card)
        differing = (name for name, text in fields.items() if not judge(name, text, seen[name]))
        found |= {(file_name, place, name) for name in differing}
    return found


@pytest.mark.parametrize("file_name", COUNTS)
def test_a_sample_reads_as_expected_except_where_the_draft_is_wrong(file_name):
    assert differences(file_name) == {judged for judged in JUDGED if judged[0] == file_name}


@pytest.mark.parametrize(("file_name", "counts"), COUNTS.items())
def test_a_sample_gives_this_many_cards_and_skips(file_name, counts):
    found = sample(file_name)
    assert (len(found.cards), len(found.skipped)) == counts


def test_no_sample_is_forgotten():
    assert set(expected_cards()) == set(COUNTS)
    assert {path.name for path in SAMPLES.glob("*.vcf")} == set(COUNTS)


def test_the_nickname_of_an_android_phone_is_read_from_its_own_row():
    assert sample("android_utf8_qp_soft_in_char.vcf").cards[0].nicknames == ("老万",)


def test_an_iphone_card_gives_its_label_and_both_birthdays():
    card = sample("iphone_v3.vcf").cards[0]
    assert card.phones[1] == (("内线",), "6012")
    assert card.birthday == Birthday(2, 14)
    assert card.lunar_birthday == Birthday(4, 10, 2016, is_lunar=True)


def test_an_unlabelled_value_is_read_in_the_charset_the_same_file_names_elsewhere():
    assert sample("fk_AnsiIssue.vcf").cards[0].addresses[0].street == "Lämmerweg 12"


def test_a_photo_is_left_out_with_its_size():
    left_out = dict(sample("ezvcard_MS_OUTLOOK.vcf").cards[0].left_out)
    lines = (SAMPLES / "ezvcard_MS_OUTLOOK.vcf").read_bytes().split(b"\r\n")
    first = next(place for place, line in enumerate(lines) if line.startswith(b"PHOTO"))
    last = lines.index(b"", first)
    picture = b64decode(b"".join(lines[first:last]).partition(b":")[2])
    assert 0 <= left_out["PHOTO"] - len(picture) <= 2  # the "=" at its end


def test_the_card_cut_short_is_reported_with_its_line():
    skipped = sample("fk_Cropped_2_1.vcf").skipped[0]
    assert (skipped.number, skipped.line, skipped.code) == (1, 1, "cut_short")
