"""Starting a round as its list stands: last year's decisions carried over, this year's ticks kept."""

from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.calendar_.audiences import audience_of
from liaison.db import db
from liaison.greetings.audience import scope_of
from liaison.greetings.drafting import add_people, begin_round, invitations_for
from liaison.greetings.errors import GreetingError
from liaison.greetings.excusing import excuse_greeting
from liaison.greetings.models import Greeting, Round
from liaison.greetings.occasions import GreetedDay
from liaison.greetings.queries import greetings_of
from liaison.greetings.round_list import AGAIN, ByHand

NOTHING_BY_HAND = ByHand()


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
    previous: Round | None,
    day: GreetedDay,
    *,
    name: str,
    owner: User | None,
    wish: str,
    today: date,
    now: datetime,
    by: User | None,
    hand: ByHand = NOTHING_BY_HAND,
) -> Round:
    """A new round with what was changed by hand in the old one, and on the list of this one.

    Errors as for `begin_round`; GreetingError too for a change by hand without its reason.
    """
    require_reasons(hand)
    rows = greetings_of(previous) if previous else []
    before = {row.contact_id: row.channel for row in rows if row.sent_at}
    round_ = begin_round(
        day, name=name, owner=owner, previous=previous, wish=wish, before=before, today=today, by=by
    )
    invite_again(round_, [row for row in rows if row.contact_id not in hand.struck], by)
    excuse_again(round_, [row for row in rows if row.contact_id not in hand.added], now, by)
    invite_by_hand(round_, hand, by)
    strike_by_hand(round_, hand, now, by)
    return round_


def require_reasons(hand: ByHand) -> None:
    for field, message in missing_reasons(hand):
        raise GreetingError("no_reason", message, field=field)


def missing_reasons(hand: ByHand) -> list[tuple[str, str]]:
    """(input, what to write there): next year's round, and the review, want to know why."""
    missing = []
    if hand.struck and not hand.struck_because:
        missing.append(("struck_because", _("划掉了 %(n)d 人，请写明为什么不发", n=len(hand.struck))))
    if hand.added and not hand.added_because:
        missing.append(("added_because", _("添上了 %(n)d 人，请写明为什么列入", n=len(hand.added))))
    return missing


def invite_by_hand(round_: Round, hand: ByHand, by: User | None) -> None:
    """Those ticked whom neither the rule nor last time's round has; of those the starter sees."""
    if hand.added:
        seen = {each.id for each in audience_of(scope_of(by, round_.owner_id)).people}
        reasons = dict.fromkeys(hand.added & seen, hand.added_because)
        add_people(round_, invitations_for(reasons), by=by, by_hand=True)


def strike_by_hand(round_: Round, hand: ByHand, now: datetime, by: User | None) -> None:
    """Those unticked are kept as 免发 with the reason, so that the review does not count them as missed."""
    if hand.struck:
        for greeting in greetings_of(round_):
            if greeting.contact_id in hand.struck and not greeting.is_settled:
                excuse_greeting(greeting, hand.struck_because, now=now, by=by)


def invite_again(round_: Round, rows: list[Greeting], by: User | None) -> None:
    """Those the rule leaves out and somebody put in; not when they have been archived since."""
    reasons = {
        row.contact_id: f"{AGAIN}{row.reason.removeprefix(AGAIN)}"
        for row in rows
        if row.added_by_id is not None and not row.excused_at and not row.contact.archived_at
    }
    add_people(round_, invitations_for(reasons), by=by, by_hand=True)


def excuse_again(round_: Round, rows: list[Greeting], now: datetime, by: User | None) -> None:
    """Those left out by hand stay out, with the reason given then, to be looked at again."""
    excuses = {row.contact_id: row.excuse for row in rows if row.excused_at}
    for greeting in greetings_of(round_):
        if greeting.contact_id in excuses and not greeting.is_settled:
            reason = excuses[greeting.contact_id].removeprefix(AGAIN)
            excuse_greeting(greeting, f"{AGAIN}{reason}", now=now, by=by)
