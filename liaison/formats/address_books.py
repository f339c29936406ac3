"""Address books of Google, Outlook and WeCom, made to look like any other sheet of contacts.

Their headings stand in tables/office_fields.csv with all others; what is left are their habits inside
the cells.
"""

import re
from dataclasses import replace

from liaison.formats.department_paths import with_units
from liaison.formats.office_headings import spellings
from liaison.formats.sheet_records import CellValue
from liaison.formats.sheets import Row, Sheet

GOOGLE_SIGNS = frozenset(("phone1value", "email1value", "organizationname", "organization1name"))
OUTLOOK_SIGNS = frozenset(("businessphone", "商务电话"))
OUTLOOK_FORMS_OF_ADDRESS = frozenset(("title", "称谓"))  # Mr, 先生: the post is in "Job Title"

SEVERAL_VALUES = re.compile(r"\s*:::\s*")
# Groups that Google makes by itself, and the star before every group: "* myContacts ::: 市直".
OWN_GROUPS = re.compile(r"\*\s*(?:myContacts|starred|friends|family|coworkers)\b|\*\s+")


def recognise(sheet: Sheet) -> str | None:
    """"google", "outlook", or None for anything else, by the headings in the first row."""
    headings = _headings(sheet)
    if headings & GOOGLE_SIGNS:
        return "google"
    return "outlook" if headings & OUTLOOK_SIGNS and headings & {"lastname", "姓"} else None


def tidied(sheet: Sheet) -> Sheet:
    """The sheet with such habits undone; any other sheet as it is."""
    program = recognise(sheet)
    if program == "google":
        return replace(sheet, rows=[_google_row(row) for row in sheet.rows], by_program=True)
    if program == "outlook":
        return replace(sheet, rows=[_without_forms_of_address(sheet.rows[0]), *sheet.rows[1:]], by_program=True)
    return with_units(sheet)


def _headings(sheet: Sheet) -> set[str]:
    if not sheet.rows:
        return set()
    return {form for cell in sheet.rows[0].cells for form in spellings(cell)}


def _google_row(row: Row) -> Row:
    return replace(row, cells=tuple(map(_google_cell, row.cells)))


def _google_cell(cell: CellValue) -> CellValue:
    """Several values of one cell on lines of their own."""
    if not isinstance(cell, str) or not ("*" in cell or ":::" in cell):
        return cell
    values = SEVERAL_VALUES.split(OWN_GROUPS.sub("", cell))
    return "\n".join(value for value in values if value) or None


def _without_forms_of_address(header: Row) -> Row:
    cells = (None if set(spellings(cell)) & OUTLOOK_FORMS_OF_ADDRESS else cell for cell in header.cells)
    return replace(header, cells=tuple(cells))
