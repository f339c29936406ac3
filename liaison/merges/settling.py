"""What happens to a second row where the survivor can have only one: it stays, goes, or is excused."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Table, select

from liaison.db import db
from liaison.merges.journal import Journal

Repeats = Callable[[Row[Any], Row[Any]], bool]
Settle = Callable[[Journal, Table, Row[Any], Row[Any], datetime, str], None]


def always(_ours: Row[Any], _theirs: Row[Any]) -> bool:
    """Rows of the same key repeat each other."""
    return True


def adds_no_post(ours: Row[Any], theirs: Row[Any]) -> bool:
    """Whether a post at the same unit says nothing that the survivor's own does not say."""
    said = ("title", "department", "from_on", "to_on")
    return all(
        theirs._mapping[name] in ("", None) or theirs._mapping[name] == ours._mapping[name] for name in said
    ) and (ours.to_on is None or theirs.to_on is not None)


def leave(_journal: Journal, _table: Table, _ours: Row[Any], _theirs: Row[Any], _now: datetime, _reason: str) -> None:
    """The second stays with the merged record: nothing is lost, and nobody sees it twice."""


def drop(journal: Journal, table: Table, _ours: Row[Any], theirs: Row[Any], _now: datetime, _reason: str) -> None:
    """The second goes: it is a bare link, and the first one says the same."""
    journal.remove(table, theirs)


def excuse_unsent(
    journal: Journal, table: Table, ours: Row[Any], theirs: Row[Any], now: datetime, reason: str
) -> None:
    """Two greetings in one round: whichever was not sent will not be, so that nobody is greeted twice.

    One that was sent, or one's own where neither was, keeps its turn on the feast.
    """
    spare = ours if theirs.sent_at and not ours.sent_at else theirs
    if spare.sent_at or spare.excused_at:
        return
    journal.change(table, spare, {"excused_at": now, "excuse": reason})
    turns = db.metadata.tables["greeting_turns"]
    for turn in db.session.execute(select(turns).where(turns.c.greeting_id == spare.id)).all():
        journal.remove(turns, turn)
    messages = db.metadata.tables["greeting_messages"]
    waiting = select(messages).where(messages.c.greeting_id == spare.id, messages.c.state == "due")
    for message in db.session.execute(waiting).all():
        journal.change(messages, message, {"state": "withdrawn", "settled_at": now})
