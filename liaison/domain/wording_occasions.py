"""Whether a text fits its occasion: 快乐 where it belongs, 安康 at 端午, and no other festival's name.

`tables/wording_occasions.csv` lists for each occasion the names natural to it, whether 快乐 fits, and which
lunar year it greets. An occasion of the office's own, absent from the table, is judged by its tone.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from .placeholders import names_in
from .table_files import table_rows
from .wording_draft import Draft, Finding, Severity, any_of, found, matches

JOY = re.compile("快乐")
WISHED_WELL = "安康"
WISHED_WELL_TONE = "安康"
# "十一" is the National Day, but not in 十一月, 二十一 or 十一个; so with 五一, 六一, 七一 and 八一.
NUMERALS = frozenset("一二三四五六七八九十")
NOT_BEFORE = "(?<![第〇一二三四五六七八九十百])"
NOT_AFTER = "(?![月日号年点个位名条届班路楼线])"


@dataclass(frozen=True)
class OccasionWords:
    """How one occasion is written of; `lunar_year`: "this", "next" (about to begin) or "" (none)."""

    names: frozenset[str]
    joy: str
    joy_advice: str
    lunar_year: str


TONE_WORDS = MappingProxyType({
    "安康": ("wrong", "此日道安康，请改为“安康”"),
    "庄重": ("wrong", "庄重场合，请改为“谨致敬意”"),
    "致敬": ("doubtful", "宜致敬，请改为“谨致敬意”"),
    "敬老": ("doubtful", "对长者请改为“安康”“健康长寿”"),
    "中性": ("doubtful", "语气中性，请改为“问候”“致意”"),
})
SEVERITIES = MappingProxyType({"wrong": Severity.ERROR, "doubtful": Severity.WARNING})


def misplaced_joy(draft: Draft) -> Iterator[Finding]:
    """快乐 on a day it does not suit; solemn days have their own, stricter rule."""
    joy, advice = _joy_on(draft)
    if joy in SEVERITIES and not draft.is_solemn:
        for match in matches(JOY, draft):
            yield found(match, "joy", SEVERITIES[joy], f"“快乐”用在这里不合适：{advice}")


def missing_good_health(draft: Draft) -> Iterator[Finding]:
    """A 端午 greeting that does not wish 安康."""
    if draft.tone.startswith(WISHED_WELL_TONE) and WISHED_WELL not in draft.folded:
        message = "端午宜道“安康”，请加上"
        yield Finding("good_health", Severity.WARNING, message, 0, len(draft.text))


def other_festivals(draft: Draft) -> Iterator[Finding]:
    """The name of another festival: an error when the occasion's own is nowhere to be read."""
    own = words_of(draft.occasion_code)
    if own is None or not own.names:
        return
    named = list(matches(_festival_names(), draft))
    at_home = "节日" in names_in(draft.text) or any(match.group() in own.names for match in named)
    for match in named:
        if match.group() not in own.names:
            yield _other_festival(match, at_home)


def _other_festival(match: re.Match[str], at_home: bool) -> Finding:
    name = match.group()
    if at_home:
        message = f"文中还提到“{name}”，与本次节日不同，请确认是否需要"
        return found(match, "other_festival", Severity.WARNING, message, name=name)
    message = f"“{name}”不是本次的节日，请改成本次节日的名称"
    return found(match, "other_festival", Severity.ERROR, message, name=name)


def words_of(code: str) -> OccasionWords | None:
    """The table's row; None for an occasion of the office's own, a birthday, thanks and the like."""
    return _occasions().get(code)


def _joy_on(draft: Draft) -> tuple[str, str]:
    own = words_of(draft.occasion_code)
    if own is not None:
        return own.joy, own.joy_advice
    verdicts = (verdict for tone, verdict in TONE_WORDS.items() if draft.tone.startswith(tone))
    return next(verdicts, ("fits", ""))


@cache
def _occasions() -> dict[str, OccasionWords]:
    return {
        row["code"]: OccasionWords(
            frozenset(row["names"].split()), row["joy"], row["joy_advice"], row["lunar_year"]
        )
        for row in table_rows("wording_occasions")
    }


@cache
def _festival_names() -> re.Pattern[str]:
    names = {name for occasion in _occasions().values() for name in occasion.names}
    dated = [name for name in names if NUMERALS.issuperset(name)]
    plain = any_of(sorted(names.difference(dated))).pattern
    return re.compile(f"{plain}|{NOT_BEFORE}(?:{any_of(dated).pattern}){NOT_AFTER}")
