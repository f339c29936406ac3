"""What a record was once called: names it had before, and those of the records that were merged into it."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import select

from liaison.batches import among
from liaison.db import db
from liaison.units.models import FormerName, Unit


def merged_into(model: Any, ids: Collection[int], *columns: Any) -> Iterator[tuple[int, Any]]:
    """(id of the record there is today, row of these columns) for everything that was merged into one of these.

    Records that were themselves merged away may be among the ids. Who was merged is asked of the index alone, and the
    columns by id: where hardly anybody was merged, SQLite takes the index for useless and reads the whole table for them.
    """
    into: dict[int, int] = {}
    waiting = set(ids)
    while waiting:
        merged = select(model.id, model.merged_into_id).where(among(model.merged_into_id, waiting))
        new = {record_id: target for record_id, target in db.session.execute(merged) if record_id not in into}
        into |= new
        waiting = set(new)
    rows = db.session.execute(select(model.id, *columns).where(among(model.id, into))) if into else ()
    for row in rows:
        record_id = row.id
        while record_id in into:
            record_id = into[record_id]
        yield record_id, row


def stand_for(model: Any, ids: Collection[int]) -> set[int]:
    """Into what those of these that were merged away went, step by step up to the record there is today."""
    waiting, found = set(ids), set[int]()
    while waiting:
        onward = select(model.merged_into_id).where(among(model.id, waiting), model.merged_into_id.is_not(None))
        waiting = set(db.session.scalars(onward)) - found
        found |= waiting
    return found


def former_unit_names(ids: Collection[int]) -> dict[int, list[str]]:
    """{unit id: what it, or a unit that became part of it or was entered twice, was called}, each once."""
    found: dict[int, dict[str, None]] = defaultdict(dict)
    names = select(FormerName.unit_id, FormerName.name).where(among(FormerName.unit_id, ids)).order_by(FormerName.id)
    for unit_id, name in db.session.execute(names):
        found[unit_id][name] = None
    for unit_id, row in merged_into(Unit, ids, Unit.name, Unit.short_name):
        found[unit_id] |= dict.fromkeys(filter(None, (row.name, row.short_name)))
    return {unit_id: list(own) for unit_id, own in found.items()}
