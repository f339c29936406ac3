"""What an import did or would do, counted row by row, by the names of the interface."""

from dataclasses import asdict, dataclass, field
from typing import Any

from liaison.imports.models import RowState
from liaison.imports.plan import Plan

MOST_ERRORS = 5000  # kept with the import, and as many rows left out; a sheet with more has one fault many times over
NOT_WRITTEN = (RowState.UNCLEAR, RowState.REFUSED)


@dataclass(frozen=True)
class RowError:
    """One cell or row that was not understood; `column` is its letter and heading, empty for the whole row.

    `sheet` is its name where several are imported.
    """

    row: int
    column: str
    value: str
    reason: str
    sheet: str = ""


@dataclass
class Outcome:
    """`skipped` counts whole rows that were not written; a row with a bad cell may still count as created.

    `refused` are those among them that are records, `skipped_rows` all of them with the reason. `of_cards`: a row's number
    is that of a contact card.
    """

    name: str
    kind: str = ""
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    refused: int = 0
    skipped_rows: list[RowError] = field(default_factory=list)
    errors: list[RowError] = field(default_factory=list)
    of_cards: bool = False
    batch: int | None = None
    unused_columns: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The result by the names of the interface."""
        names = ("created", "updated", "unchanged", "skipped", "refused", "batch", "unused_columns")
        listed = {name: [asdict(each) for each in getattr(self, name)] for name in ("errors", "skipped_rows")}
        return {name: getattr(self, name) for name in names} | listed


def outcome_of(name: str, plan: Plan) -> Outcome:
    """What writing the plan does."""
    counts = plan.counts
    outcome = Outcome(
        name,
        plan.kind,
        created=counts[RowState.NEW],
        updated=counts[RowState.CHANGED],
        unchanged=counts[RowState.UNCHANGED],
        skipped=plan.skipped + counts[RowState.UNCLEAR] + counts[RowState.REFUSED],
        of_cards=plan.of_cards,
    )
    outcome.refused = sum(counts[state] for state in NOT_WRITTEN)
    outcome.errors = errors_of(plan)
    outcome.skipped_rows = [*left_out_rows(plan), *refused_rows(plan)][:MOST_ERRORS]
    return outcome


def left_out_rows(plan: Plan) -> list[RowError]:
    """Rows that are no records, or that somebody chose to leave."""
    return [
        RowError(each.row, each.column, each.value, each.reason, plan.titles.get(each.sheet, ""))
        for each in plan.left_out[:MOST_ERRORS]
    ]


def refused_rows(plan: Plan) -> list[RowError]:
    """Records that are not written."""
    return [
        RowError(row.row, row.column, row.name, row.reason, plan.titles.get(row.sheet, ""))
        for row in plan.rows
        if row.state in NOT_WRITTEN
    ]


def errors_of(plan: Plan) -> list[RowError]:
    """Each cell that was not understood, and each row that is not written with the reason."""
    errors = []
    for row in plan.rows:
        sheet = plan.titles.get(row.sheet, "")
        errors += [RowError(row.row, each["column"], each["value"], each["reason"], sheet) for each in row.problems]
        told = any(each["reason"] == row.reason for each in row.problems)
        if row.state in NOT_WRITTEN and not told and not (row.problems and not row.name):
            errors.append(RowError(row.row, row.column, row.name, row.reason, sheet))
    return errors[:MOST_ERRORS]
