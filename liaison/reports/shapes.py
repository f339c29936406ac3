"""A report as plain values: parts with a table each, and what is drawn of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from liaison.formats.sheet_records import CellValue


class TooMuch(Exception):
    """More people or records than one page view may count; the page says how to narrow it."""


@dataclass(frozen=True)
class Line:
    """One row: `value` is the number that is drawn. `tone` is warm, cool, cold, late or "" of the chart macros."""

    label: str
    cells: tuple[CellValue, ...]
    value: int = 0
    tone: str = ""
    url: str | None = None


@dataclass(frozen=True)
class Part:
    """A table with its heading; `chart` is bars, columns or "" for a table alone."""

    title: str
    lines: Sequence[Line]
    chart: str = ""
    drawn: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Report:
    """`columns` name the cells of every line of every part."""

    sentence: str
    columns: Sequence[Any]
    parts: Sequence[Part]
    notes: Sequence[str] = field(default=())


def rows_of(report: Report) -> list[list[CellValue]]:
    """All parts under one another, for a sheet: the part, the label, the cells."""
    return [[part.title, line.label, *line.cells] for part in report.parts for line in part.lines]
