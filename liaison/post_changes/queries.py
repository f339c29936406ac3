"""A person's changes of post, and the posts nobody we know holds."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, and_, exists, func, or_, select, true
from sqlalchemy.orm import aliased

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.accounts.queries import acting
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.phones import PhoneLabel
from liaison.post_changes.models import PostChange, Vacancy
from liaison.units.models import Unit
from liaison.web.paging import Sorted


@dataclass(frozen=True)
class OpenVacancy:
    """A vacancy as a page shows it; `left_by` is empty where the user may not see who left."""

    vacancy: Vacancy
    left_by: str


def described(user: User | None, vacancies: Sequence[Vacancy]) -> list[OpenVacancy]:
    """The vacancies with the names of those who left, as far as the user may see them (None: all)."""
    ids = [vacancy.post_id for vacancy in vacancies if vacancy.post_id]
    rows = db.session.execute(
        select(Post.id, Contact.name)
        .join(Contact, Contact.id == Post.contact_id)
        .where(Post.id.in_(ids), visible_contacts(user) if user else true())
    )
    names = {row.id: row.name for row in rows}
    return [OpenVacancy(vacancy, names.get(vacancy.post_id or 0, "")) for vacancy in vacancies]


def keeper_at(unit: Unit, left: Contact | None) -> User | None:
    """Who is to keep a newcomer there: whoever keeps the unit, else most of its people, else whoever keeps the one who left.

    The one who left may be another officer's by now; the unit may have changed hands since.
    """
    owner = acting(unit.owner)
    if owner is not None:
        return owner
    most = (
        select(User)
        .join(Contact, Contact.owner_id == User.id)
        .where(Contact.unit_id == unit.id, Contact.archived_at.is_(None), User.disabled_at.is_(None))
        .group_by(User.id)
        .order_by(func.count(Contact.id).desc(), User.id)
    )
    return acting(db.session.scalars(most.limit(1)).first()) or acting(left.owner if left else None)


def number_left_at(vacancy: Vacancy) -> str:
    """The office telephones that stayed with the post when its holder left, as they are typed: an internal line says so."""
    dropped = vacancy.change.dropped if vacancy.change else []
    return "、".join(
        phone["text"] if phone["label"] != PhoneLabel.INTERNAL or "内线" in phone["text"] else f"内线 {phone['text']}"
        for phone in dropped
    )


def changes_of(contact: Contact) -> list[PostChange]:
    """The changes that stand, latest first."""
    return list(
        db.session.scalars(
            select(PostChange)
            .where(PostChange.contact_id == contact.id, PostChange.withdrawn_at.is_(None))
            .order_by(PostChange.on.desc(), PostChange.id.desc())
        )
    )


def seen_change(user: User, change_id: int) -> PostChange | None:
    """The change, if the user may see its person."""
    return db.session.scalar(
        select(PostChange)
        .join(Contact, Contact.id == PostChange.contact_id)
        .where(PostChange.id == change_id, visible_contacts(user))
    )


def taken_up() -> ColumnElement[bool]:
    """Whether somebody newer holds the vacancy's post, however that came to be known."""
    holder, left = aliased(Post), aliased(Post)
    newer = or_(
        holder.from_on >= Vacancy.since_on,
        and_(holder.from_on.is_(None), holder.created_at > Vacancy.created_at),
    )
    leaver = select(left.contact_id).where(left.id == Vacancy.post_id).correlate(Vacancy).scalar_subquery()
    return exists().where(
        holder.unit_id == Vacancy.unit_id,
        holder.title == Vacancy.title,
        holder.to_on.is_(None),
        newer,
        or_(Vacancy.post_id.is_(None), holder.contact_id != leaver),
    )


def still_open() -> tuple[ColumnElement[bool], ...]:
    """The conditions of an open vacancy."""
    return (Vacancy.closed_at.is_(None), Vacancy.filled_by_id.is_(None), ~taken_up())


def open_vacancies_of(user: User, unit: Unit) -> list[OpenVacancy]:
    """The unit's vacancies, newest first."""
    found = db.session.scalars(
        select(Vacancy)
        .where(Vacancy.unit_id == unit.id, *still_open())
        .order_by(Vacancy.since_on.desc(), Vacancy.id)
    )
    return described(user, found.all())


def open_vacancies() -> Sorted[Vacancy]:
    """All open vacancies, newest first; units are the whole office's."""
    return Sorted(select(Vacancy).where(*still_open()), [Vacancy.since_on, Vacancy.id], descending=True)


def matching_vacancy(unit_id: int | None, title: str) -> Vacancy | None:
    """The oldest open vacancy of this unit and title."""
    return db.session.scalar(
        select(Vacancy)
        .where(
            Vacancy.unit_id == unit_id,
            Vacancy.title == title,
            Vacancy.closed_at.is_(None),
            Vacancy.filled_by_id.is_(None),
        )
        .order_by(Vacancy.since_on, Vacancy.id)
        .limit(1)
    )


def later_change(change: PostChange) -> PostChange | None:
    """A change of the same person recorded after this one and still standing."""
    return db.session.scalar(
        select(PostChange).where(
            PostChange.contact_id == change.contact_id,
            PostChange.id > change.id,
            PostChange.withdrawn_at.is_(None),
        )
    )
