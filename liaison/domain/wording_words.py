"""Words that do not belong in a greeting: gifts, advertising, wrong honorifics, joy on a solemn day.

The words, with the advice for each, are in `tables/wording_words.csv`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache

from .table_files import table_rows
from .wording_draft import SILENT_TONE, Draft, Finding, Severity, any_of, found, matches

EXCLAMATION = re.compile(r"[!！]")
EMOJI = re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\u2B50\u2B55]\uFE0F?|\[[\u4e00-\u9fff]{1,3}\]")
# Where a text stands in black and white; a picture in a chat between two people is their own affair.
WRITTEN_CHANNELS = ("sms", "email", "letter")


@dataclass(frozen=True)
class Word:
    """One listed word: how bad it is, and what to do about it."""

    severity: Severity
    advice: str


def silent_occasion(draft: Draft) -> Iterator[Finding]:
    """An occasion for which the office sends nothing at all."""
    if draft.tone.startswith(SILENT_TONE):
        message = "这个日子不向单位发送问候，请不要为它建模板"
        yield Finding("silent_occasion", Severity.ERROR, message, 0, len(draft.text))


def solemn_words(draft: Draft) -> Iterator[Finding]:
    """Every word, mark and picture of joy on a day of mourning or remembrance."""
    if not draft.is_solemn:
        return
    yield from _listed("congratulation", "solemn", draft)
    for match in matches(EXCLAMATION, draft):
        yield found(match, "solemn", Severity.ERROR, "肃穆的日子不用感叹号，请改为句号")
    for match in matches(EMOJI, draft):
        yield found(match, "solemn", Severity.ERROR, "肃穆的日子不用表情，请删去")


def gift_words(draft: Draft) -> Iterator[Finding]:
    """Gifts, cards, money and dinners; outside the public sector they are only worth a second look."""
    for finding in _listed("gift", "gift", draft):
        yield finding if draft.government else _softened(finding)


def advertising_words(draft: Draft) -> Iterator[Finding]:
    """Phrases that make a greeting an advertisement."""
    return _listed("advertising", "advertising", draft)


def honorific_words(draft: Draft) -> Iterator[Finding]:
    """Honorifics the wrong way round, and 您 beside 你."""
    yield from _listed("honorific", "honorific", draft)
    if "您" in draft.wording:
        for match in re.finditer("你们?", draft.wording):
            message = f"同一条里既有“您”又有“{match.group()}”，请统一为“您”"
            yield found(match, "honorific", Severity.WARNING, message)


def unlucky_words(draft: Draft) -> Iterator[Finding]:
    """Words kept for the dead, anywhere but on a solemn day."""
    return iter(()) if draft.is_solemn else _listed("omen", "omen", draft)


def flattering_words(draft: Draft) -> Iterator[Finding]:
    """Wishes for rank and riches."""
    return _listed("flattery", "flattery", draft)


def pictures(draft: Draft) -> Iterator[Finding]:
    """Emoji in writing that stays on file."""
    if draft.channel in WRITTEN_CHANNELS and not draft.is_solemn:
        for match in matches(EMOJI, draft):
            yield found(match, "emoji", Severity.WARNING, f"公务文字不用表情“{match.group()}”，请删去")


def _listed(rule: str, code: str, draft: Draft) -> Iterator[Finding]:
    words = _words_of(rule)
    for match in matches(_pattern_of(rule), draft):
        word = words[match.group()]
        yield found(match, code, word.severity, f"“{match.group()}”：{word.advice}", word=match.group())


def _softened(finding: Finding) -> Finding:
    return replace(finding, severity=Severity.WARNING)


@cache
def _words_of(rule: str) -> dict[str, Word]:
    rows = (row for row in table_rows("wording_words") if row["rule"] == rule)
    return {row["word"]: Word(Severity(row["severity"]), row["advice"]) for row in rows}


@cache
def _pattern_of(rule: str) -> re.Pattern[str]:
    return any_of(list(_words_of(rule)))
