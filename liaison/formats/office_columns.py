"""Which column holds which field: the user's word first, then headings, then what stands in the cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from liaison.formats.office_content import SAMPLE_SIZE, guess_field, settle
from liaison.formats.office_fields import FIELDS_BY_CODE, Kind
from liaison.formats.office_header import Header, heading_text
from liaison.formats.office_headings import CERTAIN, GUESSED, match_heading, spellings
from liaison.formats.sheet_errors import SheetError
from liaison.formats.sheet_limits import column_letter
from liaison.formats.sheet_records import CellValue
from liaison.formats.sheets import Sheet

SAMPLES_SHOWN = 3

Mapped = Mapping[int, str | None]


@dataclass(frozen=True)
class Column:
    """`field`: a code of office_fields.py, None for a column that is not imported; `confidence` 0 to 1."""

    index: int
    heading: str
    field: str | None
    confidence: float
    samples: tuple[str, ...]

    @property
    def letter(self) -> str:
        return column_letter(self.index)


@dataclass(frozen=True)
class _Claim:
    """A column's wish for a field; the surest is heard first, among equals the leftmost."""

    confidence: float
    index: int
    field: str


def read_mapping(
    mapping: Mapping[str | int, str | None], headings: Sequence[str], width: int
) -> dict[int, str | None]:
    """The user's mapping by column number. Keys: number, heading or letter; values: field or None."""
    mapped: dict[int, str | None] = {}
    for key, field in mapping.items():
        index = _column_named(key, headings, width)
        if index is None:
            known = "、".join(filter(None, headings)) or "无"
            raise SheetError("unknown_column", column=str(key), headings=known)
        if field and field not in FIELDS_BY_CODE:
            raise SheetError("unknown_field", field=field, fields="、".join(each.name for each in FIELDS_BY_CODE.values()))
        mapped[index] = field or None
    _refuse_two_for_one(mapped, headings)
    return mapped


def _column_named(key: str | int, headings: Sequence[str], width: int) -> int | None:
    if isinstance(key, int):
        return key if 0 <= key < width else None
    named = (heading_text(key), spellings(key)[:1])
    for index, heading in enumerate(headings):
        if heading and (heading == named[0] or (named[1] and spellings(heading)[:1] == named[1])):
            return index
    letters = [column_letter(index) for index in range(width)]
    return letters.index(key.upper()) if key.upper() in letters else None


def _refuse_two_for_one(mapped: Mapped, headings: Sequence[str]) -> None:
    taken: dict[str, int] = {}
    for index, field in mapped.items():
        if field is None or FIELDS_BY_CODE[field].repeats:
            continue
        if field in taken:
            first, second = (_name_of(place, headings) for place in (taken[field], index))
            name = FIELDS_BY_CODE[field].name
            raise SheetError("two_columns_one_field", first=first, second=second, field=name)
        taken[field] = index


def _name_of(index: int, headings: Sequence[str]) -> str:
    return (headings[index] if index < len(headings) else "") or column_letter(index)


def column_values(sheet: Sheet, header: Header | None, width: int) -> list[list[CellValue]]:
    """The first values of each column below the header, empty cells left out."""
    first = header.rows[-1] + 1 if header else 1
    values: list[list[CellValue]] = [[] for _ in range(width)]
    for row in sheet.rows:
        if row.number < first:
            continue
        if all(len(column) >= SAMPLE_SIZE for column in values):
            break
        for index, cell in enumerate(row.cells):
            if cell is not None and len(values[index]) < SAMPLE_SIZE and str(cell).strip():
                values[index].append(cell)
    return values


def assign_columns(
    headings: Sequence[str], values: Sequence[Sequence[CellValue]], kind: Kind, mapped: Mapped
) -> list[Column]:
    """One column for each of `values`; no field twice, except those that several columns may fill."""
    fields: dict[int, tuple[str, float]] = {
        index: (field, CERTAIN) for index, field in mapped.items() if field is not None
    }
    taken = {field for field, _ in fields.values() if not FIELDS_BY_CODE[field].repeats}
    claims = [
        claim
        for index, heading in enumerate(headings)
        if index not in mapped and (claim := _claim(index, heading, values[index], kind))
    ]
    claims.sort(key=lambda claim: (-claim.confidence, claim.index))
    claims += _guesses(headings, values, kind, mapped)
    for claim in claims:
        if claim.field not in taken and claim.index not in fields:
            fields[claim.index] = (claim.field, claim.confidence)
            if not FIELDS_BY_CODE[claim.field].repeats:
                taken.add(claim.field)
    return [
        _column(index, headings[index], values[index], *fields.get(index, (None, 0.0)))
        for index in range(len(values))
    ]


def _claim(index: int, heading: str, values: Sequence[CellValue], kind: Kind) -> _Claim | None:
    match = match_heading(heading, kind)
    if match is None or match.field is None:
        return None
    return _Claim(match.confidence, index, settle(match.field.code, values, kind))


def _guesses(
    headings: Sequence[str], values: Sequence[Sequence[CellValue]], kind: Kind, mapped: Mapped
) -> list[_Claim]:
    """By content, for columns whose heading says nothing."""
    claims = []
    for index, (heading, column) in enumerate(zip(headings, values, strict=True)):
        if index not in mapped and match_heading(heading, kind) is None:
            field = guess_field(column, kind, has_heading=bool(heading))
            claims += [_Claim(GUESSED, index, field)] if field else []
    return claims


def _column(
    index: int, heading: str, values: Sequence[CellValue], field: str | None, confidence: float
) -> Column:
    return Column(index, heading, field, confidence, tuple(map(str, values[:SAMPLES_SHOWN])))
