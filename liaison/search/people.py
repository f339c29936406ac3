"""Finding people: by name, pinyin, initials, title, telephone, tag, unit, or a word in their notes."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import case, false, or_, select

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone, visible_contacts
from liaison.contacts.models import Contact, Phone
from liaison.db import db
from liaison.domain.highlights import Marked, excerpt, marked
from liaison.domain.search_keys import normalise_query, query_forms
from liaison.domain.word_grams import contains
from liaison.formats.readings import reading, text_reading
from liaison.search.hits import Hit
from liaison.search.sources import (
    BUDGET,
    KeySource,
    Source,
    TagSource,
    UnitSource,
    WordSource,
    asked,
    fitting,
    those,
    together,
)
from liaison.web.filters import dialled

SHORTEST_TAIL = 3
SOURCES: tuple[Source, ...] = (KeySource("contact"), UnitSource(), TagSource(), WordSource("note"))

OWNED = f"SELECT id FROM contacts WHERE owner_id = :owner AND archived_at IS NULL LIMIT {BUDGET}"
# Hardly anybody has a deputy, so by its statistics SQLite would rather read the whole table than the index of deputies;
# a range it looks up. Archived people are left out in the end anyway.
DEPUTISED = f"SELECT id FROM contacts WHERE deputy_id BETWEEN :deputy AND :deputy LIMIT {BUDGET}"
OF_NOBODY = f"SELECT id FROM contacts WHERE owner_id IS NULL AND archived_at IS NULL LIMIT {BUDGET}"
OF_SECTION = f"""SELECT c.id FROM users AS u JOIN contacts AS c ON c.owner_id = u.id
    WHERE u.section_id = :section AND c.archived_at IS NULL LIMIT {BUDGET}"""


def find_people(user: User, terms: list[str], limit: int) -> list[Hit]:
    """The people every word of whom fits, those called so first, then one's own."""
    return [hit_of(contact, terms) for contact in people_found(user, terms, limit)]


def people_found(user: User, terms: list[str], limit: int) -> list[Contact]:
    """The same as records."""
    found = together(SOURCES, terms)
    ids = set(found.found)
    if not found.complete:
        # More people fit than were looked at: those of one's own must not drown among them.
        ids |= fitting(SOURCES, terms, own_people(user) - ids)
    return best(user, " ".join(terms), ids, limit) if ids else []


def own_people(user: User) -> set[int]:
    """The first of those this user answers for: the own, and those of the section with those of nobody."""
    found = [*asked(OWNED, owner=user.id), *asked(DEPUTISED, deputy=user.id)]
    if not sees_everyone(user):
        found += [*asked(OF_SECTION, section=user.section_id), *asked(OF_NOBODY)]
    return set(found)


def best(user: User, words: str, ids: set[int], limit: int) -> list[Contact]:
    """The best of these people whom the user may see, archived ones left out."""
    statement = (
        select(Contact)
        .where(Contact.id.in_(those(ids)), Contact.archived_at.is_(None), visible_contacts(user))
        .order_by(*ranks(user, words), Contact.id)
        .limit(limit)
    )
    return list(db.session.scalars(statement))


def ranks(user: User, text: str) -> list[Any]:
    """What people are sorted by: the whole name, its beginning, a part of it; then one's own; then by pinyin."""
    spelt = normalise_query(text)
    called = case(
        (Contact.name == text, 0),
        (Contact.name.startswith(text, autoescape=True), 1),
        (Contact.sort_key.startswith(spelt, autoescape=True) if spelt.isascii() and spelt else false(), 1),
        (Contact.name.contains(text, autoescape=True), 2),
        else_=3,
    )
    own = case((or_(Contact.owner_id == user.id, Contact.deputy_id == user.id), 0), else_=1)
    return [called, own, Contact.sort_key]


def hit_of(contact: Contact, terms: Sequence[str]) -> Hit:
    """A person as one line: name, unit and title, and the telephone that was typed, else the first."""
    read = reading(contact.name, contact.family_name, contact.reading or None)
    name, place, phone = marked(contact.name, terms, read), place_of(contact, terms), phone_of(contact, terms)
    if not any(typed for _, typed in [*name, *place, *phone]):
        place += why_found(contact, terms)
    return Hit("contacts.show", {"contact_id": contact.id}, name, place, phone)


def place_of(contact: Contact, terms: Sequence[str]) -> Marked:
    """Unit and title."""
    unit = contact.unit.name if contact.unit else ""
    apart = [(" · ", False)] if unit and contact.title else []
    return [*(marked(unit, terms, text_reading(unit)) if unit else []), *apart, *marked(contact.title, terms)]


def why_found(contact: Contact, terms: Sequence[str]) -> Marked:
    """The tag or the words of a note that answer what was typed, when nothing else on the line does."""
    tags = [tag.name for tag in contact.tags if any(tag.name.startswith(term) for term in terms)]
    notes = [text for text in (contact.notes, contact.taboos) if any(contains(text, term) for term in terms)]
    found = "、".join(tags) or (excerpt(notes[0], terms) if notes else "")
    return [("　", False), *marked(found, terms)] if found else []


def phone_of(contact: Contact, terms: Sequence[str]) -> list[tuple[str, bool]]:
    """The telephone a typed number fits, with its part marked; else the first one, unmarked."""
    for phone in contact.phones:
        for term in terms:
            number = normalise_query(term)
            if not number.isdigit() or len(number) < SHORTEST_TAIL:
                continue
            if phone.extension and (phone.extension.startswith(number) or phone.extension.endswith(number)):
                return [(f"{dialled(phone)['number']} 转 ", False), *marked(phone.extension, [number])]
            if fits(phone, number):
                return marked(phone.digits, [number.removeprefix("86") if number not in phone.digits else number])
    return [(dialled(contact.phones[0])["number"], False)] if contact.phones else []


def fits(phone: Phone, number: str) -> bool:
    forms = [form for form in query_forms(number) if form.isdigit()]
    return any(phone.digits.startswith(form) or phone.digits.endswith(form) for form in forms)
