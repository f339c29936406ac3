"""复盘: whom the round reached by unit, tier and officer; who was missed and why; answers; times."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.accounts.policy import visible_contacts
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.greetings.channels import SPOKEN
from liaison.greetings.models import Greeting, IncomingGreeting, Round, State


@dataclass(frozen=True)
class Share:
    """How far one unit, tier or officer was covered. `invited` leaves out who was excused."""

    label: str
    key: int | str | None
    invited: int
    reached: int
    replied: int
    excused: int

    @property
    def missed(self) -> int:
        return self.invited - self.reached

    @property
    def percent(self) -> int:
        return round(100 * self.reached / self.invited) if self.invited else 0


@dataclass(frozen=True)
class Step:
    """One step of the round: the day it was planned for, and the day it happened."""

    code: str
    planned: date
    done: date | None

    @property
    def days_late(self) -> int:
        """Days after the plan; 0 when in time or not done."""
        return max((self.done - self.planned).days, 0) if self.done else 0

    @property
    def days_early(self) -> int:
        """Days before the plan; 0 when in time, late or not done."""
        return max((self.planned - self.done).days, 0) if self.done else 0


@dataclass(frozen=True)
class Missed:
    """Those whom one officer did not reach for one reason."""

    reason: str
    officer_id: int | None
    officer: str
    rows: list[Greeting]

    @property
    def field(self) -> str:
        """The name of the input that takes this officer's own reason."""
        return f"because-{self.officer_id or 0}"


@dataclass(frozen=True)
class Review:
    """Everything the page shows, of the people its reader may see."""

    total: Share
    by_unit: list[Share]
    by_tier: list[Share]
    by_officer: list[Share]
    by_channel: list[Share]
    missed: list[Greeting]
    excused: list[Greeting]
    replies: list[Greeting]
    unanswered: list[IncomingGreeting]
    steps: list[Step]
    sent_per_day: list[tuple[date, int]]
    reply_days: float | None

    @property
    def missed_groups(self) -> list[Missed]:
        return missed_by(self.missed)


def missed_by(rows: Iterable[Greeting]) -> list[Missed]:
    """Who was missed, by reason and officer, the largest group first."""
    found: dict[tuple[str, int | None, str], list[Greeting]] = defaultdict(list)
    for row in rows:
        found[row.missed_because, row.officer_id, row.officer.name if row.officer else ""].append(row)
    return sorted((Missed(*key, members) for key, members in found.items()), key=lambda each: -len(each.rows))


Local = Callable[[datetime], date]


def review_of(round_: Round, rows: Sequence[Greeting], user: User, local: Local) -> Review:
    """`rows` are those the user may see; `local` says on which date of the office an instant falls."""
    sent = [row for row in rows if row.sent_at]
    return Review(
        total=share("", None, rows),
        by_unit=shares(rows, lambda row: (row.unit_id, row.unit.name if row.unit else "")),
        by_tier=shares(rows, lambda row: (row.contact.tier, row.contact.tier)),
        by_officer=shares(rows, lambda row: (row.officer_id, row.officer.name if row.officer else "")),
        by_channel=shares(rows, lambda row: (row.channel, row.channel)),
        missed=[row for row in rows if row.state == State.READY],
        excused=[row for row in rows if row.state == State.EXCUSED],
        replies=sorted(
            (row for row in rows if row.replied_on and row.reply), key=lambda row: (row.replied_on, row.id)
        ),
        unanswered=unanswered_around(round_, user),
        steps=steps_of(round_, sent, local),
        sent_per_day=sorted(Counter(local(row.sent_at) for row in sent if row.sent_at).items()),
        reply_days=median_reply(sent, local),
    )


def share(label: str, key: int | str | None, rows: Iterable[Greeting]) -> Share:
    states = Counter(row.state for row in rows)
    reached = states[State.SENT] + states[State.REPLIED]
    return Share(
        label, key, reached + states[State.READY], reached, states[State.REPLIED], states[State.EXCUSED]
    )


def shares(
    rows: Iterable[Greeting], group: Callable[[Greeting], tuple[int | str | None, str]]
) -> list[Share]:
    """One share for each group, the least covered first, then the largest."""
    grouped: dict[tuple[int | str | None, str], list[Greeting]] = defaultdict(list)
    for row in rows:
        grouped[group(row)].append(row)
    found = [share(label, key, members) for (key, label), members in grouped.items()]
    return sorted(found, key=lambda each: (each.percent, -each.invited, each.label))


def steps_of(round_: Round, sent: Sequence[Greeting], local: Local) -> list[Step]:
    """Draft, submission, approval, first and last greeting sent."""
    times = sorted(row.sent_at for row in sent if row.sent_at)

    def done(instant: datetime | None) -> date | None:
        return local(instant) if instant else None

    return [
        Step("draft", round_.draft_from, local(round_.created_at)),
        Step("submit", round_.submit_by, done(round_.submitted_at)),
        Step("approve", round_.approve_by, done(round_.approved_at)),
        Step("first", round_.send_on, done(times[0] if times else None)),
        Step("last", round_.day, done(times[-1] if times else None)),
    ]


def median_reply(sent: Sequence[Greeting], local: Local) -> float | None:
    """Days from sending to the answer, for the middle one; None without answers to written greetings."""
    delays = sorted(
        (row.replied_on - local(row.sent_at)).days
        for row in sent
        if row.replied_on and row.sent_at and row.channel not in SPOKEN
    )
    if not delays:
        return None
    middle = len(delays) // 2
    return delays[middle] if len(delays) % 2 else (delays[middle - 1] + delays[middle]) / 2


def unanswered_around(round_: Round, user: User) -> list[IncomingGreeting]:
    """Who greeted us on this occasion, since the round began, and has no answer yet."""
    found = (
        select(IncomingGreeting)
        .join(Contact, Contact.id == IncomingGreeting.contact_id)
        .where(
            IncomingGreeting.answered_at.is_(None),
            IncomingGreeting.occasion_code == round_.occasion_code,
            IncomingGreeting.on >= round_.draft_from,
            visible_contacts(user),
        )
        .order_by(IncomingGreeting.on)
    )
    return list(db.session.scalars(found).unique())
