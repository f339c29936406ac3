"""What each property of a foreign card becomes."""

from datetime import UTC, datetime

import pytest

from liaison.domain.birthdays import Birthday
from liaison.formats.vcard import Card, CardFile, read_cards


def read(*lines: str, version: str = "3.0") -> Card:
    return read_file("BEGIN:VCARD", f"VERSION:{version}", *lines, "END:VCARD").cards[0]


def read_file(*lines: str) -> CardFile:
    return read_cards("\r\n".join(lines).encode())


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("N:单;建国;;;", "FN:单建国"), "单建国"),
        (("N:单;建国;;;", "FN:建国 单"), "单建国"),
        (("N:单;建国;;;",), "单建国"),
        (("N:单;建国;;;", "FN:Shan Jianguo"), "单建国"),
        (("N:;单建国;;;", "FN:单建国"), "单建国"),
        (("N:单;建国;;;", "FN:单建国（教育局）"), "单建国（教育局）"),
        (("FN:单 建国",), "单建国"),
        (("N:Doe;John;Q.;Mr.;Jr.",), "Mr. John Q. Doe Jr."),
        (("N:Doe;John;;;", "FN:Johnny"), "Johnny"),
    ],
)
def test_the_name_shown_puts_a_chinese_family_name_first(lines, name):
    assert read(*lines).name == name


def test_a_second_n_never_fills_the_gaps_of_the_first():
    card = read("N:单;;;;", "N:解;缙;;;")
    assert (card.family, card.given) == ("单", "")
    assert [name for name, _ in card.left_out] == ["N"]


def test_a_second_title_is_reported_only_if_it_says_something_else():
    card = read("TITLE:处长", "TITLE:处长", "TITLE:主任")
    assert card.title == "处长"
    assert card.left_out == (("TITLE", len("TITLE:主任".encode())),)


def test_unit_department_title_and_role_are_told_apart():
    card = read("ORG:市教育局;基础教育处;一科", "TITLE:科长", "ROLE:联络员")
    assert (card.org, card.department) == ("市教育局", "基础教育处/一科")
    assert (card.title, card.role) == ("科长", "联络员")


@pytest.mark.parametrize(
    ("line", "types"),
    [
        ("TEL;WORK;VOICE:1", ("work", "voice")),
        ("TEL;TYPE=WORK,VOICE:1", ("work", "voice")),
        ("TEL;type=CELL;type=pref;type=VOICE:1", ("cell", "voice", "pref")),
        ('TEL;VALUE=uri;PREF=1;TYPE="voice,home":tel:1', ("voice", "home", "pref")),
        ("TEL:1", ()),
        ("TEL;X-CUSTOM(CHARSET=UTF-8,ENCODING=QUOTED-PRINTABLE,=E5=86=85=E7=BA=BF):1", ("内线",)),
    ],
)
def test_types_are_read_in_every_spelling(line, types):
    assert read(line).phones == ((types, "1"),)


def test_a_label_of_the_users_own_comes_last():
    card = read("item1.TEL;type=pref:6012", "item1.X-ABLabel:内 线", "item2.URL:http://a.cn",
                "item2.X-ABLabel:_$!<HomePage>!$_")
    assert card.phones == ((("pref", "内 线"), "6012"),)
    assert card.urls == ((("homepage",), "http://a.cn"),)


def test_an_extension_in_a_telephone_address_is_written_as_offices_do():
    card = read("TEL;VALUE=uri:tel:+86-10-88886666;ext=802", version="4.0")
    assert card.phones[0].text == "+86-10-88886666转802"


def test_the_same_number_twice_is_one():
    assert len(read("TEL;CELL:1", "TEL;CELL:1", "TEL;WORK:1").phones) == 2


