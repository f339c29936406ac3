"""Adding, editing and archiving units. Every one refreshes the facts and the search keys it touches."""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.db import check_version, db
from liaison.domain.cadence import check_change
from liaison.formats.readings import text_reading
from liaison.search.actions import index_unit
from liaison.standing.actions import count_change_of_unit, refresh_people_of_unit, refresh_units
from liaison.units.models import Unit
from liaison.units.queries import unit_by_name

EDITABLE = (
    "name", "short_name", "code", "kind", "parent_id", "authority", "tier", "interval_days", "max_gap_days",
    "region", "address", "phone", "notes", "owner_id",
)  # fmt: skip

SEARCHED = {"phone", "name", "short_name", "notes", "region", "address", "authority", "code"}


class UnitError(ValueError):
    """A unit that cannot be saved so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def add_unit(values: dict[str, Any], *, by: User | None) -> Unit:
    """A new unit from a subset of EDITABLE; `name` is required."""
    unit = Unit(**checked(None, values))
    unit.sort_key = text_reading(unit.name).sort_key[:200]
    db.session.add(unit)
    db.session.flush()
    index_unit(unit)
    refresh_units([unit.id])
    note("unit.add", unit, by, {"name": unit.name})
    return unit


def unit_named(name: str, *, by: User | None) -> int | None:
    """The id of the unit of this name or short name, made when there is none yet; None for no name."""
    if not name.strip():
        return None
    unit = unit_by_name(name) or add_unit({"name": name}, by=by)
    return unit.id


def edit_unit(unit: Unit, values: dict[str, Any], *, version: int | None, by: User | None) -> None:
    """Change some of EDITABLE. StaleRecord when somebody saved in between, UnitError for what cannot be."""
    check_version(unit, version)
    for key, value in checked(unit, values).items():
        setattr(unit, key, value)
    unit.sort_key = text_reading(unit.name).sort_key[:200]
    changes = pending_changes(unit)
    if not changes:
        return
    db.session.flush()
    note("unit.edit", unit, by, changes)
    if changes.keys() & SEARCHED:
        index_unit(unit)
    if changes.keys() & {"name", "short_name", "kind"}:
        count_change_of_unit(unit.id)
    if changes.keys() & {"tier", "interval_days", "max_gap_days"}:
        refresh_people_of_unit(unit.id)


def checked(unit: Unit | None, values: dict[str, Any]) -> dict[str, Any]:
    """The values, refused where the name is empty, the cadence impossible or the parents go in a circle."""
    unknown = values.keys() - set(EDITABLE)
    if unknown:
        raise TypeError(f"not a unit's own field: {sorted(unknown)}")
    if unit is None or "name" in values:
        if not (values.get("name") or "").strip():
            raise UnitError("name", _("请填写单位名称"))
        values = {**values, "name": values["name"].strip()}
    check_change(values, *((unit.interval_days, unit.max_gap_days) if unit is not None else ()))
    if unit is not None and values.get("parent_id") is not None:
        refuse_circle(unit, values["parent_id"])
    return values


def refuse_circle(unit: Unit, parent_id: int) -> None:
    """A unit can be neither its own parent nor the parent of one of its parents."""
    ancestor: int | None = parent_id
    while ancestor is not None:
        if ancestor == unit.id:
            raise UnitError("parent_id", _("上级单位不能是本单位或它的下级，请另选一个或留空"))
        ancestor = db.session.scalar(select(Unit.parent_id).where(Unit.id == ancestor))


def archive_unit(unit: Unit, *, now: datetime, by: User | None) -> None:
    """Take the unit out of lists; its people and history stay."""
    unit.archived_at = now
    db.session.flush()
    note("unit.archive", unit, by)


def restore_unit(unit: Unit, *, by: User | None) -> None:
    """Put an archived unit back."""
    unit.archived_at = None
    db.session.flush()
    note("unit.restore", unit, by)
