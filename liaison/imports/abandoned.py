"""Imports that somebody began and never finished: their files hold people's data and are not kept for ever."""

from datetime import datetime, timedelta

from sqlalchemy import select

from liaison.db import db
from liaison.imports.importing import discard_import
from liaison.imports.models import NOT_WRITTEN, ImportBatch

KEPT_FOR = timedelta(days=30)


def discard_abandoned(now: datetime) -> int:
    """Give up every import untouched for longer than KEPT_FOR that has written nothing; answers how many."""
    waiting = select(ImportBatch).where(
        ImportBatch.state.in_([state.value for state in NOT_WRITTEN]), ImportBatch.updated_at < now - KEPT_FOR
    )
    found = list(db.session.scalars(waiting))
    for batch in found:
        discard_import(batch, by=None)
    return len(found)
