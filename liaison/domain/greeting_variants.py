"""Which wording each person of a round gets: no two people of one unit the same one while there are enough.

The choice depends only on the round's seed and the ids, so making a draft again gives the same draft.
Within a unit it is a matching of people to wordings: as many as possible get one nobody beside them has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256


class NoVariant(ValueError):
    """Somebody for whom no wording fits at all."""

    def __init__(self, person: str) -> None:
        super().__init__("有收件人没有适用的模板，请为其身份和渠道补一条模板")
        self.code, self.params = "no_variant", {"person": person}


@dataclass(frozen=True)
class Recipient:
    """One person of a round, listed once, greeted through one unit.

    `variants`: ids of the wordings that fit, in any order. `used_before`: those of earlier rounds, dealt
    only when no other is free. `settled`: the wording already approved or sent, which stays.
    """

    person: str
    unit: str
    variants: Sequence[str]
    used_before: frozenset[str] = frozenset()
    settled: str | None = None


@dataclass(frozen=True)
class Choice:
    """The wording of one person; `shared_with` names those of the same unit who got the same one."""

    person: str
    variant: str
    shared_with: tuple[str, ...] = ()


def choose_variants(recipients: Iterable[Recipient], seed: str) -> list[Choice]:
    """A wording for everybody, in the order given. `seed` names the round, such as "mid_autumn-2027".

    People with no unit ("") count as strangers to each other. Raises `NoVariant`.
    """
    people = list(recipients)
    chosen: dict[str, str] = {}
    for unit, colleagues in _by_unit(people).items():
        if unit:
            chosen |= _choose_within_unit(colleagues, seed)
        else:
            chosen |= {person.person: _preferences(person, seed)[0] for person in colleagues}
    return _choices(people, chosen)


def _by_unit(people: Sequence[Recipient]) -> dict[str, list[Recipient]]:
    units: dict[str, list[Recipient]] = defaultdict(list)
    for person in people:
        if not person.variants and person.settled is None:
            raise NoVariant(person.person)
        units[person.unit].append(person)
    return units


def _preferences(person: Recipient, seed: str) -> list[str]:
    """The person's wordings, best first: the settled one alone, else those not used before."""
    if person.settled is not None:
        return [person.settled]
    draw = {variant: _draw(seed, person.person, variant) for variant in person.variants}
    return sorted(draw, key=lambda variant: (variant in person.used_before, draw[variant]))


def _draw(seed: str, person: str, variant: str) -> bytes:
    # Python's own hash changes from run to run; this one never does.
    return sha256(f"{seed}\n{person}\n{variant}".encode()).digest()


def _choose_within_unit(colleagues: Sequence[Recipient], seed: str) -> dict[str, str]:
    # Sorted by id, so that the order of a list on screen cannot change anybody's text.
    people = sorted(colleagues, key=lambda person: (person.settled is None, person.person))
    wanted = {person.person: _preferences(person, seed) for person in people}
    holder: dict[str, str] = {}
    for person in wanted:
        _seat(person, wanted, holder, set())
    chosen = {person: variant for variant, person in holder.items()}
    return chosen | _least_used(wanted, chosen)


def _seat(person: str, wanted: Mapping[str, list[str]], holder: dict[str, str], tried: set[str]) -> bool:
    """Give the person a wording nobody holds, moving holders who can (Kuhn's augmenting path)."""
    free = [variant for variant in wanted[person] if variant not in holder]
    for variant in free or wanted[person]:
        if variant in tried:
            continue
        tried.add(variant)
        if variant not in holder or _seat(holder[variant], wanted, holder, tried):
            holder[variant] = person
            return True
    return False


def _least_used(wanted: Mapping[str, list[str]], chosen: Mapping[str, str]) -> dict[str, str]:
    """Those left over share whichever of their wordings the fewest colleagues have."""
    counts = Counter(chosen.values())
    shared: dict[str, str] = {}
    for person in wanted:
        if person not in chosen:
            shared[person] = min(wanted[person], key=counts.__getitem__)
            counts[shared[person]] += 1
    return shared


def _choices(people: Sequence[Recipient], chosen: Mapping[str, str]) -> list[Choice]:
    holders: dict[tuple[str, str], list[str]] = defaultdict(list)
    for person in people:
        if person.unit:
            holders[person.unit, chosen[person.person]].append(person.person)
    return [_choice(person, chosen[person.person], holders) for person in people]


def _choice(person: Recipient, variant: str, holders: Mapping[tuple[str, str], list[str]]) -> Choice:
    same = holders[person.unit, variant] if person.unit else []
    return Choice(person.person, variant, tuple(other for other in same if other != person.person))