@pytest.mark.parametrize(
    ("line", "birthday"),
    [
        ("BDAY:1980-03-22", Birthday(3, 22, 1980)),
        ("BDAY:19800322", Birthday(3, 22, 1980)),
        ("BDAY;VALUE=date:1980/3/22", Birthday(3, 22, 1980)),
        ("BDAY:1980-03-22T00:00:00Z", Birthday(3, 22, 1980)),
        ("BDAY:1980-03-21T16:00:00Z", Birthday(3, 22, 1980)),
        ("BDAY:19880521T150000Z", Birthday(5, 22, 1988)),  # Summer time: the day began at 15:00 UTC.
        ("BDAY:1980-03-22T00:00:00+08:00", Birthday(3, 22, 1980)),
        ("BDAY:19800322T093000", Birthday(3, 22, 1980)),
        ("BDAY:--0203", Birthday(2, 3)),
        ("BDAY:--02-03", Birthday(2, 3)),
        ("BDAY:--0229", Birthday(2, 29)),
        ("BDAY;X-APPLE-OMIT-YEAR=1604:1604-02-29", Birthday(2, 29)),
        ("BDAY;X-APPLE-OMIT-YEAR=1900:1900-02-03", Birthday(2, 3)),
        ("BDAY:0000-02-03", Birthday(2, 3)),
        ("BDAY;VALUE=text:1980年3月22日", Birthday(3, 22, 1980)),
        ("BDAY;VALUE=text:农历八月十五", Birthday(8, 15, is_lunar=True)),
        ("BDAY;CALSCALE=chinese:1990-02-01", Birthday(2, 1, 1990, is_lunar=True)),
        ("BDAY;X-CALENDAR=chinese:--0815", Birthday(8, 15, is_lunar=True)),
        ("X-ALTBDAY;CALSCALE=chinese:007800310318", Birthday(3, 18, 2014, is_lunar=True)),
        ("X-ALTBDAY;CALSCALE=chinese:0078000410L12", None),  # 1987 had a leap sixth month only.
        ("X-ALTBDAY;CALSCALE=chinese:00770047L0612", None),
        ("X-ALTBDAY;CALSCALE=chinese:0078000406L12", Birthday(6, 12, 1987, is_lunar=True, is_leap=True)),
        ("X-ALTBDAY;CALSCALE=chinese:78-33-04-10", Birthday(4, 10, 2016, is_lunar=True)),
        ("X-ALTBDAY;CALSCALE=chinese:--06L15", Birthday(6, 15, is_lunar=True, is_leap=True)),
        ("ALTBDAY;CALSCALE=chinese:007700470815", Birthday(8, 15, 1970, is_lunar=True)),
        ("X-ALTBDAY;CALSCALE=hebrew:-57300810", None),
        ("X-ALTBDAY:19800815", None),
        ("BDAY;CALSCALE=hebrew:5730-08-10", None),
        ("BDAY:19723101", None),
        ("BDAY:1981-02-29", None),
        ("BDAY:4501-01-01", None),
        ("BDAY:1985-04", None),
        ("BDAY;VALUE=text:circa 1800", None),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;1980-03-22;3;;", Birthday(3, 22, 1980)),
        ("X-ANDROID-CUSTOM:vnd.com.miui.cursor.item/lunarBirthday;六月初一;;",
         Birthday(6, 1, is_lunar=True)),
        ("X-ANDROID-CUSTOM:vnd.android.cursor.item/contact_event;1980-08-15;0;农历生日;",
         Birthday(8, 15, 1980, is_lunar=True)),
    ],
)
def test_a_birthday_is_read_in_every_form_and_lunar_only_where_certain(line, birthday):
    card = read("FN:单建国", line)
    assert card.birthday == birthday
    assert bool(card.left_out) == (birthday is None)


