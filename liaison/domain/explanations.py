"""Well-worded explanations for a request that cannot be met: 实在办不了也细心搞好解释.

A matter ends as 已解释说明 only with what was said; these are where the wording starts, by reason, to be
said on the telephone or written in a letter. `tables/explanation_reasons.csv` has the reasons, each with
advice to the officer; `tables/explanations.csv` the texts, whose placeholders are `MATTER_PLACEHOLDERS`.
"""

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from .placeholders import names_in
from .table_files import table_rows


class Manner(StrEnum):
    """How the explanation reaches them."""

    SPOKEN = "spoken"
    WRITTEN = "written"


@dataclass(frozen=True)
class Reason:
    """Why a request cannot be met; `advice` is for the officer and never sent."""

    code: str
    name: str
    advice: str


@dataclass(frozen=True)
class Explanation:
    """One text for one reason; `number` counts from 1 within reason and manner."""

    reason: Reason
    manner: Manner
    number: int
    text: str

    @property
    def key(self) -> str:
        """A name that stays the same from release to release, such as "too-late.spoken.1"."""
        return f"{self.reason.code}.{self.manner}.{self.number}"

    @property
    def needs(self) -> list[str]:
        """The placeholders to fill in, in order of use: the form asks for these and no others."""
        return names_in(self.text)


class UnknownReason(ValueError):
    """A reason that is not in the table."""

    def __init__(self, code: str) -> None:
        known = "、".join(reason.name for reason in reasons())
        super().__init__(f"没有“{code}”这种原因，请从中选择：{known}")
        self.code, self.params = "unknown_reason", {"reason": code}


@cache
def reasons() -> tuple[Reason, ...]:
    """All reasons, in the order the form lists them."""
    rows = table_rows("explanation_reasons")
    return tuple(Reason(row["code"], row["name"], row["advice"]) for row in rows)


@cache
def explanations() -> tuple[Explanation, ...]:
    """All texts, by reason, manner and number."""
    return tuple(
        Explanation(find_reason(row["reason"]), Manner(row["manner"]), int(row["number"]), row["text"])
        for row in table_rows("explanations")
    )


def find_reason(code: str) -> Reason:
    """The reason with this code; raises `UnknownReason`."""
    for reason in reasons():
        if reason.code == code:
            return reason
    raise UnknownReason(code)


def explanations_for(reason_code: str, manner: Manner | None = None) -> list[Explanation]:
    """The texts to start from for a reason, spoken before written; raises `UnknownReason`."""
    reason = find_reason(reason_code)
    return [each for each in explanations() if each.reason == reason and manner in (None, each.manner)]
