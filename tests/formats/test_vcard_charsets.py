"""Whose octets these are: marks, labels that lie, and files without either."""

import pytest

from liaison.formats.vcard import read_cards

WHOLE = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:万俟;晓明;;;\r\nFN:万俟晓明\r\nORG:市教育局\r\nEND:VCARD\r\n"


def names(octets: bytes) -> list[str]:
    return [card.full_name for card in read_cards(octets).cards]


def card(*lines: bytes) -> bytes:
    return b"\r\n".join((b"BEGIN:VCARD", b"VERSION:2.1", *lines, b"END:VCARD", b""))


@pytest.mark.parametrize(
    "codec", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_a_file_without_labels_is_read_in_whatever_it_was_saved(codec):
    assert names(WHOLE.encode(codec)) == ["万俟晓明"]


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
def test_a_utf16_file_with_its_mark_is_read(codec):
    assert names(("\ufeff" + WHOLE).encode(codec)) == ["万俟晓明"]


def test_gb2312_on_the_label_means_gbk():
    # 喆 and 镕 are in GBK and not in GB2312.
    fields = b"FN;CHARSET=GB2312:" + "陶喆镕".encode("gbk")
    assert names(card(fields)) == ["陶喆镕"]


def test_gb2312_on_the_label_means_gb18030_for_rare_characters():
    assert names(card(b"FN;CHARSET=gb2312:" + "𠮷田".encode("gb18030"))) == ["𠮷田"]


def test_two_properties_may_have_two_charsets():
    found = read_cards(card(
        b"FN;CHARSET=UTF-8:" + "单建国".encode(),
        b"ORG;CHARSET=GBK:" + "市第一中学".encode("gbk"),
        b"TITLE;CHARSET=BIG5:" + "主任".encode("big5"),
    )).cards[0]
    assert (found.full_name, found.org, found.title) == ("单建国", "市第一中学", "主任")


def test_a_gbk_name_that_happens_to_be_valid_utf8_follows_the_rest_of_the_file():
    trap = "隆"
    assert trap.encode("gbk").decode("utf-8") != trap
    octets = card(b"FN:" + trap.encode("gbk"), b"ORG:" + "市教育局".encode("gbk"))
    assert names(octets) == [trap]


def test_one_broken_utf8_value_does_not_turn_the_file_into_gbk():
    octets = WHOLE.encode() + card("FN:尉迟恭".encode()[:-1])
    assert names(octets)[0] == "万俟晓明"


def test_a_label_that_no_codec_bears_is_no_label():
    assert names(card(b"FN;CHARSET=zlib:" + "单建国".encode())) == ["单建国"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (b"=E4=B8=87=E4=BF=", b"=9F=E6=99=93=E6=98=8E"),
        (b"=E4=B8=87=E4=BF==", b"9F=E6=99=93=E6=98=8E"),
        (b"=E4=B8=87=E4=BF=9=", b"F=E6=99=93=E6=98=8E"),
        (b"=E4=B8=87=E4=BF= ", b"=9F=E6=99=93=E6=98=8E"),
    ],
)
def test_quoted_printable_may_break_inside_a_character_and_inside_an_escape(first, second):
    assert names(card(b"FN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:" + first, second)) == ["万俟晓明"]


def test_a_charset_made_of_ascii_octets_is_heeded():
    assert names(card(b"FN;CHARSET=ISO-2022-JP:" + "山田".encode("iso-2022-jp"))) == ["山田"]


def test_quoted_printable_may_break_inside_a_gbk_character_in_a_utf16_file():
    fields = b"FN;CHARSET=GB2312;ENCODING=QUOTED-PRINTABLE:=B5=\r\n=A5=BD=A8"
    assert names(card(fields).decode("ascii").encode("utf-16")) == ["单建"]


def test_a_soft_break_before_a_blank_line_does_not_swallow_the_next_property():
    octets = card(b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=8D=95=", b"", b"TITLE:x")
    found = read_cards(octets).cards[0]
    assert (found.full_name, found.title) == ("单", "x")


def test_a_soft_break_goes_on_behind_a_blank_line_when_an_escape_follows():
    octets = card(b"FN;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=8D=", b"", b"=95=E5=BB=BA", b"TITLE:x")
    found = read_cards(octets).cards[0]
    assert (found.full_name, found.title) == ("单建", "x")


def test_a_soft_break_before_the_end_does_not_swallow_the_end():
    assert names(card(b"FN;QUOTED-PRINTABLE;CHARSET=UTF-8:=E5=8D=95=")) == ["单"]


def test_a_bare_word_for_the_encoding_counts_as_in_2_1():
    assert names(card(b"FN;UTF-8;QUOTED-PRINTABLE:=E5=8D=95")) == ["单"]


def test_a_text_in_base64_is_read():
    assert names(card(b"FN;ENCODING=B;CHARSET=UTF-8:5Y2V5bu65Zu9")) == ["单建国"]


def test_a_fold_may_cut_a_character():
    octets = "FN:万俟晓明".encode()
    assert names(card(octets[:5] + b"\r\n " + octets[5:])) == ["万俟晓明"]


@pytest.mark.parametrize("ending", [b"\n", b"\r", b"\r\r\n", b"\n\n"])
def test_any_line_ending_will_do(ending):
    assert names(WHOLE.encode().replace(b"\r\n", ending)) == ["万俟晓明"]


def test_a_mark_inside_a_file_put_together_from_two_is_dropped():
    assert names(WHOLE.encode() + WHOLE.encode("utf-8-sig")) == ["万俟晓明", "万俟晓明"]
