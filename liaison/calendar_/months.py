"""A month or a year as rows of days: solar and lunar day, term or festival, 休/班, and what is planned."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from liaison.calendar_.occasions import KINDS, Occasion
from liaison.calendar_.queries import EARLIEST, LATEST
from liaison.domain import lunar, solar_terms
from liaison.domain.festivals import Festival
from liaison.domain.workdays import WorkCalendar
from liaison.formats.ics_event import EventKind

SHOWN_EVENTS = 3
# What falls on this very day goes before calls, of which a day may have dozens.
ORDER = {"greeting": 0, "followup": 1, "birthday": 2, "checkin": 3}
SHORT_LABEL = 4
FIRST_SHOWN = date(1900, 1, 1)  # the lunar table begins on 31 January: before it the days have no lunar name
HEAT_STEPS = (1, 3, 6, 10)  # occasions a day from which a small square grows darker
WEEKS = Calendar(firstweekday=0)
FESTIVE, SOLEMN, TERM = "festive", "solemn", "term"


@dataclass(frozen=True)
class DayCell:
    """One day as the calendar macros draw it.

    `mark` is "off" or "work" where the schedule differs from the week; `label` the festival, else the solar term,
    in the colour of `tone`.
    """

    on: date
    lunar: str
    mark: str | None
    label: str | None
    tone: str | None
    estimated: bool
    is_today: bool
    is_other: bool
    chosen: bool
    events: list[Occasion] = field(default_factory=list)
    more: int = 0
    kinds: list[EventKind] = field(default_factory=list)
    heat: int = 0
    title: str = ""

    @property
    def number(self) -> int:
        return self.on.day

    @property
    def short_label(self) -> str:
        """The label in a year's small square: 抗战胜利纪念日 is 抗战胜利, 小年(北方) is 小年."""
        return (self.label or "").partition("(")[0].partition("（")[0][:SHORT_LABEL]


@dataclass(frozen=True)
class Almanac:
    """What days are drawn with: the schedule, the festivals by day, and the two days that stand out."""

    calendar: WorkCalendar
    festivals: Mapping[date, list[Festival]]
    today: date
    chosen: date


def first_and_last(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def shown_span(year: int, month: int) -> tuple[date, date]:
    """The first and last day of the whole weeks that hold a month, within the tables."""
    days = list(WEEKS.itermonthdates(year, month))
    return max(days[0], FIRST_SHOWN), min(days[-1], LATEST)


def within_tables(start: date, end: date) -> tuple[date, date]:
    """The same span without the days before the lunar table, on which nothing can be planned."""
    return max(start, EARLIEST), max(end, EARLIEST)


def by_day(found: Iterable[Festival]) -> dict[date, list[Festival]]:
    """Festivals grouped by their day."""
    grouped: dict[date, list[Festival]] = defaultdict(list)
    for festival in found:
        grouped[festival.date].append(festival)
    return grouped


def month_weeks(
    year: int, month: int, occasions: Iterable[Occasion], almanac: Almanac
) -> list[list[DayCell | None]]:
    """The rows of the month table, the neighbouring months' days included; None beyond the tables."""
    events: dict[date, list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        events[occasion.on].append(occasion)
    for of_day in events.values():
        of_day.sort(key=lambda occasion: ORDER[occasion.kind])
    return [
        [
            day_cell(day, month, almanac, events=events.get(day, [])) if FIRST_SHOWN <= day <= LATEST else None
            for day in week
        ]
        for week in WEEKS.monthdatescalendar(year, month)
    ]


def year_months(year: int, loads: Mapping[date, int], almanac: Almanac) -> list[list[list[DayCell | None]]]:
    """Twelve months of weeks; None where a week begins or ends in another month."""
    return [
        [
            [
                day_cell(day, month, almanac, load=loads.get(day, 0)) if day.month == month else None
                for day in week
            ]
            for week in WEEKS.monthdatescalendar(year, month)
        ]
        for month in range(1, 13)
    ]


def day_cell(
    day: date, month: int, almanac: Almanac, *, events: list[Occasion] | None = None, load: int = 0
) -> DayCell:
    """Every day has its lunar day; a festival or else a solar term stands beside it."""
    moon, status = moon_of(day), almanac.calendar.status(day)
    label, tone = label_of(day, almanac.festivals.get(day, []))
    events = events or []
    return DayCell(
        on=day,
        lunar=moon.cell_words if moon else "",
        mark=mark_of(day, almanac.calendar),
        label=label,
        tone=tone,
        estimated=status.estimated,
        is_today=day == almanac.today,
        is_other=day.month != month,
        chosen=day == almanac.chosen,
        events=events[:SHOWN_EVENTS],
        more=max(0, len(events) - SHOWN_EVENTS),
        kinds=[kind for kind in KINDS.values() if any(event.kind == kind for event in events)],
        heat=sum(load >= step for step in HEAT_STEPS),
        title=" ".join(part for part in (moon.words if moon else "", label or "") if part),
    )


def moon_of(day: date) -> lunar.LunarDay | None:
    """The lunar day; None before the table."""
    return lunar.to_lunar(day) if day >= lunar.FIRST_DAY else None


def label_of(day: date, festivals: list[Festival]) -> tuple[str | None, str | None]:
    """The day's chief festival with its tone: one that gives a day off before the others; else the term."""
    chief = next((each for each in festivals if each.day_off), festivals[0] if festivals else None)
    if chief:
        return chief.name, SOLEMN if chief.solemn else FESTIVE
    term = solar_terms.term_on(day)
    return term, TERM if term else None


def mark_of(day: date, calendar: WorkCalendar) -> str | None:
    """休 on a named day off, 班 on a weekend worked to make up for one."""
    status = calendar.status(day)
    return ("work" if status.workday else "off") if status.name else None
