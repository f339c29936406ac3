"""Adding leave by hand or from a calendar file, and taking it back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import db
from liaison.domain.day_spans import Span, uncovered
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
) -> list[Leave]:
    """The days of one span, both ends included, that are not registered yet: one record, or several around those
    that are, which then share a batch.

    LeaveRefused when it runs backwards, is over, lasts more than a year, or holds no new day. `keep_promises` refuses
    leave that covers the whole window of a planned call as well.
    """
    check_span(from_on, to_on, today)
    parts = new_days(user.id, from_on, to_on)
    if not parts:
        raise LeaveRefused("from_on", _("这几天已经登记过休假，不用再登记；要改请先删除原来的一段"))
    if keep_promises:
        require_windows(user, [on for part in parts for on in days_from(*part)], today)
    batch = batch or (str(uuid4()) if len(parts) > 1 else None)
    return [add_part(user, part, note_text, batch, by) for part in parts]


def new_days(user_id: int, from_on: date, to_on: date) -> list[Span]:
    """The parts of a span that are not registered; two who register at once wait for each other."""
    db.session.execute(select(User.id).where(User.id == user_id).with_for_update())
    return uncovered((from_on, to_on), known_spans(user_id))


def add_part(user: User, part: Span, note_text: str, batch: str | None, by: User) -> Leave:
    from_on, to_on = part
    leave = Leave(user_id=user.id, from_on=from_on, to_on=to_on, note=note_text.strip()[:200], batch=batch)
    db.session.add(leave)
    db.session.flush()
    note("leave.add", leave, by, {"from_on": from_on, "to_on": to_on})
    move_calls_away(leave)
    return leave


def require_windows(user: User, days: list[date], today: date) -> None:
    """Refuse leave that leaves no day for somebody's call."""
    reason = window_lost(user.id, days, today)
    if reason:
        raise LeaveRefused("anyway", reason)


def days_from(from_on: date, to_on: date) -> list[date]:
    return [from_on + timedelta(days=n) for n in range((to_on - from_on).days + 1)]


def move_calls_away(leave: Leave) -> None:
    """No planned call stays on these days. Days that are free again are used by the next renewal."""
    arrange_calls_on(days_from(leave.from_on, leave.to_on), leave.user_id)


def check_span(from_on: date, to_on: date, today: date) -> None:
    if to_on < from_on:
        raise LeaveRefused(
            "to_on",
            _("结束日期 %(to_on)s 早于开始日期 %(from_on)s，请改正其中一个", to_on=to_on, from_on=from_on),
        )
    if to_on < today:
        raise LeaveRefused(
            "to_on", _("%(to_on)s 已经过去，过去的休假不影响今后的联系，不用登记", to_on=to_on)
        )
    if (to_on - from_on).days >= LONGEST_DAYS:
        raise LeaveRefused("to_on", _("一次最多登记一年，请分成几段，或把联系人转给别人"))


def import_leave(
    content: bytes, user: User, *, with_timed: bool, today: date, by: User, keep_promises: bool = False
) -> LeaveImport:
    """The days of an .ics file from today to two years ahead that are not registered yet. CalendarFileError refuses the file whole.

    Events with hours are meetings more often than leave: they count only when asked for.
    """
    limits = ReadLimits(first=today, last=date(min(today.year + YEARS_READ, 2100), 12, 31))
    found = read_days(content, limits)
    wanted = [day for day in found if day.all_day or with_timed]
    batch, added = str(uuid4()), 0
    for day in wanted:
        if new_days(user.id, day.on, day.until):
            add_leave(
                user, day.on, day.until, day.summary,
                today=today, by=by, batch=batch, keep_promises=keep_promises,
            )  # fmt: skip
            added += 1
    return LeaveImport(batch, added, len(wanted) - added, len(found) - len(wanted))


def known_spans(user_id: int) -> set[tuple[date, date]]:
    rows = db.session.execute(
        select(Leave.from_on, Leave.to_on).where(Leave.user_id == user_id, Leave.deleted_at.is_(None))
    )
    return {(row.from_on, row.to_on) for row in rows}


def remove_leave(leaves: list[Leave], *, now: datetime, by: User) -> None:
    """Take spans back; they can be restored."""
    for leave in leaves:
        leave.deleted_at = now
        db.session.flush()
        note("leave.remove", leave, by)


def restore_leave(leave: Leave, *, by: User) -> None:
    """Undo a removal. LeaveRefused when some of its days have been registered again since."""
    if leave.deleted_at is None:
        return
    if new_days(leave.user_id, leave.from_on, leave.to_on) != [(leave.from_on, leave.to_on)]:
        raise LeaveRefused("from_on", _("这几天后来又登记过，没有恢复；还缺的日子请重新登记"))
    leave.deleted_at = None
    db.session.flush()
    note("leave.restore", leave, by)
    move_calls_away(leave)
