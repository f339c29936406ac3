"""Names a unit had before, in one cell: "江州县教育局（至2019-03-31）、江州县教委". The day is the last of that name."""

import re
from collections.abc import Iterable
from datetime import date

from liaison.formats.list_cells import listed, pieces

UNTIL = re.compile(
    r"\s*[（(]\s*(?:截?至|到)?\s*(?P<year>\d{4})[-./年](?P<month>\d{1,2})[-./月](?P<day>\d{1,2})日?(?:止|前)?\s*[)）]$"
)
FormerName = tuple[str, date | None]


def former_names_written(names: Iterable[tuple[str, date]]) -> str:
    return listed(f"{name}（至{until.isoformat()}）" for name, until in names)


def former_names_read(text: str) -> tuple[FormerName, ...]:
    """In the order of the cell; None where no day is told, or none that exists."""
    return tuple(map(former_name, pieces(text)))


def former_name(text: str) -> FormerName:
    match = UNTIL.search(text)
    if match is None:
        return text, None
    try:
        return text[: match.start()], date(*map(int, match.group("year", "month", "day")))
    except ValueError:
        return text[: match.start()], None
