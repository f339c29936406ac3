"""What a row does to the posts of somebody stored: new words for one, one more, or another in place of those held.

The preview of a row pointed at somebody and the plan that is written ask the same function.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from liaison.imports.people_book import OpenPost, Person
from liaison.imports.plan import AT_MOVED, Change
from liaison.imports.unit_book import UnitBook, UnitKey

OF_A_POST = ("title", "department")


class How(StrEnum):
    """In what way a row means somebody who is not at its unit: for the one who chooses among candidates."""

    MOVED = "moved"  # came here from elsewhere, the other posts are over
    BESIDE = "beside"  # is here besides
    BACK = "back"  # was here, left, and is here again, posts held elsewhere meanwhile are over
    LEFT = "left"  # was here and left: the list is an old one


@dataclass(frozen=True, slots=True)
class Way:
    """One of the ways to mean somebody: what is then chosen, how, and which posts are over with it, in words."""

    choice: str
    how: How | None = None
    ends: str = ""


@dataclass(slots=True)
class PostStep:
    """`post` gets `words`; None begins one at `unit`, unless `idle`, on `since` if that is known; `ends` are over then."""

    post: OpenPost | None
    words: dict[str, str]
    unit: UnitKey | None = None
    ends: list[OpenPost] = field(default_factory=list)
    left_on: date | None = None
    since: date | None = None

    @property
    def idle(self) -> bool:
        """Whether it comes to nothing, be it because the post is over (`left_on`)."""
        return self.left_on is not None or not (self.words or (self.post is None and self.unit is not None))

    def changes(self, unit_name: str, units: UnitBook) -> list[Change]:
        """Field by field, as the preview shows it."""
        if self.idle:
            return []
        if self.post is not None:
            return [[key, getattr(self.post, key), text] for key, text in self.words.items()]
        told = [["unit", places_of(self.ends, units), unit_name]] if unit_name else []
        told += [[key, listed(getattr(post, key) for post in self.ends), text] for key, text in self.words.items()]
        return told + ([["since", "", self.since.isoformat()]] if self.since else [])


def post_step(
    person: Person, unit: UnitKey | None, said: Mapping[str, Any], since: date | None, *, moved: bool
) -> PostStep:
    """`said` may hold title and department; `unit` is that of the row, `moved` that the other posts are over.

    A day (`since`) on which a post that is over had begun is still that of the old post: who edits a list of ours changes
    the unit and leaves it standing.
    """
    words = {key: said[key] for key in OF_A_POST if said.get(key)}
    post = next((post for post in person.posts if unit is None or post.unit_id == unit), None)
    if post is not None:
        return PostStep(post, {key: text for key, text in words.items() if getattr(post, key) != text})
    left_on = person.ended.get(unit) if unit is not None and not moved else None
    ends = ended_by_a_move(person) if moved else []
    if since and any(post.from_on and since <= post.from_on for post in ends):
        since = None
    return PostStep(None, words, unit, ends, left_on, since)


def ended_by_a_move(person: Person) -> list[OpenPost]:
    """Those stored: a post that an earlier row of the same list brings is held as well."""
    return [post for post in person.posts if post.edit is None]


def places_of(posts: Iterable[OpenPost], units: UnitBook) -> str:
    """Where these posts are; of one at no unit, what it is."""
    return listed(units.name_of(post.unit_id) or post.title for post in posts)


def listed(words: Iterable[str]) -> str:
    return "、".join(dict.fromkeys(filter(None, words)))


def ways_meant(person: Person, unit: UnitKey | None, units: UnitBook) -> list[Way]:
    """Each way in which a row at this unit may mean this stored person."""
    own, moved = str(person.record_id), f"{AT_MOVED}{person.record_id}"
    if unit is None or unit in person.units:
        return [Way(own)]
    ends = places_of(ended_by_a_move(person), units)
    if unit in person.ended:
        return [Way(own, How.LEFT), Way(moved, How.BACK, ends)]
    return [Way(moved, How.MOVED, ends), Way(own, How.BESIDE)] if person.units else [Way(own)]
