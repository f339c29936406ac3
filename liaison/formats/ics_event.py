"""One event of a calendar file as plain values, and the identity it keeps in every file and feed.

`ics.py` turns events into octets.
"""

import re
from dataclasses import KW_ONLY, dataclass
from datetime import date, datetime, timedelta, timezone
from typing import Literal
from uuid import UUID

EventKind = Literal["greeting", "checkin", "birthday", "followup"]
KINDS: frozenset[str] = frozenset({"greeting", "checkin", "birthday", "followup"})

# China has kept one offset all year round since 1992, so the whole zone is this and needs no table.
BEIJING = timezone(timedelta(hours=8), "CST")
CALL_LENGTH = timedelta(minutes=15)
FIRST_YEAR, LAST_YEAR = 1900, 2100

_SUFFIX = re.compile(r"[A-Za-z0-9._-]+")
_MESSAGES = {
    "day_or_time": "日程“{summary}”须有日期或开始时间，二者只取其一，请补全或去掉一个。",
    "hours_in_a_day": "日程“{summary}”的日期带了钟点，请改用开始时间，或只给日期。",
    "year_out_of_range": "日程“{summary}”的日期 {day} 不在 1900–2100 年之间，请改正年份。",
    "ends_before_start": "日程“{summary}”的结束早于开始，请改正起止日期或时长。",
    "unknown_kind": "日程“{summary}”的类别“{kind}”不认识，可用：greeting、checkin、birthday、followup。",
    "empty_uid": "日程“{summary}”没有唯一标识（UID），请用记录自身的 UUID 生成。",
    "negative_sequence": "日程“{summary}”的修订号 {sequence} 不能为负，请从 0 起递增。",
    "bad_suffix": "唯一标识的后缀“{suffix}”只能用字母、数字、点、横线和下划线，请换成农历年或周期号。",
    "duplicate_uid": "两条日程用了同一个唯一标识 {uid}，请检查是否重复收录。",
    "out_of_order": "日程 {uid} 没有按日期和唯一标识排好，请先排序再逐条写出。",
    "timed_without_zone": "日程 {uid} 有钟点，而文件声明只有全天日程，请用 timed=True 写出。",
}


class CalendarEventError(ValueError):
    """An event that cannot be written; `.code` and `.params` name the fault for translation."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(_MESSAGES[code].format(**params))
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """An all-day event (`on`, and `until` as its last day) or a timed one (`starts_at` and `duration`).

    A naive `starts_at` is Beijing time, an aware one is converted to it; a naive `updated_at` is UTC.
    `alarm` counts from the start (minus one day, or plus nine hours for 09:00 on an all-day event's day);
    a cancelled event rings no alarm.
    """

    uid: str
    summary: str
    kind: EventKind
    _: KW_ONLY
    updated_at: datetime
    on: date | None = None
    until: date | None = None
    starts_at: datetime | None = None
    duration: timedelta = CALL_LENGTH
    description: str = ""
    location: str = ""
    url: str = ""
    sequence: int = 0
    cancelled: bool = False
    alarm: timedelta | None = None
    transparent: bool = True

    def __post_init__(self) -> None:
        self._refuse_if(self.starts_at is not None and (self.on or self.until) is not None, "day_or_time")
        self._refuse_if(isinstance(self.on, datetime) or isinstance(self.until, datetime), "hours_in_a_day")
        for day in (self.first_day, self.last_day):
            self._refuse_if(not FIRST_YEAR <= day.year <= LAST_YEAR, "year_out_of_range", day=day)
        self._refuse_if(self.last_day < self.first_day or self.duration < timedelta(0), "ends_before_start")
        self._refuse_if(self.kind not in KINDS, "unknown_kind", kind=self.kind)
        self._refuse_if(not self.uid, "empty_uid")
        self._refuse_if(self.sequence < 0, "negative_sequence", sequence=self.sequence)

    def _refuse_if(self, fault: bool, code: str, **params: object) -> None:
        if fault:
            raise CalendarEventError(code, summary=self.summary, **params)

    @property
    def starts_at_local(self) -> datetime | None:
        """The start by the Beijing clock; None for an all-day event."""
        if self.starts_at is None or self.starts_at.tzinfo is None:
            return self.starts_at
        return self.starts_at.astimezone(BEIJING)

    @property
    def first_day(self) -> date:
        """The day the event begins in Beijing."""
        if self.on is not None:
            return self.on
        start = self.starts_at_local
        if start is None:
            raise CalendarEventError("day_or_time", summary=self.summary)
        return start.date()

    @property
    def last_day(self) -> date:
        """The last day of an all-day event; a timed one is filed under the day it begins."""
        return self.until or self.first_day

    @property
    def position(self) -> tuple[date, str]:
        """Where the event stands in a file: by day, then by identity."""
        return (self.first_day, self.uid)


def event_uid(record_uuid: UUID | str, suffix: str | int) -> str:
    """The identity of one occurrence: `suffix` is its lunar year, solar year or cycle number.

    The same record and suffix give the same identity for ever, so subscribers see a change and not a copy.
    """
    if not _SUFFIX.fullmatch(str(suffix)):
        raise CalendarEventError("bad_suffix", suffix=suffix)
    return f"{UUID(str(record_uuid))}-{suffix}@liaison"
