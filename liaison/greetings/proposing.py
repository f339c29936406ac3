"""Feasts ahead with those who are in no round of them yet: what /greetings offers to begin."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from liaison.accounts.models import User
from liaison.db import db
from liaison.greetings.audience import Candidate, candidates_for, provided_for, scope_of
from liaison.greetings.models import Round
from liaison.greetings.occasions import GreetedDay, coming_days
from liaison.greetings.queries import served_by

PROPOSED_DAYS = 75


@dataclass(frozen=True)
class Proposal:
    """A feast and how many it invites whom no round has; `begun`: a round serves others already."""

    day: GreetedDay
    people: int
    begun: bool


def proposals(today: date, user: User, rounds: Iterable[Round]) -> list[Proposal]:
    """The feasts of the next weeks that greet somebody the user sees who is in no round of theirs."""
    served = served_by(rounds)
    days = [day for day in coming_days(today, PROPOSED_DAYS) if not (day.refusal or day.part_of)]
    everybody = candidates_for(days, scope_of(user, None), today)
    found = [
        Proposal(day, left_to_greet(day, people), not served.isdisjoint(day.turns))
        for day, people in zip(days, everybody, strict=True)
    ]
    return [each for each in found if each.people]


def left_to_greet(day: GreetedDay, people: Iterable[Candidate]) -> int:
    """How many are invited of whom no round knows, not even as 免发."""
    known = set(db.session.scalars(provided_for(day.turns)))
    return sum(each.invited and each.known.id not in known for each in people)
