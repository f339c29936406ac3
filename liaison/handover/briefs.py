"""交接清单: for each unit what the one who takes it over has to know, read in a few queries for all of them."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from sqlalchemy import exists, func, or_, select

from liaison.accounts.models import User
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.birthdays import next_days
from liaison.followups.models import FollowUp
from liaison.greetings.models import Greeting, Round
from liaison.handover.models import Handover
from liaison.interactions.models import Interaction, interaction_participants
from liaison.matters.models import Matter
from liaison.units.models import Unit

LAST = 3


@dataclass(frozen=True)
class PersonBrief:
    """One person: the latest three contacts, what is still to be done, and the next dates in order."""

    contact: Contact
    taker: User
    contacts: list[Interaction]
    promises: list[FollowUp]
    matters: list[Matter]
    greetings: list[Greeting]
    birthday: date | None


@dataclass(frozen=True)
class UnitBrief:
    """One unit with its people; `promises` are those about the unit itself."""

    unit: Unit | None
    people: list[PersonBrief] = field(default_factory=list)
    promises: list[FollowUp] = field(default_factory=list)
    matters: list[Matter] = field(default_factory=list)


def briefs_of(handover: Handover, today: date, *, taker_id: int | None = None) -> list[UnitBrief]:
    """All units of the handover, or those with people for one taker; by name, people without a unit last."""
    items = [item for item in handover.items if taker_id in (None, item.taker_id)]
    ids = [item.contact_id for item in items]
    latest, promises, greetings = latest_contacts(ids), open_promises(ids), waiting_greetings(ids)
    matters = open_matters_of(ids)
    units: dict[int | None, UnitBrief] = {}
    for item in sorted(items, key=lambda item: place(item.contact)):
        contact = item.contact
        brief = units.setdefault(contact.unit_id, UnitBrief(contact.unit))
        days = next_days(contact.birthday, today, 1) if contact.birthday else []
        brief.people.append(
            PersonBrief(
                contact, item.taker, latest[contact.id], promises[contact.id], matters[contact.id], greetings[contact.id],
                days[0].on if days else None,
            )
        )  # fmt: skip
    for follow_up in promises_about_units([unit_id for unit_id in units if unit_id is not None]):
        units[follow_up.unit_id].promises.append(follow_up)
    for matter in matters_about_units([unit_id for unit_id in units if unit_id is not None]):
        units[matter.unit_id].matters.append(matter)
        for person in (person for brief in units.values() for person in brief.people):
            if matter in person.matters:
                person.matters.remove(matter)
    return list(units.values())


def place(contact: Contact) -> tuple[str, str, int]:
    return (contact.unit.sort_key if contact.unit else "~", contact.sort_key, contact.id)


def latest_contacts(ids: Sequence[int]) -> dict[int, list[Interaction]]:
    """{contact id: the last three interactions, latest first}."""
    ranked = (
        select(
            interaction_participants.c.contact_id,
            interaction_participants.c.interaction_id,
            func.row_number()
            .over(
                partition_by=interaction_participants.c.contact_id,
                order_by=(Interaction.on.desc(), Interaction.id.desc()),
            )
            .label("place"),
        )
        .join(Interaction, Interaction.id == interaction_participants.c.interaction_id)
        .where(interaction_participants.c.contact_id.in_(ids), Interaction.deleted_at.is_(None))
        .subquery()
    )
    rows = db.session.execute(
        select(ranked.c.contact_id, Interaction)
        .join(Interaction, Interaction.id == ranked.c.interaction_id)
        .where(ranked.c.place <= LAST)
        .order_by(ranked.c.contact_id, ranked.c.place)
    )
    found: dict[int, list[Interaction]] = defaultdict(list)
    for contact_id, interaction in rows:
        found[contact_id].append(interaction)
    return found


def open_promises(ids: Sequence[int]) -> dict[int, list[FollowUp]]:
    """{contact id: open follow-ups, soonest first}."""
    rows = db.session.scalars(
        select(FollowUp)
        .where(FollowUp.contact_id.in_(ids), FollowUp.done_at.is_(None), FollowUp.deleted_at.is_(None))
        .order_by(FollowUp.on, FollowUp.id)
    )
    found: dict[int, list[FollowUp]] = defaultdict(list)
    for follow_up in rows:
        found[follow_up.contact_id or 0].append(follow_up)
    return found


def open_matters_of(ids: Sequence[int]) -> dict[int, list[Matter]]:
    """{contact id: matters without an ending, soonest first}."""
    rows = db.session.scalars(
        select(Matter)
        .where(Matter.contact_id.in_(ids), Matter.ended_as == "", Matter.deleted_at.is_(None))
        .order_by(Matter.due_on, Matter.id)
    )
    found: dict[int, list[Matter]] = defaultdict(list)
    for matter in rows:
        found[matter.contact_id or 0].append(matter)
    return found


def matters_about_units(ids: Sequence[int]) -> Sequence[Matter]:
    """Those without a contact, or whose contact holds no post there any more (fates.py)."""
    works_there = exists().where(
        Post.contact_id == Matter.contact_id, Post.unit_id == Matter.unit_id, Post.to_on.is_(None)
    )
    return db.session.scalars(
        select(Matter)
        .where(
            Matter.unit_id.in_(ids),
            or_(Matter.contact_id.is_(None), ~works_there),
            Matter.ended_as == "",
            Matter.deleted_at.is_(None),
        )
        .order_by(Matter.due_on, Matter.id)
    ).all()


def promises_about_units(ids: Sequence[int]) -> Sequence[FollowUp]:
    return db.session.scalars(
        select(FollowUp)
        .where(
            FollowUp.unit_id.in_(ids),
            FollowUp.contact_id.is_(None),
            FollowUp.done_at.is_(None),
            FollowUp.deleted_at.is_(None),
        )
        .order_by(FollowUp.on, FollowUp.id)
    ).all()


def waiting_greetings(ids: Sequence[int]) -> dict[int, list[Greeting]]:
    """{contact id: greetings of open rounds that are not sent yet}."""
    rows = db.session.scalars(
        select(Greeting)
        .join(Round, Round.id == Greeting.round_id)
        .where(
            Greeting.contact_id.in_(ids),
            Greeting.sent_at.is_(None),
            Greeting.excused_at.is_(None),
            Round.closed_at.is_(None),
        )
        .order_by(Round.send_on, Greeting.id)
    )
    found: dict[int, list[Greeting]] = defaultdict(list)
    for greeting in rows:
        found[greeting.contact_id].append(greeting)
    return found
