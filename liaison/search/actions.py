"""Keeping the search keys in step with names, titles, telephones, and the words of notes and interactions."""

from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import bindparam, delete, select

from liaison.batches import among, postpone
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.phones import read_phones
from liaison.domain.search_keys import phone_keys, unit_keys
from liaison.domain.word_grams import word_grams
from liaison.formats.readings import text_reading
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter
from liaison.search.former import former_unit_names
from liaison.search.models import SearchKey
from liaison.search.people_keys import keys_of_people, named_people
from liaison.standing.queries import in_chunks
from liaison.units.models import Unit

KEY_LENGTH = 120


def index_contact(contact: Contact) -> None:
    """Replace the keys of one contact. Call after its name, telephones or post changed."""
    index_contacts([contact.id])


def index_contacts(ids: Iterable[int]) -> None:
    """The same for many."""
    ids = list(ids)
    if postpone(index_contacts, ids, after_facts=True):
        return
    for chunk in in_chunks(ids):
        db.session.flush()
        people = named_people(chunk)
        write_keys("contact", keys_of_people(people))
        write_words("note", people, lambda person: (person.notes, person.taboos, person.wechat, person.email))


def index_unit(unit: Unit) -> None:
    """Replace the keys of one unit."""
    index_units([unit.id])


def index_units(ids: Iterable[int]) -> None:
    """The same for many."""
    ids = list(ids)
    if postpone(index_units, ids, after_facts=True):
        return
    for chunk in in_chunks(ids):
        units = list(db.session.scalars(select(Unit).where(Unit.id.in_(chunk))))
        once = former_unit_names(chunk)
        write_keys("unit", {unit.id: keys_of_unit(unit, once.get(unit.id, [])) for unit in units})
        write_keys("unit_phone", {unit.id: keys_of_switchboard(unit) for unit in units})
        write_words("place", units, lambda unit: (unit.notes, unit.region, unit.address, unit.authority, unit.code))


def keys_of_unit(unit: Unit, once: Iterable[str] = ()) -> set[str]:
    """A unit merged into another as entered twice is found there."""
    if unit.merged_into_id:
        return set()
    readings = [text_reading(name) for name in (unit.name, unit.short_name) if name]
    keys = unit_keys(unit.name, unit.short_name, *readings)
    return keys.union(*(unit_keys(name, "", text_reading(name)) for name in once))


def keys_of_switchboard(unit: Unit) -> set[str]:
    """The unit's own numbers, apart from its names: they lead to the unit and not to everybody there."""
    if unit.merged_into_id:
        return set()
    return set().union(*(phone_keys(each.digits, each.extension) for each in read_phones(unit.phone).phones))


def index_interaction(interaction: Interaction) -> None:
    """Replace the words of one interaction. Call after its text changed; striking it out leaves them for its return."""
    index_interactions([interaction.id])


def index_interactions(ids: Iterable[int]) -> None:
    """The same for many."""
    ids = list(ids)
    if postpone(index_interactions, ids, after_facts=True):
        return
    for chunk in in_chunks(ids):
        entries = list(db.session.scalars(select(Interaction).where(Interaction.id.in_(chunk))))
        write_words("call", entries, lambda entry: (entry.summary, entry.outcome, entry.handler))


def index_matter(matter: Matter) -> None:
    """Replace the words of one matter. Call after its text changed."""
    db.session.flush()
    write_words("matter", [matter], lambda each: (each.name, each.asked, each.promise))


def write_words(subject: str, records: list[Any], texts: Callable[[Any], Iterable[str]]) -> None:
    """Store the words of these records' texts, as pairs of characters; what was merged into another has none."""
    living = {each.id: texts(each) if not getattr(each, "merged_into_id", None) else () for each in records}
    write_keys(subject, {record_id: word_grams("\n".join(filter(None, found))) for record_id, found in living.items()})


def write_keys(subject: str, keys: dict[int, set[str]]) -> None:
    """Store exactly these keys of these records; those already there are left untouched."""
    db.session.flush()
    wanted = {(key[:KEY_LENGTH], record_id) for record_id, own in keys.items() for key in own if key}
    mine = (SearchKey.subject == subject, among(SearchKey.subject_id, keys))
    stored = {
        (key, record_id)
        for key, record_id in db.session.execute(select(SearchKey.key, SearchKey.subject_id).where(*mine))
    }
    remove_keys(subject, sorted(stored - wanted))
    add_keys(subject, sorted(wanted - stored))


def remove_keys(subject: str, gone: list[tuple[str, int]]) -> None:
    if gone:
        table = SearchKey.__table__
        same = (
            table.c.key == bindparam("old_key"),
            table.c.subject == subject,
            table.c.subject_id == bindparam("old_id"),
        )
        rows = [{"old_key": key, "old_id": record_id} for key, record_id in gone]
        db.session.connection().execute(delete(table).where(*same), rows)  # type: ignore[arg-type]


def add_keys(subject: str, new: list[tuple[str, int]]) -> None:
    """As the driver takes them: an import writes fifteen of them for each person."""
    if new:
        mark = "?" if db.engine.dialect.paramstyle == "qmark" else "%s"
        statement = f"INSERT INTO search_keys (subject, key, subject_id) VALUES ({mark}, {mark}, {mark})"
        rows = [(subject, key, record_id) for key, record_id in new]
        db.session.connection().exec_driver_sql(statement, rows)
