"""One line of a calendar file: escaping, folding, the spelling of dates and spans (RFC 5545, 3.1 and 3.3).

Everything here turns a plain value into text or octets; `ics.py` decides which lines make an event.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from urllib.parse import quote

LINE_BREAK = "\r\n"
LINE_OCTETS = 75
FOLD = b"\r\n "

_SPECIAL = re.compile("\r\n|[\\\\;,\x00-\x08\x0a-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
# Word writes a manual line break as \v; NEL, LS and PS end a line for some readers: all become `\n`.
_ESCAPES = {"\\": "\\\\", ";": "\\;", ",": "\\,"} | dict.fromkeys(
    ("\r\n", "\r", "\n", "\v", "\f", "\x85", "\u2028", "\u2029"), "\\n"
)
_ESCAPED = re.compile(r"\\(.)")
_URI_PUNCTUATION = "%/:=&?~#+!$,;'@()*[]"


def escape_text(text: str) -> str:
    """A TEXT value: line breaks become `\\n`; other controls and lone surrogates are dropped, tabs stay."""
    return _SPECIAL.sub(lambda found: _ESCAPES.get(found[0], ""), text)


def one_line(text: str) -> str:
    """A title: its line breaks become spaces, since calcurse drops an event whose title has one."""
    return " ".join(text.splitlines())


def unescape_text(value: str) -> str:
    """The words of a TEXT value as somebody wrote it; a backslash before any other character is dropped."""
    return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], value)


def uri_value(address: str) -> str:
    """A URI value: spaces and control characters removed, anything beyond ASCII percent-encoded."""
    if address.isascii() and address.isprintable() and " " not in address:
        return address
    visible = "".join(character for character in address if character.isprintable() and character != " ")
    return quote(visible, safe=_URI_PUNCTUATION)


def text_line(name: str, text: str) -> str:
    """`NAME:text`, escaped and folded, without its last line break."""
    return folded(f"{name}:{escape_text(text)}")


def folded(line: str) -> str:
    """The content line cut into physical lines of at most 75 octets, without its last line break."""
    octets = line.encode()
    if len(octets) <= LINE_OCTETS:
        return line
    return FOLD.join(_pieces(octets)).decode()


def _pieces(octets: bytes) -> Iterator[bytes]:
    start, room = 0, LINE_OCTETS
    while len(octets) - start > room:
        cut = _cut_before(octets, start, start + room)
        yield octets[start:cut]
        # The space that opens a continuation line counts towards its 75 octets.
        start, room = cut, LINE_OCTETS - 1
    yield octets[start:]


def _cut_before(octets: bytes, start: int, cut: int) -> int:
    """The last place not after `cut` that splits neither a character nor an escape."""
    while octets[cut] & 0xC0 == 0x80:
        cut -= 1
    head = octets[start:cut]
    backslashes = len(head) - len(head.rstrip(b"\\"))
    # Readers that unescape before they unfold would lose the second half of a split escape.
    return cut - backslashes % 2


def date_value(day: date) -> str:
    """`20270206`."""
    return day.isoformat().replace("-", "")


def local_value(moment: datetime) -> str:
    """`20270206T090000`: the wall clock of `moment`, whose zone is named beside it."""
    wall_clock = moment.replace(tzinfo=None).isoformat(timespec="seconds")
    return wall_clock.replace("-", "").replace(":", "")


def utc_value(moment: datetime) -> str:
    """`20270206T010000Z`; a naive moment is taken as UTC already."""
    return local_value(moment.astimezone(UTC) if moment.tzinfo else moment) + "Z"


def duration_value(span: timedelta) -> str:
    """`-P1DT2H30M`, to the minute; nothing at all is `PT0M`."""
    minutes = int(abs(span).total_seconds()) // 60
    days, minutes = divmod(minutes, 24 * 60)
    hours, minutes = divmod(minutes, 60)
    clock = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes or not (days or hours) else "")
    sign = "-" if span < timedelta(0) else ""
    return f"{sign}P{f'{days}D' if days else ''}{f'T{clock}' if clock else ''}"
