"""What is known of a sheet once it is understood: kind, columns, records, and what was passed over."""

from dataclasses import dataclass, field
from functools import cached_property

from liaison.formats.office_columns import Column
from liaison.formats.office_fields import Kind
from liaison.formats.office_headings import spellings
from liaison.formats.office_rows import OfficeRow, Skipped


@dataclass(frozen=True)
class Understood:
    """`kind` None: nothing tells what the rows are, so there are none; the user has to name the columns.

    `header_row`: number of the (lower) row of headings, None when the sheet starts with its records.
    """

    kind: Kind | None
    header_row: int | None
    columns: list[Column] = field(default_factory=list)
    rows: list[OfficeRow] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)

    @cached_property
    def by_field(self) -> dict[str, Column]:
        """The first column of each field."""
        return {column.field: column for column in reversed(self.columns) if column.field}

    def place_of(self, field: str) -> str:
        """The field's column by letter and heading ("B 姓名"), "" when the sheet has none."""
        column = self.by_field.get(field)
        return f"{column.letter} {column.heading}".strip() if column else ""

    @property
    def heading_key(self) -> str:
        """Equal for sheets with the same headings in the same order: a remembered mapping hangs on it."""
        return "|".join((spellings(column.heading) or ("",))[0] for column in self.columns)
