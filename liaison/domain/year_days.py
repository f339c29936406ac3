"""One year's holiday schedule: the days it names, off or at work, whoever published or estimated it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

_TWO_DAY_WEEKEND_SINCE = date(1995, 5, 1)
_SATURDAY, _SUNDAY = 5, 6


@dataclass(frozen=True)
class DayStatus:
    """What one day is: worked or not, the holiday it belongs to ("" for an ordinary day)."""

    date: date
    workday: bool
    name: str
    estimated: bool

    def row(self) -> dict[str, str | bool]:
        """The fields the command line and the API show."""
        return {
            "date": self.date.isoformat(), "workday": self.workday, "name": self.name,
            "estimated": self.estimated,
        }


@dataclass(frozen=True)
class YearDays:
    """The named days of a year: ``off`` in a holiday, ``work`` to make up for it, with its name.

    Ordinary weekdays and weekends are not listed. The schedule of a year may name days of the December
    before, when its 元旦 begins there (2006-12-30 belongs to the schedule of 2007).
    """

    year: int
    off: Mapping[date, str] = field(default_factory=dict)
    work: Mapping[date, str] = field(default_factory=dict)
    estimated: bool = False

    def __post_init__(self) -> None:
        object.__setattr__(self, "off", MappingProxyType(dict(sorted(self.off.items()))))
        object.__setattr__(self, "work", MappingProxyType(dict(sorted(self.work.items()))))

    def named(self) -> dict[date, DayStatus]:
        """The status of every listed day, in order."""
        days = [DayStatus(on, False, name, self.estimated) for on, name in self.off.items()]
        days += [DayStatus(on, True, name, self.estimated) for on, name in self.work.items()]
        return {status.date: status for status in sorted(days, key=lambda status: status.date)}


def is_weekend(on: date) -> bool:
    """Saturday or Sunday; only Sunday before 1 May 1995, when decree 174 made weekends two days."""
    if on.weekday() == _SATURDAY:
        return on >= _TWO_DAY_WEEKEND_SINCE
    return on.weekday() == _SUNDAY


def schedule_year(on: date, name: str) -> int:
    """The year whose schedule names this day: a 元旦 day in December belongs to the next year's."""
    return on.year + 1 if on.month == 12 and "元旦" in name else on.year
