"""One worksheet's XML, element by element, to rows and merged ranges."""

from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_limits import Meter
from liaison.formats.sheet_records import CellValue, Record
from liaison.formats.xlsx_book import Book
from liaison.formats.xlsx_names import (
    MAIN,
    TRUE_WORDS,
    TextCollector,
    in_every,
    read_count,
    read_reference,
    unescape,
)
from liaison.formats.xlsx_numbers import PLAIN, NumberFormat, read_number, show_number
from liaison.formats.xlsx_package import End, Start


class SheetParser:
    """Handlers for the XML parser. Finished rows wait in `ready`, merged ranges in `merged` until the end.

    Cells without a value are dropped here: a sheet formatted down to XFD1048576 costs nothing.
    """

    def __init__(self, book: Book, meter: Meter) -> None:
        self.book, self.meter = book, meter
        self.ready: list[Record] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self.collector = TextCollector()
        self.row = 0
        self.row_hidden = False
        self.cells: list[CellValue] = []
        self.yearless: list[int] = []
        self.column = -1
        self.kind, self.style = "n", ""
        self.columns_by_letters: dict[str, int] = {}
        text = self.collector
        starts: dict[str, Start] = {"row": self.open_row, "c": self.open_cell, "mergeCell": self.note_merge}
        starts |= {"v": text.open_text, "t": text.open_text, "rPh": text.open_reading_aid}
        ends: dict[str, End] = {"row": self.close_row, "c": self.close_cell}
        ends |= {"v": text.close_text, "t": text.close_text, "rPh": text.close_reading_aid}
        self.starts, self.ends = in_every(MAIN, starts), in_every(MAIN, ends)

    def open_row(self, attributes: dict[str, str]) -> None:
        previous = self.row
        number = read_count(attributes.get("r"))
        self.row = previous + 1 if number is None else number
        if self.row <= previous:
            raise SheetError("damaged", part=f"{self.meter.sheet} row {self.row}")
        self.row_hidden = attributes.get("hidden", "0") in TRUE_WORDS
        self.cells, self.yearless, self.column = [], [], -1

    def open_cell(self, attributes: dict[str, str]) -> None:
        reference = attributes.get("r")
        self.column = self.column + 1 if reference is None else self._column_of(reference)
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "")

    def _column_of(self, reference: str) -> int:
        letters = reference.rstrip("0123456789")
        if letters not in self.columns_by_letters:
            self.columns_by_letters[letters] = read_reference(letters + "1")[1]
        return self.columns_by_letters[letters]

    def close_cell(self) -> None:
        text = self.collector.take()
        if not text:
            return
        self.meter.check_row(self.row)
        self.meter.check_column(self.column, self.row)
        value = self._value_of(text)
        if isinstance(value, str):
            self.meter.check_length(len(value), self.column, self.row)
        if self.column < len(self.cells):
            self.cells[self.column] = value
            return
        self.cells.extend([None] * (self.column - len(self.cells)))
        self.cells.append(value)

    def _value_of(self, text: str) -> CellValue:
        if self.kind == "s":
            return self._shared_text(text)
        if self.kind == "b":
            return text.strip() in TRUE_WORDS
        if self.kind == "n":
            return self._number_of(text.strip())
        # inlineStr, str (a formula's text), e (an error, as Excel shows it), d (an ISO date)
        return unescape(text)

    def _shared_text(self, text: str) -> str | None:
        index = read_count(text)
        if index is None or index >= len(self.book.texts):
            raise SheetError("damaged", part="sharedStrings.xml")
        return self.book.texts[index] or None

    def _number_of(self, text: str) -> CellValue:
        number = read_number(text)
        shape = self._format()
        if isinstance(number, str) or shape is PLAIN:
            return number
        if shape.has_date and not shape.shows_year:
            self.yearless.append(self.column)
        return show_number(number, shape, self.book.uses_1904)

    def _format(self) -> NumberFormat:
        index = read_count(self.style)
        return self.book.formats[index] if index is not None and index < len(self.book.formats) else PLAIN

    def close_row(self) -> None:
        if any(cell is not None for cell in self.cells):
            self.meter.count_row(self.cells)
            self.ready.append(("row", self.row, self.row_hidden, self.cells, self.yearless))

    def note_merge(self, attributes: dict[str, str]) -> None:
        first, _, last = attributes.get("ref", "").partition(":")
        if not last:
            return
        if len(self.merged) >= self.meter.limits.merges:
            raise SheetError("too_many_merges", sheet=self.meter.sheet, limit=self.meter.limits.merges)
        corners = (read_reference(first), read_reference(last))
        (top, bottom), (left, right) = (sorted(places) for places in zip(*corners, strict=True))
        self.merged.append((top, left, bottom, right))
