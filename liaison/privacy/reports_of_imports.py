"""What reports of imports quote of cells that were not read: nothing tells whose row a cell stood in.

A telephone with a digit missing or a birthday nobody understands is no word that erasing looks for, so every cell quoted
by an import that brought the person, or what was done with them, goes.
"""

import re
from typing import Any

from sqlalchemy import or_, select

from liaison.batches import among
from liaison.db import db
from liaison.imports.models import ImportBatch, ImportedRecord
from liaison.privacy.belongings import Belongings
from liaison.privacy.traces import BLOT

QUOTED = re.compile(r"“[^”]*”")


def imports_of(found: Belongings) -> list[int]:
    """The imports that made or changed something of the person's. To be asked before it is removed."""
    ids = {name: [row.id for row in rows if "id" in row._mapping] for name, rows in found.rows.items()}
    brought = [
        (ImportedRecord.subject == name) & among(ImportedRecord.record_id, numbers) for name, numbers in ids.items() if numbers
    ]
    return list(db.session.scalars(select(ImportedRecord.batch_id).where(or_(*brought)).distinct())) if brought else []


def blot_reports(imports: list[int]) -> None:
    """Leave which columns and how many cells were not read, and why."""
    for batch in db.session.scalars(select(ImportBatch).where(among(ImportBatch.id, imports))):
        batch.errors = [without_cell(error) for error in batch.errors]
    db.session.flush()


def without_cell(error: dict[str, Any]) -> dict[str, Any]:
    reason = QUOTED.sub(f"“{BLOT}”", error["reason"])
    return error | {"value": BLOT if error["value"] else "", "reason": reason}
