"""The worker: takes due mails and sends them, one short transaction before each and one after.

Killed at any point it leaves every mail due again, or sent, or marked unknown for a person to decide.
"""

import os
import socket
import uuid
from collections import Counter
from datetime import date, timedelta

from liaison import clock
from liaison.db import begin_write, db
from liaison.greetings import delivery
from liaison.greetings.occasions import quiet_day_name
from liaison.greetings.outbox_models import OutboxMessage
from liaison.greetings.smtp import Mail, MailServer, MailServerError, Outcome, Verdict
from liaison.settings import Settings

AT_ONCE = 10


class Worker:
    """One run over the outbox with the settings of the office; `name` marks its claims."""

    def __init__(self, settings: Settings, lease: timedelta = delivery.LEASE) -> None:
        self.settings, self.lease = settings, lease
        self.name = f"{socket.gethostname()}-{os.getpid()}-{uuid.uuid4().hex[:8]}"
        self.counts: Counter[str] = Counter()

    def run_once(self) -> Counter[str]:
        """Send everything that is due now, and say how much. MailServerError when the server cannot be reached."""
        self.counts = Counter()
        self.recover()
        if quiet_day_name(self.today()):
            db.session.rollback()
            return self.counts
        while ids := self.claimed():
            self.deliver(ids)
        return self.counts

    def today(self) -> date:
        return clock.today(self.settings.timezone)

    def recover(self) -> None:
        """Take over from the dead before taking anything new."""
        begin_write()
        freed, lost = delivery.recover(clock.now(), self.lease)
        db.session.commit()
        self.counts["freed"] += freed
        self.counts["unknown"] += lost

    def claimed(self) -> list[int]:
        begin_write()
        ids = delivery.claim(self.name, clock.now(), AT_ONCE)
        db.session.commit()
        return ids

    def deliver(self, ids: list[int]) -> None:
        """One connection for the whole handful; what it never came to is given back."""
        try:
            with MailServer(self.settings.smtp_url, self.settings.mail_from) as server:
                for message_id in ids:
                    self.send(message_id, server)
        except MailServerError:
            begin_write()
            delivery.release(ids, self.name)
            db.session.commit()
            raise

    def send(self, message_id: int, server: MailServer) -> None:
        """Mark, send, keep what came of it. Nothing happens when the claim was lost in between."""
        begin_write()
        mine = delivery.begin_sending(message_id, self.name, clock.now())
        db.session.commit()
        if not mine:
            return
        message = db.session.get_one(OutboxMessage, message_id)
        mail = Mail(message.uuid, message.recipient, message.subject, message.body)
        db.session.rollback()
        self.keep(message_id, server.send(mail, clock.now()))

    def keep(self, message_id: int, verdict: Verdict) -> None:
        """Write down what the server said."""
        begin_write()
        message = db.session.get_one(OutboxMessage, message_id)
        now = clock.now()
        if verdict.outcome == Outcome.TAKEN:
            delivery.finish_sent(message, now=now, today=self.today())
        elif verdict.outcome == Outcome.REFUSED:
            delivery.finish_failed(message, verdict.words)
        elif verdict.outcome == Outcome.BUSY:
            delivery.put_off(message, verdict.words, now)
        else:
            delivery.finish_unknown(message, verdict.words)
        db.session.commit()
        self.counts[verdict.outcome.value] += 1
