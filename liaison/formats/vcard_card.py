"""A contact card as plain values: what `vcard_reader.py` returns and `vcard_writer.py` takes."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from liaison.domain.birthdays import Birthday
from liaison.domain.calendar_errors import CalendarError
from liaison.domain.refusals import CodedRefusal, Refusal
from liaison.formats.vcard_properties import PropertyLine

_WIDE_SCRIPT_FROM = "\u2e80"


class VCardError(CodedRefusal):
    """The whole file or request is refused; `code`, `template` and `params` serve other languages."""


class Labelled(NamedTuple):
    """A value and the words beside it: types (`work`, `cell`), `pref`, then a label of the user's own."""

    types: tuple[str, ...]
    text: str


class Account(NamedTuple):
    """An account in a messenger: `network` in lower case (`wechat`, `qq`, `xmpp`), empty when not named."""

    network: str
    address: str


class Address(NamedTuple):
    """The seven parts of ADR after its types."""

    types: tuple[str, ...] = ()
    po_box: str = ""
    extended: str = ""
    street: str = ""
    city: str = ""
    region: str = ""
    postcode: str = ""
    country: str = ""

    def one_line(self) -> str:
        """Largest place first and without gaps when in Chinese, smallest first with commas otherwise."""
        places = [self.po_box, self.extended, self.street, self.city, self.region, self.country]
        if is_wide("".join(places)):
            return "".join(reversed(places))
        places.insert(-1, self.postcode)
        return ", ".join(place for place in places if place)


class LeftOut(NamedTuple):
    """A property that was not read (a photo, an extension, a value past the limits) and its size, freed of base64."""

    name: str
    octets: int


class Unread(NamedTuple):
    """A date that means something and could not be read: its property, what it says, and why not."""

    name: str
    text: str
    reason: CalendarError


@dataclass(frozen=True)
class Card:
    """One person or unit. Names are as the file gives them; `name` is the one to show.

    `birthday` is BDAY, or the lunar birthday when the card has no other; with both, the lunar one is in
    `lunar_birthday`. `gender` is a code of domain/genders.py or empty. `dates` are anniversaries as `(label, ISO date or words)`.
    Where the card stood (`number` among all of the file, `line`), its version and what was left out do not count when
    cards are compared.
    """

    uid: str = ""
    family: str = ""
    given: str = ""
    additional: str = ""
    prefix: str = ""
    suffix: str = ""
    full_name: str = ""
    nicknames: tuple[str, ...] = ()
    org: str = ""
    department: str = ""
    title: str = ""
    role: str = ""
    phones: tuple[Labelled, ...] = ()
    emails: tuple[Labelled, ...] = ()
    urls: tuple[Labelled, ...] = ()
    addresses: tuple[Address, ...] = ()
    birthday: Birthday | None = None
    lunar_birthday: Birthday | None = None
    gender: str = ""
    dates: tuple[Labelled, ...] = ()
    note: str = ""
    categories: tuple[str, ...] = ()
    im: tuple[Account, ...] = ()
    revision: datetime | None = None
    version: str = field(default="", compare=False)
    number: int = field(default=0, compare=False)
    line: int = field(default=0, compare=False)
    left_out: tuple[LeftOut, ...] = field(default=(), compare=False)
    unread: tuple[Unread, ...] = field(default=(), compare=False)

    @property
    def name(self) -> str:
        """The name to show: Chinese names family first and without gaps, whatever order the phone wrote."""
        if self._is_misordered():
            return self.family + self.additional + self.given
        if is_wide(self.full_name):
            return "".join(self.full_name.split())
        parts = [self.prefix, self.given, self.additional, self.family, self.suffix]
        return self.full_name or " ".join(part for part in parts if part)

    def _is_misordered(self) -> bool:
        """A Chinese name whose FN is missing, given name first (建国 单) or in other letters."""
        if not is_wide(self.family + self.given):
            return False
        squeezed = "".join(self.full_name.split())
        return squeezed == self.given + self.additional + self.family or self.family not in squeezed


@dataclass(frozen=True)
class SkippedCard:
    """A card that was not read: its place among the cards of the file, its first line, and why.

    `named_by` is its FN, `name` what that says, both empty where it has none.
    """

    number: int
    line: int
    reason: Refusal
    code: str
    named_by: PropertyLine | None = None
    name: str = ""


@dataclass(frozen=True)
class CardFile:
    """What a file held, in file order."""

    cards: list[Card]
    skipped: list[SkippedCard]


@dataclass(frozen=True)
class CardLimits:
    """A larger file or more cards are refused; a property or a card beyond these is left out and reported.

    `line_octets` bounds one property once unfolded; photos do not count, they are never put together.
    """

    file_octets: int = 64 * 1024 * 1024
    cards: int = 100_000
    line_octets: int = 64 * 1024
    properties: int = 500


def is_wide(text: str) -> bool:
    """Written in Chinese, Japanese or Korean script throughout, so that parts join without spaces."""
    letters = [character for character in text if character.isalpha()]
    return bool(letters) and all(letter >= _WIDE_SCRIPT_FROM for letter in letters)
