"""Another name or other days for a round, and giving one up."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.greetings.conditions import require_open
from liaison.greetings.drafting import free_name
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round


def edit_round(round_: Round, values: dict[str, Any], *, version: int | None, by: User | None) -> None:
    """Another name, or other days. GreetingError when the days are out of order."""
    check_version(round_, version)
    require_open(round_)
    if values["name"] != round_.name:
        round_.name = free_name(values["name"], round_.occasion_code, round_.cycle)
    for key in ("draft_from", "submit_by", "approve_by", "send_on"):
        setattr(round_, key, values[key])
    if not round_.draft_from <= round_.submit_by <= round_.approve_by <= round_.send_on:
        raise GreetingError("days_crossed", _("日期要依次是起草、送审、审定、发送"), field="submit_by")
    changes = pending_changes(round_)
    db.session.flush()
    note("round.edit", round_, by, changes)


def discard_round(round_: Round, *, by: User | None) -> None:
    """Give up a round of which nothing was sent: its people are free for another."""
    require_open(round_)
    rows = list(db.session.scalars(select(Greeting).where(Greeting.round_id == round_.id)).unique())
    if any(each.sent_at or each.list_id for each in rows):
        raise GreetingError("already_sent", _("已经有人发出，不能作废；请办结"))
    note("round.discard", round_, by, {"people": len(rows)})
    for greeting in rows:
        db.session.delete(greeting)
    db.session.flush()
    db.session.delete(round_)
    db.session.flush()
