"""What became of each greeting: sent by hand, spoken, replied to, taken back; lists for the platform."""

from collections.abc import Sequence
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.db import db
from liaison.greetings.channels import SPOKEN, channel_words, mobile_of
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round, SendList, State, stamped, unstamped
from liaison.greetings.occasions import quiet_day_name
from liaison.greetings.outbox_models import OutboxMessage, Posted
from liaison.greetings.queries import greetings_of, posted_for
from liaison.interactions.actions import (
    delete_interaction,
    edit_interaction,
    log_interaction,
)


def require_sendable(greeting: Greeting, today: date) -> None:
    """Refuse what is not approved, sent already, excused, or not to go out on such a day."""
    if greeting.round.closed_at:
        raise GreetingError("closed", _("“%(name)s”已经办结", name=greeting.round.name))
    if greeting.sent_at:
        who = greeting.sent_by.name if greeting.sent_by else "程序"
        raise GreetingError(
            "sent_already", _("%(name)s的问候已由%(who)s发出，不要重复发", name=greeting.name, who=who)
        )
    if greeting.excused_at:
        raise GreetingError(
            "excused", _("%(name)s已定为免发：%(excuse)s", name=greeting.name, excuse=greeting.excuse)
        )
    if not greeting.approved_at:
        raise GreetingError("not_approved", _("%(name)s的问候还没有审定，不能发", name=greeting.name))
    quiet = quiet_day_name(today)
    if quiet:
        raise GreetingError("quiet_day", _("今天是%(day)s，不发祝福，请改日再发", day=quiet))


def require_by_hand(greeting: Greeting) -> None:
    """Refuse what the platform or the mail program has in hand."""
    if greeting.list_id is not None:
        raise GreetingError("listed", _("%(name)s已列入平台名单，请先了结那份名单", name=greeting.name))
    if posted_for(greeting) is not None:
        raise GreetingError(
            "posted", _("给%(name)s的邮件已交给程序发送，请到发件箱查看", name=greeting.name)
        )


def mark_sent(greeting: Greeting, *, now: datetime, today: date, by: User | None) -> None:
    """A person has sent it."""
    require_sendable(greeting, today)
    require_by_hand(greeting)
    record_sent(greeting, now=now, today=today, by=by)


def record_sent(greeting: Greeting, *, now: datetime, today: date, by: User | None) -> None:
    """Keep who and when, and log the one-way touch: it warms a little and moves no date."""
    stamped(greeting, "sent", by, now)
    greeting.interaction = log_interaction(
        [greeting.contact],
        kind="greeting",
        answered=False,
        on=today,
        today=today,
        by=by or greeting.officer,
        summary=sentence(greeting),
        outcome=greeting.text,
    )
    db.session.flush()
    note("greeting.send", greeting, by, {"channel": greeting.channel})


def sentence(greeting: Greeting) -> str:
    """What the timeline says: "2027年春节问候（短信）"."""
    return f"{greeting.round.name}问候（{channel_words()[greeting.channel]}）"


def mark_spoken(
    greeting: Greeting, *, reached: bool, words: str, now: datetime, today: date, by: User | None
) -> None:
    """A greeting by telephone or in person: somebody reached has answered, somebody missed still waits."""
    if greeting.channel not in SPOKEN:
        raise GreetingError("not_spoken", _("这条不是电话或走访"))
    require_sendable(greeting, today)
    interaction = log_interaction(
        [greeting.contact],
        kind=greeting.channel,
        answered=reached,
        on=today,
        today=today,
        by=by,
        summary=sentence(greeting) + (f"：{words.strip()}" if words.strip() else ""),
    )
    if reached:
        stamped(greeting, "sent", by, now)
        greeting.replied_on, greeting.reply, greeting.interaction = today, words.strip(), interaction
    db.session.flush()
    note("greeting.speak", greeting, by, {"reached": reached})


def unsend(greeting: Greeting, *, now: datetime, by: User | None) -> None:
    """It was marked by mistake: the touch is struck out. A mail the program sent cannot be taken back."""
    if greeting.round.closed_at:
        raise GreetingError("closed", _("“%(name)s”已经办结", name=greeting.round.name))
    if not greeting.sent_at:
        return
    posted = select(OutboxMessage).where(
        OutboxMessage.greeting_id == greeting.id, OutboxMessage.state == Posted.SENT
    )
    if db.session.scalar(posted) is not None:
        raise GreetingError("mailed", _("邮件已经由程序发出，不能撤回"))
    if greeting.interaction is not None:
        delete_interaction(greeting.interaction, now=now, by=by)
    unstamped(greeting, "sent")
    greeting.replied_on, greeting.reply, greeting.interaction_id = None, "", None
    db.session.flush()
    note("greeting.unsend", greeting, by)


