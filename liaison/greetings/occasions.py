"""The days a round may be made for, by the office's own policy: 中秋 inside 国庆 becomes one greeting."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from flask_babel import gettext as _

from liaison.domain.audience import Person, Standing
from liaison.domain.calendar_errors import FIRST_YEAR, LAST_YEAR
from liaison.domain.festivals import (
    CombinedGreeting,
    Festival,
    combined_mid_autumn,
    festivals_in,
    prepare_from,
    send_day,
)
from liaison.domain.greeting_days import EVE, RoundDays, round_days, turns_of
from liaison.domain.observances import Observance, in_audience
from liaison.domain.starter_texts import COMBINED_OCCASION
from liaison.domain.workdays import WorkCalendar
from liaison.occasions.queries import observances_by_code, office_policy, sending_policy
from liaison.workdays.queries import work_calendar

YEAR_DAYS = 366


class OccasionError(ValueError):
    """An occasion for which no round can be made; the message says why."""

    def __init__(self, code: str, message: str, **params: object) -> None:
        super().__init__(message)
        self.code, self.params = code, params


@dataclass(frozen=True)
class GreetedDay:
    """One feast of one cycle. `refusal` says why nobody is greeted; then there are no `days`.

    `observances` are two for 中秋国庆. `part_of` names the round that serves this day as well:
    中秋国庆 for 中秋 and 国庆 of such a year, 春节 for 除夕.
    """

    code: str
    cycle: int
    name: str
    day: date
    tone: str
    lunar_year: int
    observances: tuple[Observance, ...]
    days: RoundDays | None
    refusal: str = ""
    estimated: bool = False
    part_of: str = ""

    @property
    def key(self) -> str:
        """How a link and a form name it: "spring-festival:2027"."""
        return f"{self.code}:{self.cycle}"

    @property
    def year(self) -> int:
        return self.day.year

    @property
    def optional(self) -> bool:
        """Whether nobody is greeted unless an officer chooses to."""
        return all(observance.audience.optional for observance in self.observances)

    @property
    def solemn(self) -> bool:
        return any(observance.solemn for observance in self.observances)

    @property
    def turns(self) -> tuple[tuple[str, int], ...]:
        return turns_of(self.code, self.cycle)

    def standing_of(self, person: Person) -> tuple[Standing, str]:
        """How this person stands to the feast and why, by the first observance that concerns him."""
        judged = [in_audience(observance, person) for observance in self.observances]
        best = next((each for each in judged if each.standing is not Standing.OUTSIDE), judged[0])
        return best.standing, best.reason


def greeted_days(start: date, end: date) -> list[GreetedDay]:
    """Every feast from start to end by date, solemn days too; 中秋国庆 beside its two parts."""
    policy, sending, calendar = office_policy(), sending_policy(), work_calendar()
    years = range(max(start.year, FIRST_YEAR), min(end.year, LAST_YEAR) + 1)
    found = [day for year in years for day in days_of_year(year, calendar, policy, sending)]
    return sorted((day for day in found if start <= day.day <= end), key=lambda day: (day.day, day.code))


def days_of_year(
    year: int, calendar: WorkCalendar, policy: tuple[Observance, ...], sending: tuple[Observance, ...]
) -> Iterable[GreetedDay]:
    """The feasts of one Gregorian year, unsorted; `sending` has the quiet days the policy does not show."""
    both = combined_mid_autumn(year, calendar, sending)
    parts = {both.mid_autumn.code, both.national_day.code} if both else set()
    for festival in festivals_in(year, calendar, policy):
        name = both.name if both and festival.code in parts else "春节" if festival.code == EVE else ""
        yield greeted_day(festival, calendar, sending, part_of=name)
    if both:
        yield combined_day(both, calendar)


def greeted_day(
    festival: Festival, calendar: WorkCalendar, policy: tuple[Observance, ...], part_of: str = ""
) -> GreetedDay:
    """One festival with the days of its round."""
    days = None
    if festival.observance.congratulated:
        begin, send_on = prepare_from(festival, calendar), send_day(festival, calendar, policy)
        days = round_days(begin, send_on, calendar)
    return GreetedDay(
        code=festival.code,
        cycle=festival.cycle,
        name=festival.name,
        day=festival.date,
        tone=festival.tone,
        lunar_year=festival.lunar.year,
        observances=(festival.observance,),
        days=days,
        refusal=refusal_of(festival.observance),
        estimated=festival.estimated,
        part_of=part_of,
    )


def combined_day(both: CombinedGreeting, calendar: WorkCalendar) -> GreetedDay:
    """中秋国庆, kept on the earlier of the two days."""
    first = both.parts[0]
    return GreetedDay(
        code=COMBINED_OCCASION,
        cycle=both.national_day.date.year,
        name=both.name,
        day=first.date,
        tone=first.tone,
        lunar_year=first.lunar.year,
        observances=(both.mid_autumn.observance, both.national_day.observance),
        days=round_days(both.prepare_from, both.send_on, calendar),
        estimated=both.estimated,
    )


def refusal_of(observance: Observance) -> str:
    """Why nobody is greeted on such a day; empty where somebody may be."""
    if observance.solemn:
        return f"{observance.name}是肃穆的日子，不发祝福，不能建问候批次"
    if not observance.congratulated:
        return f"{observance.name}不向单位发祝福，不能建问候批次"
    return ""


def occasion_named(key: str) -> GreetedDay:
    """The feast of a key such as "spring-festival:2027", solemn or not. OccasionError if unknown."""
    code, _colon, cycle = key.partition(":")
    if cycle.isascii() and cycle.isdigit() and FIRST_YEAR <= int(cycle) <= LAST_YEAR - 1:
        number = int(cycle)
        # A lunar year's last month lies in the next Gregorian one.
        for day in greeted_days(date(number, 1, 1), date(number + 1, 12, 31)):
            if (day.code, day.cycle) == (code, number):
                return day
    raise OccasionError("unknown_occasion", _("没有这个节日，请从列表里选"), key=key)


def require_greeted(day: GreetedDay) -> RoundDays:
    """The days of its round; OccasionError with the reason for a day nobody is greeted on."""
    if day.days is None:
        raise OccasionError("never_greeted", day.refusal, name=day.name)
    return day.days


def quiet_day_name(on: date) -> str:
    """The remembrance for which no congratulation goes out on this day; empty on other days.

    One the office does not show in its calendar keeps its silence all the same.
    """
    kept = observances_by_code().values()
    return next((each.name for each in kept if each.quiet_day and on in each.dates_in(on.year)), "")


def coming_days(today: date, days: int = YEAR_DAYS) -> list[GreetedDay]:
    """The feasts ahead, within a year unless told otherwise."""
    return greeted_days(today, today + timedelta(days=days))
