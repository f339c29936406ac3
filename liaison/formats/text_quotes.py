"""Records of a text table, and the quotes that take in more than their cell.

A quoted cell may hold separators and line breaks: Excel writes notes so. A quote that nobody closed looks the same to a
reader and swallows the rows behind it, so such a cell is refused by its row (SheetError `unclosed_quote`). It shows by one
of these:

- the quote is never closed, or what follows the closing one is neither a separator nor the end of the line;
- nearly every line inside has as many separators as a row of this table. Excel ends rows with CR LF and breaks the lines
  of a cell with LF alone, which settles it; in a table of two columns such lines may be chance, so there it is only a doubt.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TextIO

from liaison.formats.sheet_errors import SheetError

SHOWN = 12  # characters of the cell, for finding it
NEARLY_ALL = 0.8
FEWEST_COLUMNS = 3


@dataclass(slots=True)
class TextRecord:
    """`number` as a spreadsheet counts it; `doubt` is the start of a cell that may hold other rows, else empty."""

    number: int
    cells: list[str]
    doubt: str = ""


def records_of(file: TextIO, delimiter: str, width: int) -> Iterator[TextRecord]:
    """All records, blank ones too. `width`: how many columns most lines have."""
    lines: list[str] = []
    number = 0
    try:
        for number, cells in enumerate(csv.reader(_remembered(file, lines), delimiter=delimiter), 1):
            is_quoted = len(lines) > 1 or '"' in lines[0]
            yield TextRecord(number, cells, _checked(lines, delimiter, width, number) if is_quoted else "")
            lines.clear()
    except csv.Error as error:
        if len(lines) > 1:  # a cell longer than any cell is
            raise _unclosed(number + 1, lines[0].partition('"')[2]) from error
        raise SheetError("quoting", row=number + 1) from error


def _remembered(file: TextIO, lines: list[str]) -> Iterator[str]:
    for line in file:
        lines.append(line)
        yield line


def _checked(lines: list[str], delimiter: str, width: int, number: int) -> str:
    """The doubt about a record of these lines; SheetError where there is none that it took in too much."""
    swallowing = None if _is_well_formed(lines, delimiter) else swallowing_cell("".join(lines), delimiter)
    if swallowing is not None:
        raise _unclosed(number, swallowing)
    if len(lines) == 1 or not _holds_rows(lines, delimiter, width):
        return ""
    start = lines[0].partition('"')[2]
    if width >= FEWEST_COLUMNS:
        raise _unclosed(number, start)
    return start.strip()[:SHOWN]


def _unclosed(row: int, text: str) -> SheetError:
    return SheetError("unclosed_quote", row=row, text=text.strip().partition("\n")[0].strip()[:SHOWN])


def _is_well_formed(lines: list[str], delimiter: str) -> bool:
    """Settles nearly every record at the speed of the library."""
    try:
        next(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error:
        return False
    return True


def swallowing_cell(text: str, delimiter: str) -> str | None:
    """What follows the quote of the first cell that is not closed as it should be and holds a separator or a line break.

    `"优秀"党员` holds neither: nothing is lost by it.
    """
    mark = re.escape(delimiter)
    closed = re.compile(rf'"(?:[^"]|"")*+" *(?=[{mark}\r\n]|\Z)')
    place = 0
    while place < len(text):
        if text[place] == '"':
            whole = closed.match(text, place)
            if whole is None:
                inside, closing, _rest = text[place + 1 :].partition('"')
                if not closing or delimiter in inside or "\n" in inside or "\r" in inside:
                    return text[place + 1 :]
            place = whole.end() if whole else place + len(inside) + 2
        place = _next_cell(text, place, delimiter)
    return None


def _next_cell(text: str, place: int, delimiter: str) -> int:
    """Where the cell behind the next separator begins, or the end."""
    found = text.find(delimiter, place)
    return len(text) if found < 0 else found + 1


def _holds_rows(lines: list[str], delimiter: str, width: int) -> bool:
    if width < 2 or _breaks_inside_differ(lines):
        return False
    filled = [line for line in lines if line.strip()]
    like_rows = sum(line.count(delimiter) == width - 1 for line in filled)
    return len(filled) > 1 and like_rows >= NEARLY_ALL * len(filled)


def _breaks_inside_differ(lines: list[str]) -> bool:
    return lines[-1].endswith("\r\n") and not any(line.endswith("\r\n") for line in lines[:-1])
