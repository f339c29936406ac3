"""A card while it is being read: the first of what there is one of, all of what there are several."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from liaison.domain.birthdays import Birthday
from liaison.domain.calendar_errors import CalendarError
from liaison.domain.typed_birthday import YearOpen
from liaison.formats.vcard_card import Card, LeftOut, Unread
from liaison.formats.vcard_charsets import FileCharset
from liaison.formats.vcard_parameters import in_order, read_parameters
from liaison.formats.vcard_properties import PropertyLine
from liaison.formats.vcard_text import clean, one_line, parts_of, unescaped


@dataclass(frozen=True)
class Value:
    """A property as characters: `text` with escapes still in it, `label` from X-ABLabel of its group."""

    name: str
    text: str
    types: tuple[str, ...]
    named: dict[str, str]
    label: str
    octets: int

    @property
    def plain(self) -> str:
        """The whole value on one line."""
        return one_line(unescaped(self.text))

    @property
    def paragraphs(self) -> str:
        """The whole value with its line breaks."""
        return clean(unescaped(self.text))

    def parts(self, separator: str) -> list[str]:
        """The parts between unescaped separators, each on one line."""
        return [one_line(unescaped(part)) for part in parts_of(self.text, separator)]


def value_of(line: PropertyLine, charset: FileCharset, labels: dict[str, str]) -> Value:
    """Decode one property; its group's label joins its types."""
    header = line.header
    parameters = read_parameters(header.parameters, charset)
    label = labels.get(header.group, "") if header.group else ""
    types = in_order([*parameters.types, label]) if label else parameters.types
    return Value(header.name, line.text(charset), types, parameters.named, label, line.octets)


@dataclass
class Draft:
    """Collects what the readers of `vcard_reader.py` find."""

    single: dict[str, str] = field(default_factory=dict)
    several: dict[str, dict[Any, None]] = field(default_factory=dict)
    dates: dict[str, Birthday] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)

    def keep(self, name: str, text: str, value: Value) -> None:
        """A field there is one of: the first text wins, a different later one is reported as left out."""
        if not text:
            return
        if self.single.setdefault(name, text) != text:
            self.leave_out(value)

    def add(self, name: str, item: Any) -> None:
        """A field there are several of; the same twice is one, an empty one is none."""
        if item:
            self.several.setdefault(name, {})[item] = None

    def keep_birthday(self, read: Callable[[], Birthday | None], text: str, value: Value) -> None:
        """The first solar and the first lunar birthday; what cannot be read is reported with its reason."""
        try:
            birthday = read()
        except CalendarError as error:
            self.unread.append(Unread(value.name, text, error))
            birthday = error.birthday if isinstance(error, YearOpen) else None
        kind = "lunar" if birthday and birthday.is_lunar else "solar"
        if birthday is None or self.dates.setdefault(kind, birthday) != birthday:
            self.leave_out(value)

    def leave_out(self, value: Value) -> None:
        """Report a property that was seen and not taken."""
        if value.text:
            self.left_out.append(LeftOut(value.name, value.octets))

    def card(self, **extra: Any) -> Card:
        """The finished card."""
        solar, lunar = self.dates.get("solar"), self.dates.get("lunar")
        notes, envelopes = self.several.pop("notes", {}), self.several.pop("envelopes", {})
        self.several.setdefault("addresses", envelopes)
        return Card(
            note="\n".join(notes),
            **self.single,  # type: ignore[arg-type]
            **{name: tuple(items) for name, items in self.several.items()},  # type: ignore[arg-type]
            birthday=solar or lunar,
            lunar_birthday=lunar if solar else None,
            left_out=tuple(self.left_out),
            unread=tuple(self.unread),
            **extra,
        )
