"""Who or which unit resembles a record that is being typed: a few look-ups by indexed keys, never a scan."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import or_, select

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact, Phone, Post
from liaison.db import db
from liaison.domain.names import clean_name, split_name
from liaison.domain.phones import read_phones
from liaison.domain.resemblance import (
    Evidence,
    Likeness,
    Person,
    Place,
    likeness_of_people,
    likeness_of_units,
    split_digits,
)
from liaison.domain.search_keys import LONGEST_KEY, prefix_end
from liaison.domain.unit_forms import unit_forms
from liaison.duplicates.queries import loaded, people_in_sight, places, syllables_of
from liaison.formats.readings import reading, text_reading
from liaison.search.asking import answer_of, asked
from liaison.search.former import former_unit_names, merged_into, stand_for
from liaison.search.near import units_near
from liaison.search.sources import UNDER, first, under
from liaison.units.models import Unit
from liaison.units.queries import unit_by_name

CANDIDATES, COLLEAGUES, SHOWN = 40, 300, 5
NAMESAKE = {Evidence.NAME, Evidence.VARIANT_NAME}


@dataclass(frozen=True)
class Match:
    """A record like the one being typed, with what they have in common."""

    record: Any
    likeness: Likeness


@dataclass(frozen=True)
class Matches:
    """The most alike first. `hidden`: somebody out of sight has this very mobile number; no more is said of them."""

    found: list[Match]
    hidden: bool = False

    def __bool__(self) -> bool:
        return bool(self.found) or self.hidden


def people_like(
    user: User,
    name: str,
    *,
    unit: str = "",
    phones: Sequence[str] = (),
    birthday: Any = None,
    email: str = "",
) -> Matches:
    """Recorded people who may be the one being typed, whom the user may see."""
    typed = typed_person(name, unit, phones, birthday, email)
    ids = candidates(typed)
    known = people_in_sight(user, ids)
    alike = best_by_record((likeness_of_people(typed, person), key) for key, person in under_each_name(known))
    telling = [each for each in alike if each[0].is_possible or NAMESAKE & set(each[0].evidence)]
    return Matches(strongest(Contact, telling), is_hidden(user, typed))


def typed_person(name: str, unit: str, phones: Sequence[str], birthday: Any, email: str) -> Person:
    """What was typed so far, read as it will be stored."""
    name, digits = clean_name(name), [each.digits for text in phones for each in read_phones(text).phones]
    mobiles, landlines = split_digits(digits)
    at = unit_by_name(unit) if unit.strip() else None
    born = (birthday.is_lunar, birthday.month, birthday.day, birthday.year) if birthday else None
    return Person(
        name, syllables_of(sort_key_of(name)), mobiles, landlines, email.strip(), birthday=born,
        units=frozenset({at.id} if at else ()),
    )  # fmt: skip


def sort_key_of(name: str) -> str:
    return reading(name, split_name(name)[0], None).sort_key if name else ""


def candidates(typed: Person) -> set[int]:
    """Ids worth comparing: the same number, the same name in any script, now or before a merge, the colleagues at the unit."""
    statements = []
    numbers = typed.mobiles | typed.landlines
    if numbers:
        statements.append(select(Phone.contact_id).where(Phone.digits.in_(numbers)).limit(CANDIDATES))
    if typed.name:
        key = sort_key_of(typed.name).partition("  ")[0] + "  "
        alike = or_(Contact.name == typed.name, Contact.sort_key.between(key, prefix_end(key)))
        statements.append(select(Contact.id).where(alike, Contact.archived_at.is_(None)).limit(CANDIDATES))
        statements.append(select(Contact.id).where(alike, Contact.merged_into_id.is_not(None)).limit(CANDIDATES))
    if typed.name and typed.units:
        statements.append(select(Post.contact_id).where(Post.unit_id.in_(typed.units)).limit(COLLEAGUES))
    found = {each for statement in statements for each in db.session.scalars(statement)}
    return found | stand_for(Contact, found)


def under_each_name(known: Mapping[int, Person]) -> Iterator[tuple[int, Person]]:
    """The people as they are called now, and as those were called who were merged into them."""
    yield from known.items()
    for contact_id, once in merged_into(Contact, known, Contact.name, Contact.sort_key):
        yield contact_id, replace(known[contact_id], name=once.name, syllables=syllables_of(once.sort_key))


def is_hidden(user: User, typed: Person) -> bool:
    """Whether a mobile typed belongs to a living person the user may not see."""
    if not typed.mobiles:
        return False
    seen = select(Contact.id).where(visible_contacts(user))
    others = (
        select(Phone.id)
        .join(Contact, Contact.id == Phone.contact_id)
        .where(
            Phone.digits.in_(typed.mobiles), Contact.archived_at.is_(None), Contact.merged_into_id.is_(None),
            Contact.id.not_in(seen),
        )
    )  # fmt: skip
    return db.session.scalar(others.limit(1)) is not None


def units_like(name: str, *, short_name: str = "", code: str = "", region: str = "") -> Matches:
    """Recorded units that may be the one being typed, by what they were once called too."""
    name = name.strip()
    typed = Place(name, short_name.strip(), code.strip(), "", region.strip(), syllables_of(text_reading(name).sort_key))
    if not typed.name:
        return Matches([])
    alike = best_by_record((likeness_of_units(typed, place), key) for key, place in units_to_compare(typed))
    return Matches(strongest(Unit, [each for each in alike if each[0].is_possible]))


def best_by_record(alike: Iterable[tuple[Likeness, int]]) -> list[tuple[Likeness, int]]:
    """One likeness for each record, the strongest of its names."""
    found: dict[int, Likeness] = {}
    for likeness, key in alike:
        if key not in found or likeness.strength > found[key].strength:
            found[key] = likeness
    return [(likeness, key) for key, likeness in found.items()]


def strongest(model: Any, telling: Iterable[tuple[Likeness, int]]) -> list[Match]:
    """As many as are shown, the most alike first."""
    shown = sorted(telling, key=lambda each: (-each[0].strength, each[1]))[:SHOWN]
    records = loaded(model, {key for _likeness, key in shown})
    return [Match(records[key], likeness) for likeness, key in shown]


def units_to_compare(typed: Place) -> Iterator[tuple[int, Place]]:
    """Units under each of their names, found by the search keys of what was typed, its forms and its sound."""
    named = unit_forms(typed.name) | unit_forms(typed.short_name) | {typed.name}
    ranges = [first(UNDER, CANDIDATES, {"subject": "unit", **under(form[:LONGEST_KEY])}) for form in sorted(named)]
    found = asked(ranges)
    ids = set().union(*found, answer_of(units_near(typed.name)))
    if typed.code:
        ids.update(db.session.scalars(select(Unit.id).where(Unit.code == typed.code).limit(CANDIDATES)))
    known, once = places(ids), former_unit_names(ids)
    for unit_id, place in known.items():
        yield unit_id, place
        yield from ((unit_id, replace(place, name=each, syllables="")) for each in once.get(unit_id, []))
