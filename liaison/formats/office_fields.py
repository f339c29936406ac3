"""The fields an office sheet may carry, and the words that offices write above them.

tables/office_fields.csv is the one table: add a heading there and the importer knows it. `headings` are
whole headings; `parts` tell the field inside a longer heading; a row without a code lists headings that
carry nothing to import. Order matters where a word fits two fields of one kind: the first one wins.
Matching is in office_headings.py.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

TABLES = Path(__file__).with_name("tables")


class Kind(StrEnum):
    """What the rows of a sheet are; in the order in which a sheet is tried."""

    INTERACTIONS = "interactions"
    CONTACTS = "contacts"
    UNITS = "units"


@dataclass(frozen=True)
class Field:
    """`repeats`: several columns may fill it (手机1, 手机2) and their values are joined."""

    code: str
    name: str
    kinds: frozenset[Kind]
    repeats: bool
    headings: tuple[str, ...]
    parts: tuple[str, ...]


def table_rows(name: str) -> list[dict[str, str]]:
    """Rows of tables/NAME.csv by heading."""
    with (TABLES / f"{name}.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def _field(row: dict[str, str]) -> Field:
    return Field(
        code=row["code"],
        name=row["name"],
        kinds=frozenset(map(Kind, row["kinds"].split())),
        repeats=row["repeats"] == "yes",
        headings=tuple(row["headings"].split()),
        parts=tuple(row["parts"].split()),
    )


_ROWS = [_field(row) for row in table_rows("office_fields")]
FIELDS = tuple(field for field in _ROWS if field.code)
FIELDS_BY_CODE = {field.code: field for field in FIELDS}
IGNORED_HEADINGS = frozenset(heading for field in _ROWS if not field.code for heading in field.headings)
