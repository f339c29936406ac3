"""One event of somebody else's calendar as plain values, each checked; `icalendar` reads their spelling."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil

from icalendar import vDDDLists, vDDDTypes, vRecur

from liaison.formats.ics_event import FIRST_YEAR, LAST_YEAR
from liaison.formats.ics_lines import ContentLine, EventBlock
from liaison.formats.ics_refusal import CalendarFileError, ReadLimits
from liaison.formats.ics_text import unescape_text
from liaison.formats.ics_zone import Moment, beijing_day, beijing_wall_clock, in_its_zone

ONE_DAY = timedelta(days=1)
SUMMARY_CHARACTERS = 200


@dataclass(frozen=True)
class ForeignEvent:
    """`start` keeps its own zone, because repetitions follow its wall clock; `length` counts from there.

    `extra` are further starts (RDATE); `excluded` and `replaces` are days by the Beijing calendar.
    """

    line: int
    uid: str
    summary: str
    cancelled: bool
    start: Moment
    length: timedelta
    rule: vRecur | None
    extra: tuple[Moment, ...]
    excluded: frozenset[date]
    replaces: date | None

    @property
    def all_day(self) -> bool:
        """Whether the event names days and not hours."""
        return not isinstance(self.start, datetime)


def foreign_event(block: EventBlock, limits: ReadLimits) -> ForeignEvent:
    """The event of one block; CalendarFileError naming its line for anything not understood."""
    properties = _Properties(block)
    start = properties.start()
    return ForeignEvent(
        line=block.line,
        uid=properties.text("UID"),
        summary=properties.text("SUMMARY")[:SUMMARY_CHARACTERS],
        cancelled=properties.text("STATUS").upper() == "CANCELLED",
        start=start,
        length=properties.length(start, limits.event_days),
        rule=properties.rule(),
        extra=tuple(properties.moments("RDATE")),
        excluded=frozenset(map(beijing_day, properties.moments("EXDATE"))),
        replaces=properties.replaced_day(),
    )


class _Properties:
    """The lines of one event, asked for by name."""

    def __init__(self, block: EventBlock) -> None:
        self.block = block

    def refusal(self, code: str, **params: object) -> CalendarFileError:
        return CalendarFileError(code, line=self.block.line, **params)

    def bad_value(self, line: ContentLine) -> CalendarFileError:
        return self.refusal("bad_value", property=line.name, value=line.value[:80])

    def every(self, name: str) -> list[ContentLine]:
        return [line for line in self.block.lines if line.name == name]

    def single(self, name: str) -> ContentLine | None:
        found = self.every(name)
        if len(found) > 1:
            raise self.refusal("repeated_property", property=name)
        return found[0] if found else None

    def text(self, name: str) -> str:
        """The words on one line, without control characters."""
        line = self.single(name)
        words = " ".join(unescape_text(line.value).split()) if line else ""
        return "".join(filter(str.isprintable, words))

    def moment(self, name: str) -> Moment | None:
        line = self.single(name)
        return self.moments_of(line)[0] if line else None

    def moments(self, name: str) -> Iterator[Moment]:
        for line in self.every(name):
            yield from self.moments_of(line)

    def moments_of(self, line: ContentLine) -> list[Moment]:
        try:
            values = vDDDLists.from_ical(line.value)
        except ValueError as fault:
            raise self.bad_value(line) from fault
        return [self.checked(line, value) for value in values]

    def checked(self, line: ContentLine, value: object) -> Moment:
        if not isinstance(value, date):
            raise self.bad_value(line)
        if not FIRST_YEAR <= value.year <= LAST_YEAR:
            raise self.refusal("year_out_of_range", year=value.year)
        return in_its_zone(value, line.params)

    def start(self) -> Moment:
        start = self.moment("DTSTART")
        if start is None:
            raise self.refusal("missing_start")
        return start

    def length(self, start: Moment, most_days: int) -> timedelta:
        """How long the event lasts: whole days, at least one, for an all-day event."""
        length = self.length_as_written(start)
        if length < timedelta(0):
            raise self.refusal("ends_before_start")
        if length > most_days * ONE_DAY:
            raise self.refusal("event_too_long", days=length.days, limit=most_days)
        return length if isinstance(start, datetime) else max(1, ceil(length / ONE_DAY)) * ONE_DAY

    def length_as_written(self, start: Moment) -> timedelta:
        end, line = self.moment("DTEND"), self.single("DTEND")
        if end is None or line is None:
            return self.duration()
        if isinstance(start, datetime) and isinstance(end, datetime):
            return beijing_wall_clock(end) - beijing_wall_clock(start)
        if isinstance(start, datetime) or isinstance(end, datetime):
            raise self.bad_value(line)
        return end - start

    def duration(self) -> timedelta:
        line = self.single("DURATION")
        if line is None:
            return timedelta(0)
        try:
            span = vDDDTypes.from_ical(line.value)
        except ValueError as fault:
            raise self.bad_value(line) from fault
        if not isinstance(span, timedelta):
            raise self.bad_value(line)
        return span

    def rule(self) -> vRecur | None:
        """The RRULE, its parts not judged yet, except that the library would drop one without a value."""
        if self.every("EXRULE"):
            raise self.refusal("unsupported_rule", part="EXRULE")
        line = self.single("RRULE")
        if line is None:
            return None
        try:
            rule = vRecur.from_ical(line.value)
        except ValueError as fault:
            raise self.bad_value(line) from fault
        if any("=" not in part for part in line.value.strip(";").split(";")):
            raise self.bad_value(line)
        return rule

    def replaced_day(self) -> date | None:
        """The day of the series this event stands in for."""
        line, moment = self.single("RECURRENCE-ID"), self.moment("RECURRENCE-ID")
        if line is not None and ";RANGE=" in line.params.upper():
            raise self.refusal("unsupported_rule", part="RECURRENCE-ID;RANGE")
        return None if moment is None else beijing_day(moment)
