"""The working days behind the office, which everything planned for it is rounded to."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from liaison.domain.workdays import WorkCalendar

YEAR = timedelta(days=365)
BEIJING = ZoneInfo("Asia/Shanghai")


@dataclass(frozen=True)
class OfficeDays:
    """`today` itself is left free: the person who opens the demo office makes it."""

    today: date
    calendar: WorkCalendar

    @property
    def yesterday(self) -> date:
        return self.today - timedelta(days=1)

    @property
    def year_ago(self) -> date:
        return self.today - YEAR

    def ago(self, days: float) -> date:
        return self.today - timedelta(days=round(days))

    def near(self, day: date, earliest: date, latest: date) -> date:
        """The working day nearest to `day` within the bounds; `day` moved inside them when they hold none."""
        inside = min(max(day, earliest), latest)
        found = (self.calendar.on_or_before(inside), self.calendar.on_or_after(inside))
        fitting = [on for on in found if earliest <= on <= latest]
        return min(fitting, key=lambda on: abs(on - inside), default=inside)

    def near_any(self, day: date) -> date:
        """The working day nearest to `day`, not after yesterday."""
        return self.near(day, date.min, self.yesterday)


def working_hour(rng: Random) -> time:
    """A time of day at which offices are at their telephones."""
    hour = rng.choice((9, 9, 10, 10, 11, 14, 15, 15, 16, 17))
    return time(hour, rng.choice((5, 10, 15, 20, 30, 40, 45, 50)))


def instant(on: date, at: time) -> datetime:
    """That time of day in the office, in UTC."""
    return datetime.combine(on, at, BEIJING).astimezone(UTC)
