"""The days of a greeting round, counted back in working days: begin, submit, approve, send.

When a festival's greeting goes out and when to begin is in ``send_days``; here the days between are cut up,
and greetings that serve the same feast are known as one.
"""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from .starter_texts import COMBINED_OCCASION
from .workdays import WorkCalendar

EVE, SPRING_FESTIVAL = "lunar-new-year-eve", "spring-festival"
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True)
class RoundDays:
    """What is done by when; each day is not later than the next."""

    draft_from: date
    submit_by: date
    approve_by: date
    send_on: date


def round_days(prepare_from: date, send_on: date, calendar: WorkCalendar) -> RoundDays:
    """Approved by the working day before sending, submitted half-way between the beginning and that.

    A short lead leaves several of them on one day, none of them before the beginning.
    """
    begin = min(prepare_from, send_on)
    approve_by = max(calendar.on_or_before(send_on - _ONE_DAY), begin)
    worked = calendar.workdays_between(begin, approve_by)
    submit_by = worked[(len(worked) - 1) // 2] if worked else begin
    return RoundDays(begin, submit_by, approve_by, send_on)


def workdays_until(day: date, today: date, calendar: WorkCalendar) -> int:
    """Working days after today up to the day itself; 0 from the day on, or when only days off remain."""
    return len(calendar.workdays_between(today + _ONE_DAY, day)) if day > today else 0


def turns_of(occasion_code: str, cycle: int) -> tuple[tuple[str, int], ...]:
    """The feasts one greeting serves: each is taken once for each person, whatever round takes it.

    中秋国庆 serves both; a greeting on 除夕 is the 春节 greeting of the lunar year about to begin.
    """
    if occasion_code == COMBINED_OCCASION:
        return (("mid-autumn", cycle), ("national-day", cycle))
    if occasion_code == EVE:
        return ((SPRING_FESTIVAL, cycle + 1),)
    return ((occasion_code, cycle),)


def feasts_serving(turns: Collection[tuple[str, int]]) -> set[tuple[str, int]]:
    """Every (occasion, cycle) whose greeting takes one of these turns: the other way round of `turns_of`."""
    found = set(turns)
    for code, cycle in turns:
        if code in ("mid-autumn", "national-day"):
            found.add((COMBINED_OCCASION, cycle))
        if code == SPRING_FESTIVAL:
            found.add((EVE, cycle - 1))
    return found
