"""Follow-ups: a person's or unit's open ones, the lists, and those within a span for the calendar."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, true
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone, visible_contacts
from liaison.accounts.whose import owners
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.followups.models import FollowUp
from liaison.units.models import Unit
from liaison.web.paging import Page, Sorted

EITHER = "all"  # in the place of 1: open or done
OPEN = (FollowUp.done_at.is_(None), FollowUp.deleted_at.is_(None))


@dataclass(frozen=True)
class FollowUpFilter:
    """Whose: mine, section or all. `done` lists what is finished, latest first, instead of what is open; `either` both,
    which no page shows."""

    whose: str = "mine"
    done: bool = False
    text: str = ""
    either: bool = False

    @classmethod
    def asked(cls, user: User | None, args: MultiDict[str, str]) -> "FollowUpFilter":
        """What the address asks for; read-only leaders and the command line (None) start with everybody's."""
        whose = args.get("whose") or ("mine" if user is not None and user.writes else "all")
        return cls(
            whose=whose if whose in ("mine", "section") and user is not None else "all",
            done="done" in args,
            text=args.get("q", "").strip(),
            either=args.get("done") == EITHER,
        )


def visible_follow_ups(user: User) -> ColumnElement[bool]:
    """The condition on FollowUp for what this user may see: one's own, the section's, and those about people in sight."""
    if sees_everyone(user):
        return true()
    section = select(User.id).where(User.section_id == user.section_id)
    seen = select(Contact.id).where(visible_contacts(user))
    return or_(
        FollowUp.owner_id.in_(section), FollowUp.asked_by_id == user.id, FollowUp.contact_id.in_(seen)
    )


def open_follow_ups_for(contact: Contact) -> list[FollowUp]:
    """What is still to be done for this person, soonest first."""
    return list(
        db.session.scalars(
            select(FollowUp)
            .where(FollowUp.contact_id == contact.id, *OPEN)
            .order_by(FollowUp.on, FollowUp.id)
        )
    )


def asked_by(origin: str, *, done: bool = False) -> list[FollowUp]:
    """What the record of this uuid asked for and is still to be done, or was done; by day."""
    state = (FollowUp.done_at.is_not(None), FollowUp.deleted_at.is_(None)) if done else OPEN
    found = select(FollowUp).where(FollowUp.origin == origin, *state)
    return list(db.session.scalars(found.order_by(FollowUp.on, FollowUp.id)))


def open_follow_ups_of_unit(user: User, unit: Unit) -> list[FollowUp]:
    """What is still to be done for the unit or its people, soonest first."""
    return list(
        db.session.scalars(
            select(FollowUp)
            .where(FollowUp.unit_id == unit.id, *OPEN, visible_follow_ups(user))
            .options(selectinload(FollowUp.contact))
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
    """Open ones the user may see (None: all), within inclusive bounds, soonest first."""
    statement = select(FollowUp).where(*OPEN)
    if user is not None:
        statement = statement.where(visible_follow_ups(user))
    if start is not None:
        statement = statement.where(FollowUp.on >= start)
    if end is not None:
        statement = statement.where(FollowUp.on <= end)
    if owner_ids is not None:
        statement = statement.where(FollowUp.owner_id.in_(owner_ids))
    return list(db.session.scalars(statement.order_by(FollowUp.on, FollowUp.id).limit(5000)))


def wanted_follow_ups(user: User | None, wanted: FollowUpFilter) -> Select[Any]:
    """The SELECT of a list, unsorted. `user` None is the command line, which sees all."""
    seen = visible_follow_ups(user) if user else true()
    statement = select(FollowUp).where(seen, FollowUp.deleted_at.is_(None))
    if not wanted.either:
        statement = statement.where(FollowUp.done_at.is_not(None) if wanted.done else FollowUp.done_at.is_(None))
    owner_ids = owners(user, wanted.whose)
    if owner_ids is not None:
        statement = statement.where(FollowUp.owner_id.in_(owner_ids))
    if wanted.text:
        named = select(Contact.id).where(Contact.name.icontains(wanted.text, autoescape=True))
        statement = statement.where(
            FollowUp.name.icontains(wanted.text, autoescape=True) | FollowUp.contact_id.in_(named)
        )
    return statement.options(selectinload(FollowUp.contact), selectinload(FollowUp.unit))


def follow_up_list(user: User | None, wanted: FollowUpFilter) -> Sorted[FollowUp]:
    """What is open with the longest overdue first, or what is done with the latest day first."""
    return Sorted(wanted_follow_ups(user, wanted), [FollowUp.on, FollowUp.id], descending=wanted.done)


def follow_up_page(
    user: User, wanted: FollowUpFilter, *, mark: str | None = None, size: int = 50
) -> Page[FollowUp]:
    """One page of the list."""
    return follow_up_list(user, wanted).page(db.session, mark, size)


def follow_ups_to_print(user: User, wanted: FollowUpFilter, limit: int) -> list[FollowUp]:
    """The list on paper, at most `limit` lines."""
    return list(db.session.scalars(follow_up_list(user, wanted).whole().limit(limit)))


def overdue_count(user: User, wanted: FollowUpFilter, today: date) -> int:
    """How many of the list are past their day, as far as 1000."""
    late = wanted_follow_ups(user, wanted).where(FollowUp.on < today).limit(1000)
    return len(db.session.execute(late.with_only_columns(FollowUp.id)).all())


def pressing_count(user: User, today: date) -> int:
    """How many have come to their day: an officer's own, those of the section for its head, all for those who see all.

    As far as 1000. Asked on every page, so whoever the person is about is not looked at: owners have an index.
    """
    statement = select(FollowUp.id).where(*OPEN, FollowUp.on <= today)
    if user.role == "officer":
        statement = statement.where(FollowUp.owner_id == user.id)
    elif not sees_everyone(user):
        statement = statement.where(FollowUp.owner_id.in_(owners(user, "section") or ()))
    return len(db.session.execute(statement.limit(1000)).all())


def seen_follow_up(user: User, follow_up_id: int) -> FollowUp | None:
    """One the user may see, deleted or not; None otherwise."""
    return db.session.scalar(select(FollowUp).where(FollowUp.id == follow_up_id, visible_follow_ups(user)))


def may_change(user: User, follow_up: FollowUp) -> bool:
    """One's own, what one asked for, what nobody owns, or anyone's for those who lead."""
    return user.writes and (
        user.leads or follow_up.owner_id in (None, user.id) or follow_up.asked_by_id == user.id
    )
