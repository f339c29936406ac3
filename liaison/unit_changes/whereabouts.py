"""A unit that is no more leaves people of whom nobody knows where they went: each is to be found again."""

from datetime import date, datetime

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from liaison.accounts.models import User
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.cadence import Tier
from liaison.domain.handover import spread
from liaison.followups.actions import add_follow_up, delete_follow_up
from liaison.followups.models import FollowUp
from liaison.leave.queries import workdays_of
from liaison.post_changes.queries import active
from liaison.unit_changes.models import UnitChange
from liaison.units.models import Unit

TIERS = list(Tier)
A_DAY = 3  # to look for somebody takes a few calls


def only_here(unit: Unit) -> list[Contact]:
    """Those with a post at the unit and none elsewhere, the closest first."""
    here, elsewhere = aliased(Post), aliased(Post)
    found = db.session.scalars(
        select(Contact).where(
            Contact.archived_at.is_(None),
            exists().where(here.contact_id == Contact.id, here.to_on.is_(None), here.unit_id == unit.id),
            ~exists().where(
                elsewhere.contact_id == Contact.id, elsewhere.to_on.is_(None), elsewhere.unit_id != unit.id
            ),
        )
    )
    return sorted(found, key=lambda contact: (TIERS.index(Tier(contact.tier)), contact.sort_key, contact.id))


def ask_whereabouts(
    change: UnitChange, people: list[tuple[Contact, str]], today: date, by: User | None
) -> int:
    """了解去向 for each, by whoever keeps the person, else the unit: so many a working day. Answers how many.

    `people` come with the form of address they had while they held their posts.
    """
    of_unit = active(db.session.get(User, change.unit.owner_id)) if change.unit.owner_id else None
    desks: dict[User | None, list[tuple[Contact, str]]] = {}
    for contact, spoken in people:
        desks.setdefault(active(contact.owner) or of_unit or by, []).append((contact, spoken))
    for owner, theirs in desks.items():
        for (contact, spoken), on in spread(theirs, workdays_of(owner, today), A_DAY):
            add_follow_up(
                f"了解{spoken}的去向：{change.former_name}已撤销", on,
                contact=contact, owner=owner, origin=change.uuid, by=by,
            )  # fmt: skip
    return len(people)


def asked_whereabouts(change: UnitChange) -> list[FollowUp]:
    """Those still to be done."""
    return list(
        db.session.scalars(
            select(FollowUp)
            .where(FollowUp.origin == change.uuid, FollowUp.done_at.is_(None), FollowUp.deleted_at.is_(None))
            .order_by(FollowUp.on, FollowUp.id)
        )
    )


def take_back(change: UnitChange, now: datetime, by: User | None) -> int:
    """They are where they were; answers how many need not be looked for."""
    found = asked_whereabouts(change)
    for follow_up in found:
        delete_follow_up(follow_up, now=now, by=by)
    return len(found)
