"""Playing the office's past in order, each event at its own hour, so that logs and records carry believable times."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from liaison import clock
from liaison.batches import in_one_go


@dataclass(frozen=True)
class Happening:
    """`sets_posts`: people and posts come or go, so whoever logs something afterwards must find the facts in place."""

    at: datetime
    play: Callable[[], object]
    sets_posts: bool = False


def play(happenings: Iterable[Happening]) -> None:
    """All of them by their hour, those of one hour in the order given; facts are recounted once for each run."""
    ordered = sorted(happenings, key=lambda happening: happening.at)
    for _, run in groupby(ordered, key=lambda happening: happening.sets_posts):
        play_in_one_go(list(run))


def play_in_one_go(run: list[Happening]) -> None:
    with clock.fixed_at(run[-1].at), in_one_go():
        for happening in run:
            with clock.fixed_at(happening.at):
                happening.play()
