"""Which of the office's wordings fit somebody: by occasion, tone, tier, relation and channel.

The nearest ones are taken: nobody is ever written to more familiarly than he should be. Which of them each person of a
round gets is in ``greeting_variants``.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from types import MappingProxyType

from .starter_texts import Relation

# What reads well on another channel; a call or a visit takes the text message as its opening words.
NEAREST_CHANNEL = MappingProxyType({"wechat": "sms", "email": "sms", "call": "sms", "visit": "sms"})
# Where a relation has no wording of its own, one of these reads well.
NEAREST_RELATION = MappingProxyType({
    Relation.FRIEND: Relation.PEER,
    Relation.ELDER: Relation.LEADER,
    Relation.PEER: Relation.UNIT,
    Relation.LEADER: Relation.UNIT,
})


@dataclass(frozen=True)
class Wording:
    """One template as far as choosing goes. No occasion: any of its tone; no tier: everybody."""

    key: int
    occasion_code: str
    tone: str
    tier: str
    relation: str
    channel: str


@dataclass(frozen=True)
class Wanted:
    """Who is to be greeted, for what, and by which channel."""

    occasion_code: str
    tone: str
    tier: str
    relation: Relation
    channel: str


def fitting(wordings: Iterable[Wording], wanted: Wanted) -> list[int]:
    """Keys of the wordings to choose from, all equally near; empty when nothing fits.

    The channel must agree before the relation, the relation before the occasion, that before the tier. The
    occasion's own text wins over one for its tone, and one for the tier over one for everybody.
    """
    of_occasion = [wording for wording in wordings if _suits_occasion(wording, wanted)]
    for channel in filter(None, (wanted.channel, NEAREST_CHANNEL.get(wanted.channel))):
        of_channel = [wording for wording in of_occasion if wording.channel == channel]
        near = _of_relation(of_channel, wanted.relation)
        if near:
            return _nearest(near, wanted)
    return []


def _of_relation(wordings: list[Wording], relation: Relation) -> list[Wording]:
    """Those of the nearest relation that has any, and those for everybody: a unit with many leaders needs both."""
    everybodys = [wording for wording in wordings if wording.relation == Relation.ANY]
    for near in _relations(relation):
        own = [wording for wording in wordings if wording.relation == near]
        if own:
            return own + everybodys
    return everybodys


def _suits_occasion(wording: Wording, wanted: Wanted) -> bool:
    if wording.tier not in ("", wanted.tier):
        return False
    if wording.occasion_code:
        return wording.occasion_code == wanted.occasion_code
    return wording.tone in ("", wanted.tone)


def _relations(relation: Relation) -> Iterator[Relation]:
    nearest: Relation | None = relation
    while nearest is not None:
        yield nearest
        nearest = NEAREST_RELATION.get(nearest)


def _nearest(wordings: list[Wording], wanted: Wanted) -> list[int]:
    own = [each for each in wordings if each.occasion_code] or wordings
    for_tier = [each for each in own if each.tier and each.tier == wanted.tier] or own
    return [each.key for each in for_tier]
