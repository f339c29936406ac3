"""The program's own steps with a mail, each one a transaction of its caller's.

What is marked "sending" may have reached the server. Whoever dies then leaves it unknown, never due again,
and a person decides: nothing is sent twice, and nothing is lost.
"""

from datetime import date, datetime, timedelta

from sqlalchemy import func, select, update

from liaison.audit.actions import note
from liaison.db import db
from liaison.greetings.models import stamped
from liaison.greetings.outbox_models import OutboxMessage, Posted
from liaison.greetings.sending import record_sent

LEASE = timedelta(minutes=10)  # longer than any talk with a server: its timeouts are half a minute
MOST_TRIES = 5
WAITS = [timedelta(minutes=minutes) for minutes in (1, 5, 20, 60)]


def recover(now: datetime, lease: timedelta = LEASE) -> tuple[int, int]:
    """Take over from workers that died: (claimed ones due again, sending ones nobody knows of)."""
    old = OutboxMessage.claimed_at <= now - lease
    freed = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state == Posted.CLAIMED, old)
        .values(state=Posted.DUE, claimed_at=None, claimed_by="")
    )
    lost = db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.state == Posted.SENDING, old)
        .values(state=Posted.UNKNOWN, told="发送途中程序中断，不知道对方收到没有")
    )
    return freed.rowcount, lost.rowcount  # type: ignore[attr-defined]


def claim(worker: str, now: datetime, limit: int) -> list[int]:
    """Take the oldest due messages, at most `limit`; two workers never take the same one."""
    due = (
        select(OutboxMessage.id)
        .where(OutboxMessage.state == Posted.DUE, OutboxMessage.due_at <= now)
        .order_by(OutboxMessage.due_at, OutboxMessage.id)
        .limit(limit)
        .with_for_update(skip_locked=True)
    )
    ids = list(db.session.scalars(due))
    db.session.execute(
        update(OutboxMessage)
        .where(OutboxMessage.id.in_(ids), OutboxMessage.state == Posted.DUE)
        .values(state=Posted.CLAIMED, claimed_at=now, claimed_by=worker)
    )
    return ids


def due_count(now: datetime) -> int:
    """How many messages wait to be sent now."""
    waiting = select(func.count(OutboxMessage.id)).where(
        OutboxMessage.state == Posted.DUE, OutboxMessage.due_at <= now
    )
    return db.session.scalar(waiting) or 0


def begin_sending(message_id: int, worker: str, now: datetime) -> bool:
    """The last step before the server hears of it; False when the claim has passed to somebody else."""
    done = db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.id == message_id,
            OutboxMessage.state == Posted.CLAIMED,
            OutboxMessage.claimed_by == worker,
        )
        .values(state=Posted.SENDING, claimed_at=now, tries=OutboxMessage.tries + 1)
    )
    return done.rowcount == 1  # type: ignore[attr-defined]


def finish_sent(message: OutboxMessage, *, now: datetime, today: date) -> None:
    """The server took it: the greeting is sent, in the name of whoever handed it over."""
    message.state, message.told = Posted.SENT, ""
    stamped(message, "settled", message.queued_by, now)
    if not message.greeting.sent_at:
        record_sent(message.greeting, now=now, today=today, by=message.queued_by)
    db.session.flush()


def finish_failed(message: OutboxMessage, words: str) -> None:
    """The server refused it for good; a person decides."""
    message.state, message.told = Posted.FAILED, words
    db.session.flush()
    note("mail.fail", message.greeting, None, {"words": words})


def finish_unknown(message: OutboxMessage, words: str) -> None:
    """The line broke after the words had gone out."""
    message.state, message.told = Posted.UNKNOWN, words
    db.session.flush()
    note("mail.unknown", message.greeting, None, {"words": words})


def put_off(message: OutboxMessage, words: str, now: datetime) -> None:
    """The server is busy: again later, a few times, then it counts as refused."""
    if message.tries >= MOST_TRIES:
        finish_failed(message, words)
        return
    message.state, message.told = Posted.DUE, words
    message.due_at = now + WAITS[min(message.tries, len(WAITS)) - 1]
    message.claimed_at, message.claimed_by = None, ""
    db.session.flush()


def release(ids: list[int], worker: str) -> None:
    """Give back what was claimed and not begun."""
    db.session.execute(
        update(OutboxMessage)
        .where(
            OutboxMessage.id.in_(ids),
            OutboxMessage.state == Posted.CLAIMED,
            OutboxMessage.claimed_by == worker,
        )
        .values(state=Posted.DUE, claimed_at=None, claimed_by="")
    )
