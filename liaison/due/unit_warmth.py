"""How warm a unit is: as warm as its warmest person, as its last contact is the latest over its people."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Select, select

from liaison.contacts.models import Contact, Post
from liaison.db import db
from liaison.domain import warmth
from liaison.domain.warmth import Heat
from liaison.standing.queries import in_chunks, touches_of


@dataclass(frozen=True)
class UnitWarmth:
    """`trend` None: nobody there was known ninety days ago."""

    temperature: float
    trend: int | None


def members(unit_ids: Collection[int]) -> Select:
    """(unit id, contact id, rhythm, stored heat and its day) of everyone with an open post there."""
    return (
        select(Post.unit_id, Contact.id, Contact.cadence_days, Contact.heat, Contact.heat_on)
        .join(Contact, Contact.id == Post.contact_id)
        .where(Post.unit_id.in_(unit_ids), Post.to_on.is_(None), Contact.archived_at.is_(None))
        .distinct()
    )


def unit_temperatures(unit_ids: Collection[int], today: date) -> dict[int, float]:
    """{unit id: 0–100} of those that have people: one SELECT of stored heats."""
    found: dict[int, float] = {}
    for unit_id, _contact_id, every, heat, heat_on in db.session.execute(members(unit_ids)):
        degrees = warmth.temperature_on(Heat(heat, heat_on), today, every)
        found[unit_id] = max(degrees, found.get(unit_id, 0.0))
    return found


def unit_warmth(unit_id: int, today: date) -> UnitWarmth | None:
    """One unit's temperature with its trend, from all that happened; None while nobody is recorded there."""
    rhythms = {row.id: row.cadence_days for row in db.session.execute(members([unit_id]))}
    if not rhythms:
        return None
    histories = []
    for ids in in_chunks(rhythms):
        touches = touches_of(ids)
        histories += [
            ([(on, weight) for on, weight, _counts in touches.get(each, [])], rhythms[each]) for each in ids
        ]
    return UnitWarmth(*warmth.warmest(histories, today))
