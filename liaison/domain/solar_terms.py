"""The twenty-four solar terms 1900 to 2100, from ``tables/solar_terms.csv`` (Chinese civil dates)."""

from datetime import date
from functools import cache

from .calendar_errors import CalendarError, require_covered
from .table_files import table_rows

TERMS = (
    "小寒", "大寒", "立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至",
    "小暑", "大暑", "立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至",
)


class TermError(CalendarError):
    """A solar term that does not exist, or a year the table does not cover."""


@cache
def _dates_by_name() -> dict[tuple[int, str], date]:
    return {
        (int(row["year"]), row["term"]): date.fromisoformat(row["date"])
        for row in table_rows("solar_terms")
    }


@cache
def _names_by_date() -> dict[date, str]:
    return {on: name for (_, name), on in _dates_by_name().items()}


def term_date(year: int, name: str) -> date:
    """The day of one term in a year."""
    require_covered(year, TermError)
    if name not in TERMS:
        raise TermError(
            "no_such_term", "没有“{name}”这个节气，请从二十四节气中选择，例如清明、秋分、冬至", name=name,
        )
    return _dates_by_name()[year, name]


def term_on(on: date) -> str | None:
    """The term that begins on this day, None on the other days."""
    require_covered(on.year, TermError)
    return _names_by_date().get(on)
