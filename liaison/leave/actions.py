"""Adding leave by hand or from a calendar file, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import db
from liaison.formats.ics_reader import ReadLimits, read_days
from liaison.leave.models import Leave
from liaison.plans.actions import arrange_calls_on
from liaison.plans.lost_windows import window_lost

LONGEST_DAYS = 366
YEARS_READ = 2


class LeaveRefused(ValueError):
    """Leave that cannot be kept; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class LeaveImport:
    """What a file gave: added spans, those known already, and events with hours that were left out."""

    batch: str
    added: int
    known: int
    timed: int


def add_leave(
    user: User,
    from_on: date,
    to_on: date,
    note_text: str,
    *,
    today: date,
    by: User,
    batch: str | None = None,
    keep_promises: bool = False,
) -> Leave:
    """One span, both days included. LeaveRefused when it runs backwards, is over, or lasts more than a year.

    `keep_promises` refuses leave that covers the whole window of a planned call as well.
    """
    check_span(from_on, to_on, today)
    if keep_promises:
        require_windows(user, from_on, to_on, today)
    leave = Leave(user_id=user.id, from_on=from_on, to_on=to_on, note=note_text.strip()[:200], batch=batch)
    db.session.add(leave)
    db.session.flush()
    note("leave.add", leave, by, {"from_on": from_on, "to_on": to_on})
    move_calls_away(leave)
    return leave


def require_windows(user: User, from_on: date, to_on: date, today: date) -> None:
    """Refuse leave that leaves no day for somebody's call."""
    reason = window_lost(user.id, days_from(from_on, to_on), today)
    if reason:
        raise LeaveRefused("anyway", reason)


def days_from(from_on: date, to_on: date) -> list[date]:
    return [from_on + timedelta(days=n) for n in range((to_on - from_on).days + 1)]


def move_calls_away(leave: Leave) -> None:
    """No planned call stays on these days. Days that are free again are used by the next renewal."""
    arrange_calls_on(days_from(leave.from_on, leave.to_on), leave.user_id)


def check_span(from_on: date, to_on: date, today: date) -> None:
    if to_on < from_on:
        raise LeaveRefused("to_on", f"结束日期 {to_on} 早于开始日期 {from_on}，请改正其中一个")
    if to_on < today:
        raise LeaveRefused("to_on", f"{to_on} 已经过去，过去的休假不影响今后的联系，不用登记")
    if (to_on - from_on).days >= LONGEST_DAYS:
        raise LeaveRefused("to_on", "一次最多登记一年，请分成几段，或把联系人转给别人")


def import_leave(
    content: bytes, user: User, *, with_timed: bool, today: date, by: User, keep_promises: bool = False
) -> LeaveImport:
    """The days of an .ics file from today to two years ahead, each once. CalendarFileError refuses the file whole.

    Events with hours are meetings more often than leave: they count only when asked for.
    """
    limits = ReadLimits(first=today, last=date(min(today.year + YEARS_READ, 2100), 12, 31))
    found = read_days(content, limits)
    wanted = [day for day in found if day.all_day or with_timed]
    known = known_spans(user)
    batch, added = str(uuid4()), 0
    for day in wanted:
        if (day.on, day.until) not in known:
            known.add((day.on, day.until))
            add_leave(
                user, day.on, day.until, day.summary,
                today=today, by=by, batch=batch, keep_promises=keep_promises,
            )  # fmt: skip
            added += 1
    return LeaveImport(batch, added, len(wanted) - added, len(found) - len(wanted))


def known_spans(user: User) -> set[tuple[date, date]]:
    rows = db.session.execute(
        select(Leave.from_on, Leave.to_on).where(Leave.user_id == user.id, Leave.deleted_at.is_(None))
    )
    return {(row.from_on, row.to_on) for row in rows}


def remove_leave(leaves: list[Leave], *, now: datetime, by: User) -> None:
    """Take spans back; they can be restored."""
    for leave in leaves:
        leave.deleted_at = now
        db.session.flush()
        note("leave.remove", leave, by)


def restore_leave(leave: Leave, *, by: User) -> None:
    """Undo a removal."""
    leave.deleted_at = None
    db.session.flush()
    note("leave.restore", leave, by)
    move_calls_away(leave)
