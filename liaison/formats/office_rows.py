"""Rows below the header: which are records, which are section titles, footers or repeated headings.

Merged cells give their value to every row they cover; a unit left blank beneath is the unit above, a sign for
nothing in its place (—, 无, （无单位）) is no unit; 同上 is the value above. What is not a record is reported, never
dropped in silence.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from liaison.domain.refusals import Refusal, sentence
from liaison.formats.office_columns import Column
from liaison.formats.office_fields import FIELDS_BY_CODE, Kind
from liaison.formats.office_header import Header, heading_text
from liaison.formats.office_merged import MergedCells
from liaison.formats.sheet_limits import column_letter
from liaison.formats.sheet_records import CellValue
from liaison.formats.sheets import Row, Sheet

REQUIRED = {Kind.CONTACTS: "name", Kind.INTERACTIONS: "on", Kind.UNITS: "unit"}
# What offices write for "nothing"; the last is Outlook's empty birthday.
NO_UNIT = "（无单位）"  # what our own lists say of people without one, so that nobody inherits the unit above
NOTHING = frozenset(
    (
        "无", "暂无", "没有", "不详", "未知", "空", "（无）", "(无)", "/", "／", "-", "--", "－", "—", "——", "N/A", "n/a", "0/0/00",
        NO_UNIT, "(无单位)", "无单位", "无工作单位",
    )
)  # fmt: skip
DITTO = frozenset(("同上", "〃", "″", '"', "”", "''", "“"))
FORMULA_ERRORS = frozenset(("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!"))
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\ufeff\u2060"))

ORDINAL = "一二三四五六七八九十百"
NUMBERED = re.compile(
    rf"\s*(?:[{ORDINAL}]+\s*[、.．]|[（(][{ORDINAL}]+[)）]|第[{ORDINAL}\d]+[章节部分类组]+)\s*"
)
TOTAL = re.compile(r"(?:合计|总计|小计|共计|总数)(?:\W|\d|$)")
FOOTER = re.compile(
    r"(?:制表|填[表报]|编制|审[核批]|复核|校对|打印|统计|更新|批准|负责|联系|咨询)"
    r"(?:人|者|员|单位|部门|日期|时间|电话)?[:：]"
    r"|(?:制表|填[表报]|审核|统计|打印)(?:人|日期|时间|单位)$"
    r"|(?:注|备注|说明|注意|注释)\d?[:：]|以上[共合]|共\d+"
)
SKIP_REASONS = {
    "before_header": sentence("表头之前的标题或说明，不是记录"),
    "repeated_header": sentence("重复的表头，不是记录"),
    "section": sentence("分组标题，不是记录；没有单位列的表里是下面各行的单位"),
    "footer": sentence("表尾的合计、制表人或说明，不是记录"),
    "only_number": sentence("只有序号，没有内容"),
    "only_unit": sentence("只有单位，没有人员；作为下面各行的单位"),
    "no_field": sentence("这一行的内容都在没有对应字段的列里"),
}


Filled = Sequence[tuple[int, CellValue]]


@dataclass(frozen=True, slots=True)
class OfficeRow:
    """One record: values by field code, empty ones left out. `section`: the title it stands under.

    `broken`: field and content of cells whose formula went wrong; their values are not known.
    """

    number: int
    values: dict[str, CellValue]
    section: str | None = None
    hidden: bool = False
    broken: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Skipped:
    """A row that is no record, understood as such, not failed; `column` and `value` are its first cell."""

    row: int
    column: str
    value: str
    reason: str
    code: str


def clean_cell(value: CellValue) -> CellValue:
    """The value without spaces around it; None for blanks and for the signs offices write for "nothing"."""
    if not isinstance(value, str):
        return value
    text = (value if value.isprintable() else value.translate(INVISIBLE)).strip()
    return None if not text or text in NOTHING else text


def unit_said(value: CellValue) -> CellValue:
    """The cell of a column of units without spaces around it, NO_UNIT for any sign for nothing, None for a blank one."""
    said = clean_cell(value)
    return NO_UNIT if said is None and is_filled(value) else said


def is_filled(value: CellValue) -> bool:
    """Whether something stands in the cell, be it a sign for nothing."""
    return bool(value.translate(INVISIBLE).strip()) if isinstance(value, str) else value is not None


@dataclass
class RowReader:
    """Goes down one sheet; `records` and `skipped` fill in the order of the rows."""

    sheet: Sheet
    header: Header | None
    columns: Sequence[Column]
    kind: Kind
    records: list[OfficeRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    section: str | None = None
    unit: CellValue = None
    before: dict[str, CellValue] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.merged = MergedCells(self.sheet.merged)
        self.broken: list[tuple[str, str]] = []
        self.cleaned: list[CellValue] = []
        self.says_no_unit = False
        self.headings = dict(enumerate(self.header.headings)) if self.header else {}
        self.fields = {column.index: column.field for column in self.columns if column.field}
        lists_people = self.kind == Kind.CONTACTS and not self.sheet.by_program
        self.carries_units = lists_people and unit_stands_for_rows_beneath(self.sheet, self.columns)

    def read(self) -> None:
        first = self.header.rows[0] if self.header else 0
        for row in self.sheet.rows:
            self.merged.note(row)
            self.cleaned = [clean_cell(cell) for cell in row.cells]
            filled = [(index, value) for index, value in enumerate(self.cleaned) if value is not None]
            if not filled or (self.header and row.number in self.header.rows):
                continue
            if row.number < first:
                self._skip(row, filled, "before_header")
            else:
                self._read_row(row, filled)

    def _read_row(self, row: Row, filled: Filled) -> None:
        if self._repeats_header(filled):
            self._skip(row, filled, "repeated_header")
        elif self._is_footer(filled):
            self._skip(row, filled, "footer")
        elif self._is_section(row, filled):
            self.section = NUMBERED.sub("", str(filled[0][1]), count=1)
            self.unit, self.before = None, {}
            self._skip(row, filled, "section")
        else:
            self._read_record(row, filled)

    def _repeats_header(self, filled: Filled) -> bool:
        if self.header is None or len(filled) < 2:
            return False
        return all(heading_text(value) == self.headings.get(index) for index, value in filled)

    def _is_footer(self, filled: Filled) -> bool:
        """A total; or a footer's words in a row without what a record needs, or in that very column."""
        index, value = filled[0]
        text = "".join(value.split()) if isinstance(value, str) else ""
        if TOTAL.match(text):
            return True
        if not FOOTER.match(text):
            return False
        required = REQUIRED[self.kind]
        present = {self.fields.get(place) for place, _ in filled}
        return self.fields.get(index) == required or required not in present

    def _is_section(self, row: Row, filled: Filled) -> bool:
        """One text alone: numbered, merged over most of the width, or where the serial numbers stand."""
        index, text = filled[0]
        if len(filled) != 1 or not isinstance(text, str):
            return False
        if NUMBERED.match(text) or self.merged.spans(row.number, index, len(self.columns)):
            return True
        return self.fields.get(index) == "serial" and not text.isdigit()

    def _read_record(self, row: Row, filled: Filled) -> None:
        own = {self.fields[index] for index, _ in filled if index in self.fields}
        if not own - {"serial"}:
            self._skip(row, filled, "only_number" if own else "no_field")
            return
        values = self._values(row)
        if self.kind == Kind.CONTACTS:
            if own - {"serial"} == {"unit"} and "name" not in values:
                self.unit = values["unit"]
                self._skip(row, filled, "only_unit")
                return
            self._carry_unit(values)
        self.before = values
        self.records.append(OfficeRow(row.number, values, self.section, row.hidden, tuple(self.broken)))

    def _values(self, row: Row) -> dict[str, CellValue]:
        values: dict[str, CellValue] = {}
        self.broken = []
        self.says_no_unit = False
        cleaned = self._with_merged(row)
        width = len(cleaned)
        for index, code in self.fields.items():
            value = cleaned[index] if index < width else None
            if value is None:
                self.says_no_unit |= code == "unit" and is_filled(self.merged.value(row, index))
                continue
            if value in DITTO:
                value = self.before.get(code)
            if value in FORMULA_ERRORS:
                self.broken.append((code, str(value)))
            elif value is not None:
                shown = self._as_shown(value, code, row.number, index)
                values[code] = _joined(values[code], shown, code) if code in values else shown
        return values

    def _with_merged(self, row: Row) -> list[CellValue]:
        """The clean values of the row's cells, or of the merged ones they lie in."""
        if not self.merged.current:
            return self.cleaned
        width = max([*self.fields, len(row.cells) - 1]) + 1
        return [clean_cell(self.merged.value(row, index)) for index in range(width)]

    def _as_shown(self, value: CellValue, code: str, row: int, index: int) -> CellValue:
        """A birthday typed as 8-15 has this year's year in its cell; only what the cell shows is true."""
        if code == "birthday" and isinstance(value, date) and (row, index) in self.sheet.yearless:
            return f"{value.month}月{value.day}日"
        return value

    def _carry_unit(self, values: dict[str, CellValue]) -> None:
        if "unit" in values or self.says_no_unit:
            self.unit = values.get("unit")
        elif self.carries_units and self.unit is not None:
            values["unit"] = self.unit

    def _skip(self, row: Row, filled: Filled, code: str) -> None:
        index, value = filled[0]
        reason = Refusal.translated(SKIP_REASONS[code])
        self.skipped.append(Skipped(row.number, column_letter(index), str(value), reason, code))


def _joined(first: CellValue, second: CellValue, code: str) -> str:
    separator = "；" if code == "notes" else "、"
    return f"{first}{separator}{second}" if FIELDS_BY_CODE[code].repeats else str(first)


def unit_stands_for_rows_beneath(sheet: Sheet, columns: Sequence[Column]) -> bool:
    """Whether a blank unit means the one above: so where blanks are more common than a unit written twice.

    In a sheet that repeats the unit on each row, a blank is somebody without a unit.
    """
    index = next((column.index for column in columns if column.field == "unit"), None)
    if index is None:
        return False
    cells = [unit_said(row.cell(index)) for row in sheet.rows]
    repeated = sum(upper == lower and upper is not None for upper, lower in pairwise(cells))
    return sum(cell is None for cell in cells) >= repeated
