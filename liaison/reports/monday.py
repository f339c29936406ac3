"""周一页: what happened last week, what this week asks for, what is late, and who needs a hand. On one screen."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import Select, case, func, or_, select
from sqlalchemy.orm import selectinload

from liaison.accounts.models import User
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.cadence import State
from liaison.domain.festivals import Festival
from liaison.domain.report_spans import Span
from liaison.due.queries import due_contacts, due_count
from liaison.due.rows import DueRow
from liaison.due.scopes import Scope, in_scope, in_state, not_paused
from liaison.followups.models import FollowUp
from liaison.followups.queries import open_follow_ups
from liaison.home.queries import festivals_ahead
from liaison.interactions.models import Interaction, interaction_participants
from liaison.leave.queries import days_away
from liaison.matters.models import Matter
from liaison.matters.queries import LIVE, pressing_matters, visible_matters
from liaison.office.queries import interaction_kinds
from liaison.reports.queries import entries_in, times_in

SHOWN = 6  # lines of a list: the page is one screen
COUNTED = 20_000
PREPARING = timedelta(days=14)
FACE_TO_FACE = ("visit", "reception", "meeting")


@dataclass(frozen=True)
class Hand:
    """An officer with what has gone past its day, and how many days of this week he is away."""

    name: str
    people: int
    follow_ups: int
    matters: int
    away: int

    @property
    def late(self) -> int:
        return self.people + self.follow_ups + self.matters


@dataclass(frozen=True)
class LastWeek:
    """`kinds`: (name, how often); `met` what came about, face to face first, `ended` the matters, the latest few of each."""

    span: Span
    kinds: list[tuple[str, int]]
    answered: int
    met: list[Interaction]
    ended: list[Matter]

    @property
    def total(self) -> int:
        return sum(count for _name, count in self.kinds)


@dataclass(frozen=True)
class ThisWeek:
    """What falls due from today to Sunday; `coming` are the festivals of the two weeks after, which want preparing now."""

    span: Span
    due: int
    people: list[DueRow]
    follow_ups: list[FollowUp]
    matters: list[Matter]
    festivals: list[tuple[Festival, int]]
    coming: list[tuple[Festival, int]]


@dataclass(frozen=True)
class Late:
    """What has gone past its day, the worst first."""

    broken: int
    overdue: int
    people: list[DueRow]
    follow_ups: list[FollowUp]
    matters: list[Matter]


@dataclass(frozen=True)
class Monday:
    last: LastWeek
    this: ThisWeek
    late: Late
    hands: list[Hand]


def monday(today: date, scope: Scope) -> Monday:
    """The whole page for the week that `today` is in. Every list is short and read through an index."""
    start = today - timedelta(days=today.weekday())
    last = Span("own", start - timedelta(days=7), start - timedelta(days=1))
    this = Span("own", today, start + timedelta(days=6))
    return Monday(last_week(last, scope), this_week(this, scope), late(today, scope), hands(this, today, scope))


def last_week(span: Span, scope: Scope) -> LastWeek:
    entries = entries_in(scope, span.start, span.end)
    counts: Counter[str] = Counter()
    for entry in entries:
        counts[entry.kind] += entry.times
    kinds = [(kind.label, counts[kind.code]) for kind in interaction_kinds() if counts[kind.code]]
    faces_first = case((Interaction.kind.in_(FACE_TO_FACE), 0), else_=1)
    met = met_in(span, scope).order_by(faces_first, Interaction.on.desc(), Interaction.id.desc()).limit(SHOWN)
    return LastWeek(
        span,
        sorted(kinds, key=lambda pair: -pair[1]),
        times_in(entry for entry in entries if entry.answered),
        list(db.session.scalars(met)),
        ended_matters(span, scope, SHOWN),
    )


def met_in(span: Span, scope: Scope) -> Select[Interaction]:
    """The SELECT of what came about with somebody of the scope: a call answered, a visit made."""
    some = select(interaction_participants.c.interaction_id).join(
        Contact, Contact.id == interaction_participants.c.contact_id
    )
    return (
        select(Interaction)
        .where(
            Interaction.deleted_at.is_(None), Interaction.on >= span.start, Interaction.on <= span.end,
            Interaction.answered,
            Interaction.id.in_(some.where(*in_scope(scope))),
        )
        .options(selectinload(Interaction.participants), selectinload(Interaction.unit))
    )  # fmt: skip


def ended_matters(span: Span, scope: Scope, limit: int) -> list[Matter]:
    """What ended in the span, the latest first."""
    found = select(Matter).where(LIVE, Matter.ended_on >= span.start, Matter.ended_on <= span.end)
    if scope.seen_by is not None:
        found = found.where(visible_matters(scope.seen_by))
    if scope.owner_ids is not None:
        found = found.where(Matter.owner_id.in_(scope.owner_ids))
    return list(db.session.scalars(found.order_by(Matter.ended_on.desc(), Matter.id.desc()).limit(limit)))


def this_week(span: Span, scope: Scope) -> ThisWeek:
    today, ahead = span.start, (span.end - span.start).days
    week = scope.but(within_days=ahead)
    people = [row for state in (State.DUE, State.SOON) for row in due_contacts(state, today, week, size=SHOWN).rows]
    near = [pair for pair in festivals_ahead(today, scope) if pair[0].date <= span.end + PREPARING]
    matters = pressing_matters(scope.seen_by, until=span.end, today=today, owner_ids=scope.owner_ids)
    return ThisWeek(
        span,
        sum(due_count(state, today, week) for state in (State.DUE, State.SOON)),
        people[:SHOWN],
        open_follow_ups(scope.seen_by, start=today, end=span.end, owner_ids=scope.owner_ids)[:SHOWN],
        [each for each in matters if each.due_on >= today][:SHOWN],
        [pair for pair in near if pair[0].date <= span.end],
        [pair for pair in near if pair[0].date > span.end][:3],
    )


def late(today: date, scope: Scope) -> Late:
    yesterday = today - timedelta(days=1)
    people = [
        row for state in (State.BROKEN, State.OVERDUE) for row in due_contacts(state, today, scope, size=SHOWN).rows
    ]  # fmt: skip
    return Late(
        due_count(State.BROKEN, today, scope),
        due_count(State.OVERDUE, today, scope),
        people[:SHOWN],
        open_follow_ups(scope.seen_by, end=yesterday, owner_ids=scope.owner_ids)[:SHOWN],
        pressing_matters(scope.seen_by, until=yesterday, today=today, owner_ids=scope.owner_ids)[:SHOWN],
    )


def hands(span: Span, today: date, scope: Scope) -> list[Hand]:
    """Officers with anything late or away this week, who needs a hand most first."""
    people, tasks = late_people(today, scope), late_follow_ups(today, scope)
    matters = Counter(
        each.owner_id for each in pressing_matters(
            scope.seen_by, until=today - timedelta(days=1), today=today, owner_ids=scope.owner_ids
        )
    )  # fmt: skip
    users = officers(scope)
    away = days_away([user.id for user in users], span.start, span.end)
    found = [
        Hand(user.name, people[user.id], tasks[user.id], matters[user.id], len(away.get(user.id, ()))) for user in users
    ]
    return sorted((hand for hand in found if hand.late or hand.away), key=lambda hand: (-hand.late, hand.name))


def officers(scope: Scope) -> Sequence[User]:
    """Whose week is looked at: those of the scope, else everybody who keeps people."""
    found = select(User).where(User.disabled_at.is_(None), User.role != "viewer")
    if scope.owner_ids is not None:
        found = found.where(User.id.in_(scope.owner_ids))
    elif scope.seen_by is not None and scope.seen_by.section_id is not None:
        found = found.where(User.section_id == scope.seen_by.section_id)
    return db.session.scalars(found.order_by(User.name)).all()


def late_people(today: date, scope: Scope) -> Counter[int | None]:
    """{owner: how many people past their day}, counted as far as COUNTED."""
    late_now = or_(in_state(State.BROKEN, today, 0), in_state(State.OVERDUE, today, 0))
    some = select(Contact.owner_id).where(*in_scope(scope), not_paused(today), late_now).limit(COUNTED).subquery()
    rows = db.session.execute(select(some.c.owner_id, func.count()).group_by(some.c.owner_id))
    return Counter({row[0]: row[1] for row in rows})


def late_follow_ups(today: date, scope: Scope) -> Counter[int | None]:
    found = open_follow_ups(scope.seen_by, end=today - timedelta(days=1), owner_ids=scope.owner_ids)
    return Counter(each.owner_id for each in found)
