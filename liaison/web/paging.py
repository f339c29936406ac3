"""Keyset paging: the next page starts after the last row seen, so that page 1000 costs what page 1 does."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Literal, TypeVar

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, true

from liaison.web.numbers import LARGEST

Row = TypeVar("Row")
EmptyFirst = Literal["first", "last"] | None
COUNTED_TO = 1_000  # what the filter `bounded` prints as 999+


@dataclass(frozen=True)
class Page(Generic[Row]):
    """Rows of one page; `next_mark` and `prev_mark` go into the links, None where there is no such page."""

    rows: list[Row]
    next_mark: str | None = None
    prev_mark: str | None = None


@dataclass(frozen=True)
class Sorted(Generic[Row]):
    """A whole list: its SELECT and its order, told as to `paged`.

    A page shows a part of it and a file takes all of it, so that neither can know a filter or an order that the other
    does not.
    """

    statement: Select[Any]
    columns: list[Any]
    descending: bool = False
    empty: EmptyFirst = None

    def page(self, session: Any, mark: str | None, size: int) -> Page[Row]:
        return paged(session, self.statement, self.columns, mark, size, descending=self.descending, empty=self.empty)

    def whole(self) -> Select[Any]:
        """Everything, in the order in which the pages have it."""
        return self.statement.order_by(*in_order(self.columns, self.empty, self.descending))


def encode_mark(values: list[Any], *, backwards: bool = False) -> str:
    """A place in a sorted list as URL-safe text."""
    plain = [{"d": value.isoformat()} if isinstance(value, date) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps([backwards, plain]).encode()).decode().rstrip("=")


def decode_mark(mark: str) -> tuple[bool, list[Any]] | None:
    """(backwards, values); None for a mark that is not ours, which then means the first page."""
    try:
        backwards, plain = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
        values = [date.fromisoformat(v["d"]) if isinstance(v, dict) else v for v in plain]
    except (ValueError, KeyError, TypeError, binascii.Error):
        return None
    return bool(backwards), values


def place_in(columns: list[Any], mark: str | None) -> tuple[bool, list[Any]] | None:
    """(backwards, values) of a mark made for these columns; None where there is none, or a foreign one."""
    place = decode_mark(mark) if mark else None
    if place is None or len(place[1]) != len(columns):
        return None
    fits = all(comparable(*pair) for pair in zip(place[1], columns, strict=True)) and None not in place[1][1:]
    return place if fits else None


def comparable(value: Any, column: Any) -> bool:
    """Whether the databases can compare the value with the column. Links can be edited by hand."""
    if value is None:
        return bool(column.nullable)
    if type(value) is not column.type.python_type:
        return False
    if isinstance(value, int):
        return abs(value) <= LARGEST
    return not isinstance(value, str) or storable(value)


def storable(text: str) -> bool:
    """PostgreSQL stores no NUL, and neither database half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= character <= "\udfff" for character in text)


def after(columns: list[ColumnElement[Any]], values: list[Any], *, backwards: bool) -> ColumnElement[bool]:
    """The rows beyond `values` in ascending order of `columns` (none of them empty)."""
    steps = []
    for depth, column in enumerate(columns):
        beyond = column < values[depth] if backwards else column > values[depth]
        steps.append(and_(*(columns[i] == values[i] for i in range(depth)), beyond))
    return or_(*steps)


def paged(
    session: Any,
    statement: Select[Any],
    columns: list[Any],
    mark: str | None,
    size: int,
    *,
    descending: bool = False,
    empty: EmptyFirst = None,
) -> Page[Any]:
    """One page of ORM rows sorted by `columns`, the last of which must be unique.

    `empty` says where the rows stand whose first column is empty; None: there are none such. Descending is the exact
    reverse.
    """
    place = place_in(columns, mark)
    backwards = bool(place and place[0])
    falling = descending != backwards
    began, rows = place is not None, list[Any]()
    for condition, keys in parts(columns, empty, falling):
        if place and empty and (place[1][0] is None) != (keys is not columns):
            continue  # the place lies beyond this part
        part = statement.where(condition)
        if place:
            part = part.where(after(keys, place[1][-len(keys) :], backwards=falling))
        order = [column.desc() if falling else column.asc() for column in keys]
        rows += session.scalars(part.order_by(*order).limit(size + 1 - len(rows)))
        place = None
        if len(rows) > size:
            break
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    return Page(rows, *marks(rows, columns, more=more, backwards=backwards, began_inside=began))


def parts(
    columns: list[Any], empty: EmptyFirst, falling: bool
) -> list[tuple[ColumnElement[bool], list[Any]]]:
    """(condition, columns to sort by) of the rows without and with a first column, in the order they are listed.

    Two walks along an index instead of NULLS FIRST, for which neither database would use one.
    """
    if empty is None:
        return [(true(), columns)]
    without, with_it = (columns[0].is_(None), columns[1:]), (columns[0].is_not(None), columns)
    return [without, with_it] if (empty == "first") != falling else [with_it, without]


def in_order(
    columns: list[Any], empty: EmptyFirst, descending: bool
) -> list[ColumnElement[Any]]:
    """What a whole list is sorted by, as `paged` sorts its pages; descending is the exact reverse."""
    order = [column.desc() if descending else column.asc() for column in columns]
    if empty is None:
        return order
    is_empty = columns[0].is_(None)
    return [is_empty.desc() if (empty == "first") != descending else is_empty.asc(), *order]


def bounded_count(session: Any, statement: Select[Any]) -> int:
    """How many rows a list has, counted to COUNTED_TO: a million are not walked over to print a figure."""
    first = statement.order_by(None).limit(COUNTED_TO).subquery()
    return session.scalar(select(func.count()).select_from(first)) or 0


def marks(
    rows: list[Any], columns: list[Any], *, more: bool, backwards: bool, began_inside: bool
) -> tuple[str | None, str | None]:
    """(next, previous) marks of a page: reading backwards there is always a next page, and the reverse."""
    if not rows:
        return None, None

    def mark(row: Any, back: bool) -> str:
        return encode_mark([getattr(row, column.key) for column in columns], backwards=back)

    has_next = more if not backwards else True
    has_prev = more if backwards else began_inside
    return (mark(rows[-1], False) if has_next else None), (mark(rows[0], True) if has_prev else None)
