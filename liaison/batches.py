"""Doing derived work once for many records: an import refreshes facts and search keys at its end, not row by row."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from liaison.db import db

Work = Callable[[list[int]], Any]
Pending = dict[Work, dict[int, None]]
PENDING = "postponed work"


AT_ONCE = 2000


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
