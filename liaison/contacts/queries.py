"""Finding people and reading one person's page. Every query starts from what the user may see."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact, Pause, Post, Snooze, Tag, contact_tags
from liaison.db import db
from liaison.search.queries import contact_ids_matching
from liaison.units.models import Unit
from liaison.web.numbers import storable_number
from liaison.web.paging import Page, Sorted, bounded_count

UNOWNED = "none"  # in the place of an owner's number: those nobody keeps


@dataclass(frozen=True)
class ContactFilter:
    """Every field empty or None means "any"; `archived` True lists only the archived, `retired` True the 老领导.

    `sort` is a word of SORTS, with a minus for the reverse.
    """

    text: str = ""
    unit_id: int | None = None
    owner_id: int | None = None
    unowned: bool = False
    tier: str = ""
    unit_kind: str = ""
    tag: str = ""
    retired: bool = False
    archived: bool = False
    sort: str = "name"

    @classmethod
    def asked(cls, args: MultiDict[str, str]) -> "ContactFilter":
        """The filter that the list's address names."""
        return cls(
            text=args.get("q", "").strip(),
            unit_id=args.get("unit", type=storable_number),
            owner_id=args.get("owner", type=storable_number),
            unowned=args.get("owner") == UNOWNED,
            tier=args.get("tier", ""),
            unit_kind=args.get("kind", ""),
            tag=args.get("tag", ""),
            retired="retired" in args,
            archived="archived" in args,
            sort=args.get("sort") or "name",
        )


SORTS: dict[str, list[Any]] = {
    "name": [Contact.sort_key, Contact.id],
    "newest": [Contact.id],
    "due": [Contact.due_on, Contact.id],
    "last": [Contact.last_contact_on, Contact.id],
    "cooling": [Contact.cools_on, Contact.id],
}


def sort_columns(sort: str) -> tuple[list[Any], bool]:
    """(columns, descending) of a word such as due or -due; name for a word there is not. The newest come first."""
    word = sort.removeprefix("-")
    return SORTS.get(word, SORTS["name"]), sort.startswith("-") != (word == "newest")


def seen_contact(user: User, contact_id: int) -> Contact | None:
    """The contact, archived or not; None when there is none or the user may not see it."""
    return db.session.scalar(select(Contact).where(Contact.id == contact_id, visible_contacts(user)))


def survivor_of(user: User, contact_id: int) -> Contact | None:
    """Whom an old link means: the person this one was merged into, if the user may see that person."""
    following: int | None = contact_id
    while following is not None:
        contact_id = following
        following = db.session.scalar(select(Contact.merged_into_id).where(Contact.id == contact_id))
    return seen_contact(user, contact_id)


def seen_post(user: User, post_id: int) -> Post | None:
    """A post of a contact the user may see."""
    return db.session.scalar(
        select(Post)
        .join(Contact, Contact.id == Post.contact_id)
        .where(Post.id == post_id, visible_contacts(user))
    )


def matching(user: User | None, wanted: ContactFilter) -> Select[Contact]:
    """The SELECT of everyone who fits, unsorted. `user` None is the command line, which sees everyone."""
    statement = select(Contact).where(visible_contacts(user) if user else Contact.merged_into_id.is_(None))
    statement = statement.where(
        Contact.archived_at.is_not(None) if wanted.archived else Contact.archived_at.is_(None)
    )
    if wanted.text:
        statement = statement.where(Contact.id.in_(contact_ids_matching(wanted.text)))
    if wanted.unit_id is not None:
        statement = statement.where(Contact.id.in_(open_post_at(wanted.unit_id)))
    if wanted.owner_id is not None or wanted.unowned:
        statement = statement.where(Contact.owner_id == wanted.owner_id)
    if wanted.tier:
        statement = statement.where(Contact.tier == wanted.tier)
    if wanted.unit_kind:
        statement = statement.where(at_kind_of_unit(wanted.unit_kind))
    if wanted.tag:
        statement = statement.where(Contact.id.in_(tagged(wanted.tag)))
    if wanted.retired:
        statement = statement.where(Contact.retired_on.is_not(None))
    return statement


