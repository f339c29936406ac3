"""From read sheets to a plan. Nothing is written; the same sheets on the same database give the same plan."""

from collections.abc import Sequence
from datetime import date

from liaison.accounts.models import User
from liaison.imports.models import RowState
from liaison.imports.people_book import PeopleBook
from liaison.imports.people_plan import PeoplePlanner
from liaison.imports.plan import Choices, LeftOut, Plan, PlannedRow, SheetPlace, Step
from liaison.imports.reading import ReadSheet
from liaison.imports.register_plan import RegisterPlanner
from liaison.imports.unit_plan import UnitPlanner

LONGEST_LEFT_OUT = 80
ORDER = {"units": 0, "contacts": 1, "interactions": 2}


def planned(
    sheets: Sequence[ReadSheet], *, today: date, by: User | None, choices: Choices, step: Step = lambda _rows: None
) -> Plan:
    """Units first, then people, then the register, so that each finds what the others of the file bring."""
    plan, book = Plan(), PeopleBook(by)
    if len(sheets) > 1:
        plan.titles = {sheet.index: sheet.title or str(sheet.index + 1) for sheet in sheets}
    for sheet in sorted(sheets, key=lambda sheet: (ORDER[sheet.kind], sheet.index)):
        plan.kind, plan.of_cards = sheet.kind, plan.of_cards or sheet.of_cards
        plan.left_out += [
            LeftOut(sheet.index, each.row, each.column, each.value[:LONGEST_LEFT_OUT], each.reason)
            for each in sheet.understood.skipped
        ]
        columns = {column.field: sheet.understood.place_of(column.field) for column in sheet.understood.columns if column.field}
        first, place = len(plan.rows), SheetPlace(sheet.index, columns, choices, by)
        if sheet.kind == "units":
            UnitPlanner(plan, place, today).read(sheet.drafts, step)  # type: ignore[arg-type]
        elif sheet.kind == "interactions":
            RegisterPlanner(plan, book, place, today).read(sheet.drafts, step)  # type: ignore[arg-type]
        else:
            PeoplePlanner(plan, book, place, today).read(sheet.drafts, step)  # type: ignore[arg-type]
        tell_notes(plan, sheet, plan.rows[first:])
    return plan


def tell_notes(plan: Plan, sheet: ReadSheet, rows: Sequence[PlannedRow]) -> None:
    """What the file holds and the reader left out: beside its row, or as a refused row of its own."""
    by_number = {row.row: row for row in rows}
    for note in sheet.notes:
        if note.row_is_read and note.row in by_number:
            by_number[note.row].remark(note.reason, note.value, note.column)
        elif not note.row_is_read:
            refused = PlannedRow(sheet.index, note.row, RowState.REFUSED, name=note.value[:200], reason=note.reason)
            plan.rows.append(refused)
