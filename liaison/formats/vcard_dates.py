"""Birthdays and other dates as cards write them, solar and lunar, with and without a year: both directions.

Lunar dates follow iPhones: `X-ALTBDAY;CALSCALE=chinese:` era, year of the sixty, month, `L` if a leap
month, day; `007800310318` is 三月十八 of 2014, `--0815` is 八月十五 of an unknown year.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from liaison.domain.birthday_words import birthday_without_day, parse_birthday, unknown_birthday
from liaison.domain.birthdays import Birthday, BirthdayError
from liaison.domain.dayless import is_dayless

# iPhones and Outlook need some year; 1604 is a leap year in which nobody who is alive was born.
OMITTED_YEAR = 1604
_OUTLOOKS_NONE = 4501
_LUNAR_SCALES = ("chinese", "lunar", "农历", "阴历")
_LUNAR_WORDS = ("农历", "阴历", "旧历")
_LONGEST_WORDS = 40

_END = r"(?=$|[T ])"
_COMPACT = re.compile(rf"(\d{{4}}|--)(\d{{2}})(L?)(\d{{2}}){_END}", re.ASCII)
_SEPARATED = re.compile(rf"(\d{{4}}[-/.]|--)(\d{{1,2}})(L?)[-/.](\d{{1,2}}){_END}", re.ASCII)
_CYCLE_COMPACT = re.compile(r"(\d{4}|-)(\d{4}|-)(\d{2})(L?)(\d{2})", re.ASCII)
_CYCLE_SEPARATED = re.compile(r"(\d{2})-(\d{2})-(\d{2})(L?)-(\d{2})", re.ASCII)

_MONTH_ONLY = re.compile(r"--\d{2}", re.ASCII)  # RFC 6350, 4.3.1

_HOME = ZoneInfo("Asia/Shanghai")
_CYCLE_YEARS = 60
# Era 78 began with lunar year 1984, 甲子.
_ERA, _ERA_START = 78, 1984


class DateParts(NamedTuple):
    """A date whose year may be unknown; `is_leap` marks a lunar leap month."""

    year: int | None
    month: int
    day: int
    is_leap: bool = False


def read_birthday(text: str, named: Mapping[str, str]) -> Birthday | None:
    """BDAY in any of its forms; lunar only where the card says so.

    None for the dates that programs write for none; BirthdayError says what is wrong with any other that is no birthday.
    """
    if is_lunar_scale(named):
        return read_lunar(text)
    if (scale := _scale(named)) not in ("", "gregorian"):
        raise BirthdayError("other_calendar", "生日用的历法是“{scale}”，读不了，请改成公历或农历", scale=scale)
    parts = _parts(text, named.get("X-APPLE-OMIT-YEAR", ""))
    if parts is None:
        return _in_words(text)
    return None if _is_none(parts) else Birthday(parts.month, parts.day, parts.year, is_leap=parts.is_leap)


def read_lunar(text: str) -> Birthday | None:
    """The same of a date known to be lunar: with era and cycle as iPhones write it, a plain lunar year, or in words."""
    parts = _from_cycle(text) or _parts(text)
    if parts is None:
        return _in_words(text if mentions_lunar(text) else _LUNAR_WORDS[0] + text)
    return None if _is_none(parts) else Birthday(parts.month, parts.day, parts.year, True, parts.is_leap)


def is_lunar_scale(named: Mapping[str, str]) -> bool:
    """The parameters say that the date is one of the Chinese calendar."""
    return _scale(named) in _LUNAR_SCALES


def mentions_lunar(words: str) -> bool:
    """A label or a text that says 农历 (生日) in one of the usual ways."""
    return any(word in words for word in _LUNAR_WORDS)


def read_date(text: str, omitted_year: str = "") -> DateParts | None:
    """`19800322`, `1980-03-22T16:00:00Z`, `--0203`, `1980/3/22`; None for anything else."""
    parts = _parts(text, omitted_year)
    return parts if parts and 1 <= parts.month <= 12 and 1 <= parts.day <= 31 else None


def _parts(text: str, omitted_year: str = "") -> DateParts | None:
    """The same whatever the numbers are: 13 may stand for a month."""
    text = _local_date(text.strip())
    found = _COMPACT.match(text) or _SEPARATED.match(text)
    if found is None:
        return None
    year, month, leap, day = found.groups()
    return DateParts(_known_year(year, omitted_year), int(month), int(day), bool(leap))


def iso_date(parts: DateParts) -> str:
    """`1975-03-01`, or `--03-01` without a year."""
    year = f"{parts.year:04d}-" if parts.year else "--"
    return f"{year}{parts.month:02d}-{parts.day:02d}"


def solar_value(birthday: Birthday, version: str) -> tuple[str, str]:
    """`(parameters, value)` of BDAY. Without a year: `--0203` in 4.0, the iPhone's 1604 in 3.0."""
    day = f"{birthday.month:02d}{birthday.day:02d}"
    if version == "4.0":
        return "", (f"{birthday.year:04d}" if birthday.year else "--") + day
    omitted = "" if birthday.year else f";X-APPLE-OMIT-YEAR={OMITTED_YEAR}"
    return omitted, f"{birthday.year or OMITTED_YEAR:04d}-{day[:2]}-{day[2:]}"


