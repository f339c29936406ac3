"""What a feature says of a list that can be taken away. One of these, named in listings.py, is all that joining takes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.formats.sheet_records import CellValue
from liaison.formats.vcard import Card

SHEETS = ("xlsx", "csv")
FORMS = {
    "xlsx": _l("Excel 表格 .xlsx"), "csv": _l("文本表格 .csv"), "vcf": _l("手机名片 .vcf"), "vcf4": _l("名片 4.0 .vcf"),
    "print": _l("打印（A4）"),
}  # fmt: skip
Words = Any  # for the screen, said in the language of whoever looks: _l("联系人")
NO_FILTERS: Mapping[str, str] = MappingProxyType({})
CHUNK = 500  # rows read at a time: memory does not grow with the list


class Filters(MultiDict[str, str]):
    """The query of a list's page. Whatever the list asks it for is a filter: `read` names them, so that no list of a
    list's filters has to be kept beside it."""

    def __init__(self, given: Mapping[str, str] = NO_FILTERS, read: set[str] | None = None) -> None:
        super().__init__(given.to_dict() if isinstance(given, MultiDict) else given)
        self.read: set[str] = set() if read is None else read

    def __contains__(self, key: object) -> bool:
        self.read.add(str(key))
        return super().__contains__(key)

    def __getitem__(self, key: str) -> str:
        self.read.add(key)
        return super().__getitem__(key)

    def getlist(self, key: str, type: Any = None) -> list[Any]:
        self.read.add(key)
        return super().getlist(key, type) if type else super().getlist(key)

    def but(self, **changes: str) -> "Filters":
        """The same with some replaced; what is read of either is noted in both."""
        return Filters({**self.to_dict(), **changes}, self.read)

    @property
    def used(self) -> dict[str, str]:
        """Those that had a say in which rows there are, once the list has been read."""
        return {key: value for key, value in self.to_dict().items() if value and key in self.read and key != "sort"}


@dataclass(frozen=True)
class Asked:
    """What is wanted of a list. `user` None is the command line, which sees everyone; `args` are the page's own
    filters, read by the very function that the page reads them with."""

    user: User | None
    today: date
    args: Filters = field(default_factory=Filters)

    def but(self, **changes: str) -> "Asked":
        """The same with some filters replaced."""
        return Asked(self.user, self.today, self.args.but(**changes))


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

    `whole` are the filters that leave nothing out, where the page by itself would show a part (one's own, this month);
    None for what is no list of the office's: the greetings of one round, a report.
    """

    code: str
    title: Words
    headings: tuple[Words, ...]
    rows: Callable[[Asked], Iterator[Sequence[CellValue]]]
    whole: Mapping[str, str] | None = field(default_factory=dict)
    cards: Callable[[Asked], Iterator[Card]] | None = None
    paper: Paper | None = None
    name_of: Callable[[Asked], str] | None = None

    @property
    def formats(self) -> tuple[str, ...]:
        return (*SHEETS, "vcf", "vcf4") if self.cards else SHEETS

    def named(self, asked: Asked) -> str:
        """The title of the file: 联系人, or the round's own name."""
        return self.name_of(asked) if self.name_of else str(self.title)
