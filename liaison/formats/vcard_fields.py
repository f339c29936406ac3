"""What each property becomes: one small reader for every name that means something to us."""

from collections.abc import Callable

from liaison.formats.office_words import read_gender
from liaison.formats.vcard_accounts import ACCOUNT_PROPERTIES, account_of
from liaison.formats.vcard_card import Address, Labelled
from liaison.formats.vcard_dates import (
    is_lunar_scale,
    iso_date,
    mentions_lunar,
    read_birthday,
    read_date,
    read_lunar,
)
from liaison.formats.vcard_draft import Draft, Value
from liaison.formats.vcard_parameters import in_order

FieldReader = Callable[[Draft, Value], None]

_NAME_PARTS = ("family", "given", "additional", "prefix", "suffix")
_ADDRESS_PARTS = len(Address._fields) - 1
_BIRTHDAY_WORDS = ("生日", "birthday")
_ANDROID_EVENTS = {"1": "anniversary", "3": "birthday"}


def _read_name(draft: Draft, value: Value) -> None:
    if not draft.single.keys().isdisjoint(_NAME_PARTS):
        # A second N must not fill the gaps of the first: they may be two persons.
        draft.leave_out(value)
        return
    for field, part in zip(_NAME_PARTS, value.parts(";"), strict=False):
        draft.keep(field, part, value)


def _read_organisation(draft: Draft, value: Value) -> None:
    """Unit first, then its departments from large to small, kept as one text."""
    unit, *departments = value.parts(";")
    draft.keep("org", unit, value)
    draft.keep("department", "/".join(part for part in departments if part), value)


def _keeps(field: str) -> FieldReader:
    def read(draft: Draft, value: Value) -> None:
        draft.keep(field, value.plain, value)

    return read


def _adds_each(field: str) -> FieldReader:
    def read(draft: Draft, value: Value) -> None:
        for part in value.parts(","):
            draft.add(field, part)

    return read


def _adds_labelled(field: str, scheme: str) -> FieldReader:
    def read(draft: Draft, value: Value) -> None:
        text = _without_scheme(value.plain, scheme)
        if text:
            draft.add(field, Labelled(value.types, text))

    return read


def _without_scheme(text: str, scheme: str) -> str:
    """`tel:+86-10-8888;ext=802` is how 4.0 writes 8888转802."""
    if not scheme or not text.lower().startswith(scheme):
        return text
    return text[len(scheme) :].replace(";ext=", "转").strip()


def _read_uid(draft: Draft, value: Value) -> None:
    draft.keep("uid", value.plain.removeprefix("urn:uuid:"), value)


def _read_gender(draft: Draft, value: Value) -> None:
    """GENDER of 4.0 ("F", "M;教师"), X-GENDER before it ("Female"); what is neither is left out."""
    gender = read_gender(value.parts(";")[0])
    if gender is None:
        draft.leave_out(value)
    else:
        draft.keep("gender", gender.value, value)


def _read_note(draft: Draft, value: Value) -> None:
    draft.add("notes", value.paragraphs)


def _read_address(draft: Draft, value: Value) -> None:
    parts = (value.parts(";") + [""] * _ADDRESS_PARTS)[:_ADDRESS_PARTS]
    if any(parts):
        draft.add("addresses", Address(value.types, *parts))


def _read_address_label(draft: Draft, value: Value) -> None:
    """LABEL, an address as printed on an envelope; it counts only where the card has no ADR."""
    if value.plain:
        draft.add("envelopes", Address(value.types, street=value.plain))


def _read_birthday(draft: Draft, value: Value) -> None:
    if value.plain:
        draft.keep_birthday(lambda: read_birthday(value.plain, value.named), value.plain, value)


def _read_other_birthday(draft: Draft, value: Value) -> None:
    """X-ALTBDAY is lunar only where it names the Chinese calendar; Hebrew and others are left out."""
    draft.keep_birthday(lambda: read_lunar(value.plain) if is_lunar_scale(value.named) else None, value.plain, value)


def _read_labelled_date(draft: Draft, value: Value) -> None:
    """X-ABDATE: a birthday or an anniversary, as its label says."""
    _read_event(draft, value, value.plain, value.label)


def _read_anniversary(draft: Draft, value: Value) -> None:
    _read_event(draft, value, value.plain, "anniversary")


def _read_event(draft: Draft, value: Value, text: str, label: str) -> None:
    if any(word in label.lower() for word in _BIRTHDAY_WORDS):
        is_lunar = mentions_lunar(label)
        draft.keep_birthday(lambda: read_lunar(text) if is_lunar else read_birthday(text, value.named), text, value)
    elif text:
        parts = read_date(text, value.named.get("X-APPLE-OMIT-YEAR", ""))
        draft.add("dates", Labelled(in_order([label]), iso_date(parts) if parts else text))


def _read_android(draft: Draft, value: Value) -> None:
    """Android's own rows: `vnd.android.cursor.item/nickname;老万;1;;`."""
    kind, first, second, third = (value.parts(";") + [""] * 4)[:4]
    kind = kind.rpartition("/")[2]
    if kind == "nickname":
        draft.add("nicknames", first)
    elif kind == "lunarBirthday":
        draft.keep_birthday(lambda: read_lunar(first), first, value)
    elif kind == "contact_event":
        _read_event(draft, value, first, third or _ANDROID_EVENTS.get(second, ""))
    else:
        draft.leave_out(value)


def _read_account(draft: Draft, value: Value) -> None:
    account = account_of(value)
    if account.address:
        draft.add("im", account)


FIELD_READERS: dict[str, FieldReader] = {
    "N": _read_name,
    "FN": _keeps("full_name"),
    "NICKNAME": _adds_each("nicknames"),
    "ORG": _read_organisation,
    "TITLE": _keeps("title"),
    "ROLE": _keeps("role"),
    "TEL": _adds_labelled("phones", "tel:"),
    "X-MS-TEL": _adds_labelled("phones", "tel:"),
    "EMAIL": _adds_labelled("emails", "mailto:"),
    "URL": _adds_labelled("urls", ""),
    "ADR": _read_address,
    "LABEL": _read_address_label,
    "BDAY": _read_birthday,
    "X-ALTBDAY": _read_other_birthday,
    "ALTBDAY": _read_other_birthday,
    "X-ABDATE": _read_labelled_date,
    "ANNIVERSARY": _read_anniversary,
    "X-ANNIVERSARY": _read_anniversary,
    "X-MS-ANNIVERSARY": _read_anniversary,
    "X-EVOLUTION-ANNIVERSARY": _read_anniversary,
    "X-WAB-WEDDING_ANNIVERSARY": _read_anniversary,
    "X-ANDROID-CUSTOM": _read_android,
    "NOTE": _read_note,
    "CATEGORIES": _adds_each("categories"),
    "GENDER": _read_gender,
    "X-GENDER": _read_gender,
    "UID": _read_uid,
} | dict.fromkeys(ACCOUNT_PROPERTIES, _read_account)