def lunar_value(birthday: Birthday) -> tuple[str, str]:
    """`(parameters, value)` of X-ALTBDAY."""
    era_and_year = "--"
    if birthday.year:
        eras, years = divmod(birthday.year - _ERA_START, _CYCLE_YEARS)
        era_and_year = f"{_ERA + eras:04d}{years + 1:04d}"
    leap = "L" if birthday.is_leap else ""
    return ";CALSCALE=chinese", f"{era_and_year}{birthday.month:02d}{leap}{birthday.day:02d}"


def read_instant(text: str) -> datetime | None:
    """REV in UTC, which a moment without a zone is taken to be; None when it is no moment at all."""
    try:
        moment = datetime.fromisoformat(text.strip())
        return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _scale(named: Mapping[str, str]) -> str:
    return (named.get("CALSCALE") or named.get("X-CALENDAR") or named.get("X-CALSCALE") or "").lower()


def _local_date(text: str) -> str:
    """Exchange writes the instant a birthday began: 1980-03-21T16:00:00Z is the 22nd in China."""
    if "T" not in text:
        return text
    try:
        moment = datetime.fromisoformat(text)
        return moment.astimezone(_HOME).date().isoformat() if moment.tzinfo else text
    except (ValueError, OverflowError):
        return text


def _known_year(written: str, omitted: str) -> int | None:
    """`written` is four figures and perhaps a separator, or `--`."""
    year = int(written[:4]) if written[0].isdigit() else 0
    return None if year <= OMITTED_YEAR or str(year) == omitted.strip() else year


def _from_cycle(text: str) -> DateParts | None:
    found = _CYCLE_COMPACT.fullmatch(text.strip()) or _CYCLE_SEPARATED.fullmatch(text.strip())
    if found is None:
        return None
    era, year, month, leap, day = found.groups()
    return DateParts(_cycle_year(era, year), int(month), int(day), bool(leap))


def _cycle_year(era: str, year: str) -> int | None:
    if "-" in (era, year):
        return None
    return _ERA_START + (int(era) - _ERA) * _CYCLE_YEARS + int(year) - 1


def _in_words(text: str) -> Birthday:
    """1970年2月14日, 农历八月十五; bare figures that are no date of a card are no birthday: 31686 is one in a sheet only."""
    if is_dayless(text.strip()) or _MONTH_ONLY.fullmatch(text.strip()):
        raise birthday_without_day(text)
    if text.strip().isdecimal() or len(text) > _LONGEST_WORDS:
        raise unknown_birthday(text[:_LONGEST_WORDS])
    return parse_birthday(text)


def _is_none(parts: DateParts) -> bool:
    """What Outlook and databases write for no date at all."""
    return parts.year == _OUTLOOKS_NONE or (parts.month, parts.day) == (0, 0)
