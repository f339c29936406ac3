"""Everyone's next call: from which day it may be made, until which day it keeps the promise.

A contact that is **due at once** (never contacted, overdue when the plan starts, or snoozed until a day
after its due date) has no window left before its due date. Such calls are made as soon as there is room.
"""

from dataclasses import dataclass
from datetime import date

from .model import PlanError, Promise, Reason
from .windows import CallWindow, Rhythm
from .workday_line import bits_below


@dataclass(frozen=True, slots=True)
class Opening:
    """The next call of one contact. ``first`` and ``last`` are indices, ``keep_by`` is an ordinal.

    ``at_once`` is None for a call that can keep its promise. When it is set the days ``first`` to ``last``
    say only when the call may be made at all, and lateness counts from ``keep_by``.
    """

    promise: Promise
    rhythm: Rhythm
    first: int
    last: int
    due: int
    keep_by: int
    at_once: Reason | None
    stand_ins: tuple[tuple[int, int], ...] = ()

    @property
    def obliged(self) -> bool:
        """Whether a call is due within the span at all."""
        return self.first < self.rhythm.line.count


def opening_of(promise: Promise, rhythm: Rhythm, open_days: int) -> Opening:
    """The next call of a contact whose officer works on ``open_days`` (a set of bits)."""
    line = rhythm.line
    resume = _resume_day(promise, rhythm)
    due = _ordinal(promise.due_on, line.start)
    not_before = max(resume, _ordinal(promise.last_contact_on, 0) + 1)
    reason = _at_once_reason(promise, due, line.start, resume)
    if reason:
        due = resume if reason == Reason.RESUMED else due
        return _due_at_once(promise, rhythm, due, not_before, reason)
    window = rhythm.towards(due, not_before)
    if _has_open_day(window, open_days) or window.first == line.count:
        return _in_window(promise, rhythm, window)
    if not rhythm.late_after_leave and window_is_whole(rhythm, window):
        refuse_leave(promise, rhythm, window.first, window.last)
    return _after_leave(promise, rhythm, window)


def _resume_day(promise: Promise, rhythm: Rhythm) -> int:
    """The day a snooze or a pause lets go of the contact; the start when none holds it then."""
    resume = max(rhythm.line.start, _ordinal(promise.not_before, 0))
    while after_pause := rhythm.paused_until(resume):
        resume = after_pause
    return resume


def _at_once_reason(promise: Promise, due: int, start: int, resume: int) -> Reason | None:
    if resume > start:
        return Reason.RESUMED if due <= resume else None
    if promise.due_on is None:
        return Reason.NEVER_CONTACTED
    return Reason.OVERDUE if due < start else None


def _due_at_once(promise: Promise, rhythm: Rhythm, due: int, not_before: int, reason: Reason) -> Opening:
    """Late from the first working day on which the call was possible; an overdue one from its due date."""
    line = rhythm.line
    first = rhythm.next_workday(not_before)
    keep_by = due if due < line.start else max(due, line.ordinals[first])
    last = line.count - 1 if first < line.count else line.count
    return Opening(promise, rhythm, first, last, due, keep_by, reason)


def _after_leave(promise: Promise, rhythm: Rhythm, window: CallWindow) -> Opening:
    """What is left of the window is on leave: the promise is lost, and the call is made on the return."""
    keep_by = max(window.due, rhythm.line.ordinals[window.last])
    last = rhythm.line.count - 1
    return Opening(promise, rhythm, window.first, last, window.due, keep_by, Reason.LEAVE, window.stand_ins)


def _in_window(promise: Promise, rhythm: Rhythm, window: CallWindow) -> Opening:
    keep_by = max(window.due, rhythm.line.ordinals[window.last])
    return Opening(promise, rhythm, window.first, window.last, window.due, keep_by, None, window.stand_ins)


def _has_open_day(window: CallWindow, open_days: int) -> bool:
    return bool(open_days & bits_below(window.last + 1) & ~bits_below(window.first))


def window_is_whole(rhythm: Rhythm, window: CallWindow) -> bool:
    """Whether nothing of the window has passed when the span begins; the rest of one is planned late anyway."""
    whole = rhythm.towards(window.due, window.due - rhythm.interval + 1)
    return 0 < whole.first == window.first


def refuse_leave(promise: Promise, rhythm: Rhythm, first: int, last: int) -> None:
    """Say which contact cannot be called on time because its officer is away, and what may be done."""
    dates = rhythm.line.dates
    raise PlanError(
        "leave_covers_window",
        "联络员 {owner} 在 {first} 至 {last} 全部请假，编号 {contact_id} 的联系人在这段窗口内无法联系；"
        "请缩短请假、改由他人联系或调整联系周期",
        owner=promise.owner, contact_id=promise.contact_id, first=dates[first], last=dates[last],
    )


def _ordinal(on: date | None, otherwise: int) -> int:
    return otherwise if on is None else on.toordinal()
