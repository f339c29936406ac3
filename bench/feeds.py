"""What a calendar subscription costs: building ten thousand events against answering that nothing has changed.

Run `python -m bench.feeds [CONTACTS]` from the project's folder: lines to read, then one JSON line. The office lies in
a temporary SQLite file, everybody in one feed with full names. The first fetch also remembers what it hands out. Times
are processor time, so that a busy machine moves them little; nothing is asserted, and the ratio is what counts.
"""

import argparse
import json
import tempfile
import time
import tracemalloc
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import insert
from werkzeug.test import TestResponse

from liaison import clock
from liaison.accounts.actions import add_user
from liaison.accounts.models import User
from liaison.contacts.models import Contact, Phone
from liaison.db import begin_write, db
from liaison.domain.cadence import DEFAULT_TIERS, Tier
from liaison.factory import create_app
from liaison.feeds.actions import add_feed
from liaison.settings import Settings
from liaison.units.models import Unit

NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
TODAY = date(2026, 11, 23)
CONTACTS = 2_000  # make about ten thousand events in 430 days
SHARES = ((Tier.KEY, 20), (Tier.REGULAR, 30), (Tier.GENERAL, 50))
UNITS, REPEATS = 100, 3


def open_office(folder: Path) -> Flask:
    """An empty office in a file of its own."""
    app = create_app(Settings(database_url=f"sqlite:///{folder / 'bench.sqlite3'}", secret_key="bench"))
    with app.app_context():
        upgrade()
    return app


def hire(count: int) -> str:
    """Fill the office; answers the token of a feed over everybody."""
    begin_write()
    user = add_user("admin", "bench-password-1", name="管理员", role="admin", by=None)
    units = [{"id": 1 + n, "name": f"第{1 + n}局办公室", "short_name": f"{1 + n}局"} for n in range(UNITS)]
    db.session.execute(insert(Unit), units)
    random = Random(20261123)
    db.session.execute(insert(Contact), [person(1 + n, random) for n in range(count)])
    phones = [
        {"contact_id": 1 + n, "text": f"1380571{n:04}", "digits": f"1380571{n:04}"} for n in range(count)
    ]
    db.session.execute(insert(Phone), phones)
    token = subscribe(user)
    db.session.commit()
    return token


def person(number: int, random: Random) -> dict[str, object]:
    """One contact with the facts that follow from a call within the last interval; every other has a birthday."""
    (tier,) = random.choices([tier for tier, _ in SHARES], [share for _, share in SHARES])
    pace = DEFAULT_TIERS[tier]
    last = TODAY - timedelta(days=random.randrange(pace.interval_days))
    return {
        "id": number, "uuid": str(UUID(int=number)), "name": f"陈{number}", "family_name": "陈",
        "given_name": str(number), "tier": tier.value, "unit_id": 1 + number % UNITS, "title": "办公室主任",
        "birth_month": 8 if number % 2 else None, "birth_day": 15 if number % 2 else None, "birth_is_lunar": True,
        "owner_id": 1, "cadence_days": pace.interval_days, "gap_days": pace.max_gap_days, "last_contact_on": last,
        "times_contacted": 3, "due_on": last + timedelta(days=pace.interval_days),
        "broken_after": last + timedelta(days=pace.max_gap_days), "facts_at": NOW, "facts_revision": 1,
    }  # fmt: skip


def subscribe(user: User) -> str:
    values = {
        "name": "联络日历", "scope": "section", "kinds": ["greetings", "checkins", "birthdays", "followups"],
        "discreet": False, "greeting_lead_days": 3, "day_alarm": True,
    }  # fmt: skip
    return add_feed(values, by=user)[1]


def seconds(work: Callable[[], object], repeats: int = REPEATS) -> float:
    """Processor time, the best of several runs: what the work costs when nothing else is in the way."""
    spans = []
    for _ in range(repeats):
        began = time.process_time()
        work()
        spans.append(time.process_time() - began)
    return min(spans)


def fetched(client: FlaskClient, path: str, etag: str = "") -> TestResponse:
    """One fetch, read to its end a piece at a time, as a server sends it."""
    answer = client.get(path, headers={"If-None-Match": etag} if etag else {}, buffered=False)
    for _piece in answer.iter_encoded():
        pass
    answer.close()
    return answer


def peak_of(work: Callable[[], object]) -> int:
    """The most octets held at once."""
    tracemalloc.start()
    work()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak


def measure(count: int) -> dict[str, float]:
    """The figures of one office."""
    with tempfile.TemporaryDirectory() as folder, clock.fixed_at(NOW):
        app = open_office(Path(folder))
        with app.app_context():
            path = f"/feeds/{hire(count)}.ics"
            db.session.remove()
        client = app.test_client()
        first = seconds(lambda: fetched(client, path), repeats=1)
        answer = client.get(path)
        built = seconds(lambda: fetched(client, path))
        unchanged = seconds(lambda: fetched(client, path, answer.headers["ETag"]))
        assert fetched(client, path, answer.headers["ETag"]).status_code == 304
        figures = {
            "contacts": count,
            "events": answer.data.count(b"BEGIN:VEVENT"),
            "octets": len(answer.data),
            "first_fetch_seconds": round(first, 3),
            "build_seconds": round(built, 3),
            "unchanged_seconds": round(unchanged, 4),
            "ratio": round(built / unchanged, 1),
            "build_peak_octets": peak_of(lambda: fetched(client, path)),
            "unchanged_peak_octets": peak_of(lambda: fetched(client, path, answer.headers["ETag"])),
        }
        with app.app_context():
            db.engine.dispose()
    return figures


def main() -> None:
    """Measure one office and one of twice its size, then print lines to read and a line for programs."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("contacts", nargs="?", type=int, default=CONTACTS)
    asked = parser.parse_args().contacts
    rows = [measure(asked), measure(2 * asked)]
    for row in rows:
        print("  ".join(f"{name} {value}" for name, value in row.items()))
    print(json.dumps(rows))


if __name__ == "__main__":
    main()
