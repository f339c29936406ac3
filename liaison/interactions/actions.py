"""Logging, editing, deleting and restoring interactions. Pages, import, API and command line all come through here."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.contacts.models import Contact
from liaison.db import check_version, db
from liaison.domain.touches import Direction
from liaison.interactions.models import Interaction
from liaison.search.actions import index_interaction
from liaison.standing.actions import refresh_contacts

EARLIEST = date(1900, 1, 1)
EDITABLE = (
    "kind",
    "direction",
    "answered",
    "on",
    "at",
    "minutes",
    "summary",
    "outcome",
    "by_id",
    "handler",
)


class InteractionError(ValueError):
    """An interaction that cannot be logged so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def log_interaction(
    participants: Sequence[Contact],
    *,
    kind: str,
    on: date,
    today: date,
    by: User | None,
    direction: str = Direction.OURS,
    answered: bool = True,
    at: time | None = None,
    minutes: int | None = None,
    summary: str = "",
    outcome: str = "",
    handler: str = "",
) -> Interaction:
    """Record one interaction and recompute what follows from it. InteractionError for a day to come or nobody met."""
    check_day(on, today)
    if not participants:
        raise InteractionError("participants", _("请至少选择一位联系人"))
    interaction = Interaction(
        kind=kind,
        direction=Direction(direction).value,
        answered=answered,
        on=on,
        at=at,
        minutes=minutes,
        summary=summary.strip(),
        outcome=outcome.strip(),
        handler=handler.strip(),
        by_id=by.id if by else None,
        unit_id=participants[0].unit_id,
        participants=list(participants),
    )
    db.session.add(interaction)
    db.session.flush()
    note("interaction.log", interaction, by, {"kind": kind, "on": on, "answered": answered})
    index_interaction(interaction)
    refresh_contacts(person.id for person in participants)
    return interaction


def check_day(on: date, today: date) -> None:
    """What has not happened yet cannot be logged."""
    if on > today:
        raise InteractionError("on", _("%(day)s 还没到，不能登记为已联系；以后的安排请记为跟进事项", day=on.isoformat()))
    if on < EARLIEST:
        raise InteractionError("on", _("日期须在 1900 年以后"))


def edit_interaction(
    interaction: Interaction,
    values: dict[str, Any],
    *,
    participants: Sequence[Contact] | None = None,
    today: date,
    version: int | None,
    by: User | None,
) -> None:
    """Change some of EDITABLE, or who took part (None leaves them). Everyone before and after is recomputed."""
    check_version(interaction, version)
    check_day(values.get("on", interaction.on), today)
    if participants is not None and not participants:
        raise InteractionError("participants", _("请至少选择一位联系人"))
    for key in EDITABLE:
        if key in values:
            setattr(interaction, key, values[key])
    changes = pending_changes(interaction)
    affected = {person.id for person in interaction.participants}
    if participants is not None and {person.id for person in participants} != affected:
        changes["participants"] = [interaction.name, "、".join(person.name for person in participants)]
        interaction.participants = list(participants)
        affected |= {person.id for person in participants}
    db.session.flush()
    note("interaction.edit", interaction, by, changes)
    if changes.keys() & {"summary", "outcome", "handler"}:
        index_interaction(interaction)
    refresh_contacts(affected)


def delete_interaction(interaction: Interaction, *, now: datetime, by: User | None) -> None:
    """Strike the interaction out; it can be restored."""
    interaction.deleted_at = now
    db.session.flush()
    note("interaction.delete", interaction, by)
    refresh_contacts(person.id for person in interaction.participants)


def restore_interaction(interaction: Interaction, *, by: User | None) -> None:
    """Undo a deletion."""
    interaction.deleted_at = None
    db.session.flush()
    note("interaction.restore", interaction, by)
    refresh_contacts(person.id for person in interaction.participants)
