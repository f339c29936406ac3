"""The posted table of columns: for each sheet whether it is taken, what its rows are, which column is which field."""

from collections import Counter
from collections.abc import Mapping, Sequence

from liaison.formats.office_fields import FIELDS_BY_CODE
from liaison.formats.sheet_errors import SheetError
from liaison.imports.layouts import Layout, corrected

NOTHING_TAKEN = "nothing_taken"


def corrected_layouts(layouts: Sequence[Layout], posted: Mapping[str, str], *, check: bool = True) -> list[Layout]:
    """The layouts as posted. SheetError, unless `check` is False, for what cannot be imported so."""
    found = [posted_layout(layout, posted, check) for layout in layouts]
    if check and not any(layout["take"] for layout in found):
        raise SheetError(NOTHING_TAKEN)
    return found


def posted_layout(layout: Layout, posted: Mapping[str, str], check: bool) -> Layout:
    index = layout["index"]
    kind = posted.get(f"kind-{index}", layout["kind"])
    take = f"take-{index}" in posted
    fields = {
        column["index"]: posted.get(f"column-{index}-{column['index']}", column["field"])
        for column in layout["columns"]
    }
    try:
        return corrected(layout, take, kind, fields)
    except SheetError:
        if check:
            raise
        return {**corrected(layout, False, kind, fields), "take": take}


def doubled_columns(layouts: Sequence[Layout]) -> set[tuple[int, int]]:
    """Sheet and column of those that share a field which takes one column only."""
    found = set()
    for layout in layouts:
        columns = [column for column in layout["columns"] if layout["take"] and column["field"]]
        shares = Counter(column["field"] for column in columns if not FIELDS_BY_CODE[column["field"]].repeats)
        found |= {(layout["index"], column["index"]) for column in columns if shares[column["field"]] > 1}
    return found


def kind_of_layouts(layouts: Sequence[Layout]) -> str:
    return "、".join(dict.fromkeys(str(layout["kind"]) for layout in layouts if layout["take"]))
