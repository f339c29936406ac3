"""Keeping the suffix keys in step with names, titles and telephones."""

from collections.abc import Iterable

from sqlalchemy import bindparam, delete, insert, select

from liaison.batches import postpone
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.search_keys import name_keys, phone_keys, unit_keys
from liaison.formats.readings import all_readings, text_reading
from liaison.search.models import SearchKey
from liaison.standing.queries import in_chunks
from liaison.units.models import Unit

KEY_LENGTH = 120


def character_keys(text: str) -> set[str]:
    """The keys of a title or a form of address: written parts only, nobody types titles in pinyin."""
    return name_keys(text, ())


def index_contact(contact: Contact) -> None:
    """Replace the keys of one contact. Call after its name, telephones or post changed."""
    index_contacts([contact.id])


def index_contacts(ids: Iterable[int]) -> None:
    """The same for many."""
    ids = list(ids)
    if postpone(index_contacts, ids, after_facts=True):
        return
    for chunk in in_chunks(ids):
        contacts = db.session.scalars(select(Contact).where(Contact.id.in_(chunk)))
        write_keys("contact", {each.id: set() if each.merged_into_id else contact_keys(each) for each in contacts})


def contact_keys(contact: Contact) -> set[str]:
    readings = all_readings(contact.name, contact.reading or None, family=contact.family_name)
    keys = (
        name_keys(contact.name, readings) | character_keys(contact.title) | character_keys(contact.address)
    )
    return keys.union(*(phone_keys(phone.digits) for phone in contact.phones))


def index_unit(unit: Unit) -> None:
    """Replace the keys of one unit."""
    index_units([unit.id])


def index_units(ids: Iterable[int]) -> None:
    """The same for many."""
    ids = list(ids)
    if postpone(index_units, ids, after_facts=True):
        return
    for chunk in in_chunks(ids):
        units = db.session.scalars(select(Unit).where(Unit.id.in_(chunk)))
        write_keys("unit", {unit.id: set() if unit.merged_into_id else keys_of_unit(unit) for unit in units})


def keys_of_unit(unit: Unit) -> set[str]:
    readings = [text_reading(name) for name in (unit.name, unit.short_name) if name]
    return unit_keys(unit.name, unit.short_name, *readings)


def write_keys(subject: str, keys: dict[int, set[str]]) -> None:
    """Store exactly these keys of these records; those already there are left untouched."""
    db.session.flush()
    wanted = {(key[:KEY_LENGTH], record_id) for record_id, own in keys.items() for key in own if key}
    mine = (SearchKey.subject == subject, SearchKey.subject_id.in_(keys))
    stored = {
        (key, record_id)
        for key, record_id in db.session.execute(select(SearchKey.key, SearchKey.subject_id).where(*mine))
    }
    table = SearchKey.__table__
    gone = [{"old_key": key, "old_id": record_id} for key, record_id in sorted(stored - wanted)]
    new = [
        {"key": key, "subject": subject, "subject_id": record_id}
        for key, record_id in sorted(wanted - stored)
    ]
    connection = db.session.connection()
    if gone:
        same = (
            table.c.key == bindparam("old_key"),
            table.c.subject == subject,
            table.c.subject_id == bindparam("old_id"),
        )
        connection.execute(delete(table).where(*same), gone)  # type: ignore[arg-type]
    if new:
        connection.execute(insert(table), new)  # type: ignore[arg-type]
