"""A year's schedule as lines that people write and read: "2027-02-06 春节 休", "2027-02-20 春节 班".

The dates may be written without their year. What the lines say is judged as a file is, in ``workday_files``.
"""

import json
import re

from .workday_files import YearFileError, parse_year_file
from .year_days import YearDays

_LINE = re.compile(
    r"(?:(?P<year>[0-9]{4})[-./年])?(?P<month>[0-9]{1,2})[-./月](?P<day>[0-9]{1,2})[日号]?[\s,，]+"
    r"(?P<name>.+?)[\s,，]+(?P<kind>\S+)"
)
_KINDS = {"休": True, "放假": True, "off": True, "班": False, "上班": False, "work": False}


def read_year_lines(text: str, year: int) -> YearDays:
    """The schedule of ``year`` in the lines, one day each; empty lines are passed over."""
    days = [_day(number, line.strip(), year) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    document = {"year": year, "days": days}
    return parse_year_file(json.dumps(document, ensure_ascii=False).encode(), "")


def year_lines(schedule: YearDays) -> str:
    """The lines that ``read_year_lines`` reads back into an equal schedule."""
    return "\n".join(
        f"{status.date.isoformat()} {status.name} {'班' if status.workday else '休'}"
        for status in schedule.named().values()
    )


def _day(number: int, line: str, year: int) -> dict[str, object]:
    found = _LINE.fullmatch(line)
    if not found or found["kind"] not in _KINDS:
        raise YearFileError(
            "malformed_line", "第{number}行“{line}”应写成“2027-02-06 春节 休”或“2027-02-20 春节 班”，请改正",
            number=number, line=line[:30],
        )
    on = f"{found['year'] or year}-{int(found['month']):02}-{int(found['day']):02}"
    return {"date": on, "name": found["name"], "isOffDay": _KINDS[found["kind"]]}
