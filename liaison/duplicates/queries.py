"""Likely pairs over the whole office, strongest first, and likely matches of one record that is being typed.

One pass over narrow rows finds whom to look at (suspects.py); those are grouped by the keys of domain/resemblance.py,
and only who shares a key is compared: the cost grows with the office, not with its square (bench/duplicates.py).
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.batches import among
from liaison.contacts.models import Contact, Phone, Post
from liaison.db import db
from liaison.domain.resemblance import (
    Key,
    Likeness,
    Person,
    Place,
    likeness_of_people,
    likeness_of_units,
    person_keys,
    split_digits,
    unit_keys,
)
from liaison.duplicates.models import Distinction
from liaison.duplicates.suspects import MOST_ALIKE, suspects
from liaison.standing.queries import in_chunks
from liaison.units.models import Unit

MOST_PAIRS = 2_000
Ids = tuple[int, int]


@dataclass(frozen=True)
class Pair:
    """Two records that may be one, the older first."""

    one: Any
    other: Any
    likeness: Likeness


@dataclass(frozen=True)
class Found:
    """One page of pairs; `total` stops counting at MOST_PAIRS."""

    pairs: list[Pair]
    total: int
    start: int
    size: int

    @property
    def next_start(self) -> int | None:
        return self.start + self.size if self.start + self.size < self.total else None

    @property
    def prev_start(self) -> int | None:
        return max(self.start - self.size, 0) if self.start else None


def likely_pairs(user: User, subject: str, *, start: int = 0, size: int = 25) -> Found:
    """One page of the pairs that nobody has told apart, strongest first."""
    people = subject == "contact"
    known: dict[int, Any] = people_in_sight(user, suspects(user)) if people else places()
    keys = {key: person_keys(each) if people else unit_keys(each) for key, each in known.items()}
    likeness = likeness_of_people if people else likeness_of_units
    apart = told_apart(subject)
    found = []
    for one, other in sharing_a_key(keys):
        if (one, other) not in apart:
            alike = likeness(known[one], known[other])
            if alike.is_possible:
                found.append((-alike.strength, one, other, alike))
    found = sorted(found, key=lambda each: each[:3])[:MOST_PAIRS]
    page = found[start : start + size]
    records = loaded(Contact if people else Unit, {key for each in page for key in each[1:3]})
    pairs = [Pair(records[one], records[other], alike) for _strength, one, other, alike in page]
    return Found(pairs, len(found), start, size)


def sharing_a_key(keys: Mapping[int, Iterable[Key]]) -> set[Ids]:
    """Every two records with a key in common, the lower id first."""
    groups: dict[Key, list[int]] = defaultdict(list)
    for record_id, own in keys.items():
        for key in own:
            groups[key].append(record_id)
    return {
        pair
        for group in groups.values()
        if 1 < len(group) <= MOST_ALIKE
        for pair in combinations(sorted(set(group)), 2)
    }


def people_in_sight(user: User, ids: Iterable[int]) -> dict[int, Person]:
    """Those of these people who are living and whom the user may see, as much as tells two apart."""
    found: dict[int, Person] = {}
    columns = (
        Contact.id, Contact.name, Contact.sort_key, Contact.email, Contact.wechat, Contact.birth_is_lunar,
        Contact.birth_month, Contact.birth_day, Contact.birth_year, Contact.gender,
    )  # fmt: skip
    for chunk in in_chunks(sorted(ids)):
        seen = (Contact.archived_at.is_(None), visible_contacts(user), Contact.id.in_(chunk))
        digits = gathered(select(Phone.contact_id, Phone.digits).where(Phone.contact_id.in_(chunk)))
        posts = select(Post.contact_id, Post.unit_id)
        units = gathered(posts.where(Post.unit_id.is_not(None), Post.contact_id.in_(chunk)))
        for row in db.session.execute(select(*columns).where(*seen)):
            found[row.id] = person_of(row, digits[row.id], set(units[row.id]))
    return found


def gathered(statement: Any) -> dict[int, list[Any]]:
    """{contact id: values} of a SELECT of such pairs."""
    found: dict[int, list[Any]] = defaultdict(list)
    for contact_id, value in db.session.execute(statement):
        found[contact_id].append(value)
    return found


def person_of(row: Any, digits: list[str], units: set[int]) -> Person:
    mobiles, landlines = split_digits(digits)
    birthday = (
        (row.birth_is_lunar, row.birth_month, row.birth_day, row.birth_year) if row.birth_month else None
    )
    return Person(
        row.name, syllables_of(row.sort_key), mobiles, landlines, row.email, row.wechat, birthday,
        frozenset(units), row.gender,
    )  # fmt: skip


def syllables_of(sort_key: str) -> str:
    """The pinyin in a stored sort key, "chen 陈 jian 建 guo 国  陈建国"; names in other scripts have none."""
    words = sort_key.partition("  ")[0].split()
    spelt = words[::2] if len(words) % 2 == 0 else []
    return " ".join(spelt) if spelt and all(word.isascii() for word in spelt) else ""


def places(ids: Iterable[int] | None = None) -> dict[int, Place]:
    """Every living unit, or those of these."""
    columns = (Unit.name, Unit.short_name, Unit.code, Unit.phone, Unit.region, Unit.sort_key)
    living = select(Unit.id, *columns).where(Unit.archived_at.is_(None))
    rows = db.session.execute(living if ids is None else living.where(among(Unit.id, ids)))
    return {row.id: Place(*row[1:6], syllables_of(row.sort_key)) for row in rows}


def told_apart(subject: str) -> set[Ids]:
    """The pairs somebody found not to be the same, the lower id first."""
    rows = db.session.execute(
        select(Distinction.first_id, Distinction.second_id).where(
            Distinction.subject == subject, Distinction.withdrawn_at.is_(None)
        )
    )
    return {(min(first, second), max(first, second)) for first, second in rows}


def loaded(model: Any, ids: set[int]) -> dict[int, Any]:
    return {record.id: record for record in db.session.scalars(select(model).where(model.id.in_(ids)))}


def distinctions(user: User, subject: str, limit: int = 50) -> list[tuple[Distinction, Any, Any]]:
    """The newest pairs told apart with both records, where the user may see both."""
    rows = db.session.scalars(
        select(Distinction)
        .where(Distinction.subject == subject, Distinction.withdrawn_at.is_(None))
        .order_by(Distinction.id.desc())
        .limit(limit)
    ).all()
    ids = {key for row in rows for key in (row.first_id, row.second_id)}
    records = seen_records(user, subject, ids)
    return [
        (row, records[row.first_id], records[row.second_id])
        for row in rows
        if row.first_id in records and row.second_id in records
    ]


def seen_records(user: User, subject: str, ids: Iterable[int]) -> dict[int, Any]:
    """Those of these contacts or units that the user may see and that are not merged away."""
    if subject == "contact":
        statement = select(Contact).where(Contact.id.in_(list(ids)), visible_contacts(user))
    else:
        statement = select(Unit).where(Unit.id.in_(list(ids)), Unit.merged_into_id.is_(None))
    return {record.id: record for record in db.session.scalars(statement)}


def seen_distinction(user: User, distinction_id: int) -> Distinction | None:
    """A pair told apart of which the user may see both; None otherwise."""
    found = db.session.get(Distinction, distinction_id)
    if found is None:
        return None
    both = {found.first_id, found.second_id}
    return found if both <= seen_records(user, found.subject, both).keys() else None
