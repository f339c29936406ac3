"""The first page of the review at a thousand and at a million contacts: the ratio should stay near one.

`python -m bench.due_page [SIZE …]` builds one SQLite database for each size in a temporary folder and times what the
first page asks (`queries.review`, `ten_minutes`, the column beside them) and the whole page as a browser gets it, the
median of several runs, against the smallest size of the same run.
"""

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from bench._office import NOW, TODAY, build
from liaison import clock
from liaison.accounts.actions import open_session
from liaison.accounts.gate import TOKEN
from liaison.accounts.queries import user_by_login
from liaison.db import begin_write, db
from liaison.due.queries import review, ten_minutes
from liaison.due.scopes import Scope
from liaison.home.queries import ahead

RUNS = 7


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
            results[size] = measured(build(f"sqlite:///{Path(folder) / f'{size}.sqlite3'}", size))
    base = results[sizes[0]]
    for size, figures in results.items():
        for name, value in figures.items():
            print(f"{size:>9,} contacts  {name:<18} {value:8.1f} ms  ×{value / base[name]:.2f}")
    print(json.dumps({"bench": "due_page", "ms": results}, ensure_ascii=False))


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1_000, 100_000])
