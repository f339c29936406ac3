"""What goes with whom in a handover: the one rule that the draft's page, the move itself and the brief all read.

A record follows what it is about, wherever its owner goes:

- a follow-up of a matter follows the matter;
- a matter is its unit's. While its contact works there it goes with the contact, who is the way to it; once the contact has
  moved on to another unit it goes, or stays, with the unit it is about;
- a follow-up about a person and a greeting not yet sent are the person's, at whatever unit that person is by then;
- a follow-up about a unit alone is the unit's; a unit goes with whoever takes most of the giver's people there;
- what is about none of these, or about other officers' people and units, goes with the rest, when somebody takes the rest.

Nothing here changes anything, and the answer is the same before the people have moved and after.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select

from liaison.accounts.models import User
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.handover import main_taker
from liaison.followups.models import FollowUp
from liaison.followups.queries import OPEN
from liaison.greetings.models import Greeting, Round
from liaison.handover.models import Handover
from liaison.matters.models import Matter
from liaison.units.models import Unit


class Follows(StrEnum):
    """What decides where a record goes."""

    PERSON = "person"
    UNIT = "unit"
    MATTER = "matter"
    REST = "rest"


@dataclass(frozen=True)
class Fate:
    """One record of the giver's: `lead` is the person, unit or matter it follows, None for the rest.

    `taker` None leaves it with the giver. `left_by` is the contact of a matter who works elsewhere by now.
    """

    record: Any
    follows: Follows
    lead: Any
    taker: User | None
    left_by: Contact | None = None


@dataclass(frozen=True)
class Fates:
    """Everything open that the giver has besides people."""

    units: list[Fate]
    matters: list[Fate]
    follow_ups: list[Fate]
    greetings: list[Fate]
    rounds: list[Fate]


def fates_of(handover: Handover) -> Fates:
    """Where each of them goes."""
    judge, giver = Judge(handover), handover.giver
    matters = [judge.matter(each) for each in open_matters(giver)]
    judge.matters = {fate.record.id: fate for fate in matters}
    return Fates(
        units=[judge.unit(each) for each in units_of(giver)],
        matters=matters,
        follow_ups=[judge.follow_up(each) for each in open_follow_ups(giver)],
        greetings=[judge.with_person(each, each.contact) for each in waiting_greetings(giver)],
        rounds=[Fate(each, Follows.REST, None, handover.rest_to) for each in open_rounds(giver)],
    )


class Judge:
    """The draft's choices, read once: who takes whom, who stays, which unit has which heir."""

    def __init__(self, handover: Handover) -> None:
        self.giver, self.rest_to = handover.giver, handover.rest_to
        self.people = {item.contact_id: item.taker for item in handover.items}
        self.staying = set(db.session.scalars(kept_ids(handover.giver))) - self.people.keys()
        self.heirs = heirs(handover)
        self.owned = {unit.id for unit in units_of(handover.giver)}
        self.posts = posts_in_matters(handover.giver)
        self.matters: dict[int, Fate] = {}

    def unit(self, unit: Unit) -> Fate:
        """With most of the giver's people there; one without people with the rest."""
        follows = Follows.PERSON if unit.id in self.heirs else Follows.REST
        return Fate(unit, follows, None, self.taker_of(unit))

    def matter(self, matter: Matter) -> Fate:
        """With its unit once its contact has left that, and the giver has to do with it; else with its contact."""
        contact, unit = matter.contact, matter.unit
        at_hand = contact is not None and (unit is None or (contact.id, unit.id) in self.posts)
        if unit is not None and not at_hand and self.concerns(unit):
            return Fate(matter, Follows.UNIT, unit, self.taker_of(unit), left_by=contact)
        return self.with_person(matter, contact)

    def follow_up(self, follow_up: FollowUp) -> Fate:
        """With its matter where the giver has that too, with its person, or with its unit."""
        fate, unit = self.matters.get(follow_up.matter_id or 0), follow_up.unit
        if fate is not None:
            return Fate(follow_up, Follows.MATTER, fate.record, fate.taker)
        if follow_up.contact is None and unit is not None and self.concerns(unit):
            return Fate(follow_up, Follows.UNIT, unit, self.taker_of(unit))
        return self.with_person(follow_up, follow_up.contact)

    def with_person(self, record: Any, contact: Contact | None) -> Fate:
        """With the person; with the rest where there is none, or it is another officer's."""
        if contact is not None and contact.id in self.people:
            return Fate(record, Follows.PERSON, contact, self.people[contact.id])
        if contact is not None and contact.id in self.staying:
            return Fate(record, Follows.PERSON, contact, None)
        return Fate(record, Follows.REST, None, self.rest_to)

    def concerns(self, unit: Unit) -> bool:
        """Whether the giver keeps the unit, or people there."""
        return unit.id in self.heirs or unit.id in self.owned

    def taker_of(self, unit: Unit) -> User | None:
        taker = self.heirs.get(unit.id, self.rest_to)
        return None if taker is self.giver else taker


