"""Finding people: by name, pinyin, initials, title, telephone, tag, unit, or a word in their notes."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import case, false, or_, select
from sqlalchemy.orm import joinedload, lazyload

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone, visible_contacts
from liaison.contacts.models import Contact, Phone, Tag, contact_tags
from liaison.db import db
from liaison.domain.highlights import Marked, excerpt, marked
from liaison.domain.search_keys import normalise_query, query_forms
from liaison.domain.word_grams import contains
from liaison.formats.readings import reading, text_reading
from liaison.search.asking import Asking, Wording, answer_of, records_of, those
from liaison.search.former import merged_into
from liaison.search.hits import Hit
from liaison.search.sources import (
    BUDGET,
    FEW,
    KeySource,
    Source,
    TagSource,
    UnitSource,
    Word,
    WordSource,
    fitting,
    led_by,
    meeting,
    union_of,
)
from liaison.units.models import Unit
from liaison.web.filters import dialled

SHORTEST_TAIL = 3
FOR_A_LINE = (lazyload(Contact.owner), joinedload(Contact.unit).lazyload(Unit.owner))
SOURCES: tuple[Source, ...] = (KeySource("contact"), UnitSource(), TagSource(), WordSource("note"))


def of_one_word(budget: int) -> tuple[Source, ...]:
    """When more people are called so than are looked at, nobody looks for those who merely work at a unit called so."""
    called = KeySource("contact", budget)
    return (called, UnitSource(called, budget), TagSource(budget), WordSource("note", budget))


OF_ALL, OF_A_SECTION = of_one_word(FEW), of_one_word(BUDGET)

OWNED = f"SELECT id AS value FROM contacts WHERE owner_id = :owner AND archived_at IS NULL LIMIT {BUDGET}"
# Hardly anybody has a deputy, so by its statistics SQLite would rather read the whole table than the index of deputies;
# a range it looks up. Archived people are left out in the end anyway.
DEPUTISED = f"SELECT id AS value FROM contacts WHERE deputy_id BETWEEN :deputy AND :deputy LIMIT {BUDGET}"
OF_NOBODY = f"SELECT id AS value FROM contacts WHERE owner_id IS NULL AND archived_at IS NULL LIMIT {BUDGET}"
OF_SECTION = f"""SELECT c.id AS value FROM users AS u JOIN contacts AS c ON c.owner_id = u.id
    WHERE u.section_id = :section AND c.archived_at IS NULL LIMIT {BUDGET}"""


def people_found(user: User, terms: list[str], limit: int) -> list[Contact]:
    """The people every word of whom fits, those called so first, then one's own."""
    return best(user, " ".join(terms), answer_of(people_led_to(user, terms)), limit)


def people_led_to(user: User, terms: list[str]) -> Asking[frozenset[int]]:
    """Ids of people every word fits; of many, those of one's own are among them."""
    words = yield from led_by(sources_for(user, terms), terms)
    found = yield from meeting(words)
    return found.found if found.complete else found.found | (yield from own_among(user, words))


def sources_for(user: User, terms: list[str]) -> tuple[Source, ...]:
    if len(terms) > 1:
        return SOURCES
    return OF_ALL if sees_everyone(user) else OF_A_SECTION


def own_among(user: User, words: Sequence[Word]) -> Asking[frozenset[int]]:
    """When more people fit than were looked at, those of one's own must not drown among them."""
    conditions = [word.fits(len(words) > 1) for word in words]
    return (yield from fitting(conditions, own_people(user)))


def own_people(user: User) -> Wording:
    """The first of those this user answers for: the own, and those of the section with those of nobody."""
    ways = [Wording(OWNED, {"owner": user.id}), Wording(DEPUTISED, {"deputy": user.id})]
    if not sees_everyone(user):
        ways += [Wording(OF_SECTION, {"section": user.section_id}), Wording(OF_NOBODY)]
    return union_of(ways)


