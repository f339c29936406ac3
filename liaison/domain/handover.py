"""交接: its states, who has to sign, and how self-introductions are spread over working days."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from enum import StrEnum
from typing import TypeVar

Who = TypeVar("Who")


class Stage(StrEnum):
    """草拟 · 待签收 · 已完成 · 撤回."""

    DRAFT = "draft"
    SIGNING = "signing"
    COMPLETE = "complete"
    WITHDRAWN = "withdrawn"


class Signer(StrEnum):
    """In which part somebody signs."""

    GIVER = "giver"
    TAKER = "taker"
    HEAD = "head"


def spread(people: Sequence[Who], workdays: Iterable[date], per_day: int) -> Iterator[tuple[Who, date]]:
    """Each of them with a working day, in order, at most so many a day."""
    days = iter(workdays)
    for number, person in enumerate(people):
        if number % per_day == 0:
            day = next(days)
        yield person, day


def main_taker(takers: Iterable[int], *, stays: int | None = None) -> int | None:
    """Who takes most of them: where two take as many, whoever has them already, else the one with the lower number."""
    counts: dict[int, int] = {}
    for taker in takers:
        counts[taker] = counts.get(taker, 0) + 1
    return min(counts, key=lambda taker: (-counts[taker], taker != stays, taker), default=None)
