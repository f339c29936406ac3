"""Whether a year's holiday schedule can be true, and what a new one changes.

A false schedule is worse than none: calls would be planned onto the holiday itself. The commonest false
one for 2027 puts 春节 a day late, as browsers' calendars do.
"""

from dataclasses import dataclass
from datetime import date

from . import lunar, solar_terms
from .calendar_errors import CalendarError, require_covered
from .statutory import statutory_days
from .year_days import DayStatus, YearDays, is_weekend, schedule_year

# No day off or make-up day of 2007 to 2026 is farther than 11 days from its festival's own day.
FARTHEST_DAYS = 20


class YearFileError(CalendarError):
    """A schedule that is unreadable or cannot be true."""


@dataclass(frozen=True)
class DayChange:
    """One day that a new schedule makes different."""

    date: date
    before: DayStatus
    after: DayStatus

    @property
    def turns(self) -> bool:
        """Whether a working day becomes a day off or the other way, not only its name."""
        return self.before.workday != self.after.workday


def check_year(schedule: YearDays) -> None:
    """Refuse a schedule with a foreign, doubled or far-away day, or a festival without its own day off."""
    require_covered(schedule.year, YearFileError)
    for on in schedule.off.keys() & schedule.work.keys():
        raise YearFileError("off_and_work", "{on}既写放假又写上班，请删去一个", on=on)
    days_by_festival = _own_days(schedule.year)
    for on, status in schedule.named().items():
        _require_own_year(schedule.year, on, status.name)
        _require_near(on, status.name, days_by_festival)
    for festival, own_day in days_by_festival.items():
        _require_own_day(schedule, festival, own_day)


def unmet_statutory_days(schedule: YearDays) -> list[tuple[date, str]]:
    """Public holidays, by today's law, that the schedule does not give off.

    Worth a question before it is applied, not a refusal: the law may have changed since this was written.
    """
    days = statutory_days(schedule.year)
    return [(on, name) for name, block in days.items() for on in block if on not in schedule.off]


def difference(old: YearDays, new: YearDays) -> list[DayChange]:
    """The days on which two schedules of one year differ, in order, by name or by being worked."""
    before, after = old.named(), new.named()
    changes = [
        DayChange(on, before.get(on) or _ordinary(on, old), after.get(on) or _ordinary(on, new))
        for on in sorted(before.keys() | after.keys())
    ]
    return [
        change for change in changes
        if (change.before.workday, change.before.name) != (change.after.workday, change.after.name)
    ]


def _ordinary(on: date, schedule: YearDays) -> DayStatus:
    return DayStatus(on, not is_weekend(on), "", schedule.estimated)


def _own_days(year: int) -> dict[str, date]:
    """The day each festival is about; a block under its name must give that day off."""
    return {
        "元旦": date(year, 1, 1),
        "春节": lunar.new_year(year),
        "清明": solar_terms.term_date(year, "清明"),
        "劳动节": date(year, 5, 1),
        "五一": date(year, 5, 1),
        "端午": lunar.to_solar(year, 5, 5),
        "中秋": lunar.to_solar(year, 8, 15),
        "国庆": date(year, 10, 1),
        "十一": date(year, 10, 1),
    }


def _require_own_year(year: int, on: date, name: str) -> None:
    if schedule_year(on, name) != year:
        raise YearFileError(
            "foreign_year", "{on}（{name}）不属于{year}年的放假安排，请核对年份",
            on=on, name=name, year=year,
        )


def _require_near(on: date, name: str, days_by_festival: dict[str, date]) -> None:
    own_days = [own_day for festival, own_day in days_by_festival.items() if festival in name]
    if own_days and min(abs((on - own_day).days) for own_day in own_days) > FARTHEST_DAYS:
        raise YearFileError(
            "far_from_festival", "{on}离{name}（{own_day}）太远，请核对日期与名称",
            on=on, name=name, own_day=own_days[0],
        )


def _require_own_day(schedule: YearDays, festival: str, own_day: date) -> None:
    block = [on for on, name in schedule.off.items() if festival in name]
    if own_day in block or not (block or festival == "春节"):
        return
    if festival == "春节":
        raise YearFileError(
            "spring_festival_missing",
            "{year}年的春节假期里没有正月初一（{own_day}），这份安排不可信，请核对",
            year=schedule.year, own_day=own_day,
        )
    raise YearFileError(
        "festival_day_missing", "{year}年的{festival}假期里没有{own_day}这一天，这份安排不可信，请核对",
        year=schedule.year, festival=festival, own_day=own_day,
    )
