"""The planned calls of those whom a merge concerns: how they stood is written into its journal, for undoing it.

The plan follows from the facts but not from them alone: it keeps the days it gave. Arranged anew from the same facts
it would give others.
"""

from collections.abc import Collection, Sequence

from liaison.merges.journal import FOLLOWING, Step, Values, restored, stored
from liaison.merges.models import Merge
from liaison.plans.actions import put_calls_back
from liaison.plans.models import PlannedCall
from liaison.plans.standing_calls import calls_of

TABLE = PlannedCall.__table__
assert TABLE.name in FOLLOWING
# Without the row's own number, which another's call may have by the time the merge is undone.
COLUMNS = [column.name for column in TABLE.columns if not column.primary_key]
ATTRIBUTES = {column.name: key for key, column in PlannedCall.__mapper__.columns.items()}

Calls = dict[int, list[Values]]  # by contact, in the order of their numbers


def planned_calls(contact_ids: Collection[int]) -> Calls:
    """The stored calls of these contacts as values of their columns."""
    found: Calls = {}
    for call in calls_of(contact_ids):
        values = {name: getattr(call, ATTRIBUTES[name]) for name in COLUMNS}
        found.setdefault(call.contact_id, []).append(values)
    return found


def note_moved_calls(merge: Merge, before: Calls) -> None:
    """Write down how the calls stood of everybody whose calls stand otherwise since."""
    after = planned_calls(before)
    moved = [row for contact_id, rows in before.items() if rows != after.get(contact_id) for row in rows]
    merge.journal = [*merge.journal, *({"table": TABLE.name, "row": stored(row)} for row in moved)]


def return_calls(steps: Sequence[Step]) -> None:
    """Put back the calls of a merge that is undone. Refreshing the people afterwards moves what no longer serves."""
    put_calls_back([restored(TABLE, step["row"]) for step in steps if step["table"] == TABLE.name])
