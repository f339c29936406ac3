"""What people are found by, for many of them at once: plain columns in a few statements, no record is loaded.

Names and titles repeat in any office, so the keys of the last few thousand are kept in memory.
"""

from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any

from sqlalchemy import select

from liaison.batches import among
from liaison.contacts.models import Contact, Phone, Post, address_of
from liaison.db import db
from liaison.domain.search_keys import name_keys, phone_keys
from liaison.formats.readings import all_readings
from liaison.search.former import merged_into
from liaison.units.models import Unit

KEPT = 4096
NAMED = (
    Contact.id, Contact.merged_into_id, Contact.name, Contact.family_name, Contact.given_name, Contact.reading,
    Contact.address_as, Contact.gender, Contact.title, Contact.notes, Contact.taboos, Contact.wechat, Contact.email,
)  # fmt: skip


def named_people(ids: Collection[int]) -> list[Any]:
    """At most a chunk of people as rows, with `unit_kind`, the kind of their first unit."""
    kind = Unit.kind.label("unit_kind")
    rows = select(*NAMED, kind).outerjoin(Unit, Unit.id == Contact.unit_id).where(among(Contact.id, ids))
    return list(db.session.execute(rows))


def keys_of_people(people: Collection[Any]) -> dict[int, set[str]]:
    """The keys of each; whoever was merged into another has none, and the other is found by that name too."""
    ids = [person.id for person in people if not person.merged_into_id]
    keys: dict[int, set[str]] = {person.id: set() for person in people}
    for person in people:
        if not person.merged_into_id:
            keys[person.id].update(
                keys_of_name(person.name, person.reading, person.family_name),
                character_keys(person.title),
                character_keys(address_of(person, person.unit_kind)),
            )
    for contact_id, once in merged_into(Contact, ids, Contact.name, Contact.reading, Contact.family_name):
        keys[contact_id] |= keys_of_name(once.name, once.reading, once.family_name)
    for contact_id, title in open_titles(ids):
        keys[contact_id] |= character_keys(title)
    for contact_id, digits, extension in telephones(ids):
        keys[contact_id] |= phone_keys(digits, extension)
    return keys


def open_titles(ids: Collection[int]) -> Iterator[Any]:
    yield from db.session.execute(
        select(Post.contact_id, Post.title).where(among(Post.contact_id, ids), Post.to_on.is_(None))
    )


def telephones(ids: Collection[int]) -> Iterator[Any]:
    yield from db.session.execute(
        select(Phone.contact_id, Phone.digits, Phone.extension).where(among(Phone.contact_id, ids))
    )


@lru_cache(maxsize=KEPT)
def keys_of_name(name: str, read_as: str, family: str) -> frozenset[str]:
    return frozenset(name_keys(name, all_readings(name, read_as or None, family=family)))


@lru_cache(maxsize=KEPT)
def character_keys(text: str) -> frozenset[str]:
    """The keys of a title or a form of address: written parts only, nobody types titles in pinyin."""
    return frozenset(name_keys(text, ()))
