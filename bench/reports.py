"""The reports, the month's bulletin and the Monday page at a thousand, ten thousand and a hundred thousand contacts.

`python -m bench.reports [SIZE …]` builds one SQLite database for each size in a temporary folder (for each contact the
last six touches at its own pace; a matter for every twentieth, a follow-up for every tenth, a credit for every
hundredth, a greeting in each of three rounds for every fifth) and times each page as a browser gets it, the median of
several runs, against the smallest size of the same run: of the processor, since others may use the machine, and by the
clock. Nothing is asserted.
"""

import json
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text, update

from bench._office import CHUNK, NOW, STAMP, TODAY, build
from liaison import clock
from liaison.accounts.actions import add_user, open_session
from liaison.accounts.gate import TOKEN
from liaison.accounts.queries import user_by_login
from liaison.contacts.models import Contact
from liaison.credits.models import Credit
from liaison.db import begin_write, db
from liaison.followups.models import FollowUp
from liaison.greetings.models import Greeting, Round
from liaison.interactions.models import Interaction, interaction_participants
from liaison.matters.models import Matter, MatterEnding

RUNS, TOUCHES = 3, 6
KINDS = (("call", 6), ("wechat", 3), ("visit", 1), ("reception", 1), ("meeting", 1), ("sms", 2))
FEASTS = (
    ("national-day", "国庆节", date(2026, 10, 1)),
    ("mid-autumn", "中秋节", date(2026, 9, 25)),
    ("winter-solstice", "冬至", date(2026, 12, 22)),
)
Row = dict[str, Any]
Cost = tuple[float, float]  # processor, clock

PAGES = {
    "coverage, month": "/reports/coverage?whose=all",
    "coverage, last month": "/reports/coverage?whose=all&span=last_month",
    "coverage, year": "/reports/coverage?whose=all&span=year",
    "warmth": "/reports/warmth?whose=all",
    "activity, month": "/reports/activity?whose=all",
    "activity, year": "/reports/activity?whose=all&span=year",
    "lateness, month": "/reports/lateness?whose=all",
    "lateness, year": "/reports/lateness?whose=all&span=year",
    "matters, month": "/reports/matters?whose=all",
    "matters, year": "/reports/matters?whose=all&span=year",
    "rounds, year": "/reports/rounds?whose=all&span=year",
    "Monday page": "/reports/monday?whose=all",
    "bulletin, page": "/reports/bulletin?whose=all",
    "bulletin, last month": "/reports/bulletin?whose=all&month=2026-10",
    "bulletin, .docx": "POST /reports/bulletin?whose=all",
    "mine: coverage, month": "mine /reports/coverage?whose=mine",
    "mine: lateness, year": "mine /reports/lateness?whose=mine&span=year",
}  # fmt: skip


def fill(count: int) -> None:
    """Everything but the people, who are there."""
    chance = random.Random(5)
    begin_write()
    add_user("head", "spring-wind-1000", role="head", by=None)
    wanted = (Contact.id, Contact.unit_id, Contact.owner_id, Contact.last_contact_on, Contact.cadence_days)
    people = db.session.execute(select(*wanted)).all()
    stored(Interaction.__table__, touches(people, chance))
    stored(interaction_participants, ({"contact_id": row.id, "interaction_id": n} for n, row, _on in numbered(people)))
    db.session.execute(update(Contact).where(Contact.last_contact_on.is_not(None)).values(times_contacted=TOUCHES))
    stored(Matter.__table__, matters(people, chance))
    ended = db.session.execute(select(Matter.id, Matter.ended_as, Matter.ended_on).where(Matter.ended_as != "")).all()
    stored(MatterEnding.__table__, (
        {"matter_id": row.id, "ending": row.ended_as, "on": row.ended_on, "result": "已办妥", "remainder": "", "passed_to": "",
         "explanation": "", "explained_by": "", "reception": "", "created_at": NOW} for row in ended
    ))  # fmt: skip
    stored(FollowUp.__table__, follow_ups(people))
    stored(Credit.__table__, (
        {"uuid": f"k{n}", "name": "连夜核对名单", "on": TODAY - timedelta(days=n % 300), "unit_id": row.unit_id,
         "contact_id": row.id, "by_id": row.owner_id, "reported_in": "", **STAMP} for n, row in enumerate(people[::100])
    ))  # fmt: skip
    rounds(people)
    db.session.commit()
    db.session.execute(text("ANALYZE"))
    db.session.commit()


def stored(table: Any, rows: Iterator[Row]) -> None:
    """By the attributes' names, in pieces."""
    columns = {name: name for name in table.columns.keys()}  # noqa: SIM118 - a column collection, not a dict
    columns["on"] = next((name for name in columns if name.endswith("_on")), "on")
    batch: list[Row] = []
    for row in rows:
        batch.append({columns[name]: value for name, value in row.items()})
        if len(batch) == CHUNK:
            db.session.connection().execute(insert(table), batch)
            batch.clear()
    if batch:
        db.session.connection().execute(insert(table), batch)


def numbered(people: Any) -> Iterator[tuple[int, Any, date]]:
    """(number of the touch, person, day): the last on the stored day, the others before it at the person's pace."""
    number = 0
    for row in people:
        if row.last_contact_on is None:
            continue
        for back in range(TOUCHES):
            number += 1
            yield number, row, row.last_contact_on - timedelta(days=back * row.cadence_days)


