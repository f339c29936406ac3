"""Adding many units at once: a few statements for thousands of them, with the same checks as one (actions.py)."""

import uuid
from collections.abc import Sequence
from typing import Any

from liaison.accounts.models import User
from liaison.audit.actions import note_many
from liaison.batches import inserted
from liaison.db import db
from liaison.formats.readings import text_reading
from liaison.search.actions import index_units
from liaison.standing.actions import refresh_units
from liaison.units.actions import checked
from liaison.units.models import Unit, UnitKind

TEXTS = ("name", "short_name", "code", "authority", "region", "address", "phone", "notes")
OTHERS = ("parent_id", "tier", "interval_days", "max_gap_days", "owner_id")


def add_units(units: Sequence[dict[str, Any]], *, by: User | None) -> list[int]:
    """Their ids, in order. UnitError for one that cannot be saved: then none is to be kept."""
    if not units:
        return []
    rows = [unit_row(checked(None, values)) for values in units]
    db.session.flush()
    ids = inserted(Unit.__table__, rows)
    said = zip(ids, (row["name"] for row in rows), strict=True)
    note_many("unit.add", Unit, [(unit_id, name, {"name": name}) for unit_id, name in said], by)
    index_units(ids)
    refresh_units(ids)
    return ids


def unit_row(values: dict[str, Any]) -> dict[str, Any]:
    """All columns that a person fills in, so that every row of the statement has the same ones."""
    row: dict[str, Any] = {name: values.get(name, "") for name in TEXTS}
    row |= {name: values.get(name) for name in OTHERS}
    row |= {"kind": values.get("kind", UnitKind.OTHER.value), "uuid": str(uuid.uuid4())}
    return row | {"sort_key": text_reading(row["name"]).sort_key[:200]}
