"""Understands an office sheet as it is: what its rows are, which column is what, which rows are records.

`understand` does that for a sheet of sheets.read_workbook; `contact_drafts`, `call_drafts` and
`unit_drafts` turn the records into drafts, with a problem for every cell that was not understood. The
parts: office_header.py, office_columns.py (with office_headings.py and office_content.py),
office_rows.py, office_drafts.py.
"""

from collections.abc import Mapping

from liaison.formats.address_books import tidied
from liaison.formats.office_columns import Column, assign_columns, column_values, read_mapping
from liaison.formats.office_drafts import call_drafts, contact_drafts, unit_drafts
from liaison.formats.office_fields import FIELDS, Kind
from liaison.formats.office_header import Header, find_header
from liaison.formats.office_headings import spellings
from liaison.formats.office_rows import OfficeRow, RowReader, Skipped
from liaison.formats.office_understood import Understood
from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheets import Sheet

__all__ = [
    "FIELDS",
    "Column",
    "Kind",
    "OfficeRow",
    "Skipped",
    "Understood",
    "call_drafts",
    "contact_drafts",
    "understand",
    "unit_drafts",
]

# Without one of these beside the date, a dated list is no register of contacts made.
SIGNS_OF_CALLS = frozenset(("summary", "direction", "answered", "handler", "channel", "outcome"))
SIGNS_OF_PEOPLE = frozenset(
    (
        "birthday",
        "mobile",
        "tier",
        "wechat",
        "gender",
        "interval_days",
        "max_gap_days",
        "deputy",
        "taboos",
        "email",
    )
)

PARTS_OF_A_NAME = frozenset(("name", "family", "given"))

Columns = list[Column]


def understand(
    sheet: Sheet, kind: str | None = None, mapping: Mapping[str | int, str | None] | None = None
) -> Understood:
    """Kind and columns as given, the rest by itself.

    `mapping`: a column's heading, letter or number (from 0) → field code, None to leave the column out.
    SheetError for a kind or mapping that cannot be.
    """
    if kind is not None and kind not in tuple(Kind):
        raise SheetError("unknown_kind", kind=kind)
    sheet, wishes = tidied(sheet), mapping or {}
    header = find_header(sheet, {form for key in wishes if isinstance(key, str) for form in spellings(key)})
    columns_by_kind = _columns_by_kind(sheet, header, wishes)
    judged = Kind(kind) if kind else _judge_kind(columns_by_kind)
    if judged is None:
        return Understood(None, _header_row(header), _without_fields(columns_by_kind[Kind.CONTACTS]))
    reader = RowReader(sheet, header, columns_by_kind[judged], judged)
    reader.read()
    return Understood(judged, _header_row(header), columns_by_kind[judged], reader.records, reader.skipped)


def _columns_by_kind(
    sheet: Sheet, header: Header | None, wishes: Mapping[str | int, str | None]
) -> dict[Kind, Columns]:
    width = max((len(row.cells) for row in sheet.rows), default=0)
    headings = [*(header.headings if header else ()), *[""] * width][:width]
    values = column_values(sheet, header, width)
    mapped = read_mapping(wishes, headings, width)
    return {kind: assign_columns(headings, values, kind, mapped) for kind in Kind}


def _judge_kind(columns_by_kind: dict[Kind, Columns]) -> Kind | None:
    """A register has a date, somebody, and no fewer signs of calls than of people; people have names."""
    fields = {kind: {column.field for column in columns} for kind, columns in columns_by_kind.items()}
    calls = fields[Kind.INTERACTIONS]
    signs = len(calls & SIGNS_OF_CALLS)
    is_dated = "on" in calls and bool(calls & {"name", "unit"})
    if is_dated and signs and signs >= len(fields[Kind.CONTACTS] & SIGNS_OF_PEOPLE):
        return Kind.INTERACTIONS
    if fields[Kind.CONTACTS] & PARTS_OF_A_NAME:
        return Kind.CONTACTS
    return Kind.UNITS if "unit" in fields[Kind.UNITS] else None


def _header_row(header: Header | None) -> int | None:
    return header.rows[-1] if header else None


def _without_fields(columns: Columns) -> Columns:
    return [Column(column.index, column.heading, None, 0.0, column.samples) for column in columns]
