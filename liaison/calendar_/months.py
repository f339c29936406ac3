"""A month or a year as rows of days: solar and lunar day, festival, 休/班, and what is planned."""

from calendar import Calendar
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta

from liaison.calendar_.occasions import Occasion
from liaison.domain import lunar, solar_terms
from liaison.domain.festivals import Festival, festivals_between
from liaison.domain.workdays import WorkCalendar

SHOWN_EVENTS = 3
HEAT_STEPS = (1, 3, 6, 10)  # occasions a day from which a small square grows darker
WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True)
class DayCell:
    """One day as the calendar macros draw it; `mark` is "off" or "work" where the schedule differs from the week."""

    on: date
    number: int
    lunar: str
    mark: str | None
    festival: str | None
    tone: str | None
    estimated: bool
    is_today: bool
    is_other: bool
    chosen: bool
    url: str
    events: list[Occasion] = field(default_factory=list)
    more: int = 0
    heat: int = 0
    title: str = ""


def first_and_last(year: int, month: int) -> tuple[date, date]:
    """The first and last day of a month."""
    following = date(year + month // 12, month % 12 + 1, 1)
    return date(year, month, 1), following - timedelta(days=1)


def shown_days(year: int, month: int) -> list[date]:
    """Whole weeks from Monday, with the neighbouring months' days that complete them."""
    return list(WEEKS.itermonthdates(year, month))


def month_weeks(
    year: int, month: int, occasions: Iterable[Occasion], calendar: WorkCalendar, *, today: date, chosen: date
) -> list[list[DayCell]]:
    """The rows of the month table."""
    days = [day for day in shown_days(year, month) if lunar.FIRST_DAY <= day <= lunar.LAST_DAY]
    by_day = grouped(occasions)
    festivals = festivals_by_day(days[0], days[-1], calendar)
    cells = [
        day_cell(day, by_day.get(day, []), festivals.get(day, []), calendar, month, today, chosen) for day in days
    ]
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def grouped(occasions: Iterable[Occasion]) -> dict[date, list[Occasion]]:
    found: dict[date, list[Occasion]] = defaultdict(list)
    for occasion in occasions:
        found[occasion.on].append(occasion)
    return found


def festivals_by_day(start: date, end: date, calendar: WorkCalendar) -> dict[date, list[Festival]]:
    found: dict[date, list[Festival]] = defaultdict(list)
    for festival in festivals_between(start, end, calendar):
        found[festival.date].append(festival)
    return found


def day_cell(
    day: date,
    events: list[Occasion],
    festivals: list[Festival],
    calendar: WorkCalendar,
    month: int,
    today: date,
    chosen: date,
) -> DayCell:
    """Under the solar day stands the festival, else the solar term, else the lunar day."""
    moon, status = lunar.to_lunar(day), calendar.status(day)
    chief = next((each for each in festivals if each.day_off), festivals[0] if festivals else None)
    return DayCell(
        on=day,
        number=day.day,
        lunar=solar_terms.term_on(day) or moon.cell_words,
        mark=mark_of(day, calendar),
        festival=chief.name if chief else None,
        tone=("solemn" if chief.solemn else "festive") if chief else None,
        estimated=status.estimated,
        is_today=day == today,
        is_other=day.month != month,
        chosen=day == chosen,
        url=f"/calendar?day={day}",
        events=events[:SHOWN_EVENTS],
        more=max(0, len(events) - SHOWN_EVENTS),
        heat=sum(len(events) >= step for step in HEAT_STEPS),
        title=f"{day} {moon.words}" + (f" {chief.name}" if chief else ""),
    )


def mark_of(day: date, calendar: WorkCalendar) -> str | None:
    """休 on a named day off, 班 on a weekend that is worked."""
    if calendar.is_day_off(day):
        return "off"
    return "work" if day.weekday() >= 5 and calendar.is_workday(day) else None


def year_months(
    year: int, occasions: Iterable[Occasion], calendar: WorkCalendar, *, today: date
) -> list[list[list[DayCell | None]]]:
    """Twelve months of weeks; None where a week begins or ends in another month."""
    by_day = grouped(occasions)
    festivals = festivals_by_day(date(year, 1, 1), date(year, 12, 31), calendar)
    return [
        [
            [
                day_cell(day, by_day.get(day, []), festivals.get(day, []), calendar, month, today, today)
                if day.month == month and lunar.FIRST_DAY <= day <= lunar.LAST_DAY
                else None
                for day in week
            ]
            for week in WEEKS.monthdatescalendar(year, month)
        ]
        for month in range(1, 13)
    ]
