"""What one logged call does to the plan in force: whose calls move, and how long it takes.

`python -m bench.standing_plan [CONTACTS …]` fills an office in a temporary SQLite file for each size (500 contacts an
officer, a fifth overdue), plans it, and logs calls with people taken at random; then the same after a week in which
nobody called, when the first log of the day plans a small desk again. `--instance FOLDER` measures a copy of an office
that is there (the demo office). Nothing is asserted.
"""

import argparse
import json
import shutil
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from flask import Flask
from sqlalchemy import insert, select

from bench.feeds import NOW, TODAY, UNITS, open_office, person
from liaison import clock
from liaison.accounts.actions import add_user
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.factory import create_app
from liaison.interactions.actions import log_interaction
from liaison.plans.actions import desks_with_people, renew_desks
from liaison.plans.models import PlannedCall
from liaison.settings import Settings
from liaison.units.models import Unit

AN_OFFICERS, LOGS, LATE_SHARE = 500, 40, 0.2
Days = dict[tuple[int, int], date]


def fill(count: int) -> None:
    """Officers, units and contacts, a fifth of whom should have been called before today."""
    begin_write()
    officers = max(1, count // AN_OFFICERS)
    for number in range(officers):
        add_user(f"officer{number}", "bench-password-1", role="officer", by=None)
    db.session.execute(insert(Unit), [{"id": 1 + n, "name": f"第{1 + n}局"} for n in range(UNITS)])
    random, rows = Random(7), []
    for number in range(1, count + 1):
        row = person(number, random) | {"owner_id": 1 + number % officers}
        if random.random() < LATE_SHARE:
            back = timedelta(days=int(row["cadence_days"]))  # type: ignore[call-overload]
            row |= {name: row[name] - back for name in ("last_contact_on", "due_on")}  # type: ignore[operator]
        rows.append(row)
    db.session.execute(insert(Contact), rows)
    db.session.commit()


def planned() -> Days:
    """{(contact, number): day}."""
    db.session.rollback()
    rows = db.session.execute(select(PlannedCall.contact_id, PlannedCall.number, PlannedCall.on))
    return {(row.contact_id, row.number): row.on for row in rows}


def others_moved(before: Days, after: Days, contact_id: int) -> int:
    """Calls of everybody else that are gone from their day."""
    return sum(1 for key, on in before.items() if key[0] != contact_id and after.get(key) != on)


def log_calls(today: date) -> dict[str, float]:
    """Log calls one after the other, each a transaction of its own."""
    ids = Random(11).sample(list(db.session.scalars(select(Contact.id).where(Contact.archived_at.is_(None)))), LOGS)
    moved, times = [], []
    for contact_id in ids:
        before, began = planned(), time.process_time()
        begin_write()
        log_interaction([db.session.get_one(Contact, contact_id)], kind="call", on=today, today=today, by=None)
        db.session.commit()
        times.append((time.process_time() - began) * 1000)
        moved.append(others_moved(before, planned(), contact_id))
    return {
        "logs": LOGS, "calls_planned": len(planned()), "others_moved_mean": statistics.mean(moved),
        "others_moved_most": max(moved), "log_ms_median": round(statistics.median(times), 1),
        "log_ms_most": round(max(times), 1),
    }  # fmt: skip


def measure(app: Flask, now: datetime, today: date) -> dict[str, dict[str, float]]:
    """On the day of planning, and a week later."""
    with app.app_context(), clock.fixed_at(now):
        begin_write()
        began = time.process_time()
        renew_desks(desks_with_people(), today)
        db.session.commit()
        seconds = time.process_time() - began
        same_day = log_calls(today) | {"renewal_seconds": round(seconds, 2)}
    week = timedelta(days=7)
    with app.app_context(), clock.fixed_at(now + week):
        return {"the day of planning": same_day, "a week later": log_calls(today + week)}


@contextmanager
def offices(sizes: list[int], instance: str) -> Iterator[Iterator[tuple[str, Flask]]]:
    with tempfile.TemporaryDirectory() as folder:
        yield made(sizes, instance, Path(folder))


def made(sizes: list[int], instance: str, folder: Path) -> Iterator[tuple[str, Flask]]:
    if instance:
        copy = folder / "copy.sqlite3"
        shutil.copyfile(Path(instance) / "liaison.sqlite3", copy)
        yield instance, create_app(Settings(database_url=f"sqlite:///{copy}", secret_key="bench"))
    for size in sizes:
        place = folder / str(size)
        place.mkdir()
        app = open_office(place)
        with app.app_context(), clock.fixed_at(NOW):
            fill(size)
        yield f"{size:,} contacts", app


def main() -> None:
    """One line for each office and day, then one for programs."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("sizes", nargs="*", type=int)
    parser.add_argument("--instance", default="")
    asked = parser.parse_args()
    results = {}
    with offices(asked.sizes or ([] if asked.instance else [10_000]), asked.instance) as found:
        for name, app in found:
            now, today = (clock.now(), clock.today()) if name == asked.instance else (NOW, TODAY)
            results[name] = measure(app, now, today)
            for when, figures in results[name].items():
                print(name, when, "  ".join(f"{key} {value}" for key, value in figures.items()))
    print(json.dumps(results, ensure_ascii=False))


if __name__ == "__main__":
    main()
