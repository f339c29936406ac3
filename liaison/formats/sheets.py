"""Reads a stranger's table safely: `read_workbook(path)` gives plain values or a SheetError in words.

Parsing happens in a limited child (sheet_child.py), so a hostile file ends in a message, never in a
dead or swollen server. What the rows mean is for office_sheet.py.
"""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from liaison.domain.refusals import told
from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_limits import DEFAULT_LIMITS, MEGABYTE, Limits
from liaison.formats.sheet_records import CellValue, decode

__all__ = ["CellValue", "Limits", "MergedRange", "Row", "Sheet", "SheetError", "SheetNote", "Workbook", "read_workbook"]

Child = subprocess.Popen[bytes]

PROJECT = Path(__file__).resolve().parents[2]
# The child needs to find Python and nothing else: it sees neither the database address nor the secret key.
KEPT_ENVIRONMENT = ("PATH", "SYSTEMROOT", "LD_LIBRARY_PATH", "PYTHONHOME", "PYTHONPATH", "LANG", "LC_ALL")

# No text of a person's has them, and PostgreSQL takes no NUL. Tabs and line breaks stay.
CONTROLS = dict.fromkeys({*range(32), 127} - set(map(ord, "\t\n\r")))


@dataclass(frozen=True, slots=True)
class Row:
    """`number` as the user sees it, from 1. Cells start at column A; empty ones at the end are not kept."""

    number: int
    cells: tuple[CellValue, ...]
    hidden: bool = False

    def cell(self, index: int) -> CellValue:
        """The value in the column, None beyond the last kept one."""
        return self.cells[index] if index < len(self.cells) else None


@dataclass(frozen=True, slots=True)
class MergedRange:
    """Cells merged into one; the value stands in the first. Rows from 1, columns from 0, ends included."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(frozen=True, slots=True)
class SheetNote:
    """What could not be read: its row or card, what it is, and why, as a template with what stands in its places.

    `row_is_read`: only a part of that row is missing. `column` as people call it, empty for the whole row.
    """

    row: int
    value: str
    template: str
    params: dict[str, Any]
    row_is_read: bool
    column: str

    @property
    def reason(self) -> str:
        """In the reader's language."""
        return told(self.template, **self.params)


@dataclass
class Sheet:
    """Rows without content are left out, so numbers may jump. `notes`: records that could not be read.

    `of_cards`: the rows are contact cards, numbered as such; row 0 holds headings that the file has not.
    `by_program`: no clerk left a cell blank to mean the one above.
    `yearless`: (row, column) of dates that show month and day only; their year is that of typing.
    """

    name: str
    rows: list[Row] = field(default_factory=list)
    hidden: bool = False
    merged: list[MergedRange] = field(default_factory=list)
    yearless: set[tuple[int, int]] = field(default_factory=set)
    notes: list[SheetNote] = field(default_factory=list)
    of_cards: bool = False
    by_program: bool = False


@dataclass
class Workbook:
    """Sheets in the order of their tabs; a text table has one."""

    sheets: list[Sheet] = field(default_factory=list)


def read_workbook(path: str | os.PathLike[str], limits: Limits = DEFAULT_LIMITS) -> Workbook:
    """All sheets of a spreadsheet, text table or card file, by what the file is, whatever its extension."""
    file = Path(path).absolute()
    _check_file(file, limits)
    with _start_child(file, limits) as child:
        late = threading.Event()
        clock = threading.Timer(limits.wall_seconds, _stop, (child, late))
        clock.start()
        try:
            return _gather(child, limits)
        except _CutShort:
            child.wait()
            raise _reason_for_silence(child, late, limits) from None
        finally:
            clock.cancel()
            child.kill()


def _check_file(file: Path, limits: Limits) -> None:
    if not file.is_file():
        raise SheetError("missing", name=file.name)
    size = file.stat().st_size
    if size == 0:
        raise SheetError("empty", name=file.name)
    if size > limits.file_bytes:
        raise SheetError("file_too_big", size=-(-size // MEGABYTE), limit=limits.file_bytes // MEGABYTE)


def _start_child(file: Path, limits: Limits) -> Child:
    return subprocess.Popen(
        [sys.executable, "-m", "liaison.formats.sheet_child", str(file), json.dumps(asdict(limits))],
        cwd=PROJECT,
        env={name: os.environ[name] for name in KEPT_ENVIRONMENT if name in os.environ},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    )


def _stop(child: Child, late: threading.Event) -> None:
    late.set()
    child.kill()


class _CutShort(Exception):
    """The child fell silent before it said "end" or why not."""


def _reason_for_silence(child: Child, late: threading.Event, limits: Limits) -> SheetError:
    """Too slow by either clock, or else out of memory in a way that left it no breath to say so."""
    if late.is_set():
        return SheetError("too_slow", limit=limits.wall_seconds)
    if sys.platform != "win32":
        import signal

        if child.returncode in (-signal.SIGXCPU, -signal.SIGKILL):
            return SheetError("too_slow", limit=limits.cpu_seconds)
    return SheetError("memory", limit=limits.memory_bytes // MEGABYTE)


def _gather(child: Child, limits: Limits) -> Workbook:
    assert child.stdout is not None
    workbook = Workbook()
    for kind, *rest in _records(child.stdout):
        if kind == "end":
            return workbook
        if kind == "error":
            raise SheetError(rest[0], **rest[1])
        _take(workbook, kind, rest)
    raise _CutShort


def _records(stream: IO[bytes]) -> Iterator[list[Any]]:
    for line in stream:
        try:
            yield decode(line)
        except ValueError as error:
            raise _CutShort from error


def _take(workbook: Workbook, kind: str, rest: list[Any]) -> None:
    if kind == "sheet":
        workbook.sheets.append(Sheet(_plain(rest[0]), hidden=rest[1]))
        return
    sheet = workbook.sheets[-1]
    if kind == "row":
        number, hidden, cells, yearless = rest
        sheet.rows.append(Row(number, tuple(map(_plain, cells)), hidden))
        sheet.yearless.update((number, column) for column in yearless)
    elif kind == "merged":
        sheet.merged = [MergedRange(*corners) for corners in rest[0]]
    elif kind == "cards":
        sheet.of_cards = sheet.by_program = True
    elif kind == "note":
        sheet.notes.append(SheetNote(*map(_plain, rest)))


def _plain(value: Any) -> Any:
    """The value without control characters, in whatever format they came; in a dictionary every value."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value.translate(CONTROLS) if isinstance(value, str) and not value.isprintable() else value
