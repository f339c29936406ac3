"""Who calls whom: the promises sorted out by officer, with each officer's open days and earlier plan."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from .model import Owner, Plan, PlanRules, Promise
from .officer import Officer
from .openings import Opening, opening_of
from .windows import Rhythms
from .workday_line import WorkdayLine


@dataclass(frozen=True)
class Desk:
    """An officer, the next calls of all contacts, and the planner for those with a call due in the span."""

    owner: Owner
    openings: Sequence[Opening]
    officer: Officer


def desks(
    promises: Sequence[Promise], rules: PlanRules, line: WorkdayLine, previous: Plan | None
) -> Iterator[Desk]:
    """One for each officer, in order; contacts go by their number, so the input's order does not matter."""
    rhythms = Rhythms(line, rules)
    by_owner: dict[Owner, list[Promise]] = defaultdict(list)
    for promise in sorted(promises, key=lambda promise: promise.contact_id):
        by_owner[promise.owner].append(promise)
    earlier = _earlier_days(previous, line)
    for owner in in_order(by_owner):
        open_days = days_of_desk(line, rules.leave.get(owner, frozenset()))
        openings = [opening_of(promise, rhythms.of(promise), open_days) for promise in by_owner[owner]]
        obliged = [opening for opening in openings if opening.obliged]
        contacts = {promise.contact_id for promise in by_owner[owner]}
        wishes = {contact_id: earlier[contact_id] for contact_id in contacts & earlier.keys()}
        officer = Officer(line, obliged, open_days, rules.capacity_of(owner), wishes)
        yield Desk(owner, openings, officer)


def in_order(owners: Mapping[Owner, object]) -> list[Owner]:
    """Officers known by number first, then those known by name."""
    numbers = sorted(owner for owner in owners if isinstance(owner, int))
    return [*numbers, *sorted(owner for owner in owners if isinstance(owner, str))]


def days_of_desk(line: WorkdayLine, leave: frozenset[date]) -> int:
    """The working days (bits) on which the officer is there."""
    return sum(1 << index for index, on in enumerate(line.dates) if on not in leave)


def _earlier_days(previous: Plan | None, line: WorkdayLine) -> dict[int, int]:
    """The days (bits) each contact had that are still working days of the span, whoever was to call then."""
    index_of = {on: index for index, on in enumerate(line.dates)}
    earlier: dict[int, int] = defaultdict(int)
    for call in previous.calls if previous else ():
        if call.date in index_of:
            earlier[call.contact_id] |= 1 << index_of[call.date]
    return earlier
