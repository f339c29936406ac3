"""Whom leave cuts off: the contacts for whose whole window their officer is away."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from .model import Owner, Reason
from .office import Desk
from .openings import Opening, window_is_whole
from .windows import Span
from .workday_line import WorkdayLine


@dataclass(frozen=True, slots=True)
class LostWindow:
    """A window without a day worked, by its first and last working day."""

    contact_id: int
    owner: Owner
    first: date
    last: date


def lost_windows(desk: Desk) -> Iterator[LostWindow]:
    """The first lost window of each contact of a desk that may be planned late."""
    line, stuck = desk.officer.line, desk.officer.stuck
    for opening in desk.openings:
        key = opening.promise.contact_id
        window = _opening_window(opening, line) or stuck.get(key)
        if opening.obliged and window:
            first, last = (min(day, line.count - 1) for day in window)
            yield LostWindow(key, desk.owner, line.dates[first], line.dates[last])


def _opening_window(opening: Opening, line: WorkdayLine) -> Span | None:
    """The next call's window where it lies in the leave as a whole."""
    if opening.at_once is not Reason.LEAVE:
        return None
    window = opening.rhythm.towards(opening.due, line.ordinals[opening.first])
    return (window.first, window.last) if window_is_whole(opening.rhythm, window) else None
