"""Postponing and pausing, always with a reason, always liftable."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, TypeVar

from flask_babel import gettext as _
from sqlalchemy import select

from liaison.accounts.models import User
from liaison.audit.actions import note
from liaison.contacts.models import Contact, Pause, Snooze
from liaison.db import db
from liaison.standing.actions import refresh_contacts

LONGEST_DAYS = 366
Held = TypeVar("Held", Snooze, Pause)


class PostponementError(ValueError):
    """A snooze or pause that cannot be made; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def snooze_contact(
    contact: Contact, until_on: date, reason: str, *, today: date, by: User | None
) -> Snooze:
    """暂缓 until a day to come, at most a year ahead."""
    check_postponement("until_on", until_on, reason, today)
    snooze = Snooze(
        contact_id=contact.id, until_on=until_on, reason=reason.strip(), by_id=by.id if by else None
    )
    db.session.add(snooze)
    return put_in_force(snooze, contact, "contact.snooze", {"until_on": until_on, "reason": reason}, by)


def pause_contact(contact: Contact, resume_on: date, reason: str, *, today: date, by: User | None) -> Pause:
    """停联 until a resume date to come, at most a year ahead."""
    check_postponement("resume_on", resume_on, reason, today)
    pause = Pause(
        contact_id=contact.id, resume_on=resume_on, reason=reason.strip(), by_id=by.id if by else None
    )
    db.session.add(pause)
    return put_in_force(pause, contact, "contact.pause", {"resume_on": resume_on, "reason": reason}, by)


def check_postponement(field: str, day: date, reason: str, today: date) -> None:
    """A postponement looks ahead, not beyond a year, and says why."""
    if not reason.strip():
        raise PostponementError("reason", _("请写明原因"))
    if day <= today:
        raise PostponementError(field, _("请选择今天以后的日期"))
    if (day - today).days > LONGEST_DAYS:
        raise PostponementError(field, _("最多推迟一年，请选近一些的日期"))


def put_in_force(
    record: Held, contact: Contact, action: str, changes: dict[str, Any], by: User | None
) -> Held:
    db.session.flush()
    note(action, contact, by, changes)
    refresh_contacts([contact.id])
    return record


def lift(model: type[Snooze] | type[Pause], contact: Contact, *, now: datetime, by: User | None) -> int:
    """End every snooze, or every pause, in force; answers how many there were."""
    records: Sequence[Any] = db.session.scalars(
        select(model).where(model.contact_id == contact.id, model.lifted_at.is_(None))
    ).all()
    for record in records:
        record.lifted_at = now
    if records:
        db.session.flush()
        note(f"contact.un{model.__name__.lower()}", contact, by)
        refresh_contacts([contact.id])
    return len(records)
