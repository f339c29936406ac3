"""Reads .xlsx as a stream: one pass over each sheet's XML gives cells, hidden rows and merged cells.

Own reading rather than openpyxl's, because its streaming mode loses merged cells and hidden rows, its
full mode builds the whole sheet in memory, and both stop at styles that other programs write
carelessly. Only what an import needs is read; a formula gives its stored result. ECMA-376 part 1,
chapter 18. Runs inside the child (sheet_child.py).
"""

from pathlib import Path

from liaison.formats.sheet_limits import Limits, Meter
from liaison.formats.sheet_records import Records
from liaison.formats.xlsx_book import Book, SheetPart, read_book
from liaison.formats.xlsx_package import Package
from liaison.formats.xlsx_sheet import SheetParser


def read(path: Path, limits: Limits) -> Records:
    """Sheets in the order of their tabs, hidden ones too; rows without content are left out."""
    meter = Meter(limits)
    with Package(path, limits) as package:
        book = read_book(package)
        for sheet in book.sheets:
            meter.open_sheet(sheet.name)
            yield ("sheet", sheet.name, sheet.hidden)
            yield from _rows(package, book, sheet, meter)


def _rows(package: Package, book: Book, sheet: SheetPart, meter: Meter) -> Records:
    parser = SheetParser(book, meter)
    for _ in package.parse(sheet.part, parser.starts, parser.ends, parser.collector.add):
        yield from parser.ready
        parser.ready.clear()
    if parser.merged:
        yield ("merged", parser.merged)
