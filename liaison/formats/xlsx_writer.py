"""The inside of sheet_writer.write_xlsx: formats, one sheet's rows, and how it prints."""

import math
import re
from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import chain, islice

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_records import CellValue, Percent
from liaison.formats.sheet_tables import Table
from liaison.formats.sheet_widths import column_widths

EXCEL_ROWS, EXCEL_CHARACTERS = 1_048_576, 32_767
LARGEST_EXACT = 10**15  # a spreadsheet keeps fifteen digits; a longer number is written as text
FIRST_EXCEL_YEAR = 1900
LONGEST_TITLE = 31
NOT_IN_TITLES = re.compile(r"[\[\]:*?/\\\x00-\x1f]|^'|'$")
# A workbook carries the date of its making. A fixed one keeps the bytes the same for the same rows.
MADE_AT = datetime(2000, 1, 1)  # noqa: DTZ001 a workbook knows no time zone
ROWS_MEASURED = 200
A4 = 9


def fill_workbook(workbook: xlsxwriter.Workbook, tables: Sequence[Table]) -> None:
    """One sheet for each table, in order."""
    workbook.set_properties({"created": MADE_AT})
    formats = _formats(workbook)
    titles: set[str] = set()
    for table in tables:
        sheet = workbook.add_worksheet(_free_title(table.title, titles))
        _SheetWriter(sheet, table, formats).write()


def _free_title(title: str, taken: set[str]) -> str:
    """A name that Excel takes: at most 31 characters, none of []:*?/\\, each once whatever the case."""
    plain = NOT_IN_TITLES.sub(" ", title).strip()[:LONGEST_TITLE] or "Sheet"
    free, number = plain, 2
    while free.lower() in taken:
        suffix = f" ({number})"
        free, number = plain[: LONGEST_TITLE - len(suffix)] + suffix, number + 1
    taken.add(free.lower())
    return free


def _formats(workbook: xlsxwriter.Workbook) -> dict[str, Format]:
    """"text" keeps a number-like text a text when it is edited; "lines" shows its line breaks."""
    shapes = {
        "heading": {"bold": True, "bottom": 1, "valign": "vcenter", "text_wrap": True, "num_format": "@"},
        "text": {"num_format": "@", "valign": "top"},
        "lines": {"num_format": "@", "valign": "top", "text_wrap": True},
        "number": {"valign": "top"},
        "percent": {"num_format": "0%", "valign": "top"},
        "date": {"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"},
        "datetime": {"num_format": "yyyy-mm-dd hh:mm", "align": "left", "valign": "top"},
        "time": {"num_format": "hh:mm", "align": "left", "valign": "top"},
    }
    return {name: workbook.add_format(shape) for name, shape in shapes.items()}


class _SheetWriter:
    """Writes one table, row after row."""

    def __init__(self, sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
        self.sheet, self.table, self.formats = sheet, table, formats

    def write(self) -> None:
        rows = iter(self.table.rows)
        first = list(islice(rows, ROWS_MEASURED))
        self._lay_out(first)
        self._write_row(0, self.table.headings, "heading")
        last = 0
        for last, row in enumerate(chain(first, rows), 1):
            if last >= EXCEL_ROWS:
                raise SheetError("too_many_rows_for_excel", title=self.table.title)
            self._write_row(last, row)
        if self.table.headings:
            self.sheet.autofilter(0, 0, last, len(self.table.headings) - 1)

    def _lay_out(self, first: Sequence[Sequence[CellValue]]) -> None:
        """Widths, the frozen heading row, and how it prints: A4 across, headings on every page."""
        for index, width in enumerate(self.table.widths or column_widths(self.table.headings, first)):
            self.sheet.set_column(index, index, width)
        self.sheet.freeze_panes(1, 0)
        self.sheet.repeat_rows(0)
        self.sheet.set_landscape()
        self.sheet.set_paper(A4)
        self.sheet.fit_to_pages(1, 0)
        note = self.table.footnote.replace("&", "&&")
        self.sheet.set_footer(f"&L{note}&R&P / &N")
        if self.table.headnote:
            self.sheet.set_header("&R" + self.table.headnote.replace("&", "&&"))
        self.sheet.ignore_errors({"number_stored_as_text": f"A1:XFD{EXCEL_ROWS}"})

    def _write_row(self, number: int, row: Sequence[CellValue], shape: str = "") -> None:
        for index, value in enumerate(row):
            if value is not None and value != "":
                self._write_cell(number, index, value, shape)

    def _write_cell(self, row: int, column: int, value: CellValue, shape: str) -> None:
        if isinstance(value, bool):
            self.sheet.write_boolean(row, column, value, self.formats["number"])
        elif isinstance(value, int | float) and math.isfinite(value) and abs(value) < LARGEST_EXACT:
            self.sheet.write_number(row, column, value, self.formats["percent" if isinstance(value, Percent) else "number"])
        elif isinstance(value, date | time) and _fits_excel(value):
            plain = value.replace(tzinfo=None) if isinstance(value, datetime | time) else value
            self.sheet.write_datetime(row, column, plain, self.formats[type(value).__name__])
        else:
            self._write_text(row, column, str(value), shape)

    def _write_text(self, row: int, column: int, text: str, shape: str) -> None:
        length = len(text) + sum(character > "\uffff" for character in text)
        if length > EXCEL_CHARACTERS:
            heading = self.table.headings[column] if column < len(self.table.headings) else ""
            raise SheetError("text_too_long_for_excel", row=row + 1, heading=heading, length=length)
        shape = shape or ("lines" if "\n" in text else "text")
        self.sheet.write_string(row, column, text, self.formats[shape])


def _fits_excel(value: date | time) -> bool:
    return isinstance(value, time) or value.year >= FIRST_EXCEL_YEAR
