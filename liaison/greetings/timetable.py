"""Rounds in time: what the calendar shows of them, and the sentences of the first page.

Imported by the calendar, so it asks the calendar for nothing but the shape of an occasion.
"""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.calendar_.greeted import greeted_count
from liaison.calendar_.occasions import Occasion
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.greeting_days import workdays_until
from liaison.domain.workdays import WorkCalendar
from liaison.due.scopes import Scope, not_paused
from liaison.greetings.audience import provided_for
from liaison.greetings.incoming import owed_count
from liaison.greetings.models import Round, Stage
from liaison.greetings.occasions import GreetedDay, coming_days
from liaison.greetings.outbox import undecided
from liaison.greetings.queries import Tally, seen_rounds, served_by, tallies

LONGEST_LEAD = 45  # days: no feast is prepared for longer
STEPS = ("draft", "submit", "approve", "send")


@dataclass(frozen=True)
class RoundAhead:
    """A round under way, with how far its feast is and how many of the reader's people still wait."""

    round: Round
    workdays: int
    tally: Tally

    @property
    def waiting(self) -> int:
        return self.tally.ready


def round_occasions(start: date, end: date, scope: Scope) -> list[Occasion]:
    """The days of open rounds between start and end, both included: begin, submit, approve, send."""
    rounds = rounds_in_scope(scope)
    counts = tallies(scope.seen_by, [each.id for each in rounds], sole_owner(scope))
    found = []
    for round_ in rounds:
        tally = counts.get(round_.id, Tally())
        found += [
            step_occasion(round_, step, day)
            for step, day in days_of(round_).items()
            if start <= day <= end and is_ahead(round_, step, tally)
        ]
    return found


def rounds_in_scope(scope: Scope, *, ended: bool = False) -> list[Round]:
    """Open rounds the reader may see, perhaps ended ones too; with one officer asked for, not those of another."""
    found = select(Round)
    if not ended:
        found = found.where(Round.closed_at.is_(None))
    if scope.seen_by is not None:
        found = found.where(seen_rounds(scope.seen_by))
    if scope.owner_ids is not None:
        found = found.where(Round.owner_id.is_(None) | Round.owner_id.in_(scope.owner_ids))
    return list(db.session.scalars(found.order_by(Round.send_on, Round.id)))


def sole_owner(scope: Scope) -> int | None:
    """The officer whose greetings alone are counted; None counts all the reader sees."""
    return scope.owner_ids[0] if scope.owner_ids is not None and len(scope.owner_ids) == 1 else None


def days_of(round_: Round) -> dict[str, date]:
    """The steps of a round by their days."""
    return dict(
        zip(STEPS, (round_.draft_from, round_.submit_by, round_.approve_by, round_.send_on), strict=True)
    )


def is_ahead(round_: Round, step: str, tally: Tally) -> bool:
    """Whether the step is still to be taken."""
    if step == "send":
        return tally.ready > 0
    return round_.stage == Stage.DRAFT or (step == "approve" and round_.stage == Stage.SUBMITTED)


def step_occasion(round_: Round, step: str, day: date) -> Occasion:
    """One step as the calendar shows it."""
    words = {"draft": _("起草"), "submit": _("送审"), "approve": _("审定"), "send": _("发送")}
    title = _("%(name)s问候：%(step)s", name=round_.name, step=words[step])
    return Occasion(
        uuid=round_.uuid,
        cycle=f"round-{step}",
        kind="greeting",
        on=day,
        title=title,
        discreet_title=title,
        detail=_("%(name)s在 %(day)s", name=round_.occasion_name, day=round_.day),
        path=f"/greetings/rounds/{round_.id}",
        updated_at=round_.updated_at,
        sequence=round_.version,
    )


def rounds_ahead(today: date, scope: Scope, calendar: WorkCalendar) -> list[RoundAhead]:
    """Rounds that somebody still has to do something for, the nearest feast first."""
    rounds = rounds_in_scope(scope)
    counts = tallies(scope.seen_by, [each.id for each in rounds], sole_owner(scope))
    ahead = [
        RoundAhead(each, workdays_until(each.day, today, calendar), counts.get(each.id, Tally()))
        for each in rounds
    ]
    return [each for each in ahead if each.waiting]


@dataclass(frozen=True)
class Unfinished:
    """Greetings that wait for an answer of ours, and mails nobody knows the fate of."""

    owed: int = 0
    undecided: int = 0


def unfinished(scope: Scope) -> Unfinished:
    """Of the people in the scope; nothing where no reader is named."""
    if scope.seen_by is None:
        return Unfinished()
    officer_id = sole_owner(scope)
    return Unfinished(owed_count(scope.seen_by, officer_id), undecided(scope.seen_by, officer_id))


@dataclass(frozen=True)
class FeastToBegin:
    """A feast whose preparation is due; `people` are those it greets by default and no round has yet, counted to a limit.

    `begun`: a round serves others already.
    """

    day: GreetedDay
    workdays: int
    people: int
    begun: bool = False


def feasts_to_begin(today: date, scope: Scope, calendar: WorkCalendar) -> list[FeastToBegin]:
    """What should be drafted by now, the nearest feast first; an optional one is left to the officer's choice.

    A round of some people leaves the feast to be begun for the others of the scope.
    """
    served = served_by(rounds_in_scope(scope, ended=True))
    found = []
    for day in coming_days(today, LONGEST_LEAD):
        if day.days is None or day.part_of or day.days.draft_from > today:
            continue
        left = Contact.id.not_in(provided_for(day.turns))
        people = greeted_count(day.observances, scope, left, not_paused(today))
        if people:
            workdays, begun = workdays_until(day.day, today, calendar), not served.isdisjoint(day.turns)
            found.append(FeastToBegin(day, workdays, people, begun))
    return found
