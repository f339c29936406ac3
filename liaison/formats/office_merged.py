"""Cells merged over several rows or columns, followed down the sheet row by row."""

from collections import defaultdict
from collections.abc import Sequence

from liaison.formats.sheet_records import CellValue
from liaison.formats.sheets import MergedRange, Row


class MergedCells:
    """`note` every row in order; then `value` answers for that row."""

    def __init__(self, areas: Sequence[MergedRange]) -> None:
        self.starting: dict[int, list[MergedRange]] = defaultdict(list)
        self.wide: dict[int, list[MergedRange]] = defaultdict(list)
        for area in areas:
            if area.last_row > area.first_row:
                self.starting[area.first_row].append(area)
            if area.last_column > area.first_column:
                self.wide[area.first_row].append(area)
        self.current: dict[int, tuple[int, CellValue]] = {}

    def note(self, row: Row) -> None:
        """Remembers the values of merged cells that begin in this row."""
        for area in self.starting.get(row.number, ()):
            self.current[area.first_column] = (area.last_row, row.cell(area.first_column))

    def value(self, row: Row, column: int) -> CellValue:
        """The cell's own value, or that of the merged cell it lies in."""
        own = row.cell(column)
        if own is None and column in self.current:
            last_row, value = self.current[column]
            return value if row.number <= last_row else None
        return own

    def spans(self, row: int, column: int, width: int) -> bool:
        """Whether the cell is merged over at least half of the sheet's width."""
        return any(
            area.first_column <= column <= area.last_column
            and 2 * (area.last_column - area.first_column + 1) >= width
            for area in self.wide.get(row, ())
        )
