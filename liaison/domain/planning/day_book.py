"""One officer's days: how many calls each holds, whose they are, and which days still have room."""

from collections.abc import Sequence

from .chains import NEVER

ABOVE_LIMIT = 0.1


class DayBook:
    """Calls written to days, which may bring a day above any limit.

    ``limits``: how many calls a day should hold; ``most``: how many it can, the same if not given. ``free``
    are the days (bits) below their limit, ``spare`` those below their most.
    """

    def __init__(self, limits: Sequence[int], most: Sequence[int] | None = None):
        self.limits, self.most = limits, limits if most is None else most
        self.load = [0] * len(limits)
        self.free = _days_with_room(self.limits)
        self.spare = _days_with_room(self.most)
        self.chains: dict[int, list[int]] = {}
        self._callers: list[list[int]] = [[] for _ in limits]
        self._surcharge = [0] * len(limits)

    def write(self, key: int, chain: list[int]) -> None:
        """Enter all calls of a contact."""
        self.chains[key] = chain
        for day in chain:
            self.enter(key, day)

    def enter(self, key: int, day: int) -> None:
        """Enter one call."""
        self._callers[day].append(key)
        self.load[day] += 1
        if self.load[day] >= self.limits[day]:
            self.free &= ~(1 << day)
        if self.load[day] >= self.most[day]:
            self.spare &= ~(1 << day)

    def erase(self, key: int) -> None:
        """Take all calls of a contact out again."""
        for day in self.chains.pop(key):
            self._callers[day].remove(key)
            self.load[day] -= 1
            if self.load[day] < self.limits[day]:
                self.free |= 1 << day
            if self.load[day] < self.most[day]:
                self.spare |= 1 << day

    def is_crowded(self, day: int) -> bool:
        """Whether the day holds more calls than it can."""
        return self.load[day] > self.most[day]

    def callers_on(self, day: int) -> Sequence[int]:
        """The contacts called on this day."""
        return self._callers[day]

    def surcharge(self, day: int) -> None:
        """Make a day that was fought over dearer, so that the same fight does not return for ever."""
        self._surcharge[day] += 1

    def prices(self) -> list[float]:
        """What one more call costs on each day: nothing, or little above the limit, or somebody's day."""
        return [self._price(day) for day in range(len(self.load))]

    def _price(self, day: int) -> float:
        load = self.load[day]
        if load < self.limits[day]:
            return 0
        if self.most[day] <= 0:
            return NEVER
        return ABOVE_LIMIT if load < self.most[day] else 1 + self._surcharge[day]


def _days_with_room(limits: Sequence[int]) -> int:
    return sum(1 << day for day, limit in enumerate(limits) if limit > 0)
