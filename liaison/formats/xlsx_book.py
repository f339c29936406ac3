"""What a workbook says before its sheets: their names and parts, shared texts and number formats."""

import posixpath
from dataclasses import dataclass, field

from liaison.formats.sheet_errors import SheetError
from liaison.formats.xlsx_names import (
    MAIN,
    PACKAGE_RELATIONS,
    RELATION_IDS,
    TRUE_WORDS,
    TextCollector,
    in_every,
    read_count,
    unescape,
)
from liaison.formats.xlsx_numbers import BUILT_IN_FORMATS, PLAIN, NumberFormat, read_format
from liaison.formats.xlsx_package import Package

USUAL_BOOK = "xl/workbook.xml"


@dataclass(frozen=True)
class SheetPart:
    """A worksheet and where its XML lies in the zip."""

    name: str
    part: str
    hidden: bool


@dataclass
class Book:
    """`formats` by the style number that a cell carries."""

    sheets: list[SheetPart] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    formats: list[NumberFormat] = field(default_factory=list)
    uses_1904: bool = False


def read_book(package: Package) -> Book:
    """The workbook's frame; SheetError when the zip holds something other than an .xlsx workbook."""
    part = _book_part(package)
    relations = _relations(package, part)
    parts = {identity: target for identity, kind, target in relations if kind == "worksheet"}
    book = _sheets_of(package, part, parts)
    for _, kind, target in relations:
        if kind == "sharedStrings" and package.has(target):
            book.texts = _shared_texts(package, target)
        elif kind == "styles" and package.has(target):
            book.formats = _cell_formats(package, target)
    return book


def _book_part(package: Package) -> str:
    targets = [target for _, kind, target in _relations(package, "") if kind == "officeDocument"]
    part = targets[0] if targets else USUAL_BOOK
    if part.endswith(".bin"):
        raise SheetError("binary_workbook")
    if package.has(part) and part.startswith("xl/"):
        return part
    is_open_document = package.has("mimetype") and package.has("content.xml")
    raise SheetError("open_document" if is_open_document else "not_a_sheet")


def _relations(package: Package, part: str) -> list[tuple[str, str, str]]:
    """(identity, last word of the type, target part) of each relation from the part."""
    folder, name = posixpath.split(part)
    relations_part = posixpath.join(folder, "_rels", f"{name}.rels")
    found: list[tuple[str, str, str]] = []

    def note(attributes: dict[str, str]) -> None:
        kind = attributes.get("Type", "").rpartition("/")[2]
        target = posixpath.join("/" + folder, attributes.get("Target", "").replace("\\", "/"))
        found.append((attributes.get("Id", ""), kind, posixpath.normpath(target).lstrip("/")))

    if package.has(relations_part):
        package.parse_whole(relations_part, in_every(PACKAGE_RELATIONS, {"Relationship": note}))
    return found


def _sheets_of(package: Package, part: str, parts_by_identity: dict[str, str]) -> Book:
    book = Book()

    def note_sheet(attributes: dict[str, str]) -> None:
        identity = next((attributes[name] for name in RELATION_IDS if name in attributes), "")
        if identity in parts_by_identity:  # chart and dialog sheets hold no cells
            hidden = attributes.get("state", "visible") != "visible"
            book.sheets.append(SheetPart(attributes.get("name", ""), parts_by_identity[identity], hidden))

    def note_properties(attributes: dict[str, str]) -> None:
        book.uses_1904 = attributes.get("date1904", "0") in TRUE_WORDS

    package.parse_whole(part, in_every(MAIN, {"sheet": note_sheet, "workbookPr": note_properties}))
    if not book.sheets:
        raise SheetError("damaged", part=part)
    return book


def _shared_texts(package: Package, part: str) -> list[str]:
    texts: list[str] = []
    collector = TextCollector()
    starts = {"t": collector.open_text, "rPh": collector.open_reading_aid}
    ends = {
        "t": collector.close_text,
        "rPh": collector.close_reading_aid,
        "si": lambda: texts.append(unescape(collector.take())),
    }
    package.parse_whole(part, in_every(MAIN, starts), in_every(MAIN, ends), collector.add)
    return texts


def _cell_formats(package: Package, part: str) -> list[NumberFormat]:
    """The format of each `xf` in `cellXfs`; elsewhere the same element describes named styles."""
    known: dict[int | None, NumberFormat] = dict(BUILT_IN_FORMATS.items())
    formats: list[NumberFormat] = []
    inside = False

    def note_format(attributes: dict[str, str]) -> None:
        known[read_count(attributes.get("numFmtId"))] = read_format(attributes.get("formatCode", ""))

    def note_cell_style(attributes: dict[str, str]) -> None:
        if inside:
            formats.append(known.get(read_count(attributes.get("numFmtId")), PLAIN))

    def enter(_: dict[str, str]) -> None:
        nonlocal inside
        inside = True

    def leave() -> None:
        nonlocal inside
        inside = False

    starts = {"numFmt": note_format, "cellXfs": enter, "xf": note_cell_style}
    package.parse_whole(part, in_every(MAIN, starts), in_every(MAIN, {"cellXfs": leave}))
    return formats
