"""Renaming, merging and dissolving a unit on a day, and taking it back. Posts end and begin by it; nothing is deleted."""

from datetime import date, datetime

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.batches import in_one_go
from liaison.db import db
from liaison.domain.posts import Source
from liaison.domain.unit_changes import UnitChangeKind
from liaison.followups.actions import call_off
from liaison.followups.queries import asked_by
from liaison.search.actions import index_unit
from liaison.unit_changes import moving, whereabouts
from liaison.unit_changes.models import UnitChange
from liaison.unit_changes.queries import later_change
from liaison.units.actions import archive_unit, edit_unit, restore_unit
from liaison.units.models import FormerName, Unit


class UnitChangeError(ValueError):
    """A change that cannot be recorded so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def begun_change(
    unit: Unit,
    kind: UnitChangeKind,
    on: date,
    source: Source,
    source_note: str,
    today: date,
    by: User | None,
) -> UnitChange:
    """The record of a change, after what holds for every kind."""
    if on > today:
        raise UnitChangeError("on", _("%(on)s 还没到，请到那一天再登记；现在可以先记一件跟进事项", on=on))
    if unit.archived_at is not None:
        raise UnitChangeError("kind", _("这个单位已归档，请先恢复再登记变动"))
    change = UnitChange(
        unit_id=unit.id,
        kind=kind.value,
        on=on,
        former_name=unit.name,
        former_short_name=unit.short_name,
        source=source.value,
        source_note=source_note.strip(),
        by_id=by.id if by else None,
        moved={},
    )
    db.session.add(change)
    db.session.flush()
    return change


def rename_unit(
    unit: Unit,
    name: str,
    on: date,
    *,
    short_name: str | None = None,
    source: Source = Source.OTHER,
    source_note: str = "",
    today: date,
    by: User | None,
) -> UnitChange:
    """更名. The former name is kept, and found by search and by imports. `short_name` None leaves it."""
    name = name.strip()
    if not name or name == unit.name:
        raise UnitChangeError("name", _("请填写新名称") if not name else _("新名称和现在的一样，没有变动"))
    other = db.session.scalar(
        select(Unit).where(Unit.name == name, Unit.id != unit.id, Unit.archived_at.is_(None))
    )
    if other is not None:
        raise UnitChangeError("name", _("已经有叫“%(name)s”的单位；如果是并入它，请选“并入”", name=name))
    change = begun_change(unit, UnitChangeKind.RENAMED, on, source, source_note, today, by)
    change.new_name = name
    keep_name(unit, unit.name, change)
    values = {"name": name, "short_name": unit.short_name if short_name is None else short_name.strip()}
    edit_unit(unit, values, version=None, by=by)
    note("unit.rename", unit, by, {"name": [change.former_name, name], "on": on, "source": source.value})
    return change


def keep_name(unit: Unit, name: str, change: UnitChange) -> None:
    """The unit answers to this name as well from now on."""
    db.session.add(FormerName(unit_id=unit.id, name=name, until_on=change.on, change_uuid=change.uuid))
    db.session.flush()
    index_unit(unit)


def merge_unit(
    unit: Unit,
    into: Unit | None,
    on: date,
    *,
    source: Source = Source.OTHER,
    source_note: str = "",
    today: date,
    now: datetime,
    by: User | None,
) -> UnitChange:
    """并入: everybody's post here ends and begins there on the day; subordinate units and open follow-ups go along."""
    if into is None or into.id == unit.id:
        raise UnitChangeError("into", _("请填写并入哪个单位，不能是它自己"))
    if into.archived_at is not None:
        raise UnitChangeError("into", _("“%(name)s”已归档，不能并入", name=into.name))
    moving.check_posts(unit, on)
    change = begun_change(unit, UnitChangeKind.MERGED, on, source, source_note, today, by)
    change.into_id = into.id
    with in_one_go():
        change.moved = {
            **moving.end_posts(unit, on, into, by),
            **moving.hand_down(unit, into, by),
            **moving.close_vacancies(unit, f"并入{into.name}", now, by),
        }
        for name in dict.fromkeys(filter(None, (unit.name, unit.short_name))):
            keep_name(into, name, change)
        archive_unit(unit, now=now, by=by)
    note("unit.merge_into", unit, by, {"into": into.name, "on": on, "source": source.value})
    return change


def dissolve_unit(
    unit: Unit,
    on: date,
    *,
    source: Source = Source.OTHER,
    source_note: str = "",
    today: date,
    now: datetime,
    by: User | None,
) -> UnitChange:
    """撤销: everybody's post here ends on the day; subordinate units pass to the parent.

    Whoever held no other post is looked for: a follow-up each, spread over the working days of their officers.
    """
    moving.check_posts(unit, on)
    change = begun_change(unit, UnitChangeKind.DISSOLVED, on, source, source_note, today, by)
    lost = [(contact, contact.address) for contact in whereabouts.only_here(unit)]
    with in_one_go():
        change.moved = {
            **moving.end_posts(unit, on, None, by),
            **moving.hand_down(unit, None, by),
            **moving.close_vacancies(unit, "单位撤销", now, by),
        }
        archive_unit(unit, now=now, by=by)
        whereabouts.ask_whereabouts(change, lost, today, by)
    note("unit.dissolve", unit, by, {"on": on, "source": source.value})
    return change


def withdraw_unit_change(change: UnitChange, *, now: datetime, by: User | None) -> None:
    """Take it back. UnitChangeError when something was recorded about the unit after it."""
    if change.withdrawn_at is not None:
        return
    if later_change(change) is not None:
        raise UnitChangeError("change", _("之后又登记过这个单位的变动，请先撤销后面那一次"))
    for former in db.session.scalars(select(FormerName).where(FormerName.change_uuid == change.uuid)):
        db.session.delete(former)
    db.session.flush()
    if change.kind == UnitChangeKind.RENAMED:
        names = {"name": change.former_name, "short_name": change.former_short_name}
        edit_unit(change.unit, names, version=None, by=by)
    else:
        with in_one_go():
            moving.put_back(change, by)
            restore_unit(change.unit, by=by)
            call_off(asked_by(change.uuid), now=now, by=by)
    for unit in filter(None, (change.unit, change.into)):
        index_unit(unit)
    change.withdrawn_at = now
    db.session.flush()
    note("unit.unchange", change.unit, by, {"kind": change.kind, "on": change.on})
