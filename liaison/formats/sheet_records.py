"""What the reading child says to its parent: one JSON list a line, nothing that could run.

["sheet", name, hidden] · ["cards"] · ["row", number, hidden, cells, yearless columns] · ["merged", [[row, column,
row, column]…]] · ["note", row, what, template, params, row is read, column] · ["end"] · ["error", code, params]. Rows and
columns as in `sheets.Sheet`, notes as in `sheets.SheetNote`.
"""

import json
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from typing import Any

READERS: dict[str, Callable[[str], object]] = {
    "date": date.fromisoformat,
    "datetime": datetime.fromisoformat,
    "time": time.fromisoformat,
}


class Percent(float):
    """A part of one, to whole hundredths: 0.85 is read as 85%, in a sheet as a number of that format."""

    def __str__(self) -> str:
        return f"{round(self * 100)}%"


CellValue = str | int | float | bool | date | datetime | time | None
Record = tuple[Any, ...]
Records = Iterator[Record]


def _plain(value: object) -> dict[str, str]:
    if isinstance(value, date | time):
        return {type(value).__name__: value.isoformat()}
    raise TypeError(f"no place in a record for {type(value).__name__}")


def _typed(value: dict[str, str]) -> object:
    return next((read(value[name]) for name, read in READERS.items() if name in value), value)


_encoder = json.JSONEncoder(ensure_ascii=False, default=_plain, separators=(",", ":"))
_decoder = json.JSONDecoder(object_hook=_typed)


def encode(record: Record) -> bytes:
    """One line, UTF-8."""
    return _encoder.encode(record).encode() + b"\n"


def decode(line: bytes) -> list[Any]:
    """The record of one line; a line cut short raises ValueError."""
    decoded = _decoder.decode(line.decode())
    if not isinstance(decoded, list) or not decoded:
        raise ValueError("not a record")
    return decoded
