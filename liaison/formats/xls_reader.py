"""Reads .xls, and WPS's .et which is the same inside: cells as shown, hidden rows, merged cells.

xlrd is pure Python and stops at what it does not understand with an exception, never with the process. It builds a
whole sheet in memory, which the child's limits bound. Runs inside the child (sheet_child.py).
"""

import os
from pathlib import Path

import xlrd
from xlrd.book import Book
from xlrd.sheet import Sheet

from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_limits import Limits, Meter
from liaison.formats.sheet_records import CellValue, Records
from liaison.formats.xlsx_numbers import PLAIN, NumberFormat, read_format, show_number

NUMBERS = (xlrd.XL_CELL_NUMBER, xlrd.XL_CELL_DATE)


def read(path: Path, limits: Limits) -> Records:
    """Sheets in the order of their tabs, hidden ones too; rows without content are left out."""
    meter = Meter(limits)
    with open(os.devnull, "w") as silence, opened(path, silence) as book:
        for index in range(book.nsheets):
            sheet = book.sheet_by_index(index)
            meter.open_sheet(sheet.name)
            yield ("sheet", sheet.name, sheet.visibility != 0)
            yield from rows_of(book, sheet, meter)
            if len(sheet.merged_cells) > limits.merges:
                raise SheetError("too_many_merges", sheet=sheet.name, limit=limits.merges)
            if sheet.merged_cells:
                yield ("merged", [[top + 1, left, bottom, right - 1] for top, bottom, left, right in sheet.merged_cells])
            book.unload_sheet(index)


def opened(path: Path, silence: object) -> Book:
    try:
        return xlrd.open_workbook(str(path), logfile=silence, formatting_info=True, on_demand=True)
    except MemoryError:
        raise
    except Exception as error:  # a broken file makes xlrd stumble in many ways, all of which mean the same
        if "encrypted" in str(error):
            raise SheetError("password") from error
        raise SheetError("damaged", part="xls") from error


def rows_of(book: Book, sheet: Sheet, meter: Meter) -> Records:
    formats = [read_format(book.format_map[xf.format_key].format_str) for xf in book.xf_list]
    for index in range(sheet.nrows):
        cells, yearless = cells_of(book, sheet, index, formats, meter)
        while cells and cells[-1] is None:
            cells.pop()
        if cells:
            meter.check_row(index + 1)
            meter.check_column(len(cells) - 1, index + 1)
            meter.count_row(cells)
            row = sheet.rowinfo_map.get(index)
            yield ("row", index + 1, bool(row and row.hidden), cells, yearless)


def cells_of(
    book: Book, sheet: Sheet, row: int, formats: list[NumberFormat], meter: Meter
) -> tuple[list[CellValue], list[int]]:
    """The row's values, and the columns whose dates show no year."""
    cells: list[CellValue] = []
    yearless = []
    for column in range(sheet.row_len(row)):
        cell = sheet.cell(row, column)
        shape = formats[cell.xf_index] if cell.ctype in NUMBERS and cell.xf_index is not None else PLAIN
        if shape.has_date and not shape.shows_year:
            yearless.append(column)
        value = value_of(cell, shape, bool(book.datemode))
        if isinstance(value, str):
            meter.check_length(len(value), column, row + 1)
        cells.append(value)
    return cells, yearless


def value_of(cell: object, shape: NumberFormat, uses_1904: bool) -> CellValue:
    kind, value = cell.ctype, cell.value  # type: ignore[attr-defined]
    if kind in NUMBERS:
        whole = value.is_integer() and abs(value) < 1e15
        return show_number(int(value) if whole else value, shape, uses_1904)
    if kind == xlrd.XL_CELL_BOOLEAN:
        return bool(value)
    if kind == xlrd.XL_CELL_ERROR:
        return str(xlrd.error_text_from_code.get(value, "#N/A"))
    return str(value) or None if kind == xlrd.XL_CELL_TEXT else None
