"""The texts a new office starts with: for every occasion that is greeted, for birthdays, thanks and so on.

They are copied into the office's own templates, which it then edits (`template_choice.py` chooses among those);
`tables/starter_texts.csv` holds them.
Solemn days and days nobody is greeted on have none.
"""

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


COMBINED_OCCASION = "mid-autumn-national-day"
# Occasions of a person or of the office, which no calendar holds.
OTHER_OCCASIONS = MappingProxyType({
    COMBINED_OCCASION: "中秋国庆",
    "birthday": "生日",
    "new-post": "履新",
    "thanks": "致谢",
    "introduction": "新联络员自我介绍",
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
