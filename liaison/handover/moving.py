"""Moving everything a giver keeps to those who take it, one journal line for each value, and putting it back.

Which record goes with whom is said in fates.py. Check-in plans, feeds and owed answers follow from the owner and need no moving.
"""

from collections.abc import Callable
from typing import Any

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.contacts.actions import edit_contact, reassign
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.followups.actions import reassign_follow_up
from liaison.followups.models import FollowUp
from liaison.greetings.models import Greeting, Round
from liaison.handover.fates import fates_of
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
    """Everything: where it goes is asked once (fates.py), before anything moves."""
    fates = fates_of(handover)
    move_people(handover, by)
    for field, those in (
        ("owner_id", [*fates.units, *fates.rounds, *fates.follow_ups]),
        ("officer_id", fates.greetings),
    ):
        for fate in those:
            if fate.taker is not None:
                hand(handover, fate.record, field, fate.taker, by)
    for fate in fates.matters:
        if fate.taker is not None:
            move_matter(handover, fate.record, fate.taker, by)
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
        if record is None or getattr(record, move.field) != move.after_id or is_over(record):
            kept += 1
            continue
        setting(record, db.session.get(User, move.before_id) if move.before_id else None, handover, by)
    db.session.flush()
    return kept


def is_over(record: Any) -> bool:
    """Whether it was done since: whoever did it stays with it."""
    return any(getattr(record, name, None) for name in ("done_at", "sent_at", "excused_at", "closed_at", "ended_as"))


def moved_counts(handover: Handover) -> dict[tuple[str, str], int]:
    """{(table, column): how many}."""
    counts: dict[tuple[str, str], int] = {}
    for move in handover.moves:
        counts[move.subject, move.field] = counts.get((move.subject, move.field), 0) + 1
    return counts
