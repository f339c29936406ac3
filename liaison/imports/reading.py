"""From a file to drafts: which kind of sheet it is, and every row of it as plain values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from liaison.domain.refusals import sentence, told
from liaison.formats.drafts import CallDraft, ContactDraft, UnitDraft
from liaison.formats.office_header import find_header
from liaison.formats.office_sheet import (
    Understood,
    call_drafts,
    contact_drafts,
    understand,
    unit_drafts,
)
from liaison.formats.sheets import Sheet, SheetNote, read_workbook
from liaison.imports.layouts import Layout, Remembered, as_layout, headings_digest, layout_of, understood_by

KINDS = ("contacts", "units", "interactions")
Draft = ContactDraft | CallDraft | UnitDraft
NOTHING_FOUND = sentence(
    "没有看出哪张表是通讯录、单位名录或登记表；请给列加上标题（如 单位、姓名、手机），或指明里面是什么"
)
ONLY_HEADINGS = sentence("表头认出来了（{headings}），下面一行内容也没有；请填好内容，或换一个文件")

MOST_TOLD = 5


class ImportRefused(ValueError):
    """A file that cannot be imported at all; the message says why and what to do."""


@dataclass(frozen=True)
class ReadSheet:
    """One sheet with its drafts; `kind` is one of KINDS, `notes` are rows or cards that could not be read at all."""

    index: int
    title: str
    kind: str
    understood: Understood
    drafts: Sequence[Draft]
    notes: Sequence[SheetNote] = ()
    of_cards: bool = False


def sheets_of(path: Path) -> list[Sheet]:
    """Everything in the file, read in a limited child. SheetError for a file that cannot be read."""
    return read_workbook(path).sheets


def layouts_of(sheets: Sequence[Sheet], kind: str | None, remembered: Remembered) -> list[Layout]:
    """Every sheet of the file, whether or not it is understood."""
    return [layout_of(index, sheet, kind, remembered) for index, sheet in enumerate(sheets) if sheet.rows or sheet.notes]


def layouts_for(
    sheets: Sequence[Sheet], kind: str | None, mapping: Mapping[str, str], remembered: Remembered
) -> list[Layout]:
    """The same with columns named by the command line, for every sheet that has them."""
    if not mapping:
        return layouts_of(sheets, kind, remembered)
    found = []
    for index, sheet in enumerate(sheets):
        understood = understand(sheet, kind, {**mapping})  # type: ignore[dict-item]
        found.append(as_layout(index, sheet, understood, headings_digest(understood), remembered=False))
    return found


def read_sheets(
    sheets: Sequence[Sheet], layouts: Sequence[Layout], *, today: date, channels: dict[str, str]
) -> list[ReadSheet]:
    """The sheets that are to be taken, by their layouts. ImportRefused when there are none.

    `today` settles dates without a year; `channels` are the office's own kinds of interaction, code by name.
    """
    taken = {layout["index"]: layout for layout in layouts if layout["take"]}
    if not taken:
        raise ImportRefused(why_nothing(sheets))
    return [
        read_sheet(index, sheet, taken[index], today, channels)
        for index, sheet in enumerate(sheets)
        if index in taken
    ]


def why_nothing(sheets: Sequence[Sheet]) -> str:
    """What to tell of a file that holds nothing to import: what each card lacks, or that no sheet was recognised."""
    notes = [note for sheet in sheets if not sheet.rows for note in sheet.notes]
    if not notes:
        empty = next((headings for sheet in sheets if (headings := only_headings(sheet))), ())
        return told(ONLY_HEADINGS, headings="、".join(empty)) if empty else told(NOTHING_FOUND)
    places = "；".join(map(card_not_read, notes[:MOST_TOLD]))
    more = told("等 {n} 处", n=len(notes)) if len(notes) > MOST_TOLD else ""
    return told("文件里没有读得出的内容。{places}{more}", places=places, more=more)


def card_not_read(note: SheetNote) -> str:
    name = f"（{note.value}）" if note.value else ""
    return told("第 {n} 张名片{name}：{reason}", n=note.row, name=name, reason=note.reason)


def only_headings(sheet: Sheet) -> tuple[str, ...]:
    """The headings of a sheet that has nothing below them; empty for any other sheet."""
    header = find_header(sheet)
    if header is None or sheet.rows[-1].number > header.rows[-1]:
        return ()
    return tuple(heading for heading in header.headings if heading)


def holds_nothing(sheets: Sequence[Sheet]) -> bool:
    """Whether no sheet has a row to import: none at all besides unreadable cards, or headings alone."""
    filled = [sheet for sheet in sheets if sheet.rows]
    if not filled:
        return any(sheet.notes for sheet in sheets)
    return all(only_headings(sheet) for sheet in filled)


def read_sheet(
    index: int, sheet: Sheet, layout: Layout, today: date, channels: dict[str, str]
) -> ReadSheet:
    understood = understood_by(layout, sheet)
    drafts = drafts_of(understood, today, channels)
    understood.rows.clear()  # a large list would be held twice
    return ReadSheet(index, sheet.name, layout["kind"], understood, drafts, sheet.notes, sheet.of_cards)


def drafts_of(understood: Understood, today: date, channels: dict[str, str]) -> Sequence[Draft]:
    if understood.kind == "interactions":
        return call_drafts(understood, today, channels)
    return unit_drafts(understood, today) if understood.kind == "units" else contact_drafts(understood, today, channels)
