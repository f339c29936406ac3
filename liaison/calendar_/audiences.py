"""Whom an observance concerns among the people of a scope: the policy's rule against what is recorded of each."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.audience import Person
from liaison.domain.observances import Observance, in_audience
from liaison.domain.regions import side_of
from liaison.due.scopes import Scope, in_scope

PERSONAL, MILITARY_FAMILY = "私交", "军属"


@dataclass(frozen=True)
class Audience:
    """Everyone of a scope with what the rules may ask of them; `changed_at` is the latest change among them."""

    people: tuple[tuple[Contact, Person], ...]
    changed_at: datetime | None

    def greeted(self, observance: Observance) -> list[Contact]:
        """Those the policy greets by default, in pinyin order."""
        if not observance.congratulated:
            return []
        return [contact for contact, person in self.people if in_audience(observance, person)]


def audience_of(scope: Scope) -> Audience:
    """Two SELECTs, whatever the number of observances asked afterwards."""
    contacts = db.session.scalars(
        select(Contact).where(*in_scope(scope)).options(selectinload(Contact.tags)).order_by(Contact.sort_key, Contact.id)
    ).all()
    changed = max((contact.updated_at for contact in contacts), default=None)
    return Audience(tuple((contact, person_of(contact)) for contact in contacts), changed)


def person_of(contact: Contact) -> Person:
    """What the audience rules may know of this contact; an empty text where nothing is recorded."""
    unit, tags = contact.unit, frozenset(tag.name for tag in contact.tags)
    return Person(
        unit_kind=unit.kind if unit else "",
        tags=tags,
        tier=contact.tier,
        gender=contact.gender,
        region=side_of(unit.region) if unit else "",
        unit=unit.name if unit else "",
        retired=contact.retired_on is not None,
        military_family=MILITARY_FAMILY in tags,
        personal=PERSONAL in tags,
    )
