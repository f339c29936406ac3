"""The office the benchmarks measure: any number of contacts in realistic spread, filled in bulk, on either database."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert, text

from liaison.accounts.actions import add_user
from liaison.contacts.models import Contact, Phone, Post
from liaison.db import begin_write, db
from liaison.domain.cadence import DEFAULT_TIERS, Tier
from liaison.factory import create_app
from liaison.settings import Settings
from liaison.units.models import Unit, UnitKind

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, tzinfo=UTC)
OWNERS, UNITS, CHUNK = 20, 1_000, 20_000
KINDS = [kind.value for kind in UnitKind]
STAMP = {"version": 1, "created_at": NOW, "updated_at": NOW}
Person = dict[str, Any]


def people(count: int) -> Iterator[Person]:
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
            "unit_id": number % UNITS + 1,
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


def plain_units() -> list[dict[str, Any]]:
    return [
        {"id": n, "uuid": f"u{n}", "name": f"单位{n}", "kind": KINDS[n % len(KINDS)], **STAMP}
        for n in range(1, UNITS + 1)
    ]


def build(
    url: str,
    count: int,
    *,
    units: list[dict[str, Any]] | None = None,
    dressed: Callable[[Person], Person] = lambda person: person,
) -> Flask:
    """A database of `count` contacts, each with a post and a telephone; `dressed` gives them names of their own."""
    app = create_app(Settings(database_url=url, secret_key="bench"))
    with app.app_context():
        upgrade()
        begin_write()
        for number in range(OWNERS):
            add_user(f"officer{number}", "spring-wind-1000", role="officer", by=None)
        add_user("leader", "spring-wind-1000", role="viewer", by=None)
        db.session.execute(insert(Unit), units or plain_units())
        with indexes_made_last():
            batch: list[Person] = []
            for person in people(count):
                batch.append(dressed(person))
                if len(batch) == CHUNK:
                    store(batch)
            store(batch)
        db.session.commit()
        db.session.execute(text("ANALYZE"))
        db.session.commit()
    return app


@contextmanager
def indexes_made_last() -> Iterator[None]:
    """A million rows are stored many times faster when their indexes are built from all of them at once."""
    connection = db.session.connection()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql("PRAGMA cache_size = -400000")
    indexes = [index for model in (Contact, Post, Phone) for index in model.__table__.indexes]
    for index in indexes:
        index.drop(connection)
    yield
    for index in indexes:
        index.create(connection)


def phone_of(number: int) -> str:
    return f"138{number * 7919 % 100_000_000:08d}"


def store(batch: list[Person]) -> None:
    if batch:
        connection = db.session.connection()
        connection.execute(insert(Contact.__table__), batch)
        posts = [
            {
                "uuid": f"p{each['id']}", "contact_id": each["id"], "unit_id": each["unit_id"], "title": each["title"],
                "department": "", "position": 0, **STAMP,
            }
            for each in batch
        ]  # fmt: skip
        connection.execute(insert(Post.__table__), posts)
        phones = [(each["id"], phone_of(each["id"])) for each in batch]
        connection.execute(
            insert(Phone.__table__), [{"contact_id": n, "text": digits, "digits": digits} for n, digits in phones]
        )
        batch.clear()
