"""Runs apart from the tests: for each line on its input it forks a worker that never stops, and answers with its number.

A line holds the minutes by which the worker's clock is ahead; whoever started this kills the workers. What is due before
NOW is sent first, so that all of them are born warm. Usage: python mortal_workers.py DATABASE_URL SMTP_URL
"""

import os
import signal
import sys
import time
from datetime import timedelta

from conftest import NOW, application

from liaison import clock
from liaison.db import db
from liaison.greetings.worker import Worker
from liaison.settings import Settings

LEASE = timedelta(
    seconds=30
)  # shorter than the minute between two generations, so that the dead are relieved


def work(database_url: str, smtp_url: str, minutes: int) -> None:
    """Send until killed."""
    settings = settings_for(database_url, smtp_url)
    with clock.fixed_at(NOW + timedelta(minutes=minutes)):
        while True:
            Worker(settings, LEASE).run_once()
            db.session.remove()
            time.sleep(0.01)


def settings_for(database_url: str, smtp_url: str) -> Settings:
    return Settings(database_url=database_url, secret_key="-", smtp_url=smtp_url, mail_from="us@example.cn")


def main() -> None:
    database_url, smtp_url = sys.argv[1:3]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    app = application(database_url)
    with app.app_context():
        with clock.fixed_at(
            NOW - timedelta(minutes=1)
        ):  # what is slow the first time is done before the first worker is born
            Worker(settings_for(database_url, smtp_url), LEASE).run_once()
        db.session.remove()
        db.engine.dispose()
        for line in sys.stdin:
            number = os.fork()
            if number == 0:
                work(database_url, smtp_url, int(line))
            print(number, flush=True)


if __name__ == "__main__":
    main()
