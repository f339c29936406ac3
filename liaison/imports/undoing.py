"""Taking an import back: what it made goes, what it changed is as it was before.

Whatever somebody edited since, or uses, is kept and listed. Versions and stamps only go forward, so that nobody's
open form and no calendar takes the old state for the newer one.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import delete, func, insert, select, update

from liaison.accounts.models import User
from liaison.audit.actions import note, note_many
from liaison.batches import among, in_one_go
from liaison.contacts.models import Contact, Ownership, Phone, Post, Tag, contact_tags
from liaison.contacts.ownership import record_owner, take_back_owner
from liaison.db import db
from liaison.domain.refusals import sentence, told
from liaison.followups.models import FollowUp
from liaison.imports.models import ImportBatch, ImportedRecord, ImportState
from liaison.imports.plan import Step
from liaison.imports.records import FORWARD, PARTS, marks_of, typed_row
from liaison.interactions.models import Interaction, interaction_participants
from liaison.search.actions import index_contacts, index_units
from liaison.search.models import SearchKey
from liaison.standing.actions import refresh_contacts, refresh_units
from liaison.standing.queries import in_chunks, units_of
from liaison.units.models import Unit

# planned_calls are fitted to the people there are, not kept by anybody.
# What hangs on a record goes first; units last, when nobody is left there.
# The facts of people name their units, so they are settled in between.
ROUNDS: tuple[tuple[type[Any], ...], ...] = ((FollowUp, Interaction, Contact), (Unit, Tag))
OWN_PARTS = {
    "contacts": {"phones", "posts", "contact_tags", "planned_calls", "ownerships"},
    "interactions": {"interaction_participants"},
    "units": {"unit_former_names"},
}
INDEXED = {Contact: ("contact", "note"), Unit: ("unit", "place"), Interaction: ("call",)}
MOST_LISTED = 500

EDITED = sentence("之后有人改过，保持现状")
IN_USE = sentence("之后有人用到了它（联系记录、任职等），保持现状")
GONE = ""  # what is no longer there needs no word


@dataclass
class Undone:
    """Counts, and the records that stay as they are: {subject, id, name, reason}."""

    removed: int = 0
    restored: int = 0
    kept: list[dict[str, Any]] = field(default_factory=list)


def undo_import(batch: ImportBatch, *, now: datetime, by: User | None, step: Step = lambda _rows: None) -> Undone:
    """Take back all that nobody touched since, in the caller's transaction."""
    undone = Undone()
    for models in ROUNDS:
        with in_one_go(step):
            for model in models:
                if model is Unit:
                    unhang(batch)
                for records in records_of(batch, model):
                    take_back(model, records, undone, batch.uuid, by)
                    step(len(records))
    db.session.flush()
    batch.state, batch.undone_at, batch.kept = ImportState.UNDONE.value, now, undone.kept[:MOST_LISTED]
    counts = {"removed": undone.removed, "restored": undone.restored, "kept": len(undone.kept)}
    note("import.undo", batch, by, counts)
    db.session.flush()
    return undone


def unhang(batch: ImportBatch) -> None:
    """Take back first which unit hangs below which: otherwise those that go would seem to be in use by one another."""
    table: Any = Unit.__table__
    going: set[int] = set()
    for records in records_of(batch, Unit):
        marks = marks_of(Unit, [record.record_id for record in records])
        for record in records:
            if marks.get(record.record_id) != record.after:
                continue
            if record.before is None:
                going.add(record.record_id)
            else:
                before = record.before["columns"]["parent_id"]
                db.session.execute(update(table).where(table.c.id == record.record_id).values(parent_id=before))
    hung = select(Unit.id, Unit.parent_id).where(among(Unit.id, going), Unit.parent_id.is_not(None))
    parents: dict[int, int] = dict(db.session.execute(hung).all())  # type: ignore[arg-type]
    staying = still_referred(table, sorted(going), besides=going)
    while more := {parent for unit_id, parent in parents.items() if unit_id in staying and parent in going - staying}:
        staying |= more
    db.session.execute(update(table).where(among(table.c.id, going - staying)).values(parent_id=None))
    forget(Unit)


def count_of_records(batch: ImportBatch) -> int:
    wanted = select(func.count()).select_from(ImportedRecord).where(ImportedRecord.batch_id == batch.id)
    return db.session.scalar(wanted) or 0


