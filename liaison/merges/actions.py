"""Merging and undoing it. One transaction each; facts and search keys are computed anew from what moved."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.contacts.models import Contact, Post
from liaison.contacts.ownership import record_owner, take_back_owner
from liaison.db import check_version, db, hold
from liaison.merges.calls import note_moved_calls, planned_calls, return_calls
from liaison.merges.fields import chosen
from liaison.merges.journal import Journal, Kept, row_of, undo
from liaison.merges.models import Merge, Subject
from liaison.merges.queries import MOST, later_merge
from liaison.merges.references import Moved, move_all
from liaison.merges.views import turn_views
from liaison.search.actions import index_contacts, index_units
from liaison.standing.actions import count_change_of_unit, refresh_contacts, refresh_units
from liaison.units.models import Unit


class MergeRefused(ValueError):
    """A merge that cannot be made or undone, with what to do instead."""


def merge_records(
    survivor: Contact | Unit,
    others: Sequence[Contact | Unit],
    wanted: Mapping[str, str],
    *,
    versions: Mapping[int, int] | None,
    now: datetime,
    by: User | None,
) -> Merge:
    """Make the others part of the survivor. `wanted` is {field: id of the record whose value is kept}.

    `versions` are those the user saw, by id; StaleRecord when somebody saved one in between.
    """
    subject = Subject.CONTACT if isinstance(survivor, Contact) else Subject.UNIT
    db.session.flush()
    hold(type(survivor), {survivor.id, *(other.id for other in others)})
    check_group(survivor, others, versions)
    values = chosen(subject, survivor, others, wanted)
    names = [{"id": other.id, "name": other.name} for other in others]
    journal, moved = Journal(), dict[str, int]()
    calls = planned_calls(people_concerned(subject, [survivor.id, *(other.id for other in others)]))
    table = survivor.__table__
    for other in others:
        journal.change(table, row_of(other), {"archived_at": now, "merged_into_id": survivor.id})
    journal.change(table, row_of(survivor), values)
    reason = f"与“{survivor.name}”合并，只问候一次"
    for other in others:
        count(moved, move_all(journal, subject, other.id, survivor.id, now=now, reason=reason))
        if subject == Subject.UNIT:
            turn_views(journal, other.id, survivor.id)
    db.session.expire_all()
    merge = Merge(
        subject=subject.value, name=survivor.name, merged=names, moved=moved, journal=journal.steps,
        by_id=by.id if by else None, contact_id=survivor.id if subject == Subject.CONTACT else None,
        unit_id=survivor.id if subject == Subject.UNIT else None,
    )  # fmt: skip
    db.session.add(merge)
    db.session.flush()
    note(f"{subject.value}.merge", survivor, by, {"merged": names, "moved": moved})
    recompute(subject, ids_of(merge))
    note_moved_calls(merge, calls)
    record_owners(merge, by)
    return merge


def check_group(
    survivor: Any, others: Sequence[Any], versions: Mapping[int, int] | None
) -> None:
    """Refuse what cannot be one group, or what somebody saved since it was shown."""
    ids = [survivor.id, *(other.id for other in others)]
    if len(ids) < 2:
        raise MergeRefused(_("请至少选两条记录来合并"))
    if len(set(ids)) < len(ids):
        raise MergeRefused(_("同一条记录不能和自己合并"))
    if len(ids) > MOST:
        raise MergeRefused(_("一次最多合并 %(most)s 条，请分几次做", most=MOST))
    for record in (survivor, *others):
        if record.merged_into_id is not None:
            raise MergeRefused(_("“%(name)s”已经并入别的记录，请打开那一条", name=record.name))
        if versions is not None:
            check_version(record, versions.get(record.id, 0))


def count(moved: dict[str, int], found: Sequence[Moved]) -> None:
    """Add up what went over, by its words."""
    for each in found:
        if each.rows:
            moved[str(each.words)] = moved.get(str(each.words), 0) + each.rows


def ids_of(merge: Merge) -> list[int]:
    """The survivor and those merged into it."""
    return [merge.contact_id or merge.unit_id or 0, *(int(each["id"]) for each in merge.merged)]


def undo_merge(merge: Merge, *, version: int | None, now: datetime, by: User | None) -> list[Kept]:
    """Put everything back where it was, but for what somebody changed since: that is answered and kept.

    Records added to the survivor since stay with it. MergeRefused when a later merge must be undone first.
    """
    check_version(merge, version)
    if merge.undone_at is not None:
        raise MergeRefused(_("这次合并已经撤销过了"))
    later = later_merge(merge)
    if later is not None:
        raise MergeRefused(
            _("请先撤销后来的那次合并（%(names)s 并入 %(name)s）", names=later.names, name=later.name)
        )
    db.session.flush()
    subject, ids = Subject(merge.subject), ids_of(merge)
    hold(Contact if subject == Subject.CONTACT else Unit, ids)
    kept = undo(merge.journal, writing=True)
    return_calls(merge.journal)
    db.session.expire_all()
    merge.undone_at, merge.undone_by_id, merge.journal = now, by.id if by else None, []
    db.session.flush()
    note(f"{subject.value}.unmerge", merge.survivor, by, {"merged": merge.merged, "kept": len(kept)})
    recompute(subject, ids)
    record_owners(merge, by)
    return kept


def record_owners(merge: Merge, by: User | None) -> None:
    """The history of owners follows when the survivor took another's owner, and is as it was when that is undone."""
    if merge.subject != Subject.CONTACT:
        return
    for contact in db.session.scalars(select(Contact).where(Contact.id.in_(ids_of(merge))).order_by(Contact.id)).all():
        if merge.undone_at is not None:
            take_back_owner(contact, merge.uuid)
        record_owner(contact, "merged", origin=merge.uuid, by=by)


def recompute(subject: Subject, ids: list[int]) -> None:
    """Facts and search keys of everybody and every unit the merge touched."""
    if subject == Subject.CONTACT:
        refresh_contacts(ids)
        index_contacts(ids)
        return
    people = people_concerned(subject, ids)
    refresh_contacts(people)
    refresh_units(ids)
    index_units(ids)
    index_contacts(people)
    for unit_id in ids:
        count_change_of_unit(unit_id)
    db.session.expire_all()


def people_concerned(subject: Subject, ids: list[int]) -> set[int]:
    """The people themselves, or everybody who is or was at these units."""
    if subject == Subject.CONTACT:
        return set(ids)
    posts = select(Post.contact_id).where(Post.unit_id.in_(ids))
    here = select(Contact.id).where(Contact.unit_id.in_(ids))
    return {*db.session.scalars(posts), *db.session.scalars(here)}
