"""Departments written as paths from the unit down, 市教育局/办公室/综合科, in a list without a column of units: WeCom exports such.

The first part becomes a column of its own, 单位, behind the others; the rest stays the department.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from liaison.formats.office_content import AGREEMENT, looks_like
from liaison.formats.office_fields import Kind
from liaison.formats.office_header import Header, find_header
from liaison.formats.office_headings import match_heading, spellings
from liaison.formats.office_rows import NO_UNIT
from liaison.formats.sheet_records import CellValue
from liaison.formats.sheets import Row, Sheet

STEP = "/"
UNIT_HEADING = "单位"
NAMES_OF_ACCOUNTS, WECOM_SIGNS = frozenset(("账号", "帐号")), frozenset(("激活状态", "禁用状态", "别名"))


def with_units(sheet: Sheet) -> Sheet:
    """The sheet with such a column; any other sheet as it is."""
    header = find_header(sheet)
    column = _column_of_departments(header) if header else None
    if header is None or column is None:
        return sheet
    last = header.rows[-1]
    units = _units_of(header, [row.cell(column) for row in sheet.rows if row.number > last])
    if not units:
        return sheet
    width = max(len(row.cells) for row in sheet.rows)
    return replace(sheet, rows=[_with_unit(row, last, column, width, units) for row in sheet.rows])


def _column_of_departments(header: Header) -> int | None:
    """None too where a column holds units."""
    fields = [_field(heading) for heading in header.headings]
    return fields.index("department") if "department" in fields and "unit" not in fields else None


def _field(heading: str) -> str | None:
    match = match_heading(heading, Kind.CONTACTS)
    return match.field.code if match and match.field else None


def _units_of(header: Header, cells: Iterable[CellValue]) -> frozenset[str]:
    """The first parts of the paths, if most cells are paths and begin with units: none otherwise.

    WeCom begins every path with the office itself, whatever it is called.
    """
    filled = [cell.strip() for cell in cells if isinstance(cell, str) and cell.strip()]
    firsts = dict.fromkeys(first_part(cell) for cell in filled if STEP in cell.strip(STEP))
    if len(firsts) == 1 and is_of_wecom(header):
        return frozenset(firsts)
    is_usual = sum(first_part(cell) in firsts for cell in filled) >= AGREEMENT * len(filled)
    return frozenset(firsts) if is_usual and looks_like("unit", list(firsts)) else frozenset()


def is_of_wecom(header: Header) -> bool:
    forms = {form for heading in header.headings for form in spellings(heading)}
    return bool(forms & NAMES_OF_ACCOUNTS and forms & WECOM_SIGNS)


def _with_unit(row: Row, last_heading: int, column: int, width: int, units: frozenset[str]) -> Row:
    """The row with one cell more: the heading, or the unit taken from the path."""
    cells: list[CellValue] = [*row.cells, *[None] * (width - len(row.cells))]
    path = cells[column]
    if row.number == last_heading:
        return replace(row, cells=(*cells, UNIT_HEADING))
    if row.number < last_heading or not any(row.cells):
        return row
    if not isinstance(path, str) or first_part(path) not in units:
        return replace(row, cells=(*cells, NO_UNIT))
    cells[column] = "、".join(dict.fromkeys(filter(None, map(_rest, _paths(path))))) or None
    return replace(row, cells=(*cells, first_part(path)))


def _paths(cell: str) -> list[str]:
    """Somebody may belong to several departments."""
    return re.split("[;；]", cell)


def first_part(cell: str) -> str:
    return _paths(cell)[0].strip().strip(STEP).partition(STEP)[0].strip()


def _rest(path: str) -> str:
    return path.strip().strip(STEP).partition(STEP)[2].strip()
