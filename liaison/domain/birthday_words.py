"""Birthdays as office sheets write them, solar and lunar, and the numbers that spreadsheets make of them.

1986-10-01, 1986.10.1, 19861001, 1986年10月1日, 12月15日, 12-15, 农历七月初八, 三月廿九, 闰六月初三,
(农)8.15, 农历1968年八月十五, 腊月三十, 31686. What is lunar without saying so is told in ``typed_lunar``, a year by
stem and branch in ``typed_birthday``, both calendars at once (1985-03-02（农历正月十一）) in ``two_calendars``.
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from .birthdays import Birthday, BirthdayError
from .dayless import is_dayless
from .stem_branches import is_year_name, named_year
from .two_calendars import pair_of
from .typed_birthday import full_year, typed_birthday
from .typed_text import tidied

# Spreadsheets count days from here. A number below ten thousand (May 1927) is likelier a year or a slip.
_SERIAL_ZERO = date(1899, 12, 30)
_LEAST_SERIAL, _LARGEST_SERIAL = 10_000, (date(2100, 12, 31) - _SERIAL_ZERO).days
_LEAST_EIGHT_FIGURES = 10_000_000
_LARGEST_NUMBER = 10**15

_NAME_BEFORE = re.compile("^(?:出生日期|出生年月日?|生日|生于)[:：]?")
_REMARK = re.compile(
    r"\((?!农历?\)|阴历?\)|公历?\)|阳历?\)|旧历\)|新历\)|闰月?\)|(?:19|20)[0-9]{2}年?(?:生|出生)?\))(?P<words>[^()]*)\)$"
)
_PLAIN = re.compile("([12][0-9]{3})-([0-9]{1,2})-([0-9]{1,2})")  # as most are written, and needs no second look
_HOLDS_A_DATE = re.compile("[0-9月初廿]")


class BirthdayRead(NamedTuple):
    """`other` is the same day in the other calendar, where both were written and agree."""

    birthday: Birthday
    other: Birthday | None = None


def parse_birthday(value: str | int | float | date, *, year_known: bool = True) -> Birthday:
    """The birthday in a cell or a field; BirthdayError says what is wrong.

    ``year_known=False`` drops the year: Excel stores a typed "12月15日" as that day of the current year,
    shown without it. Years of two figures mean 1916 to 2015.
    """
    found = read_birthday(value).birthday
    return found if year_known else Birthday(found.month, found.day, None, found.is_lunar, found.is_leap)


def read_birthday(value: str | int | float | date) -> BirthdayRead:
    """The same with the day as the cell has it in the other calendar, for who wants to tell which one was taken."""
    if isinstance(value, datetime):
        return BirthdayRead(_from_date(value.date()))
    if isinstance(value, date):
        return BirthdayRead(_from_date(value))
    if isinstance(value, str):
        return _from_text(value)
    return _from_number(value)


@lru_cache(maxsize=4096)  # a list of people names the same days again and again
def _from_text(text: str) -> BirthdayRead:
    if (plain := _PLAIN.fullmatch(text)) and int(plain[3]):
        return BirthdayRead(Birthday(int(plain[2]), int(plain[3]), int(plain[1])))
    typed = _NAME_BEFORE.sub("", tidied(text))
    if _holds_a_second_date(typed):
        return _both(typed, text)
    typed = _without_remark(typed)
    if not typed:
        raise BirthdayError("empty", "没有填写生日，请填写，如 1986-10-01、12月15日 或 农历七月初八")
    if re.fullmatch("[0-9]{1,7}", typed):
        return BirthdayRead(_from_run(typed))
    found = typed_birthday(typed)
    if found is None or (found.day == 0 and is_dayless(typed)):  # databases write 1985-03-00
        return _both(typed, text)
    return BirthdayRead(found.birthday)


def _holds_a_second_date(typed: str) -> bool:
    """A bracket after the date may be a remark: “（身份证）”."""
    matched = _REMARK.search(typed)
    return matched is not None and _HOLDS_A_DATE.search(matched["words"]) is not None


def _without_remark(typed: str) -> str:
    matched = _REMARK.search(typed)
    return typed if matched is None or is_year_name(matched["words"]) else typed[: matched.start()]


def _both(typed: str, text: str) -> BirthdayRead:
    """Words that are not one day: two calendars, a day and the name of its year, or none that can be read."""
    if pair := pair_of(typed):
        return BirthdayRead(*pair)
    named = named_year(typed)
    if named and (found := typed_birthday(typed)):
        return BirthdayRead(found.birthday)
    if _holds_a_second_date(typed):
        raise BirthdayError("two_dates", "生日“{text}”里有两个日期，请只留一个", text=text.strip())
    raise birthday_without_day(text) if is_dayless(named.rest if named else typed) else unknown_birthday(text)


def _from_run(figures: str) -> Birthday:
    """Up to seven figures: 1215 is a day, 861001 has a short year, 31686 is a spreadsheet's number."""
    if len(figures) == 4 and not _begins_like_a_year(figures):
        return Birthday(int(figures[:2]), int(figures[2:]))
    if len(figures) == 6 and not _begins_like_a_year(figures):
        return Birthday(int(figures[2:4]), int(figures[4:]), full_year(int(figures[:2])))
    return _from_serial(int(figures))


