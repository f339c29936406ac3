"""From the octets of a file to its properties as they lie there: unfolding, soft line breaks, limits.

What nobody reads, photos above all, is measured and never put together. `vcard_properties.py` takes a
property apart.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from liaison.formats.vcard_charsets import UTF8_MARK

_NAME = re.compile(rb"(?:[\w-]+\.)?([A-Za-z][\w/-]*)[;:]", re.ASCII)
_QUOTED_PRINTABLE = re.compile(rb"[;=](?:QUOTED-PRINTABLE|Q)\s*(?:;|$)", re.IGNORECASE)
_FENCES = (b"BEGIN:VCARD", b"END:VCARD")
_LONGEST_FENCE = 40


@dataclass(slots=True)
class FoldedLine:
    """One property: its first physical line and those that continue it; `name` is empty for stray text.

    `octets` counts all of them, `text_octets` without their folds. `pieces` holds them only while the property is wanted
    and within its limit.
    """

    number: int
    name: str
    pieces: list[bytes]
    octets: int
    wanted: bool
    is_quoted_printable: bool
    is_open: bool
    text_octets: int = 0

    @property
    def whole(self) -> bytes:
        """The property on one line."""
        return self.pieces[0] if len(self.pieces) == 1 else b"".join(self.pieces)

    def continued_by(self, piece: bytes, octets: int, limit: int) -> None:
        """Take what one more physical line of `octets` adds; past the limit only the length is kept."""
        self.octets += octets
        self.text_octets += len(piece)
        if not self.wanted:
            return
        if self.octets > limit:
            self.wanted = False
            del self.pieces[1:]
        else:
            self.pieces.append(piece)


def folded_lines(octets: bytes, wanted: frozenset[str], limit: int) -> Iterator[FoldedLine]:
    """Every property of the file in order; those not `wanted` or past `limit` octets are only measured."""
    current: FoldedLine | None = None
    for number, physical in enumerate(BytesIO(_with_newlines(octets)), start=1):
        line = physical.rstrip(b"\r\n").removeprefix(UTF8_MARK)
        if not line.strip():
            # It ends a soft line break but not a folded photo: some programs double every line end.
            if current:
                current.is_open = False
        elif current and _continues(current, line):
            _extend(current, line, limit)
        else:
            if current:
                yield current
            current = _first_line(number, line, wanted, limit)
    if current:
        yield current


def fence(line: bytes) -> bytes:
    """`BEGIN:VCARD` or `END:VCARD` in capitals when the line is one of these, else nothing."""
    capitals = line.strip().upper() if len(line) < _LONGEST_FENCE else b""
    return capitals if capitals in _FENCES else b""


def _with_newlines(octets: bytes) -> bytes:
    """Files of old Macs end their lines with CR alone."""
    return octets if b"\n" in octets else octets.replace(b"\r", b"\n")


def _continues(current: FoldedLine, line: bytes) -> bool:
    """No property begins with a space or `=`; behind a soft line break all but a fence continues."""
    if line[:1] in (b" ", b"\t"):
        return True
    if not current.is_quoted_printable:
        return False
    return (current.is_open and not fence(line)) or line.startswith(b"=")


def _extend(current: FoldedLine, line: bytes, limit: int) -> None:
    """Behind a soft line break the space at the start belongs to the text; elsewhere it is the fold."""
    piece = line if current.is_open or not line[:1].isspace() else line[1:]
    current.is_open = current.is_quoted_printable and _ends_softly(piece)
    # Counted with its fold or soft break, so that a million empty pieces reach the limit too.
    current.continued_by(_without_soft_break(piece) if current.is_open else piece, len(line), limit)


def _first_line(number: int, line: bytes, wanted: frozenset[str], limit: int) -> FoldedLine:
    found = _NAME.match(line)
    name = found[1].decode("ascii").upper() if found else ""
    is_wanted = name in wanted and len(line) <= limit
    is_quoted = is_wanted and _is_quoted_printable(line)
    is_open = is_quoted and _ends_softly(line)
    first = _without_soft_break(line) if is_open else line
    return FoldedLine(number, name, [first], len(line), is_wanted, is_quoted, is_open, len(first))


def _is_quoted_printable(line: bytes) -> bool:
    header = line.partition(b":")[0]
    return b";" in header and _QUOTED_PRINTABLE.search(header) is not None


def _ends_softly(line: bytes) -> bool:
    return line.rstrip(b" \t").endswith(b"=")


def _without_soft_break(line: bytes) -> bytes:
    return line.rstrip(b" \t")[:-1]
