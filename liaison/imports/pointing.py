"""Finding by hand whom a row means: any person one may see, by name, pinyin, unit or telephone.

An unclear row asks for it; a row that would make a new person may mean somebody known under another name or number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.policy import may_edit, visible_contacts
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.phones import PhoneLabel
from liaison.imports.choices import Candidate, is_pointable, kind_of
from liaison.imports.models import ImportBatch, ImportRow
from liaison.imports.people_book import PeopleBook, tail_words
from liaison.imports.people_plan import candidate
from liaison.imports.plan import AT_MOVED
from liaison.imports.post_steps import Way, ways_meant
from liaison.imports.unit_book import UnitBook
from liaison.search.near import near_people
from liaison.search.people import people_found
from liaison.search.queries import words_of
from liaison.web.numbers import number_or_none

PEOPLE_SHOWN = 20


@dataclass(frozen=True)
class Found:
    """`near`: nothing fits what was typed, these are spelt alike; `more`: there are more than are shown."""

    people: list[Contact]
    near: bool = False
    more: bool = False


def row_to_point(batch: ImportBatch, row_id: int) -> ImportRow | None:
    """An unclear row about a person, or one of an address list that would make a new one."""
    row = db.session.get(ImportRow, row_id)
    if row is None or row.batch_id != batch.id:
        return None
    return row if is_pointable(batch, row) else None


def people_like(user: User, text: str) -> Found:
    """Who may be meant by what was typed."""
    terms = words_of(text)
    people = people_found(user, terms, PEOPLE_SHOWN + 1) if terms else []
    if people or not terms:
        return Found(people[:PEOPLE_SHOWN], more=len(people) > PEOPLE_SHOWN)
    return Found(near_people(user, text, PEOPLE_SHOWN), near=True)


def may_be_meant(user: User, batch: ImportBatch, row: ImportRow, contact: Contact) -> bool:
    """A call may be logged with anybody one sees; what a sheet says of a person is written only by who may edit them."""
    return kind_of(batch, row) == "interactions" or may_edit(user, contact)


def people_to_point_at(user: User, batch: ImportBatch, row: ImportRow, choice: str) -> list[Candidate]:
    """The ways in which the row may mean the chosen person, as candidates; none if this user may not choose so."""
    person_id = number_or_none(choice.removeprefix(AT_MOVED))
    if person_id is None:
        return []
    wanted = select(Contact).where(Contact.id == person_id, Contact.merged_into_id.is_(None), visible_contacts(user))
    contact = db.session.scalar(wanted)
    if contact is None or not may_be_meant(user, batch, row, contact):
        return []
    ways = ways_to_mean(user, batch, row, [contact])[contact.id]
    if not any(way.choice == choice for way in ways):
        return []
    return [candidate(way, described(contact)) for way in ways]


def ways_to_mean(user: User, batch: ImportBatch, row: ImportRow, people: Sequence[Contact]) -> dict[int, list[Way]]:
    """By the people's ids; an entry of a register means somebody in one way only."""
    if kind_of(batch, row) != "contacts" or not row.unit or not people:
        return {contact.id: [Way(str(contact.id))] for contact in people}
    book, units = PeopleBook(user), UnitBook()
    book.load([contact.id for contact in people])
    unit = units.key_of(row.unit)
    return {contact.id: ways_meant(book.people[contact.id], unit, units) for contact in people}


def described(contact: Contact) -> str:
    """As people_plan.PeoplePlanner.described has those that were offered."""
    unit = contact.unit.name if contact.unit else ""
    return " ".join(part for part in (contact.name, unit, contact.title, tail_of(contact)) if part)


def tail_of(contact: Contact) -> str:
    """The end of a mobile, enough to tell people apart."""
    return tail_words(phone.digits for phone in contact.phones if phone.label == PhoneLabel.MOBILE)
