"""Doing derived work once for many records: an import refreshes facts and search keys at its end, not row by row."""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import repeat
from threading import Lock
from typing import Any

from sqlalchemy import ARRAY, ColumnElement, Integer, bindparam, func, select

from liaison.db import db

Work = Callable[[list[int]], Any]
PENDING = "postponed work"


AT_ONCE = 2000
CACHE_KILOBYTES = 64_000
_PAUSED, _paused = Lock(), [0]  # how many such works are under way: the collector is one for all threads


@dataclass
class Pending:
    """Ids by the kind of work; `under_way` is the work that runs now and is not postponed again."""

    facts: dict[Work, dict[int, None]] = field(default_factory=dict)
    made_from_facts: dict[Work, dict[int, None]] = field(default_factory=dict)
    under_way: Work | None = None


@contextmanager
def in_one_go(step: Callable[[int], Any] | None = None) -> Iterator[None]:
    """Within, `postpone` collects ids; at the end each kind of work runs over all of its ids, first come first.

    What is made from facts comes after them, and what a work asks for in its turn is collected too: units are counted
    once, not with every group of their people. `step` hears how many records are done, and may raise to stop.
    """
    pending = db.session.info[PENDING] = Pending()
    try:
        yield
        for waiting in (pending.facts, pending.made_from_facts):
            while waiting:
                pending.under_way = next(iter(waiting))
                run_in_steps(pending.under_way, sorted(waiting.pop(pending.under_way)), step)
    finally:
        db.session.info.pop(PENDING)


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


def insert_rows(table: Any, rows: Sequence[dict[str, Any]]) -> None:
    """Insert rows that all have the same columns, as the driver takes them.

    An INSERT of SQLAlchemy's own goes over every value of every row three times, which cost an import more than the
    database did. A default is computed once for all rows; so a column whose default differs by row is to be given.
    """
    if not rows:
        return
    connection = db.session.connection()
    given = [table.c[name] for name in rows[0]]
    implied = [column for column in table.c if column.default is not None and column.key not in rows[0]]
    values: list[Iterable[Any]] = [bound(column, [row[column.key] for row in rows]) for column in given]
    values += [repeat(*bound(column, [default_of(column)])) for column in implied]
    quoted = connection.dialect.identifier_preparer
    names = ", ".join(quoted.quote(column.name) for column in [*given, *implied])
    mark = "?" if connection.dialect.paramstyle == "qmark" else "%s"
    marks = ", ".join([mark] * len(values))
    statement = f"INSERT INTO {quoted.format_table(table)} ({names}) VALUES ({marks})"
    connection.exec_driver_sql(statement, list(zip(*values, strict=False)))


def among(column: Any, ids: Iterable[int]) -> ColumnElement[bool]:
    """`column.in_(ids)` with one parameter however many there are: writing out a mark for each costs more than the search."""
    if db.engine.dialect.name == "sqlite":
        listed = func.json_each(json.dumps(list(ids))).table_valued("value")
        return column.in_(select(listed.c.value))  # type: ignore[no-any-return]
    return column == func.any(bindparam(None, list(ids), type_=ARRAY(Integer)))  # type: ignore[no-any-return]


def bound(column: Any, values: list[Any]) -> list[Any]:
    """The values as the driver takes them."""
    dialect = db.session.connection().dialect
    process = column.type.dialect_impl(dialect).bind_processor(dialect)
    return values if process is None else [process(value) for value in values]


def default_of(column: Any) -> Any:
    return column.default.arg(None) if column.default.is_callable else column.default.arg


def inserted(table: Any, rows: list[dict[str, Any]]) -> list[int]:
    """Insert rows that all have the same columns; answers their ids in order.

    Asked for by RETURNING in the order of the parameters, SQLite would be sent one statement for each row.
    """
    ids = next_ids(table, len(rows))
    insert_rows(table, [{"id": new_id, **row} for new_id, row in zip(ids, rows, strict=True)])
    return ids


def next_ids(table: Any, count: int) -> list[int]:
    """So many ids nobody has. SQLite has one writer, so that the next ones are ours; PostgreSQL's counter gives each once."""
    if db.engine.dialect.name == "sqlite":
        newest = db.session.scalar(select(func.max(table.c.id))) or 0
        return list(range(newest + 1, newest + 1 + count))
    counter = func.pg_get_serial_sequence(table.name, "id")
    return sorted(db.session.scalars(select(func.nextval(counter)).select_from(func.generate_series(1, count))))


def run_in_steps(work: Work, ids: list[int], step: Callable[[int], Any] | None) -> None:
    """So many records at once that memory stays bounded and progress can be seen."""
    for start in range(0, len(ids), AT_ONCE):
        group = ids[start : start + AT_ONCE]
        work(group)
        if step is not None:
            step(len(group))


def postpone(work: Work, ids: Iterable[int], *, after_facts: bool = False) -> bool:
    """Remember the ids for later and answer True; False outside `in_one_go`, or at its end, where it is to be done now."""
    pending: Pending | None = db.session.info.get(PENDING)
    if pending is None or pending.under_way is work:
        return False
    waiting = pending.made_from_facts if after_facts else pending.facts
    waiting.setdefault(work, {}).update(dict.fromkeys(ids))
    return True
