"""Whom an observance concerns among the people of a scope: the policy's rule against what is recorded of each."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from liaison.contacts.models import SCHOOL_KINDS, Contact, Tag, contact_tags
from liaison.db import db
from liaison.domain.address import form_of_address
from liaison.domain.audience import Membership, Person
from liaison.domain.observances import Observance, in_audience
from liaison.domain.regions import side_of
from liaison.due.scopes import Scope, in_scope
from liaison.units.models import Unit

PERSONAL, MILITARY_FAMILY = "私交", "军属"


@dataclass(frozen=True, slots=True)
class Known:
    """One contact with as much as greeting lists say; `person` is what the rules may ask."""

    id: int
    name: str
    family_name: str
    given_name: str
    address_as: str
    title: str
    unit: str
    person: Person

    @property
    def address(self) -> str:
        """称呼, as `Contact.address` has it."""
        return form_of_address(
            self.family_name,
            self.given_name,
            self.title,
            override=self.address_as or None,
            gender=self.person.gender or None,
            relation="school" if self.person.unit_kind in SCHOOL_KINDS else None,
        )


@dataclass(frozen=True)
class Audience:
    """Everyone of a scope with what the rules may ask of them, in pinyin order."""

    people: tuple[Known, ...]

    def greeted(self, observance: Observance) -> list[Known]:
        """Those the policy greets by default."""
        if not observance.congratulated or observance.audience.optional:
            return []
        return [known for known in self.people if in_audience(observance, known.person)]

    def judged(self, observance: Observance) -> Iterator[tuple[Known, Membership]]:
        """How each person stands to it, and why."""
        return ((known, in_audience(observance, known.person)) for known in self.people)


def audience_of(scope: Scope) -> Audience:
    """Two SELECTs of plain columns, whatever the number of observances asked afterwards."""
    tags = tags_of(scope)
    rows = db.session.execute(
        select(
            Contact.id, Contact.name, Contact.family_name, Contact.given_name, Contact.address_as, Contact.title,
            Contact.tier, Contact.gender, Contact.retired_on, Unit.kind, Unit.region, Unit.name.label("unit_name"),
            Unit.short_name,
        )
        .outerjoin(Unit, Unit.id == Contact.unit_id)
        .where(*in_scope(scope))
        .order_by(Contact.sort_key, Contact.id)
    )  # fmt: skip
    return Audience(tuple(known_of(row, tags.get(row.id, frozenset())) for row in rows))


def tags_of(scope: Scope) -> dict[int, frozenset[str]]:
    """{contact id: tags} of those in the scope who have any."""
    return tags_by_contact(
        named_tags().join(Contact, Contact.id == contact_tags.c.contact_id).where(*in_scope(scope))
    )


def tags_of_people(contact_ids: Sequence[int]) -> dict[int, frozenset[str]]:
    """{contact id: tags} of those among these who have any."""
    return tags_by_contact(named_tags().where(contact_tags.c.contact_id.in_(contact_ids)))


def named_tags() -> Select[int, str]:
    return select(contact_tags.c.contact_id, Tag.name).join(Tag, Tag.id == contact_tags.c.tag_id)


def tags_by_contact(statement: Select[int, str]) -> dict[int, frozenset[str]]:
    rows = db.session.execute(statement)
    found: dict[int, set[str]] = defaultdict(set)
    for contact_id, name in rows:
        found[contact_id].add(name)
    return {contact_id: frozenset(names) for contact_id, names in found.items()}


def known_of(row: Any, tags: frozenset[str]) -> Known:
    """One row of `audience_of`."""
    return Known(
        id=row.id,
        name=row.name,
        family_name=row.family_name,
        given_name=row.given_name,
        address_as=row.address_as,
        title=row.title,
        unit=row.short_name or row.unit_name or "",
        person=person(
            kind=row.kind,
            region=row.region,
            unit=row.unit_name,
            tags=tags,
            tier=row.tier,
            gender=row.gender,
            retired=row.retired_on is not None,
        ),
    )


def person_of(contact: Contact, tags: frozenset[str]) -> Person:
    """What the audience rules may know of this contact, whose tags were read for many at once."""
    unit = contact.unit
    return person(
        kind=unit.kind if unit else None,
        region=unit.region if unit else None,
        unit=unit.name if unit else None,
        tags=tags,
        tier=contact.tier,
        gender=contact.gender,
        retired=contact.retired_on is not None,
    )


def person(
    *,
    kind: str | None,
    region: str | None,
    unit: str | None,
    tags: frozenset[str],
    tier: str,
    gender: str,
    retired: bool,
) -> Person:
    """An empty text where nothing is recorded; 私交 and 军属 are tags that rules know by a name of their own."""
    return Person(
        unit_kind=kind or "",
        tags=tags,
        tier=tier,
        gender=gender,
        region=side_of(region or ""),
        unit=unit or "",
        retired=retired,
        military_family=MILITARY_FAMILY in tags,
        personal=PERSONAL in tags,
    )