def open_post_at(unit_id: int) -> Select[int]:
    """Ids of those who hold a post at the unit."""
    return select(Post.contact_id).where(Post.unit_id == unit_id, Post.to_on.is_(None))


def at_kind_of_unit(kind: str) -> ColumnElement[bool]:
    return Contact.unit_id.in_(select(Unit.id).where(Unit.kind == kind))


def tagged(tag: str) -> Select[int]:
    """Ids of those who have the tag."""
    return (
        select(contact_tags.c.contact_id).join(Tag, Tag.id == contact_tags.c.tag_id).where(Tag.name == tag)
    )


def contact_list(user: User | None, wanted: ContactFilter) -> Sorted[Contact]:
    """Everyone who fits. Whoever has no date yet, never having been met, stands before the earliest date."""
    columns, descending = sort_columns(wanted.sort)
    return Sorted(matching(user, wanted), columns, descending, "first" if columns[0].nullable else None)


def contact_page(user: User, wanted: ContactFilter, *, mark: str | None = None, size: int = 50) -> Page[Contact]:
    """One page of the list."""
    return contact_list(user, wanted).page(db.session, mark, size)


def unowned_people(user: User, wanted: ContactFilter, ids: list[int] | None) -> list[Contact]:
    """Those of the filter whom nobody keeps, only those of `ids` unless it is None; somebody may have taken one."""
    statement = matching(user, wanted).order_by(Contact.id)
    if ids is not None:
        statement = statement.where(Contact.id.in_(ids))
    return list(db.session.scalars(statement))


def contact_count(user: User, wanted: ContactFilter) -> int:
    """How many the list has, counted to COUNTED_TO."""
    return bounded_count(db.session, matching(user, wanted))


def titles_at(unit_id: int) -> dict[int, str]:
    """{contact id: department and title} of those with an open post at the unit, as that post has them."""
    rows = db.session.execute(
        select(Post.contact_id, Post.department, Post.title)
        .where(Post.unit_id == unit_id, Post.to_on.is_(None))
        .order_by(Post.position.desc())
    )
    return {contact_id: f"{department} {title}".strip() for contact_id, department, title in rows}


def people_of(user: User, unit_id: int) -> list[Contact]:
    """Everyone with an open post at the unit whom the user may see, by name."""
    return list(
        db.session.scalars(
            select(Contact)
            .where(Contact.id.in_(open_post_at(unit_id)), Contact.archived_at.is_(None), visible_contacts(user))
            .order_by(Contact.sort_key, Contact.id)
        )
    )


def hidden_people_of(user: User, unit_id: int) -> int:
    """How many more have an open post at the unit whom the user may not see: other sections keep them."""
    there = (Contact.id.in_(open_post_at(unit_id)), Contact.archived_at.is_(None), Contact.merged_into_id.is_(None))
    everyone = select(func.count()).select_from(Contact).where(*there)
    seen = db.session.scalar(everyone.where(visible_contacts(user))) or 0
    return (db.session.scalar(everyone) or 0) - seen


def former_people_of(user: User, unit_id: int) -> list[Post]:
    """Ended posts at the unit, latest first."""
    return list(
        db.session.scalars(
            select(Post)
            .join(Contact, Contact.id == Post.contact_id)
            .where(Post.unit_id == unit_id, Post.to_on.is_not(None), visible_contacts(user))
            .order_by(Post.to_on.desc(), Post.id)
        )
    )


def all_tags() -> list[str]:
    return list(db.session.scalars(select(Tag.name).order_by(Tag.name)))


def snooze_in_force(contact: Contact, today: date) -> Snooze | None:
    """The snooze that still postpones today; None when its day has come or it was lifted."""
    return db.session.scalar(
        select(Snooze)
        .where(Snooze.contact_id == contact.id, Snooze.lifted_at.is_(None), Snooze.until_on > today)
        .order_by(Snooze.id.desc())
        .limit(1)
    )


def pause_in_force(contact: Contact, today: date) -> Pause | None:
    """The pause that keeps the contact out of the review today."""
    return db.session.scalar(
        select(Pause)
        .where(Pause.contact_id == contact.id, Pause.lifted_at.is_(None), Pause.resume_on > today)
        .order_by(Pause.id.desc())
        .limit(1)
    )
