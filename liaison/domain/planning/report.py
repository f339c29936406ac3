"""Days as numbers back into dates, each call with its due date, its lateness and the reason for its day."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .keeping import Chains
from .model import Late, PlannedCall, Reason, StandIn
from .openings import Opening
from .windows import CallWindow
from .workday_line import bits_below


@dataclass
class Report:
    """What the plans say, gathered by officer and contact, so that a stable sort by day is enough."""

    calls: list[PlannedCall] = field(default_factory=list)
    stand_ins: list[StandIn] = field(default_factory=list)
    late: list[Late] = field(default_factory=list)

    def add(self, openings: Iterable[Opening], chains: Chains, open_days: int, room: int) -> None:
        """Gather one officer's calls; a contact without any may still have greetings in their place.

        ``open_days``: the days worked (bits). ``room``: those of them that could hold one more call.
        """
        for opening in openings:
            _ContactReport(self, opening, open_days, room).add(chains.get(opening.promise.contact_id, []))

    def sorted_calls(self) -> tuple[PlannedCall, ...]:
        """By day, then officer, then contact."""
        return tuple(sorted(self.calls, key=lambda call: call.date))

    def sorted_stand_ins(self) -> tuple[StandIn, ...]:
        """By day, then officer, then contact."""
        return tuple(sorted(self.stand_ins, key=lambda stand_in: stand_in.date))

    def sorted_late(self) -> tuple[Late, ...]:
        """The latest first."""
        return tuple(sorted(self.late, key=lambda late: -late.late_days))


@dataclass
class _ContactReport:
    report: Report
    opening: Opening
    open_days: int
    room: int

    def add(self, chain: list[int]) -> None:
        """The calls in order, each with the window that the one before it opened."""
        opening, promise = self.opening, self.opening.promise
        contact_on = promise.last_contact_on.toordinal() if promise.last_contact_on else None
        window = CallWindow(opening.first, opening.last, opening.due, opening.stand_ins)
        keep_by, at_once = opening.keep_by, opening.at_once
        for day in chain:
            contact_on = self._stand_ins(window, contact_on)
            reason = at_once or self._reason(window, day)
            contact_on = self._call(day, window.due, keep_by, contact_on, reason)
            if day == opening.rhythm.line.count:
                return
            window, at_once = opening.rhythm.windows[day], None
            keep_by = max(window.due, opening.rhythm.line.ordinals[window.last])
        if window.last == opening.rhythm.line.count:
            self._stand_ins(window, contact_on)

    def _stand_ins(self, window: CallWindow, contact_on: int | None) -> int | None:
        promise = self.opening.promise
        for on, due in window.stand_ins:
            on_day, due_on = date.fromordinal(on), date.fromordinal(due)
            self.report.stand_ins.append(StandIn(on_day, promise.contact_id, promise.owner, due_on))
            contact_on = on
        return contact_on

    def _call(self, day: int, due: int, keep_by: int, contact_on: int | None, reason: Reason) -> int:
        promise, line = self.opening.promise, self.opening.rhythm.line
        on, due_on = line.ordinals[day], date.fromordinal(due)
        late_days = max(0, on - keep_by)
        called_on = line.dates[day] if day < line.count else None
        if called_on:
            call = PlannedCall(called_on, promise.contact_id, promise.owner, due_on, late_days, reason)
            self.report.calls.append(call)
        if late_days:
            broken = contact_on is not None and on - contact_on > promise.max_gap_days
            late = Late(promise.contact_id, promise.owner, due_on, called_on, late_days, broken, reason)
            self.report.late.append(late)
        return on

    def _reason(self, window: CallWindow, day: int) -> Reason:
        first, last, line = window.first, window.last, self.opening.rhythm.line
        if day > last:
            if not _between(first, last, self.open_days):
                return Reason.LEAVE
            return Reason.LATER_CALLS if _between(first, last, self.room) else Reason.CAPACITY
        if day < last:
            return Reason.LOAD if _between(day + 1, last, self.open_days) else Reason.LEAVE
        return Reason.ON_DUE if line.ordinals[day] == window.due else Reason.DAY_OFF


def _between(first: int, last: int, days: int) -> bool:
    return bool(days & bits_below(last + 1) & ~bits_below(first))
