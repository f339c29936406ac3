"""Reads .ods as a stream: values by their type, repeated rows and cells unfolded as far as they hold something.

OpenDocument 1.3 part 3, chapters 9 and 19. Hidden rows and sheets are told; the zip is opened with the same
suspicion as an .xlsx (xlsx_package.py). Runs inside the child (sheet_child.py).
"""

import re
from datetime import date, datetime, time
from pathlib import Path

from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_limits import Limits, Meter
from liaison.formats.sheet_records import CellValue, Record, Records
from liaison.formats.xlsx_names import read_count
from liaison.formats.xlsx_numbers import month_shown, read_number
from liaison.formats.xlsx_package import End, Package, Start

SPACE = "urn:oasis:names:tc:opendocument:xmlns:"
TABLE, TEXT, OFFICE, STYLE = (f"{SPACE}{name}:1.0|" for name in ("table", "text", "office", "style"))
DURATION = re.compile(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S")
YEAR = re.compile(r"\d{4}")
MONTH = re.compile(r"\d{4}\s*[-./年]\s*\d{1,2}\s*月?")
CONTENT = "content.xml"


def read(path: Path, limits: Limits) -> Records:
    """Sheets in the order of their tabs, hidden ones too; rows without content are left out."""
    with Package(path, limits) as package:
        if not package.has(CONTENT):
            raise SheetError("damaged", part=CONTENT)
        refuse_sealed(package)
        parser = ContentParser(Meter(limits))
        for _ in package.parse(CONTENT, parser.starts, parser.ends, parser.add_text):
            yield from parser.ready
            parser.ready.clear()
        if not parser.meter.sheets:
            raise SheetError("not_a_sheet")


def refuse_sealed(package: Package) -> None:
    """A password leaves the zip open and seals each part; the list of parts says so."""
    sealed = []
    name = f"{SPACE}manifest:1.0|encryption-data"
    if package.has("META-INF/manifest.xml"):
        package.parse_whole("META-INF/manifest.xml", {name: lambda _attributes: sealed.append(True)})
    if sealed:
        raise SheetError("password")


class ContentParser:
    """Handlers for the XML parser; finished records wait in `ready`."""

    def __init__(self, meter: Meter) -> None:
        self.meter = meter
        self.ready: list[Record] = []
        self.hidden_styles: set[str] = set()
        self.style = ""
        self.depth = 0  # tables may stand inside a cell; only the outer one is a sheet
        self.row = self.row_repeats = 0
        self.row_hidden = False
        self.cells: list[CellValue] = []
        self.yearless: list[int] = []
        self.column = 0
        self.merged: list[tuple[int, int, int, int]] = []
        self.cell: dict[str, str] = {}
        self.paragraphs: list[str] = []
        self.inside_text = self.inside_note = 0
        self.starts: dict[str, Start] = {
            STYLE + "style": self.open_style,
            STYLE + "table-properties": self.note_style,
            TABLE + "table": self.open_table,
            TABLE + "table-row": self.open_row,
            TABLE + "table-cell": self.open_cell,
            TABLE + "covered-table-cell": self.open_cell,
            OFFICE + "annotation": self.open_note,
            TEXT + "p": self.open_paragraph,
            TEXT + "s": lambda attributes: self.add_text(" " * min(read_count(attributes.get(TEXT + "c")) or 1, 100)),
            TEXT + "tab": lambda _attributes: self.add_text("\t"),
            TEXT + "line-break": lambda _attributes: self.add_text("\n"),
        }
        self.ends: dict[str, End] = {
            TABLE + "table": self.close_table,
            TABLE + "table-row": self.close_row,
            TABLE + "table-cell": self.close_cell,
            TABLE + "covered-table-cell": self.close_cell,
            OFFICE + "annotation": self.close_note,
            TEXT + "p": self.close_paragraph,
        }

    def open_style(self, attributes: dict[str, str]) -> None:
        self.style = attributes.get(STYLE + "name", "")

    def note_style(self, attributes: dict[str, str]) -> None:
        if attributes.get(TABLE + "display") == "false":
            self.hidden_styles.add(self.style)

    def open_table(self, attributes: dict[str, str]) -> None:
        self.depth += 1
        if self.depth > 1:
            return
        name = attributes.get(TABLE + "name", "")
        self.meter.open_sheet(name)
        self.row, self.merged = 0, []
        self.ready.append(("sheet", name, attributes.get(TABLE + "style-name", "") in self.hidden_styles))

    def close_table(self) -> None:
        self.depth -= 1
        if self.depth == 0 and self.merged:
            self.ready.append(("merged", self.merged))

    def open_row(self, attributes: dict[str, str]) -> None:
        if self.depth == 1:
            self.row_repeats = read_count(attributes.get(TABLE + "number-rows-repeated")) or 1
            self.row_hidden = attributes.get(TABLE + "visibility", "visible") != "visible"
            self.cells, self.yearless, self.column = [], [], 0

    def close_row(self) -> None:
        if self.depth != 1:
            return
        for number in range(self.row + 1, self.row + self.row_repeats + 1) if self.cells else ():
            self.meter.check_row(number)
            self.meter.count_row(self.cells)
            self.ready.append(("row", number, self.row_hidden, list(self.cells), self.yearless))
        self.row += self.row_repeats

    def open_cell(self, attributes: dict[str, str]) -> None:
        if self.depth == 1:
            self.cell, self.paragraphs = attributes, []

    def close_cell(self) -> None:
        if self.depth != 1:
            return
        repeats = read_count(self.cell.get(TABLE + "number-columns-repeated")) or 1
        value = self.value_of_cell()
        if value is not None:
            self.keep(value, repeats)
        self.note_merge()
        self.column += repeats

    def keep(self, value: CellValue, repeats: int) -> None:
        row = self.row + 1
        self.meter.check_row(row)
        self.meter.check_column(self.column + repeats - 1, row)
        if isinstance(value, str):
            self.meter.check_length(len(value), self.column, row)
        if isinstance(value, date) and self.paragraphs and not YEAR.search(self.paragraphs[0]):
            self.yearless += range(self.column, self.column + repeats)
        self.cells.extend([None] * (self.column - len(self.cells)))
        self.cells.extend([value] * repeats)

    def value_of_cell(self) -> CellValue:
        kind = self.cell.get(OFFICE + "value-type", "")
        text = "\n".join(self.paragraphs)
        if kind in ("float", "percentage", "currency"):
            return read_number(self.cell.get(OFFICE + "value", text))
        if kind == "boolean":
            return self.cell.get(OFFICE + "boolean-value") == "true"
        if kind == "date":
            day = day_of(self.cell.get(OFFICE + "date-value", ""))
            return month_shown(day) if day and day.day == 1 and MONTH.fullmatch(text) else day or text or None
        if kind == "time":
            return clock_of(self.cell.get(OFFICE + "time-value", "")) or text or None
        return text or self.cell.get(OFFICE + "string-value") or None

    def note_merge(self) -> None:
        rows = read_count(self.cell.get(TABLE + "number-rows-spanned")) or 1
        columns = read_count(self.cell.get(TABLE + "number-columns-spanned")) or 1
        if rows == columns == 1:
            return
        if len(self.merged) >= self.meter.limits.merges:
            raise SheetError("too_many_merges", sheet=self.meter.sheet, limit=self.meter.limits.merges)
        first, left = self.row + 1, self.column
        self.merged.append((first, left, first + rows - 1, left + columns - 1))

    def open_note(self, _attributes: dict[str, str]) -> None:
        self.inside_note += 1

    def close_note(self) -> None:
        self.inside_note -= 1

    def open_paragraph(self, _attributes: dict[str, str]) -> None:
        if self.depth == 1 and not self.inside_note:
            self.inside_text += 1
            self.paragraphs.append("")

    def close_paragraph(self) -> None:
        if self.inside_text and not self.inside_note:
            self.inside_text -= 1

    def add_text(self, text: str) -> None:
        if self.inside_text and not self.inside_note and self.paragraphs:
            self.paragraphs[-1] += text


def day_of(text: str) -> date | datetime | None:
    try:
        return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)
    except ValueError:
        return None


def clock_of(text: str) -> time | None:
    match = DURATION.fullmatch(text)
    hours, minutes, seconds = map(int, match.groups()) if match else (24, 0, 0)
    return time(hours, minutes, seconds) if hours < 24 and minutes < 60 and seconds < 60 else None
