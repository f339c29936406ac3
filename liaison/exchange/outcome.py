"""What an import did or would do, counted row by row."""

from dataclasses import asdict, dataclass, field
from typing import Any

from liaison.formats.drafts import Problem


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

    def refuse(self, row: int, reason: str, *, column: str = "", value: str = "") -> None:
        """A row that is not written, and why."""
        self.skipped += 1
        self.errors.append(RowError(row, column, value, reason))

    def remark(self, problem: Problem) -> None:
        """A cell that was not understood."""
        column = f"{problem.column} {problem.heading}".strip()
        self.errors.append(RowError(problem.row, column, problem.value, problem.reason))

    def as_json(self) -> dict[str, Any]:
        """The result by the names of the interface."""
        names = ("created", "updated", "unchanged", "skipped", "batch")
        return {name: getattr(self, name) for name in names} | {
            "errors": [asdict(error) for error in self.errors]
        }
