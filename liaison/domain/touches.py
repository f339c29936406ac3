"""Kinds of interaction: when one counts as contact, and how much it warms.

These are the kinds a new office starts with; afterwards the office edits its own.
"""

from dataclasses import dataclass
from enum import StrEnum


class Counting(StrEnum):
    """Whether an interaction of this kind moves "last contact"."""

    ALWAYS = "always"
    ANSWERED = "answered"
    NEVER = "never"


class Direction(StrEnum):
    """Who began it."""

    OURS = "ours"
    THEIRS = "theirs"


@dataclass(frozen=True)
class TouchKind:
    """`weight` when answered or met, `unanswered_weight` otherwise; the words name the two outcomes on screen."""

    code: str
    name: str
    weight: float
    unanswered_weight: float
    counts: Counting
    answered_word: str = "已回复"
    unanswered_word: str = "未回复"


STARTING_KINDS = (
    TouchKind("call", "电话", 1, 0, Counting.ANSWERED, "接通", "未接"),
    TouchKind("sms", "短信", 0.5, 0.5, Counting.ANSWERED),
    TouchKind("wechat", "微信", 0.5, 0.5, Counting.ANSWERED),
    TouchKind("email", "邮件", 0.5, 0.5, Counting.ANSWERED),
    TouchKind("letter", "函件", 0.5, 0.5, Counting.ANSWERED),
    TouchKind("visit", "走访", 2, 0, Counting.ANSWERED, "见到", "未遇"),
    TouchKind("reception", "来访", 2, 0, Counting.ANSWERED, "见到", "未遇"),
    TouchKind("meeting", "会议", 2, 0, Counting.ANSWERED, "见到", "未到"),
    TouchKind("greeting", "问候", 0.5, 0.25, Counting.ANSWERED),
    TouchKind("help", "帮办", 2, 1, Counting.NEVER, "已办结", "已解释"),
    TouchKind("other", "其他", 0.5, 0, Counting.ANSWERED, "有回应", "无回应"),
)

NO_WAY_TO_REACH = ("reception", "meeting", "greeting", "help")  # what happens, not how somebody likes to be reached


def counts_as_contact(counting: str, answered: bool) -> bool:
    """Whether the interaction moves "last contact": a property of its kind and its outcome."""
    return counting == Counting.ALWAYS or (counting == Counting.ANSWERED and answered)


def weight_of(weight: float, unanswered_weight: float, answered: bool) -> float:
    """How much heat the interaction adds on its day."""
    return weight if answered else unanswered_weight
