"""Reads the cells of one record: a value, or a problem with row, column, value and reason."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import TypeVar
from uuid import UUID

from liaison.domain.birthdays import Birthday
from liaison.domain.date_words import parse_date
from liaison.domain.phones import Phone, loses_digits, order_of_trying, read_phones
from liaison.domain.refusals import Refusal, sentence
from liaison.formats.birthday_cells import birthday_cell
from liaison.formats.drafts import PostDraft, Problem
from liaison.formats.former_names import FormerName, former_name
from liaison.formats.list_cells import pieces
from liaison.formats.office_clock import NO_CLOCK, clock_in, part_alone, tells_only_time, without_clock
from liaison.formats.office_rows import OfficeRow
from liaison.formats.office_understood import Understood
from liaison.formats.post_cells import posts_read
from liaison.formats.sheet_records import CellValue

PHONE_FIELDS = ("mobile", "office_phone", "internal_phone", "phone")
KEPT_MONTHS = ("since", "retired_on")  # of a career a month is worth keeping, though no day can be made of it
EMAIL = re.compile(r"[^@\s<>]+@[^@\s<>]+\.[^@\s<>]+")
YEAR = re.compile(r"(?:19|20)\d\d")
SERIAL = re.compile(r"[2-6]\d{4}(?:\.\d+)?")  # a day as a spreadsheet counts it, 1954 to 2091
SERIAL_ZERO = date(1899, 12, 30)
ANY_DAY = date(2000, 1, 1)  # a date written with its year does not depend on today
WIDE, NARROW_BRACKETS = "一-鿿（）【】《》“”、，。；：", r"()\[\]"
BREAK_IN_CHINESE = re.compile(
    rf"(?<=[{WIDE}])[ \t]*[\r\n]+[ \t]*(?=[{WIDE}{NARROW_BRACKETS}])"
    rf"|(?<=[{NARROW_BRACKETS}])[ \t]*[\r\n]+[ \t]*(?=[{WIDE}])"
)

REASONS = {
    "formula_error": sentence("公式出错，没有值"),
    "no_name": sentence("没有姓名，无法建立联系人"),
    "name_number": sentence("姓名一格写的是号码，不是姓名；请写上姓名再导入"),
    "name_no_name": sentence("姓名一格里没有姓名；请写上姓名再导入"),
    "name_several": sentence("一格里写了几个人的姓名；请分成几行再导入"),
    "name_no_given": sentence("只有姓和称呼，不知道名字，已按原样导入"),
    "name_with_title": sentence("姓名里像是带着称呼或职务，已按原样导入，请核对"),
    "name_maybe_two": sentence("像是把两个人写在一格里，已按一个人导入，请核对"),
    "name_odd": sentence("姓名里有不像姓名的内容，已按原样导入，请核对"),
    "no_one": sentence("没有单位也没有姓名，不知道和谁联系"),
    "no_unit_name": sentence("没有单位名称"),
    "no_date": sentence("没有日期"),
    "no_year": sentence("日期没有写年份"),
    "phone_lost_digits": sentence(
        "号码被表格软件改成了科学计数法，末几位已丢失；请把这一列设为文本，重新填写号码"
    ),
    "phone_doubtful": sentence("号码位数不对，已按原样保留，请核对"),
    "phone_unread": sentence("不是电话号码"),
    "email_unread": sentence("不是邮箱地址"),
    "tier_unread": sentence("不认识的联系等级，应为重点、经常或一般"),
    "birthday_ahead": sentence("这一天还没有到，请核对生日的年份"),
    "verified_on_ahead": sentence("这一天还没有到，请核对核实日期"),
    "since_ahead": sentence("这一天还没有到，请核对任职起"),
    "archived_on_ahead": sentence("这一天还没有到，请核对归档日期"),
    "deputy_is_owner": sentence("B角要另一个人，不能就是联络员自己"),
    "gender_unread": sentence("不认识的性别，应为男或女"),
    "interval_days_unread": sentence("不认识的联系周期，可写天数，或每月、每季度、半年"),
    "max_gap_days_unread": sentence("不认识的最长间隔，可写天数，或每月、每季度、半年"),
    "kind_unread": sentence(
        "不认识的类别，已记在备注里；可写党政机关、企事业、部队、高校、中小学、医院、媒体、社团、公检法、消防应急、其他"
    ),
    "channel_unread": sentence("不认识的联系方式，已按电话登记；可写电话、短信、微信、走访、来访、会议等"),
    "preferred_channel_unread": sentence("不认识的联系方式，可写电话、短信、微信、走访、来访、会议等"),
    "direction_unread": sentence("看不出是我方发起还是对方发起，已按我方发起登记；可写去电或来电"),
    "answered_unread": sentence("看不出是否接通，已按接通登记；可写是、否、未接"),
    "minutes_unread": sentence("不是通话分钟数"),
    "identity_unread": sentence("不是本系统列表里的编号，已按姓名、单位和电话核对"),
    "time_unread": sentence("不是时刻，可写 9:30"),
    "no_such_time": sentence("没有这个时刻（应在 0:00 至 23:59 之间），时刻没有填"),
    "time_after_midnight": sentence("过了半夜的时刻，看不出算哪一天，时刻没有填；请核对日期，写成 0:30 这样的时刻"),
}

Read = TypeVar("Read")


def shown(value: CellValue) -> str:
    """A cell's value as text, whole numbers without a point."""
    if isinstance(value, bool):
        return "是" if value else "否"
    return "" if value is None else str(value)


