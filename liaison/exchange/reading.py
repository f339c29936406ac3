"""From a file to drafts: which kind of sheet it is, and every row of it as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
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


def read_sheets(
    path: Path,
    kind: str | None,
    mapping: Mapping[str, str] | None = None,
    *,
    today: date,
    channels: dict[str, str],
) -> list[ReadSheet]:
    """Every sheet that holds rows. SheetError for a file that cannot be read, ImportRefused for one without any.

    `today` settles dates without a year; `channels` are the office's own kinds of interaction, code by name.
    """
    found = []
    for sheet in read_workbook(path).sheets:
        understood = understand(sheet, kind=kind, mapping={**mapping} if mapping else None)  # type: ignore[arg-type, dict-item]
        if understood.kind is not None and not sheet.hidden:
            found.append(
                ReadSheet(sheet.name, understood.kind, understood, drafts_of(understood, today, channels))
            )
    if not found:
        raise ImportRefused(
            "没有看出哪张表是通讯录、单位名录或登记表；请给列加上标题（如 单位、姓名、手机），或指明里面是什么"
        )
    return found


def drafts_of(understood: Understood, today: date, channels: dict[str, str]) -> Drafts:
    if understood.kind == "interactions":
        return call_drafts(understood, today, channels)
    return unit_drafts(understood) if understood.kind == "units" else contact_drafts(understood, today)