def touches(people: Any, chance: random.Random) -> Iterator[Row]:
    kinds, weights = [kind for kind, _ in KINDS], [weight for _, weight in KINDS]
    for number, row, on in numbered(people):
        yield {
            "id": number, "uuid": f"i{number}", "kind": chance.choices(kinds, weights)[0], "direction": "ours", "answered": True,
            "happened_on": on, "unit_id": row.unit_id, "summary": "商定调研时间", "outcome": "", "by_id": row.owner_id,
            "handler": "", **STAMP,
        }  # fmt: skip


def matters(people: Any, chance: random.Random) -> Iterator[Row]:
    """Seven in ten ended, a tenth of the open ones late."""
    for number, row in enumerate(people[::20], 1):
        received = TODAY - timedelta(days=chance.randint(0, 400))
        ended = chance.random() < 0.7
        ended_on = min(received + timedelta(days=chance.randint(1, 30)), TODAY)
        yield {
            "id": number, "uuid": f"m{number}", "name": "借用会议中心", "way": ("incoming", "outgoing")[number % 3 == 0],
            "unit_id": row.unit_id, "contact_id": row.id, "received_on": received, "asked": "", "promise": "协调场地",
            "promised_by": "", "owner_id": row.owner_id, "urgent": False,
            "due_on": received + timedelta(days=14) if ended else TODAY + timedelta(days=chance.randint(-3, 27)),
            "ended_as": chance.choice(("done", "done", "partly", "explained")) if ended else "",
            "ended_on": ended_on if ended else None, **STAMP,
        }  # fmt: skip


def follow_ups(people: Any) -> Iterator[Row]:
    """A tenth of them past their day."""
    for number, row in enumerate(people[::10], 1):
        yield {
            "uuid": f"f{number}", "name": "寄材料", "due_on": TODAY + timedelta(days=number % 30 - 3), "contact_id": row.id,
            "owner_id": row.owner_id, "origin": "", "outcome": "", **STAMP,
        }  # fmt: skip


def rounds(people: Any) -> None:
    """Two festivals past and one ahead, each with every fifth person."""
    for number, (code, name, day) in enumerate(FEASTS, 1):
        past = day < TODAY
        db.session.execute(insert(Round).values(
            id=number, uuid=f"r{number}", name=f"2026年{name}", occasion_code=code, occasion_name=name, cycle=2026, tone="",
            day=day, lunar_year=2026, draft_from=day - timedelta(days=40), submit_by=day - timedelta(days=10),
            approve_by=day - timedelta(days=7), send_on=day - timedelta(days=1), return_words="", lessons="",
            submitted_at=NOW if past else None, approved_at=NOW if past else None, **STAMP,
        ))  # fmt: skip
        stored(Greeting.__table__, (
            {"uuid": f"g{number}-{row.id}", "round_id": number, "contact_id": row.id, "unit_id": row.unit_id,
             "officer_id": row.owner_id, "reason": "重点联系", "channel": "sms", "text": "祝好", "signature": "", "remark": "",
             "sent_at": NOW if past else None, "replied_on": day if past and row.id % 3 == 0 else None, "reply": "", "excuse": "",
             "missed_because": "", **STAMP} for row in people[::5]
        ))  # fmt: skip


def measured(app: Flask) -> dict[str, Cost]:
    with app.app_context(), clock.fixed_at(NOW):
        clients = {"": signed_in(app, "head"), "mine": signed_in(app, "officer0")}
        return {name: median_ms(lambda page=page: fetched(clients, page)) for name, page in PAGES.items()}  # type: ignore[misc]


def signed_in(app: Flask, login: str) -> FlaskClient:
    client = app.test_client()
    begin_write()
    token = open_session(user_by_login(login), now=NOW, remember=False, address="", program="bench")
    db.session.commit()
    with client.session_transaction() as session:
        session[TOKEN] = token
    return client


def fetched(clients: dict[str, FlaskClient], page: str) -> Cost:
    """What the answer cost, without what led to it."""
    who, _space, address = page.rpartition(" ")
    client, form = clients["mine" if who == "mine" else ""], None
    if who == "POST":
        before = client.get(address).text
        form = {"csrf_token": before.split('name="csrf_token" value="', 1)[1].split('"', 1)[0]}
    begun = time.process_time(), time.perf_counter()
    answer = client.open(address, method="POST" if form else "GET", data=form)
    cost = time.process_time() - begun[0], time.perf_counter() - begun[1]
    if answer.status_code != 200:
        raise SystemExit(f"{page} answered {answer.status_code}")
    if "没有统计" in answer.get_data()[:300_000].decode(errors="ignore"):
        DECLINED.add(page)
    return cost


DECLINED = set[str]()  # pages that had too much to count


def median_ms(work: Callable[[], Cost]) -> Cost:
    """Of the processor and by the clock."""
    costs = []
    for _run in range(RUNS):
        db.session.rollback()
        costs.append(work())
    processor, clock_time = (statistics.median(each) * 1000 for each in zip(*costs, strict=True))
    return processor, clock_time


def main(sizes: list[int]) -> None:
    results: dict[int, dict[str, Cost]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for size in sizes:
            app = build(f"sqlite:///{Path(folder) / f'{size}.sqlite3'}", size)
            with app.app_context():
                fill(size)
            DECLINED.clear()
            results[size] = measured(app)
            for name, (cost, by_clock) in results[size].items():
                ratio, declined = cost / results[sizes[0]][name][0], "  (too much: not counted)" * (PAGES[name] in DECLINED)
                figures = f"{cost:8.0f} ms processor {by_clock:8.0f} ms clock  ×{ratio:.1f}{declined}"
                print(f"{size:>9,} contacts  {name:<24} {figures}", flush=True)
    print(json.dumps({"bench": "reports", "ms": results}, ensure_ascii=False))


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1_000, 10_000, 100_000])
