"""What an occasion would do: its next days, and whom it reaches now and why. For the settings pages."""

from dataclasses import dataclass
from datetime import date
from itertools import islice

from liaison.calendar_.audiences import Audience, Known
from liaison.domain import lunar
from liaison.domain.audience import Standing
from liaison.domain.calendar_errors import LAST_YEAR
from liaison.domain.observances import Observance
from liaison.domain.send_days import preparing_day, sending_day
from liaison.domain.workdays import WorkCalendar

DAYS_SHOWN, PEOPLE_SHOWN = 5, 50


@dataclass(frozen=True)
class NextDay:
    """One day ahead; None for the greeting's days where nobody is congratulated."""

    on: date
    lunar: str
    prepare_on: date | None
    send_on: date | None
    estimated: bool


@dataclass(frozen=True)
class Preview:
    """`reached` are greeted by default, `optional` only when an officer chooses; the first fifty with the reason."""

    days: list[NextDay]
    reached: int
    optional: int
    people: list[tuple[Known, str]]


def preview_of(
    observance: Observance,
    audience: Audience,
    calendar: WorkCalendar,
    policy: tuple[Observance, ...],
    *,
    today: date,
) -> Preview:
    """The next days from today, and everybody of the audience judged."""
    judged = [
        (known, member)
        for known, member in audience.judged(observance)
        if member.standing != Standing.OUTSIDE
    ]
    reached = sum(bool(member) for _known, member in judged)
    return Preview(
        days=[next_day(observance, on, calendar, policy) for on in next_dates(observance, today)],
        reached=reached,
        optional=len(judged) - reached,
        people=[(known, member.reason) for known, member in judged[:PEOPLE_SHOWN]],
    )


def next_dates(observance: Observance, today: date) -> list[date]:
    """The coming dates; fewer than DAYS_SHOWN where the tables end."""
    ahead = (
        on for year in range(today.year, LAST_YEAR + 1) for on in observance.dates_in(year) if on >= today
    )
    return list(islice(ahead, DAYS_SHOWN))


def next_day(
    observance: Observance, on: date, calendar: WorkCalendar, policy: tuple[Observance, ...]
) -> NextDay:
    greeted = observance.congratulated
    return NextDay(
        on=on,
        lunar=lunar.to_lunar(on).words,
        prepare_on=preparing_day(observance, on, calendar) if greeted else None,
        send_on=sending_day(observance, on, calendar, policy) if greeted else None,
        estimated=calendar.estimated(on.year),
    )
