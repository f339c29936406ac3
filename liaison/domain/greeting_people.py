"""Who the recipient of a greeting is to us, and in whose name he is greeted: leaders by leaders (对等)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .starter_texts import Relation
from .titles import rank

ELDER_TAGS = frozenset({"老干部", "老领导", "长者"})
FRIEND_TAG = "私交"
LEADER_RANK = 4
# Below the head of a department nobody stands on ceremony: the officer greets in his own name.
LOWEST_PEER_RANK = 3
# A director greeting a deputy honours him; a director greeting a clerk is out of step.
WIDEST_STEP = 1


@dataclass(frozen=True)
class Sender:
    """One of our own in whose name greetings go out: the record's key, and the rank of the title."""

    key: int
    level: int


def relation_of(title: str, *, retired: bool, tags: Collection[str]) -> Relation:
    """老领导 before 熟人 before 领导; everybody else is a colleague across the way."""
    if retired or not ELDER_TAGS.isdisjoint(tags):
        return Relation.ELDER
    if FRIEND_TAG in tags:
        return Relation.FRIEND
    return Relation.LEADER if rank(title) >= LEADER_RANK else Relation.PEER


def peer_sender(title: str, senders: Sequence[Sender], before: int | None = None) -> int | None:
    """The key of the sender whose rank answers the recipient's; None where the officer's own name will do.

    An equal comes first, then one step higher, then one step lower. Among equals the one who greeted this
    person `before` goes on doing so, else the first in the order given.
    """
    wanted = rank(title)
    if wanted < LOWEST_PEER_RANK:
        return None
    near = [sender for sender in senders if abs(sender.level - wanted) <= WIDEST_STEP]
    best = min(near, default=None, key=lambda each: (_distance(each.level, wanted), each.key != before))
    return best.key if best else None


def lacks_peer(title: str, level: int) -> bool:
    """Whether a leader of a unit would be greeted by somebody more than a step below him."""
    wanted = rank(title)
    return wanted >= LEADER_RANK and level < wanted - WIDEST_STEP


def _distance(level: int, wanted: int) -> tuple[int, bool]:
    return abs(level - wanted), level < wanted
