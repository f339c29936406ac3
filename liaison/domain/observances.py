"""Festivals and commemorations as the office keeps them: when, whom to greet, how, how early to prepare.

``POLICY`` is the office's own list, from ``tables/observances.csv``; an occasion added or edited in the
settings is read by the same ``read_observance``. When they fall in a year is in ``festivals``; the grammar
of the date rules in ``rule_texts``, that of the audiences in ``audience``.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .audience import Audience, Membership, Person, Standing, parse_audience
from .calendar_errors import FIRST_YEAR, LAST_YEAR, CalendarError
from .date_rules import Rule, RuleError
from .rule_texts import parse_rule
from .table_files import table_rows

__all__ = [
    "POLICY", "Observance", "ObservanceError", "Person", "RuleError", "SendOn",
    "in_audience", "parse_rule", "read_observance",
]

SOLEMN_TONE = "肃穆"
MOST_DAYS = 60


class ObservanceError(CalendarError):
    """An occasion that contradicts itself or cannot be read."""


class SendOn(StrEnum):
    """The day a greeting goes out."""

    BEFORE = "before"  # the last working day that leaves ``clear_days`` before the day
    DAY = "day"  # the day itself, or the last working day before it
    EXACT = "exact"  # the day itself, even on a Sunday: greetings between friends
    NONE = "none"  # nothing is sent


@dataclass(frozen=True)
class Observance:
    """One row of the policy; ``code`` never changes, since calendars know the occasion by it."""

    code: str
    name: str
    rule: Rule
    since: int | None
    audience: Audience
    tone: str
    lead_workdays: int
    send_on: SendOn
    clear_days: int
    quiet_day: bool
    send_when: str
    audience_words: str
    legal_status: str
    basis: str

    @property
    def solemn(self) -> bool:
        """A day of mourning or remembrance: shown, never congratulated."""
        return self.tone == SOLEMN_TONE

    @property
    def congratulated(self) -> bool:
        """Whether a greeting may be made for it at all."""
        return self.send_on is not SendOn.NONE

    def dates_in(self, year: int) -> list[date]:
        """Its dates in a Gregorian year; none before the first year it was kept."""
        return [] if self.since and year < self.since else self.rule.dates_in(year)


def in_audience(observance: Observance, person: Person) -> Membership:
    """Whether this person is greeted, true or false in a condition, with ``standing`` and ``reason``."""
    if not observance.congratulated:
        return Membership(Standing.OUTSIDE, f"{observance.name}不发祝福")
    return observance.audience.judge(person)


def read_observance(row: Mapping[str, str], named: Mapping[str, Rule] | None = None) -> Observance:
    """One occasion from its written fields; ``named`` holds the rules a relative one may lean on."""
    observance = Observance(
        code=_code(row["code"]),
        name=_name(row["name"]),
        rule=parse_rule(row["rule"], named),
        since=_since(row["since"]),
        audience=parse_audience(row["audience"]),
        tone=row["tone"],
        lead_workdays=_days(row["lead_workdays"]),
        send_on=_send_on(row["send_on"]),
        clear_days=_days(row["clear_days"]),
        quiet_day=row["quiet_day"] == "yes",
        send_when=row["send_when"],
        audience_words=row["audience_words"],
        legal_status=row["legal_status"],
        basis=row["basis"],
    )
    _require_silence(observance)
    return observance


def _since(written: str) -> int | None:
    if not written:
        return None
    if written.isdecimal() and FIRST_YEAR <= int(written) <= LAST_YEAR:
        return int(written)
    raise ObservanceError(
        "bad_since", "起始年份“{written}”应是{first}至{last}之间的年份，或留空",
        written=written, first=FIRST_YEAR, last=LAST_YEAR,
    )


def _days(written: str) -> int:
    if written.isdecimal() and int(written) <= MOST_DAYS:
        return int(written)
    raise ObservanceError(
        "bad_days", "提前天数“{written}”应是0至{most}的整数", written=written, most=MOST_DAYS,
    )


def _code(written: str) -> str:
    if re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", written):
        return written
    raise ObservanceError(
        "bad_code", "节日代码“{written}”只能用小写字母、数字和连字符，例如teachers-day", written=written,
    )


def _name(written: str) -> str:
    if written.strip():
        return written.strip()
    raise ObservanceError("no_name", "节日没有名称，请填写")


def _send_on(written: str) -> SendOn:
    try:
        return SendOn(written)
    except ValueError:
        raise ObservanceError(
            "bad_send_on", "发送时间“{written}”应是before、day、exact或none之一", written=written,
        ) from None


def _require_silence(observance: Observance) -> None:
    if observance.solemn and observance.congratulated:
        raise ObservanceError(
            "solemn_greeting", "{name}是肃穆的日子，不能安排发送祝福，请把发送时间改为不发",
            name=observance.name,
        )


def _read_policy() -> tuple[Observance, ...]:
    return tuple(read_observance(row) for row in table_rows("observances"))


POLICY = _read_policy()