def one_line(text: str) -> str:
    """Line breaks inside Chinese and at its brackets vanish, elsewhere they are spaces; some programs write them out as \\n."""
    if text.isprintable() and " " not in text and "\\" not in text:
        return text
    with_breaks = text.replace("\\n", "\n")
    if "\n" in with_breaks or "\r" in with_breaks:
        with_breaks = BREAK_IN_CHINESE.sub("", with_breaks)
    return " ".join(with_breaks.split())


class RecordCells:
    """One record's cells by field; what they do not give gathers in `problems`, texts that go among the notes in `kept`."""

    def __init__(self, understood: Understood, row: OfficeRow, today: date | None = None) -> None:
        self.understood, self.row, self.today = understood, row, today
        self.problems: list[Problem] = []
        self.kept: list[tuple[str, str]] = []
        for field, value in row.broken:
            self.problem("formula_error", field, value)

    def problem(self, code: str, field: str = "", value: str = "") -> None:
        """Notes a problem of REASONS in the field's column, or in the row as a whole."""
        self._note(field, value, Refusal.translated(REASONS[code]), code, {})

    def _note(self, field: str, value: str, reason: str, code: str, params: dict[str, object]) -> None:
        column = self.understood.by_field.get(field)
        letter, heading = (column.letter, column.heading) if column else ("", "")
        self.problems.append(Problem(self.row.number, letter, heading, value, reason, code, params, field))

    def text(self, field: str) -> str:
        """The cell on one line."""
        value = self.row.values.get(field)
        return "" if value is None else one_line(shown(value))

    def paragraphs(self, field: str) -> str:
        """The cell with its line breaks."""
        return shown(self.row.values.get(field)).replace("\r\n", "\n").replace("\r", "\n")

    def parts(self, field: str) -> tuple[str, ...]:
        """The pieces of a list in one cell."""
        return pieces(self.paragraphs(field))

    def posts(self, field: str) -> tuple[PostDraft, ...]:
        """Posts told in one cell; none, and a problem, where it is not understood."""
        text = self.paragraphs(field)
        return self._calendar_value(field, text, lambda: posts_read(text)) or () if text else ()

    def identities(self, field: str) -> tuple[str, ...]:
        """The uuids in the cell, in the form they are kept in."""
        found = []
        for part in self.parts(field):
            try:
                found.append(str(UUID(part)))
            except ValueError:
                self.problem("identity_unread", field, part)
        return tuple(found)

    def former_names(self) -> tuple[FormerName, ...]:
        """Those whose last day is told or not known at all; a problem for each other one."""
        read = [self._calendar_value("former_names", part, partial(former_name, part)) for part in self.parts("former_names")]
        return tuple(each for each in read if each is not None)

    def word(self, field: str, reader: Callable[[str], Read | None]) -> Read | None:
        """A word that stands for something; None and a problem when it stands for nothing known."""
        text = self.text(field)
        if not text:
            return None
        found = reader(text)
        if found is None:
            self.problem(f"{field}_unread", field, text)
        return found

    def phones(self) -> tuple[Phone, ...]:
        """Those of all phone columns, none twice: as they are tried, those of one kind in the order of the sheet."""
        found: dict[tuple[str, str], Phone] = {}
        columns = self.understood.by_field
        for field in sorted(filter(columns.__contains__, PHONE_FIELDS), key=lambda field: columns[field].index):
            for phone in self._phones_of(field):
                found.setdefault((phone.digits, phone.extension), phone)
        return tuple(sorted(found.values(), key=order_of_trying))

    def numbers_as_entered(self) -> str:
        """The text of all phone columns where every number in it was read, else those that were."""
        texts = [one_line(self.paragraphs(field)) for field in PHONE_FIELDS if field in self.row.values]
        if all(not read_phones(text).unread for text in texts):
            return "、".join(dict.fromkeys(texts))
        return "、".join(phone.text for phone in self.phones())

    def _phones_of(self, field: str) -> tuple[Phone, ...]:
        if field not in self.row.values:
            return ()
        read = read_phones(self.paragraphs(field), internal=field == "internal_phone")
        for text in read.doubtful:
            self.problem("phone_doubtful", field, text)
        for text in read.unread:
            self.problem("phone_lost_digits" if loses_digits(text) else "phone_unread", field, text)
        return read.phones

    def emails(self) -> tuple[str, ...]:
        found = []
        for part in self.parts("email"):
            match = EMAIL.search(part)
            if match:
                found.append(match[0])
            else:
                self.problem("email_unread", "email", part)
        return tuple(found)

    def birthday(self) -> Birthday | None:
        value = self.row.values.get("birthday")
        if value is None:
            return None
        cell = birthday_cell(value, self.understood.by_field["birthday"].heading)
        if cell.reason:
            self._note("birthday", shown(value), cell.reason, cell.code, cell.params)
        if cell.kept:
            self.kept.append(("birthday", cell.kept))
        found = cell.birthday
        if found and found.born_on and self.today and found.born_on > self.today:
            self.problem("birthday_ahead", "birthday", shown(value))
            return None
        return found

    def day(self, field: str) -> date | None:
        value = self.row.values.get(field)
        if value is None:
            return None
        if isinstance(value, datetime):
            return value.date()
        if isinstance(value, date):
            return value
        text = without_clock(shown(value))
        if SERIAL.fullmatch(text):
            return SERIAL_ZERO + timedelta(days=int(float(text)))
        if self.today is None and not YEAR.search(text):
            self.problem("no_year", field, text)
            return None
        return self._calendar_value(field, value, lambda: parse_date(text, self.today or ANY_DAY))

    def past_day(self, field: str) -> date | None:
        """A day of something that has happened."""
        found = self.day(field)
        if found and self.today and found > self.today:
            self.problem(f"{field}_ahead", field, self.text(field))
            return None
        return found

    def _calendar_value(self, field: str, value: CellValue, reader: Callable[[], Read]) -> Read | None:
        try:
            return reader()
        except ValueError as error:
            code, params = getattr(error, "code", "unread"), getattr(error, "params", {})
            if code == "no_day" and field in KEPT_MONTHS:
                self.kept.append((field, one_line(shown(value))))
            self._note(field, shown(value), str(error), code, params)
            return None

    def clock(self) -> time | None:
        """The time of day, from its own cell or from beside the date; a part of the day may stand in the other one."""
        on, at = self.row.values.get("on"), self.row.values.get("time")
        field, read = "time", clock_in(at, part_alone(on))
        if read == NO_CLOCK and (at is None or tells_only_time(shown(at))):
            field, read = "on", clock_in(on, part_alone(at))
        elif read == NO_CLOCK:
            self.problem("time_unread", "time", self.text("time"))
        if read.fault:
            self.problem(read.fault, field, self.text(field))
        return read.at
