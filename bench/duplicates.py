"""The scan for likely pairs at ten and at a hundred thousand contacts: the time should grow with their number.

`python -m bench.duplicates [SIZE …]` builds one SQLite database for each size in a temporary folder, with names as
frequent as surnames are and one person in fifty written down twice, and times one page of the scan and the look-up
that is made while somebody types, the median of several runs.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import insert

from liaison.accounts.actions import add_user
from liaison.accounts.queries import user_by_login
from liaison.contacts.models import Contact, Phone, Post
from liaison.db import begin_write, db
from liaison.duplicates.alike import people_like
from liaison.duplicates.queries import likely_pairs
from liaison.factory import create_app
from liaison.formats.readings import reading
from liaison.settings import Settings
from liaison.units.models import Unit

NOW = datetime(2026, 11, 23, tzinfo=UTC)
STAMP = {"version": 1, "created_at": NOW, "updated_at": NOW}
SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华建国志文宇轩慧云"
UNITS, RUNS, TWICE = 1_000, 3, 50


@cache
def sort_key(name: str) -> str:
    return reading(name, name[0], None).sort_key


def people(count: int) -> Iterator[dict[str, Any]]:
    """Contacts with a mobile; every fiftieth is the one before, with the same number or at the same unit."""
    chance = random.Random(20261127)
    name, mobile, unit = "", "", 0
    for number in range(1, count + 1):
        again = number % TWICE == 0
        if not again:
            surname = SURNAMES[min(int(chance.expovariate(0.15)), len(SURNAMES) - 1)]
            name = surname + "".join(chance.choices(GIVEN, k=chance.choice((1, 2, 2, 2))))
            unit = chance.randint(1, UNITS)
        if not again or chance.random() < 0.5:
            mobile = mobile if again else f"154{chance.randint(0, 99_999_999):08}"
        elif again:
            mobile = f"154{chance.randint(0, 99_999_999):08}"
        yield {"id": number, "name": name, "mobile": mobile, "unit": unit}


def build(path: Path, count: int) -> Flask:
    app = create_app(Settings(database_url=f"sqlite:///{path}", secret_key="bench"))
    with app.app_context():
        upgrade()
        begin_write()
        add_user("admin", "spring-wind-1000", role="admin", by=None)
        db.session.execute(insert(Unit), [{"id": n, "uuid": f"u{n}", "name": f"单位{n}", **STAMP} for n in range(1, UNITS + 1)])
        found = list(people(count))
        contacts = [{"id": p["id"], "uuid": f"c{p['id']}", "name": p["name"], "sort_key": sort_key(p["name"]),
                     "unit_id": p["unit"], **STAMP} for p in found]  # fmt: skip
        db.session.execute(insert(Contact), contacts)
        posts = [{"uuid": f"p{p['id']}", "contact_id": p["id"], "unit_id": p["unit"], **STAMP} for p in found]
        db.session.execute(insert(Post), posts)
        phones = [{"contact_id": p["id"], "text": p["mobile"], "digits": p["mobile"]} for p in found]
        db.session.execute(insert(Phone), phones)
        db.session.commit()
    return app


def median_ms(work: Callable[[], Any]) -> float:
    """Processor time, which other work on the machine does not stretch."""
    times = []
    for _run in range(RUNS):
        start = time.process_time()
        work()
        times.append((time.process_time() - start) * 1000)
    return round(statistics.median(times), 1)


def measure(size: int) -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        app = build(Path(folder) / "bench.sqlite3", size)
        with app.app_context():
            user = user_by_login("admin")
            assert user is not None
            found = likely_pairs(user, "contact")
            return {
                "contacts": size,
                "pairs": found.total,
                "scan_ms": median_ms(lambda: likely_pairs(user, "contact")),
                "typing_ms": median_ms(lambda: people_like(user, "王建国", unit="单位7", phones=["15412345678"])),
            }


if __name__ == "__main__":
    sizes = [int(text) for text in sys.argv[1:]] or [10_000, 100_000]
    results = [measure(size) for size in sizes]
    for result in results:
        print(json.dumps(result, ensure_ascii=False))
    print(json.dumps({"scan_ratio": round(results[-1]["scan_ms"] / results[0]["scan_ms"], 1)}))
