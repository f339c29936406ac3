"""One property taken apart: group, name, parameters, and its value as octets or as characters."""

import binascii
import re
from dataclasses import dataclass
from functools import lru_cache

from liaison.formats.vcard_charsets import FileCharset
from liaison.formats.vcard_lines import FoldedLine

# Possessive, so that a line made of quotes and colons costs its length and no more.
_HEADER = re.compile(rb'(?:[^":]++|"[^"]*+")*+:')
_PARAMETER = re.compile(rb'(?:[^";]++|"[^"]*+"?)++')
_NAME = re.compile(rb"(?:([\w-]+)\.)?([A-Za-z][\w/-]*)(?=[;:])", re.ASCII)
_INLINE = re.compile(rb"data:[^,]{0,200};base64,", re.IGNORECASE)  # how 4.0 writes a photo
_QUOTED_PRINTABLE = (b"QUOTED-PRINTABLE", b"Q")
_BASE64 = (b"BASE64", b"B")
# Almost every card of a file uses the same twenty headers.
_HEADERS_REMEMBERED = 256


@dataclass(frozen=True, slots=True)
class Header:
    """What stands before the colon: group in lower case, name in capitals, parameters as written."""

    group: str
    name: str
    parameters: tuple[bytes, ...]
    encoding: bytes
    charset: str


@dataclass(frozen=True, slots=True)
class PropertyLine:
    """A property with its value freed of quoted-printable and base64; `octets` is its size in the file."""

    header: Header
    value: bytes
    octets: int

    def text(self, charset: FileCharset) -> str:
        """The value as characters, escapes still in it."""
        was_encoded = bool(self.header.encoding)
        return charset.decode(self.value, self.header.charset, was_encoded=was_encoded)


def property_line(line: FoldedLine) -> PropertyLine | None:
    """The parts of a property; None when no colon ends its header."""
    whole = line.whole
    found = _HEADER.match(whole)
    # A quote that is never closed: the first colon is the best guess.
    end = found.end() if found else whole.find(b":") + 1
    header = _header(whole[:end])
    return PropertyLine(header, _decoded(whole[end:], header.encoding), line.octets) if header else None


def octets_meant(line: FoldedLine) -> int:
    """The size of a property that is only measured: of what its base64 stands for, to two octets, else of all its lines."""
    found = _HEADER.match(line.pieces[0])
    header = _header(found[0]) if found else None
    inline = _INLINE.match(line.pieces[0], found.end()) if found else None
    if not (found and (inline or (header and header.encoding in _BASE64))):
        return line.octets
    return (line.text_octets - (inline or found).end()) * 3 // 4


@lru_cache(maxsize=_HEADERS_REMEMBERED)
def _header(octets: bytes) -> Header | None:
    """`octets` end with the colon."""
    named = _NAME.match(octets)
    if named is None:
        return None
    parameters = tuple(filter(None, map(bytes.strip, _PARAMETER.findall(octets[named.end() : -1]))))
    return Header(
        group=(named[1] or b"").decode("ascii").lower(),
        name=named[2].decode("ascii").upper(),
        parameters=parameters,
        encoding=_encoding(parameters),
        charset=_charset_label(parameters),
    )


def _decoded(value: bytes, encoding: bytes) -> bytes:
    if encoding in _QUOTED_PRINTABLE:
        return binascii.a2b_qp(value)
    return _from_base64(value) if encoding in _BASE64 else value


def _from_base64(value: bytes) -> bytes:
    try:
        return binascii.a2b_base64(value)
    except binascii.Error:
        return b""


def _encoding(parameters: tuple[bytes, ...]) -> bytes:
    """The transfer encoding, named (`ENCODING=B`) or bare as vCard 2.1 allows (`;BASE64:`)."""
    for part in parameters:
        key, equals, value = part.upper().rpartition(b"=")
        if (not equals or key == b"ENCODING") and value in (*_QUOTED_PRINTABLE, *_BASE64):
            return value
    return b""


def _charset_label(parameters: tuple[bytes, ...]) -> str:
    labels = (part[8:] for part in parameters if part[:8].upper() == b"CHARSET=")
    return next(labels, b"").strip(b'" ').decode("ascii", "replace")