def records_of(batch: ImportBatch, model: type[Any]) -> Iterable[list[ImportedRecord]]:
    """The latest first, a chunk at a time."""
    statement = select(ImportedRecord).where(
        ImportedRecord.batch_id == batch.id, ImportedRecord.subject == model.__tablename__
    )
    records = db.session.scalars(statement.order_by(ImportedRecord.record_id.desc())).all()
    return [list(records[start : start + 500]) for start in range(0, len(records), 500)]


def take_back(
    model: type[Any], records: Sequence[ImportedRecord], undone: Undone, origin: str, by: User | None
) -> None:
    ids = [record.record_id for record in records]
    hold(model, ids)
    marks = marks_of(model, ids)
    untouched = [record for record in records if marks.get(record.record_id) == record.after]
    new = [record.record_id for record in untouched if record.before is None]
    used = still_referred(model.__table__, new)
    reasons = {
        record.record_id: (EDITED if record.record_id in marks else GONE)
        for record in records
        if marks.get(record.record_id) != record.after
    }
    keep(model, {**reasons, **dict.fromkeys(sorted(used), IN_USE)}, undone)
    remove(model, [record_id for record_id in new if record_id not in used], by)
    undone.removed += len(new) - len(used)
    changed = [record for record in untouched if record.before is not None]
    restore(model, changed, origin, by)
    undone.restored += len(changed)


def hold(model: type[Any], ids: Sequence[int]) -> None:
    """Let whoever saves one of these at this moment be done first, and everybody else wait: on PostgreSQL, since SQLite has one
    writer anyway. Posts come before people, as they do for whoever edits a post.
    """
    if model is Contact:
        posts = select(Post.id).where(among(Post.contact_id, ids)).order_by(Post.id)
        db.session.execute(posts.with_for_update())
    db.session.execute(select(model.id).where(among(model.id, ids)).order_by(model.id).with_for_update())


def keep(model: type[Any], reasons: dict[int, str], undone: Undone) -> None:
    """List what stays. Of a word or of what is gone there is nothing to say."""
    if model is Tag or not reasons:
        return
    names = names_of(model, list(reasons))
    for record_id, reason in reasons.items():
        if reason != GONE:
            undone.kept.append(
                {"subject": model.__tablename__, "id": record_id, "name": names.get(record_id, ""), "reason": told(reason)}
            )


def names_of(model: type[Any], ids: list[int]) -> dict[int, str]:
    return {record.id: record.name[:200] for record in db.session.scalars(select(model).where(model.id.in_(ids)))}


def still_referred(table: Any, ids: Sequence[int], besides: Collection[int] = ()) -> set[int]:
    """Which of these records any table refers to, found from the foreign keys themselves.

    `besides`: records of the same table whose own references do not count.
    """
    found: set[int] = set()
    if not ids:
        return found
    for other in db.metadata.sorted_tables:
        if other.name in OWN_PARTS.get(table.name, ()):
            continue
        for column in other.columns:
            if any(key.column is table.c.id for key in column.foreign_keys):
                referring = select(column).where(among(column, ids)).distinct()
                if other is table and besides:
                    referring = referring.where(~among(table.c.id, besides))
                found |= set(db.session.scalars(referring))
    return found


def remove(model: type[Any], ids: list[int], by: User | None) -> None:
    if not ids:
        return
    names = names_of(model, ids)
    if model is Contact:
        refresh_units(units_of(ids))
    if model is Interaction:
        people = select(interaction_participants.c.contact_id).where(interaction_participants.c.interaction_id.in_(ids))
        refresh_contacts(db.session.scalars(people.distinct()).all())
    if model in INDEXED:
        db.session.execute(
            delete(SearchKey).where(SearchKey.subject.in_(INDEXED[model]), SearchKey.subject_id.in_(ids)),
            execution_options={"synchronize_session": False},
        )
    let_go(model, ids)
    db.session.execute(delete(model.__table__).where(model.__table__.c.id.in_(ids)))
    if model is not Tag:
        note_many("import.undo", model, [(record_id, names.get(record_id, ""), {}) for record_id in ids], by)


def let_go(model: type[Any], ids: list[int]) -> None:
    """Nothing in hand may be written back to a record that goes."""
    gone = set(ids)
    for record in list(db.session):
        if isinstance(record, model) and record.id in gone:
            db.session.expunge(record)


