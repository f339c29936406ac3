"""Keeping the suffix keys in step with names, titles and telephones."""

from collections.abc import Iterable

from sqlalchemy import delete, insert, select

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.search_keys import name_keys, phone_keys, unit_keys
from liaison.formats.readings import all_readings, text_reading
from liaison.search.models import SearchKey
from liaison.units.models import Unit

KEY_LENGTH = 120


def character_keys(text: str) -> set[str]:
    """The keys of a title or a form of address: written parts only, nobody types titles in pinyin."""
    return name_keys(text, ())


def index_contact(contact: Contact) -> None:
    """Replace the keys of one contact. Call after its name, telephones or post changed."""
    readings = all_readings(contact.name, contact.reading or None, family=contact.family_name)
    keys = name_keys(contact.name, readings) | character_keys(contact.title) | character_keys(contact.address)
    for phone in contact.phones:
        keys |= phone_keys(phone.digits)
    write_keys("contact", contact.id, keys)


def index_unit(unit: Unit) -> None:
    """Replace the keys of one unit."""
    readings = [text_reading(name) for name in (unit.name, unit.short_name) if name]
    write_keys("unit", unit.id, unit_keys(unit.name, unit.short_name, *readings))


def write_keys(subject: str, subject_id: int, keys: Iterable[str]) -> None:
    """Store exactly these keys; those already there are left untouched."""
    wanted = {key[:KEY_LENGTH] for key in keys if key}
    mine = (SearchKey.subject == subject, SearchKey.subject_id == subject_id)
    stored = set(db.session.scalars(select(SearchKey.key).where(*mine)))
    if stored - wanted:
        db.session.execute(delete(SearchKey).where(*mine, SearchKey.key.in_(stored - wanted)))
    if wanted - stored:
        rows = [{"key": key, "subject": subject, "subject_id": subject_id} for key in sorted(wanted - stored)]
        db.session.execute(insert(SearchKey), rows)
