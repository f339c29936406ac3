"""Talking to the office's mail server, and knowing afterwards what became of each mail."""

import smtplib
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from enum import StrEnum
from types import TracebackType
from urllib.parse import unquote, urlsplit

from flask_babel import gettext as _

TIMEOUT_SECONDS = 30
PORTS = {"smtp": 25, "smtps": 465}
BUSY = range(400, 500)


class Outcome(StrEnum):
    """What the server said, or that nobody knows."""

    TAKEN = "taken"
    REFUSED = "refused"
    BUSY = "busy"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Verdict:
    """The outcome with the server's own words."""

    outcome: Outcome
    words: str = ""


@dataclass(frozen=True)
class Mail:
    """One mail as it goes out. `key` makes its Message-ID, the same at every attempt; `html` says the same again."""

    key: str
    recipient: str
    subject: str
    body: str
    html: str = ""


class MailServerError(ConnectionError):
    """The server cannot be reached or does not let us in; nothing was sent."""


class MailServer:
    """One connection, opened on entering: smtp://user:password@host:587, or smtps:// for TLS at once."""

    def __init__(self, address: str, sender: str) -> None:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            raise ValueError(
                "LIAISON_SMTP_URL 应写成 smtp://用户:密码@主机:587 或 smtps://用户:密码@主机:465"
            )
        self.secure = parts.scheme == "smtps"
        self.host, self.port = parts.hostname, parts.port or PORTS[parts.scheme]
        self.user, self.password = unquote(parts.username or ""), unquote(parts.password or "")
        self.sender = sender or (self.user if "@" in self.user else f"{self.user or 'liaison'}@{self.host}")

    def __enter__(self) -> "MailServer":
        try:
            self.line = self._connected()
        except (OSError, smtplib.SMTPException) as error:
            raise MailServerError(
                _(
                    "连不上邮件服务器 %(host)s:%(port)s：%(why)s",
                    host=self.host,
                    port=self.port,
                    why=_plain(error),
                )
            ) from error
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        try:
            self.line.quit()
        except (OSError, smtplib.SMTPException):
            self.line.close()

    def _connected(self) -> smtplib.SMTP:
        trust = ssl.create_default_context()
        if self.secure:
            line: smtplib.SMTP = smtplib.SMTP_SSL(
                self.host, self.port, timeout=TIMEOUT_SECONDS, context=trust
            )
        else:
            line = smtplib.SMTP(self.host, self.port, timeout=TIMEOUT_SECONDS)
            line.ehlo()
            if line.has_extn("starttls"):
                line.starttls(context=trust)
                line.ehlo()
        if self.user and self.password:
            line.login(self.user, self.password)
        return line

    def send(self, mail: Mail, now: datetime) -> Verdict:
        """Deliver one mail. A line that breaks before the words go out means not sent; after, unknown."""
        content = written(mail, self.sender, now)
        try:
            refusal = self._envelope(mail.recipient)
        except (OSError, smtplib.SMTPException) as error:
            return Verdict(Outcome.BUSY, _plain(error))
        if refusal is not None:
            return refusal
        try:
            code, words = self.line.data(content)
        except smtplib.SMTPDataError as error:
            return _refusal(error.smtp_code, error.smtp_error)
        except (OSError, smtplib.SMTPException) as error:
            return Verdict(Outcome.UNKNOWN, f"发送途中断线：{_plain(error)}")
        return Verdict(Outcome.TAKEN) if code == 250 else _refusal(code, words)

    def _envelope(self, recipient: str) -> Verdict | None:
        """Sender and recipient; None when the server is ready for the words."""
        self.line.rset()
        for code, words in (self.line.mail(self.sender), self.line.rcpt(recipient)):
            if code >= 400:
                return _refusal(code, words)
        return None


def written(mail: Mail, sender: str, now: datetime) -> bytes:
    """The mail as bytes, Chinese and all."""
    message = EmailMessage(policy=SMTP)
    message["From"], message["To"], message["Subject"] = sender, mail.recipient, mail.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<{mail.key}@{sender.rpartition('@')[2]}>"
    message.set_content(mail.body)
    if mail.html:
        message.add_alternative(mail.html, subtype="html")
    return message.as_bytes()


def _refusal(code: int, words: bytes | str) -> Verdict:
    said = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return Verdict(Outcome.BUSY if code in BUSY else Outcome.REFUSED, f"{code} {said}".strip())


def _plain(error: Exception) -> str:
    """The error in one line. Nothing of the address or the password is in it."""
    return " ".join(str(error).split()) or type(error).__name__
