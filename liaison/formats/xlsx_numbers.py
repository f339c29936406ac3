"""Numbers of a workbook as the user sees them: a day serial under a date format is a date.

ECMA-376 part 1, 18.8.30 (built-in formats, with the East Asian ones 27–36 and 50–58) and 18.17.4
(serials).
"""

import math
import re
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from liaison.formats.sheet_records import CellValue

BUILT_IN = (
    dict.fromkeys((14, 15, 30, 31), "yyyy-m-d")
    | dict.fromkeys((17, 27, 36, 50, 52, 57), "yyyy-m")
    | dict.fromkeys((16, 28, 29, 51, 53, 54, 58), "m-d")
    | dict.fromkeys((18, 19, 20, 21, 32, 33, 34, 35, 55, 56), "h:mm")
    | {22: "yyyy-m-d h:mm", 45: "mm:ss", 46: "[h]:mm", 47: "mm:ss"}
)
LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
ELAPSED = re.compile(r"\[[hms]+\]", re.IGNORECASE)
ONLY_ZEROS = re.compile(r"0{2,15}")

LAST_SERIAL = 2_958_465  # 9999-12-31
PHANTOM_LEAP_DAY = 60  # the 1900 system counts a 29 February 1900 that never was
EPOCH_1900, EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)  # noqa: DTZ001 a sheet knows no time zone


@dataclass(frozen=True, slots=True)
class NumberFormat:
    """What a format shows of a number. `zeros`: digits it pads to, 0 for none; `shows_day` counts beside a date only."""

    has_date: bool = False
    has_time: bool = False
    shows_year: bool = False
    shows_day: bool = True
    zeros: int = 0


PLAIN = NumberFormat()


def read_format(code: str) -> NumberFormat:
    """Judges the first section of a format code; literals, colours and locales do not count."""
    section = code.split(";", 1)[0]
    if ONLY_ZEROS.fullmatch(section):
        return NumberFormat(zeros=len(section))
    letters = LITERALS.sub("", section).lower()
    if "general" in letters or "通用" in letters:
        return PLAIN
    shows_year = "y" in letters or "e" in letters.replace("e+", "").replace("e-", "")
    has_time = "h" in letters or "s" in letters or bool(ELAPSED.search(section))
    has_date = shows_year or "d" in letters or ("m" in letters and not has_time)
    shows_day = "d" in letters or has_time
    return NumberFormat(has_date, has_time, shows_year, shows_day) if has_date or has_time else PLAIN


BUILT_IN_FORMATS = {number: read_format(code) for number, code in BUILT_IN.items()}


def read_number(text: str) -> int | float | str:
    """Whole numbers as int, so that a phone number keeps its digits; no finite number: the text."""
    if text.isascii() and text.isdigit() and len(text) <= 17:
        return int(text)
    try:
        number = float(text)
    except ValueError:
        return text
    if not math.isfinite(number):
        return text
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def show_number(number: int | float, shape: NumberFormat, uses_1904: bool) -> CellValue:
    """The number as its format shows it: date, datetime, time, padded text, or the number itself."""
    if shape is PLAIN:
        return number
    if shape.zeros and isinstance(number, int) and number >= 0:
        return str(number).zfill(shape.zeros)
    if not (shape.has_date or shape.has_time) or not 0 <= number <= LAST_SERIAL:
        return number
    if number < 1 and not shape.has_date:
        return _time_of(number)
    if number < 1 or not shape.has_date:
        return number
    try:
        day = _day_of(number, shape, uses_1904)
    except OverflowError:  # the calendar's very end, passed by the 1904 system or by rounding
        return number
    return day if shape.shows_day or day.day != 1 else month_shown(day, shape.shows_year)


def month_shown(day: date, shows_year: bool = True) -> str:
    """The month of a cell that shows no day: of a typed 1985年3月 spreadsheets make the first of March."""
    return f"{day.year}年{day.month}月" if shows_year else f"{day.month}月"


def _time_of(fraction: float) -> time:
    return (EPOCH_1900 + timedelta(seconds=round(fraction * 86_400))).time()


def _day_of(serial: int | float, shape: NumberFormat, uses_1904: bool) -> date | datetime:
    epoch = EPOCH_1904 if uses_1904 else EPOCH_1900
    missing_day = 1 if not uses_1904 and serial < PHANTOM_LEAP_DAY else 0
    instant = epoch + timedelta(days=int(serial) + missing_day, seconds=round(serial % 1 * 86_400))
    return instant if shape.has_time or instant.time() != time() else instant.date()
