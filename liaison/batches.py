"""Doing derived work once for many records: an import refreshes facts and search keys at its end, not row by row."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from liaison.db import db

Work = Callable[[list[int]], Any]
Pending = dict[Work, dict[int, None]]
PENDING = "postponed work"


@contextmanager
def in_one_go() -> Iterator[None]:
    """Within, `postpone` collects ids; at the end each kind of work runs once over all of its ids, first come first.

    What is made from facts comes after them.
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
            work(sorted(ids))


def postpone(work: Work, ids: Iterable[int], *, after_facts: bool = False) -> bool:
    """Remember the ids for later and answer True; False outside `in_one_go`, where the work is to be done now."""
    both = db.session.info.get(PENDING)
    if both is None:
        return False
    both[after_facts].setdefault(work, {}).update(dict.fromkeys(ids))
    return True
