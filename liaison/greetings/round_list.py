"""The list of a round before there is one: whom the rule and last time's decisions put in, and what is ticked by hand."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from liaison.due.scopes import Scope
from liaison.greetings.audience import Candidate, candidates
from liaison.greetings.models import Greeting, Round
from liaison.greetings.occasions import GreetedDay
from liaison.greetings.queries import greetings_of

AGAIN = "沿用上一次："
LONGEST_LIST = 1000  # more people than this are ticked one by one after the round has begun


@dataclass(frozen=True)
class ByHand:
    """Who was put in and who was struck out by hand, and why."""

    added: frozenset[int] = frozenset()
    struck: frozenset[int] = frozenset()
    added_because: str = ""
    struck_because: str = ""

    @classmethod
    def between(cls, usual: Collection[int], ticked: Collection[int], **because: str) -> "ByHand":
        """What somebody changed who was shown the list with `usual` ticked."""
        return cls(frozenset(ticked) - frozenset(usual), frozenset(usual) - frozenset(ticked), **because)


@dataclass(frozen=True)
class Listed:
    """One person of the list. `usual`: in by the rule or by last time's decision; `ticked`: in as it stands."""

    candidate: Candidate
    usual: bool
    ticked: bool
    reason: str


@dataclass(frozen=True)
class ReasonGroup:
    """All who are in, or out, for one reason, unit by unit."""

    reason: str
    usual: bool
    units: dict[str, list[Listed]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        return sum(map(len, self.units.values()))


@dataclass(frozen=True)
class RoundList:
    """Everybody of the scope, in pinyin order."""

    people: tuple[Listed, ...]

    @property
    def usual_ids(self) -> list[int]:
        return [each.candidate.known.id for each in self.people if each.usual]

    @property
    def ticked(self) -> int:
        return sum(each.ticked for each in self.people)

    @property
    def struck(self) -> int:
        return sum(each.usual and not each.ticked for each in self.people)

    @property
    def added(self) -> int:
        return sum(each.ticked and not each.usual for each in self.people)

    @property
    def is_long(self) -> bool:
        return len(self.people) > LONGEST_LIST

    def groups(self, *, usual: bool) -> list[ReasonGroup]:
        """Those in, or those out, by reason, the most frequent first; people of no unit last. A tick moves nobody."""
        found: dict[str, ReasonGroup] = {}
        for each in sorted(self.people, key=lambda each: not each.candidate.known.unit):
            if each.usual == usual:
                group = found.setdefault(each.reason, ReasonGroup(each.reason, usual, defaultdict(list)))
                group.units[each.candidate.known.unit].append(each)
        return sorted(found.values(), key=lambda group: -group.count)


def round_list(
    day: GreetedDay, scope: Scope, previous: Round | None, hand: ByHand, *, today: date
) -> RoundList:
    """The list of a round of this feast as it would begin, with the changes made by hand."""
    last_time = carried(greetings_of(previous)) if previous else {}
    return RoundList(tuple(listed(each, last_time, hand) for each in candidates(day, scope, today)))


def listed(candidate: Candidate, last_time: dict[int, tuple[bool, str]], hand: ByHand) -> Listed:
    """One person with last time's decision and this time's tick."""
    key = candidate.known.id
    usual, reason = candidate.invited, candidate.reason
    if candidate.taken_by is None and key in last_time:
        put_in, why = last_time[key]
        if put_in or usual:
            usual, reason = put_in, why
    ticked = candidate.taken_by is None and ((usual and key not in hand.struck) or key in hand.added)
    return Listed(candidate, usual, ticked, reason)


def carried(rows: Iterable[Greeting]) -> dict[int, tuple[bool, str]]:
    """{contact id: (in or out, why)} of what was decided by hand in the round before."""
    decided: dict[int, tuple[bool, str]] = {}
    for row in rows:
        if row.excused_at:
            decided[row.contact_id] = (False, f"上一次免发：{row.excuse.removeprefix(AGAIN)}")
        elif row.added_by_id is not None:
            decided[row.contact_id] = (True, f"{AGAIN}{row.reason.removeprefix(AGAIN)}")
    return decided
