"""One record in several rows of a file: of each field the first that a row says holds, and it is told what is left out.

Two rows that differ would else change the record to and fro whenever the file is brought again.
"""

from typing import Any

from flask_babel import gettext as _

from liaison.imports.person_values import LONG, OF_THE_NAME, in_words, kept_with
from liaison.imports.plan import PlannedRow
from liaison.imports.takers import OF_PEOPLE, Takers
from liaison.imports.words import value_word


def keep_to_first(said: dict[str, Any], values: dict[str, Any], row: PlannedRow, takers: Takers) -> None:
    """Takes out of `values` what an earlier row says otherwise. `said` holds the first values, and is added to."""
    for key, value in list(values.items()):
        if key in LONG or key in OF_THE_NAME:
            continue
        first = said.setdefault(key, value)
        if kept_with(first, value, key) == first:
            continue
        if kept_with(value, first, key) == value:  # the same, and more
            said[key] = value
            continue
        del values[key]
        field = OF_PEOPLE.get(key, key)
        before, other = (value_word(in_words(each, key, takers.names), field) for each in (first, value))
        row.remark(_("表里前面写的是“%(first)s”，这一格没有采用", first=before), other, takers.columns.get(field, ""))
