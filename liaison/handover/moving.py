"""Moving everything a giver keeps to those who take it, one journal line for each value, and putting it back.

Check-in plans, feeds and owed answers follow from the owner and need no moving.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.contacts.actions import edit_contact, reassign
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.handover import main_taker
from liaison.followups.actions import reassign_follow_up
from liaison.followups.models import FollowUp
from liaison.greetings.models import Greeting, Round
from liaison.handover.models import Handover, HandoverMove
from liaison.matters.actions import reassign_matter
from liaison.matters.models import Matter
from liaison.units.actions import edit_unit
from liaison.units.models import Unit

Setting = Callable[[Any, User | None, Handover, User | None], None]


def set_owner(contact: Any, user: User | None, handover: Handover, by: User | None) -> None:
    reassign(contact, user, why="handover", origin=handover.uuid, by=by)


def set_deputy(contact: Any, user: User | None, _handover: Handover, by: User | None) -> None:
    edit_contact(contact, {"deputy_id": user.id if user else None}, version=None, by=by)


def set_unit_owner(unit: Any, user: User | None, _handover: Handover, by: User | None) -> None:
    edit_unit(unit, {"owner_id": user.id if user else None}, version=None, by=by)


def set_follow_up_owner(follow_up: Any, user: User | None, _handover: Handover, by: User | None) -> None:
    reassign_follow_up(follow_up, user, by=by)


def set_officer(greeting: Any, user: User | None, _handover: Handover, by: User | None) -> None:
    greeting.officer_id = user.id if user else None
    note("greeting.reassign", greeting, by, {"officer_id": greeting.officer_id})


def set_round_owner(round_: Any, user: User | None, _handover: Handover, by: User | None) -> None:
    round_.owner_id = user.id if user else None
    note("greeting_round.reassign", round_, by, {"owner_id": round_.owner_id})


def set_matter_owner(matter: Any, user: User | None, handover: Handover, by: User | None) -> None:
    reassign_matter(matter, user, by=by, on=handover.on)


def set_matter_deputy(matter: Any, user: User | None, _handover: Handover, by: User | None) -> None:
    matter.deputy_id = user.id if user else None
    note("matter.deputy", matter, by, {"deputy_id": matter.deputy_id})


# (table, column) → how it is set. What is not here a handover does not touch.
SETTINGS: dict[tuple[str, str], tuple[Any, Setting]] = {
    ("contacts", "owner_id"): (Contact, set_owner),
    ("contacts", "deputy_id"): (Contact, set_deputy),
    ("units", "owner_id"): (Unit, set_unit_owner),
    ("follow_ups", "owner_id"): (FollowUp, set_follow_up_owner),
    ("matters", "owner_id"): (Matter, set_matter_owner),
    ("matters", "deputy_id"): (Matter, set_matter_deputy),
    ("greetings", "officer_id"): (Greeting, set_officer),
    ("greeting_rounds", "owner_id"): (Round, set_round_owner),
}


def hand(handover: Handover, record: Any, field: str, user: User | None, by: User | None) -> None:
    """Set one value and write it down."""
    before, after = getattr(record, field), user.id if user else None
    if before == after:
        return
    _model, setting = SETTINGS[record.__tablename__, field]
    setting(record, user, handover, by)
    handover.moves.append(
        HandoverMove(
            subject=record.__tablename__,
            subject_id=record.id,
            field=field,
            before_id=before,
            after_id=after,
        )
    )


def move_all(handover: Handover, by: User | None) -> None:
    """Everything, people first: what is about the giver's other people stays with them."""
    move_people(handover, by)
    units = heirs(handover)
    move_units(handover, units, by)
    people = takers(handover)
    for greeting in waiting_greetings(handover):
        taker = people.get(greeting.contact_id, handover.rest_to)
        if taker is not None:
            hand(handover, greeting, "officer_id", taker, by)
    for round_ in open_rounds(handover):
        hand(handover, round_, "owner_id", handover.rest_to, by)
    for follow_up, taker in with_takers(handover, units, open_follow_ups(handover)):
        hand(handover, follow_up, "owner_id", taker, by)
    for matter, taker in with_takers(handover, units, open_matters(handover)):
        move_matter(handover, matter, taker, by)
    db.session.flush()


def leave_out_those_gone(handover: Handover) -> int:
    """Who left the giver since the draft was made stays where they are, and is no part of it; answers how many."""
    gone = [
        item
        for item in handover.items
        if handover.giver_id not in (item.contact.owner_id, item.contact.deputy_id)
    ]
    for item in gone:
        handover.items.remove(item)
    db.session.flush()
    return len(gone)


def takers(handover: Handover) -> dict[int, User]:
    """{contact id: who takes the person}."""
    return {item.contact_id: item.taker for item in handover.items}


def move_people(handover: Handover, by: User | None) -> None:
    """Owners and deputies. Whoever becomes the owner is no longer the deputy of the same person."""
    for item in handover.items:
        contact, taker = item.contact, item.taker
        if contact.owner_id == handover.giver_id:
            hand(handover, contact, "owner_id", taker, by)
            if contact.deputy_id == taker.id:
                hand(handover, contact, "deputy_id", None, by)
        if contact.deputy_id == handover.giver_id:
            hand(handover, contact, "deputy_id", None if contact.owner_id == taker.id else taker, by)


