"""协调事项: which way a request goes, how pressing it is, and what each ending must say.

能办就办好，实在办不了也细心搞好解释: a matter never ends silently. Done in part says what was left, passed on says to
whom, and explained says what was said, by whom, when and how it was taken.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from .placeholders import names_in
from .refusals import FieldRefusal, sentence

SOON_DAYS = 7
EARLIEST = date(1990, 1, 1)
LONGEST = timedelta(days=3660)


class Way(StrEnum):
    """来事: they ask us. 去事: we ask them."""

    INCOMING = "incoming"
    OUTGOING = "outgoing"


class Ending(StrEnum):
    """已办结 · 部分办理 · 已解释说明 · 转办 · 撤回."""

    DONE = "done"
    PARTLY = "partly"
    EXPLAINED = "explained"
    PASSED_ON = "passed_on"
    WITHDRAWN = "withdrawn"


NOBODY = sentence("请填写是哪个单位，或者哪位联系人的事")
HELPED = (Ending.DONE, Ending.PARTLY)  # what counts as help in the balance between two offices


class Reception(StrEnum):
    """How an explanation was taken."""

    ACCEPTED = "accepted"
    RELUCTANT = "reluctant"
    UNHAPPY = "unhappy"
    UNSAID = "unsaid"


class Pressing(StrEnum):
    """How near the promised day is; the words are those of the review of people."""

    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    OK = "ok"


class MatterError(FieldRefusal):
    """A matter that cannot be kept or ended so; `field` names the input at fault."""


@dataclass(frozen=True)
class Outcome:
    """What is said when a matter ends; which of it must be said depends on the ending."""

    ending: Ending
    on: date
    result: str = ""
    remainder: str = ""
    passed_to: str = ""
    explanation: str = ""
    explained_by: str = ""
    explained_on: date | None = None
    reception: Reception | None = None


def pressing(due_on: date, today: date) -> Pressing:
    """How an open matter stands against its day."""
    if due_on < today:
        return Pressing.OVERDUE
    if due_on == today:
        return Pressing.DUE
    return Pressing.SOON if due_on <= today + timedelta(days=SOON_DAYS) else Pressing.OK


def check_days(received_on: date, due_on: date, today: date) -> None:
    """Refuse a request from the future, and an answer promised before it was asked for."""
    if received_on > today:
        raise MatterError(
            "received_on", "{received_on} 还没到，请填对方提出的那一天", received_on=received_on
        )
    if received_on < EARLIEST:
        raise MatterError("received_on", "日期须在 1990 年以后")
    if due_on < received_on:
        raise MatterError(
            "due_on",
            "答复期限 {due_on} 早于提出的日期 {received_on}，请改正其中一个",
            due_on=due_on,
            received_on=received_on,
        )
    if due_on - received_on > LONGEST:
        raise MatterError("due_on", "答复期限离提出的日期超过十年，请核对年份")


def check_outcome(outcome: Outcome, received_on: date, today: date) -> None:
    """Refuse an ending that leaves out what it must say, or lies outside the matter's own days."""
    check_ending_day("on", outcome.on, received_on, today)
    for field, message in REQUIRED.get(outcome.ending, ()):
        if not str(getattr(outcome, field) or "").strip():
            raise MatterError(field, message)
    if outcome.ending == Ending.EXPLAINED and outcome.explained_on:
        check_ending_day("explained_on", outcome.explained_on, received_on, today)
    for field in ("explanation", "result", "remainder"):
        left = names_in(getattr(outcome, field))
        if left:
            raise MatterError(field, "还有“{places}”没有填，请把花括号换成实际内容", places="、".join(left))


REQUIRED: dict[Ending, tuple[tuple[str, str], ...]] = {
    Ending.PARTLY: (
        ("result", sentence("请写明办成了哪些")),
        ("remainder", sentence("部分办理要写明还剩什么没有办、为什么")),
    ),
    Ending.EXPLAINED: (
        ("explanation", sentence("办不了要有解释：请写明是怎么向对方说的，可以从下面的说法里选一条改")),
        ("explained_by", sentence("请写明是谁去解释的")),
        ("explained_on", sentence("请填哪天解释的")),
        ("reception", sentence("请选对方听了以后的反应")),
    ),
    Ending.PASSED_ON: (("passed_to", sentence("转办要写明转给了哪个单位、哪个人")),),
}


def check_ending_day(field: str, on: date, received_on: date, today: date) -> None:
    """Nothing ends before it was asked for, or tomorrow."""
    if on > today:
        raise MatterError(field, "{on} 还没到，办完再填", on=on)
    if on < received_on:
        raise MatterError(
            field,
            "{on} 早于提出的日期 {received_on}，请改正",
            on=on,
            received_on=received_on,
        )
