"""Reading one year's holiday schedule from a file, refusing a false one.

Two forms are read: JSON as the public holiday-cn tables have it (``year``, and ``days`` with ``name``,
``date`` and ``isOffDay``) and CSV with the headings ``date,name,kind`` where kind is off or work. Whether
the dates can be true is judged in ``year_checks``.
"""

import csv
import io
import json
import re
from dataclasses import dataclass
from datetime import date

from .year_checks import YearFileError, check_year, difference
from .year_days import YearDays, schedule_year

__all__ = ["YearFileError", "check_year", "difference", "parse_year_file"]

# A year has some forty named days, two kilobytes; anything near this size is another file.
MAX_BYTES = 256 * 1024
MAX_NAME = 60
# What the State Council's notices of 2007 to 2026 name, and how other tables write it.
KNOWN_NAMES = (
    "元旦", "新年", "春节", "除夕", "清明", "劳动", "五一", "端午", "中秋", "国庆", "十一", "纪念日", "调休", "补班",
)  # fmt: skip
_KINDS = {"off": True, "work": False}


@dataclass(frozen=True)
class _Row:
    place: str  # "第3行" of a CSV, "第3条" of a JSON list
    on: date
    name: str
    is_off: bool


def parse_year_file(content: bytes, filename: str) -> YearDays:
    """The schedule a file holds, checked; a year in the file's name (2027.csv) must be the schedule's."""
    if len(content) > MAX_BYTES:
        raise YearFileError("file_too_large", "文件超过256KB，不像一年的放假安排，请核对是否选错了文件")
    text = _decoded(content)
    if not text.strip():
        raise YearFileError("empty_file", "文件里没有任何日期，请核对是否选错了文件")
    if text.lstrip().startswith(("{", "[")):
        year, rows = _read_json(text)
    else:
        year, rows = None, _read_csv(text)
    schedule = _schedule(_file_year(year, rows, filename), rows)
    check_year(schedule)
    _require_known_names(schedule)
    return schedule


def _require_known_names(schedule: YearDays) -> None:
    """A published schedule knows no other holidays; days off of a region's own are added on the page."""
    for on, status in schedule.named().items():
        if not any(word in status.name for word in KNOWN_NAMES):
            raise YearFileError(
                "unknown_holiday",
                "{on}的“{name}”不是全国放假安排里的节日，请核对；本地另放的假，装入后在这一年的页面上逐日加",
                on=on,
                name=status.name,
            )


def _decoded(content: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise YearFileError("not_text", "文件不是UTF-8或GBK文本，请另存为JSON或CSV后再装入")


def _read_json(text: str) -> tuple[int | None, list[_Row]]:
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        raise YearFileError("malformed_json", "文件不是完整的JSON，请重新下载或核对内容") from None
    if not isinstance(document, dict) or not isinstance(document.get("days"), list):
        raise YearFileError("no_days", "JSON里没有days列表，请使用含year和days的放假安排文件")
    year = document.get("year")
    if year is not None and type(year) is not int:
        raise YearFileError("bad_year", "JSON里的year应是四位数字的年份，请核对")
    return year, [_json_row(f"第{number}条", day) for number, day in enumerate(document["days"], start=1)]


def _json_row(place: str, day: object) -> _Row:
    if not isinstance(day, dict) or not isinstance(day.get("isOffDay"), bool):
        raise YearFileError(
            "malformed_day", "{place}应有date、name和isOffDay（true或false）三项，请核对", place=place,
        )
    return _Row(place, _date(place, day.get("date")), _name(place, day.get("name")), day["isOffDay"])


def _read_csv(text: str) -> list[_Row]:
    try:
        table = [[cell.strip() for cell in cells] for cells in csv.reader(io.StringIO(text, newline=""))]
    except csv.Error:
        raise YearFileError("malformed_csv", "CSV读不出来，请核对引号与换行，或另存后再装入") from None
    if not table or table[0] != ["date", "name", "kind"]:
        raise YearFileError("bad_headings", "CSV第1行应是表头date,name,kind，请核对")
    return [
        _csv_row(f"第{number}行", cells) for number, cells in enumerate(table[1:], start=2) if any(cells)
    ]


def _csv_row(place: str, cells: list[str]) -> _Row:
    if len(cells) != 3 or cells[2] not in _KINDS:
        raise YearFileError(
            "malformed_row", "{place}应是日期、节日名、off或work三列，请核对", place=place,
        )
    return _Row(place, _date(place, cells[0]), _name(place, cells[1]), _KINDS[cells[2]])


def _date(place: str, written: object) -> date:
    if isinstance(written, str) and re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            pass
    raise YearFileError(
        "unknown_date", "{place}的日期“{written}”不存在或写法不对，应写成2027-02-06这样",
        place=place, written=_shown(written),
    )


def _shown(written: object) -> str:
    """What a refusal quotes: short, and without the half characters that no page can be written with."""
    return str(written)[:20].encode("utf-8", "replace").decode("utf-8")


def _name(place: str, written: object) -> str:
    name = written.strip() if isinstance(written, str) else ""
    if 0 < len(name) <= MAX_NAME and name.isprintable():
        return name
    raise YearFileError("bad_name", "{place}的节日名称为空、过长或含有控制字符，请改正", place=place)


def _file_year(written: int | None, rows: list[_Row], filename: str) -> int:
    """The year the file says it is for, itself or in its name; else the one year its rows speak of."""
    if not rows:
        raise YearFileError("empty_file", "文件里没有任何日期，请核对是否选错了文件")
    named = {int(digits) for digits in re.findall(r"(?<![0-9])((?:19|20|21)[0-9]{2})(?![0-9])", filename)}
    if written is not None:
        if named and written not in named:
            raise YearFileError(
                "year_differs", "文件名是{named}年，内容却写明{year}年，请核对",
                named=min(named), year=written,
            )
        return written
    spoken = {schedule_year(row.on, row.name) for row in rows}
    if len(named) == 1:
        return named.pop()
    if len(spoken) > 1:
        raise YearFileError(
            "several_years", "文件里有{first}年至{last}年的日期，每次只能装入一年，请拆开",
            first=min(spoken), last=max(spoken),
        )
    return spoken.pop()


def _schedule(year: int, rows: list[_Row]) -> YearDays:
    seen: dict[date, str] = {}
    for row in rows:
        if row.on in seen:
            raise YearFileError(
                "duplicate_date", "{place}的日期{on}与{first}重复，请删去一个",
                place=row.place, on=row.on, first=seen[row.on],
            )
        seen[row.on] = row.place
    return YearDays(
        year,
        off={row.on: row.name for row in rows if row.is_off},
        work={row.on: row.name for row in rows if not row.is_off},
    )
