"""What the facts must be, read from the records alone. `flask doctor` and the tests compare this with what is stored."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from math import isclose
from typing import Any, TypeVar

from sqlalchemy import func, select

from liaison.batches import among
from liaison.contacts.models import Contact, Pause, Post, Snooze
from liaison.db import db
from liaison.domain import cadence, warmth
from liaison.domain.cadence import Cadence, effective_cadence
from liaison.domain.touches import counts_as_contact, weight_of
from liaison.interactions.models import Interaction, interaction_participants
from liaison.office.models import InteractionKind
from liaison.office.queries import tier_cadences
from liaison.units.models import Unit

CHUNK = 500
Held = TypeVar("Held", Snooze, Pause)
Touches = list[tuple[date, float, bool]]  # day, weight, counts as contact


@dataclass(frozen=True)
class FirstPost:
    """The first open post of a contact, which gives it its unit and title, with the unit's own rhythm."""

    unit_id: int | None
    title: str
    interval_days: int | None
    max_gap_days: int | None


NO_POST = FirstPost(None, "", None, None)


@dataclass(frozen=True)
class ContactStanding:
    """The fact columns of a contact, by their column names."""

    unit_id: int | None
    title: str
    cadence_days: int
    gap_days: int
    last_contact_on: date | None
    times_contacted: int
    due_on: date | None
    broken_after: date | None
    snoozed_until: date | None
    paused_until: date | None
    heat: float
    heat_on: date | None
    cools_on: date | None

    def agrees_with(self, contact: Any) -> bool:
        """Whether the facts stored with a contact, or a row of them, equal these; heat up to the rounding of its sum."""
        if not isclose(self.heat, contact.heat, rel_tol=1e-12):
            return False
        return all(getattr(contact, name) == fact for name, fact in vars(self).items() if name != "heat")


@dataclass(frozen=True)
class UnitStanding:
    """The fact columns of a unit, by their column names."""

    last_contact_on: date | None
    due_on: date | None
    people: int
    people_reached: int

    def agrees_with(self, unit: Any) -> bool:
        return all(getattr(unit, name) == fact for name, fact in vars(self).items())


def in_chunks(ids: Iterable[int]) -> Iterator[list[int]]:
    """Lists of at most CHUNK ids, in order."""
    rest = iter(ids)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


def contact_standings(ids: Collection[int]) -> dict[int, ContactStanding]:
    """{contact id: facts} for at most CHUNK contacts; ids that do not exist are left out."""
    posts, touches = first_posts(ids), touches_of(ids)
    snoozes, pauses = newest_in_force(Snooze, ids), newest_in_force(Pause, ids)
    tiers = tier_cadences()
    rows = db.session.execute(
        select(Contact.id, Contact.tier, Contact.interval_days, Contact.max_gap_days).where(
            Contact.id.in_(ids)
        )
    )
    found = {}
    for contact_id, tier, interval, gap in rows:
        post = posts.get(contact_id, NO_POST)
        found[contact_id] = standing_of(
            post,
            effective_cadence((interval, gap), (post.interval_days, post.max_gap_days), tiers[tier]),
            touches.get(contact_id, []),
            snoozes.get(contact_id),
            pauses.get(contact_id),
        )
    return found


