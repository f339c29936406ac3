"""Solar dates as people type them: 2026-11-23, 11.23, 20261123, 2026年11月23日, 十一月二十三日.

Only the shape is read here. Whether the day exists is asked by ``real_dates`` or by the birthday itself;
words such as 明天 are read by ``relative_dates``.
"""

import re
from dataclasses import dataclass

from .typed_text import NUMBER, number_in, year_first

_SOLAR_MARK = re.compile(r"\(?(?:公历|阳历|新历|国历)\)?|\([公阳]\)|^[公阳](?=[0-9])")

_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        rf"(?:(?P<year>{NUMBER}+)年)?(?P<month>{NUMBER}+)月(?P<day>{NUMBER}+)[日号]?",
        r"(?P<year>[0-9]{4}|[0-9]{2})(?P<mark>[-/.])(?P<month>[0-9]{1,2})(?P=mark)(?P<day>[0-9]{1,2})",
        r"(?P<month>[0-9]{1,2})[-/.](?P<day>[0-9]{1,2})",
        r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})",
    )
)


@dataclass(frozen=True)
class SolarWords:
    """A date as typed; the year may be missing or have two figures only."""

    month: int
    day: int
    year: int | None = None


def solar_words(typed: str) -> SolarWords | None:
    """The solar date in a tidied text, None when it has no such shape."""
    bare = year_first(_SOLAR_MARK.sub("", typed))
    matched = next((found for shape in _SHAPES if (found := shape.fullmatch(bare))), None)
    if not matched:
        return None
    year = matched.groupdict().get("year")
    month, day = number_in(matched["month"]), number_in(matched["day"])
    if month is None or day is None:
        return None
    return SolarWords(month, day, number_in(year) if year else None)


def is_marked_solar(typed: str) -> bool:
    """Whether the text itself says 公历, 阳历 or the like."""
    return _SOLAR_MARK.search(typed) is not None
