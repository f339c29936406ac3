"""Sheets for the tests: made in memory, or written as files that no honest program would write."""

import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import pytest

from liaison.formats.sheets import CellValue, MergedRange, Row, Sheet

REPOSITORY = Path(__file__).resolve().parents[2]
SHARED = REPOSITORY.parent / "shared" / "data"

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

BOOK_PART, SHEET_PART, TEXTS_PART, STYLES_PART = (
    "xl/workbook.xml",
    "xl/worksheets/sheet1.xml",
    "xl/sharedStrings.xml",
    "xl/styles.xml",
)


def shared_file(*parts: str) -> Path:
    path = SHARED.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"the shared file {path.name} is not beside this repository")
    return path


def cells_of(row: str | Sequence[CellValue]) -> tuple[CellValue, ...]:
    """A row as tests write it: "单位|姓名||备注", or a sequence where the cells are not all texts."""
    return tuple(cell or None for cell in row.split("|")) if isinstance(row, str) else tuple(row)


def sheet_of(
    *rows: str | Sequence[CellValue],
    merged: Iterable[tuple[int, int, int, int]] = (),
    hidden: Sequence[int] = (),
    yearless: Iterable[tuple[int, int]] = (),
) -> Sheet:
    """A sheet as read: rows numbered from 1, empty ones left out. Merged: row, column, row, column."""
    numbered = [Row(number, cells_of(row), number in hidden) for number, row in enumerate(rows, 1)]
    filled = [row for row in numbered if any(cell is not None for cell in row.cells)]
    return Sheet("表", filled, merged=[MergedRange(*area) for area in merged], yearless=set(yearless))


def relations(*targets: tuple[str, str]) -> str:
    """(last word of the type, target) with identities rId1, rId2, …"""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{PACKAGE}">{items}</Relationships>'


def workbook_parts(cells: str, after: str = "", texts: str = "", styles: str = "") -> dict[str, str]:
    """The parts of a workbook with one sheet. `after` follows sheetData; `texts` are the `si` elements."""
    return {
        "[Content_Types].xml": "<Types/>",
        "_rels/.rels": relations(("officeDocument", BOOK_PART)),
        BOOK_PART: f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": relations(
            ("worksheet", "worksheets/sheet1.xml"),
            ("sharedStrings", "sharedStrings.xml"),
            ("styles", "styles.xml"),
        ),
        SHEET_PART: f'<worksheet xmlns="{MAIN}"><sheetData>{cells}</sheetData>{after}</worksheet>',
        TEXTS_PART: f'<sst xmlns="{MAIN}">{texts}</sst>',
        STYLES_PART: f'<styleSheet xmlns="{MAIN}">{styles}</styleSheet>',
    }


def write_zip(path: Path, parts: Mapping[str, str | bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return path


def inline(text: str, reference: str = "A1") -> str:
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'
