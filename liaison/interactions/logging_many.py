"""Logging a whole register at once: a few statements for thousands of rows, with the same checks as one (actions.py)."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time

from liaison.accounts.models import User
from liaison.audit.actions import note_many
from liaison.batches import insert_rows, inserted
from liaison.db import db
from liaison.interactions.actions import check_day
from liaison.interactions.models import Interaction, interaction_participants
from liaison.search.actions import index_interactions
from liaison.standing.actions import refresh_contacts


@dataclass(slots=True)
class Entry:
    """One interaction with ids for people; `who` are the participants' ids, the first one's unit is the interaction's."""

    who: Sequence[int]
    name: str
    unit_id: int | None
    kind: str
    on: date
    direction: str
    answered: bool
    at: time | None
    minutes: int | None
    summary: str
    outcome: str
    by_id: int | None
    handler: str


def log_interactions(entries: Sequence[Entry], *, today: date, by: User | None) -> list[int]:
    """Their ids, in order. InteractionError for a day to come: then none is to be kept."""
    if not entries:
        return []
    for entry in entries:
        check_day(entry.on, today)
    db.session.flush()
    rows = [
        {
            "uuid": str(uuid.uuid4()), "kind": entry.kind, "direction": entry.direction, "answered": entry.answered,
            "happened_on": entry.on, "happened_at": entry.at, "minutes": entry.minutes, "unit_id": entry.unit_id,
            "summary": entry.summary, "outcome": entry.outcome, "by_id": entry.by_id, "handler": entry.handler,
        }
        for entry in entries
    ]  # fmt: skip
    ids = inserted(Interaction.__table__, rows)
    pairs = list(zip(ids, entries, strict=True))
    took_part = [
        {"interaction_id": interaction_id, "contact_id": contact_id}
        for interaction_id, entry in pairs
        for contact_id in dict.fromkeys(entry.who)
    ]
    insert_rows(interaction_participants, took_part)
    lines = [
        (interaction_id, entry.name, {"kind": entry.kind, "on": entry.on, "answered": entry.answered})
        for interaction_id, entry in pairs
    ]
    note_many("interaction.log", Interaction, lines, by)
    index_interactions(ids)
    refresh_contacts({contact_id for entry in entries for contact_id in entry.who})
    return ids
