"""Greetings others sent us: each is owed an answer until it has one."""

from collections.abc import Mapping
from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import Select, func, select

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.audit.actions import note
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.touches import Direction
from liaison.greetings.channels import channel_words
from liaison.greetings.conditions import require_channel
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, IncomingGreeting, Round, stamped, unstamped
from liaison.interactions.actions import delete_interaction, edit_interaction, log_interaction


def log_incoming(
    contact: Contact,
    *,
    occasion_code: str,
    occasion_name: str,
    channel: str,
    text: str,
    on: date,
    today: date,
    by: User | None,
) -> IncomingGreeting:
    """Somebody greeted us. InteractionError for a day to come."""
    require_channel(channel)
    said = f"{occasion_name}问候（{channel_words()[channel]}）"
    interaction = log_interaction(
        [contact],
        kind="greeting",
        direction=Direction.THEIRS,
        answered=False,
        on=on,
        today=today,
        by=by,
        summary=said,
        outcome=text,
    )
    incoming = IncomingGreeting(
        contact=contact,
        occasion_code=occasion_code,
        occasion_name=occasion_name,
        on=on,
        channel=channel,
        text=text.strip(),
        logged_by_id=by.id if by else None,
        interaction=interaction,
    )
    db.session.add(incoming)
    db.session.flush()
    note("incoming.log", incoming, by, {"on": on})
    return incoming


def answer_incoming(
    incoming: IncomingGreeting, words: str, *, on: date, now: datetime, today: date, by: User | None
) -> None:
    """We have answered: a two-way touch on its own day, so that no earlier figure changes. InteractionError for a day to come."""
    if incoming.answered_at:
        raise GreetingError("answered", _("%(name)s的问候已经回过了", name=incoming.name))
    if on < incoming.on:
        raise GreetingError(
            "answer_before", _("回复日期早于收到的 %(on)s，请核对", on=incoming.on.isoformat()), field="on"
        )
    stamped(incoming, "answered", by, now)
    incoming.answer = words.strip()
    incoming.answer_interaction = log_interaction(
        [incoming.contact],
        kind="greeting",
        on=on,
        today=today,
        by=by,
        summary=f"已回复{incoming.occasion_name}问候",
        outcome=incoming.answer,
    )
    db.session.flush()
    note("incoming.answer", incoming, by, {"on": on})


def unanswer_incoming(incoming: IncomingGreeting, *, now: datetime, today: date, by: User | None) -> None:
    """The answer was logged by mistake."""
    unstamped(incoming, "answered")
    incoming.answer = ""
    if incoming.answer_interaction is not None:
        strike_answer(incoming, now=now, by=by)
    elif incoming.interaction is not None:
        values = {"answered": False, "outcome": incoming.text}
        edit_interaction(incoming.interaction, values, today=today, version=None, by=by)
    db.session.flush()
    note("incoming.unanswer", incoming, by)


def strike_answer(incoming: IncomingGreeting, *, now: datetime, by: User | None) -> None:
    """Take our touch away, unless somebody has already."""
    answer, incoming.answer_interaction = incoming.answer_interaction, None
    if answer is not None and answer.deleted_at is None:
        delete_interaction(answer, now=now, by=by)


def strike_incoming(incoming: IncomingGreeting, *, now: datetime, by: User | None) -> None:
    """It was entered by mistake."""
    strike_answer(incoming, now=now, by=by)
    if incoming.interaction is not None:
        delete_interaction(incoming.interaction, now=now, by=by)
    note("incoming.strike", incoming, by, {"text": incoming.text})
    db.session.delete(incoming)
    db.session.flush()


def asked_owner(user: User | None, args: Mapping[str, str]) -> int | None:
    """Whose people's greetings the list's address names: officers start with their own. None for all the user sees."""
    own = user is not None and (args.get("whose") or ("mine" if user.role == "officer" else "all")) == "mine"
    return user.id if user is not None and own else None


def received_from(user: User | None, owner_id: int | None) -> Select[IncomingGreeting]:
    """What came from people the user may see (None: all), or only from those one officer keeps."""
    found = select(IncomingGreeting).join(Contact, Contact.id == IncomingGreeting.contact_id)
    if user is not None:
        found = found.where(visible_contacts(user))
    return found if owner_id is None else found.where(Contact.owner_id == owner_id)


def owed_answers(user: User | None, owner_id: int | None = None) -> list[IncomingGreeting]:
    """What is still to be answered, the oldest first."""
    found = received_from(user, owner_id).where(IncomingGreeting.answered_at.is_(None))
    return list(db.session.scalars(found.order_by(IncomingGreeting.on, IncomingGreeting.id)).unique())


def owed_count(user: User, owner_id: int | None = None) -> int:
    """How many answers are owed among the people the user may see, or to those one officer keeps."""
    found = received_from(user, owner_id).where(IncomingGreeting.answered_at.is_(None))
    return db.session.scalar(found.with_only_columns(func.count(), maintain_column_froms=True)) or 0


def answered_ones(user: User | None, owner_id: int | None = None, limit: int | None = None) -> list[IncomingGreeting]:
    """What has been answered, the latest first."""
    found = received_from(user, owner_id).where(IncomingGreeting.answered_at.is_not(None))
    latest = found.order_by(IncomingGreeting.answered_at.desc(), IncomingGreeting.id.desc())
    return list(db.session.scalars(latest.limit(limit)).unique())


def seen_incoming(user: User, incoming_id: int) -> IncomingGreeting | None:
    return db.session.scalar(
        select(IncomingGreeting)
        .join(Contact, Contact.id == IncomingGreeting.contact_id)
        .where(IncomingGreeting.id == incoming_id, visible_contacts(user))
    )


def waiting_greeting(contact: Contact) -> Greeting | None:
    """Our own greeting to this person that is approved and not sent: the answer may lie ready."""
    return db.session.scalar(
        select(Greeting)
        .join(Round, Round.id == Greeting.round_id)
        .where(
            Greeting.contact_id == contact.id,
            Greeting.sent_at.is_(None),
            Greeting.excused_at.is_(None),
            Greeting.approved_at.is_not(None),
            Round.closed_at.is_(None),
        )
        .order_by(Round.send_on)
        .limit(1)
    )
