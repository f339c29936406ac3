"""The digests' part of `flask worker`: from seven on a working day, one mail for each who wants one."""

from collections import Counter
from datetime import timedelta
from zoneinfo import ZoneInfo

from liaison import clock
from liaison.calendar_.queries import work_calendar
from liaison.db import begin_write, db
from liaison.digests import actions
from liaison.digests.letters import letter
from liaison.digests.models import DigestMail, Fate
from liaison.digests.queries import digest_for
from liaison.greetings.smtp import MailServer, MailServerError, Verdict
from liaison.settings import Settings

HOURS = range(7, 18)  # a worker that was down all day does not ring in the evening


def send_digests(settings: Settings, lease: timedelta) -> Counter[str]:
    """Send today's digests that are still to be sent; answers how many had which outcome."""
    counts: Counter[str] = Counter()
    now = clock.now()
    if now.astimezone(ZoneInfo(settings.timezone)).hour not in HOURS:
        return counts
    today = clock.today(settings.timezone)
    begin_write()
    counts["unknown"] += actions.recover_digests(now, lease)
    actions.prepare_digests(today, now, work_calendar())
    db.session.commit()
    waiting = actions.due_digests(today, now)
    db.session.rollback()
    for mail_id in waiting:
        outcome = send_digest(mail_id, settings)
        counts[outcome] += bool(outcome)
    return counts


def send_digest(mail_id: int, settings: Settings) -> str:
    """Mark, write, send, keep what came of it; empty when there was nothing to send."""
    begin_write()
    mine = actions.take_digest(mail_id, clock.now())
    db.session.commit()
    if not mine:
        return ""
    mail = db.session.get_one(DigestMail, mail_id)
    digest = digest_for(mail.user, mail.on)
    if mail.user.disabled_at or not digest.has_news:
        settle_empty(mail_id)
        return ""
    words = letter(digest, key=mail.uuid, recipient=mail.recipient, base_url=settings.base_url)
    db.session.rollback()
    try:
        with MailServer(settings.smtp_url, settings.mail_from) as server:
            verdict = server.send(words, clock.now())
    except MailServerError as error:
        put_off(mail_id, str(error))
        raise
    return keep(mail_id, verdict)


def settle_empty(mail_id: int) -> None:
    begin_write()
    db.session.get_one(DigestMail, mail_id).state = Fate.EMPTY.value
    db.session.commit()


def put_off(mail_id: int, words: str) -> None:
    begin_write()
    actions.give_back(db.session.get_one(DigestMail, mail_id), words, clock.now())
    db.session.commit()


def keep(mail_id: int, verdict: Verdict) -> str:
    begin_write()
    actions.keep_verdict(db.session.get_one(DigestMail, mail_id), verdict, clock.now())
    db.session.commit()
    return verdict.outcome.value
