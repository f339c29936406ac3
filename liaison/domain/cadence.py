"""When somebody is due: intervals, the two alarms, and the state a row is shown in.

`due_on` and `broken_after` are facts (they follow from the records alone); `judge` turns them into today's state.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from .refusals import CodedRefusal

SHORTEST_DAYS, LONGEST_DAYS = 1, 3650
LONGEST_GAP_DAYS = 2 * LONGEST_DAYS


class CadenceError(CodedRefusal):
    """An interval or gap that cannot be kept; the message says which bound it breaks."""

    @property
    def field(self) -> str:
        """Which of the two is at fault."""
        return "interval_days" if self.code == "interval_bounds" else "max_gap_days"


class Tier(StrEnum):
    """联系等级: how close the office wants to stay."""

    KEY = "key"
    REGULAR = "regular"
    GENERAL = "general"


class State(StrEnum):
    """What the due review says of a person today, most pressing first."""

    NEVER = "never"
    BROKEN = "broken"
    OVERDUE = "overdue"
    DUE = "due"
    SOON = "soon"
    OK = "ok"


@dataclass(frozen=True)
class Cadence:
    """Call every `interval_days`; the tie counts as broken (断线) after `max_gap_days` without contact."""

    interval_days: int
    max_gap_days: int


DEFAULT_TIERS = {Tier.KEY: Cadence(30, 60), Tier.REGULAR: Cadence(90, 180), Tier.GENERAL: Cadence(180, 360)}


def check_cadence(interval_days: int, max_gap_days: int | None) -> Cadence:
    """A cadence within 1–3650 days whose gap is within 1–7300 days and no shorter than its interval; a missing gap is twice
    the interval.
    """
    if not SHORTEST_DAYS <= interval_days <= LONGEST_DAYS:
        raise CadenceError(
            "interval_bounds",
            "联系周期须在 {first} 到 {last} 天之间",
            first=SHORTEST_DAYS,
            last=LONGEST_DAYS,
        )
    gap = 2 * interval_days if max_gap_days is None else check_gap(max_gap_days)
    if gap < interval_days:
        raise CadenceError(
            "gap_short", "最长间隔 {gap} 天不能短于联系周期 {days} 天", gap=gap, days=interval_days
        )
    return Cadence(interval_days, gap)


def check_gap(max_gap_days: int) -> int:
    """A gap within 1–7300 days."""
    if not SHORTEST_DAYS <= max_gap_days <= LONGEST_GAP_DAYS:
        raise CadenceError(
            "gap_bounds", "最长间隔须在 {first} 到 {last} 天之间", first=SHORTEST_DAYS, last=LONGEST_GAP_DAYS
        )
    return max_gap_days


def check_own_cadence(interval_days: int | None, max_gap_days: int | None) -> None:
    """What a person or a unit keeps apart from its tier: both, either or neither."""
    if interval_days is not None:
        check_cadence(interval_days, max_gap_days)
    elif max_gap_days is not None:
        check_gap(max_gap_days)


def check_change(new: Mapping[str, Any], interval_days: int | None = None, max_gap_days: int | None = None) -> None:
    """CadenceError where new values of these names do not go with what stays of the old pair."""
    if "interval_days" in new or "max_gap_days" in new:
        check_own_cadence(new.get("interval_days", interval_days), new.get("max_gap_days", max_gap_days))


def effective_cadence(
    own: tuple[int | None, int | None], unit: tuple[int | None, int | None], tier: Cadence
) -> Cadence:
    """The contact's own (interval, gap), else its unit's, else the tier's.

    A level that sets only a gap changes only the gap, and never below the interval in force.
    """
    interval, gap = tier.interval_days, tier.max_gap_days
    for level_interval, level_gap in (unit, own):
        if level_interval is not None:
            interval, gap = level_interval, 2 * level_interval
        if level_gap is not None:
            gap = level_gap
    return Cadence(interval, max(gap, interval))


def due_on(last_contact_on: date | None, interval_days: int, snoozed_until: date | None = None) -> date | None:
    """The day the next contact is due. None: never contacted and not snoozed, so due at once.

    A snooze only postpones.
    """
    if last_contact_on is None:
        return snoozed_until
    natural = last_contact_on + timedelta(days=interval_days)
    return natural if snoozed_until is None else max(natural, snoozed_until)


def broken_after(last_contact_on: date | None, max_gap_days: int) -> date | None:
    """The last day on which the tie still holds; None while there has been no contact at all."""
    return None if last_contact_on is None else last_contact_on + timedelta(days=max_gap_days)


def judge(
    last_contact_on: date | None, due: date | None, holds_until: date | None, today: date, within_days: int = 7
) -> State:
    """Today's state from the stored facts. "Soon" looks `within_days` ahead; a snoozed person waits as OK or SOON."""
    if due is not None and due > today:
        return State.SOON if (due - today).days <= within_days else State.OK
    if last_contact_on is None:
        return State.NEVER
    if holds_until is not None and holds_until < today:
        return State.BROKEN
    return State.DUE if due == today else State.OVERDUE


def days_overdue(due: date | None, today: date) -> int:
    """Days past the due date, never negative; 0 for the never contacted, whose wait has no beginning."""
    return 0 if due is None else max(0, (today - due).days)


def why_due(state: State, last_contact_on: date | None, interval_days: int, max_gap_days: int, today: date) -> str:
    """One clause that explains the row to the person who reads it."""
    if last_contact_on is None:
        return "从未联系" if state == State.NEVER else "从未联系，已暂缓"
    gone = (today - last_contact_on).days
    if state == State.BROKEN:
        return f"{gone} 天没有联系，超过最长间隔 {max_gap_days} 天"
    return f"{gone} 天没有联系，周期 {interval_days} 天"
