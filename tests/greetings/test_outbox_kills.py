"""Workers are killed at random moments, again and again: no mail is sent twice, none is lost, and what nobody can know
is put before a person.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from cast import Cast
from conftest import NOW, REPO, TODAY, signed_in
from flask import Flask
from greetings_scene import a_round, approved, only_template
from mail_server import MailBox, listening
from sqlalchemy import select

from liaison.contacts.actions import add_contact, begin_post
from liaison.db import begin_write, db
from liaison.greetings.outbox import post_greeting
from liaison.greetings.outbox_models import OutboxMessage, Posted
from liaison.greetings.queries import greetings_of
from liaison.interactions.models import Interaction
from liaison.standing.actions import disagreeing_contacts

MAILS = 40
AT_ONCE = 2  # workers side by side
FIRST_LIFE, LONGEST_LIFE = 0.3, 5.0  # seconds
MOST_GENERATIONS = 300
UNDER_WAY = (Posted.DUE, Posted.CLAIMED, Posted.SENDING)


class Workers:
    """Starts workers in processes of their own, and kills them."""

    def __init__(self, database: str, box: MailBox) -> None:
        self.killed, self.minutes = 0, 0
        self.nursery = subprocess.Popen(
            [sys.executable, str(REPO / "tests" / "mortal_workers.py"), database, box.url],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=REPO,
            env={**os.environ, "PYTHONPATH": f"{REPO}:{REPO / 'tests'}"},
        )  # fmt: skip

    def start(self) -> int:
        assert self.nursery.stdin and self.nursery.stdout
        self.nursery.stdin.write(f"{self.minutes}\n")
        self.nursery.stdin.flush()
        return int(self.nursery.stdout.readline())

    def live_and_die(self, seconds: float) -> None:
        """A few workers begin together and are killed together; the clock of the next is a minute ahead."""
        numbers = [self.start() for _ in range(AT_ONCE)]
        time.sleep(seconds)
        for number in numbers:
            os.kill(number, signal.SIGKILL)
        self.killed += len(numbers)
        self.minutes += 1

    def stop(self) -> None:
        self.nursery.communicate(timeout=30)


@pytest.fixture
def box() -> Iterator[MailBox]:
    with listening() as box:
        yield box


@pytest.fixture
def workers(posted: list[str], database: str, box: MailBox) -> Iterator[Workers]:
    workers = Workers(database, box)
    yield workers
    workers.stop()


@pytest.fixture
def posted(app: Flask, cast: Cast) -> list[str]:
    """The keys of many mails that are due."""
    begin_write()
    officer = cast.user("officer")
    only_template()
    people = []
    for number in range(MAILS):
        person = add_contact(
            {"name": f"收信人{number}", "owner_id": officer.id, "email": f"{number}@example.cn"}, by=None
        )
        begin_post(person, unit_id=cast.ids["school"], title="教师", by=None)
        people.append(person)
    round_ = approved(a_round("winter-solstice", people, by=officer), by=officer, head=cast.user("head"))
    mails = [post_greeting(row, due_at=NOW, on=TODAY, by=officer) for row in greetings_of(round_)]
    mails[0].due_at = NOW - timedelta(minutes=1)
    keys = [mail.uuid for mail in mails]
    db.session.commit()
    db.session.remove()
    return keys


def states() -> dict[str, str]:
    db.session.rollback()
    return {mail.uuid: mail.state for mail in db.session.scalars(select(OutboxMessage)).unique()}


def run_until_quiet(workers: Workers, chance: random.Random) -> None:
    """Kill until nothing is left to be sent. On a busy machine lives grow longer, so that some get to send."""
    longest, before = FIRST_LIFE, states()
    while any(state in UNDER_WAY for state in before.values()):
        assert workers.minutes < MOST_GENERATIONS, Counter(before.values())
        workers.live_and_die(chance.uniform(0.02, longest))
        now = states()
        longest = min(longest * 1.3, LONGEST_LIFE) if settled(now) == settled(before) else longest * 0.95
        before = now


def settled(found: dict[str, str]) -> int:
    return sum(state not in UNDER_WAY for state in found.values())


@pytest.mark.postgres
@pytest.mark.skipif(not hasattr(os, "fork"), reason="workers are forked")
def test_however_often_workers_are_killed_no_mail_is_sent_twice_and_none_is_lost(
    app: Flask, cast: Cast, posted: list[str], workers: Workers, box: MailBox
):
    chance = random.Random(1127)
    run_until_quiet(workers, chance)
    deliveries, found = Counter(box.taken), states()
    unknown = {key for key, state in found.items() if state == Posted.UNKNOWN}
    print(
        f"\n{MAILS} mails, {workers.killed} workers killed: {len(box.taken)} taken by the server, "
        f"{sum(count > 1 for count in deliveries.values())} twice, {len(unknown)} unknown"
    )
    assert set(found) == set(posted)
    assert max(deliveries.values()) == 1
    assert {found[key] for key in posted} == {Posted.SENT, Posted.UNKNOWN}
    assert set(deliveries) >= {key for key, state in found.items() if state == Posted.SENT}
    assert set(deliveries) - unknown == {key for key, state in found.items() if state == Posted.SENT}
    assert len(unknown) < workers.killed
    page = signed_in(app, "officer").get("/greetings/outbox").text
    assert page.count("不知发出没有") == len(unknown)

    while set(states().values()) != {Posted.SENT}:
        answered_by_a_person(app, box.taken)
        run_until_quiet(workers, chance)
    assert sorted(box.taken) == sorted(posted)
    each_greeting_was_logged_once()


def answered_by_a_person(app: Flask, taken: list[str]) -> None:
    """Somebody asks everybody of whom nobody knows whether the mail came, and says so."""
    client = signed_in(app, "officer")
    mails = db.session.scalars(select(OutboxMessage).where(OutboxMessage.state == Posted.UNKNOWN)).unique()
    for number, key in [(mail.id, mail.uuid) for mail in mails]:
        came = {"sent": "yes" if key in taken else "no"}
        assert client.post(f"/greetings/outbox/{number}/resolution", data=came).status_code == 302


def each_greeting_was_logged_once() -> None:
    db.session.rollback()
    logged = Counter(
        person.id
        for touch in db.session.scalars(select(Interaction).where(Interaction.kind == "greeting"))
        for person in touch.participants
    )
    assert sorted(logged.values()) == [1] * MAILS
    assert disagreeing_contacts() == []


def test_the_worker_s_sources_are_those_of_this_tree():
    """The processes that are killed run the code under test, not an installed copy."""
    told = subprocess.run(
        [sys.executable, "-c", "import liaison; print(liaison.__file__)"],
        capture_output=True, text=True, cwd=REPO, check=True, env={**os.environ, "PYTHONPATH": str(REPO)},
    )  # fmt: skip
    assert Path(told.stdout.strip()).is_relative_to(REPO)
