"""The timeline of a person or unit, and the register of all interactions."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import joinedload, selectinload
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.date_words import parse_date
from liaison.imports.models import ImportedRecord
from liaison.interactions.models import Interaction, interaction_participants
from liaison.search.queries import contact_ids_matching, with_words, words_of
from liaison.web.numbers import storable_number
from liaison.web.paging import Page, Sorted, bounded_count, paged

WITH_PEOPLE = selectinload(Interaction.participants)  # a line of a list names them


@dataclass(frozen=True)
class InteractionFilter:
    """Every field empty or None means "any"; dates are inclusive. `sort`: newest, or oldest as in a paper register."""

    text: str = ""
    kind: str = ""
    by_id: int | None = None
    direction: str = ""
    unit_id: int | None = None
    import_id: int | None = None
    start: date | None = None
    end: date | None = None
    sort: str = "newest"

    @classmethod
    def asked(cls, args: MultiDict[str, str], today: date) -> "InteractionFilter":
        """The filter that the register's address names. DateWordsError for a day that is none."""
        first, last = args.get("from", "").strip(), args.get("to", "").strip()
        return cls(
            text=args.get("q", "").strip(),
            kind=args.get("kind", ""),
            by_id=args.get("by", type=storable_number),
            direction=args.get("direction", ""),
            unit_id=args.get("unit", type=storable_number),
            import_id=args.get("import", type=storable_number),
            start=parse_date(first, today) if first else None,
            end=parse_date(last, today) if last else None,
            sort=args.get("sort") or "newest",
        )


def with_seen_people(user: User) -> Select[int]:
    """Ids of interactions in which somebody took part whom the user may see."""
    return (
        select(interaction_participants.c.interaction_id)
        .join(Contact, Contact.id == interaction_participants.c.contact_id)
        .where(visible_contacts(user))
    )


def lately_met(user: User, count: int = 8) -> list[Contact]:
    """Whom the user logged a contact with most recently, the latest first, nobody twice."""
    who = interaction_participants.c.contact_id
    latest = (
        select(who.label("contact_id"), func.max(Interaction.id).label("latest"))
        .join(Interaction, Interaction.id == interaction_participants.c.interaction_id)
        .where(Interaction.by_id == user.id, Interaction.deleted_at.is_(None))
        .group_by(who)
        .order_by(func.max(Interaction.id).desc())
        .limit(count * 2)  # some may have gone out of sight since
        .subquery()
    )
    return list(
        db.session.scalars(
            select(Contact)
            .join(latest, latest.c.contact_id == Contact.id)
            .where(visible_contacts(user), Contact.archived_at.is_(None))
            .order_by(latest.c.latest.desc())
            .limit(count)
        )
    )


def seen_interaction(user: User, interaction_id: int) -> Interaction | None:
    """The interaction, deleted or not; None when the user may see none of its people."""
    return db.session.scalar(
        select(Interaction).where(
            Interaction.id == interaction_id, Interaction.id.in_(with_seen_people(user))
        )
    )


def participants_apart(user: User, interaction: Interaction) -> tuple[list[Contact], list[Contact]]:
    """(those who took part and whom the user may see, the others): an edit leaves the others where they are."""
    ids = [person.id for person in interaction.participants]
    seen = set(db.session.scalars(select(Contact.id).where(Contact.id.in_(ids), visible_contacts(user))))
    people = interaction.participants
    return [each for each in people if each.id in seen], [each for each in people if each.id not in seen]


def may_change(user: User, interaction: Interaction) -> bool:
    """One's own entries, or anyone's for those who lead."""
    return user.leads or (user.writes and interaction.by_id in (None, user.id))


def timeline_for(contact: Contact, *, mark: str | None = None, size: int = 30) -> Page[Interaction]:
    """A person's interactions, latest first."""
    mine = select(interaction_participants.c.interaction_id).where(
        interaction_participants.c.contact_id == contact.id
    )
    statement = select(Interaction).where(Interaction.id.in_(mine), Interaction.deleted_at.is_(None))
    return paged(db.session, statement.options(WITH_PEOPLE), [Interaction.on, Interaction.id], mark, size, descending=True)


