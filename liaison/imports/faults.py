"""A record that cannot be written as it was planned: the refusal names the row, so that it can be mended or left out."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from liaison.contacts.actions import ContactError
from liaison.domain.cadence import CadenceError
from liaison.domain.refusals import sentence, told
from liaison.domain.syllables import ReadingError
from liaison.followups.actions import FollowUpError
from liaison.imports.models import RowState
from liaison.imports.plan import Plan, PlannedRow
from liaison.imports.reading import ImportRefused
from liaison.interactions.actions import InteractionError
from liaison.units.actions import UnitError

REFUSALS = (ContactError, UnitError, CadenceError, ReadingError, InteractionError, FollowUpError)
NOT_WRITTEN = sentence("{place}“{name}”写不进去：{reason}。什么都没有写入；请改好文件，或把这一行选为“不导入”再写入")


class WritingRefused(ImportRefused):
    """Nothing of the import was written. The message says of which row and why."""


@contextmanager
def naming_its_row(plan: Plan, name: str, record_id: int | None = None) -> Iterator[None]:
    """Within, one record is written: of this name, or a stored one. WritingRefused for what its own rules refuse."""
    try:
        yield
    except REFUSALS as error:
        row = row_about(plan, name, record_id)
        place = place_of(plan, row) if row is not None else ""
        reason = str(error).rstrip("。")
        raise WritingRefused(told(NOT_WRITTEN, place=place, name=row.name if row else name, reason=reason)) from error


@contextmanager
def naming_the_faulty(
    plan: Plan, records: Sequence[dict[str, Any]], check: Callable[[dict[str, Any]], object]
) -> Iterator[None]:
    """The same for many records at once, of which `check` finds the one at fault."""
    try:
        yield
    except REFUSALS:
        for values in records:
            with naming_its_row(plan, values["name"]):
                check(values)
        raise


def row_about(plan: Plan, name: str, record_id: int | None) -> PlannedRow | None:
    """The last row that is written to this record."""
    written = [row for row in plan.rows if row.state in (RowState.NEW, RowState.CHANGED)]
    if record_id is not None:
        return next((row for row in reversed(written) if row.target == str(record_id)), None)
    return next((row for row in reversed(written) if row.name == name), None)


def place_of(plan: Plan, row: PlannedRow) -> str:
    number = told("第 {n} 张名片", n=row.row) if plan.of_cards else told("第 {n} 行", n=row.row)
    return f"{plan.titles[row.sheet]} {number}" if row.sheet in plan.titles else number
