"""Names a unit had before, in one cell: "江州县教育局（至2019-03-31）、江州县教委". The day is the last of that name.

A name with a month, or a day no month has, in place of its day is refused: without any day it would end today.
"""

import re
from collections.abc import Iterable
from datetime import date

from liaison.domain.real_dates import DateWordsError
from liaison.formats.list_cells import listed

UNTIL = re.compile(
    r"\s*[（(]\s*(?:截?至|到)?\s*(?P<year>\d{4})[-./年](?P<month>\d{1,2})(?:[-./月](?P<day>\d{1,2})日?|月?)(?:止|前)?\s*[)）]$"
)
FormerName = tuple[str, date | None]


def former_names_written(names: Iterable[tuple[str, date]]) -> str:
    return listed(f"{name}（至{until.isoformat()}）" for name, until in names)


def former_name(text: str) -> FormerName:
    """One piece of the cell; None where no day is told. DateWordsError for one that is no day."""
    match = UNTIL.search(text)
    if match is None:
        return text, None
    if match["day"] is None:
        raise DateWordsError("no_day", "曾用名“{text}”没有写到日，请补上是几月几日，如（至2019-03-31）", text=text)
    try:
        return text[: match.start()], date(*map(int, match.group("year", "month", "day")))
    except ValueError:
        raise DateWordsError("no_such_day", "曾用名“{text}”里的这一天不存在，请核对日期", text=text) from None
