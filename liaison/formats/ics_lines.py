"""The first, cheap look at somebody else's calendar file: which lines belong to which event.

Only the lines that say when and what of a VEVENT are handed on, so that nothing behind this ever sees the
rest: attachments of megabytes, components nested thousands deep, and above all VTIMEZONE, which can carry
recurrence rules of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from liaison.formats.ics_refusal import CalendarFileError, ReadLimits

_WHAT = frozenset({"UID", "SUMMARY", "STATUS"})
_WHEN = frozenset({"DTSTART", "DTEND", "DURATION"})
_HOW_OFTEN = frozenset({"RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID"})
KEPT = _WHAT | _WHEN | _HOW_OFTEN

_LINE_BREAK = re.compile(r"\r\n|\n|\r")
_NAME = re.compile(r"[A-Za-z0-9-]+")
# A parameter may hold a colon between quotation marks; the first colon outside them ends the parameters.
_PARTS = re.compile(r'([A-Za-z0-9-]+)((?:;[^":]*(?:"[^"]*"[^":]*)*)?):(.*)', re.DOTALL)
_UTF16_MARKS = (b"\xff\xfe", b"\xfe\xff")


@dataclass(frozen=True)
class ContentLine:
    """`DTSTART;TZID=Asia/Shanghai:20270206T090000` in three parts; `params` begins with its semicolon."""

    name: str
    params: str
    value: str


@dataclass(frozen=True)
class EventBlock:
    """The wanted lines of one VEVENT, and the line of the file where it begins."""

    line: int
    lines: list[ContentLine] = field(default_factory=list)


def event_blocks(content: bytes, limits: ReadLimits) -> list[EventBlock]:
    """The events of a file in order; CalendarFileError when it is too big or its parts do not pair up."""
    if len(content) > limits.octets:
        raise CalendarFileError("too_large", octets=len(content), limit=limits.octets)
    outline = _Outline(limits)
    for number, line in _unfolded(_decoded(content)):
        outline.take(number, line)
    return outline.finished()


def _decoded(content: bytes) -> str:
    encodings = ("utf-16",) if content.startswith(_UTF16_MARKS) else ("utf-8-sig", "gb18030")
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise CalendarFileError("unknown_encoding")


def _unfolded(text: str) -> Iterator[tuple[int, str]]:
    """Content lines with the number of their first physical line; blank ones are left out."""
    begun, pieces = 1, [""]
    for number, physical in enumerate(_LINE_BREAK.split(text), start=1):
        if physical[:1] in (" ", "\t"):
            pieces.append(physical[1:])
            continue
        if any(pieces):
            yield begun, "".join(pieces)
        begun, pieces = number, [physical]
    if any(pieces):
        yield begun, "".join(pieces)


class _Outline:
    """The components open at one line of the file, and the events met so far."""

    def __init__(self, limits: ReadLimits) -> None:
        self.limits = limits
        self.open: list[str] = []
        self.events: list[EventBlock] = []
        self.seen_calendar = False
        self.characters = 0

    def take(self, number: int, line: str) -> None:
        """Place one content line."""
        found = _NAME.match(line)
        name = found[0].upper() if found else ""
        if not self.open and (name, line[6:].strip().upper()) != ("BEGIN", "VCALENDAR"):
            # What follows a finished calendar is passed over; a file that begins with it is no calendar.
            self._refuse_without_calendar(number)
        elif name == "BEGIN":
            self._begin(number, line[6:].strip().upper())
        elif name == "END":
            self._end(number, line[4:].strip().upper())
        elif name in KEPT and self.open[-1] == "VEVENT":
            self._keep(number, line)

    def finished(self) -> list[EventBlock]:
        """The events, once every component has ended."""
        if self.open:
            raise CalendarFileError("cut_short", name=self.open[-1][:40])
        self._refuse_without_calendar(1)
        return self.events

    def _refuse_without_calendar(self, number: int) -> None:
        if not self.seen_calendar:
            raise CalendarFileError("not_a_calendar", line=number)

    def _begin(self, number: int, component: str) -> None:
        if component == "VEVENT":
            self._begin_event(number)
        self.seen_calendar = True
        self.open.append(component)
        if len(self.open) > self.limits.nesting:
            raise CalendarFileError("too_deep", line=number, limit=self.limits.nesting)

    def _begin_event(self, number: int) -> None:
        if self.open != ["VCALENDAR"]:
            raise CalendarFileError("broken_structure", line=number, found="BEGIN:VEVENT")
        if len(self.events) == self.limits.events:
            raise CalendarFileError("too_many_events", line=number, limit=self.limits.events)
        self.events.append(EventBlock(number))

    def _end(self, number: int, component: str) -> None:
        if self.open[-1] != component:
            raise CalendarFileError("broken_structure", line=number, found=f"END:{component[:40]}")
        self.open.pop()

    def _keep(self, number: int, line: str) -> None:
        self.characters += len(line)
        if self.characters > self.limits.characters:
            raise CalendarFileError("too_much_text", line=number, limit=self.limits.characters)
        if len(line) > self.limits.line_characters:
            raise CalendarFileError("line_too_long", line=number, limit=self.limits.line_characters)
        parts = _PARTS.fullmatch(line)
        if parts is None:
            raise CalendarFileError("bad_line", line=number, value=line[:80])
        self.events[-1].lines.append(ContentLine(parts[1].upper(), parts[2], parts[3].strip()))
