"""The credits of a month, of a unit or person, and what a user may see of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select, true
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.accounts.policy import sees_everyone, visible_contacts
from liaison.contacts.models import Contact
from liaison.credits.models import Credit
from liaison.credits.words import UNREPORTED, UNTHANKED
from liaison.db import db
from liaison.domain.credits import month_of

LIVE = Credit.deleted_at.is_(None)
MOST = 500


@dataclass(frozen=True)
class CreditFilter:
    """`month` as 2026-11; `state` empty means "any"."""

    month: str
    state: str = ""

    @classmethod
    def asked(cls, args: MultiDict[str, str], today: date) -> "CreditFilter":
        """The filter of the page's own query, which starts with the month of today."""
        return cls(args.get("month") or month_of(today), args.get("state", ""))


def visible_credits(user: User) -> ColumnElement[bool]:
    """Of a person in sight, or recorded in the own section, or about a unit alone: units are the whole office's."""
    if sees_everyone(user):
        return true()
    section = select(User.id).where(User.section_id == user.section_id)
    people = select(Contact.id).where(visible_contacts(user))
    return or_(
        Credit.contact_id.is_(None), Credit.contact_id.in_(people), Credit.by_id.in_(section)
    )


def may_edit_credit(user: User, credit: Credit) -> bool:
    """Whoever recorded it, or those who lead."""
    return user.writes and (user.leads or credit.by_id in (None, user.id))


def seen_credit(user: User, credit_id: int) -> Credit | None:
    """The credit, removed or not, if the user may see it."""
    return db.session.scalar(select(Credit).where(Credit.id == credit_id, visible_credits(user)))


def credit_of_matter(user: User, matter_id: int) -> Credit | None:
    """What was credited for a matter already, the first if there are several."""
    told = select(Credit).where(Credit.matter_id == matter_id, LIVE, visible_credits(user)).order_by(Credit.id)
    return db.session.scalar(told.limit(1))


def seen_credits(user: User, ids: list[int]) -> list[Credit]:
    """Those of the named ones that are in sight and not removed."""
    statement = select(Credit).where(Credit.id.in_(ids), LIVE, visible_credits(user))
    return list(db.session.scalars(statement.order_by(Credit.on, Credit.id)))


def credits_between(
    user: User | None, start: date, end: date, *, state: str = "", unit_id: int | None = None
) -> list[Credit]:
    """What others did well within inclusive bounds, by day: the month's page and the month's report read it here."""
    found = those_between(user, start, end, state=state, unit_id=unit_id)
    return list(db.session.scalars(found.limit(MOST)))


def every_credit(user: User | None, start: date, end: date, *, state: str = "") -> Iterator[Credit]:
    """The same without a limit, read as it is written out."""
    yield from db.session.scalars(those_between(user, start, end, state=state).execution_options(yield_per=500))


def those_between(
    user: User | None, start: date, end: date, *, state: str = "", unit_id: int | None = None
) -> Select[Credit]:
    """The SELECT behind both; `user` None is the command line, which sees everything."""
    conditions: list[Any] = [LIVE, Credit.on >= start, Credit.on <= end]
    if user is not None:
        conditions.append(visible_credits(user))
    if state == UNTHANKED:
        conditions.append(Credit.thanked_on.is_(None))
    if state == UNREPORTED:
        conditions.append(Credit.reported_in == "")
    if unit_id is not None:
        conditions.append(Credit.unit_id == unit_id)
    return select(Credit).where(*conditions).order_by(Credit.on, Credit.id)


def newest_month(user: User) -> date | None:
    """The day of the latest credit, so that an empty month can point to it."""
    return db.session.scalar(select(func.max(Credit.on)).where(LIVE, visible_credits(user)))


def latest_credits(
    user: User, *, unit_id: int | None = None, contact_id: int | None = None, limit: int = 3
) -> list[Credit]:
    """What a unit or a person last did well."""
    about = Credit.contact_id == contact_id if contact_id is not None else Credit.unit_id == unit_id
    statement = select(Credit).where(LIVE, visible_credits(user), about)
    return list(db.session.scalars(statement.order_by(Credit.on.desc(), Credit.id.desc()).limit(limit)))
