"""Who is due. The first page, the command, the units view and the counts in the navigation all ask here."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from sqlalchemy import case, func, or_, select, true

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain.cadence import State
from liaison.due.rows import DueRow, due_rows_for
from liaison.due.scopes import Scope, in_scope, in_state, not_paused, order_of
from liaison.units.models import Unit
from liaison.web.paging import Page, Sorted, paged

REVIEWED = (State.NEVER, State.BROKEN, State.OVERDUE, State.DUE, State.SOON)
PRESSING = (State.NEVER, State.BROKEN, State.OVERDUE, State.DUE)
COUNT_LIMIT = 1000
FREE_CALLS = 3
# Whom a unit rings first: those never contacted, the weightiest of them before the others, then by the day due.
FIRST = (
    Contact.due_on.is_not(None),
    case((Contact.due_on.is_(None), Contact.cadence_days)),
    Contact.due_on,
    Contact.id,
)


@dataclass(frozen=True)
class DueGroup:
    """One state's people: how many (at most COUNT_LIMIT is counted) and one page of them."""

    state: State
    count: int
    page: Page[DueRow]


def conditions(state: State, today: date, scope: Scope) -> list:
    return [*in_scope(scope), not_paused(today), in_state(state, today, scope.within_days)]


def due_contacts(
    state: State, today: date, scope: Scope, *, mark: str | None = None, size: int = 20
) -> Page[DueRow]:
    """One page of the people in one state."""
    found = paged(
        db.session, select(Contact).where(*conditions(state, today, scope)), order_of(state), mark, size
    )
    return Page(due_rows_for(found.rows, today, scope.within_days), found.next_mark, found.prev_mark)


def due_count(state: State, today: date, scope: Scope) -> int:
    """How many are in a state, counting no further than COUNT_LIMIT."""
    some = select(Contact.id).where(*conditions(state, today, scope)).limit(COUNT_LIMIT).subquery()
    return db.session.scalar(select(func.count()).select_from(some)) or 0


def review(today: date, scope: Scope, *, size: int = 20) -> list[DueGroup]:
    """The groups of the first page, most pressing first, empty ones left out."""
    groups = []
    for state in REVIEWED:
        count = due_count(state, today, scope)
        if count:
            groups.append(DueGroup(state, count, due_contacts(state, today, scope, size=size)))
    return groups


def all_due(today: date, scope: Scope, limit: int | None = None) -> list[DueRow]:
    """The whole review as one list, most pressing first: for the command, the print and the digest."""
    rows: list[DueRow] = []
    for state in REVIEWED:
        statement = select(Contact).where(*conditions(state, today, scope)).order_by(*order_of(state))
        if limit is not None:
            statement = statement.limit(limit - len(rows))
        contacts = db.session.scalars(statement).all()
        for start in range(0, len(contacts), 500):
            rows += due_rows_for(contacts[start : start + 500], today, scope.within_days)
        if limit is not None and len(rows) >= limit:
            break
    return rows


def each_due(today: date, scope: Scope, states: tuple[State, ...] = REVIEWED) -> Iterator[DueRow]:
    """The same list row by row, however long, a few hundred in memory at a time."""
    for state in states:
        statement = select(Contact).where(*conditions(state, today, scope)).order_by(*order_of(state))
        for some in db.session.scalars(statement.execution_options(yield_per=500)).partitions():
            yield from due_rows_for(some, today, scope.within_days)


def anybody(user: User) -> bool:
    """Whether there is anyone at all whom the user may see."""
    return db.session.scalar(select(Contact.id).where(visible_contacts(user)).limit(1)) is not None


def unowned_due(today: date, user: User) -> int:
    """How many of those in sight whom nobody keeps should be called by today, counted to COUNT_LIMIT."""
    due = (
        select(Contact.id)
        .where(*in_scope(Scope(seen_by=user)), Contact.owner_id.is_(None), not_paused(today))
        .where(or_(Contact.due_on.is_(None), Contact.due_on <= today))
        .limit(COUNT_LIMIT)
    )
    return db.session.scalar(select(func.count()).select_from(due.subquery())) or 0


def pressing_count(today: date, scope: Scope) -> int:
    """How many need a hand now, for the number beside 今日 in the navigation."""
    return sum(due_count(state, today, scope) for state in PRESSING)


def ten_minutes(today: date, scope: Scope) -> list[DueRow]:
    """Three good people to ring in a spare moment: with a telephone, longest past their rhythm, of different units."""
    rows = all_due(today, scope.but(within_days=0), limit=60)
    callable_rows = [row for row in rows if row.contact.phones]
    callable_rows.sort(key=lambda row: (-row.days_overdue / row.contact.cadence_days, row.contact.id))
    chosen: list[DueRow] = []
    for row in callable_rows:
        if row.contact.unit_id is None or row.contact.unit_id not in {
            done.contact.unit_id for done in chosen
        }:
            chosen.append(row)
        if len(chosen) == FREE_CALLS:
            break
    return chosen


def paused_contacts(today: date, scope: Scope) -> list[Contact]:
    """The scope's people who are out of the review for now, soonest back first."""
    return list(
        db.session.scalars(
            select(Contact)
            .where(*in_scope(scope), Contact.paused_until > today)
            .order_by(Contact.paused_until, Contact.id)
            .limit(COUNT_LIMIT)
        )
    )


def due_units(today: date, *, within_days: int) -> Sorted[Unit]:
    """Units with people, by the day their next contact is due; those never reached are asked for apart."""
    horizon = date.fromordinal(today.toordinal() + within_days)
    statement = select(Unit).where(Unit.archived_at.is_(None), Unit.due_on <= horizon, Unit.people > 0)
    return Sorted(statement, [Unit.due_on, Unit.id])


def first_to_call(unit_ids: list[int], user: User | None, today: date) -> dict[int, Contact]:
    """{unit id: whom to ring there first}: of its people the user may see (None: all), the one due earliest, never
    contacted before all."""
    place = func.row_number().over(
        partition_by=Post.unit_id, order_by=FIRST
    )
    ranked = (
        select(Post.unit_id, Contact.id.label("contact_id"), place.label("place"))
        .join(Contact, Contact.id == Post.contact_id)
        .where(
            Post.unit_id.in_(unit_ids),
            Post.to_on.is_(None),
            Contact.archived_at.is_(None),
            not_paused(today),
            visible_contacts(user) if user else true(),
        )
        .subquery()
    )
    rows = db.session.execute(
        select(ranked.c.unit_id, Contact)
        .join(Contact, Contact.id == ranked.c.contact_id)
        .where(ranked.c.place == 1)
    )
    return {row[0]: row[1] for row in rows}


def unreached_units() -> Sorted[Unit]:
    """Units whose people nobody has reached yet."""
    statement = select(Unit).where(Unit.archived_at.is_(None), Unit.due_on.is_(None), Unit.people > 0)
    return Sorted(statement, [Unit.id])
