"""The festivals of a year or a span, with their lunar date, whether the day is off, and when to greet.

The policy behind them is in ``observances``; working days come with the ``WorkCalendar`` given.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from . import lunar
from .date_rules import LunarRule
from .lunar import LunarDay
from .observances import POLICY, Observance
from .send_days import preparing_day, sending_day
from .workdays import WorkCalendar

MID_AUTUMN = "mid-autumn"
NATIONAL_DAY = "national-day"
_GOLDEN_WEEK = timedelta(days=7)
_GOLDEN_WEEK_SINCE = 1999


@dataclass(frozen=True)
class Festival:
    """One occurrence of an observance; ``estimated`` says the day off may still change."""

    date: date
    lunar: LunarDay
    day_off: bool
    estimated: bool
    observance: Observance

    @property
    def name(self) -> str:
        """"中秋节"."""
        return self.observance.name

    @property
    def code(self) -> str:
        """The observance's stable code."""
        return self.observance.code

    @property
    def tone(self) -> str:
        """The tone of the greeting, in the policy's words."""
        return self.observance.tone

    @property
    def solemn(self) -> bool:
        """Shown and never congratulated."""
        return self.observance.solemn

    @property
    def cycle(self) -> int:
        """The year it belongs to, lunar for a lunar rule: with the code, it names one occurrence only."""
        return self.observance.rule.cycle_of(self.date)

    @property
    def uncertain(self) -> bool:
        """Whether the almanac may still move a lunar festival by a day."""
        return isinstance(self.observance.rule, LunarRule) and lunar.is_uncertain(self.date)

    def row(self) -> dict[str, str | bool]:
        """The fields the command line and the API show."""
        return {
            "date": self.date.isoformat(), "name": self.name, "lunar": self.lunar.words, "tone": self.tone,
            "day_off": self.day_off, "estimated": self.estimated,
        }


@dataclass(frozen=True)
class CombinedGreeting:
    """中秋 and 国庆 in one run of days off: one greeting for both is proposed."""

    mid_autumn: Festival
    national_day: Festival
    send_on: date
    prepare_from: date
    estimated: bool

    @property
    def name(self) -> str:
        """The earlier festival first: "中秋国庆", "国庆中秋"."""
        return "中秋国庆" if self.mid_autumn.date <= self.national_day.date else "国庆中秋"

    @property
    def parts(self) -> tuple[Festival, Festival]:
        """Both feasts, the earlier first."""
        both = (self.mid_autumn, self.national_day)
        return both if both[0].date <= both[1].date else (both[1], both[0])

    @property
    def date(self) -> date:
        """The earlier of the two days."""
        return self.parts[0].date

    @property
    def same_day(self) -> bool:
        """Whether both fall on 1 October, as in 2031."""
        return self.mid_autumn.date == self.national_day.date


def festivals_in(
    year: int, calendar: WorkCalendar, policy: Iterable[Observance] = POLICY
) -> list[Festival]:
    """All occurrences in a Gregorian year by date, then in the policy's order.

    In 1900 the days before 31 January, which the lunar table does not reach, are left out.
    """
    found = [
        _festival(observance, on, calendar)
        for observance in policy for on in observance.dates_in(year) if on >= lunar.FIRST_DAY
    ]
    return sorted(found, key=lambda festival: festival.date)


def festivals_between(
    start: date, end: date, calendar: WorkCalendar, policy: Iterable[Observance] = POLICY
) -> list[Festival]:
    """All occurrences from start to end, both included."""
    policy = tuple(policy)
    years = range(start.year, end.year + 1)
    found = (festival for year in years for festival in festivals_in(year, calendar, policy))
    return [festival for festival in found if start <= festival.date <= end]


def send_day(festival: Festival, calendar: WorkCalendar, policy: Iterable[Observance] = POLICY) -> date:
    """The best day to send its greeting; asking for a day that is never congratulated is refused."""
    return sending_day(festival.observance, festival.date, calendar, policy)


def prepare_from(festival: Festival, calendar: WorkCalendar) -> date:
    """The day to begin: its lead in working days before the festival's own date."""
    return preparing_day(festival.observance, festival.date, calendar)


def combined_mid_autumn(
    year: int, calendar: WorkCalendar, policy: Iterable[Observance] = POLICY
) -> CombinedGreeting | None:
    """One greeting for 中秋 and 国庆 when a single run of days off holds both; None in the other years.

    The days off of an unpublished year are not known. There a 中秋 from 1 to 7 October counts as inside:
    of 2007 to 2026 only 2008 and 2023 worked any of those days; the proposal says it is estimated.
    """
    policy = tuple(policy)
    found = {festival.code: festival for festival in festivals_in(year, calendar, policy)}
    autumn, national = found.get(MID_AUTUMN), found.get(NATIONAL_DAY)
    if not autumn or not national or not _in_one_run(autumn.date, national.date, calendar):
        return None
    return CombinedGreeting(
        autumn, national,
        send_on=min(send_day(each, calendar, policy) for each in (autumn, national)),
        prepare_from=min(prepare_from(each, calendar) for each in (autumn, national)),
        estimated=calendar.estimated(year),
    )


def _in_one_run(mid_autumn: date, national_day: date, calendar: WorkCalendar) -> bool:
    if calendar.estimated(national_day.year) and national_day <= mid_autumn < national_day + _GOLDEN_WEEK:
        return national_day.year >= _GOLDEN_WEEK_SINCE
    first, last = sorted((mid_autumn, national_day))
    return not calendar.workdays_between(first, last)


def _festival(observance: Observance, on: date, calendar: WorkCalendar) -> Festival:
    status = calendar.status(on)
    return Festival(on, lunar.to_lunar(on), calendar.is_day_off(on), status.estimated, observance)
