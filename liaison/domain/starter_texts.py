"""The texts a new office starts with: for every occasion that is greeted, for birthdays, thanks and so on.

They are copied into the office's own templates, which it then edits; `tables/starter_texts.csv` holds them.
Solemn days and days nobody is greeted on have none.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from .table_files import table_rows


class Relation(StrEnum):
    """Who the recipient is to us; it decides the tone."""

    LEADER = "leader"
    PEER = "peer"
    ELDER = "elder"
    FRIEND = "friend"
    UNIT = "unit"
    ANY = "any"


RELATION_NAMES = MappingProxyType({
    Relation.LEADER: "领导",
    Relation.PEER: "同级",
    Relation.ELDER: "老领导",
    Relation.FRIEND: "熟人",
    Relation.UNIT: "单位",
    Relation.ANY: "通用",
})

COMBINED_OCCASION = "mid-autumn-national-day"
# Occasions of a person or of the office, which no calendar holds.
OTHER_OCCASIONS = MappingProxyType({
    COMBINED_OCCASION: "中秋国庆",
    "birthday": "生日",
    "new-post": "履新",
    "thanks": "致谢",
    "introduction": "新联络员自我介绍",
})

# Where there is no text of its own, one of these reads well; nobody is ever written to more familiarly.
NEAREST_CHANNEL = MappingProxyType({"wechat": "sms", "email": "sms"})
NEAREST_RELATION = MappingProxyType({
    Relation.FRIEND: Relation.PEER,
    Relation.ELDER: Relation.LEADER,
    Relation.PEER: Relation.UNIT,
    Relation.LEADER: Relation.UNIT,
})


@dataclass(frozen=True)
class StarterText:
    """One text; `number` counts the variants of the same occasion, relation and channel from 1."""

    occasion_code: str
    relation: Relation
    channel: str
    number: int
    text: str

    @property
    def key(self) -> str:
        """A name that stays the same from release to release, such as "mid-autumn.peer.sms.2"."""
        return f"{self.occasion_code}.{self.relation}.{self.channel}.{self.number}"


@cache
def starter_texts() -> tuple[StarterText, ...]:
    """All of them, by occasion, relation, channel and number."""
    return tuple(
        StarterText(
            row["occasion"], Relation(row["relation"]), row["channel"], int(row["number"]), row["text"]
        )
        for row in table_rows("starter_texts")
    )


def texts_for(occasion_code: str, relation: Relation, channel: str = "sms") -> list[StarterText]:
    """The variants to choose from for one person: the relation's own, or else the nearest relation's, and those that
    suit everybody.

    Without any, those of the nearest channel; empty when nothing fits, as for Mother's Day, which is kept between friends.
    """
    for wanted_channel in _channels(channel):
        everybodys = _exactly(occasion_code, Relation.ANY, wanted_channel)
        for wanted in _relations(relation):
            own = _exactly(occasion_code, wanted, wanted_channel)
            if own:
                return own + everybodys
        if everybodys:
            return everybodys
    return []


def _exactly(occasion_code: str, relation: Relation, channel: str) -> list[StarterText]:
    return [
        text for text in starter_texts()
        if (text.occasion_code, text.relation, text.channel) == (occasion_code, relation, channel)
    ]


def _channels(channel: str) -> list[str]:
    return [channel, *filter(None, [NEAREST_CHANNEL.get(channel)])]


def _relations(relation: Relation) -> Iterator[Relation]:
    nearest: Relation | None = relation
    while nearest is not None:
        yield nearest
        nearest = NEAREST_RELATION.get(nearest)
