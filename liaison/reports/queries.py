"""The facts reports are made of, read in one piece and never without an end.

Beyond MOST_PEOPLE people or MOST_TOUCHES records a page view counts nothing and says so (TooMuch).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, func, or_, select

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.touches import Counting, weight_of
from liaison.due.scopes import Scope, in_scope
from liaison.interactions.models import Interaction, interaction_participants
from liaison.office.queries import interaction_kinds
from liaison.reports.shapes import TooMuch
from liaison.units.models import Unit

MOST_PEOPLE, MOST_TOUCHES = 100_000, 300_000


class Person(NamedTuple):
    """The stored facts of one contact."""

    id: int
    owner: str
    tier: str
    unit_kind: str
    last_contact_on: date | None
    times_contacted: int
    cadence_days: int
    gap_days: int
    heat: float
    heat_on: date | None
    known_since: date


class Group(NamedTuple):
    """How many people of one officer, tier and kind of unit, and how many of them were reached."""

    owner: str
    tier: str
    unit_kind: str
    people: int
    reached: int


class Entry(NamedTuple):
    """So many interactions of the register that are alike in these."""

    on: date
    kind: str
    answered: bool
    officer: str
    times: int


def people_in(scope: Scope) -> list[Person]:
    """Everyone of the scope. TooMuch beyond MOST_PEOPLE."""
    rows = db.session.execute(
        select(
            Contact.id, User.name, Contact.tier, Unit.kind, Contact.last_contact_on, Contact.times_contacted,
            Contact.cadence_days, Contact.gap_days, Contact.heat, Contact.heat_on, Contact.created_at,
        )
        .outerjoin(User, User.id == Contact.owner_id)
        .outerjoin(Unit, Unit.id == Contact.unit_id)
        .where(*in_scope(scope))
        .limit(MOST_PEOPLE + 1)
    ).all()  # fmt: skip
    if len(rows) > MOST_PEOPLE:
        raise TooMuch
    return [Person(row[0], row[1] or "", row[2], row[3] or "", *row[4:10], row[10].date()) for row in rows]


def groups_in(scope: Scope, reached: ColumnElement[bool]) -> list[Group]:
    """Everyone of the scope, counted by the database. TooMuch beyond MOST_PEOPLE."""
    kinds = (User.name, Contact.tier, Unit.kind)
    rows = db.session.execute(
        select(*kinds, func.count(), func.sum(case((reached, 1), else_=0)))
        .select_from(Contact)
        .outerjoin(User, User.id == Contact.owner_id)
        .outerjoin(Unit, Unit.id == Contact.unit_id)
        .where(*in_scope(scope))
        .group_by(*kinds)
    ).all()
    if sum(row[3] for row in rows) > MOST_PEOPLE:
        raise TooMuch
    return [Group(row[0] or "", row[1], row[2] or "", row[3], row[4]) for row in rows]


def counting() -> ColumnElement[bool]:
    """`touches.counts_as_contact` as a condition on Interaction. The kinds are few: a join would ask for one each row."""
    codes: dict[str, list[str]] = defaultdict(list)
    for kind in interaction_kinds():
        codes[kind.counts].append(kind.code)
    answered = and_(Interaction.kind.in_(codes[Counting.ANSWERED]), Interaction.answered)
    return or_(Interaction.kind.in_(codes[Counting.ALWAYS]), answered)


def touches_with(scope: Scope, start: date | None, end: date, *columns: Any) -> Select[Any]:
    """Live interactions of the scope's people from start to end, a row for each person in each.

    `start` None is ever since: then the people lead, since nearly everything on record is wanted.
    """
    participants = interaction_participants.c
    found = (
        select(participants.contact_id, Interaction.on, *columns)
        .join(Interaction, Interaction.id == participants.interaction_id)
        .where(Interaction.deleted_at.is_(None), Interaction.on <= end)
        .where(participants.contact_id.in_(select(Contact.id).where(*in_scope(scope))))
    )
    return found if start is None else found.where(Interaction.on >= start)


def bounded_rows(statement: Any) -> list[Any]:
    """Counted first: reading what is then too much would take longer than all the rest."""
    some = statement.limit(MOST_TOUCHES + 1).subquery()
    if (db.session.scalar(select(func.count()).select_from(some)) or 0) > MOST_TOUCHES:
        raise TooMuch
    return list(db.session.execute(statement).all())


def last_days(scope: Scope, days: Sequence[date]) -> dict[int, tuple[date | None, ...]]:
    """{contact id: the day of the last touch that counts as of each of these days}; who was never met is absent."""
    last = [func.max(case((Interaction.on <= day, Interaction.on))) for day in days]
    touches = touches_with(scope, None, max(days)).where(counting())
    found = touches.with_only_columns(interaction_participants.c.contact_id, *last).group_by(
        interaction_participants.c.contact_id
    )
    return {row[0]: tuple(row[1:]) for row in db.session.execute(found)}


def warming(scope: Scope, start: date, end: date) -> dict[int, list[tuple[date, float]]]:
    """{contact id: (day, weight) of every touch}."""
    weights = {kind.code: (kind.weight, kind.unanswered_weight) for kind in interaction_kinds()}
    columns = Interaction.kind, Interaction.answered
    found: dict[int, list[tuple[date, float]]] = defaultdict(list)
    for contact_id, on, kind, answered in bounded_rows(touches_with(scope, start, end, *columns)):
        found[contact_id].append((on, weight_of(*weights[kind], answered)))
    return found


def entries_in(scope: Scope, start: date, end: date) -> list[Entry]:
    """The register's entries with somebody of the scope, each once, those alike counted together."""
    some = select(interaction_participants.c.interaction_id).join(
        Contact, Contact.id == interaction_participants.c.contact_id
    )
    alike = (Interaction.on, Interaction.kind, Interaction.answered, User.name, Interaction.handler)
    statement = (
        select(*alike, func.count())
        .outerjoin(User, User.id == Interaction.by_id)
        .where(
            Interaction.deleted_at.is_(None), Interaction.on >= start, Interaction.on <= end,
            Interaction.id.in_(some.where(*in_scope(scope))),
        )
        .group_by(*alike)
    )  # fmt: skip
    entries = [
        Entry(on, kind, answered, name or handler, times)
        for on, kind, answered, name, handler, times in bounded_rows(statement)
    ]
    if times_in(entries) > MOST_TOUCHES:
        raise TooMuch
    return entries


def times_in(entries: Iterable[Entry]) -> int:
    return sum(entry.times for entry in entries)


def reached_in(start: date, end: date, today: date) -> ColumnElement[bool]:
    """The condition on Contact for who was reached from start to end: a stored fact when the span ends today."""
    if end >= today:
        return Contact.last_contact_on >= start
    reached = (
        select(interaction_participants.c.contact_id)
        .join(Interaction, Interaction.id == interaction_participants.c.interaction_id)
        .where(Interaction.deleted_at.is_(None), Interaction.on >= start, Interaction.on <= end, counting())
    )
    return Contact.id.in_(reached)


def unreached(scope: Scope, start: date, end: date, today: date) -> Select[Contact]:
    """The SELECT of who was not reached, the closest ties first, among them whom nobody ever met."""
    rank = {"key": 0, "regular": 1, "general": 2}
    order = case(rank, value=Contact.tier, else_=3)
    missed = or_(Contact.last_contact_on.is_(None), ~reached_in(start, end, today))
    last = [Contact.last_contact_on.is_not(None), Contact.last_contact_on]
    return select(Contact).where(*in_scope(scope), missed).order_by(order, *last, Contact.id)
