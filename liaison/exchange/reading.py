"""From a file to drafts: which kind of sheet it is, and every row of it as plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from liaison.formats.drafts import CallDraft, ContactDraft, UnitDraft
from liaison.formats.office_sheet import (
    Understood,
    call_drafts,
    contact_drafts,
    understand,
    unit_drafts,
)
from liaison.formats.sheets import read_workbook

KINDS = ("contacts", "units", "interactions")
Drafts = Sequence[ContactDraft] | Sequence[CallDraft] | Sequence[UnitDraft]


class ImportRefused(ValueError):
    """A file that cannot be imported at all; the message says why and what to do."""


@dataclass(frozen=True)
class ReadSheet:
    """One sheet with its drafts; `kind` is one of KINDS."""

    title: str
    kind: str
    understood: Understood
    drafts: Drafts


def read_sheets(path: Path, kind: str | None, mapping: dict[str, str] | None = None) -> list[ReadSheet]:
    """Every sheet that holds rows. SheetError for a file that cannot be read, ImportRefused for one with nothing in it."""
    found = []
    for sheet in read_workbook(path).sheets:
        if sheet.hidden or not any(any(cell not in (None, "") for cell in row.cells) for row in sheet.rows):
            continue
        understood = understand(sheet, kind=kind, mapping=mapping)
        found.append(ReadSheet(sheet.name, understood.kind, understood, drafts_of(understood)))
    if not found:
        raise ImportRefused("文件里没有数据行，请检查是否存对了工作表")
    return found


def drafts_of(understood: Understood) -> Drafts:
    if understood.kind == "interactions":
        return call_drafts(understood)
    return unit_drafts(understood) if understood.kind == "units" else contact_drafts(understood)
