"""Handing mails over to the program, deciding about those it could not deliver, and seeing how they stand.

The program's own steps are in delivery.py, its loop in worker.py.
"""

from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import func, select

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.audit.actions import note
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.mail_addresses import is_mail_address
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, stamped
from liaison.greetings.outbox_models import OutboxMessage, Posted
from liaison.greetings.sending import record_sent, require_by_hand, require_sendable
from liaison.office.queries import setting


def post_greeting(greeting: Greeting, *, due_at: datetime, on: date, by: User | None) -> OutboxMessage:
    """Hand an approved greeting to the program, which mails it from `due_at`; `on` is that date."""
    if greeting.channel != "email":
        raise GreetingError("not_mail", _("%(name)s这一条不是邮件", name=greeting.name))
    require_sendable(greeting, on)
    require_by_hand(greeting)
    address = greeting.contact.email.strip()
    if not is_mail_address(address):
        raise GreetingError(
            "bad_address",
            _("%(name)s的邮箱“%(address)s”不像邮箱，请先改正", name=greeting.name, address=address),
        )
    message = withdrawn_for(greeting) or OutboxMessage(greeting_id=greeting.id)
    message.recipient, message.body = address, greeting.text
    message.subject = f"{greeting.round.occasion_name}问候"
    if setting("office_name"):
        message.subject += f" {setting('office_name')}"
    message.state, message.due_at, message.tries, message.told = Posted.DUE, due_at, 0, ""
    message.settled_at = message.settled_by_id = None
    message.queued_by_id = by.id if by else None
    db.session.add(message)
    db.session.flush()
    note("mail.post", greeting, by, {"due_at": due_at})
    return message


def withdrawn_for(greeting: Greeting) -> OutboxMessage | None:
    """The message of an earlier attempt that a person gave up: it is used again."""
    found = select(OutboxMessage).where(
        OutboxMessage.greeting_id == greeting.id, OutboxMessage.state == Posted.WITHDRAWN
    )
    return db.session.scalar(found)


def withdraw_message(message: OutboxMessage, *, now: datetime, by: User | None) -> None:
    """Not to be mailed after all; the greeting may be sent by hand."""
    if message.state not in (Posted.DUE, Posted.FAILED):
        raise GreetingError("underway", _("这封信程序已经取走，等有了结果再处理"))
    message.state = Posted.WITHDRAWN
    stamped(message, "settled", by, now)
    db.session.flush()
    note("mail.withdraw", message.greeting, by)


def resolve_unknown(
    message: OutboxMessage, *, was_sent: bool, now: datetime, today: date, by: User | None
) -> None:
    """A person found out what became of it: it arrived, or it did not and goes out again."""
    if message.state != Posted.UNKNOWN:
        raise GreetingError("known", _("这封信已经有结果了"))
    if was_sent:
        message.state = Posted.SENT
        stamped(message, "settled", by, now)
        if not message.greeting.sent_at:
            record_sent(message.greeting, now=now, today=today, by=by)
    else:
        due_again(message, now)
    db.session.flush()
    note("mail.resolve", message.greeting, by, {"was_sent": was_sent})


def retry_message(message: OutboxMessage, *, now: datetime, by: User | None) -> None:
    """Try a refused mail again, to the address the person has now."""
    if message.state != Posted.FAILED:
        raise GreetingError("not_failed", _("这封信不在失败之列"))
    address = message.greeting.contact.email.strip()
    if not is_mail_address(address):
        raise GreetingError(
            "bad_address",
            _("%(name)s的邮箱“%(address)s”不像邮箱，请先改正", name=message.name, address=address),
        )
    message.recipient = address
    due_again(message, now)
    db.session.flush()
    note("mail.retry", message.greeting, by)


def due_again(message: OutboxMessage, now: datetime) -> None:
    message.state, message.due_at, message.tries = Posted.DUE, now, 0
    message.claimed_at, message.claimed_by, message.told = None, "", ""


def seen_messages(user: User) -> list[OutboxMessage]:
    """Mails to the people this user may see: those a person must decide on first, then the newest."""
    urgent = OutboxMessage.state.in_((Posted.UNKNOWN, Posted.FAILED))
    found = (
        select(OutboxMessage)
        .join(Greeting, Greeting.id == OutboxMessage.greeting_id)
        .join(Contact, Contact.id == Greeting.contact_id)
        .where(visible_contacts(user))
        .order_by(urgent.desc(), OutboxMessage.due_at.desc(), OutboxMessage.id.desc())
        .limit(500)
    )
    return list(db.session.scalars(found).unique())


def seen_message(user: User, message_id: int) -> OutboxMessage | None:
    return db.session.scalar(
        select(OutboxMessage)
        .join(Greeting, Greeting.id == OutboxMessage.greeting_id)
        .join(Contact, Contact.id == Greeting.contact_id)
        .where(OutboxMessage.id == message_id, visible_contacts(user))
    )


def undecided(user: User, officer_id: int | None = None) -> int:
    """How many mails wait for a person's decision, among those to whom the user may see."""
    found = (
        select(func.count())
        .select_from(OutboxMessage)
        .join(Greeting, Greeting.id == OutboxMessage.greeting_id)
        .join(Contact, Contact.id == Greeting.contact_id)
        .where(OutboxMessage.state.in_((Posted.UNKNOWN, Posted.FAILED)), visible_contacts(user))
    )
    if officer_id is not None:
        found = found.where(Greeting.officer_id == officer_id)
    return db.session.scalar(found) or 0


def oldest_due(now: datetime) -> datetime | None:
    """Since when the oldest mail has been due without a worker taking it; None when nothing waits."""
    due = select(func.min(OutboxMessage.due_at)).where(
        OutboxMessage.state == Posted.DUE, OutboxMessage.due_at <= now
    )
    return db.session.scalar(due)
