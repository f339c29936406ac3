"""One person in the review, with everything the page, the command and the digest say about them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from liaison.contacts.models import Contact, Snooze
from liaison.db import db, iso
from liaison.domain import cadence, warmth
from liaison.domain.birthdays import BirthdayDay
from liaison.domain.cadence import State
from liaison.domain.festivals import Festival
from liaison.due.near import near_birthday, near_festivals
from liaison.interactions.models import Interaction, interaction_participants
from liaison.standing.queries import touches_of
from liaison.web.filters import tier_words


@dataclass(frozen=True)
class DueRow:
    """`trend` None: too young to compare. `missed_calls`: unanswered ones of ours since the last contact.

    `birthday` and `festival` are there when near; the festival is one on which this person is greeted.
    `snooze` is the one in force, with its reason.
    """

    contact: Contact
    state: State
    days_overdue: int
    reason: str
    temperature: float
    trend: int | None
    last: Interaction | None
    missed_calls: int
    birthday: BirthdayDay | None
    festival: Festival | None
    snooze: Snooze | None = None

    def as_json(self) -> dict[str, Any]:
        """The row by the names in docs: dates ISO, warmth 0–100 with one decimal."""
        contact = self.contact
        return {
            "id": contact.id,
            "name": contact.name,
            "unit": contact.unit.name if contact.unit else None,
            "title": contact.title or None,
            "owner": contact.owner.login if contact.owner else None,
            "tier": tier_words()[contact.tier],
            "last_contact_on": iso(contact.last_contact_on),
            "due_on": iso(contact.due_on),
            "days_overdue": self.days_overdue,
            "state": self.state.value,
            "warmth": round(self.temperature, 1),
            "reason": self.reason,
        }


def due_rows_for(contacts: Sequence[Contact], today: date, within_days: int) -> list[DueRow]:
    """The rows of these contacts, in their order: a few more SELECTs however many there are."""
    ids = [contact.id for contact in contacts]
    touches, last, missed = touches_of(ids), last_interactions(ids), missed_calls(ids)
    festivals, snoozes = near_festivals(contacts, today), snoozes_in_force(contacts, today)
    rows = []
    for contact in contacts:
        state = cadence.judge(
            contact.last_contact_on, contact.due_on, contact.broken_after, today, within_days
        )
        warm = [(on, weight) for on, weight, _counts in touches.get(contact.id, [])]
        rows.append(
            DueRow(
                contact=contact,
                state=state,
                days_overdue=cadence.days_overdue(contact.due_on, today),
                reason=why_due(contact, state, today),
                temperature=warmth.temperature_on(contact.warmth_heat, today, contact.cadence_days),
                trend=warmth.trend(warm, contact.cadence_days, today),
                last=last.get(contact.id),
                missed_calls=missed.get(contact.id, 0),
                birthday=near_birthday(contact, today),
                festival=festivals.get(contact.id),
                snooze=snoozes.get(contact.id),
            )
        )
    return rows


def why_due(contact: Contact, state: State, today: date) -> str:
    """One clause that explains the row, in the reader's language."""
    if contact.last_contact_on is None:
        return _("从未联系") if state == State.NEVER else _("从未联系，已暂缓")
    gone = (today - contact.last_contact_on).days
    if gone <= 0:
        return _("今天联系过，周期 %(every)d 天", every=contact.cadence_days)
    if state == State.BROKEN:
        return _("%(n)d 天没有联系，超过最长间隔 %(most)d 天", n=gone, most=contact.gap_days)
    return _("%(n)d 天没有联系，周期 %(every)d 天", n=gone, every=contact.cadence_days)


def snoozes_in_force(contacts: Sequence[Contact], today: date) -> dict[int, Snooze]:
    """{contact id: the newest snooze that still postpones}; no SELECT while nobody here is snoozed."""
    ids = [contact.id for contact in contacts if contact.snoozed_until and contact.snoozed_until > today]
    if not ids:
        return {}
    found = db.session.scalars(
        select(Snooze)
        .where(Snooze.contact_id.in_(ids), Snooze.lifted_at.is_(None), Snooze.until_on > today)
        .order_by(Snooze.id)
    )
    return {snooze.contact_id: snooze for snooze in found}


def last_interactions(ids: Sequence[int]) -> dict[int, Interaction]:
    """The latest live interaction of each contact, counting or not."""
    who, what = interaction_participants.c.contact_id, interaction_participants.c.interaction_id
    place = func.row_number().over(
        partition_by=who, order_by=(Interaction.on.desc(), Interaction.id.desc())
    )
    ranked = (
        select(who.label("contact_id"), what.label("interaction_id"), place.label("place"))
        .join(Interaction, Interaction.id == what)
        .where(who.in_(ids), Interaction.deleted_at.is_(None))
        .subquery()
    )
    rows = db.session.execute(
        select(ranked.c.contact_id, Interaction)
        .join(Interaction, Interaction.id == ranked.c.interaction_id)
        .where(ranked.c.place == 1)
    )
    return {row[0]: row[1] for row in rows}


def missed_calls(ids: Sequence[int]) -> dict[int, int]:
    """How often we rang each contact in vain since the last contact: "已拨 3 次未接"."""
    rows = db.session.execute(
        select(interaction_participants.c.contact_id, func.count())
        .join(Interaction, Interaction.id == interaction_participants.c.interaction_id)
        .join(Contact, Contact.id == interaction_participants.c.contact_id)
        .where(
            interaction_participants.c.contact_id.in_(ids),
            Interaction.deleted_at.is_(None),
            Interaction.kind == "call",
            Interaction.direction == "ours",
            Interaction.answered.is_(False),
            (Contact.last_contact_on.is_(None)) | (Interaction.on >= Contact.last_contact_on),
        )
        .group_by(interaction_participants.c.contact_id)
    )
    return {row[0]: row[1] for row in rows}
