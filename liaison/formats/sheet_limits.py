"""How much of a stranger's file is read before it is refused, and the meter that counts while reading.

The figures stand above any real office sheet and below what would harm the machine. Memory and
processor time are kept by the operating system where it can (see sheet_child.py); everything else is
counted here.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from liaison.formats.sheet_errors import SheetError

MEGABYTE = 1024 * 1024


@dataclass(frozen=True)
class Limits:
    """`rows` bounds the row number, `columns` the last column with content; `characters` all text together.

    `memory_bytes` is the child's whole address space: Linux only, as macOS and Windows have no such bound.
    """

    file_bytes: int = 64 * MEGABYTE
    unzipped_bytes: int = 512 * MEGABYTE
    memory_bytes: int = 512 * MEGABYTE
    cpu_seconds: int = 60
    wall_seconds: int = 90
    parts: int = 10_000
    sheets: int = 64
    rows: int = 200_000
    columns: int = 256
    cells: int = 4_000_000
    merges: int = 100_000
    cell_characters: int = 32_767
    characters: int = 64_000_000


DEFAULT_LIMITS = Limits()


def column_letter(index: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Meter:
    """Counts what has been read of one file and refuses the row that breaks a limit, naming the place."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.sheet = ""
        self.sheets = self.cells = self.characters = 0

    def open_sheet(self, name: str) -> None:
        self.sheet = name
        self.sheets += 1
        if self.sheets > self.limits.sheets:
            raise SheetError("too_many_sheets", limit=self.limits.sheets)

    def check_row(self, number: int) -> None:
        if number > self.limits.rows:
            raise SheetError("too_many_rows", sheet=self.sheet, row=number, limit=self.limits.rows)

    def check_column(self, index: int, row: int) -> None:
        if index >= self.limits.columns:
            cell = f"{column_letter(index)}{row}"
            raise SheetError("too_many_columns", sheet=self.sheet, cell=cell, limit=self.limits.columns)

    def check_length(self, length: int, index: int, row: int) -> None:
        if length > self.limits.cell_characters:
            cell, limit = f"{column_letter(index)}{row}", self.limits.cell_characters
            raise SheetError("cell_too_long", sheet=self.sheet, cell=cell, limit=limit)

    def count_row(self, cells: Sequence[object]) -> None:
        """Counts cells with content and their characters; texts shared by many cells count each time."""
        self.cells += sum(cell is not None for cell in cells)
        self.characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        if self.cells > self.limits.cells:
            raise SheetError("too_many_cells", limit=self.limits.cells)
        if self.characters > self.limits.characters:
            raise SheetError("too_much_text", limit=self.limits.characters)
