"""What stands between the columns of a text table.

Comma, tab or semicolon, by which gives the most even table. "|" and full-width marks stand in ordinary texts too, so
they are taken only where every line has as many of them; "、" never is, as it stands between the items of a list.
"""

import csv
import re
from collections import Counter
from collections.abc import Sequence
from itertools import islice
from typing import TextIO

from liaison.formats.sheet_errors import SheetError

DELIMITERS = ",\t;"
RARE_DELIMITERS = "|｜，；"
NO_DELIMITERS = "、"
SAMPLE_ROWS = 60
HALF = 0.5
DELIMITER_LINE = re.compile(r"sep=(.)", re.IGNORECASE)


def detect_delimiter(file: TextIO) -> tuple[str, int]:
    """The delimiter and how many columns it makes on most lines; comma when undecided. The file is left at its start.

    Excel's own "sep=;" first line decides at once. SheetError for a table with a mark between its columns that cannot be
    taken for one.
    """
    lines = list(islice(file, SAMPLE_ROWS))
    file.seek(0)
    said = DELIMITER_LINE.fullmatch(lines[0].strip("\r\n")) if lines else None
    if said:
        return said[1], usual_width(lines[1:], said[1])
    usual = max(DELIMITERS, key=lambda delimiter: _evenness(lines, delimiter))
    filled = [line.strip() for line in lines if line.strip()]
    found = next((rare for rare in RARE_DELIMITERS if _is_even(filled, rare)), None)
    if found and (len(filled), filled[0].count(found) + 1) > _evenness(lines, usual):
        return found, filled[0].count(found) + 1
    if not _evenness(lines, usual)[0]:
        _refuse_other_marks(filled)
    return usual, usual_width(lines, usual)


def usual_width(lines: Sequence[str], delimiter: str) -> int:
    """The columns of most lines that have more than one, quotes disregarded: an unclosed one would hide the rest."""
    counts = Counter(count for line in lines if (count := line.count(delimiter)))
    return max(counts.items(), key=lambda item: (item[1], item[0]), default=(0, 0))[0] + 1


def _evenness(lines: Sequence[str], delimiter: str) -> tuple[int, int]:
    """(lines of the most common width, that width)."""
    try:
        widths = Counter(len(row) for row in csv.reader(lines, delimiter=delimiter) if len(row) > 1)
    except csv.Error:
        return (0, 0)
    width, rows = max(widths.items(), key=lambda item: (item[1], item[0]), default=(0, 0))
    return (rows, width)


def _is_even(filled: Sequence[str], mark: str) -> bool:
    counts = {line.count(mark) for line in filled}
    return len(filled) > 1 and len(counts) == 1 and 0 not in counts


def _refuse_other_marks(filled: Sequence[str]) -> None:
    """One column, whose headings and most of whose lines hold such a mark: nobody means that for a table."""
    for mark in RARE_DELIMITERS + NO_DELIMITERS:
        marked = sum(mark in line for line in filled)
        if len(filled) > 1 and mark in filled[0] and marked > HALF * len(filled):
            raise SheetError("other_delimiter", delimiter=mark)
