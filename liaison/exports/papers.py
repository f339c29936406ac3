"""A list laid out for A4: chosen columns, in groups, no longer than a person would print."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any

from liaison.exports.listing import Asked, Listing
from liaison.formats.office_rows import NO_UNIT

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
    return PaperSheet(name, paper.headings, groups, len(rows), len(found) > LONGEST)


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
