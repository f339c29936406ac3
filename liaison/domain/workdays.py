"""Working days: which days are worked, by the State Council's schedules, and arithmetic over them.

A year without a published schedule is estimated from the law (``statutory``) and says so on every day.
Reading a new year's schedule from a file is in ``workday_files``.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache

from .calendar_errors import require_covered
from .statutory import estimated_year
from .table_files import table_rows
from .year_days import DayStatus, YearDays, is_weekend, schedule_year

__all__ = ["DayStatus", "WorkCalendar", "YearDays", "bundled"]

_ONE_DAY = timedelta(days=1)


class WorkCalendar:
    """Working days 1900 to 2100 from the schedules given, by year; all other years are estimated."""

    def __init__(self, years: Mapping[int, YearDays]):
        self.years = dict(years)
        self._published = {
            on: status for schedule in self.years.values() for on, status in schedule.named().items()
        }
        self._days_by_year: dict[int, dict[date, DayStatus]] = {}

    def with_year(self, schedule: YearDays) -> "WorkCalendar":
        """The same calendar with one year's schedule added or replaced."""
        return WorkCalendar({**self.years, schedule.year: schedule})

    def estimated(self, year: int) -> bool:
        """Whether no schedule of this year is known, so that its days are the law's and may change."""
        return year not in self.years or self.years[year].estimated

    def year_days(self, year: int) -> YearDays:
        """The schedule of a year: the published one, else the estimate."""
        return self.years.get(year) or estimated_year(year)

    def year(self, year: int) -> list[DayStatus]:
        """One status for each day of the year, in order."""
        return list(self._days_of(year).values())

    def status(self, on: date) -> DayStatus:
        """What this day is."""
        return self._days_of(on.year)[on]

    def is_workday(self, on: date) -> bool:
        """Whether the office works on this day."""
        return self.status(on).workday

    def is_day_off(self, on: date) -> bool:
        """Whether the day belongs to a holiday's days off, the weekends within them included."""
        status = self.status(on)
        return bool(status.name) and not status.workday

    def on_or_before(self, on: date) -> date:
        """The last working day not after this one."""
        return self._first_workday(on, -_ONE_DAY)

    def on_or_after(self, on: date) -> date:
        """The first working day not before this one."""
        return self._first_workday(on, _ONE_DAY)

    def shift(self, on: date, workdays: int) -> date:
        """The nth working day after this day (before it when negative); 0 gives the day itself."""
        step = _ONE_DAY if workdays > 0 else -_ONE_DAY
        for _ in range(abs(workdays)):
            on = self._first_workday(on + step, step)
        return on

    def workdays_between(self, start: date, end: date) -> list[date]:
        """The working days from start to end, both included."""
        return [on for on in _days(start, end) if self.is_workday(on)]

    def call_day(self, due_on: date, not_before: date) -> date:
        """When to make a call that is due: the last working day not after ``due_on``, else the next one."""
        on = self.on_or_before(due_on)
        return on if on >= not_before else self.on_or_after(max(due_on, not_before))

    def _first_workday(self, on: date, step: timedelta) -> date:
        while not self.is_workday(on):
            on += step
        return on

    def _days_of(self, year: int) -> dict[date, DayStatus]:
        if year not in self._days_by_year:
            require_covered(year)
            whole_year = _days(date(year, 1, 1), date(year, 12, 31))
            self._days_by_year[year] = {on: self._judge(on) for on in whole_year}
        return self._days_by_year[year]

    def _judge(self, on: date) -> DayStatus:
        """A published word first, even next year's about this December; then the estimate, the week."""
        if on in self._published:
            return self._published[on]
        name = self.year_days(on.year).off.get(on, "")
        return DayStatus(on, not (name or is_weekend(on)), name, self.estimated(on.year))


def _days(start: date, end: date) -> Iterator[date]:
    return (start + n * _ONE_DAY for n in range((end - start).days + 1))


@cache
def bundled() -> WorkCalendar:
    """The calendar that travels with the program: the State Council's schedules of 2007 to 2026."""
    kinds_by_year: dict[int, dict[str, dict[date, str]]] = {}
    for row in table_rows("state_council_days"):
        on, name = date.fromisoformat(row["date"]), row["name"]
        kinds = kinds_by_year.setdefault(schedule_year(on, name), {"off": {}, "work": {}})
        kinds[row["kind"]][on] = name
    schedules = [YearDays(year, kinds["off"], kinds["work"]) for year, kinds in kinds_by_year.items()]
    return WorkCalendar({schedule.year: schedule for schedule in schedules})
