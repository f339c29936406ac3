"""What happened to a unit, and which units became part of it."""

from sqlalchemy import or_, select

from liaison.db import db
from liaison.unit_changes.models import UnitChange
from liaison.units.models import Unit


def changes_of(unit: Unit) -> list[UnitChange]:
    """The unit's own changes, and the mergers into it, that stand; latest first."""
    return list(
        db.session.scalars(
            select(UnitChange)
            .where(
                or_(UnitChange.unit_id == unit.id, UnitChange.into_id == unit.id),
                UnitChange.withdrawn_at.is_(None),
            )
            .order_by(UnitChange.on.desc(), UnitChange.id.desc())
        )
    )


def later_change(change: UnitChange) -> UnitChange | None:
    """A change of the same unit recorded after this one and still standing."""
    return db.session.scalar(
        select(UnitChange).where(
            UnitChange.unit_id == change.unit_id,
            UnitChange.id > change.id,
            UnitChange.withdrawn_at.is_(None),
        )
    )