def restore(model: type[Any], records: Sequence[ImportedRecord], origin: str, by: User | None) -> None:
    """Write the kept columns back, and a person's telephones, tags and posts, a unit's former names, exactly as they were.

    `origin` is the import's uuid, under which it changed who keeps whom.
    """
    ids = [record.record_id for record in records]
    if not ids:
        return
    table = model.__table__
    refresh_units(units_of(ids) if model is Contact else ids)
    for record in records:
        assert record.before is not None
        columns = typed_row(table, record.before["columns"])
        values = {key: value for key, value in columns.items() if key != "id"}
        db.session.execute(
            update(table).where(table.c.id == record.record_id).values({**values, "version": table.c.version + 1})
        )
        for name, part, owner in PARTS.get(model, ()):
            if name == "tags":
                restore_tags(record.record_id, record.before["tags"])
            elif name in record.before:  # an import may have been written before its parts were kept
                restore_parts(part, part.c[owner], record.record_id, record.before[name])
    names = {record.record_id: record.before["columns"].get("name", "") for record in records if record.before}
    note_many("import.undo", model, [(record_id, str(names[record_id]), {}) for record_id in ids], by)
    follow_up_on(model, ids)
    if model is Contact:
        give_back(ids, origin, by)
    let_earlier_imports_follow(model, records)


def give_back(ids: list[int], origin: str, by: User | None) -> None:
    """The history of owners is as it was, for those whom the import gave to somebody else."""
    spells = select(Ownership.contact_id).where(Ownership.origin == origin, Ownership.contact_id.in_(ids))
    people = select(Contact).where(Contact.id.in_(spells)).order_by(Contact.id)
    for contact in db.session.scalars(people).all():
        take_back_owner(contact, origin)
        record_owner(contact, "imported", origin=origin, by=by)


def restore_parts(table: Any, owner: Any, record_id: int, rows: list[dict[str, Any]]) -> None:
    """Rows that were there are as they were, others go. A post's version goes on counting."""
    wanted = {row["id"]: typed_row(table, row) for row in rows}
    stored = {row.id: dict(row._mapping) for row in db.session.execute(select(table).where(owner == record_id))}
    surplus = [part_id for part_id in stored if part_id not in wanted]
    if surplus:
        db.session.execute(delete(table).where(table.c.id.in_(surplus)))
    for part_id, row in wanted.items():
        if part_id not in stored:
            db.session.execute(insert(table).values(row))
            continue
        new = {key: value for key, value in row.items() if key not in FORWARD and stored[part_id][key] != value}
        if new:
            forward = {"version": table.c.version + 1} if "version" in table.c else {}
            db.session.execute(update(table).where(table.c.id == part_id).values({**new, **forward}))


def restore_tags(contact_id: int, tags: list[int]) -> None:
    mine = contact_tags.c.contact_id == contact_id
    stored = set(db.session.scalars(select(contact_tags.c.tag_id).where(mine)))
    known = set(db.session.scalars(select(Tag.id).where(Tag.id.in_(tags)))) if tags else set()
    if stored - set(tags):
        db.session.execute(delete(contact_tags).where(mine, contact_tags.c.tag_id.in_(stored - set(tags))))
    for tag_id in sorted(known - stored):
        db.session.execute(insert(contact_tags).values(contact_id=contact_id, tag_id=tag_id))


def follow_up_on(model: type[Any], ids: list[int]) -> None:
    """What is derived from the records is made anew."""
    forget(model)
    if model is Contact:
        refresh_contacts(ids)
        index_contacts(ids)
    if model is Unit:
        refresh_units(ids)
        refresh_contacts(db.session.scalars(select(Contact.id).where(Contact.unit_id.in_(ids))).all())
        index_units(ids)


def forget(model: type[Any]) -> None:
    """Records in hand were changed behind their backs: read them again when they are needed."""
    for record in list(db.session):
        if isinstance(record, model | Post | Phone):
            db.session.expire(record)


def let_earlier_imports_follow(model: type[Any], records: Sequence[ImportedRecord]) -> None:
    """An earlier import that left a record just as it is again now may still be undone after this one."""
    for chunk in in_chunks([record.record_id for record in records]):
        now = marks_of(model, chunk)
        for record in records:
            before = record.before or {}
            if record.record_id in now and before.get("mark"):
                same = (
                    ImportedRecord.subject == record.subject,
                    ImportedRecord.record_id == record.record_id,
                    ImportedRecord.batch_id != record.batch_id,
                    ImportedRecord.after == before["mark"],
                )
                db.session.execute(
                    update(ImportedRecord).where(*same).values(after=now[record.record_id]),
                    execution_options={"synchronize_session": False},
                )

