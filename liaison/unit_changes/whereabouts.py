"""A unit that is no more leaves people of whom nobody knows where they went: each is to be found again."""

from datetime import date

from sqlalchemy import exists, select
from sqlalchemy.orm import aliased

from liaison.accounts.models import User
from liaison.accounts.queries import acting
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.cadence import Tier
from liaison.domain.handover import spread
from liaison.followups.actions import add_follow_up
from liaison.leave.queries import workdays_of
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
    of_unit = acting(change.unit.owner)
    desks: dict[User | None, list[tuple[Contact, str]]] = {}
    for contact, spoken in people:
        desks.setdefault(acting(contact.owner) or of_unit or by, []).append((contact, spoken))
    for owner, theirs in desks.items():
        for (contact, spoken), on in spread(theirs, workdays_of(owner, today), A_DAY):
            add_follow_up(
                f"了解{spoken}的去向：{change.former_name}已撤销", on,
                contact=contact, owner=owner, origin=change.uuid, by=by,
            )  # fmt: skip
    return len(people)