def people_hits(user: User, terms: list[str], ids: Collection[int], limit: int) -> list[Hit]:
    contacts = best(user, " ".join(terms), ids, limit)
    lines = [hit_of(contact, terms) for contact in contacts]
    unmarked = [contact for contact, line in zip(contacts, lines, strict=True) if not line.says_why]
    why = why_found(unmarked, terms) if unmarked else {}
    return [
        replace(line, detail=[*line.detail, *why[contact.id]]) if contact.id in why else line
        for contact, line in zip(contacts, lines, strict=True)
    ]


def best(user: User, words: str, ids: Collection[int], limit: int) -> list[Contact]:
    """The best of these people whom the user may see, archived ones left out."""
    if not ids:
        return []
    statement = (
        select(Contact.id)
        .where(Contact.id.in_(those(ids)), Contact.archived_at.is_(None), visible_contacts(user))
        .order_by(*ranks(user, words), Contact.id)
        .limit(limit)
    )
    return records_of(Contact, db.session.scalars(statement).all(), *FOR_A_LINE)


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
    return Hit("contacts.show", {"contact_id": contact.id}, name, place, phone)


def place_of(contact: Contact, terms: Sequence[str]) -> Marked:
    """Unit, by its short name too where that was typed, and title."""
    unit = contact.unit.name if contact.unit else ""
    apart = [(" · ", False)] if unit and contact.title else []
    called = marked(unit, terms, text_reading(unit)) if unit else []
    if contact.unit and contact.unit.short_name and not any(typed for _, typed in called):
        short = marked(contact.unit.short_name, terms, text_reading(contact.unit.short_name))
        called += [("（", False), *short, ("）", False)] if any(typed for _, typed in short) else []
    return [*called, *apart, *marked(contact.title, terms)]


def why_found(contacts: Sequence[Contact], terms: Sequence[str]) -> dict[int, Marked]:
    """The tag, the words of a note or the name of who was merged into them, where nothing else on the line answers."""
    ids = [contact.id for contact in contacts]
    tags, once = tags_of(ids), dict[int, list[str]]()
    for contact_id, merged in merged_into(Contact, ids, Contact.name):
        once.setdefault(contact_id, []).append(merged.name)
    whys = {
        contact.id: reason(contact, tags.get(contact.id, []), terms) or formerly(once.get(contact.id, []), terms)
        for contact in contacts
    }
    return {contact_id: why for contact_id, why in whys.items() if why}


def tags_of(ids: Sequence[int]) -> dict[int, list[str]]:
    rows = db.session.execute(
        select(contact_tags.c.contact_id, Tag.name)
        .join(Tag, Tag.id == contact_tags.c.tag_id)
        .where(contact_tags.c.contact_id.in_(ids))
        .order_by(Tag.name)
    )
    found: dict[int, list[str]] = {}
    for contact_id, name in rows:
        found.setdefault(contact_id, []).append(name)
    return found


def reason(contact: Contact, tags: Sequence[str], terms: Sequence[str]) -> Marked:
    fit = [tag for tag in tags if any(tag.startswith(term) for term in terms)]
    notes = [text for text in (contact.notes, contact.taboos) if any(contains(text, term) for term in terms)]
    found = "、".join(fit) or (excerpt(notes[0], terms) if notes else "")
    return [("　", False), *marked(found, terms)] if found else []


def formerly(names: Sequence[str], terms: Sequence[str]) -> Marked:
    """The name under which the person was entered a second time."""
    for name in names:
        line = marked(name, terms, reading(name))
        if any(typed for _, typed in line):
            return [("　", False), (_("合并前 "), False), *line]
    return []


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
                part = number.removeprefix("86") if number not in phone.digits else number
                return [*marked(phone.digits, [part]), *([(behind(phone), False)] if phone.extension else [])]
    return [(dialled(contact.phones[0])["number"] + behind(contact.phones[0]), False)] if contact.phones else []


def behind(phone: Phone) -> str:
    """The extension as lists of people show it behind the number."""
    return f" 转 {phone.extension}" if phone.extension else ""


def fits(phone: Phone, number: str) -> bool:
    forms = [form for form in query_forms(number) if form.isdigit()]
    return any(phone.digits.startswith(form) or phone.digits.endswith(form) for form in forms)
