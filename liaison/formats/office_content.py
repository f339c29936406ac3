"""What a column is, by what stands in it: used where the heading is missing, unknown, or says two things.

A guess needs most of the values to agree; a column that agrees on nothing stays without a field.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from functools import partial

from liaison.domain.han import is_han
from liaison.domain.names import clean_name, is_known_surname
from liaison.domain.phones import PhoneLabel, read_phones
from liaison.formats.office_clock import tells_only_time
from liaison.formats.office_fields import Kind
from liaison.formats.office_words import read_channel, read_direction, read_gender, read_tier
from liaison.formats.sheet_records import CellValue

SAMPLE_SIZE = 60
AGREEMENT = 0.7

EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
CLOCK = re.compile(r"(?:[上下]午)?\s*\d{1,2}[:：点时]\d{0,2}.*")
DAY = re.compile(r"(?:19|20)\d\d[-/.年]\s?\d{1,2}(?:[-/.月]\s?\d{1,2}日?)?(?:\s.*)?|\d{1,2}月\d{1,2}[日号]")
LUNAR_DAY = re.compile(r".{0,7}[正一二三四五六七八九十冬腊]月[初十廿卅一二三四五六七八九]{1,3}")
TITLE = re.compile(r".{0,16}(?:长|主任|书记|秘书|员|经理|干事|工程师|教授|处|主席|总监|助理)")
UNIT = re.compile(r".{2,40}(?:[中小大]学|院|学校|公司|集团|局|委|厅|部|所|中心|政府|银行|社|台|站|会|办)")


def _text(value: CellValue) -> str:
    return str(value).strip()


def _is_email(value: CellValue) -> bool:
    return EMAIL.fullmatch(_text(value)) is not None


def _is_phone(value: CellValue) -> bool:
    return isinstance(value, str | int) and _longest_number(_text(value)) >= 7 and not _is_day(value)


def _longest_number(text: str) -> int:
    return max((len(phone.digits) for phone in read_phones(text).phones), default=0)


def _is_mobile(value: CellValue) -> bool:
    if not isinstance(value, str | int):
        return False
    return any(phone.label == PhoneLabel.MOBILE for phone in read_phones(_text(value)).phones)


def _is_time(value: CellValue) -> bool:
    return isinstance(value, time) or CLOCK.fullmatch(_text(value)) is not None or tells_only_time(_text(value))


def _is_day(value: CellValue) -> bool:
    if isinstance(value, date | datetime):
        return True
    text = _text(value)
    return bool(DAY.fullmatch(text) or LUNAR_DAY.fullmatch(text))


def _is_name(value: CellValue) -> bool:
    name = clean_name(_text(value))
    return 2 <= len(name) <= 4 and is_han(name) and is_known_surname(name[0])


def _is_one_of(reader: Callable[[str], object], value: CellValue) -> bool:
    return isinstance(value, str) and reader(value) is not None


def _is(pattern: re.Pattern[str], value: CellValue) -> bool:
    return isinstance(value, str) and pattern.fullmatch(value.strip()) is not None


Test = Callable[[CellValue], bool]
CONTENT_TESTS: dict[str, Test] = {
    "email": _is_email,
    "mobile": _is_mobile,
    "phone": _is_phone,
    "time": _is_time,
    "birthday": _is_day,
    "on": _is_day,
    "gender": partial(_is_one_of, read_gender),
    "tier": partial(_is_one_of, read_tier),
    "direction": partial(_is_one_of, read_direction),
    "channel": partial(_is_one_of, read_channel),
    "unit": partial(_is, UNIT),
    "title": partial(_is, TITLE),
    "name": _is_name,
}
# Columns of these fields may be told by content alone, in this order.
GUESSABLE = {
    Kind.CONTACTS: ("email", "mobile", "phone", "birthday", "gender", "tier", "unit", "name", "title"),
    Kind.UNITS: ("phone", "unit"),
    Kind.INTERACTIONS: ("phone", "on", "time", "direction", "channel", "unit", "name"),
}
UNMISTAKABLE = ("email", "mobile")


def looks_like(field: str, values: Sequence[CellValue]) -> bool:
    """Whether most of the values are what the field holds; never for an empty column."""
    sample = values[:SAMPLE_SIZE]
    agreeing = sum(map(CONTENT_TESTS[field], sample))
    return bool(sample) and agreeing >= AGREEMENT * len(sample)


def guess_field(values: Sequence[CellValue], kind: Kind, has_heading: bool) -> str | None:
    """The field that the values look like; under a heading of its own only what cannot be anything else."""
    fields = UNMISTAKABLE if has_heading else GUESSABLE[kind]
    allowed = (field for field in fields if field in GUESSABLE[kind])
    return next((field for field in allowed if looks_like(field, values)), None)


def settle(field: str, values: Sequence[CellValue], kind: Kind) -> str:
    """The field of a heading with two meanings: 联系方式 is a number or a way, 时间 a day or an hour."""
    if field == "channel" and looks_like("phone", values):
        return "phone"
    if field == "phone" and looks_like("channel", values):
        return "channel" if kind == Kind.INTERACTIONS else "preferred_channel"
    if field == "on" and looks_like("time", values):
        return "time"
    return field
