"""Handing out and erasing. Both leave a record; that of an erasure says how much went, and not whose."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row, Table, delete, or_, select, update

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.audit.models import AuditLine
from liaison.batches import among
from liaison.contacts.models import Contact, Post
from liaison.db import check_version, db
from liaison.feeds.erasing import erase_events, remembered_of, told_anew
from liaison.feeds.models import FeedEntry
from liaison.files.models import StoredFile
from liaison.handover.models import Handover, HandoverItem
from liaison.imports.importing import discard_import
from liaison.imports.models import NOT_WRITTEN, ImportBatch, ImportFile, ImportRow, ImportState
from liaison.imports.progress import any_under_way
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter
from liaison.merges.references import CONTACT_REFERENCES, Erasing
from liaison.privacy.belongings import SHARED, Belongings, belongings_of, required_by
from liaison.privacy.blotting import blot, blot_everywhere
from liaison.privacy.models import PersonalRequest, RequestKind
from liaison.privacy.papers import papers_about
from liaison.privacy.pointers import let_go_of, numbers_in, silence
from liaison.privacy.reports_of_imports import blot_reports, imports_of
from liaison.privacy.traces import BLOT, Traces, traces_of
from liaison.search.actions import index_contacts, index_interactions, index_matter, index_units
from liaison.search.models import SearchKey
from liaison.standing.actions import refresh_contacts, refresh_units
from liaison.standing.queries import units_of

REASONS = ("asked", "no_purpose", "consent", "mistake")


class ErasureRefused(ValueError):
    """An erasure that was not confirmed, or cannot be made now."""


def record_copy(contact: Contact, counts: dict[str, int], *, by: User | None) -> PersonalRequest:
    """Remember that everything about the person was handed out."""
    request = recorded(RequestKind.COPY, counts, by=by, contact_id=contact.id)
    note("contact.copy", contact, by, {"rows": sum(counts.values())})
    return request


def recorded(kind: RequestKind, counts: dict[str, int], *, by: User | None, **more: Any) -> PersonalRequest:
    request = PersonalRequest(kind=kind.value, counts=counts, by_id=by.id if by else None, **more)
    db.session.add(request)
    db.session.flush()
    return request


def erase_contact(
    contact: Contact, *, typed_name: str, reason: str, version: int | None, folder: Path, now: datetime, by: User | None
) -> list[str]:
    """Remove the person and every trace from all tables. It cannot be undone.

    Interactions with others stay without this person. Answers the keys of the papers whose bytes in `folder` are to be
    discarded once this is committed. ErasureRefused unless name and reason were given, StaleRecord for an older version.
    """
    check_version(contact, version)
    check_confirmed(contact, typed_name, reason)
    found = belongings_of(contact)
    units, traces, company, imports = units_of(found.ids), traces_of(found), companions(found), imports_of(found)
    keys = take_papers(papers_about(found, traces, folder))
    erase_events(traces.uuids, title=BLOT, now=now)
    changed = blot_own_matters(found, traces, company)
    remove(found)
    for name, ids in blot_everywhere(traces).items():
        changed[name] += ids
    db.session.expire_all()
    told_anew(changed["feed_entries"])
    drop_open_imports(changed["import_rows"], by)
    blot_reports(imports)
    index_anew(changed)
    refresh_contacts({*company, *people_of_posts(changed["posts"])})
    refresh_units(units)
    counts = {name: len(rows) for name, rows in found.rows.items()} | ({"files": len(keys)} if keys else {})
    recorded(RequestKind.ERASURE, counts, by=by, reason=reason)
    note("contact.erase", None, by, {"reason": reason, "rows": sum(counts.values())})
    return keys


def check_confirmed(contact: Contact, typed_name: str, reason: str) -> None:
    """ErasureRefused, also while an import is at work that may hold the person."""
    if typed_name.strip() != contact.name:
        raise ErasureRefused(_("请把姓名一字不差地再输入一遍，才会删除"))
    if reason not in REASONS:
        raise ErasureRefused(_("请选择删除的原因"))
    if any_under_way():
        raise ErasureRefused(_("正好有一次导入在读文件或写入，里面可能有这个人。请等它做完（一般几分钟）再删除"))


def take_papers(papers: list[StoredFile]) -> list[str]:
    """Attachments that name the person go whole, what the log says of them too; answers their keys."""
    keys = [paper.key for paper in papers]
    silence("files", [paper.id for paper in papers])
    db.session.execute(delete(StoredFile).where(StoredFile.key.in_(keys)))
    return keys


def people_of_posts(ids: list[int]) -> list[int]:
    """Whose posts these are: a title that changed is theirs too."""
    return list(db.session.scalars(select(Post.contact_id).where(among(Post.id, ids)).distinct()))


def drop_open_imports(rows: list[int], by: User | None) -> None:
    """An open import keeps its file, whose octets cannot be looked through: one whose preview names the person is given up,
    and so is one that has no preview yet, or only that of the file before it was corrected."""
    named = select(ImportRow.batch_id).where(among(ImportRow.id, rows))
    unread = select(ImportFile.batch_id).where(ImportFile.batch_id.not_in(select(ImportRow.batch_id)))
    unknown = or_(ImportBatch.id.in_(unread), ImportBatch.state.not_in((ImportState.OPEN, ImportState.APPLYING)))
    open_ones = select(ImportBatch).where(ImportBatch.state.in_(NOT_WRITTEN), or_(ImportBatch.id.in_(named), unknown))
    for batch in db.session.scalars(open_ones).all():
        discard_import(batch, by=by)


def companions(found: Belongings) -> list[int]:
    """Those who took part in the same interactions."""
    met = [row.id for row in found.rows.get(SHARED, [])]
    others = select(Contact.id).where(Contact.interactions.any(among(Interaction.id, met)), ~among(Contact.id, found.ids))
    return list(db.session.scalars(others))


def index_anew(changed: dict[str, list[int]]) -> None:
    """What is found by the words of texts follows the texts."""
    index_contacts(changed["contacts"])
    index_units(changed["units"])
    index_interactions(changed["interactions"])
    for matter in db.session.scalars(select(Matter).where(among(Matter.id, changed["matters"]))):
        index_matter(matter)


def blot_own_matters(found: Belongings, traces: Traces, company: list[int]) -> dict[str, list[int]]:
    """What was noted of a meeting with others or of a unit's matter stays, but for the name and form of address; so does
    what was said of it in the log, in calendars and in the lists of handovers."""
    changed: dict[str, list[int]] = defaultdict(list)
    own, tables, lines = traces.in_own_matters(), db.metadata.tables, AuditLine.__table__
    for name, ids in numbers_in(found.staying).items():
        if name != AuditLine.__tablename__:
            changed[name] += blot(tables[name], own, among(tables[name].c.id, ids))
            blot(lines, own, (lines.c.subject == name) & among(lines.c.subject_id, ids))
    uuids = {row.uuid for rows in found.staying.values() for row in rows if "uuid" in row._mapping}
    told = [entry_id for entry_id, _entry, _read in remembered_of(uuids)]
    changed["feed_entries"] += blot(tables["feed_entries"], own, among(FeedEntry.id, told))
    people = [*company, *found.ids]
    briefs = select(HandoverItem.handover_id).where(among(HandoverItem.contact_id, people))
    blot(tables["handover_items"], own, among(HandoverItem.contact_id, people))
    blot(tables["handovers"], own, Handover.id.in_(briefs))
    return changed


def remove(found: Belongings) -> None:
    """Delete or empty every reference, then the person."""
    tables = db.metadata.tables
    doomed: dict[str, list[Row[Any]]] = defaultdict(list)
    for reference in CONTACT_REFERENCES:
        mine = reference.names_one_of(found.ids)
        if reference.table_name == AuditLine.__tablename__:
            continue
        if reference.erasing == Erasing.CLEAR:
            db.session.execute(update(reference.table).where(mine).values({reference.column: None}))
        elif reference.table_name != Contact.__tablename__:
            doomed[reference.table_name] += db.session.execute(select(reference.table).where(mine)).all()
    let_go_of(found)
    for name, rows in doomed.items():
        delete_rows(tables[name], rows)
    db.session.execute(
        delete(SearchKey).where(SearchKey.subject == "call", among(SearchKey.subject_id, found.alone))
    )
    table: Any = Interaction.__table__
    delete_rows(table, db.session.execute(select(table).where(among(table.c.id, found.alone))).all())
    people: Any = Contact.__table__
    db.session.execute(update(people).where(people.c.id.in_(found.ids)).values(merged_into_id=None))
    db.session.execute(delete(people).where(people.c.id.in_(found.ids)))


def delete_rows(table: Table, rows: Iterable[Row[Any]]) -> None:
    """Delete these rows with all that cannot be without them; what only mentions them lets go."""
    rows = list(rows)
    ids = [row.id for row in rows] if "id" in table.c else []
    if ids:
        for child, column in required_by(table):
            below = select(child).where(among(child.c[column], ids))
            delete_rows(child, db.session.execute(below).all())
        for child, column in mentioned_by(table):
            db.session.execute(update(child).where(among(child.c[column], ids)).values({column: None}))
    for row in rows:
        db.session.execute(delete(table).where(*(key == row._mapping[key.name] for key in table.primary_key)))


def mentioned_by(table: Table) -> list[tuple[Table, str]]:
    """(table, column) of every reference to this table that may be empty."""
    return [
        (child, key.parent.name)
        for child in db.metadata.sorted_tables
        for key in child.foreign_keys
        if key.column.table is table and key.parent.nullable
    ]
