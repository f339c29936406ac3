"""Handovers in sight, what a giver keeps, and how far a draft has come."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, true

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.followups.models import FollowUp
from liaison.followups.queries import OPEN
from liaison.greetings.models import Greeting, Round
from liaison.handover.fates import matters_of
from liaison.handover.models import Handover, HandoverItem, HandoverSignature
from liaison.matters.models import Matter
from liaison.units.models import Unit
from liaison.web.paging import Page, paged


def visible_handovers(user: User) -> ColumnElement[bool]:
    """One's own part in it, the section's for those who lead, all for whoever sees everyone."""
    if sees_everyone(user):
        return true()
    taken = select(HandoverItem.handover_id).where(HandoverItem.taker_id == user.id)
    signing = select(HandoverSignature.handover_id).where(HandoverSignature.user_id == user.id)
    own = [
        Handover.giver_id == user.id,
        Handover.created_by_id == user.id,
        Handover.rest_to_id == user.id,
        Handover.id.in_(taken),
        Handover.id.in_(signing),
    ]
    if user.leads:
        section = select(User.id).where(User.section_id == user.section_id)
        own.append(Handover.giver_id.in_(section))
    return or_(*own)


def handover_page(user: User, *, mark: str | None = None, size: int = 30) -> Page[Handover]:
    """The latest first."""
    return paged(
        db.session,
        select(Handover).where(visible_handovers(user)),
        [Handover.on, Handover.id],
        mark,
        size,
        descending=True,
    )


def seen_handover(user: User, handover_id: int) -> Handover | None:
    return db.session.scalar(select(Handover).where(Handover.id == handover_id, visible_handovers(user)))


def may_manage(user: User, handover: Handover) -> bool:
    """The giver, whoever drafted it, and those who lead may change it, carry it out and take it back."""
    return user.writes and (user.leads or user.id in (handover.giver_id, handover.created_by_id))


@dataclass(frozen=True)
class Kept:
    """How much a giver keeps."""

    contacts: int
    as_deputy: int
    units: int
    matters: int
    follow_ups: int
    greetings: int
    rounds: int

    @property
    def anything(self) -> bool:
        return any(
            (
                self.contacts,
                self.as_deputy,
                self.units,
                self.matters,
                self.follow_ups,
                self.greetings,
                self.rounds,
            )
        )


def kept_by(giver: User) -> Kept:
    """Everything a handover could move."""
    return Kept(
        contacts=number(Contact.id, Contact.owner_id == giver.id),
        as_deputy=number(Contact.id, Contact.deputy_id == giver.id),
        units=number(Unit.id, Unit.owner_id == giver.id),
        matters=number(Matter.id, *matters_of(giver)),
        follow_ups=number(FollowUp.id, FollowUp.owner_id == giver.id, *OPEN),
        greetings=number(
            Greeting.id,
            Greeting.officer_id == giver.id,
            Greeting.sent_at.is_(None),
            Greeting.excused_at.is_(None),
        ),
        rounds=number(Round.id, Round.owner_id == giver.id, Round.closed_at.is_(None)),
    )


def number(column: object, *conditions: ColumnElement[bool]) -> int:
    return db.session.scalar(select(func.count(column)).where(*conditions)) or 0  # type: ignore[arg-type]


@dataclass(frozen=True)
class UnitGroup:
    """The giver's people at one unit, each with who takes them; `unit` None for people without one."""

    unit: Unit | None
    rows: list[tuple[Contact, User | None]]


def groups_of(handover: Handover) -> list[UnitGroup]:
    """All of the giver's people by unit: as owner or as deputy while it is a draft, those handed over afterwards."""
    takers = {item.contact_id: item.taker for item in handover.items}
    people = (
        giver_s_people(handover) if handover.moved_at is None else [item.contact for item in handover.items]
    )
    groups: dict[int | None, list[Contact]] = {}
    for contact in sorted(
        people, key=lambda contact: (contact.unit.sort_key if contact.unit else "~", contact.sort_key)
    ):
        groups.setdefault(contact.unit_id, []).append(contact)
    return [
        UnitGroup(members[0].unit, [(contact, takers.get(contact.id)) for contact in members])
        for members in groups.values()
    ]


def giver_s_people(handover: Handover, *, unit_id: int | None = None, tier: str = "") -> Sequence[Contact]:
    """Whom the giver keeps or deputises for, archived ones too, perhaps of one unit or tier."""
    statement = select(Contact).where(
        or_(Contact.owner_id == handover.giver_id, Contact.deputy_id == handover.giver_id)
    )
    if unit_id is not None:
        statement = statement.where(Contact.unit_id == unit_id)
    if tier:
        statement = statement.where(Contact.tier == tier)
    return db.session.scalars(statement.order_by(Contact.id)).all()


def picked_people(handover: Handover, ids: Sequence[int]) -> Sequence[Contact]:
    """Those of the giver's people whose boxes were ticked."""
    wanted = set(ids)
    return [contact for contact in giver_s_people(handover) if contact.id in wanted]


def waiting_for(follow_up: FollowUp) -> int | None:
    """The id of the handover of which an unsigned part asks for this follow-up; None for all others."""
    signature = HandoverSignature
    open_parts = select(signature.handover_id).where(
        signature.follow_up_id == follow_up.id, signature.signed_at.is_(None)
    )
    return db.session.scalar(open_parts.join(Handover).where(Handover.moved_at.is_not(None), Handover.withdrawn_at.is_(None)))
