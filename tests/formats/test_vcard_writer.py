"""The very lines we write, for the eyes of phones and mail programs."""

from datetime import UTC, datetime

import pytest

from liaison.domain.birthdays import Birthday
from liaison.formats.vcard import Account, Address, Card, Labelled, VCardError, write_cards


def lines(card: Card, version: str = "3.0") -> list[str]:
    unfolded = write_cards([card], version).decode("utf-8").replace("\r\n ", "")
    return unfolded.split("\r\n")


def test_a_whole_card_in_3_0():
    card = Card(
        uid="u1", family="单", given="建国", full_name="单建国", nicknames=("老单",), org="市教育局",
        department="基础教育处", title="处长", role="联络员",
        phones=(Labelled(("cell", "pref"), "138 0013 8000"), Labelled(("内线",), "6012")),
        emails=(Labelled(("work",), "a@example.cn"),), urls=(Labelled((), "http://example.cn/?a,b"),),
        addresses=(Address(("work",), street="解放路1号", city="杭州市", country="中国"),),
        birthday=Birthday(2, 3), note="春节前联系,\n周二有空", categories=("重点", "甲,乙"),
        im=(Account("wechat", "li si"),), revision=datetime(2026, 2, 3, 4, 5, 6, tzinfo=UTC),
    )
    assert lines(card) == [
        "BEGIN:VCARD", "VERSION:3.0", "UID:u1", "N:单;建国;;;", "FN:单建国", "NICKNAME:老单",
        "ORG:市教育局;基础教育处", "TITLE:处长", "ROLE:联络员", "TEL;TYPE=cell,pref:138 0013 8000",
        "item1.TEL:6012", "item1.X-ABLabel:内线", "EMAIL;TYPE=work:a@example.cn", "URL:http://example.cn/?a,b",
        "ADR;TYPE=work:;;解放路1号;杭州市;;;中国", "IMPP;X-SERVICE-TYPE=wechat:x-apple:li%20si",
        "BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-03", r"NOTE:春节前联系\,\n周二有空", r"CATEGORIES:重点,甲\,乙",
        "REV:20260203T040506Z", "END:VCARD", "",
    ]


def test_4_0_differs_in_identity_preference_and_dates():
    card = Card(
        uid="9e49143d-201c-46cc-b1ca-b84cac8211e9", full_name="x", birthday=Birthday(2, 3),
        phones=(Labelled(("cell", "pref"), "1"),), dates=(Labelled(("anniversary",), "2001-02-03"),),
    )
    written = lines(card, "4.0")
    assert "UID:urn:uuid:9e49143d-201c-46cc-b1ca-b84cac8211e9" in written
    assert "TEL;TYPE=cell;PREF=1:1" in written
    assert "BDAY:--0203" in written
    assert "ANNIVERSARY:20010203" in written


@pytest.mark.parametrize(
    ("birthday", "version", "line"),
    [
        (Birthday(2, 3, 1980), "3.0", "BDAY:1980-02-03"),
        (Birthday(2, 3, 1980), "4.0", "BDAY:19800203"),
        (Birthday(3, 18, 2014, is_lunar=True), "3.0", "X-ALTBDAY;CALSCALE=chinese:007800310318"),
        (Birthday(8, 15, 1970, is_lunar=True), "4.0", "X-ALTBDAY;CALSCALE=chinese:007700470815"),
        (Birthday(12, 29, 1983, is_lunar=True), "3.0", "X-ALTBDAY;CALSCALE=chinese:007700601229"),
        (Birthday(1, 1, 1984, is_lunar=True), "3.0", "X-ALTBDAY;CALSCALE=chinese:007800010101"),
        (Birthday(6, 15, None, True, True), "3.0", "X-ALTBDAY;CALSCALE=chinese:--06L15"),
    ],
)
def test_a_birthday_is_written_as_phones_read_it(birthday, version, line):
    written = lines(Card(full_name="x", birthday=birthday), version)
    assert [found for found in written if "BDAY" in found] == [line]


@pytest.mark.parametrize(
    ("card", "name"),
    [
        (Card(family="单", given="建国"), "FN:单建国"),
        (Card(org="市教育局"), "FN:市教育局"),
        (Card(phones=(Labelled((), "12345"),)), "FN:12345"),
    ],
)
def test_a_card_without_full_name_is_still_known_by_something(card, name):
    assert name in lines(card)


def test_a_name_cannot_smuggle_in_a_line():
    hostile = "x\r\nTEL:110\r\nEND:VCARD"
    written = lines(Card(family=hostile, full_name=hostile, phones=(Labelled((hostile,), hostile),)))
    assert [line for line in written if line.startswith(("TEL", "END"))] == ["END:VCARD"]


def test_a_lone_surrogate_is_dropped_rather_than_refused():
    assert "FN:单" in lines(Card(full_name="单\ud800"))


def test_2_1_is_not_written():
    with pytest.raises(VCardError, match=r"2\.1") as refused:
        write_cards([Card(full_name="x")], "2.1")
    assert refused.value.code == "bad_version"
