"""A table to be written: see sheet_writer.py."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from liaison.formats.sheet_records import CellValue


@dataclass(frozen=True)
class Table:
    """`rows` may be any iterable, also one that reads from a database as it goes.

    `widths` in characters (a Chinese one counts two), measured when None. `footnote` is printed at the foot
    of every page of an .xlsx, `headnote` at its head: who exported it and when.
    """

    title: str
    headings: Sequence[str]
    rows: Iterable[Sequence[CellValue]]
    widths: Sequence[float] | None = None
    footnote: str = ""
    headnote: str = ""
