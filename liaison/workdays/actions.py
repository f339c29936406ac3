"""Putting a year's schedule in force. Versions are only added, so that the one before can be restored.

Planned calls that stand on a day no longer worked move; all others stay.
"""

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import StaleRecord, db
from liaison.domain.workdays import YearDays
from liaison.domain.year_checks import check_year, difference
from liaison.plans.actions import arrange_calls_on
from liaison.workdays.models import WorkdayYear
from liaison.workdays.queries import newest_id, work_calendar


def apply_schedule(schedule: YearDays, *, source: str, seen_id: int | None, by: User | None) -> WorkdayYear:
    """Put a checked schedule in force. YearFileError for a false one, StaleRecord when another came in between.

    `seen_id` is the version (`newest_id`) that its changes were shown against, None where nobody was shown any.
    """
    check_year(schedule)
    days = [
        [status.date.isoformat(), status.name, not status.workday] for status in schedule.named().values()
    ]
    return add_version(schedule.year, days, source=source, seen_id=seen_id, by=by)


def restore_version(version: WorkdayYear, *, by: User | None) -> WorkdayYear:
    """Put an older version in force again, as a new one."""
    return add_version(version.year, version.days, source=f"恢复：{version.source}", seen_id=None, by=by)


def restore_bundled(year: int, *, by: User | None) -> WorkdayYear:
    """Go back to what the program brings: the published schedule it knows, else the estimate."""
    return add_version(year, None, source="程序自带", seen_id=None, by=by)


def add_version(
    year: int,
    days: list | None,
    *,
    source: str,
    seen_id: int | None,
    by: User | None,
) -> WorkdayYear:
    record = WorkdayYear(year=year, days=days, source=source[:200], by_id=by.id if by else None)
    if seen_id is not None and seen_id != newest_id(year):
        raise StaleRecord(record)
    before = work_calendar().year_days(year)
    db.session.add(record)
    db.session.flush()
    changed = difference(before, work_calendar().year_days(year))
    arrange_calls_on([change.date for change in changed if not change.after.workday])
    note("workdays.apply", record, by, {"year": year, "days": len(days) if days else 0, "source": source})
    return record
