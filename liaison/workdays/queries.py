"""Working days as this office knows them: the bundled years, over them the years somebody has loaded or edited."""

from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import func, select

from liaison.db import db
from liaison.domain.workdays import WorkCalendar, YearDays, bundled
from liaison.workdays.models import WorkdayYear

NOTICE_MONTH = 11  # next year's schedule is published from late October to mid December
Days = tuple[tuple[str, str, bool], ...]


def work_calendar() -> WorkCalendar:
    """The calendar every page, plan and file goes by. One small SELECT."""
    return calendar_with(
        tuple((row.year, frozen(row.days)) for row in newest_versions() if row.days is not None)
    )


@lru_cache(maxsize=8)
def calendar_with(stored: tuple[tuple[int, Days], ...]) -> WorkCalendar:
    """The bundled calendar with these years in place. Follows from the years alone, hence kept."""
    schedules = {year: schedule_of(year, days) for year, days in stored}
    return WorkCalendar({**bundled().years, **schedules}) if schedules else bundled()


def newest_versions() -> list[WorkdayYear]:
    """The version in force of every year that has ever been loaded, by year."""
    newest = select(func.max(WorkdayYear.id)).group_by(WorkdayYear.year)
    return list(
        db.session.scalars(select(WorkdayYear).where(WorkdayYear.id.in_(newest)).order_by(WorkdayYear.year))
    )


def versions_of(year: int) -> list[WorkdayYear]:
    """All versions of a year, newest first."""
    return list(
        db.session.scalars(
            select(WorkdayYear).where(WorkdayYear.year == year).order_by(WorkdayYear.id.desc())
        )
    )


def newest_id(year: int) -> int:
    """The id of the version in force; 0 while the program's own schedule is."""
    return db.session.scalar(select(func.max(WorkdayYear.id)).where(WorkdayYear.year == year)) or 0


def schedules_revision() -> tuple[int, datetime | None]:
    """(number, instant) of the last change to any year; the number only ever rises."""
    row = db.session.execute(
        select(WorkdayYear.id, WorkdayYear.created_at).order_by(WorkdayYear.id.desc()).limit(1)
    ).first()
    return (row.id, row.created_at) if row else (0, None)


def frozen(days: list[list[Any]]) -> Days:
    return tuple((on, name, off) for on, name, off in days)


def schedule_of(year: int, days: Days) -> YearDays:
    """A stored version as a schedule."""
    return YearDays(
        year,
        off={date.fromisoformat(on): name for on, name, off in days if off},
        work={date.fromisoformat(on): name for on, name, off in days if not off},
    )


def missing_next_year(today: date) -> int | None:
    """The year whose schedule should be loaded by now; None while there is time or nothing is missing."""
    following = today.year + 1
    return following if today.month >= NOTICE_MONTH and work_calendar().estimated(following) else None
