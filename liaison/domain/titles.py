"""Titles: what is spoken of them (综合科科长 is 科长), whether they are deputies, and how high they stand.

The table ``tables/titles.csv`` lists title words with the form that is spoken, a level, the level when a
department stands before the word (办公室主任), and the use: ``weak`` titles (委员, 代表) count only when
there is no other, ``never`` ones (科员, 联络员) are not said to anybody's face. ``address`` makes the
form of address of them.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

from .table_files import table_rows
from .variants import fold

_BRACKETS = re.compile(r"\([^()]*\)")
_BETWEEN_TITLES = re.compile(r"[、,;/\s]+|兼任?")
_DEPUTY = "副"

# What may stand before the title of a unit's head; anything else is the name of a department.
_OF_THE_UNIT = re.compile("(?:第[一二三]|常务|执行|名誉|代理?|原|前|党委|党组)*")


@dataclass(frozen=True)
class Title:
    """One title of a person: ``core`` as spoken, ``prefix`` what stands before it (the department)."""

    prefix: str
    core: str
    level: int
    is_deputy: bool
    use: str

    @property
    def is_spoken(self) -> bool:
        return self.use != "never"


@lru_cache(maxsize=4096)  # the same few titles stand in every list
def main_title(title: str | None) -> Title | None:
    """The title a person is addressed by: the first of several, a seat on a body only for want of another.

    None when no title word is known.
    """
    found = [each for each in map(_read, _titles_in(title or "")) if each]
    return min(found, key=lambda each: ("", "weak", "never").index(each.use), default=None)


def core_title(title: str | None) -> str:
    """The title as spoken, without department and 副: "党办副主任" is 主任, "总经理" 总; empty for none."""
    found = main_title(title)
    return found.core if found and found.is_spoken else ""


def is_deputy(title: str | None) -> bool:
    """Whether the main title is one of a deputy: 副校长, 党办副主任."""
    found = main_title(title)
    return found is not None and found.is_deputy


def rank(title: str | None) -> int:
    """How high a title stands, for greeting leaders by leaders; the highest of several counts.

    5 heads of a unit, 4 their deputies, 3 heads of a department, 2 their deputies and section heads, 1
    staff, 0 unknown. Coarse: levels are compared within one unit, not between a ministry and a school.
    """
    return max((each.level for each in map(_read, _titles_in(title or "")) if each), default=0)


def _titles_in(title: str) -> list[str]:
    plain = fold(unicodedata.normalize("NFKC", title))
    return [each for each in _BETWEEN_TITLES.split(_BRACKETS.sub("", plain)) if each]


def _read(title: str) -> Title | None:
    word = next((word for word in _words_longest_first() if title.endswith(word)), None)
    if word is None:
        return None
    row, prefix = _words()[word], title.removesuffix(word)
    deputy = prefix.endswith(_DEPUTY)
    prefix = prefix.removesuffix(_DEPUTY)
    level = int((not _OF_THE_UNIT.fullmatch(prefix) and row["in_department"]) or row["level"])
    return Title(prefix, row["spoken"] or word, max(level - deputy, 1), deputy, row["use"])


@cache
def _words() -> dict[str, dict[str, str]]:
    return {row["title"]: row for row in table_rows("titles")}


@cache
def _words_longest_first() -> list[str]:
    return sorted(_words(), key=len, reverse=True)