@pytest.mark.parametrize(
    ("line", "property_name", "text", "reason"),
    [
        ("BDAY:1970-13-01", "BDAY", "1970-13-01", "公历1970年没有13月1日，请核对生日"),
        ("BDAY:19700230", "BDAY", "19700230", "公历1970年没有2月30日，请核对生日"),
        ("BDAY:circa 1970", "BDAY", "circa 1970", "看不懂生日“circa 1970”"),
        ("BDAY:31686", "BDAY", "31686", "看不懂生日“31686”"),
        ("BDAY:2150-01-01", "BDAY", "2150-01-01", "日历只支持1900年至2100年"),
        ("BDAY;CALSCALE=hebrew:5730-08-10", "BDAY", "5730-08-10", "生日用的历法是“hebrew”，读不了"),
        ("X-ALTBDAY;CALSCALE=chinese:0078000410L12", "X-ALTBDAY", "0078000410L12", "农历1987年没有闰十月"),
        ("X-ANDROID-CUSTOM:vnd.com.miui.cursor.item/lunarBirthday;六月四十;;", "X-ANDROID-CUSTOM", "六月四十", "农历没有6月40日"),
    ],
)
def test_a_birthday_that_cannot_be_is_told_with_its_reason(line, property_name, text, reason):
    (unread,) = read("FN:单建国", line).unread
    assert (unread.name, unread.text) == (property_name, text)
    assert reason in str(unread.reason)


@pytest.mark.parametrize("line", ["BDAY:4501-01-01", "BDAY:0000-00-00", "BDAY:", "X-ALTBDAY;CALSCALE=hebrew:-57300810"])
def test_what_programs_write_for_no_birthday_is_nothing_to_tell(line):
    assert read("FN:单建国", line).unread == ()


def test_a_solar_and_a_lunar_birthday_are_both_kept():
    card = read("BDAY:1980-09-23", "X-ALTBDAY;CALSCALE=chinese:007700570815")
    assert card.birthday == Birthday(9, 23, 1980)
    assert card.lunar_birthday == Birthday(8, 15, 1980, is_lunar=True)


def test_a_dated_label_that_says_lunar_birthday_is_one():
    card = read("item1.X-ABDATE:1980-08-15", "item1.X-ABLabel:农历生日")
    assert card.birthday == Birthday(8, 15, 1980, is_lunar=True)


@pytest.mark.parametrize(
    "line", ["ANNIVERSARY:20010203", "X-ANNIVERSARY:2001-02-03", "X-MS-ANNIVERSARY:20010203"]
)
def test_an_anniversary_is_kept_apart_from_the_birthday(line):
    card = read(line)
    assert card.dates == ((("anniversary",), "2001-02-03"),)
    assert card.birthday is None


@pytest.mark.parametrize(
    ("line", "account"),
    [
        ("X-WECHAT:li_si", ("wechat", "li_si")),
        ("X-QQ:12345", ("qq", "12345")),
        ("IMPP;X-SERVICE-TYPE=微信号;type=pref:x-apple:li%20si", ("wechat", "li si")),
        ("IMPP;TYPE=home:xmpp:li@example.cn", ("xmpp", "li@example.cn")),
        ("IMPP:12345", ("", "12345")),
        ("X-SOCIALPROFILE;type=wechat;x-user=li_si:x-apple:li_si", ("wechat", "li_si")),
        ("X-SOCIALPROFILE;type=pref;type=sinaweibo:http://weibo.com/li", ("sinaweibo", "http://weibo.com/li")),
    ],
)
def test_accounts_in_messengers_are_read_in_every_spelling(line, account):
    assert read(line).im == (account,)


def test_escapes_are_undone_and_separators_kept():
    card = read(
        r"FN:a\, b\; c\\d", r"NOTE:一\n二\N三", r"CATEGORIES:甲\,乙,丙", r"ORG:A\;B;C", r"TITLE:DOMAIN\user"
    )
    assert card.full_name == r"a, b; c\d"
    assert card.note == "一\n二\n三"
    assert card.categories == ("甲,乙", "丙")
    assert (card.org, card.department) == ("A;B", "C")
    assert card.title == r"DOMAIN\user"


def test_an_empty_entry_of_a_list_is_none():
    card = read("FN:x", "CATEGORIES:甲,,乙,", "NICKNAME:", "X-ANDROID-CUSTOM:vnd.x/nickname;;1;")
    assert (card.categories, card.nicknames) == (("甲", "乙"), ())


def test_two_notes_become_one():
    assert read("NOTE:一", "NOTE:二", "NOTE:一").note == "一\n二"


