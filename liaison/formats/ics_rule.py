"""From a parsed RRULE to a `Recurrence`: parts checked, defaults filled in, anything else refused."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, NoReturn

from liaison.formats.ics_event import BEIJING, FIRST_YEAR, LAST_YEAR
from liaison.formats.ics_recurrence import FREQUENCIES, ONE_DAY, Recurrence
from liaison.formats.ics_refusal import CalendarFileError

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# There are 73,414 days from 1900 to 2100: no honest rule counts more of them.
MOST_OCCURRENCES = 100_000
LARGEST_INTERVAL = 1_000
_LIMITING = frozenset({"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST"})
_CHOOSING = frozenset({"BYMONTH", "BYMONTHDAY", "BYDAY", "BYSETPOS"})
_OTHER_CALENDARS = frozenset({"RSCALE", "SKIP"})


def recurrence_of(
    rule: Mapping[str, list[Any]], start: date | datetime, last: date, line: int
) -> Recurrence:
    """The rule of the event at `line`, which starts at `start` and is followed up to the day `last`."""
    parts = _Parts(rule, line)
    parts.refuse_unknown()
    frequency = parts.frequency()
    recurrence = Recurrence(
        start=start.date() if isinstance(start, datetime) else start,
        last=min(last, _last_day(parts.until(), start)),
        frequency=frequency,
        interval=parts.positive("INTERVAL", LARGEST_INTERVAL) or 1,
        occurrences=parts.positive("COUNT", MOST_OCCURRENCES),
        months=parts.months(),
        month_days=parts.month_days(frequency),
        weekdays=parts.weekdays(frequency),
        positions=parts.numbers("BYSETPOS", 366),
        week_start=parts.week_start(),
    )
    if recurrence.month_days or recurrence.weekdays:
        return recurrence
    return _as_its_first_day(recurrence)


def _as_its_first_day(rule: Recurrence) -> Recurrence:
    """A rule that leaves the day open repeats its first day's weekday, or number, or number and month."""
    day = rule.start
    if rule.frequency == "WEEKLY":
        return replace(rule, weekdays=frozenset({(None, day.weekday())}))
    if rule.frequency == "MONTHLY":
        return replace(rule, month_days=frozenset({day.day}))
    if rule.frequency == "YEARLY":
        months = rule.months or frozenset({day.month})
        return replace(rule, months=months, month_days=frozenset({day.day}))
    return rule


@dataclass(frozen=True)
class _Parts:
    """The parts of one RRULE as the parser left them: lists of values under upper-case names."""

    rule: Mapping[str, list[Any]]
    line: int

    def refuse(self, part: str, code: str = "unsupported_rule") -> NoReturn:
        raise CalendarFileError(code, line=self.line, part=part[:80])

    def refuse_unknown(self) -> None:
        for name in self.rule:
            if name in _OTHER_CALENDARS:
                self.refuse(name, "lunar_rule")
            if name not in _LIMITING | _CHOOSING:
                self.refuse(name)

    def single(self, name: str) -> Any:
        values = self.rule.get(name) or [None]
        if len(values) > 1:
            self.refuse(name)
        return values[0]

    def frequency(self) -> str:
        frequency = str(self.single("FREQ") or "").upper()
        return frequency if frequency in FREQUENCIES else self.refuse(f"FREQ={frequency}")

    def positive(self, name: str, most: int) -> int | None:
        number = self.single(name)
        if number is not None and not 1 <= number <= most:
            self.refuse(f"{name}={number}")
        return number

    def numbers(self, name: str, most: int) -> frozenset[int]:
        """Counted from the start when positive, from the end when negative; never 0."""
        values = self.rule.get(name, [])
        for number in values:
            if not 1 <= abs(number) <= most:
                self.refuse(f"{name}={number}")
        return frozenset(values)

    def months(self) -> frozenset[int]:
        for month in self.rule.get("BYMONTH", []):
            if month.leap:
                self.refuse(f"BYMONTH={month}", "lunar_rule")
            if not 1 <= month <= 12:
                self.refuse(f"BYMONTH={month}")
        return frozenset(map(int, self.rule.get("BYMONTH", [])))

    def month_days(self, frequency: str) -> frozenset[int]:
        if frequency == "WEEKLY" and "BYMONTHDAY" in self.rule:
            self.refuse("FREQ=WEEKLY;BYMONTHDAY")
        return self.numbers("BYMONTHDAY", 31)

    def weekdays(self, frequency: str) -> frozenset[tuple[int | None, int]]:
        # "The second Sunday" needs a month to count in; counting within a whole year is not followed.
        in_a_month = frequency == "MONTHLY" or (frequency == "YEARLY" and "BYMONTH" in self.rule)
        found = set()
        for value in self.rule.get("BYDAY", []):
            if value.relative is not None and not (in_a_month and 1 <= abs(value.relative) <= 5):
                self.refuse(f"BYDAY={value}")
            found.add((value.relative, WEEKDAYS.index(value.weekday.upper())))
        return frozenset(found)

    def week_start(self) -> int:
        value = self.single("WKST")
        return WEEKDAYS.index(value.weekday.upper()) if value else 0

    def until(self) -> date | None:
        value = self.single("UNTIL")
        if value is not None and not isinstance(value, date):
            self.refuse(f"UNTIL={value}")
        return value


def _last_day(until: date | None, start: date | datetime) -> date:
    """The last day on which an occurrence may begin, by the clock of `start`."""
    # 9999 is how some programs write "for ever"; converting it between zones would leave the calendar.
    if until is None or until.year > LAST_YEAR:
        return date(LAST_YEAR, 12, 31)
    if until.year < FIRST_YEAR or not isinstance(until, datetime):
        return date(until.year, until.month, until.day)
    if not isinstance(start, datetime):
        return until.date()
    wall_clock = until.astimezone(start.tzinfo or BEIJING) if until.tzinfo else until
    return wall_clock.date() if wall_clock.time() >= start.time() else wall_clock.date() - ONE_DAY
