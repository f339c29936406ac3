"""How each sheet of a file is laid out, as plain values: kept with the import, shown for correction, remembered.

A layout: {index, title, hidden, of_cards, take, kind, rows, header_row, headings, remembered, columns}; a column:
{index, letter, heading, field, sure, samples}. `headings` is a digest of the headings in order, "" without any.
"""

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from liaison.formats.address_books import tidied
from liaison.formats.office_cells import shown
from liaison.formats.office_columns import SAMPLES_SHOWN
from liaison.formats.office_fields import FIELDS, FIELDS_BY_CODE, Kind
from liaison.formats.office_rows import clean_cell
from liaison.formats.office_sheet import Understood, understand
from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheets import Sheet

Layout = dict[str, Any]
Remembered = Mapping[str, tuple[str, dict[str, str]]]  # headings: (kind, field by column number)
LONGEST_SAMPLE = 40
RECORDS_SEARCHED = 200
USUAL = (
    "unit",
    "name",
    "title",
    "mobile",
    "office_phone",
    "on",
    "channel",
    "summary",
    "birthday",
    "tier",
    "notes",
)
SURE = 0.8


def layout_of(index: int, sheet: Sheet, kind: str | None, remembered: Remembered) -> Layout:
    """The sheet as it is understood, by what somebody said of the same headings before where that is known."""
    understood = understand(sheet, kind)
    headings = headings_digest(understood)
    known = remembered.get(headings) if headings else None
    if known and (kind is None or kind == known[0]):
        try:
            understood = understand(sheet, known[0], numbered(known[1]))
        except SheetError:  # the fields have changed since; what is seen now holds
            known = None
    return as_layout(index, sheet, understood, headings, remembered=known is not None)


def as_layout(index: int, sheet: Sheet, understood: Understood, headings: str, *, remembered: bool) -> Layout:
    kind = understood.kind.value if understood.kind else ""
    samples = samples_of_records(sheet, understood)
    return {
        "index": index,
        "title": sheet.name,
        "hidden": sheet.hidden,
        "of_cards": sheet.of_cards,
        "take": bool(kind) and bool(understood.rows) and not sheet.hidden,
        "kind": kind,
        "rows": len(understood.rows) or len(sheet.rows),
        "header_row": understood.header_row,
        "headings": headings,
        "remembered": remembered,
        "columns": [
            {
                "index": column.index,
                "letter": column.letter,
                "heading": column.heading,
                "field": column.field or "",
                "sure": column.field is None or column.confidence >= SURE,
                "samples": [sample[:LONGEST_SAMPLE] for sample in samples.get(column.index) or column.samples],
            }
            for column in understood.columns
            if column.heading or column.samples
        ],
    }


def samples_of_records(sheet: Sheet, understood: Understood) -> dict[int, list[str]]:
    """The first values of each column in rows that are records: titles of sections and sums are no samples."""
    records = {row.number for row in understood.rows[:RECORDS_SEARCHED]}
    last = max(records, default=0)
    found: dict[int, list[str]] = defaultdict(list)
    for row in tidied(sheet).rows:
        if row.number > last:
            break
        if row.number in records:
            for index, cell in enumerate(row.cells):
                if len(found[index]) < SAMPLES_SHOWN and (text := shown(clean_cell(cell))):
                    found[index].append(text)
    return found


def unused_columns(layouts: Iterable[Layout]) -> list[str]:
    """The headings, in order, of columns that no field takes from the sheets that are imported."""
    return [
        column["heading"]
        for layout in layouts
        if layout["take"]
        for column in layout["columns"]
        if column["heading"] and not column["field"]
    ]


def headings_digest(understood: Understood) -> str:
    key = understood.heading_key
    return hashlib.sha256(key.encode()).hexdigest() if key.strip("|") else ""


def numbered(fields: Mapping[str, str]) -> dict[str | int, str | None]:
    """{"3": "unit", "4": ""} as the mapping of office_sheet.understand."""
    return {int(index): field or None for index, field in fields.items()}


def fields_of(layout: Layout) -> dict[str, str]:
    """The field of each column by its number, "" for a column that is left out."""
    return {str(column["index"]): column["field"] for column in layout["columns"]}


def understood_by(layout: Layout, sheet: Sheet) -> Understood:
    """The sheet, read by the layout."""
    return understand(sheet, layout["kind"], numbered(fields_of(layout)))


def corrected(layout: Layout, take: bool, kind: str, fields: Mapping[int, str]) -> Layout:
    """The layout with what the user chose. SheetError where it cannot be: two columns for one field, no name."""
    known = {field.code for field in FIELDS if kind in tuple(Kind) and Kind(kind) in field.kinds}
    columns = [
        {**column, "field": chosen if chosen in known else "", "sure": True}
        for column in layout["columns"]
        for chosen in [fields.get(column["index"], column["field"])]
    ]
    if take:
        check_columns(columns, kind)
    return {**layout, "take": take, "kind": kind, "columns": columns}


NEEDED = {"contacts": ("name", "family", "given"), "interactions": ("on",), "units": ("unit",)}


def check_columns(columns: list[dict[str, Any]], kind: str) -> None:
    """Refuse two columns for one field, and a sheet without the one column its kind cannot do without."""
    taken: dict[str, dict[str, Any]] = {}
    for column in columns:
        field = column["field"]
        if field and field in taken and not FIELDS_BY_CODE[field].repeats:
            first, second = (each["heading"] or each["letter"] for each in (taken[field], column))
            raise SheetError("two_columns_one_field", first=first, second=second, field=FIELDS_BY_CODE[field].name)
        taken.setdefault(field, column)
    needed = NEEDED.get(kind)
    if needed is None:
        raise SheetError("unknown_kind", kind=kind)
    if not any(field in taken for field in needed):
        raise SheetError("needed_column", field=FIELDS_BY_CODE[needed[0]].name)


def field_choices(kind: str) -> list[tuple[str, str]]:
    """(code, Chinese name) of the fields a sheet of this kind may carry: those nearly every sheet has, then the table's order."""
    wanted = Kind(kind) if kind in tuple(Kind) else Kind.CONTACTS
    found = [
        (field.code, field.name) for field in FIELDS if wanted in field.kinds and field.code != "serial"
    ]
    return sorted(found, key=lambda each: USUAL.index(each[0]) if each[0] in USUAL else len(USUAL))
