"""Writes tables as .xlsx and .csv so that a spreadsheet shows what was meant and our reader reads it back.

Text is never a formula or a link, in either format. `write_xlsx` keeps types, fits widths, freezes the
heading row and sets filters (xlsx_writer.py); `write_csv` writes what Excel opens without garbling. Nothing
reaches the target before all of it is ready. Reading back: sheets.read_workbook.
"""

import csv
import io
import os
import re
import shutil
import tempfile
from collections.abc import Sequence
from datetime import datetime
from itertools import chain
from typing import IO, BinaryIO

import xlsxwriter

from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_records import CellValue
from liaison.formats.sheet_tables import Table
from liaison.formats.text_tables import FORMULA_START
from liaison.formats.xlsx_writer import fill_workbook

__all__ = ["Table", "guarded", "write_csv", "write_xlsx"]

Target = str | os.PathLike[str] | BinaryIO

NEEDS_GUARD = re.compile(rf"'*[{re.escape(FORMULA_START)}]")
CONTROL_CHARACTERS = dict.fromkeys(set(range(32)) - {9, 10, 13})
BOM = "\ufeff"


def write_xlsx(target: Target, tables: Sequence[Table]) -> None:
    """One sheet for each table; memory does not grow with the rows.

    SheetError for a text longer than a cell or a table longer than a sheet.
    """
    if not tables:
        raise SheetError("no_table")
    with tempfile.TemporaryFile() as ready:
        with xlsxwriter.Workbook(ready, {"constant_memory": True}) as workbook:
            fill_workbook(workbook, tables)
        _deliver(ready, target)


def write_csv(target: Target, table: Table) -> None:
    """UTF-8 with byte-order mark, every cell in quotes, dates as 2026-11-23.

    A text that a spreadsheet would take for a formula gets an apostrophe before it, which our reader takes
    off again. Control characters are left out: no text table may hold them.
    """
    with tempfile.TemporaryFile() as ready:
        text = io.TextIOWrapper(ready, encoding="utf-8", newline="")
        text.write(BOM)
        writer = csv.writer(text, quoting=csv.QUOTE_ALL)
        for row in chain([table.headings], table.rows):
            writer.writerow([_csv_cell(value) for value in row])
        text.flush()
        text.detach()
        _deliver(ready, target)


def guarded(text: str) -> str:
    """With an apostrophe before what a spreadsheet would run; text_tables.unguarded takes it off."""
    return f"'{text}" if NEEDS_GUARD.match(text) else text


def _csv_cell(value: CellValue) -> str:
    if isinstance(value, str):
        return guarded(value.translate(CONTROL_CHARACTERS))
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
    return "" if value is None else str(value)


def _deliver(ready: IO[bytes], target: Target) -> None:
    ready.seek(0)
    if isinstance(target, str | os.PathLike):
        with open(target, "wb") as file:
            shutil.copyfileobj(ready, file)
    else:
        shutil.copyfileobj(ready, target)
