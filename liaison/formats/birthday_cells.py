"""A birthday's cell: the birthday, what is kept of it as a remark, and what is told of it."""

import re
from dataclasses import dataclass, field
from datetime import date

from liaison.domain.birthday_words import read_birthday
from liaison.domain.birthdays import Birthday
from liaison.domain.calendar_errors import CalendarError
from liaison.domain.refusals import told
from liaison.domain.typed_birthday import YearOpen
from liaison.formats.sheet_records import CellValue

LUNAR_HEADING = re.compile(r"农历|阴历|旧历")
CALENDAR_SAID = re.compile(r"农历|阴历|旧历|公历|阳历|新历")


@dataclass(frozen=True)
class BirthdayCell:
    """`kept`: the text that goes among the notes, so that a month or a year's name is not lost.

    `reason` is told of the cell, with `code` and `params` as of a refusal; empty where there is nothing to tell.
    """

    birthday: Birthday | None = None
    kept: str = ""
    reason: str = ""
    code: str = ""
    params: dict[str, object] = field(default_factory=dict)


def birthday_cell(value: CellValue, heading: str) -> BirthdayCell:
    """Under a heading 农历生日 the calendar need not be said again in each cell."""
    is_lunar = LUNAR_HEADING.search(heading) is not None
    readable = value if isinstance(value, str | int | float | date) else str(value)
    try:
        found = read_birthday(_said_to_be_lunar(readable) if is_lunar else readable)
    except CalendarError as error:
        return _not_whole(error, value)
    if found.other is None:
        return BirthdayCell(found.birthday)
    taken = found.other if is_lunar and found.other.is_lunar else found.birthday
    reason = told("公历和农历是同一天，已按“{words}”登记；按另一种历法过生日的，请改过来", words=taken.words)
    return BirthdayCell(taken, reason=reason, code="two_calendars", params={"words": taken.words})


def _not_whole(error: CalendarError, value: CellValue) -> BirthdayCell:
    """What is refused; of a birthday without its day, or in one of several years, the text is kept."""
    if isinstance(error, YearOpen):
        reason = told("{error}；现按没有年份登记，原文记在备注里", error=str(error))
        return BirthdayCell(error.birthday, _text(value), reason, error.code, error.params)
    if error.code == "no_day":
        reason = told("{error}；没有登记生日，原文记在备注里", error=str(error))
        return BirthdayCell(None, str(error.params["text"]), reason, error.code, error.params)
    return BirthdayCell(None, "", str(error), error.code, error.params)


def _text(value: CellValue) -> str:
    return " ".join(str(value).split())


def _said_to_be_lunar(value: str | int | float | date) -> str | int | float | date:
    if isinstance(value, date):
        return f"农历{value.year}年{value.month}月{value.day}日"
    return value if CALENDAR_SAID.search(str(value)) else f"农历{value}"
