"""Finds the row of headings: on any of the first rows, below titles, or two rows with merged cells."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from liaison.formats.office_content import looks_like
from liaison.formats.office_headings import is_known_heading, spellings
from liaison.formats.sheet_records import CellValue
from liaison.formats.sheets import Row, Sheet

ROWS_SEARCHED = 30
HEADINGS_NEEDED = 2


@dataclass(frozen=True)
class Header:
    """`rows`: numbers of the one or two rows; `headings`: their texts by column, empty for none."""

    rows: tuple[int, ...]
    headings: tuple[str, ...]


def find_header(sheet: Sheet, known: Collection[str] = ()) -> Header | None:
    """The row with most known headings among the first; `known`: headings to count besides the table's.

    One heading is enough in a sheet of one column. Where no heading is known, a row of words over figures
    is taken for one. None: the sheet starts with its records.
    """
    rows = sheet.rows[:ROWS_SEARCHED]
    scores = [_score(row, known) for row in rows]
    best = max(scores, default=0)
    needed = HEADINGS_NEEDED if any(len(row.cells) > 1 for row in rows) else 1
    if best < needed:
        return _words_over_figures(rows)
    index = scores.index(best)
    if index and _reaches_into(sheet, rows[index - 1], rows[index]) and scores[index - 1]:
        return _combined(sheet, rows[index - 1], rows[index], known)
    if index + 1 < len(rows) and scores[index + 1] and _reaches_into(sheet, rows[index], rows[index + 1]):
        return _combined(sheet, rows[index], rows[index + 1], known)
    return Header((rows[index].number,), tuple(heading_text(cell) for cell in rows[index].cells))


def _words_over_figures(rows: Sequence[Row]) -> Header | None:
    """甲 乙 over 张三 13800138000: the first row with several cells, if only the next one has digits.

    A row that holds a person's or a unit's name is a record, whatever stands below it.
    """
    tabular = [row for row in rows if sum(cell is not None for cell in row.cells) > 1]
    if len(tabular) < 2 or _has_digits(tabular[0]) or not _has_digits(tabular[1]):
        return None
    if any(looks_like(field, [cell]) for cell in tabular[0].cells for field in ("name", "unit")):
        return None
    return Header((tabular[0].number,), tuple(map(heading_text, tabular[0].cells)))


def _has_digits(row: Row) -> bool:
    return any(character.isdigit() for cell in row.cells for character in str(cell))


def heading_text(cell: CellValue) -> str:
    """A heading on one line, as the user wrote it."""
    return "" if cell is None else " ".join(str(cell).split())


def _is_heading(cell: CellValue, known: Collection[str]) -> bool:
    return is_known_heading(cell) or any(form in known for form in spellings(cell))


def _score(row: Row, known: Collection[str]) -> int:
    return sum(_is_heading(cell, known) for cell in row.cells)


def _reaches_into(sheet: Sheet, upper: Row, lower: Row) -> bool:
    """Whether the upper row's merged cells show that the lower one belongs to the same header."""
    return any(
        area.first_row == upper.number
        and (area.last_row == lower.number or (area.last_row == upper.number and area.first_column > 0))
        for area in sheet.merged
    )


def _combined(sheet: Sheet, upper: Row, lower: Row, known: Collection[str]) -> Header:
    """联系电话 over 办公 and 手机: the lower word where it stands alone, else both, else the upper one."""
    width = max(len(upper.cells), len(lower.cells), *_last_columns(sheet, upper))
    above, below = _texts(upper, width), _texts(lower, width)
    for area in sheet.merged:
        if area.first_row == upper.number:
            covered = slice(area.first_column, area.last_column + 1)
            above[covered] = [above[area.first_column]] * len(above[covered])
    headings = (_one_heading(up, low, known) for up, low in zip(above, below, strict=True))
    return Header((upper.number, lower.number), tuple(headings))


def _one_heading(upper: str, lower: str, known: Collection[str]) -> str:
    if not lower or not upper:
        return upper or lower
    return lower if _is_heading(lower, known) else upper + lower


def _last_columns(sheet: Sheet, row: Row) -> list[int]:
    return [area.last_column + 1 for area in sheet.merged if area.first_row == row.number]


def _texts(row: Row, width: int) -> list[str]:
    return [heading_text(row.cell(index)) for index in range(width)]
