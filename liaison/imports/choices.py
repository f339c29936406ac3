"""What was chosen for the rows of a preview, when it is made anew: from the same file, or from a corrected one.

A choice goes along with what the row says, never with its number: in a corrected file another person may stand there.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func, select

from liaison.db import db
from liaison.imports.models import ImportBatch, ImportRow, RowState
from liaison.imports.plan import AT_ROW, MAKE_NEW, SKIP, PlannedRow, row_chosen
from liaison.imports.queries import is_choice

Candidate = dict[str, Any]  # somebody a row may mean: {id, words}
Key = tuple[int, str, str]
POINTABLE = {"contacts": (RowState.UNCLEAR, RowState.NEW), "interactions": (RowState.UNCLEAR,)}


def is_pointable(batch: ImportBatch, row: ImportRow | PlannedRow) -> bool:
    """Whether a person may be found by hand for it: an unclear row about a person, or one of an address list that is new."""
    return row.state in POINTABLE.get(kind_of(batch, row), ())


def kind_of(batch: ImportBatch, row: ImportRow | PlannedRow) -> str:
    """What the rows of its sheet are."""
    return next((layout["kind"] for layout in batch.sheets if layout["index"] == row.sheet), "")


def with_pointed(candidates: Sequence[Candidate], person: Sequence[Candidate]) -> list[Candidate]:
    """Those offered, and the ways to mean the person pointed at that are not among them."""
    known = {each["id"] for each in candidates}
    return [*candidates, *(each for each in person if each["id"] not in known)]


def choices_of(batch: ImportBatch) -> dict[tuple[int, int], str]:
    """What was chosen, by sheet and row of the file that was previewed."""
    rows = select(ImportRow.sheet, ImportRow.row, ImportRow.choice).where(
        ImportRow.batch_id == batch.id, ImportRow.choice != ""
    )
    return {(sheet, row): choice for sheet, row, choice in db.session.execute(rows)}


@dataclass
class Chosen:
    """The choices of the preview there is. `counts`: how many of its rows have each key."""

    counts: Counter[Key]
    rows: dict[Key, list[ImportRow]] = field(default_factory=lambda: defaultdict(list))
    people: dict[str, ImportRow] = field(default_factory=dict)  # unclear rows of a register, of which one speaks for all
    meant: dict[str, ImportRow] = field(default_factory=dict)  # the rows whose person others mean, by that choice
    used: set[int] = field(default_factory=set)

    @property
    def lost(self) -> int:
        """How many were not taken over."""
        made = [row for rows in self.rows.values() for row in rows] + list(self.people.values())
        return sum(row.id not in self.used for row in made)


def chosen_before(batch: ImportBatch) -> Chosen:
    key = (ImportRow.sheet, ImportRow.name, ImportRow.unit)
    counts = select(*key, func.count()).where(ImportRow.batch_id == batch.id).group_by(*key)
    found = Chosen(Counter({(sheet, name, unit): count for sheet, name, unit, count in db.session.execute(counts)}))
    chosen = select(ImportRow).where(ImportRow.batch_id == batch.id, ImportRow.choice != "")
    for row in db.session.scalars(chosen.order_by(ImportRow.row, ImportRow.id)):
        if speaks_for_all(row):
            found.people[row.who] = row
        else:
            found.rows[key_of(row)].append(row)
        if (place := row_chosen(row.choice)) is not None:
            sheet, number = place
            there = (ImportRow.batch_id == batch.id, ImportRow.sheet == sheet, ImportRow.row == number)
            found.meant[row.choice] = db.session.scalars(select(ImportRow).where(*there)).one()
    return found


def key_of(row: ImportRow | PlannedRow) -> Key:
    return row.sheet, row.name, row.unit


def speaks_for_all(row: ImportRow | PlannedRow) -> bool:
    """Whether its choice is that of all rows about the same unknown person."""
    return bool(row.who) and row.state == RowState.UNCLEAR


def take_over(batch: ImportBatch, rows: Sequence[PlannedRow]) -> tuple[list[str], int]:
    """The choice for each of these rows, and how many of those made before could not be taken over.

    Whoever was pointed at stays among the candidates of that row.
    """
    before, counts = chosen_before(batch), Counter(key_of(row) for row in rows)
    moved_to = {choice: place_now(meant, rows) for choice, meant in before.meant.items()}
    choices = []
    for row in rows:
        alone = before.counts[key_of(row)] == counts[key_of(row)] == 1
        one = before.people.get(row.who) if speaks_for_all(row) else same_row(before, row, alone=alone)
        choice = choice_for(batch, row, one, moved_to) if one is not None else None
        if one is not None and choice is not None:
            before.used.add(one.id)
        choices.append(choice or "")
    return choices, before.lost


def place_now(meant: ImportRow, rows: Sequence[PlannedRow]) -> str:
    """The choice of the person of this row by the number that it has now; "" where there is no such row any more."""
    same = (row for row in rows if key_of(row) == key_of(meant) and row.changes == meant.changes)
    return next((f"{AT_ROW}{row.sheet}-{row.row}" for row in same), "")


def same_row(before: Chosen, row: PlannedRow, *, alone: bool) -> ImportRow | None:
    """Of several rows of one name and unit only one that says all the same is the same one."""
    chosen = (each for each in before.rows.get(key_of(row), ()) if each.id not in before.used)
    return next((each for each in chosen if alone or each.changes == row.changes), None)


def choice_for(batch: ImportBatch, row: PlannedRow, before: ImportRow, moved_to: Mapping[str, str]) -> str | None:
    """The choice made for the earlier row; None where it cannot be made for this one. `moved_to`: choices of rows, as
    those are numbered now."""
    if before.choice in moved_to:
        place = moved_to[before.choice]
        return place if place and is_choice(row, place) else None
    if before.choice == MAKE_NEW and row.state == RowState.NEW:
        return ""
    if before.choice not in (SKIP, MAKE_NEW) and is_pointable(batch, row):
        meant = next((each for each in before.candidates if str(each["id"]) == before.choice), None)
        if meant is not None and not meant.get("is_unit"):  # a unit is offered anew or not at all
            row.candidates = with_pointed(row.candidates, [meant])
    return before.choice if is_choice(row, before.choice) else None
