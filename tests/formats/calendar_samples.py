"""Events with the kind of wording that breaks calendar files, shared by the tests of the writer."""

import random
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

from liaison.formats.ics import BEIJING, CalendarEvent, EventKind, event_uid

CHANGED = datetime(2026, 11, 23, 1, 2, 3, tzinfo=UTC)
KINDS: tuple[EventKind, ...] = ("greeting", "checkin", "birthday", "followup")

# Characters of one, two, three and four octets, those that are escaped, and those that end or hide a line.
ALPHABET = "aZ9 ,;:\\\"'|^=\t\nñé联络—，；。㐀𠮷😀👨\u200d👩\ufe0f\u3000\u00a0"
HARD_TEXTS = (
    "一",
    "春节：王主任，办公室；转 8012\\",
    "第一行\n第二行\n\n末行",
    "\\n 不是换行，\\N 也不是，\\\\ 更不是",
    "C:\\new\\notes\\",
    "BEGIN:VEVENT\nUID:假的\nEND:VEVENT",
    " 前后有空格 ",
    "\t制表符\t",
    "\"引号\" 'x' ^n ^^ ~!@#$%^&*()",
    "𠮷" * 40,
    "👨\u200d👩\u200d👧" * 20,
    "\\" * 151,
    "，；," * 60,
    "a" * 10_000,
    "联络" * 5_000,
    *("x" * (60 + pad) + "😀界é" * 30 for pad in range(12)),
)


def all_day(number: int, summary: str = "春节：王主任", **changes: object) -> CalendarEvent:
    """An all-day event of a record known by its number."""
    values = {"on": date(2027, 2, 6), "updated_at": CHANGED} | changes
    return CalendarEvent(event_uid(UUID(int=number), 2027), summary, "greeting", **values)


def timed(number: int, summary: str = "致电王主任", **changes: object) -> CalendarEvent:
    """A call at nine in the morning, Beijing time."""
    values = {"starts_at": datetime(2027, 3, 1, 9, tzinfo=BEIJING), "updated_at": CHANGED} | changes
    return CalendarEvent(event_uid(UUID(int=number), 2027), summary, "checkin", **values)


def hard_events(count: int = 200, seed: int = 20270206) -> list[CalendarEvent]:
    """The hard texts, then random ones; the same list at every call."""
    chance = random.Random(seed)
    texts = list(HARD_TEXTS)
    while len(texts) < count:
        texts.append("".join(chance.choices(ALPHABET, k=chance.randrange(1, 200))))
    return [_hard_event(number, text, chance) for number, text in enumerate(texts)]


def _hard_event(number: int, text: str, chance: random.Random) -> CalendarEvent:
    day = date(2027, 1, 1) + timedelta(days=chance.randrange(365))
    has_time = chance.random() < 0.3
    return CalendarEvent(
        event_uid(UUID(int=number), day.year),
        text,
        KINDS[number % len(KINDS)],
        updated_at=CHANGED + timedelta(seconds=number),
        on=None if has_time else day,
        until=None if has_time else day + timedelta(days=chance.randrange(3)),
        starts_at=datetime(day.year, day.month, day.day, 9, 30, tzinfo=BEIJING) if has_time else None,
        description=text[::-1],
        location=text[:50],
        url=f"http://127.0.0.1:5000/contacts/{number}?from=ics&day={day}",
        sequence=number % 7,
        cancelled=number % 11 == 0,
        alarm=chance.choice([None, timedelta(hours=9), timedelta(days=-3), timedelta(minutes=-15)]),
        transparent=number % 2 == 0,
    )
