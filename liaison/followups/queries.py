"""Open follow-ups: a person's, an officer's, and those within a span for the calendar."""

from datetime import date

from sqlalchemy import or_, select

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone, visible_contacts
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.followups.models import FollowUp


def open_follow_ups_for(contact: Contact) -> list[FollowUp]:
    """What is still to be done for this person, soonest first."""
    return list(
        db.session.scalars(
            select(FollowUp)
            .where(FollowUp.contact_id == contact.id, FollowUp.done_at.is_(None))
            .order_by(FollowUp.on, FollowUp.id)
        )
    )


def open_follow_ups(
    user: User | None,
    *,
    start: date | None = None,
    end: date | None = None,
    owner_ids: tuple[int, ...] | None = None,
) -> list[FollowUp]:
    """Open ones whose person the user may see (None: all), within inclusive bounds, soonest first."""
    statement = select(FollowUp).where(FollowUp.done_at.is_(None))
    if user is not None and not sees_everyone(user):
        seen = select(Contact.id).where(visible_contacts(user))
        statement = statement.where(or_(FollowUp.owner_id == user.id, FollowUp.contact_id.in_(seen)))
    if start is not None:
        statement = statement.where(FollowUp.on >= start)
    if end is not None:
        statement = statement.where(FollowUp.on <= end)
    if owner_ids is not None:
        statement = statement.where(FollowUp.owner_id.in_(owner_ids))
    return list(db.session.scalars(statement.order_by(FollowUp.on, FollowUp.id).limit(5000)))


def seen_follow_up(user: User, follow_up_id: int) -> FollowUp | None:
    """One's own, or one about a person the user may see; None otherwise."""
    found = db.session.get(FollowUp, follow_up_id)
    if found is None or found.owner_id == user.id or sees_everyone(user):
        return found
    seen = found.contact_id and db.session.scalar(
        select(Contact.id).where(Contact.id == found.contact_id, visible_contacts(user))
    )
    return found if seen else None
