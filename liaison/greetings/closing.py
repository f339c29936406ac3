"""Ending a round: why the rest were missed, what was learnt; and opening it again."""

from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.greetings.conditions import require_open
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Round, State, stamped, unstamped
from liaison.greetings.queries import greetings_of, posted_greetings
from liaison.greetings.sending import open_lists


def close_round(
    round_: Round,
    *,
    missed_because: str,
    lessons: str,
    now: datetime,
    by: User | None,
    by_officer: Mapping[int | None, str] = MappingProxyType({}),
) -> int:
    """End it. Whoever was not reached needs a reason, the officer's own or else the common one; answers how many they are.

    GreetingError while a list or a mail is still on its way: first it must be known what became of it.
    """
    require_open(round_)
    if not round_.submitted_at:
        raise GreetingError("still_draft", _("还没有送审，不能办结；不办了请作废"))
    require_nothing_underway(round_)
    missed = [each for each in greetings_of(round_) if each.state == State.READY]
    reasons = {
        each.id: by_officer.get(each.officer_id, "").strip() or missed_because.strip() for each in missed
    }
    unexplained = sum(not reason for reason in reasons.values())
    if unexplained:
        raise GreetingError(
            "no_reason", _("还有 %(n)d 人没发，请写明原因", n=unexplained), field="missed_because"
        )
    for greeting in missed:
        greeting.missed_because = reasons[greeting.id]
    round_.lessons = lessons.strip()
    stamped(round_, "closed", by, now)
    db.session.flush()
    note("round.close", round_, by, {"missed": len(missed)})
    return len(missed)


def require_nothing_underway(round_: Round) -> None:
    """Refuse while something is out of our hands and not back."""
    if open_lists(round_):
        raise GreetingError("open_list", _("平台名单还没有了结：请先记下平台发了没有"))
    if posted_greetings(round_):
        raise GreetingError("open_post", _("发件箱里还有没了结的邮件，请先到发件箱处理"))


def reopen_round(round_: Round, *, by: User | None) -> None:
    """Something was still to be done after all."""
    if not round_.closed_at:
        return
    unstamped(round_, "closed")
    for greeting in greetings_of(round_):
        greeting.missed_because = ""
    db.session.flush()
    note("round.reopen", round_, by)


def write_lessons(round_: Round, lessons: str, *, version: int | None, by: User | None) -> None:
    """What next year's round should know; may be written before and after the end."""
    check_version(round_, version)
    round_.lessons = lessons.strip()
    changes = pending_changes(round_)
    db.session.flush()
    note("round.lessons", round_, by, changes)