def log_reply(greeting: Greeting, words: str, on: date, *, today: date, by: User | None) -> None:
    """The person has answered: the touch becomes two-way and counts as contact on the day it was sent."""
    if greeting.state not in (State.SENT, State.REPLIED):
        raise GreetingError(
            "not_sent",
            _("%(name)s的问候还没发出，谈不上回复；对方先问候的请记在“收到的问候”", name=greeting.name),
        )
    check_reply_day(greeting, on, today)
    greeting.replied_on, greeting.reply = on, words.strip()
    if greeting.interaction is not None:
        said = f"回复：{greeting.reply}" if greeting.reply else "已回复"
        values = {"answered": True, "outcome": f"{greeting.text}\n{said}"}
        edit_interaction(greeting.interaction, values, today=today, version=None, by=by)
    db.session.flush()
    note("greeting.reply", greeting, by, {"on": on})


def check_reply_day(greeting: Greeting, on: date, today: date) -> None:
    if on > today:
        raise GreetingError(
            "reply_ahead", _("%(on)s 还没到，请填今天或以前的日期", on=on.isoformat()), field="on"
        )
    sent = greeting.interaction.on if greeting.interaction else on
    if on < sent:
        raise GreetingError(
            "reply_before", _("回复日期早于发出的 %(sent)s，请核对", sent=sent.isoformat()), field="on"
        )


def withdraw_reply(greeting: Greeting, *, today: date, by: User | None) -> None:
    """The reply was logged by mistake."""
    if not greeting.replied_on or greeting.channel in SPOKEN:
        return
    greeting.replied_on, greeting.reply = None, ""
    if greeting.interaction is not None:
        values = {"answered": False, "outcome": greeting.text}
        edit_interaction(greeting.interaction, values, today=today, version=None, by=by)
    db.session.flush()
    note("greeting.withdraw_reply", greeting, by)


def listable(greetings: Sequence[Greeting]) -> list[Greeting]:
    """What the platform may send: approved text messages to a mobile number that nobody has in hand."""
    return [
        each
        for each in greetings
        if each.channel == "sms" and each.may_be_sent and each.list_id is None and mobile_of(each.contact)
    ]


def make_list(round_: Round, greetings: Sequence[Greeting], *, today: date, by: User | None) -> SendList:
    """Put these aside for the platform; nobody sends them by hand until the list is settled."""
    chosen = listable(greetings)
    if not chosen:
        raise GreetingError("nothing_to_list", _("没有可以交给平台的短信：要审定过、有手机号、还没发"))
    for greeting in chosen:
        require_sendable(greeting, today)
    made = SendList(round_id=round_.id, made_by_id=by.id if by else None)
    db.session.add(made)
    db.session.flush()
    for greeting in chosen:
        greeting.list_id = made.id
    db.session.flush()
    note("list.make", made, by, {"round": round_.name, "people": len(chosen)})
    return made


def listed_on(made: SendList) -> list[Greeting]:
    """The greetings of a list, sent or not, in the order of the page."""
    rows = greetings_of(db.session.get_one(Round, made.round_id))
    return [each for each in rows if each.list_id == made.id]


def settle_list(made: SendList, *, sent: bool, now: datetime, today: date, by: User | None) -> int:
    """The platform has sent them all, or none, which may then be sent by hand. Answers how many."""
    if made.settled_at:
        raise GreetingError("settled_list", _("这份名单已经了结"))
    waiting = [each for each in listed_on(made) if each.state == State.READY]
    for greeting in waiting:
        if sent:
            require_sendable(greeting, today)
            record_sent(greeting, now=now, today=today, by=by)
        else:
            greeting.list_id = None
    stamped(made, "settled", by, now)
    made.sent = len(waiting) if sent else 0
    db.session.flush()
    note("list.settle", made, by, {"sent": made.sent})
    return len(waiting)


def open_lists(round_: Round) -> list[SendList]:
    """Lists handed out and not settled."""
    found = select(SendList).where(SendList.round_id == round_.id, SendList.settled_at.is_(None))
    return list(db.session.scalars(found.order_by(SendList.id)))
