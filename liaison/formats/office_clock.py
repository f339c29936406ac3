"""Times of day as registers write them: 9:30, 上午9点, 下午3:30, 晚8点半, 九时二十分, 9:00-10:30, 3:30 PM, 下午.

A part of the day without its hour gives no time and is no fault: no hour is made up.
"""

import re
from datetime import datetime, time
from typing import NamedTuple

from liaison.domain.typed_text import number_in
from liaison.formats.sheet_records import CellValue

MORNING = ("上午", "午前", "早上", "早晨", "清晨", "早")
DAWN = ("凌晨", "AM")
NOON = ("中午", "正午")
AFTERNOON = ("下午", "午后", "傍晚", "PM")
EVENING, NIGHT = ("晚上", "晚间", "晚"), ("夜里", "夜间", "深夜", "半夜", "午夜")
HOURLESS = ("全天", "整天")
EARLIEST_EVENING, EARLIEST_NIGHT, LATEST_NOON = 5, 7, 3

LATIN = r"(?:AM|PM|[AP]\.M\.?)(?![A-Z])"
WORDS = (*MORNING, "凌晨", *NOON, "下午", "午后", "傍晚", *EVENING, *NIGHT)
PART = rf"(?:{'|'.join(WORDS)}|{LATIN})"
NUMBER = r"(?:\d{1,2}|[零〇一二两三四五六七八九十]{1,3})"
MINUTE = rf"(?:[一三]刻|半|整|{NUMBER})"
SECONDS = r"(?:\s*[:：]\s*\d{1,2}(?:\.\d+)?|\s*\d{1,2}秒)?"
TO = r"\s*(?:-|－|—+|–|~|～|至|到)\s*"
END = rf"(?:{TO}(?:{PART})?\s*{NUMBER}\s*[:：点时]\s*(?:{MINUTE})?(?!\d)分?钟?{SECONDS}(?:\s*{LATIN})?)?"
CLOCK = re.compile(
    rf"(?:(?<=\d)T)?(?P<part>{PART})?\s*(?P<hour>{NUMBER})(?:{TO}{NUMBER}(?=\s*[点时]))?\s*[:：点时]\s*"
    rf"(?P<minute>{MINUTE})?(?!\d)分?钟?{SECONDS}(?:\s*(?P<behind>{LATIN}))?{END}(?:左右|前后|许|多)?",
    re.IGNORECASE,
)
LONE = "|".join(word for word in (*WORDS, *HOURLESS) if len(word) > 1)
LONE_PART = re.compile(
    rf"(?P<part>{LONE}|(?<=[\d日号\s今昨明)）])[早晚](?=\s*(?:$|[)）]))|^[早晚]$|(?<![A-Z]){LATIN})", re.IGNORECASE
)
MAY_TELL_TIME = re.compile("[:：点时午早晚凌清夜天AP]", re.IGNORECASE)  # most days are written without any of them
EMPTY_BRACKETS = re.compile(r"[(（]\s*[)）]|[,，、]\s*$")
MINUTES = {"": 0, "整": 0, "一刻": 15, "半": 30, "三刻": 45}


class ClockRead(NamedTuple):
    """`fault`: the code of a reason where a time is written that cannot be; neither where none is written."""

    at: time | None = None
    fault: str = ""


NO_CLOCK = ClockRead()


def clock_in(value: CellValue, part: str = "") -> ClockRead:
    """The time in a cell, alone or beside a date; midnight of a date means none.

    `part`: the part of the day that stands in another cell, for an hour written without one.
    """
    if isinstance(value, datetime):
        return ClockRead(value.time()) if value.time() != time() else NO_CLOCK
    if isinstance(value, time):
        return _settled(part, value.hour, value.minute) if part else ClockRead(value)
    if isinstance(value, float) and 0 <= value < 1:
        minutes = round(value * 24 * 60)
        return ClockRead(time(minutes // 60, minutes % 60)) if minutes < 24 * 60 else NO_CLOCK
    match = CLOCK.search(value) if isinstance(value, str) and MAY_TELL_TIME.search(value) else None
    return _clock_of(match, part) if match else NO_CLOCK


def part_alone(value: CellValue) -> str:
    """"下午" of a text that names a part of the day and no hour; "" otherwise."""
    if not isinstance(value, str) or not MAY_TELL_TIME.search(value) or CLOCK.search(value):
        return ""
    found = LONE_PART.search(value)
    return found["part"] if found else ""


def without_clock(text: str) -> str:
    """What is left of a text, its date."""
    if not MAY_TELL_TIME.search(text):
        return text
    return EMPTY_BRACKETS.sub("", LONE_PART.sub(" ", CLOCK.sub(" ", text))).strip()


def tells_only_time(text: str) -> bool:
    """Whether a text is a time, or a part of the day, and nothing else."""
    return bool(text) and not without_clock(text)


def _clock_of(match: re.Match[str], part: str) -> ClockRead:
    hour, minute = number_in(_figures(match["hour"])), _minute(match["minute"] or "")
    if hour is None or minute is None:
        return ClockRead(fault="no_such_time")
    return _settled(match["part"] or match["behind"] or part, hour, minute)


def _minute(text: str) -> int | None:
    return MINUTES[text] if text in MINUTES else number_in(_figures(text))


def _figures(text: str) -> str:
    return str(int(text)) if text.isdecimal() else text


def _settled(part: str, hour: int, minute: int) -> ClockRead:
    """The hour of 24. What a part of the day does not have (上午15点) is a fault, and so is an hour of the next day."""
    part = part.upper().replace(".", "")
    if part in EVENING + NIGHT and (hour == 12 or hour < (EARLIEST_EVENING if part in EVENING else EARLIEST_NIGHT)):
        return ClockRead(fault="time_after_midnight")
    if not _fits(part, hour) or minute > 59:
        return ClockRead(fault="no_such_time")
    if part in DAWN and hour == 12:
        hour = 0
    later = part in AFTERNOON + EVENING + NIGHT or (part in NOON and hour <= LATEST_NOON)
    return ClockRead(time(hour + 12 if later and hour < 12 else hour, minute))


def _fits(part: str, hour: int) -> bool:
    if part in NOON:
        return 1 <= hour <= LATEST_NOON or 10 <= hour <= 12 + LATEST_NOON
    return hour <= (12 if part in MORNING + DAWN else 23)