def kept_ids(giver: User) -> Select[int]:
    """Ids of those whom the giver keeps or deputises for."""
    return select(Contact.id).where(or_(Contact.owner_id == giver.id, Contact.deputy_id == giver.id))


def heirs(handover: Handover) -> dict[int, User]:
    """{unit: who has most of the giver's people there}, the giver too where enough of them stay."""
    there: dict[int, list[int]] = {}
    for item in handover.items:
        if item.contact.unit_id is not None:
            there.setdefault(item.contact.unit_id, []).append(item.taker_id)
    taken = {item.contact_id for item in handover.items}
    staying = select(Contact.id, Contact.unit_id).where(
        Contact.owner_id == handover.giver_id, Contact.archived_at.is_(None), Contact.unit_id.is_not(None)
    )
    for contact_id, unit_id in db.session.execute(staying):
        if contact_id not in taken:
            there.setdefault(unit_id or 0, []).append(handover.giver_id)
    users = {user.id: user for user in [handover.giver, *handover.takers]}
    return {unit_id: users[main_taker(ids, stays=handover.giver_id) or 0] for unit_id, ids in there.items()}


def units_of(giver: User) -> Sequence[Unit]:
    return db.session.scalars(select(Unit).where(Unit.owner_id == giver.id).order_by(Unit.id)).all()


def matters_of(giver: User) -> tuple[ColumnElement[bool], ...]:
    """The conditions of the open matters the giver owns or deputises for."""
    own = or_(Matter.owner_id == giver.id, Matter.deputy_id == giver.id)
    return own, Matter.ended_as == "", Matter.deleted_at.is_(None)


def open_matters(giver: User) -> Sequence[Matter]:
    return db.session.scalars(select(Matter).where(*matters_of(giver)).order_by(Matter.id)).all()


def posts_in_matters(giver: User) -> set[tuple[int, int | None]]:
    """(contact, unit) of every post that the contacts of the giver's open matters hold."""
    contacts = select(Matter.contact_id).where(*matters_of(giver), Matter.contact_id.is_not(None))
    held = select(Post.contact_id, Post.unit_id).where(Post.contact_id.in_(contacts), Post.to_on.is_(None))
    return {(contact_id, unit_id) for contact_id, unit_id in db.session.execute(held)}


def open_follow_ups(giver: User) -> Sequence[FollowUp]:
    return db.session.scalars(
        select(FollowUp)
        .where(FollowUp.owner_id == giver.id, *OPEN)
        .order_by(FollowUp.id)
    ).all()


def waiting_greetings(giver: User) -> Sequence[Greeting]:
    """Neither sent nor excused."""
    return db.session.scalars(
        select(Greeting)
        .where(Greeting.officer_id == giver.id, Greeting.sent_at.is_(None), Greeting.excused_at.is_(None))
        .order_by(Greeting.id)
    ).all()


def open_rounds(giver: User) -> Sequence[Round]:
    return db.session.scalars(
        select(Round).where(Round.owner_id == giver.id, Round.closed_at.is_(None)).order_by(Round.id)
    ).all()
