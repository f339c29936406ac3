"""Starting from last year's round: the people put in or left out by hand, and the way each was reached."""

from datetime import date, datetime

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.db import db
from liaison.greetings.drafting import add_people, begin_round, invitations_for
from liaison.greetings.excusing import excuse_greeting
from liaison.greetings.models import Greeting, Round
from liaison.greetings.occasions import GreetedDay
from liaison.greetings.queries import greetings_of


def last_round(day: GreetedDay, owner_id: int | None, section_id: int | None) -> Round | None:
    """The latest earlier round of the occasion for the same people; None when this is the first."""
    return db.session.scalar(
        select(Round)
        .where(
            Round.occasion_code == day.code,
            Round.day < day.day,
            Round.owner_id.is_(None) if owner_id is None else Round.owner_id == owner_id,
            Round.section_id.is_(None) if section_id is None else Round.section_id == section_id,
        )
        .order_by(Round.day.desc(), Round.id.desc())
        .limit(1)
    )


def begin_from(
    previous: Round,
    day: GreetedDay,
    *,
    name: str,
    owner: User | None,
    wish: str,
    today: date,
    now: datetime,
    by: User | None,
) -> Round:
    """A new round with what was changed by hand in the old one. Errors as for `begin_round`."""
    rows = greetings_of(previous)
    before = {row.contact_id: row.channel for row in rows if row.sent_at}
    round_ = begin_round(
        day, name=name, owner=owner, previous=previous, wish=wish, before=before, today=today, by=by
    )
    invite_again(round_, rows, by)
    excuse_again(round_, rows, now, by)
    return round_


def invite_again(round_: Round, rows: list[Greeting], by: User | None) -> None:
    """Those the rule leaves out and somebody put in; not when they have been archived since."""
    reasons = {
        row.contact_id: f"沿用上一次：{row.reason.removeprefix('沿用上一次：')}"
        for row in rows
        if row.added_by_id is not None and not row.excused_at and not row.contact.archived_at
    }
    add_people(round_, invitations_for(reasons), by=by, by_hand=True)


def excuse_again(round_: Round, rows: list[Greeting], now: datetime, by: User | None) -> None:
    """Those left out by hand stay out, with the reason given then, to be looked at again."""
    excuses = {row.contact_id: row.excuse for row in rows if row.excused_at}
    for greeting in greetings_of(round_):
        if greeting.contact_id in excuses and not greeting.is_settled:
            reason = excuses[greeting.contact_id].removeprefix("沿用上一次：")
            excuse_greeting(greeting, f"沿用上一次：{reason}", now=now, by=by)
