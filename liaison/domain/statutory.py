"""Days off of a year whose schedule is not published: what the law in force that year gives, and no more.

``tables/statutory_days.csv`` holds the public holidays by each version of 全国年节及纪念日放假办法 (1949,
1999, 2007, 2013, 2024). Three decisions, measured in docs/decisions/0002-calendar-truth.md:

- A public holiday on a weekend is made up, as the law says (补假), on the first working days after it.
- Two public holidays on one date (中秋 inside 国庆) are both given, as in the schedules of 2009 and 2020.
- 调休, weekends worked to lengthen a holiday, is the State Council's choice alone and never guessed.
"""

from datetime import date, timedelta
from functools import cache

from .calendar_errors import LAST_YEAR, require_covered
from .date_rules import Rule
from .rule_texts import parse_rule
from .table_files import table_rows
from .year_days import YearDays, is_weekend

_ONE_DAY = timedelta(days=1)


@cache
def _laws() -> list[tuple[str, Rule, range]]:
    return [
        (row["name"], parse_rule(row["rule"]), _years_in_force(row)) for row in table_rows("statutory_days")
    ]


def _years_in_force(row: dict[str, str]) -> range:
    return range(int(row["first_year"]), int(row["last_year"] or LAST_YEAR) + 1)


def statutory_days(year: int) -> dict[str, list[date]]:
    """The public holidays by name, as the law dates them, before anything is made up; in order of date."""
    require_covered(year)
    days = [(on, name) for name, rule, years in _laws() if year in years for on in rule.dates_in(year)]
    blocks: dict[str, list[date]] = {}
    for on, name in sorted(days):
        blocks.setdefault(name, []).append(on)
    return blocks


@cache
def estimated_year(year: int) -> YearDays:
    """The schedule the law alone would give, marked estimated; no make-up working days."""
    blocks = statutory_days(year)
    taken = {on for days in blocks.values() for on in days}
    off: dict[date, str] = {}
    for name, days in blocks.items():
        owed = sum(is_weekend(on) or on in off for on in days)
        made_up = _next_working_days(days[-1], owed, taken)
        taken.update(made_up)
        for on in _joined(days + made_up):
            off[on] = f"{off[on]}、{name}" if on in off else name
    return YearDays(year, off, estimated=True)


def _next_working_days(after: date, count: int, taken: set[date]) -> list[date]:
    found: list[date] = []
    on = after
    while len(found) < count:
        on += _ONE_DAY
        if not is_weekend(on) and on not in taken:
            found.append(on)
    return found


def _joined(days: list[date]) -> list[date]:
    """The days and the weekends enclosed by them, which the holiday's block then includes."""
    span = (days[0] + n * _ONE_DAY for n in range((days[-1] - days[0]).days + 1))
    return [on for on in span if on in days or is_weekend(on)]
