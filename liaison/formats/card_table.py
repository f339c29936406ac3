"""Contact cards (.vcf) as a table like any other: one row for each card, under the headings offices use.

So the same columns, corrections and preview serve a phone's address book. A row's number is that of its card among all
of the file. Runs inside the child (sheet_child.py).
"""

import re
from collections.abc import Callable
from pathlib import Path

from liaison.domain.refusals import sentence
from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_limits import Limits, Meter
from liaison.formats.sheet_records import Records
from liaison.formats.vcard import Card, CardLimits, Labelled, VCardError, read_cards
from liaison.formats.vcard_card import is_wide

MEGABYTE = 1024 * 1024
PICTURES = ("PHOTO", "LOGO", "SOUND", "KEY")
PICTURE_LEFT = sentence("照片等附件没有导入，其余内容已读")
FAX = ("fax",)
PAUSE = re.compile(r"(\d{7}),+(\d{1,6})$")
INTERNAL = ("内线", "小号", "短号", "分机")


def read(path: Path, limits: Limits) -> Records:
    """A sheet named after the file; cards that could not be read, and pictures left out, as notes."""
    try:
        found = read_cards(path.read_bytes(), CardLimits(cards=limits.rows))
    except VCardError as error:
        raise SheetError("cards", reason=str(error)) from error
    meter = Meter(limits)
    meter.open_sheet(path.stem)
    yield ("sheet", path.stem, False)
    yield ("cards",)
    used = [(heading, value) for heading, value in COLUMNS if any(value(card) for card in found.cards)]
    if used:
        yield ("row", 0, False, [heading for heading, _value in used], [])
    for card in found.cards:
        row = [value(card)[: limits.cell_characters] or None for _heading, value in used]
        meter.count_row(row)
        yield ("row", card.number, False, row, [])
        yield from notes_of(card)
    for skipped in found.skipped:
        reason = skipped.reason
        yield ("note", skipped.number, skipped.name, reason.template, reason.params, False, "")


def notes_of(card: Card) -> Records:
    """What was seen and not taken, where somebody would miss it."""
    for name, octets in card.left_out:
        if name in PICTURES:
            size = f"{octets / MEGABYTE:.1f} MB" if octets >= MEGABYTE // 10 else f"{max(1, octets // 1024)} KB"
            yield ("note", card.number, size, PICTURE_LEFT, {}, True, name)
    for name, text, error in card.unread:
        yield ("note", card.number, text, error.template, error.params, True, name)


def name_of(card: Card) -> str:
    """The name to show; a card that names only a unit is its telephone, under the unit's name."""
    return card.name or (card.nicknames[0] if card.nicknames else "") or card.org


def family_of(card: Card) -> str:
    return card.family if card.family + card.given == card.name and is_wide(card.name) else ""


def given_of(card: Card) -> str:
    return card.given if family_of(card) else ""


def title_of(card: Card) -> str:
    return card.title or card.role


def is_fax(phone: Labelled) -> bool:
    return any(word in kind.lower() for kind in phone.types for word in (*FAX, "传真"))


def is_internal(phone: Labelled) -> bool:
    return any(word in kind for kind in phone.types for word in INTERNAL)


def phones_of(card: Card) -> str:
    """Those that are neither an internal line nor said to be at work."""
    return "\n".join(
        ("传真 " if is_fax(phone) else "") + spoken(phone) for phone in card.phones if not is_internal(phone) and not at_work(phone)
    )


def spoken(phone: Labelled) -> str:
    """A telephone's pause before an extension as offices write it: a comma between numbers stands for two of them there."""
    return PAUSE.sub(r"\1转\2", phone.text)


def at_work(phone: Labelled) -> bool:
    kinds = {kind.lower() for kind in phone.types}
    return "work" in kinds and "cell" not in kinds and not is_fax(phone) and not is_internal(phone)


def office_phones_of(card: Card) -> str:
    return "\n".join(spoken(phone) for phone in card.phones if at_work(phone))


def internal_phones_of(card: Card) -> str:
    return "\n".join(phone.text for phone in card.phones if is_internal(phone))


def emails_of(card: Card) -> str:
    return "\n".join(email.text for email in card.emails)


def wechat_of(card: Card) -> str:
    return next((account.address for account in card.im if account.network == "wechat"), "")


def birthday_of(card: Card) -> str:
    return card.birthday.words if card.birthday else ""


def address_of(card: Card) -> str:
    return card.addresses[0].one_line() if card.addresses else ""


def notes_column(card: Card) -> str:
    """The note, and what has no column of its own."""
    others = [f"{account.network or '账号'}：{account.address}" for account in card.im if account.network != "wechat"]
    others += [f"{' '.join(date.types) or '纪念日'}：{date.text}" for date in card.dates]
    others += [url.text for url in card.urls]
    others += [address.one_line() for address in card.addresses[1:]]
    others += [f"生日：{text}" for _name, text, error in card.unread if error.code in ("no_day", "year_open")]
    if card.lunar_birthday:
        others.insert(0, f"农历生日：{card.lunar_birthday.words}")
    if card.title and card.role and card.role != card.title:
        others.insert(0, card.role)
    return "；".join(part for part in (card.note, *others) if part)


def tags_of(card: Card) -> str:
    return "、".join(card.categories)


Value = Callable[[Card], str]
COLUMNS: tuple[tuple[str, Value], ...] = (
    ("姓名", name_of),
    ("姓", family_of),
    ("名", given_of),
    ("单位", lambda card: card.org),
    ("部门", lambda card: card.department),
    ("职务", title_of),
    ("电话", phones_of),
    ("办公电话", office_phones_of),
    ("内线", internal_phones_of),
    ("邮箱", emails_of),
    ("微信", wechat_of),
    ("性别", lambda card: card.gender),
    ("生日", birthday_of),
    ("地址", address_of),
    ("标签", tags_of),
    ("备注", notes_column),
)
