"""What a feature says of a list that can be taken away. One of these, named in listings.py, is all that joining takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.formats.sheet_records import CellValue
from liaison.formats.vcard import Card

SHEETS = ("xlsx", "csv")
Words = Any  # for the screen, said in the language of whoever looks: _l("联系人")
CHUNK = 500  # rows read at a time: memory does not grow with the list


@dataclass(frozen=True)
class Asked:
    """What is wanted of a list. `user` None is the command line, which sees everyone; `args` are the page's own
    filters, read by the very function that the page reads them with."""

    user: User | None
    today: date
    args: MultiDict[str, str] = field(default_factory=MultiDict)

    def but(self, **changes: str) -> "Asked":
        """The same with some filters replaced."""
        return Asked(self.user, self.today, MultiDict({**self.args.to_dict(), **changes}))


@dataclass(frozen=True)
class Paper:
    """How a list prints: which of its columns, and the column whose change begins a new group, "" for none.

    `order` is the value of `sort` that puts the groups together.
    """

    title: Words
    headings: tuple[str, ...]
    group_by: str = ""
    order: str = ""


@dataclass(frozen=True)
class Listing:
    """A list under its code. `rows` are read as they are written; `cards` None where the rows are no people.

    `kept_args` are the query names that count as filters: only these are read and logged.
    """

    code: str
    title: Words
    headings: tuple[Words, ...]
    rows: Callable[[Asked], Iterator[Sequence[CellValue]]]
    kept_args: frozenset[str]
    cards: Callable[[Asked], Iterator[Card]] | None = None
    paper: Paper | None = None
    name_of: Callable[[Asked], str] | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        return (*SHEETS, "vcf", "vcf4") if self.cards else SHEETS

    def filters(self, args: Mapping[str, Any]) -> MultiDict[str, str]:
        """What of a page's query narrows or sorts this list."""
        return MultiDict({key: value for key, value in args.items() if key in self.kept_args and value})

    def named(self, asked: Asked) -> str:
        """The title of the file: 联系人, or the round's own name."""
        return self.name_of(asked) if self.name_of else str(self.title)
