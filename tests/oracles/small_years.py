"""The least daily load that keeps every promise, exactly, by following all plans of a small office day by
day.

The state of an office in the evening is the day on which each contact was last spoken to; two plans with
the same state have the same future. So all reachable states are kept, one evening after the other.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import chain, combinations

from .windows_by_hand import Office, first_wanted, wanted_after

State = tuple[date | None, ...]


def least_load_by_search(office: Office, most_states: int = 60_000) -> int | None:
    """None when the office is too large to follow all its plans."""
    search = _Search(office)
    for load in range(len(office.promises) + 1):
        feasible = search.feasible(load, most_states)
        if feasible is None:
            return None
        if feasible:
            return load
    raise AssertionError("with a call a day for everyone every promise can be kept")


class _Search:
    def __init__(self, office: Office):
        self.office = office
        self.open_days = set(office.open_days)
        self.known: dict[tuple[int, date | None], tuple[date, ...]] = {}

    def feasible(self, load: int, most_states: int) -> bool | None:
        """Whether some plan keeps every promise with this many calls a day."""
        states: set[State] = {(None,) * len(self.office.promises)}
        for on in self.office.open_days:
            states = set(chain.from_iterable(self.evenings(state, on, load) for state in states))
            if not states:
                return False
            if len(states) > most_states:
                return None
        return any(not any(map(self.days, range(len(state)), state)) for state in states)

    def evenings(self, state: State, on: date, load: int) -> Iterator[State]:
        """All states that this day can lead to without breaking a promise."""
        must: list[int] = []
        may: list[int] = []
        for index, spoke_on in enumerate(state):
            days = self.days(index, spoke_on)
            if days and days[-1] < on:
                return
            if on in days:
                (must if on == days[-1] else may).append(index)
        for extra in range(min(load - len(must), len(may)) + 1):
            for chosen in combinations(may, extra):
                called = {*must, *chosen}
                yield tuple(on if index in called else spoke_on for index, spoke_on in enumerate(state))

    def days(self, index: int, spoke_on: date | None) -> tuple[date, ...]:
        """The days that keep the promise after this contact; empty when nothing more is due."""
        key = (index, spoke_on)
        if key not in self.known:
            days = self.days_after(index, spoke_on) if spoke_on else self.first_days(index)
            self.known[key] = tuple(on for on in days if on in self.open_days) or days
        return self.known[key]

    def days_after(self, index: int, spoke_on: date) -> tuple[date, ...]:
        """The working days that keep the promise after this contact."""
        return wanted_after(self.office, self.office.promises[index], spoke_on).days

    def first_days(self, index: int) -> tuple[date, ...]:
        """A call due at once counts for the load as if the contact had been made just before it."""
        promise = self.office.promises[index]
        wanted = first_wanted(self.office, promise)
        if not wanted.at_once or not wanted.days:
            return wanted.days
        open_days = [on for on in wanted.days if on in self.open_days]
        due = min(open_days, default=self.office.end) + timedelta(days=promise.interval_days - 1)
        return tuple(on for on in open_days if on <= due) if due <= self.office.end else ()
