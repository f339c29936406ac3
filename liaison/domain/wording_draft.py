"""What the wording rules read and what they answer: a draft with its circumstances, and findings in it.

The rules are in `wording_words`, `wording_occasions`, `wording_years`, `wording_marks` and `wording_form`;
`wording` runs them all.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from .variants import fold

SOLEMN_TONE = "肃穆"
SILENT_TONE = "不发"
PLACEHOLDER = re.compile(r"(?<=\{)[^{}]*(?=\})")
CLAUSE = re.compile(r"[^，。；：！？、\n]+")
# Placeholders that stand for somebody's or some unit's own name.
NAMING = ("称呼", "姓名", "职务", "单位", "落款", "我方单位", "联络员", "原联络员", "新职务")
# Long enough to be somebody's name, so that hiding it cannot hide half of an ordinary sentence.
SHORTEST_NAME = 2
# A common character that begins and ends no word of any table.
MASK = "某"


class Severity(StrEnum):
    """An error keeps the text from being approved; a warning asks for a second look."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True)
class Finding:
    """One thing to change: `message` says in Chinese what to do, `start` and `end` index into the text."""

    code: str
    severity: Severity
    message: str
    start: int
    end: int
    params: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Draft:
    """A template, or a text already made for one person, with what is known of its use.

    `year` is the Gregorian and `lunar_year` the lunar year of the day itself (除夕 still belongs to the old
    one); None when the text is kept for any year. `values` are the person's, None while there is no person.
    """

    text: str
    occasion_code: str
    tone: str
    solemn: bool
    year: int | None
    lunar_year: int | None
    channel: str
    government: bool
    values: Mapping[str, str] | None

    @property
    def is_solemn(self) -> bool:
        """A day of mourning or remembrance, by mark or by tone."""
        return self.solemn or self.tone.startswith(SOLEMN_TONE)

    @cached_property
    def wording(self) -> str:
        """The text with placeholders and the names of people and units masked, at the same length.

        A director called 祝, or a firm with 红包 in its name, is not a slip of the pen.
        """
        values = self.values or {}
        names = [values[name] for name in NAMING if len(values.get(name, "")) >= SHORTEST_NAME]
        masked = PLACEHOLDER.sub(_masked, self.text)
        return any_of(names).sub(_masked, masked) if names else masked

    @cached_property
    def folded(self) -> str:
        """The wording in simplified characters, at the same length: 節日快樂 is judged as 节日快乐 is."""
        return fold(self.wording)

    @cached_property
    def clauses(self) -> list[tuple[int, int, str]]:
        """Start, end and words of each stretch between punctuation marks."""
        return [(each.start(), each.end(), each.group()) for each in CLAUSE.finditer(self.folded)]

    def clause_at(self, position: int) -> str:
        """The clause that holds the position."""
        return next((words for start, end, words in self.clauses if start <= position < end), "")


def matches(pattern: re.Pattern[str], draft: Draft) -> Iterator[re.Match[str]]:
    """Where the pattern occurs in the draft's own wording, in whichever script it is written."""
    return pattern.finditer(draft.folded)


def found(
    match: re.Match[str], code: str, severity: Severity, message: str, **params: object
) -> Finding:
    """A finding at the place of a match."""
    return Finding(code, severity, message, match.start(), match.end(), params)


def any_of(words: list[str]) -> re.Pattern[str]:
    """A pattern for whichever of the words stands there, the longest first."""
    return re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))


def _masked(match: re.Match[str]) -> str:
    return MASK * len(match.group())
