"""Who belongs to a round and who does not, each with the reason."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, or_, select

from liaison.accounts.models import User
from liaison.calendar_.audiences import Known, audience_of
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.audience import Standing
from liaison.domain.greeting_days import feasts_serving
from liaison.due.scopes import Scope, in_scope
from liaison.greetings.models import Greeting, Round, Turn
from liaison.greetings.occasions import GreetedDay, OccasionError, occasion_named


@dataclass(frozen=True)
class Candidate:
    """One person of the scope. `taken_by` is the greeting of some round that serves this feast already."""

    known: Known
    invited: bool
    reason: str
    taken_by: Greeting | None = None


def scope_of(starter: User | None, owner_id: int | None) -> Scope:
    """The people a round is about: whom its starter sees, or one officer's alone."""
    return Scope(seen_by=starter, owner_ids=(owner_id,) if owner_id else None)


def candidates(day: GreetedDay, scope: Scope, today: date) -> list[Candidate]:
    """Everybody of the scope in pinyin order, judged for the feast."""
    return candidates_for([day], scope, today)[0]


def candidates_for(days: Sequence[GreetedDay], scope: Scope, today: date) -> list[list[Candidate]]:
    """The same for several feasts, the people read once."""
    people, resting = audience_of(scope).people, paused(scope, today)
    found = []
    for day in days:
        taken = takers(day.turns, [known.id for known in people])
        found.append([judged(day, each, taken.get(each.id), resting.get(each.id)) for each in people])
    return found


def judged(day: GreetedDay, known: Known, taken: Greeting | None, resting: date | None) -> Candidate:
    """The verdict of the rule, overruled by a pause or by a greeting somebody else prepares already."""
    if taken is not None:
        return Candidate(known, False, f"已在“{taken.round.name}”里", taken)
    if resting is not None:
        return Candidate(known, False, f"停联到 {resting.isoformat()}")
    standing, reason = day.standing_of(known.person)
    if standing is Standing.OPTIONAL:
        said = f"可选对象：{reason}"
        return Candidate(known, day.optional, said if day.optional else f"{said}，由联络员决定")
    greeted = standing is Standing.GREETED
    return Candidate(known, greeted, f"规则：{reason}" if greeted else reason)


def paused(scope: Scope, today: date) -> dict[int, date]:
    """{contact id: until when}, for those nobody is to trouble now."""
    rows = db.session.execute(
        select(Contact.id, Contact.paused_until).where(*in_scope(scope), Contact.paused_until > today)
    )
    return {contact_id: until for contact_id, until in rows if until}


def takers(turns: Iterable[tuple[str, int]], contact_ids: list[int]) -> dict[int, Greeting]:
    """{contact id: the greeting that holds one of these feasts}, for those who are greeted already."""
    feasts = or_(*(and_(Turn.occasion_code == code, Turn.cycle == cycle) for code, cycle in turns))
    found: dict[int, Greeting] = {}
    for start in range(0, len(contact_ids), 500):
        chunk = contact_ids[start : start + 500]
        rows = db.session.scalars(
            select(Greeting)
            .join(Turn, Turn.greeting_id == Greeting.id)
            .where(feasts, Turn.contact_id.in_(chunk))
        )
        found |= {greeting.contact_id: greeting for greeting in rows.unique()}
    return found


def provided_for(turns: Collection[tuple[str, int]]) -> Select[int]:
    """Ids of everybody in a round that serves one of these feasts, whoever's it is; the excused are provided for too."""
    return select(Greeting.contact_id).join(Round, Round.id == Greeting.round_id).where(serving(turns))


def serving(turns: Collection[tuple[str, int]]) -> ColumnElement[bool]:
    """The condition on Round for those of a feast that serves one of these."""
    return or_(
        *(and_(Round.occasion_code == code, Round.cycle == cycle) for code, cycle in sorted(feasts_serving(turns)))
    )


def feast_of(round_: Round) -> GreetedDay | None:
    """The feast with its days as they would be counted today, perhaps by a new schedule; None for one given up."""
    try:
        return occasion_named(f"{round_.occasion_code}:{round_.cycle}")
    except OccasionError:
        return None


def left_out(round_: Round, day: GreetedDay, today: date) -> list[Candidate]:
    """Everybody of the scope who is not in the round, the invited first."""
    scope = scope_of(round_.started_by, round_.owner_id)
    held = held_contacts(round_)
    outside = [each for each in candidates(day, scope, today) if each.known.id not in held]
    return sorted(outside, key=lambda each: not each.invited)


def held_contacts(round_: Round) -> set[int]:
    """Ids of everybody in the round, excused ones too."""
    return set(db.session.scalars(select(Greeting.contact_id).where(Greeting.round_id == round_.id)))
