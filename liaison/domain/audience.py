"""Whom an observance concerns, as a rule over what is known of a person.

An audience is written on one line::

    everyone
    nobody
    kind:hospital or tag:卫健
    retired or tag:老干部 or tag:长者
    optional: region:north and personal

Conditions are ``kind:``, ``tag:``, ``tier:``, ``gender:``, ``region:``, ``unit:`` with a value, or
plainly ``retired``, ``military_family``, ``personal`` (a private tie). ``and`` binds closer than ``or``.
An ``optional:`` audience is greeted when an officer chooses to, never by default.
"""

from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from .calendar_errors import CalendarError

UNIT_KINDS = {
    "government": "党政机关", "enterprise": "企事业", "military": "部队", "university": "高校",
    "school": "中小学", "hospital": "医院", "media": "媒体", "association": "社团",
    "justice": "公检法", "emergency": "消防应急", "other": "其他",
}
_NAMED_VALUES = {
    "kind": UNIT_KINDS,
    "tier": {"key": "重点联系", "regular": "经常联系", "general": "一般联系"},
    "gender": {"female": "女同志", "male": "男同志"},
    "region": {"north": "北方", "south": "南方"},
}
_FREE_VALUES = {"tag": "“{}”标签", "unit": "单位{}"}
_ONE_VALUE = frozenset((*_NAMED_VALUES, "unit"))  # of these everybody has one value at most
_FACTS = {"retired": "离退休", "military_family": "军属", "personal": "私交"}


class AudienceError(CalendarError):
    """An audience rule that cannot be read."""


@dataclass(frozen=True)
class Person:
    """What the rules may ask of somebody; empty where unknown. ``tags`` include those of the unit."""

    unit_kind: str = ""
    tags: frozenset[str] = field(default_factory=frozenset)
    tier: str = ""
    gender: str = ""
    region: str = ""
    unit: str = ""
    retired: bool = False
    military_family: bool = False
    personal: bool = False


class Standing(StrEnum):
    """How somebody stands to an observance."""

    GREETED = "greeted"
    OPTIONAL = "optional"
    OUTSIDE = "outside"


@dataclass(frozen=True)
class Membership:
    """Whether somebody is greeted, with the reason in words; true only for those greeted by default."""

    standing: Standing
    reason: str

    def __bool__(self) -> bool:
        return self.standing is Standing.GREETED


@dataclass(frozen=True)
class Condition:
    """One thing asked of a person: ``key`` alone for a plain fact, else with the value wanted."""

    key: str
    value: str = ""

    def holds_for(self, person: Person) -> bool:
        """Whether it is known to be so; what is unknown does not count."""
        if self.key in _FACTS:
            return bool(getattr(person, self.key))
        if self.key == "tag":
            return self.value in person.tags
        return self.value == getattr(person, "unit_kind" if self.key == "kind" else self.key)

    @property
    def words(self) -> str:
        """"医院", "“卫健”标签", "女同志"."""
        if self.key in _FACTS:
            return _FACTS[self.key]
        if self.key in _FREE_VALUES:
            return _FREE_VALUES[self.key].format(self.value)
        return _NAMED_VALUES[self.key][self.value]

    @property
    def text(self) -> str:
        """The condition as it is written in a rule."""
        return f"{self.key}:{self.value}" if self.value else self.key


@dataclass(frozen=True)
class Audience:
    """Everyone, or those for whom all conditions of one alternative hold; nobody when there is none."""

    everyone: bool = False
    alternatives: tuple[tuple[Condition, ...], ...] = ()
    optional: bool = False

    @property
    def words(self) -> str:
        """"全部", "不发", "医院或“卫健”标签", "可选：北方的私交"."""
        listed = "或".join("的".join(each.words for each in group) for group in self.alternatives)
        said = "全部" if self.everyone else listed or "不发"
        return f"可选：{said}" if self.optional else said

    @property
    def text(self) -> str:
        """The line that ``parse_audience`` reads back into an equal audience."""
        listed = " or ".join(" and ".join(each.text for each in group) for group in self.alternatives)
        written = "everyone" if self.everyone else listed or "nobody"
        return f"optional: {written}" if self.optional else written

    def judge(self, person: Person) -> Membership:
        """How this person stands, by the first alternative that holds."""
        reason = self._reason_for(person)
        if reason is None:
            return Membership(Standing.OUTSIDE, f"不在对象范围（{self.words}）")
        return Membership(Standing.OPTIONAL if self.optional else Standing.GREETED, reason)

    def _reason_for(self, person: Person) -> str | None:
        if self.everyone:
            return "全部"
        for group in self.alternatives:
            if all(condition.holds_for(person) for condition in group):
                return "、".join(condition.words for condition in group)
        return None


def parse_audience(text: str) -> Audience:
    """Read one audience line; a condition that could never hold is refused."""
    written = " ".join(text.split())
    optional = written.startswith("optional:")
    written = written.removeprefix("optional:").strip()
    if written == "everyone":
        return Audience(everyone=True, optional=optional)
    if written == "nobody" and not optional:
        return Audience()
    alternatives = tuple(
        tuple(_condition(each) for each in group.split(" and ")) for group in written.split(" or ")
    )
    return Audience(alternatives=alternatives, optional=optional)


def contradiction(audience: Audience) -> tuple[Condition, Condition] | None:
    """Two conditions asked of one person together that nobody can meet, such as 女同志的男同志; None when there are none."""
    for group in audience.alternatives:
        for first, second in combinations(group, 2):
            if first.key == second.key and first.key in _ONE_VALUE and first.value != second.value:
                return first, second
    return None


def _condition(written: str) -> Condition:
    key, _, value = written.strip().partition(":")
    if key in _FACTS and not value:
        return Condition(key)
    if value and (key in _FREE_VALUES or value in _NAMED_VALUES.get(key, ())):
        return Condition(key, value)
    raise AudienceError(
        "unknown_condition",
        "看不懂对象条件“{written}”，请按“kind:hospital”“tag:卫健”“gender:female”这样填写",
        written=written,
    )
