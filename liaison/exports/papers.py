"""A list laid out for A4: chosen columns, in groups, no longer than a person would print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from liaison.exports.listing import Asked, Listing
from liaison.formats.office_rows import NO_UNIT
from liaison.formats.sheet_widths import column_widths

LONGEST = 5_000  # rows; some 150 sheets of paper


@dataclass(frozen=True)
class PaperGroup:
    """Rows under one heading; `name` "" where the list is not grouped."""

    name: str
    rows: list[list[str]]


@dataclass(frozen=True)
class PaperSheet:
    """What the page draws. `cut`: there were more rows than LONGEST."""

    title: str
    headings: tuple[str, ...]
    groups: list[PaperGroup]
    count: int
    cut: bool
    widths: list[float]  # of the columns in hundredths: each group is a table of its own, whose columns are to line up

    @property
    def is_grouped(self) -> bool:
        return len(self.groups) > 1 or any(group.name for group in self.groups)


def on_paper(listing: Listing, asked: Asked) -> PaperSheet:
    """The list's own columns for paper, at most LONGEST rows."""
    paper = listing.paper
    assert paper is not None  # the route has refused the others
    if paper.order:
        asked = asked.but(sort=paper.order)
    found = list(islice(listing.rows(asked), LONGEST + 1))
    rows = found[:LONGEST]
    picked = [listing.headings.index(heading) for heading in paper.headings]
    groups = [PaperGroup(name, list(some)) for name, some in grouped(listing, paper.group_by, rows, picked)]
    name = str(paper.title) if listing.name_of is None else listing.named(asked)
    widths = shares(paper.headings, groups)
    return PaperSheet(name, paper.headings, groups, len(rows), len(found) > LONGEST, widths)


def shares(headings: Sequence[str], groups: Sequence[PaperGroup]) -> list[float]:
    """How much of the sheet's width each column has by its longest cell, in hundredths."""
    widths = column_widths(headings, [row for group in groups for row in group.rows])
    return [round(100 * width / sum(widths), 1) for width in widths]


def grouped(
    listing: Listing, by: str, rows: Sequence[Sequence[Any]], picked: Sequence[int]
) -> Iterator[tuple[str, Iterator[list[str]]]]:
    """(name, rows) of each run of rows with the same value in the column `by`."""
    place = listing.headings.index(by) if by else None
    for name, some in groupby(rows, key=lambda row: row[place] if place is not None else ""):
        yield "" if name == NO_UNIT else str(name), ([shown(row[index]) for index in picked] for row in some)


def shown(value: Any) -> str:
    """A cell as it is read on paper."""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)
