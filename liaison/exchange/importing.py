"""Writing a file: each sheet's rows through the same actions as the pages. Importing a file twice changes nothing."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.batches import in_one_go
from liaison.db import db
from liaison.exchange.models import ImportBatch
from liaison.exchange.outcome import Outcome
from liaison.exchange.people_rows import import_contacts
from liaison.exchange.reading import read_sheets
from liaison.exchange.register_rows import import_interactions
from liaison.exchange.unit_rows import import_units
from liaison.office.queries import interaction_kinds


def import_file(
    path: Path,
    *,
    name: str,
    today: date,
    by: User | None,
    kind: str | None = None,
    mapping: dict[str, str] | None = None,
) -> Outcome:
    """Read and write a whole file in the caller's transaction; a dry run is one that the caller rolls back.

    SheetError or ImportRefused when the file as a whole cannot be used; rows at fault are in the outcome.
    """
    outcome = Outcome(name)
    channels = {kind.name: kind.code for kind in interaction_kinds()}
    for sheet in read_sheets(path, kind, mapping, today=today, channels=channels):
        outcome.kind = sheet.kind
        outcome.skipped += len(sheet.understood.skipped)
        with in_one_go():
            WRITERS[sheet.kind](sheet.drafts, outcome, today, by)
    record_batch(outcome, by)
    return outcome


def record_batch(outcome: Outcome, by: User | None) -> None:
    """Keep what the import did, and log it."""
    batch = ImportBatch(
        name=outcome.name[:200],
        kind=outcome.kind,
        by_id=by.id if by else None,
        created=outcome.created,
        updated=outcome.updated,
        unchanged=outcome.unchanged,
        skipped=outcome.skipped,
        errors=outcome.as_json()["errors"],
    )
    db.session.add(batch)
    db.session.flush()
    outcome.batch = batch.id
    note(
        "import", batch, by, {"created": batch.created, "updated": batch.updated, "skipped": batch.skipped}
    )


WRITERS: dict[str, Callable[[Any, Outcome, date, User | None], None]] = {
    "contacts": import_contacts,
    "units": import_units,
    "interactions": import_interactions,
}
