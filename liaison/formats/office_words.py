"""Words of office sheets that stand for a code: levels, ways of contact, yes and no, spans of days.

The words are in tables/office_words.csv. Every reader gives None for a word it does not know; the caller
reports the cell.
"""

import re
import unicodedata
from collections import defaultdict
from functools import cache

from liaison.domain.cadence import Tier
from liaison.domain.genders import Gender
from liaison.domain.touches import Direction
from liaison.formats.office_fields import table_rows

SPAN = re.compile(
    r"每?隔?(?P<count>[0-9]{1,5}|[一二两三四五六七八九十半双])?个?"
    r"(?P<unit>天|日|周|星期|月|季度|季|年)(?:[一1]次)?"
)
DAYS_IN = {"天": 1, "日": 1, "周": 7, "星期": 7, "月": 30, "季度": 90, "季": 90, "年": 365}
FIGURES = "一二三四五六七八九十"
COUNTS = {"半": 0.5, "双": 2, "两": 2} | {figure: FIGURES.index(figure) + 1 for figure in FIGURES}
SEVERAL = re.compile(r"[、,/;+]")
LONGEST_DAYS = 5  # digits of a number of days


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).lower().split())


@cache
def _codes() -> dict[str, dict[str, str]]:
    """Code by word for each list of the table; a code is a word for itself."""
    lists: dict[str, dict[str, str]] = defaultdict(dict)
    for row in table_rows("office_words"):
        for word in (row["code"], *row["words"].split()):
            lists[row["list"]][_plain(word)] = row["code"]
    return dict(lists)


def read_tier(text: str) -> Tier | None:
    """联系等级; 重点, A类 and 一级 are the same."""
    code = _codes()["tier"].get(_plain(text))
    return Tier(code) if code else None


def read_channel(text: str) -> str | None:
    """The code of a starting kind of interaction; the first one where a cell names several (电话、微信)."""
    codes = _codes()["channel"]
    word = _plain(text)
    return codes.get(word) or codes.get(SEVERAL.split(word)[0])


def read_direction(text: str) -> Direction | None:
    """Who began it."""
    code = _codes()["direction"].get(_plain(text))
    return Direction(code) if code else None


def read_answered(text: str) -> bool | None:
    """Whether it was answered."""
    code = _codes()["answered"].get(_plain(text))
    return code == "yes" if code else None


def read_gender(text: str) -> Gender | None:
    """男, 男性, 先生, M and male are the same."""
    code = _codes()["gender"].get(_plain(text))
    return Gender(code) if code else None


def read_span(text: str) -> int | None:
    """Days: "30", "30天", "每月", "两周一次", "半年"; a month counts 30 days, a year 365."""
    word = _plain(text)
    if word.isascii() and word.isdigit():
        return int(word) if len(word) <= LONGEST_DAYS else None
    match = SPAN.fullmatch(word)
    if match is None:
        return None
    count = match["count"] or "1"
    return round((int(count) if count.isdigit() else COUNTS[count]) * DAYS_IN[match["unit"]])