def newcomers_facts(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The fact columns of people without any record but a first post, in order; many share one rhythm, computed once."""
    tiers, own = tier_cadences(), spans_of_units({row["unit_id"] for row in rows if row["unit_id"] is not None})
    known: dict[Any, dict[str, Any]] = {}
    found = []
    for row in rows:
        spans = own.get(row["unit_id"], (None, None))
        key = (row["tier"], row["interval_days"], row["max_gap_days"], spans)
        if key not in known:
            pace = effective_cadence((row["interval_days"], row["max_gap_days"]), spans, tiers[row["tier"]])
            known[key] = vars(standing_of(NO_POST, pace, [], None, None))
        found.append({**known[key], "unit_id": row["unit_id"], "title": row["title"]})
    return found


def spans_of_units(ids: Iterable[int]) -> dict[int, tuple[int | None, int | None]]:
    """{unit id: (interval, gap) of its own}."""
    rows = db.session.execute(select(Unit.id, Unit.interval_days, Unit.max_gap_days).where(among(Unit.id, sorted(ids))))
    return {unit_id: (interval, gap) for unit_id, interval, gap in rows}


def standing_of(
    post: FirstPost, pace: Cadence, touches: Touches, snooze: Snooze | None, pause: Pause | None
) -> ContactStanding:
    """The facts of one contact from its records."""
    last = max((on for on, _, counts in touches if counts), default=None)
    heat = warmth.heat_of(((on, weight) for on, weight, _ in touches if weight), pace.interval_days)
    snoozed_until = snooze.until_on if snooze else None
    return ContactStanding(
        unit_id=post.unit_id,
        title=post.title,
        cadence_days=pace.interval_days,
        gap_days=pace.max_gap_days,
        last_contact_on=last,
        times_contacted=sum(counts for _, _, counts in touches),
        due_on=cadence.due_on(last, pace.interval_days, snoozed_until),
        broken_after=cadence.broken_after(last, pace.max_gap_days),
        snoozed_until=snoozed_until,
        paused_until=pause.resume_on if pause else None,
        heat=heat.amount,
        heat_on=heat.on,
        cools_on=warmth.cools_on(heat, pace.interval_days),
    )


def first_posts(ids: Collection[int]) -> dict[int, FirstPost]:
    """The first open post of each contact that has one. Read as columns: a loaded `Post.unit` may be the former one."""
    rows = db.session.execute(
        select(Post.contact_id, Post.unit_id, Post.title, Unit.interval_days, Unit.max_gap_days)
        .outerjoin(Unit, Unit.id == Post.unit_id)
        .where(Post.contact_id.in_(ids), Post.to_on.is_(None))
        .order_by(Post.contact_id, Post.position, Post.id)
    )
    found: dict[int, FirstPost] = {}
    for contact_id, unit_id, title, interval, gap in rows:
        found.setdefault(contact_id, FirstPost(unit_id, title, interval, gap))
    return found


def touches_of(ids: Collection[int]) -> dict[int, Touches]:
    """All live interactions of each contact as (day, weight, counts)."""
    rows = db.session.execute(
        select(
            interaction_participants.c.contact_id,
            Interaction.on,
            Interaction.answered,
            InteractionKind.weight,
            InteractionKind.unanswered_weight,
            InteractionKind.counts,
        )
        .join(Interaction, Interaction.id == interaction_participants.c.interaction_id)
        .join(InteractionKind, InteractionKind.code == Interaction.kind)
        .where(interaction_participants.c.contact_id.in_(ids), Interaction.deleted_at.is_(None))
    )
    found: dict[int, Touches] = defaultdict(list)
    for contact_id, on, answered, weight, unanswered_weight, counts in rows:
        counted = counts_as_contact(counts, answered)
        found[contact_id].append((on, weight_of(weight, unanswered_weight, answered), counted))
    return found


def newest_in_force(model: type[Held], ids: Collection[int]) -> dict[int, Held]:
    """The newest snooze or pause of each contact that nobody has lifted."""
    rows = db.session.scalars(
        select(model).where(model.contact_id.in_(ids), model.lifted_at.is_(None)).order_by(model.id)
    )
    return {row.contact_id: row for row in rows}


def unit_standings(ids: Collection[int]) -> dict[int, UnitStanding]:
    """{unit id: facts} for at most CHUNK units, from the stored facts of the people with an open post there."""
    tiers = tier_cadences()
    members = (
        select(Post.unit_id, Contact.id, Contact.last_contact_on)
        .join(Contact, Contact.id == Post.contact_id)
        .where(among(Post.unit_id, ids), Post.to_on.is_(None), Contact.archived_at.is_(None))
        .distinct()
        .subquery()
    )
    counts = {
        row.unit_id: row
        for row in db.session.execute(
            select(
                members.c.unit_id,
                func.count().label("people"),
                func.count(members.c.last_contact_on).label("reached"),
                func.max(members.c.last_contact_on).label("last"),
            ).group_by(members.c.unit_id)
        )
    }
    units = db.session.execute(
        select(Unit.id, Unit.tier, Unit.interval_days, Unit.max_gap_days).where(among(Unit.id, ids))
    )
    found = {}
    for unit_id, tier, interval, gap in units:
        pace = effective_cadence((interval, gap), (None, None), tiers[tier or cadence.Tier.GENERAL])
        row = counts.get(unit_id)
        last = row.last if row else None
        found[unit_id] = UnitStanding(
            last,
            cadence.due_on(last, pace.interval_days),
            row.people if row else 0,
            row.reached if row else 0,
        )
    return found


def units_of(ids: Collection[int]) -> set[int]:
    """Every unit these contacts hold or held a post at."""
    rows = db.session.scalars(select(Post.unit_id).where(among(Post.contact_id, ids)).distinct())
    return {unit_id for unit_id in rows if unit_id is not None}
