"""XML names of the workbook format in all its dialects, cell references, escapes inside texts."""

import re
from collections.abc import Mapping
from typing import TypeVar

from liaison.formats.sheet_errors import SheetError

# Transitional, strict, and none at all: programs that write sheets by hand leave the namespace out.
MAIN = (
    "http://schemas.openxmlformats.org/spreadsheetml/2006/main|",
    "http://purl.oclc.org/ooxml/spreadsheetml/main|",
    "",
)
PACKAGE_RELATIONS = ("http://schemas.openxmlformats.org/package/2006/relationships|", "")
RELATION_IDS = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships|id",
    "http://purl.oclc.org/ooxml/officeDocument/relationships|id",
    "r:id",
)
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
REFERENCE = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
TRUE_WORDS = ("1", "true", "on")

Handler = TypeVar("Handler")


def in_every(spaces: tuple[str, ...], handlers: Mapping[str, Handler]) -> dict[str, Handler]:
    """The handlers under their names in each of the namespaces."""
    return {space + name: handler for space in spaces for name, handler in handlers.items()}


def read_reference(reference: str) -> tuple[int, int]:
    """"C5" → (5, 2): row from 1, column from 0."""
    match = REFERENCE.fullmatch(reference)
    if match is None:
        raise SheetError("damaged", part=reference[:20])
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    return int(match[2]), column - 1


def read_count(text: str | None) -> int | None:
    """A row, style or text number; None for what is none, as careless programs write."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None


def unescape(text: str) -> str:
    """`_x000D_` → the character itself (ST_Xstring, part 1, 22.9.2.19); half a surrogate pair stays."""
    return ESCAPE.sub(_character, text) if "_x" in text else text


def _character(match: re.Match[str]) -> str:
    code = int(match[1], 16)
    return match[0] if 0xD800 <= code <= 0xDFFF else chr(code)


class TextCollector:
    """Gathers the `t` elements of one string; the reading aids (`rPh`, furigana) beside it are left out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.is_open = self.in_reading_aid = False

    def open_text(self, _: Mapping[str, str] | None = None) -> None:
        self.is_open = not self.in_reading_aid

    def close_text(self) -> None:
        self.is_open = False

    def open_reading_aid(self, _: Mapping[str, str]) -> None:
        self.in_reading_aid = True

    def close_reading_aid(self) -> None:
        self.in_reading_aid = False

    def add(self, text: str) -> None:
        if self.is_open:
            self.pieces.append(text)

    def take(self) -> str:
        """What was gathered since the last call."""
        text = "".join(self.pieces)
        self.pieces.clear()
        return text