def timeline_of_unit(
    user: User, unit_id: int, *, mark: str | None = None, size: int = 30
) -> Page[Interaction]:
    """What was done with the unit's people while they were there, latest first. Who leaves takes later calls along."""
    theirs = (
        select(interaction_participants.c.interaction_id)
        .join(Contact, Contact.id == interaction_participants.c.contact_id)
        .join(Interaction, Interaction.id == interaction_participants.c.interaction_id)
        .join(Post, Post.contact_id == Contact.id)
        .where(
            Post.unit_id == unit_id,
            or_(Post.to_on.is_(None), Interaction.on <= Post.to_on),
            or_(Post.from_on.is_(None), Interaction.on >= Post.from_on, Interaction.unit_id == unit_id),
            visible_contacts(user),
        )
    )
    statement = select(Interaction).where(Interaction.id.in_(theirs), Interaction.deleted_at.is_(None))
    return paged(db.session, statement, [Interaction.on, Interaction.id], mark, size, descending=True)


def matching(user: User | None, wanted: InteractionFilter) -> Select[Interaction]:
    """The SELECT of every live entry that fits, unsorted. `user` None is the command line, which sees all."""
    statement = select(Interaction).where(Interaction.deleted_at.is_(None))
    if user is not None:
        statement = statement.where(Interaction.id.in_(with_seen_people(user)))
    if wanted.kind:
        statement = statement.where(Interaction.kind == wanted.kind)
    if wanted.by_id is not None:
        statement = statement.where(Interaction.by_id == wanted.by_id)
    if wanted.direction:
        statement = statement.where(Interaction.direction == wanted.direction)
    if wanted.unit_id is not None:
        statement = statement.where(Interaction.unit_id == wanted.unit_id)
    if wanted.import_id is not None:
        statement = statement.where(Interaction.id.in_(brought_by(wanted.import_id)))
    if wanted.start:
        statement = statement.where(Interaction.on >= wanted.start)
    if wanted.end:
        statement = statement.where(Interaction.on <= wanted.end)
    for word in words_of(wanted.text):
        statement = statement.where(about(user, word))
    return statement


def brought_by(import_id: int) -> Select[int]:
    """Ids of the entries that an import made."""
    return select(ImportedRecord.record_id).where(
        ImportedRecord.batch_id == import_id, ImportedRecord.subject == Interaction.__tablename__
    )


def about(user: User | None, word: str) -> ColumnElement[bool]:
    """Whether a word stands in the entry, or leads to somebody who took part and whom the user may see."""
    people = (
        select(interaction_participants.c.interaction_id)
        .join(Contact, Contact.id == interaction_participants.c.contact_id)
        .where(Contact.id.in_(contact_ids_matching(word)))
    )
    if user is not None:
        people = people.where(visible_contacts(user))
    texts: list[Any] = [Interaction.id.in_(ids) for ids in with_words("call", word)]
    return or_(Interaction.id.in_(people), *(texts or [Interaction.summary.icontains(word, autoescape=True)]))


def register(user: User | None, wanted: InteractionFilter) -> Sorted[Interaction]:
    """The register (台账): every entry that fits, with its people and unit."""
    statement = matching(user, wanted).options(WITH_PEOPLE, joinedload(Interaction.unit))
    return Sorted(statement, [Interaction.on, Interaction.id], descending=wanted.sort != "oldest")


def register_page(
    user: User, wanted: InteractionFilter, *, mark: str | None = None, size: int = 50
) -> Page[Interaction]:
    """One page of the register."""
    return register(user, wanted).page(db.session, mark, size)


def register_count(user: User, wanted: InteractionFilter) -> int:
    """How many entries the list has, bounded."""
    return bounded_count(db.session, matching(user, wanted))
