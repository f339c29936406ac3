"""Making, finishing and reopening follow-ups."""

from datetime import date, datetime

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.followups.models import FollowUp
from liaison.interactions.models import Interaction


def add_follow_up(
    text: str,
    on: date,
    *,
    contact: Contact | None = None,
    interaction: Interaction | None = None,
    owner: User | None = None,
    by: User | None,
) -> FollowUp:
    """Something to do by a day; whoever asks for it owns it unless another is named."""
    responsible = owner or by
    follow_up = FollowUp(
        name=text.strip(),
        on=on,
        contact=contact,
        unit_id=contact.unit_id if contact else None,
        interaction=interaction,
        owner_id=responsible.id if responsible else None,
    )
    db.session.add(follow_up)
    db.session.flush()
    note("follow_up.add", follow_up, by, {"on": on})
    return follow_up


def finish_follow_up(follow_up: FollowUp, *, now: datetime, by: User | None, outcome: str = "") -> None:
    """Done, by whom and with what result."""
    follow_up.done_at, follow_up.done_by_id, follow_up.outcome = now, by.id if by else None, outcome.strip()
    db.session.flush()
    note("follow_up.finish", follow_up, by)


def reopen_follow_up(follow_up: FollowUp, *, by: User | None) -> None:
    """Undo a finish."""
    follow_up.done_at = follow_up.done_by_id = None
    db.session.flush()
    note("follow_up.reopen", follow_up, by)
