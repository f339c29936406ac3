"""One officer's days: how many calls each holds, whose they are, and which days still have room."""

from collections.abc import Sequence

from .chains import NEVER


class DayBook:
    """Calls written to days under a limit for each day; writing may go over it, which ``is_crowded`` reports."""

    def __init__(self, limits: Sequence[int]):
        self.limits = limits
        self.load = [0] * len(limits)
        self.free = sum(1 << day for day, limit in enumerate(limits) if limit > 0)
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

    def erase(self, key: int) -> None:
        """Take all calls of a contact out again."""
        for day in self.chains.pop(key):
            self._callers[day].remove(key)
            self.load[day] -= 1
            if self.load[day] < self.limits[day]:
                self.free |= 1 << day

    def is_crowded(self, day: int) -> bool:
        """Whether the day holds more calls than it may."""
        return self.load[day] > self.limits[day]

    def callers_on(self, day: int) -> Sequence[int]:
        """The contacts called on this day."""
        return self._callers[day]

    def surcharge(self, day: int) -> None:
        """Make a day that was fought over dearer, so that the same fight does not return for ever."""
        self._surcharge[day] += 1

    def prices(self) -> list[float]:
        """What one more call costs on each day: nothing while there is room, more the more it was fought over."""
        return [
            NEVER if limit <= 0 else 0 if load < limit else 1 + extra
            for load, limit, extra in zip(self.load, self.limits, self._surcharge, strict=True)
        ]
