"""The one writer of who kept a person since when. Whoever changes a contact's owner calls `record_owner`."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.batches import insert_rows
from liaison.contacts.models import Contact, Ownership
from liaison.db import db

TAKE_BACK = timedelta(days=1)


def record_owner(contact: Contact, why: str, *, origin: str = "", by: User | None) -> None:
    """Close the spell of the former owner and begin the new one's; nothing when the owner is the same.

    `why` is added, edited, reassigned, returned, imported, merged or handover; `origin` the uuid of the record behind it.
    """
    db.session.flush()
    current = current_spell(contact)
    if (current.owner_id if current else None) == contact.owner_id:
        return
    spell = Ownership(
        contact_id=contact.id,
        owner_id=contact.owner_id,
        why=why,
        origin=origin,
        by_id=by.id if by else None,
    )
    db.session.add(spell)
    db.session.flush()
    if current is not None:
        current.until_at = spell.from_at
        db.session.flush()


def record_first_owners(owners: Mapping[int, int | None], why: str, *, by: User | None) -> None:
    """The same in one statement for new people, the owner by the person's id: none of them has a spell yet."""
    rows = [
        {"contact_id": contact_id, "owner_id": owner_id, "why": why, "by_id": by.id if by else None}
        for contact_id, owner_id in owners.items()
        if owner_id is not None
    ]
    insert_rows(Ownership.__table__, rows)


def take_back_owner(contact: Contact, origin: str) -> None:
    """Undo what the record of this uuid began: while it lasts it is forgotten, and the spell before goes on.

    An import may have given the person away more than once.
    """
    db.session.flush()
    while (current := current_spell(contact)) is not None and current.origin == origin:
        forget_spell(current)


def forget_spell(current: Ownership) -> None:
    former = db.session.scalar(
        select(Ownership)
        .where(
            Ownership.contact_id == current.contact_id,
            Ownership.id < current.id,
            Ownership.until_at == current.from_at,
        )
        .order_by(Ownership.id.desc())
        .limit(1)
    )
    db.session.delete(current)
    if former is not None:
        former.until_at = None
    db.session.flush()


def current_spell(contact: Contact) -> Ownership | None:
    """The spell that lasts."""
    return db.session.scalar(
        select(Ownership)
        .where(Ownership.contact_id == contact.id, Ownership.until_at.is_(None))
        .order_by(Ownership.id.desc())
        .limit(1)
    )


def given_lately(contact_id: int, by: User, now: datetime) -> tuple[Contact, User | None] | None:
    """A person whom this user gave to another within a day, and the former owner, None for nobody: theirs to take back, in sight
    or not."""
    contact = db.session.get(Contact, contact_id)
    spell = current_spell(contact) if contact is not None else None
    if contact is None or spell is None or spell.why != "reassigned" or spell.by_id != by.id:
        return None
    if now - spell.from_at > TAKE_BACK:
        return None
    former = [each for each in ownership_history(contact) if each.id < spell.id]
    return contact, former[0].owner if former else None


def ownership_history(contact: Contact) -> list[Ownership]:
    """Who kept the person, latest first."""
    return list(
        db.session.scalars(
            select(Ownership).where(Ownership.contact_id == contact.id).order_by(Ownership.id.desc())
        )
    )


def wrongly_owned() -> list[int]:
    """Contacts whose owner is not the one of their lasting spell, or who have two: none, unless edited from outside."""
    spells: dict[int, list[int | None]] = {}
    rows = db.session.execute(
        select(Ownership.contact_id, Ownership.owner_id).where(Ownership.until_at.is_(None))
    )
    for contact_id, owner_id in rows:
        spells.setdefault(contact_id, []).append(owner_id)
    owners = db.session.execute(select(Contact.id, Contact.owner_id).order_by(Contact.id))
    return [contact_id for contact_id, owner_id in owners if spells.get(contact_id, [None]) != [owner_id]]
