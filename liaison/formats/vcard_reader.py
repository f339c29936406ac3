"""Reading contact cards of every version that phones and mail programs still write (2.1, 3.0, 4.0).

Lenient in form and strict in cost: whatever the octets, the answer is cards, reported skips or a
`VCardError`, in time proportional to the file. `vcard_cards.py` cuts the file into cards, and
`vcard_fields.py` finds a field for each property.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from liaison.domain.refusals import Refusal, sentence
from liaison.formats.vcard_card import Card, CardFile, CardLimits, SkippedCard, VCardError
from liaison.formats.vcard_cards import CardLines, cards_in
from liaison.formats.vcard_charsets import FileCharset, is_utf8, judge, unmarked
from liaison.formats.vcard_dates import read_instant
from liaison.formats.vcard_draft import Draft, value_of
from liaison.formats.vcard_fields import FIELD_READERS
from liaison.formats.vcard_lines import folded_lines
from liaison.formats.vcard_properties import property_line

DEFAULT_LIMITS = CardLimits()

_WANTED = frozenset({*FIELD_READERS, "VERSION", "REV", "X-ABLABEL"})
# Apple keeps its own built-in labels in this wrapping.
_BUILT_IN_OPEN, _BUILT_IN_CLOSE = "_$!<", ">!$_"
_QUOTED_PRINTABLE = re.compile(rb"[;=](?:QUOTED-PRINTABLE|Q)\s*[;:]", re.IGNORECASE)


def read_cards(octets: bytes, limits: CardLimits = DEFAULT_LIMITS) -> CardFile:
    """All cards of a `.vcf` file and those skipped, with line and reason; VCardError refuses the file."""
    _require_cards(octets, limits)
    plain, certain = unmarked(octets)
    charset = FileCharset(certain=True) if certain else _judged(plain, limits)
    found = CardFile([], [])
    lines = folded_lines(plain, _WANTED, limits.line_octets)
    for piece in cards_in(lines, limits):
        _take(found, piece, charset)
    if not found.cards and not found.skipped:
        raise VCardError("no_cards", "文件里没有名片（找不到 BEGIN:VCARD），请选择通讯录导出的 .vcf 文件")
    return found


def _require_cards(octets: bytes, limits: CardLimits) -> None:
    if not octets or octets.isspace():
        raise VCardError("empty_file", "文件是空的，请重新导出后再选择")
    if len(octets) > limits.file_octets:
        template = sentence("文件有{size}字节，超过{limit}字节的上限，请分成几个文件或去掉照片后再导入")
        raise VCardError("file_too_large", template, size=len(octets), limit=limits.file_octets)


def _judged(octets: bytes, limits: CardLimits) -> FileCharset:
    """A file that is UTF-8 as a whole and hides nothing needs no second look."""
    if is_utf8(octets) and not _QUOTED_PRINTABLE.search(octets):
        return FileCharset()
    return judge(_unclear_values(octets, limits))


def _unclear_values(octets: bytes, limits: CardLimits) -> Iterator[tuple[bytes, str]]:
    """What the charset of the file is judged by: every wanted value beyond ASCII, with its label."""
    for line in folded_lines(octets, _WANTED, limits.line_octets):
        if line.wanted and (line.is_quoted_printable or not all(piece.isascii() for piece in line.pieces)):
            parsed = property_line(line)
            if parsed and not parsed.value.isascii():
                yield parsed.value, parsed.header.charset


def _take(found: CardFile, piece: CardLines | SkippedCard, charset: FileCharset) -> None:
    if isinstance(piece, SkippedCard):
        name = value_of(piece.named_by, charset, {}).plain if piece.named_by else ""
        found.skipped.append(replace(piece, name=name))
        return
    card = _card(piece, charset)
    if _says_something(card):
        found.cards.append(card)
    else:
        reason = Refusal(sentence("名片里没有姓名、电话等任何可以导入的内容"))
        found.skipped.append(SkippedCard(piece.number, piece.line, reason, "empty_card"))


def _says_something(card: Card) -> bool:
    return card != Card(uid=card.uid, revision=card.revision)


def _card(lines: CardLines, charset: FileCharset) -> Card:
    draft = Draft(left_out=lines.left_out)
    labels = _labels(lines, charset)
    values = [value_of(line, charset, labels) for line in lines.properties]
    version = revision = ""
    for value in values:
        if value.name == "VERSION":
            version = value.plain
        elif value.name == "REV":
            revision = value.plain
        elif value.name != "X-ABLABEL":
            FIELD_READERS[value.name](draft, value)
    return draft.card(version=version, revision=read_instant(revision), number=lines.number, line=lines.line)


def _labels(lines: CardLines, charset: FileCharset) -> dict[str, str]:
    """The user's own labels by group: `item1.X-ABLabel:内线` names `item1.TEL`."""
    labels = (line for line in lines.properties if line.header.name == "X-ABLABEL" and line.header.group)
    return {line.header.group: _label(value_of(line, charset, {}).plain) for line in labels}


def _label(text: str) -> str:
    return text.removeprefix(_BUILT_IN_OPEN).removesuffix(_BUILT_IN_CLOSE)
