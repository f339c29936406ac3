"""The office as plain rows, table by table: what leaves in the three lists, to be compared with what came back."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from sqlalchemy import select

from liaison.accounts.models import User
from liaison.contacts.models import Contact, Phone, Post, Tag, contact_tags
from liaison.db import db
from liaison.interactions.models import Interaction, interaction_participants
from liaison.units.models import FormerName, Unit
from liaison.web.dates import office_date

# Numbers and stamps of the database's own, and what only ever goes forward.
OWN = {"id", "version", "created_at", "updated_at", "facts_at", "facts_revision"}
# What no list carries. Records deleted, or merged into others, do not leave either.
STATED = {
    "units": {"uuid", "merged_into_id"},
    "unit_former_names": {"change_uuid"},  # the change of name itself stays behind
    "contacts": {"merged_into_id", "snoozed_until", "paused_until"},  # 暂缓 and 停联
    "posts": {"uuid", "position"},  # told by their order
    "phones": {"position"},
    "interactions": {"uuid", "deleted_at"},
}
INSTANTS = {"archived_at"}  # of these the day is kept
Rows = list[tuple[tuple[str, Any], ...]]


class WholeOffice:
    """`tables()` of the database that the application context stands on.

    `put_off`: the uuids of those whose day is put off by a 暂缓, which no list carries, and with it their `due_on`.
    """

    def __init__(self, put_off: frozenset[str] = frozenset()) -> None:
        snoozed = select(Contact.uuid).where(Contact.snoozed_until.is_not(None))
        self.put_off = put_off | frozenset(db.session.scalars(snoozed))
        self.names: dict[str, dict[int, Any]] = {
            "users": dict(db.session.execute(select(User.id, User.login)).all()),  # type: ignore[arg-type]
            "units": dict(db.session.execute(select(Unit.id, Unit.name)).all()),  # type: ignore[arg-type]
            "contacts": dict(db.session.execute(select(Contact.id, Contact.uuid)).all()),  # type: ignore[arg-type]
            "tags": dict(db.session.execute(select(Tag.id, Tag.name)).all()),  # type: ignore[arg-type]
        }
        self.gone = {
            "contacts": set(db.session.scalars(select(Contact.id).where(Contact.merged_into_id.is_not(None)))),
            "units": set(db.session.scalars(select(Unit.id).where(Unit.merged_into_id.is_not(None)))),
        }

    def tables(self) -> dict[str, Rows]:
        models = (Unit, FormerName, Contact, Post, Phone)
        found = {model.__tablename__: sorted(self.rows(model.__table__), key=repr) for model in models}
        found["contact_tags"] = sorted(self.rows(contact_tags), key=repr)
        found["interactions"] = sorted(self.entries(), key=repr)
        return found

    def rows(self, table: Any) -> Iterator[tuple[tuple[str, Any], ...]]:
        left_out = OWN | STATED.get(table.name, set())
        for row in db.session.execute(select(table).order_by(*table.primary_key)).mappings():
            if row.get("id") in self.gone.get(table.name, ()) or row.get("contact_id") in self.gone["contacts"]:
                continue
            apart = left_out | {"due_on"} if row.get("uuid") in self.put_off else left_out
            yield tuple((name, self.plain(table, name, row[name])) for name in row if name not in apart)

    def plain(self, table: Any, name: str, value: Any) -> Any:
        """What a number refers to instead of the number, days instead of instants."""
        refers = next((key.column.table.name for key in table.c[name].foreign_keys), "")
        if refers in self.names and value is not None:
            return self.names[refers][value]
        if name in INSTANTS and isinstance(value, datetime):
            return office_date(value)
        return round(value, 6) if isinstance(value, float) else value

    def entries(self) -> Iterator[tuple[tuple[str, Any], ...]]:
        """Each entry with those who took part."""
        took_part: dict[int, set[str]] = {}
        for contact_id, interaction_id in db.session.execute(
            select(interaction_participants.c.contact_id, interaction_participants.c.interaction_id)
        ):
            took_part.setdefault(interaction_id, set()).add(self.names["contacts"][contact_id])
        ids = db.session.scalars(select(Interaction.id).where(Interaction.deleted_at.is_(None)).order_by(Interaction.id))
        rows = {}
        for interaction_id, row in zip(ids, self.live_rows(), strict=True):
            rows[interaction_id] = (*row, ("people", tuple(sorted(took_part.get(interaction_id, ())))))
        yield from rows.values()

    def live_rows(self) -> Iterator[tuple[tuple[str, Any], ...]]:
        left_out = OWN | STATED["interactions"]
        table = Interaction.__table__
        live = select(table).where(table.c.deleted_at.is_(None)).order_by(table.c.id)
        for row in db.session.execute(live).mappings():
            yield tuple((name, self.plain(table, name, row[name])) for name in row if name not in left_out)
