"""Who is away when. The plan of calls asks `days_away`; the page lists the spans."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date, timedelta
from itertools import count

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.db import db
from liaison.leave.models import Leave
from liaison.workdays.queries import work_calendar

LOOK_AHEAD = timedelta(days=730)


def leave_of(user: User, since: date) -> list[Leave]:
    """A user's leave that has not ended before `since`, soonest first."""
    return list(
        db.session.scalars(
            select(Leave)
            .where(Leave.user_id == user.id, Leave.deleted_at.is_(None), Leave.to_on >= since)
            .order_by(Leave.from_on, Leave.id)
        )
    )


def leave_of_batch(user: User, batch: str) -> list[Leave]:
    """What one file added for this user and is still there."""
    return list(
        db.session.scalars(
            select(Leave).where(Leave.batch == batch, Leave.user_id == user.id, Leave.deleted_at.is_(None))
        )
    )


def days_away(user_ids: Collection[int], start: date, end: date) -> dict[int, frozenset[date]]:
    """{user id: the days from start to end on which that user is away}; users who are never away are left out."""
    rows = db.session.execute(
        select(Leave.user_id, Leave.from_on, Leave.to_on).where(
            Leave.user_id.in_(user_ids),
            Leave.deleted_at.is_(None),
            Leave.to_on >= start,
            Leave.from_on <= end,
        )
    )
    found: dict[int, set[date]] = defaultdict(set)
    for user_id, from_on, to_on in rows:
        first, last = max(from_on, start), min(to_on, end)
        found[user_id].update(first + timedelta(days=n) for n in range((last - first).days + 1))
    return {user_id: frozenset(days) for user_id, days in found.items()}


def workdays_of(user: User | None, after: date) -> Iterator[date]:
    """A user's working days after a day, one after the other, without those on which the user is away; None is never away."""
    calendar = work_calendar()
    away = days_away([user.id], after, after + LOOK_AHEAD).get(user.id, frozenset()) if user else frozenset()
    return (day for number in count(1) if (day := calendar.shift(after, number)) not in away)
