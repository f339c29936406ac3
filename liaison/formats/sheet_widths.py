"""How wide the columns of a sheet must be for what stands in them."""

import unicodedata
from collections.abc import Sequence
from datetime import date, datetime

from liaison.formats.sheet_records import CellValue

NARROWEST, WIDEST = 6, 48
ROOM_FOR_FILTER = 4  # the arrow beside a heading
DATE_WIDTH, DATETIME_WIDTH = 11, 17


def text_width(text: str) -> int:
    """In half-width characters: a Chinese one counts two."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)


def column_widths(headings: Sequence[str], rows: Sequence[Sequence[CellValue]]) -> list[float]:
    """A width for each column, from the headings and the given rows; no wider than WIDEST."""
    count = max([len(headings), *map(len, rows)])
    widths = [float(NARROWEST)] * count
    for index, heading in enumerate(headings):
        widths[index] = max(widths[index], text_width(heading) + ROOM_FOR_FILTER)
    for row in rows:
        for index, value in enumerate(row):
            widths[index] = max(widths[index], _width(value) + 1)
    return [min(width, WIDEST) for width in widths]


def _width(value: CellValue) -> int:
    if isinstance(value, date):
        return DATETIME_WIDTH if isinstance(value, datetime) else DATE_WIDTH
    return max(map(text_width, str(value).splitlines()), default=0) if value is not None else 0
