"""Past imports."""

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.db import db
from liaison.exchange.models import ImportBatch


def recent_batches(user: User, limit: int = 10) -> list[ImportBatch]:
    """One's own latest imports; everyone's for administrators."""
    statement = select(ImportBatch)
    if not user.administers:
        statement = statement.where(ImportBatch.by_id == user.id)
    return list(db.session.scalars(statement.order_by(ImportBatch.id.desc()).limit(limit)))


def seen_batch(user: User, batch_id: int) -> ImportBatch | None:
    """An import of one's own, or any for administrators."""
    batch = db.session.get(ImportBatch, batch_id)
    return batch if batch and (user.administers or batch.by_id == user.id) else None
