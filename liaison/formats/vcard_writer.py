"""Writing contact cards that phones, Outlook and mail programs take: 3.0 (RFC 2426) and 4.0 (RFC 6350).

The same cards always give the same octets. What the standards have no place for is written as iPhones
do (labels in X-ABLabel, lunar birthdays in X-ALTBDAY, networks in X-SERVICE-TYPE); our reader reads it.
"""

from collections.abc import Iterable, Iterator
from itertools import count
from uuid import NAMESPACE_URL, UUID, uuid5

from liaison.domain.genders import Gender
from liaison.formats.ics_text import LINE_BREAK, escape_text, folded, uri_value, utc_value
from liaison.formats.vcard_accounts import account_value
from liaison.formats.vcard_card import Account, Card, Labelled, VCardError
from liaison.formats.vcard_dates import (
    OMITTED_YEAR,
    lunar_value,
    read_date,
    solar_value,
)
from liaison.formats.vcard_parameters import is_type
from liaison.formats.vcard_text import clean, one_line

VERSIONS = ("3.0", "4.0")
GENDER_LETTERS = {Gender.MALE.value: "M", Gender.FEMALE.value: "F"}
GENDER = {"3.0": "X-GENDER", "4.0": "GENDER"}
_UID_SPACE = uuid5(NAMESPACE_URL, "liaison/contact-card")
_ANNIVERSARY = ("anniversary",)
_QUOTED_IN_PARAMETERS = ",;:"


def write_cards(cards: Iterable[Card], version: str = "3.0") -> bytes:
    """One file of all cards. VCardError for a version that is not written (2.1 cannot hold UTF-8 safely).

    A card without a uid gets one made from its content: the same until the content changes.
    """
    if version not in VERSIONS:
        raise VCardError("bad_version", "不能导出{version}版名片，请选3.0或4.0", version=version)
    lines = (line for card in cards for line in _CardWriter(card, version).lines())
    return "".join(folded(line) + LINE_BREAK for line in lines).encode()


class _CardWriter:
    """The lines of one card; groups are numbered within the card."""

    def __init__(self, card: Card, version: str) -> None:
        self.card = card
        self.version = version
        self.groups = count(1)

    def lines(self) -> Iterator[str]:
        body = list(self._body())
        yield "BEGIN:VCARD"
        yield f"VERSION:{self.version}"
        yield self._uid(body)
        yield from body
        if self.card.revision:
            yield f"REV:{utc_value(self.card.revision)}"
        yield "END:VCARD"

    def _body(self) -> Iterator[str]:
        card = self.card
        yield from self._names()
        yield from _text_line("ORG", self._organisation())
        yield from _text_line("TITLE", _text(card.title))
        yield from _text_line("ROLE", _text(card.role))
        yield from self._reachable()
        yield from self._birthdays()
        yield from _text_line(GENDER[self.version], GENDER_LETTERS.get(card.gender, ""))
        for item in card.dates:
            yield from self._date(item)
        yield from _text_line("NOTE", escape_text(clean(card.note)))
        yield from _text_line("CATEGORIES", _listed(card.categories))

    def _organisation(self) -> str:
        departments = [self.card.department] if self.card.department else []
        return _structured(self.card.org, *departments)

    def _names(self) -> Iterator[str]:
        card = self.card
        yield "N:" + _structured(card.family, card.given, card.additional, card.prefix, card.suffix)
        yield "FN:" + _text(_full_name(card))
        yield from _text_line("NICKNAME", _listed(card.nicknames))

    def _reachable(self) -> Iterator[str]:
        card = self.card
        for name, items in (("TEL", card.phones), ("EMAIL", card.emails)):
            for item in items:
                yield from self._labelled(name, item.types, _text(item.text))
        for item in card.urls:
            yield from self._labelled("URL", item.types, uri_value(item.text).replace("\\", "\\\\"))
        for address in card.addresses:
            yield from self._labelled("ADR", address.types, _structured(*address[1:]))
        for account in card.im:
            yield f"IMPP{_network(account)}:{account_value(account)}"

    def _birthdays(self) -> Iterator[str]:
        """A lunar one stands in X-ALTBDAY alone: phones would repeat a solar date beside it every year."""
        for birthday in (self.card.birthday, self.card.lunar_birthday):
            if birthday and birthday.is_lunar:
                yield "X-ALTBDAY" + ":".join(lunar_value(birthday))
            elif birthday:
                yield "BDAY" + ":".join(solar_value(birthday, self.version))

    def _date(self, item: Labelled) -> Iterator[str]:
        parts = read_date(item.text)
        if parts and self.version == "4.0" and item.types == _ANNIVERSARY:
            year = f"{parts.year:04d}" if parts.year else "--"
            yield f"ANNIVERSARY:{year}{parts.month:02d}{parts.day:02d}"
        elif parts and parts.year is None:
            name = f"X-ABDATE;X-APPLE-OMIT-YEAR={OMITTED_YEAR}"
            yield from self._grouped(name, f"{OMITTED_YEAR}-{parts.month:02d}-{parts.day:02d}", item.types)
        else:
            yield from self._grouped("X-ABDATE", _text(item.text), item.types)

    def _labelled(self, name: str, words: tuple[str, ...], value: str) -> Iterator[str]:
        types = [word for word in words if is_type(word) and word != "pref"]
        preference = ""
        if "pref" in words:
            preference = ";PREF=1" if self.version == "4.0" else ""
            types += [] if preference else ["pref"]
        parameters = (f";TYPE={','.join(types)}" if types else "") + preference
        labels = tuple(word for word in words if not is_type(word))
        yield from self._grouped(name + parameters, value, labels)

    def _grouped(self, name: str, value: str, labels: tuple[str, ...]) -> Iterator[str]:
        """A label of the user's own needs a line of its own, tied to the first by a group name."""
        if not value:
            return
        label = _text(" ".join(labels))
        group = f"item{next(self.groups)}." if label else ""
        yield f"{group}{name}:{value}"
        if label:
            yield f"{group}X-ABLabel:{label}"

    def _uid(self, body: list[str]) -> str:
        uid = one_line(self.card.uid) or str(uuid5(_UID_SPACE, "\n".join(body)))
        if self.version == "3.0":
            return f"UID:{escape_text(uid)}"
        return f"UID:urn:uuid:{uid}" if _is_uuid(uid) else f"UID;VALUE=text:{escape_text(uid)}"


def _full_name(card: Card) -> str:
    """FN is required; a card without any name is known by its unit or how it is reached."""
    reached = (item.text for item in (*card.phones, *card.emails))
    return card.full_name or card.name or card.org or next(reached, "")


def _text(text: str) -> str:
    return escape_text(one_line(text))


def _structured(*parts: str) -> str:
    return ";".join(map(_text, parts))


def _listed(items: Iterable[str]) -> str:
    return ",".join(filter(None, map(_text, items)))


def _text_line(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"{name}:{value}"


def _network(account: Account) -> str:
    name = one_line(account.network).replace("^", "^^").replace('"', "^'")
    if not name:
        return ""
    needs_quotes = any(mark in name for mark in _QUOTED_IN_PARAMETERS)
    return f';X-SERVICE-TYPE="{name}"' if needs_quotes else f";X-SERVICE-TYPE={name}"


def _is_uuid(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
