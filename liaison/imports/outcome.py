"""What an import did or would do, counted row by row, by the names of the interface."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from liaison.imports.models import RowState
from liaison.imports.plan import Plan, PlannedRow

MOST_ERRORS = 5000  # kept with the import; a sheet with more has one fault many times over


@dataclass(frozen=True)
class RowError:
    """One cell or row that was not understood; `column` is its letter and heading, empty for the whole row."""

    row: int
    column: str
    value: str
    reason: str


@dataclass
class Outcome:
    """`skipped` counts whole rows that were not written; a row with a bad cell may still count as created."""

    name: str
    kind: str = ""
    created: int = 0
    updated: int = 0
    unchanged: int = 0
    skipped: int = 0
    errors: list[RowError] = field(default_factory=list)
    batch: int | None = None
    unused_columns: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """The result by the names of the interface."""
        names = ("created", "updated", "unchanged", "skipped", "batch", "unused_columns")
        return {name: getattr(self, name) for name in names} | {"errors": [asdict(error) for error in self.errors]}


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
    )
    outcome.errors = errors_of(plan.rows)
    return outcome


def errors_of(rows: Sequence[PlannedRow]) -> list[RowError]:
    """Each cell that was not understood, and each row that is not written with the reason."""
    errors = []
    for row in rows:
        errors += [RowError(row.row, each["column"], each["value"], each["reason"]) for each in row.problems]
        told = any(each["reason"] == row.reason for each in row.problems)
        if row.state in (RowState.UNCLEAR, RowState.REFUSED) and not told and not (row.problems and not row.name):
            errors.append(RowError(row.row, "", row.name, row.reason))
    return errors[:MOST_ERRORS]
