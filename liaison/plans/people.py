"""The people of a plan as plain columns: the stored facts a promise is made of, and what a list says of them."""

from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, func, select

from liaison.accounts.models import User
from liaison.batches import among
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.due.scopes import Scope, in_scope
from liaison.plans.models import NOBODYS_DESK
from liaison.units.models import Unit

Spans = tuple[int | None, int | None]
NOBODY = ""


@dataclass(frozen=True, slots=True)
class Known:
    """One contact. `owner` is the login of its officer, empty where nobody keeps the contact.

    `own_cadence` and `unit_cadence` are (interval, gap) as entered; `cadence_days` is what is in force.
    """

    id: int
    name: str
    title: str
    unit: str
    owner: str
    owner_id: int | None
    tier: str
    cadence_days: int
    gap_days: int
    own_cadence: Spans
    unit_cadence: Spans
    last_contact_on: date | None
    due_on: date | None
    snoozed_until: date | None
    paused_until: date | None
    times_contacted: int

    @property
    def desk_id(self) -> int:
        return self.owner_id or NOBODYS_DESK


def people_of(scope: Scope) -> list[Known]:
    """Everyone of the scope by id: one SELECT."""
    return people_where(*in_scope(scope))


def people_at(desk_id: int) -> list[Known]:
    """Everyone an officer keeps, or whom nobody keeps."""
    return people_where(Contact.archived_at.is_(None), at_desk(desk_id))


def people_with(ids: Collection[int]) -> list[Known]:
    """These contacts, without archived ones."""
    return people_where(Contact.archived_at.is_(None), Contact.id.in_(ids))


def desks_of(ids: Collection[int]) -> dict[int, set[int]]:
    """{desk: those of these contacts it keeps}, without archived ones."""
    found: dict[int, set[int]] = defaultdict(set)
    kept = select(Contact.owner_id, Contact.id).where(Contact.archived_at.is_(None), among(Contact.id, ids))
    for owner_id, contact_id in db.session.execute(kept):
        found[owner_id or NOBODYS_DESK].add(contact_id)
    return found


def at_desk(desk_id: int) -> ColumnElement[bool]:
    """The condition on Contact for one desk."""
    return Contact.owner_id.is_(None) if desk_id == NOBODYS_DESK else Contact.owner_id == desk_id


def size_of_desk(desk_id: int, most: int) -> int:
    """How many people are kept there, counted no further than `most`: cheap at any size."""
    some = select(Contact.id).where(Contact.archived_at.is_(None), at_desk(desk_id)).limit(most)
    return db.session.scalar(select(func.count()).select_from(some.subquery())) or 0


def partly_seen(people: Collection[Known]) -> frozenset[str]:
    """The logins of officers who keep more people than these: what all of them ask for cannot be told from a part."""
    seen = Counter((known.owner, known.desk_id) for known in people)
    return frozenset(login for (login, desk_id), count in seen.items() if size_of_desk(desk_id, count + 1) > count)


def people_where(*conditions: ColumnElement[bool]) -> list[Known]:
    rows = db.session.execute(
        select(
            Contact.id, Contact.name, Contact.title, Contact.owner_id, Contact.tier, Contact.cadence_days,
            Contact.gap_days, Contact.interval_days, Contact.max_gap_days, Contact.last_contact_on, Contact.due_on,
            Contact.snoozed_until, Contact.paused_until, Contact.times_contacted, User.login,
            Unit.name.label("unit_name"), Unit.short_name,
            Unit.interval_days.label("unit_interval_days"), Unit.max_gap_days.label("unit_max_gap_days"),
        )
        .outerjoin(User, User.id == Contact.owner_id)
        .outerjoin(Unit, Unit.id == Contact.unit_id)
        .where(*conditions)
        .order_by(Contact.id)
    )  # fmt: skip
    return [known_of(row) for row in rows]


def known_of(row: Any) -> Known:
    """One row of `people_of`."""
    return Known(
        id=row.id,
        name=row.name,
        title=row.title,
        unit=row.short_name or row.unit_name or "",
        owner=row.login or NOBODY,
        owner_id=row.owner_id,
        tier=row.tier,
        cadence_days=row.cadence_days,
        gap_days=row.gap_days,
        own_cadence=(row.interval_days, row.max_gap_days),
        unit_cadence=(row.unit_interval_days, row.unit_max_gap_days),
        last_contact_on=row.last_contact_on,
        due_on=row.due_on,
        snoozed_until=row.snoozed_until,
        paused_until=row.paused_until,
        times_contacted=row.times_contacted,
    )


def count_of(scope: Scope) -> int:
    """How many people a plan of this scope would be about."""
    return db.session.scalar(select(func.count(Contact.id)).where(*in_scope(scope))) or 0


def officers_of(people: list[Known]) -> dict[str, str]:
    """{login: name} of everyone who keeps one of these people."""
    ids = {known.owner_id for known in people if known.owner_id is not None}
    rows = db.session.execute(select(User.login, User.name).where(User.id.in_(ids)).order_by(User.login))
    return {row.login: row.name for row in rows}