def test_an_address_is_told_as_its_script_tells_it():
    card = read("ADR;TYPE=work:;;解放路1号;杭州市;浙江省;310000;中国")
    assert card.addresses[0].one_line() == "中国浙江省杭州市解放路1号"
    assert read("ADR:;;1 High St;Leeds;;LS1;UK").addresses[0].one_line() == "1 High St, Leeds, LS1, UK"


def test_an_envelope_label_counts_only_without_an_address():
    assert read("LABEL;HOME:解放路1号").addresses[0].street == "解放路1号"
    assert len(read("ADR;HOME:;;甲;;;;", "LABEL;HOME:乙").addresses) == 1


def test_uid_revision_and_version_are_kept():
    card = read("UID:urn:uuid:9e49143d", "REV:20190602T115709Z", "FN:x", version="4.0")
    assert (card.uid, card.version) == ("9e49143d", "4.0")
    assert card.revision == datetime(2019, 6, 2, 11, 57, 9, tzinfo=UTC)


def test_what_is_not_read_is_reported_by_name_and_size():
    card = read("FN:x", "X-PHONETIC-LAST-NAME:yuchi", "PHOTO;ENCODING=b:AAAA", " BBBB")
    assert card.left_out == (("X-PHONETIC-LAST-NAME", 26), ("PHOTO", 6))


@pytest.mark.parametrize(
    "lines",
    [
        ("PHOTO;ENCODING=b;TYPE=JPEG:AAAA", " BBBB", " CCCC"),
        ("PHOTO;TYPE=JPEG;BASE64:AAAABBBBCCCC",),
        ("PHOTO:data:image/jpeg;base64,AAAABB", " BBCCCC"),
    ],
)
def test_a_photo_is_as_large_as_the_picture_it_stands_for(lines):
    assert read("FN:x", *lines).left_out == (("PHOTO", 9),)


def test_a_quoted_parameter_may_hold_separators():
    assert read('TEL;X-NOTE="a:b;c";TYPE=work:123').phones == ((("work",), "123"),)


def test_a_quote_never_closed_costs_only_its_parameter():
    assert read('TEL;X-NOTE="a;TYPE=work:123').phones[0].text == "123"


def test_cards_follow_each_other_with_their_lines():
    found = read_file("BEGIN:VCARD", "FN:甲", "END:VCARD", "", "begin:vcard ", "FN:乙", "end:vcard")
    assert [(card.full_name, card.line) for card in found.cards] == [("甲", 1), ("乙", 5)]


@pytest.mark.parametrize(
    ("lines", "codes"),
    [
        (("BEGIN:VCARD", "FN:甲"), ["cut_short"]),
        (("BEGIN:VCARD", "FN:甲", "BEGIN:VCARD", "FN:乙", "END:VCARD"), ["cut_short"]),
        (("BEGIN:VCARD", "FN:乙", "END:VCARD", "FN:甲", "END:VCARD"), ["no_beginning"]),
        (("BEGIN:VCARD", "VERSION:3.0", "END:VCARD"), ["empty_card"]),
    ],
)
def test_a_card_that_cannot_be_read_is_skipped_with_its_reason(lines, codes):
    found = read_file(*lines)
    assert [skipped.code for skipped in found.skipped] == codes
    assert [card.full_name for card in found.cards] == (["乙"] if "FN:乙" in lines else [])


@pytest.mark.parametrize(
    "agent",
    [
        ("AGENT:", "BEGIN:VCARD", "FN:秘书", "AGENT:", "BEGIN:VCARD", "FN:丁", "END:VCARD", "END:VCARD"),
        ("AGENT:BEGIN:VCARD", "FN:秘书", "END:VCARD"),
        (r"AGENT:BEGIN:VCARD\nFN:秘书\nEND:VCARD\n",),
        ("AGENT;VALUE=uri:CID:secretary@example.cn",),
    ],
)
def test_an_agent_inside_a_card_is_left_out_without_harm(agent):
    found = read_file("BEGIN:VCARD", "FN:主任", *agent, "TITLE:主任", "END:VCARD")
    assert [(card.full_name, card.title) for card in found.cards] == [("主任", "主任")]
    assert [name for name, _ in found.cards[0].left_out] == ["AGENT"]
    assert not found.skipped
