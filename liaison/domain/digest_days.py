"""On which days somebody's digest is sent: every working day, or the first of the week."""

from datetime import date, timedelta
from enum import StrEnum

from liaison.domain.workdays import WorkCalendar


class Rhythm(StrEnum):
    """不发 · 每个工作日 · 每周一."""

    OFF = "off"
    DAILY = "daily"
    WEEKLY = "weekly"


def is_digest_day(rhythm: str, day: date, calendar: WorkCalendar) -> bool:
    """Whether a digest of this rhythm is sent on the day.

    A week whose Monday is off has its digest on the next working day, a make-up Saturday or Sunday too; a week
    off altogether has none.
    """
    if rhythm == Rhythm.OFF or not calendar.is_workday(day):
        return False
    monday = day - timedelta(days=day.weekday())
    return rhythm == Rhythm.DAILY or calendar.on_or_after(monday) == day