def _begins_like_a_year(figures: str) -> bool:
    """1986 and 198610 lack the day; as serial numbers they are far off, and refused."""
    return figures.startswith(("19", "20"))


def _from_number(value: int | float) -> BirthdayRead:
    """A cell's number: 19861001 as typed, 12.15 as typed, or days since 1899-12-30."""
    if not -_LARGEST_NUMBER <= value <= _LARGEST_NUMBER:  # nor is NaN
        raise unknown_birthday(str(value) if isinstance(value, float) else "一个过大的数")
    if value != int(value) and is_dayless(f"{value:g}"):
        raise birthday_without_day(_month_of_number(value))
    if 1 <= value < 13 and value != int(value):
        return BirthdayRead(_from_decimal(value))
    if value != int(value) and value < _LEAST_SERIAL:
        raise unknown_birthday(f"{value:g}")
    if value >= _LEAST_EIGHT_FIGURES:
        return _from_text(str(int(value)))
    return BirthdayRead(_from_serial(int(value)))


def _month_of_number(value: float) -> str:
    """1985.3 typed into a number cell; 1985.1 may have been 1985.10."""
    return f"{value:g}" + ("（1月或10月）" if f"{value:g}".endswith(".1") else "")


def _from_decimal(value: float) -> Birthday:
    """12.15 typed into a number cell; of 10.1 nobody can tell whether it was 10.1 or 10.10."""
    month, day = f"{value:g}".split(".")
    if day in ("1", "2", "3"):
        raise BirthdayError(
            "lost_zero",
            "生日“{month}.{day}”可能是{month}月{day}日，也可能是{month}月{day}0日，请改写成“几月几日”",
            month=month, day=day,
        )
    return Birthday(int(month), int(day))


def _from_serial(days: int) -> Birthday:
    if not _LEAST_SERIAL <= days <= _LARGEST_SERIAL:
        raise birthday_without_day(str(days)) if is_dayless(str(days)) else unknown_birthday(str(days))
    return _from_date(_SERIAL_ZERO + timedelta(days=days))


def _from_date(day: date) -> Birthday:
    return Birthday(day.month, day.day, day.year)


def unknown_birthday(text: str) -> BirthdayError:
    """What is said of words that are no birthday."""
    return BirthdayError(
        "unknown_words", "看不懂生日“{text}”，请写成 1986-10-01、12月15日 或 农历七月初八",
        text=text.strip(),
    )


def birthday_without_day(text: str) -> BirthdayError:
    """Nobody can be greeted in a month; the first of it would be made up."""
    return BirthdayError(
        "no_day", "生日“{text}”没有写到日，请补上是几月几日，如 1986-10-01 或 农历七月初八", text=text.strip()
    )
