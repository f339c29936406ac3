"""Doing derived work once for many records: an import refreshes facts and search keys at its end, not row by row."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from sqlalchemy import insert, select

from liaison.db import db

Work = Callable[[list[int]], Any]
Pending = dict[Work, dict[int, None]]
PENDING = "postponed work"


AT_ONCE, CHUNK = 2000, 500
CACHE_KILOBYTES = 64_000
_PAUSED, _paused = Lock(), [0]  # how many such works are under way: the collector is one for all threads


@contextmanager
def in_one_go(step: Callable[[int], Any] | None = None) -> Iterator[None]:
    """Within, `postpone` collects ids; at the end each kind of work runs over all of its ids, first come first.

    What is made from facts comes after them. `step` hears how many records are done, and may raise to stop.
    """
    facts: Pending = {}
    made_from_facts: Pending = {}
    db.session.info[PENDING] = (facts, made_from_facts)
    try:
        yield
    finally:
        db.session.info.pop(PENDING)
    for pending in (facts, made_from_facts):
        for work, ids in pending.items():
            run_in_steps(work, sorted(ids), step)


@contextmanager
def many_records() -> Iterator[None]:
    """For work that makes very many records and keeps them to its end: the collector would go over all of them again and
    again and find nothing (a fifth of an import's time), and SQLite would read the same pages again (its cache is 2 MB).
    """
    if db.engine.dialect.name == "sqlite":
        db.session.connection().exec_driver_sql(f"PRAGMA cache_size=-{CACHE_KILOBYTES}")
    with _PAUSED:
        _paused[0] += 1
        gc.disable()
    try:
        yield
    finally:
        with _PAUSED:
            _paused[0] -= 1
            if not _paused[0]:
                gc.enable()


def inserted(table: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows that carry a uuid; answers their ids in order.

    Asked for by RETURNING in the order of the parameters, SQLite would be sent one statement for each row.
    """
    connection = db.session.connection()
    connection.execute(insert(table), rows)
    ids: dict[str, int] = {}
    for start in range(0, len(rows), CHUNK):
        uuids = [row["uuid"] for row in rows[start : start + CHUNK]]
        ids |= {
            found.uuid: found.id
            for found in connection.execute(select(table.c.uuid, table.c.id).where(table.c.uuid.in_(uuids)))
        }
    return [ids[row["uuid"]] for row in rows]


def run_in_steps(work: Work, ids: list[int], step: Callable[[int], Any] | None) -> None:
    """So many records at once that memory stays bounded and progress can be seen."""
    for start in range(0, len(ids), AT_ONCE):
        group = ids[start : start + AT_ONCE]
        work(group)
        if step is not None:
            step(len(group))


def postpone(work: Work, ids: Iterable[int], *, after_facts: bool = False) -> bool:
    """Remember the ids for later and answer True; False outside `in_one_go`, where the work is to be done now."""
    both = db.session.info.get(PENDING)
    if both is None:
        return False
    both[after_facts].setdefault(work, {}).update(dict.fromkeys(ids))
    return True