def heirs(handover: Handover) -> dict[int, User]:
    """{unit: who has most of the giver's people there}, the giver too where enough of them stay. Ask after the people moved."""
    there: dict[int, list[int]] = {}
    for item in handover.items:
        if item.contact.unit_id is not None:
            there.setdefault(item.contact.unit_id, []).append(item.taker_id)
    staying = select(Contact.unit_id).where(Contact.owner_id == handover.giver_id, Contact.archived_at.is_(None))
    for unit_id in db.session.scalars(staying.where(Contact.unit_id.is_not(None))):
        there.setdefault(unit_id or 0, []).append(handover.giver_id)
    users = {user.id: user for user in [handover.giver, *handover.takers]}
    return {unit_id: users[main_taker(ids, stays=handover.giver_id) or 0] for unit_id, ids in there.items()}


def move_units(handover: Handover, units: dict[int, User], by: User | None) -> None:
    """A unit goes with most of the giver's people there; one without people goes with the rest."""
    for unit in db.session.scalars(
        select(Unit).where(Unit.owner_id == handover.giver_id).order_by(Unit.id)
    ).all():
        taker = units.get(unit.id, handover.rest_to)
        if taker is not None:
            hand(handover, unit, "owner_id", taker, by)


def not_staying(handover: Handover, column: Any) -> ColumnElement[bool]:
    """The condition that a record is about nobody whom the giver goes on keeping. Ask after the people moved."""
    kept = select(Contact.id).where(
        or_(Contact.owner_id == handover.giver_id, Contact.deputy_id == handover.giver_id)
    )
    return or_(column.is_(None), column.not_in(kept))


def waiting_greetings(handover: Handover) -> list[Greeting]:
    """The giver's greetings that are neither sent nor excused, but those to people who stay."""
    return list(
        db.session.scalars(
            select(Greeting)
            .where(
                Greeting.officer_id == handover.giver_id,
                Greeting.sent_at.is_(None),
                Greeting.excused_at.is_(None),
                not_staying(handover, Greeting.contact_id),
            )
            .order_by(Greeting.id)
        )
    )


def open_rounds(handover: Handover) -> list[Round]:
    """The giver's own rounds that are not closed, when somebody takes the rest."""
    if handover.rest_to is None:
        return []
    return list(
        db.session.scalars(
            select(Round)
            .where(Round.owner_id == handover.giver_id, Round.closed_at.is_(None))
            .order_by(Round.id)
        )
    )


def open_follow_ups(handover: Handover) -> list[FollowUp]:
    """The giver's open follow-ups but those about people who stay: a unit's, another officer's, or about nothing on record."""
    return list(
        db.session.scalars(
            select(FollowUp)
            .where(
                FollowUp.owner_id == handover.giver_id,
                FollowUp.done_at.is_(None),
                FollowUp.deleted_at.is_(None),
                not_staying(handover, FollowUp.contact_id),
            )
            .order_by(FollowUp.id)
        )
    )


def open_matters(handover: Handover) -> list[Matter]:
    """The open matters the giver owns or deputises for, but those with people who stay."""
    return list(
        db.session.scalars(
            select(Matter)
            .where(
                or_(Matter.owner_id == handover.giver_id, Matter.deputy_id == handover.giver_id),
                Matter.ended_as == "",
                Matter.deleted_at.is_(None),
                not_staying(handover, Matter.contact_id),
            )
            .order_by(Matter.id)
        )
    )


def with_takers(
    handover: Handover, units: dict[int, User], records: Sequence[Any]
) -> Iterator[tuple[Any, User]]:
    """Each with who takes it: with the person, with the unit, or with the rest; what nobody takes is left out."""
    people = takers(handover)
    for record in records:
        if record.contact_id is not None:
            taker = people.get(record.contact_id, handover.rest_to)
        else:
            taker = units.get(record.unit_id or 0, handover.rest_to)
        if taker is not None:
            yield record, taker


def move_matter(handover: Handover, matter: Matter, taker: User, by: User | None) -> None:
    """Owner and deputy; nobody is both."""
    if matter.owner_id == handover.giver_id:
        if matter.deputy_id == taker.id:
            hand(handover, matter, "deputy_id", None, by)
        hand(handover, matter, "owner_id", taker, by)
    if matter.deputy_id == handover.giver_id:
        hand(handover, matter, "deputy_id", None if matter.owner_id == taker.id else taker, by)


def put_back(handover: Handover, by: User | None) -> int:
    """Undo the moves, last first; answers how many values were changed since and therefore stay."""
    kept = 0
    for move in reversed(handover.moves):
        model, setting = SETTINGS[move.subject, move.field]
        record = db.session.get(model, move.subject_id)
        if record is None or getattr(record, move.field) != move.after_id:
            kept += 1
            continue
        setting(record, db.session.get(User, move.before_id) if move.before_id else None, handover, by)
    db.session.flush()
    return kept


def moved_counts(handover: Handover) -> dict[tuple[str, str], int]:
    """{(table, column): how many}."""
    counts: dict[tuple[str, str], int] = {}
    for move in handover.moves:
        counts[move.subject, move.field] = counts.get((move.subject, move.field), 0) + 1
    return counts
