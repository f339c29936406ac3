"""Years told by stem and branch: 庚子年正月初三, 1960年（庚子）三月初二, 庚子鼠年. Each name returns every sixty years."""

import re
from typing import NamedTuple

from .calendar_errors import FIRST_YEAR, LAST_YEAR
from .lunar_words import stem_branch
from .typed_text import NUMBER, number_in

_STEMS, _BRANCHES, _ANIMALS = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥", "鼠牛虎兔龙蛇马羊猴鸡狗猪"
_NAMED = re.compile(
    rf"(?:(?P<before>{NUMBER}{{4}})年?)?\(?(?:农历)?(?P<name>[{_STEMS}][{_BRANCHES}])(?:\(?[{_ANIMALS}]\)?)?年?\)?年?"
    r"(?:\((?P<after>[0-9]{4})年?\)年?)?"
)
_NAME_ALONE = re.compile(rf"(?:农历)?[{_STEMS}][{_BRANCHES}][{_ANIMALS}]?年?")


class NamedYear(NamedTuple):
    """The name of a year, and the text without it; a year in figures beside the name stays: "1960年正月初三".

    `has_figures`: there is such a year. `leads`: it stands before the date, hence so does its calendar;
    `is_remark`: in brackets behind it.
    """

    name: str
    rest: str
    has_figures: bool
    leads: bool
    is_remark: bool


def is_year_name(words: str) -> bool:
    """庚子, 庚子年, 庚子鼠年 and nothing else."""
    return _NAME_ALONE.fullmatch(words) is not None


def years_named(name: str) -> tuple[int, ...]:
    """All years of a name that the calendar covers; none for a name that the cycle has not (甲丑)."""
    return tuple(year for year in range(FIRST_YEAR, LAST_YEAR + 1) if stem_branch(year) == name)


def named_year(typed: str) -> NamedYear | None:
    """The year named in a tidied text, None where none is."""
    found = _NAMED.search(typed)
    if found is None:
        return None
    year = number_in(found["before"] or found["after"] or "")
    figures = f"{year}年" if year else ""
    is_last = found.end() == len(typed)
    is_remark = is_last and found[0].startswith("(") and found[0].endswith(")")
    rest = typed[: found.start()] + figures + typed[found.end():]
    return NamedYear(found["name"], rest, bool(year), not is_last, is_remark)
