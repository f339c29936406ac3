"""The first page of the review at a thousand and at a million contacts: the ratio should stay near one.

`python -m bench.due_page [SIZE …]` builds one SQLite database for each size in a temporary folder and times what the
first page asks (`queries.review`, `ten_minutes`, the column beside them) and the whole page as a browser gets it, the
median of several runs, against the smallest size of the same run.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy import insert, text

from liaison import clock
from liaison.accounts.actions import add_user, open_session
from liaison.accounts.gate import TOKEN
from liaison.accounts.queries import user_by_login
from liaison.contacts.models import Contact, Phone, Post
from liaison.db import begin_write, db
from liaison.domain.cadence import DEFAULT_TIERS, Tier
from liaison.due.queries import review, ten_minutes
from liaison.due.scopes import Scope
from liaison.factory import create_app
from liaison.home.queries import ahead
from liaison.settings import Settings
from liaison.units.models import Unit, UnitKind

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
OWNERS, RUNS, CHUNK = 20, 7, 20_000
KINDS = [kind.value for kind in UnitKind]
STAMP = {"version": 1, "created_at": NOW, "updated_at": NOW}


def people(count: int) -> Iterator[dict[str, Any]]:
    """Contacts of a realistic spread: most in time, a tenth overdue, a twentieth broken, some never contacted."""
    chance = random.Random(20261123)
    for number in range(1, count + 1):
        tier = chance.choices(list(Tier), (1, 3, 6))[0]
        pace = DEFAULT_TIERS[tier]
        gone = int(chance.expovariate(1 / pace.interval_days) * 0.5)
        last = None if chance.random() < 0.02 else TODAY - timedelta(days=gone)
        yield {
            "id": number,
            "uuid": f"00000000-0000-4000-8000-{number:012d}",
            "name": f"张{number}",
            "sort_key": f"zhang {number:08d}",
            "tier": tier.value,
            "owner_id": number % OWNERS + 1,
            "unit_id": number % 1000 + 1,
            "title": "主任",
            "cadence_days": pace.interval_days,
            "gap_days": pace.max_gap_days,
            "last_contact_on": last,
            "due_on": last and last + timedelta(days=pace.interval_days),
            "broken_after": last and last + timedelta(days=pace.max_gap_days),
            "heat": 1.0 if last else 0.0,
            "heat_on": last,
            "gender": chance.choice(("", "", "female", "male")),
            "birth_is_lunar": number % 3 == 0,
            "birth_month": chance.randint(1, 12) if number % 2 else None,
            "birth_day": chance.randint(1, 28) if number % 2 else None,
            "retired_on": TODAY if number % 5000 == 0 else None,
            **STAMP,
        }


def build(path: Path, count: int) -> Flask:
    """A database of `count` contacts, each with a post and a telephone."""
    app = create_app(Settings(database_url=f"sqlite:///{path}", secret_key="bench"))
    with app.app_context():
        upgrade()
        begin_write()
        for number in range(OWNERS):
            add_user(f"officer{number}", "spring-wind-1000", role="officer", by=None)
        add_user("leader", "spring-wind-1000", role="viewer", by=None)
        units = [{"id": n, "uuid": f"u{n}", "name": f"单位{n}", "kind": KINDS[n % len(KINDS)], **STAMP} for n in range(1, 1001)]
        db.session.execute(insert(Unit), units)
        batch: list[dict[str, Any]] = []
        for person in people(count):
            batch.append(person)
            if len(batch) == CHUNK:
                store(batch)
        store(batch)
        db.session.commit()
        db.session.execute(text("ANALYZE"))
        db.session.commit()
    return app


def store(batch: list[dict[str, Any]]) -> None:
    if batch:
        db.session.execute(insert(Contact), batch)
        ids = [person["id"] for person in batch]
        posts = [
            {"uuid": f"p{n}", "contact_id": n, "unit_id": n % 1000 + 1, "title": "主任", **STAMP}
            for n in ids
        ]
        db.session.execute(insert(Post), posts)
        db.session.execute(
            insert(Phone), [{"contact_id": n, "text": f"138{n:08d}", "digits": f"138{n:08d}"} for n in ids]
        )
        batch.clear()


def median_ms(work: Callable[[], Any]) -> float:
    times = []
    for _run in range(RUNS):
        db.session.rollback()
        started = time.perf_counter()
        work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


def measured(app: Flask) -> dict[str, float]:
    everyone, mine = Scope(), Scope(owner_ids=(1,))
    with app.app_context():
        return {
            "review, everyone": median_ms(lambda: review(TODAY, everyone)),
            "review, mine": median_ms(lambda: review(TODAY, mine)),
            "ten minutes": median_ms(lambda: ten_minutes(TODAY, everyone)),
            "column, everyone": median_ms(lambda: within_a_request(app, lambda: ahead(TODAY, everyone))),
            "page, everyone": page_ms(app, "leader"),
            "page, mine": page_ms(app, "officer0"),
        }


def within_a_request(app: Flask, work: Callable[[], Any]) -> None:
    with app.test_request_context():
        work()


def page_ms(app: Flask, login: str) -> float:
    """The first page from sign-in to the last byte of HTML, for this user."""
    client = app.test_client()
    with clock.fixed_at(NOW):
        begin_write()
        token = open_session(user_by_login(login), now=NOW, remember=False, address="", program="bench")
        db.session.commit()
        with client.session_transaction() as session:
            session[TOKEN] = token
        return median_ms(lambda: fetched(client))


def fetched(client: FlaskClient) -> None:
    answer = client.get("/")
    if answer.status_code != 200:
        raise SystemExit(f"the first page answered {answer.status_code}")


def main(sizes: list[int]) -> None:
    results: dict[int, dict[str, float]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            results[size] = measured(build(Path(folder) / f"{size}.sqlite3", size))
    base = results[sizes[0]]
    for size, figures in results.items():
        for name, value in figures.items():
            print(f"{size:>9,} contacts  {name:<18} {value:8.1f} ms  ×{value / base[name]:.2f}")
    print(json.dumps({"bench": "due_page", "ms": results}, ensure_ascii=False))


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1_000, 100_000])
