"""The one writer of the stored facts. Whoever changes a record that facts follow from calls `refresh_contacts`."""

from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

from sqlalchemy import bindparam, select, update

from liaison import clock
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.standing.queries import (
    ContactStanding,
    UnitStanding,
    contact_standings,
    in_chunks,
    unit_standings,
    units_of,
)
from liaison.units.models import Unit


def refresh_contacts(ids: Iterable[int]) -> int:
    """Recompute these contacts and the units they are or were at; answers how many contacts changed."""
    db.session.flush()
    changed, units = 0, set()
    for chunk in in_chunks(sorted(set(ids))):
        changed += write_standings(Contact, contact_standings(chunk))
        units |= units_of(chunk)
    refresh_units(units)
    return changed


def refresh_units(ids: Iterable[int]) -> int:
    """Recompute these units from the stored facts of their people; answers how many changed."""
    db.session.flush()
    return sum(write_standings(Unit, unit_standings(chunk)) for chunk in in_chunks(sorted(set(ids))))


def refresh_everyone() -> int:
    """Recompute all contacts and units, after a tier or a kind of interaction has changed."""
    changed = refresh_contacts(db.session.scalars(select(Contact.id)).all())
    return changed + refresh_units(db.session.scalars(select(Unit.id)).all())


def refresh_people_of_unit(unit_id: int) -> int:
    """Recompute a unit and the contacts whose cadence may come from it."""
    changed = refresh_contacts(db.session.scalars(select(Contact.id).where(Contact.unit_id == unit_id)).all())
    return changed + refresh_units([unit_id])


def write_standings(
    model: type[Contact] | type[Unit], standings: dict[int, ContactStanding] | dict[int, UnitStanding]
) -> int:
    """Store what differs, without touching the version that guards people's own edits."""
    stored = {row.id: row for row in db.session.scalars(select(model).where(model.id.in_(standings)))}
    rows = [
        {"record_id": record_id, **asdict(standing)}
        for record_id, standing in standings.items()
        if not standing.agrees_with(stored[record_id])  # type: ignore[arg-type]
    ]
    if rows:
        store_facts(model, rows)
    for row in rows:
        db.session.expire(stored[row["record_id"]], [key for key in row if key != "record_id"] + ["facts_at", "facts_revision"])
    return len(rows)


def store_facts(model: type[Contact] | type[Unit], rows: list[dict[str, Any]]) -> None:
    """One UPDATE for each row, sent together. `updated_at` stays: nobody edited the record."""
    table = model.__table__
    values: dict[str, Any] = {key: bindparam(key) for key in rows[0] if key != "record_id"}
    values["updated_at"] = table.c.updated_at
    values["facts_at"] = clock.now()
    values["facts_revision"] = table.c.facts_revision + 1
    db.session.connection().execute(
        update(table).where(table.c.id == bindparam("record_id")).values(values),  # type: ignore[arg-type]
        rows,
    )


def disagreeing_contacts() -> list[int]:
    """Contacts whose stored facts differ from their records: nothing, unless the database was edited from outside."""
    wrong = []
    for chunk in in_chunks(db.session.scalars(select(Contact.id).order_by(Contact.id)).all()):
        standings = contact_standings(chunk)
        for contact in db.session.scalars(select(Contact).where(Contact.id.in_(chunk))):
            if not standings[contact.id].agrees_with(contact):
                wrong.append(contact.id)
    return wrong


def disagreeing_units() -> list[int]:
    """Units whose stored facts differ from their people's."""
    wrong = []
    for chunk in in_chunks(db.session.scalars(select(Unit.id).order_by(Unit.id)).all()):
        standings = unit_standings(chunk)
        for unit in db.session.scalars(select(Unit).where(Unit.id.in_(chunk))):
            if not standings[unit.id].agrees_with(unit):
                wrong.append(unit.id)
    return wrong
