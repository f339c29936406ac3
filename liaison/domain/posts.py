"""任职: when a post lasts, when two of them collide, and what a change of post asks of us."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ChangeKind(StrEnum):
    """调任 · 增任 · 退休 · 离任."""

    TRANSFER = "transfer"
    ADDED = "added"
    RETIREMENT = "retirement"
    DEPARTURE = "departure"

    @property
    def begins(self) -> bool:
        """Whether a new post begins."""
        return self in (ChangeKind.TRANSFER, ChangeKind.ADDED)

    @property
    def ends(self) -> bool:
        """Whether a post ends."""
        return self is not ChangeKind.ADDED


class Source(StrEnum):
    """How we know of it."""

    NOTICE = "notice"
    PERSON = "person"
    UNIT = "unit"
    MEDIA = "media"
    OTHER = "other"


@dataclass(frozen=True)
class Span:
    """From a day to a day; None is open. The day of the change belongs to both posts."""

    from_on: date | None
    to_on: date | None

    def overlaps(self, other: "Span") -> bool:
        """Whether they share more than the day on which one ends and the other begins."""
        return _before(self.from_on, other.to_on) and _before(other.from_on, self.to_on)

    def __str__(self) -> str:
        if self.from_on is None and self.to_on is None:
            return "起止日期未填"
        return f"{self.from_on or ''}–{self.to_on or '今'}"


def _before(begins: date | None, ends: date | None) -> bool:
    return begins is None or ends is None or begins < ends


@dataclass(frozen=True)
class Asked:
    """One follow-up a change suggests: what it is about, in how many working days."""

    about: str  # congratulation, visit, whereabouts, successor
    workdays: int


CONGRATULATION, VISIT, WHEREABOUTS, SUCCESSOR = "congratulation", "visit", "whereabouts", "successor"
_ASKED = {
    ChangeKind.TRANSFER: (Asked(CONGRATULATION, 2), Asked(SUCCESSOR, 5)),
    ChangeKind.ADDED: (Asked(CONGRATULATION, 2),),
    ChangeKind.RETIREMENT: (Asked(VISIT, 5), Asked(SUCCESSOR, 5)),
    ChangeKind.DEPARTURE: (Asked(WHEREABOUTS, 3), Asked(SUCCESSOR, 5)),
}


def asked_by(kind: ChangeKind) -> tuple[Asked, ...]:
    """What a change of this kind suggests to do."""
    return _ASKED[kind]


def day_for(
    asked: Asked, today: date, shift: Callable[[date, int], date], is_solemn: Callable[[date], bool]
) -> date:
    """The working day of a suggestion; nobody is congratulated on a solemn day."""
    on = shift(today, asked.workdays)
    while asked.about == CONGRATULATION and is_solemn(on):
        on = shift(on, 1)
    return on
