"""Choosing one's digest, and the steps of a digest mail: each one a transaction of its caller's.

What is marked "sending" may have reached the server; whoever dies then leaves it unknown and it stays unsent:
tomorrow brings another, and nobody gets the same one twice.
"""

from datetime import date, datetime, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.digests.models import DigestMail, DigestWish, Fate
from liaison.digests.queries import wish_of
from liaison.domain.digest_days import Rhythm, is_digest_day
from liaison.domain.workdays import WorkCalendar
from liaison.greetings.smtp import Outcome, Verdict

MOST_TRIES = 5
WAIT = timedelta(minutes=10)


class DigestError(ValueError):
    """An address that this user may not have mail sent to."""


def choose_digest(user: User, rhythm: str, address: str, *, version: int) -> DigestWish:
    """Keep one's own choice; `version` 0 is for somebody who has none. StaleRecord when another window saved first.

    Names of the office's people leave it only to where an administrator said: DigestError for another address.
    """
    if address != user.email and not user.administers:
        raise DigestError(_("提要只发到管理员登记的邮箱"))
    wish = wish_of(user)
    if wish is None:
        wish = DigestWish(user_id=user.id)
        db.session.add(wish)
    else:
        check_version(wish, version)
    wish.rhythm, wish.address = Rhythm(rhythm).value, address
    changes = pending_changes(wish)
    db.session.flush()
    note("digest.choose", wish, user, changes)
    return wish


def prepare_digests(today: date, now: datetime, calendar: WorkCalendar) -> int:
    """A row for everybody who is to have a digest today and has none yet; answers how many."""
    had = select(DigestMail.user_id).where(DigestMail.on == today)
    wishes = db.session.scalars(
        select(DigestWish)
        .join(User, User.id == DigestWish.user_id)
        .where(
            DigestWish.rhythm != Rhythm.OFF.value, User.disabled_at.is_(None), DigestWish.user_id.not_in(had)
        )
    ).all()
    return sum(
        prepared(wish, today, now)
        for wish in wishes
        if wish.recipient and is_digest_day(wish.rhythm, today, calendar)
    )


def prepared(wish: DigestWish, today: date, now: datetime) -> bool:
    """False when another worker was quicker: the database holds one row for a user and day."""
    try:
        with db.session.begin_nested():
            db.session.add(
                DigestMail(user_id=wish.user_id, on=today, recipient=wish.recipient, due_at=now)
            )
            db.session.flush()
    except IntegrityError:
        return False
    return True


def recover_digests(now: datetime, lease: timedelta) -> int:
    """What a worker that died was sending: nobody knows, and it is not sent again."""
    lost = db.session.execute(
        update(DigestMail)
        .where(DigestMail.state == Fate.SENDING, DigestMail.taken_at <= now - lease)
        .values(state=Fate.UNKNOWN.value, told="发送途中程序中断，不知道收到没有")
    )
    return lost.rowcount  # type: ignore[attr-defined, no-any-return]


def due_digests(today: date, now: datetime) -> list[int]:
    """Today's that wait; yesterday's news is not sent any more."""
    waiting = select(DigestMail.id).where(
        DigestMail.state == Fate.DUE, DigestMail.on == today, DigestMail.due_at <= now
    )
    return list(db.session.scalars(waiting.order_by(DigestMail.id)))


def take_digest(mail_id: int, now: datetime) -> bool:
    """The last step before the server hears of it; False when another worker has it."""
    done = db.session.execute(
        update(DigestMail)
        .where(DigestMail.id == mail_id, DigestMail.state == Fate.DUE)
        .values(state=Fate.SENDING.value, taken_at=now, tries=DigestMail.tries + 1)
    )
    return done.rowcount == 1  # type: ignore[attr-defined, no-any-return]


def give_back(mail: DigestMail, words: str, now: datetime) -> None:
    """Nothing reached the server: again later, a few times."""
    mail.told = words
    if mail.tries >= MOST_TRIES:
        mail.state = Fate.FAILED.value
    else:
        mail.state, mail.due_at, mail.taken_at = Fate.DUE.value, now + WAIT, None
    db.session.flush()


def keep_verdict(mail: DigestMail, verdict: Verdict, now: datetime) -> None:
    """Write down what the server said."""
    if verdict.outcome == Outcome.BUSY:
        give_back(mail, verdict.words, now)
        return
    fates = {Outcome.TAKEN: Fate.SENT, Outcome.REFUSED: Fate.FAILED, Outcome.UNKNOWN: Fate.UNKNOWN}
    mail.state, mail.told = fates[verdict.outcome].value, verdict.words
    db.session.flush()
