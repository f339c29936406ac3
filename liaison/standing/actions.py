"""The one writer of the stored facts. Whoever changes a record that facts follow from calls `refresh_contacts`."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from typing import Any

from sqlalchemy import bindparam, select, update

from liaison import clock
from liaison.batches import postpone
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.plans.actions import arrange_calls
from liaison.standing.queries import (
    ContactStanding,
    UnitStanding,
    contact_standings,
    in_chunks,
    newcomers_facts,
    unit_standings,
    units_of,
)
from liaison.units.models import Unit

FACTS: dict[type[Contact] | type[Unit], list[str]] = {
    Contact: [field.name for field in fields(ContactStanding)],
    Unit: [field.name for field in fields(UnitStanding)],
}


def refresh_contacts(ids: Iterable[int]) -> int:
    """Recompute these contacts, the units they are or were at and their planned calls; answers how many changed."""
    ids = set(ids)
    if postpone(refresh_contacts, ids):
        return 0
    db.session.flush()
    changed, units = 0, set()
    for chunk in in_chunks(sorted(ids)):
        lock(Contact, chunk)
        changed += write_standings(Contact, contact_standings(chunk))
        units |= units_of(chunk)
    refresh_units(units)
    arrange_calls(ids)
    return changed


def facts_of_newcomers(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The facts to insert new people's rows with, in order: nothing has happened to them, so nothing need be read back.

    Of a row are needed `tier`, `interval_days`, `max_gap_days` and, of the first post, `unit_id` and `title`.
    """
    counted = {"facts_at": clock.now(), "facts_revision": 1}
    return [facts | counted for facts in newcomers_facts(rows)]


def count_newcomers(ids: Iterable[int], unit_ids: Iterable[int]) -> None:
    """What follows from people who were inserted with their facts: those of their units, and their planned calls."""
    refresh_units(unit_ids)
    arrange_calls(ids)


def refresh_units(ids: Iterable[int]) -> int:
    """Recompute these units from the stored facts of their people; answers how many changed."""
    ids = set(ids)
    if postpone(refresh_units, ids):
        return 0
    db.session.flush()
    changed = 0
    for chunk in in_chunks(sorted(ids)):
        lock(Unit, chunk)
        changed += write_standings(Unit, unit_standings(chunk))
    return changed


def lock(model: type[Contact] | type[Unit], ids: list[int]) -> None:
    """Wait for others who are about to write these facts, then read what they committed.

    On PostgreSQL two calls logged at once would otherwise each be summed without the other; the weaker kind of lock
    lets new records that refer to these rows through. SQLite has one writer at a time and ignores it.
    """
    rows = select(model.id).where(model.id.in_(ids)).order_by(model.id)
    db.session.execute(rows.with_for_update(key_share=True)).all()


def refresh_everyone() -> int:
    """Recompute all contacts and units, after a tier or a kind of interaction has changed."""
    changed = refresh_contacts(db.session.scalars(select(Contact.id)).all())
    return changed + refresh_units(db.session.scalars(select(Unit.id)).all())


def refresh_people_of_unit(unit_id: int) -> int:
    """Recompute a unit and the contacts whose cadence may come from it."""
    changed = refresh_contacts(
        db.session.scalars(select(Contact.id).where(Contact.unit_id == unit_id)).all()
    )
    return changed + refresh_units([unit_id])


def count_change_of_unit(unit_id: int) -> None:
    """People are spoken of with their unit: its new name is a change for everyone there, as their calendars see it."""
    table = Contact.__table__
    values = {
        "facts_at": clock.now(),
        "facts_revision": table.c.facts_revision + 1,
        "updated_at": table.c.updated_at,
    }
    db.session.connection().execute(
        update(table).where(table.c.unit_id == unit_id).values(values)
    )


def write_standings(
    model: type[Contact] | type[Unit], standings: dict[int, ContactStanding] | dict[int, UnitStanding]
) -> int:
    """Store what differs, without touching the version that guards people's own edits."""
    columns = [getattr(model, name) for name in FACTS[model]]
    stored = {row.id: row for row in db.session.execute(select(model.id, *columns).where(model.id.in_(standings)))}
    rows = [
        {"record_id": record_id, **vars(standing)}
        for record_id, standing in standings.items()
        if not standing.agrees_with(stored[record_id])
    ]
    if rows:
        store_facts(model, rows)
    for row in rows:
        forget_facts(model, row["record_id"])
    return len(rows)


def forget_facts(model: type[Contact] | type[Unit], record_id: int) -> None:
    """Let a record that is already loaded read again what was written behind its back."""
    record = db.session.identity_map.get(db.session.identity_key(model, record_id))
    if record is not None:
        follows = ["facts_at", "facts_revision", *(["unit"] if model is Contact else [])]
        db.session.expire(record, [*FACTS[model], *follows])


def store_facts(model: type[Contact] | type[Unit], rows: list[dict[str, Any]]) -> None:
    """One UPDATE for each row, sent together. `updated_at` stays: nobody edited the record."""
    table = model.__table__
    values: dict[str, Any] = {key: bindparam(key) for key in rows[0] if key != "record_id"}
    values["updated_at"] = table.c.updated_at
    values["facts_at"] = clock.now()
    values["facts_revision"] = table.c.facts_revision + 1
    db.session.connection().execute(
        update(table).where(table.c.id == bindparam("record_id")).values(values),
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
