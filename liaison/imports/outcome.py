"""What an import did or would do, counted row by row, by the names of the interface."""

from dataclasses import asdict, dataclass, field
from typing import Any

from liaison.imports.models import TOLD, UNREAD, RowState
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

    `refused` are those among them that are records, `skipped_rows` all of them with the reason. `errors` are what is
    left out, `remarks` what one should know of rows that are written. `of_cards`: a row's number is that of a contact card.
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
    remarks: list[RowError] = field(default_factory=list)
    unread: int = 0
    batch: int | None = None
    unused_columns: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The result by the names of the interface."""
        names = ("created", "updated", "unchanged", "skipped", "refused", "batch", "unused_columns")
        lists = ("errors", "remarks", "skipped_rows")
        listed = {name: [asdict(each) for each in getattr(self, name)] for name in lists}
        return {name: getattr(self, name) for name in names} | listed

    @property
    def kept_errors(self) -> list[dict[str, Any]]:
        """Errors and remarks as the import keeps them (`ImportBatch.errors`)."""
        return [asdict(each) | {"told": False} for each in self.errors] + [
            asdict(each) | {"told": True} for each in self.remarks
        ]


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
    outcome.errors, outcome.remarks = errors_of(plan), remarks_of(plan)
    outcome.unread = told_counts(plan)[UNREAD]
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
        errors += [RowError(row.row, each["column"], each["value"], each["reason"], sheet) for each in row.left_out]
        said = any(each["reason"] == row.reason for each in row.left_out)
        if row.state in NOT_WRITTEN and not said and not (row.left_out and not row.name):
            errors.append(RowError(row.row, row.column, row.name, row.reason, sheet))
    return errors[:MOST_ERRORS]


def remarks_of(plan: Plan) -> list[RowError]:
    """What one should know of rows that are written."""
    return [
        RowError(row.row, each["column"], each["value"], each["reason"], plan.titles.get(row.sheet, ""))
        for row in plan.rows
        if row.state not in NOT_WRITTEN
        for each in row.told
    ][:MOST_ERRORS]


def told_counts(plan: Plan) -> dict[str, int]:
    """Of rows that can be written: how many cells are passed over, and how many remarks there are."""
    rows = [row for row in plan.rows if row.state != RowState.REFUSED]
    return {UNREAD: sum(len(row.left_out) for row in rows), TOLD: sum(len(row.told) for row in rows)}
