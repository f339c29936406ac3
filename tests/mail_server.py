"""A mail server inside the test: keeps the Message-ID of everything it takes, in the order it took it."""

import random
import re
import socketserver
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.policy import SMTP

PATIENCE = 0.02  # seconds at most between taking a mail and saying so: a kill that falls here leaves a mail unknown
REFUSED = "refused@"


class MailBox(socketserver.ThreadingTCPServer):
    """Listens on a free port of this machine; `taken` is what it has accepted."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Conversation)
        self.taken: list[str] = []
        self.texts: list[str] = []
        self.parts: list[dict[str, str]] = []  # {content type: text} of each
        self.random = random.Random(20261127)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.server_address[1]}"

    def handle_error(self, request: object, client_address: object) -> None:
        """A client that died in the middle of a sentence is what these tests are about."""


class Conversation(socketserver.StreamRequestHandler):
    """As much of SMTP as one client needs."""

    server: MailBox

    def handle(self) -> None:
        self.say("220 in-test ready")
        while line := self.rfile.readline():
            word = line[:4].upper().strip().decode("ascii", "replace")
            if word == "QUIT":
                return self.say("221 bye")
            if word == "DATA":
                self.take()
            elif word == "RCPT" and REFUSED.encode() in line:
                self.say("550 no such mailbox")
            else:
                self.say("250 ok")
        return None

    def take(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            if not line:
                return  # gone before the end: nothing was taken
            lines.append(line)
        time.sleep(self.server.random.uniform(0, PATIENCE))
        message = message_from_bytes(b"".join(lines), policy=SMTP)
        self.server.taken.append(re.sub(r"^<|@.*$", "", message["Message-ID"]))
        leaves = [part for part in message.walk() if not part.is_multipart()]
        self.server.texts.append(leaves[0].get_content())
        self.server.parts.append({part.get_content_type(): part.get_content() for part in leaves})
        time.sleep(self.server.random.uniform(0, PATIENCE))
        self.say("250 taken")

    def say(self, words: str) -> None:
        self.wfile.write(words.encode("ascii") + b"\r\n")


@contextmanager
def listening() -> Iterator[MailBox]:
    """A server at work until the block ends."""
    with MailBox() as box:
        thread = threading.Thread(target=box.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield box
        box.shutdown()
        thread.join()
