"""Reading rounds and their greetings, from what the user may see."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.accounts.policy import may_edit, sees_everyone, visible_contacts
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.greeting_days import turns_of
from liaison.domain.greeting_echoes import Written
from liaison.greetings.models import Greeting, Round, Stage, State
from liaison.greetings.outbox_models import SETTLED, OutboxMessage
from liaison.search.queries import contact_ids_matching
from liaison.units.models import Unit
from liaison.web.numbers import storable_number

PAGE_SIZE = 50


@dataclass(frozen=True)
class Tally:
    """How many of a round's people stand where, among those the user may see.

    `ready` are all who are still to be greeted; `pending`, `returned` and `approved` are parts of them.
    """

    ready: int = 0
    sent: int = 0
    replied: int = 0
    excused: int = 0
    pending: int = 0
    returned: int = 0
    approved: int = 0

    @property
    def invited(self) -> int:
        return self.ready + self.sent + self.replied

    @property
    def reached(self) -> int:
        return self.sent + self.replied

    @property
    def percent(self) -> int:
        """How many of those invited were reached, of a hundred."""
        return round(100 * self.reached / self.invited) if self.invited else 0


@dataclass(frozen=True)
class RowFilter:
    """Every field empty or None means "any"."""

    show: str = ""
    text: str = ""
    officer_id: int | None = None
    channel: str = ""

    @classmethod
    def asked(cls, args: MultiDict[str, str]) -> "RowFilter":
        """The filter that the round's address names."""
        return cls(
            show=args.get("show", ""),
            text=args.get("q", "").strip(),
            officer_id=args.get("officer", type=storable_number),
            channel=args.get("channel", ""),
        )


def seen_rounds(user: User | None) -> ColumnElement[bool]:
    """The rounds of one's own section and those of the whole office. None sees all."""
    if user is None or sees_everyone(user):
        return Round.id.is_not(None)
    return or_(Round.section_id.is_(None), Round.section_id == user.section_id)


def seen_round(user: User | None, round_id: int) -> Round | None:
    return db.session.scalar(select(Round).where(Round.id == round_id, seen_rounds(user)))


def open_rounds(user: User | None) -> list[Round]:
    """Not yet closed, the next to be sent first. None sees all."""
    found = select(Round).where(Round.closed_at.is_(None), seen_rounds(user))
    return list(db.session.scalars(found.order_by(Round.send_on, Round.id)))


def closed_rounds(user: User, limit: int = 100) -> list[Round]:
    """The latest first."""
    found = select(Round).where(Round.closed_at.is_not(None), seen_rounds(user))
    return list(db.session.scalars(found.order_by(Round.day.desc(), Round.id.desc()).limit(limit)))


def served_by(rounds: Iterable[Round]) -> set[tuple[str, int]]:
    """The feasts these rounds greet on."""
    return {turn for each in rounds for turn in turns_of(each.occasion_code, each.cycle)}


def greetings_of(round_: Round) -> list[Greeting]:
    """Everybody of the round, whoever keeps them, in the order of the page."""
    return list(db.session.scalars(in_page_order(of_round(round_))).unique())


def of_round(round_: Round) -> Select[Greeting]:
    tags = selectinload(Greeting.contact).selectinload(Contact.tags)
    return select(Greeting).where(Greeting.round_id == round_.id).options(tags)


def in_page_order(statement: Select[Greeting]) -> Select[Greeting]:
    """Unit by unit, so that colleagues stand together."""
    return (
        statement.join(Contact, Contact.id == Greeting.contact_id)
        .outerjoin(Unit, Unit.id == Greeting.unit_id)
        .order_by(func.coalesce(Unit.sort_key, "~"), Greeting.unit_id, Contact.sort_key, Greeting.id)
    )


def seen_greeting(user: User, greeting_id: int) -> Greeting | None:
    """The greeting to somebody the user may see, of a round he may see."""
    return db.session.scalar(
        select(Greeting)
        .join(Contact, Contact.id == Greeting.contact_id)
        .join(Round, Round.id == Greeting.round_id)
        .where(Greeting.id == greeting_id, visible_contacts(user), seen_rounds(user))
    )


def may_write(user: User, greeting: Greeting) -> bool:
    """Heads write all rows; officers those of their own people and those handed to them."""
    return user.writes and (may_edit(user, greeting.contact) or greeting.officer_id == user.id)


def may_draft(user: User, greeting: Greeting) -> bool:
    """Whoever may write the row, and while the round is a draft whoever began it."""
    round_ = greeting.round
    began = user.writes and round_.started_by_id == user.id and round_.stage == Stage.DRAFT
    return began or may_write(user, greeting)


def shown_rows(
    user: User | None, round_: Round, wanted: RowFilter, *, start: int = 0, size: int = 0
) -> list[Greeting]:
    """The rows this user may see and asked for, unit by unit: all of them, or `size` from `start`. None sees all."""
    statement = of_round(round_).where(*conditions_of(wanted))
    if user is not None:
        statement = statement.where(Greeting.contact_id.in_(select(Contact.id).where(visible_contacts(user))))
    if size:
        statement = statement.limit(size).offset(start)
    return list(db.session.scalars(in_page_order(statement)).unique())


