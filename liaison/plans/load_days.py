"""The load of each day as small months: the number of calls under the day, its shade beside the busiest day."""

from calendar import Calendar
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from liaison.domain.workdays import WorkCalendar
from liaison.plans.queries import OfficePlan

SHADES = 4
WEEKS = Calendar(firstweekday=0)


@dataclass(frozen=True)
class LoadDay:
    """A day as the calendar macros draw it; where they write the lunar day stands the number of calls."""

    on: date
    lunar: str
    mark: str | None
    heat: int
    title: str
    is_today: bool
    estimated: bool
    label: str | None = None
    tone: str | None = None

    @property
    def number(self) -> int:
        return self.on.day


@dataclass(frozen=True)
class LoadMonth:
    """One month in weeks; None where a week lies in another month or outside the span."""

    year: int
    month: int
    weeks: list[list[LoadDay | None]]


def months_between(start: date, end: date) -> list[tuple[int, int]]:
    """Every month the span touches, as (year, month)."""
    first, last = start.year * 12 + start.month - 1, end.year * 12 + end.month - 1
    return [(number // 12, number % 12 + 1) for number in range(first, last + 1)]


def load_months(found: OfficePlan, login: str, calendar: WorkCalendar, today: date) -> list[LoadMonth]:
    """One officer's months."""
    loads = Counter(call.date for call in found.plan.calls if call.owner == login)
    away = found.rules.leave.get(login, frozenset())
    picture = _Picture(found.plan.start, found.plan.end, loads, away, calendar, today)
    return [picture.month(*month) for month in months_between(found.plan.start, found.plan.end)]


@dataclass(frozen=True)
class _Picture:
    start: date
    end: date
    loads: Mapping[date, int]
    away: frozenset[date]
    calendar: WorkCalendar
    today: date

    def month(self, year: int, month: int) -> LoadMonth:
        weeks = [[self.day(on, month) for on in week] for week in WEEKS.monthdatescalendar(year, month)]
        return LoadMonth(year, month, [week for week in weeks if any(week)])

    def day(self, on: date, month: int) -> LoadDay | None:
        if on.month != month or not self.start <= on <= self.end:
            return None
        calls, most = self.loads.get(on, 0), max(self.loads.values(), default=1)
        return LoadDay(
            on=on,
            lunar=str(calls) if calls else "",
            mark=self.mark(on),
            heat=-(-SHADES * calls // most),
            title=_("请假") if on in self.away else _("%(n)d 个电话", n=calls),
            is_today=on == self.today,
            estimated=self.calendar.status(on).estimated,
            label=_("假") if on in self.away else None,
        )

    def mark(self, on: date) -> str | None:
        """休 on a named day off, 班 on a weekend worked to make up for one."""
        status = self.calendar.status(on)
        return ("work" if status.workday else "off") if status.name else None
