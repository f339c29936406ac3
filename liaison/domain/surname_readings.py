"""How surnames are read: 单 is shan as a surname and dan elsewhere, 万俟 is moqi.

The table ``tables/surnames.csv`` holds a thousand surnames in both scripts with their usual reading, the
other readings that families use, and for doubtful compounds the shortest name they are recognised in.
Given names are read by ``formats/readings``; cutting a name in two is ``names``.
"""

from dataclasses import dataclass
from functools import cache

from .table_files import table_rows
from .variants import fold


@dataclass(frozen=True)
class Surname:
    """A surname in standard characters; ``readings`` are syllables without tones, the usual one first."""

    written: str
    readings: tuple[tuple[str, ...], ...]
    least_length: int


def surname(text: str) -> Surname | None:
    """The surname written this way, in either script or with variant characters; None when unknown."""
    known = surnames()
    return known.get(text) or known.get(fold(text))


@cache
def surnames() -> dict[str, Surname]:
    """Every known way of writing a surname."""
    found: dict[str, Surname] = {}
    for row in table_rows("surnames"):
        entry = _surname(row)
        for written in (row["surname"], *row["traditional"].split()):
            found.setdefault(written, entry)
    return found


def _surname(row: dict[str, str]) -> Surname:
    others = row["also"].split("/") if row["also"] else []
    readings = tuple(tuple(each.split()) for each in (row["reading"], *others))
    # 单于海 is far more often 单 + 于海: such compounds count only in a name of four characters.
    least_length = int(row["least_length"] or len(row["surname"]) + 1)
    return Surname(row["surname"], readings, least_length)