def sendable_rows(user: User, round_: Round) -> list[Greeting]:
    """What this user may send by hand now: approved, his to write, in nobody else's hands."""
    posted = posted_greetings(round_)
    rows = shown_rows(user, round_, RowFilter(show="approved"))
    return [row for row in rows if row.list_id is None and row.id not in posted and may_write(user, row)]


def conditions_of(wanted: RowFilter) -> list[ColumnElement[bool]]:
    """The filter as SQL."""
    found = [STATES[wanted.show]] if wanted.show in STATES else []
    if wanted.text:
        found.append(Greeting.contact_id.in_(contact_ids_matching(wanted.text)))
    if wanted.officer_id is not None:
        found.append(Greeting.officer_id == wanted.officer_id)
    if wanted.channel:
        found.append(Greeting.channel == wanted.channel)
    return found


READY = Greeting.excused_at.is_(None) & Greeting.sent_at.is_(None)
STATES: dict[str, ColumnElement[bool]] = {
    State.READY.value: READY,
    State.SENT.value: Greeting.sent_at.is_not(None) & Greeting.replied_on.is_(None),
    State.REPLIED.value: Greeting.replied_on.is_not(None),
    State.EXCUSED.value: Greeting.excused_at.is_not(None),
    "pending": READY & Greeting.approved_at.is_(None) & Greeting.returned_at.is_(None),
    "returned": READY & Greeting.returned_at.is_not(None),
    "approved": READY & Greeting.approved_at.is_not(None),
}


def tally_of(user: User | None, round_: Round, officer_id: int | None = None) -> Tally:
    """One SELECT. None counts everybody."""
    return tallies(user, [round_.id], officer_id).get(round_.id, Tally())


def tallies(
    user: User | None, round_ids: Collection[int], officer_id: int | None = None
) -> dict[int, Tally]:
    """{round id: its tally}, one SELECT for all of them."""
    counts = [func.count().filter(condition) for condition in STATES.values()]
    statement = select(Greeting.round_id, *counts).where(Greeting.round_id.in_(round_ids))
    if user is not None:
        statement = statement.join(Contact, Contact.id == Greeting.contact_id).where(visible_contacts(user))
    if officer_id is not None:
        statement = statement.where(Greeting.officer_id == officer_id)
    rows = db.session.execute(statement.group_by(Greeting.round_id))
    return {row[0]: Tally(**dict(zip(STATES, row[1:], strict=True))) for row in rows}


def missed_reasons(user: User | None, round_ids: Collection[int]) -> dict[int, dict[str, int]]:
    """{round id: {why: how many were not reached}} of ended rounds, the most frequent first. None counts everybody."""
    missed = (
        select(Greeting.round_id, Greeting.missed_because, func.count())
        .join(Round, Round.id == Greeting.round_id)
        .where(Greeting.round_id.in_(round_ids), Round.closed_at.is_not(None), READY)
        .group_by(Greeting.round_id, Greeting.missed_because)
        .order_by(func.count().desc(), Greeting.missed_because)
    )
    if user is not None:
        missed = missed.join(Contact, Contact.id == Greeting.contact_id).where(visible_contacts(user))
    found: dict[int, dict[str, int]] = {}
    for round_id, why, count in db.session.execute(missed):
        found.setdefault(round_id, {})[why] = count
    return found


def words_in_units(round_id: int, unit_ids: Collection[int]) -> list[Written]:
    """The texts of the round's greetings at these units, for finding colleagues with the same words."""
    found = db.session.scalars(
        select(Greeting).where(
            Greeting.round_id == round_id, Greeting.unit_id.in_(unit_ids), Greeting.excused_at.is_(None)
        )
    ).unique()
    return [written(greeting) for greeting in found]


def written(greeting: Greeting) -> Written:
    contact = greeting.contact
    names = (contact.address, contact.name, contact.title, greeting.signature)
    return Written(greeting.id, greeting.unit_id, greeting.text, names)


def posted_for(greeting: Greeting) -> OutboxMessage | None:
    """The mail that is still on its way; None when there is none or it is settled."""
    return db.session.scalar(
        select(OutboxMessage).where(
            OutboxMessage.greeting_id == greeting.id, OutboxMessage.state.not_in(SETTLED)
        )
    )


def posted_greetings(round_: Round) -> set[int]:
    """Ids of the round's greetings whose mail is still on its way."""
    found = select(OutboxMessage.greeting_id).join(Greeting, Greeting.id == OutboxMessage.greeting_id)
    return set(
        db.session.scalars(found.where(Greeting.round_id == round_.id, OutboxMessage.state.not_in(SETTLED)))
    )


def officers_of(round_: Round) -> list[User]:
    """Who has greetings to send in this round, by name."""
    ids = select(Greeting.officer_id).where(Greeting.round_id == round_.id)
    return list(db.session.scalars(select(User).where(User.id.in_(ids)).order_by(User.name)))
