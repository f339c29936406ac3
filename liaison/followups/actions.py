"""Making, moving, finishing and deleting follow-ups. Days fall on working days."""

from collections.abc import Iterable
from datetime import date, datetime

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.accounts.queries import acting
from liaison.audit.actions import note, pending_changes
from liaison.contacts.models import Contact
from liaison.db import check_version, db
from liaison.followups.models import FollowUp, FollowUpMove
from liaison.interactions.models import Interaction
from liaison.matters.models import Matter
from liaison.units.models import Unit
from liaison.workdays.queries import work_calendar


class FollowUpError(ValueError):
    """A follow-up that cannot be saved so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def working_day(on: date, not_before: date) -> date:
    """The working day something due on this day is done: the last one before it, else the next."""
    return work_calendar().call_day(on, not_before)


def add_follow_up(
    text: str,
    on: date,
    *,
    contact: Contact | None = None,
    unit: Unit | None = None,
    interaction: Interaction | None = None,
    matter: Matter | None = None,
    previous: FollowUp | None = None,
    owner: User | None = None,
    origin: str = "",
    today: date | None = None,
    by: User | None,
) -> FollowUp:
    """Something to do by a day; whoever asks for it owns it unless another is named.

    With `today` the day is moved to a working day and must not be past; what is brought in from elsewhere (an import)
    comes without and keeps its day.
    """
    if not text.strip():
        raise FollowUpError("name", _("请写明要做什么"))
    responsible = owner or by
    check_owner(responsible if owner else None)
    follow_up = FollowUp(
        name=text.strip(),
        on=on if today is None else allowed_day(on, today),
        contact=contact,
        unit_id=contact.unit_id if contact else unit.id if unit else None,
        interaction=interaction,
        matter=matter,
        previous=previous,
        owner_id=responsible.id if responsible else None,
        asked_by_id=by.id if by else None,
        origin=origin,
    )
    db.session.add(follow_up)
    db.session.flush()
    note("follow_up.add", follow_up, by, {"on": follow_up.on})
    return follow_up


def allowed_day(on: date, today: date) -> date:
    """The working day for a day that is not past."""
    if on < today:
        raise FollowUpError("on", _("这一天已经过去，请选今天或以后的日期"))
    return working_day(on, today)


def check_owner(owner: User | None) -> None:
    """Only somebody who signs in and writes can do something."""
    if owner is not None and not owner.acts:
        raise FollowUpError("owner_id", _("%(name)s的账号已停用或只读，请选别人", name=owner.name))


def edit_follow_up(
    follow_up: FollowUp, *, text: str, owner: User | None, version: int | None, by: User | None
) -> None:
    """Say it otherwise, or give it to somebody else. The day is moved with `move_follow_up`, which asks why."""
    check_version(follow_up, version)
    if not text.strip():
        raise FollowUpError("name", _("请写明要做什么"))
    if owner is None or owner.id != follow_up.owner_id:
        check_owner(owner)
    follow_up.name, follow_up.owner_id = text.strip(), owner.id if owner else None
    changes = pending_changes(follow_up)
    db.session.flush()
    if changes:
        note("follow_up.edit", follow_up, by, changes)


def move_follow_up(
    follow_up: FollowUp, on: date, reason: str, *, today: date, version: int | None = None, by: User | None
) -> date:
    """改期, with a reason, to a working day; answers that day. The days before are kept."""
    check_version(follow_up, version)
    if not follow_up.is_open:
        raise FollowUpError("on", _("这件事已经办完或删除，不能再改期"))
    if not reason.strip():
        raise FollowUpError("reason", _("请写明为什么改期"))
    day = allowed_day(on, today)
    if day == follow_up.on:
        raise FollowUpError("on", _("还是原来那天，没有改动"))
    follow_up.moves.append(
        FollowUpMove(from_on=follow_up.on, to_on=day, reason=reason.strip(), by_id=by.id if by else None)
    )
    follow_up.on = day
    db.session.flush()
    note(
        "follow_up.move",
        follow_up,
        by,
        {"on": [follow_up.moves[-1].from_on, day], "reason": reason.strip()},
    )
    return day


def reassign_follow_up(follow_up: FollowUp, owner: User | None, *, by: User | None) -> None:
    """Give it to somebody else, as a handover does."""
    follow_up.owner_id = owner.id if owner else None
    changes = pending_changes(follow_up)
    db.session.flush()
    note("follow_up.reassign", follow_up, by, changes)


def finish_follow_up(follow_up: FollowUp, *, now: datetime, by: User | None, outcome: str = "") -> None:
    """Done, by whom and with what result. Finishing twice changes nothing."""
    if follow_up.done_at is not None:
        return
    follow_up.done_at, follow_up.done_by_id, follow_up.outcome = now, by.id if by else None, outcome.strip()
    db.session.flush()
    note("follow_up.finish", follow_up, by)


def continue_with(
    follow_up: FollowUp, text: str, on: date, *, owner: User | None = None, today: date, by: User | None
) -> FollowUp:
    """The next step after this one, about the same person or unit and owned by the same officer unless another is named."""
    return add_follow_up(
        text,
        on,
        contact=follow_up.contact,
        unit=follow_up.unit,
        matter=follow_up.matter,
        previous=follow_up,
        owner=owner or acting(follow_up.owner),
        today=today,
        by=by,
    )


def reopen_follow_up(follow_up: FollowUp, *, now: datetime, by: User | None) -> list[FollowUp]:
    """Undo a finish, and the next steps it began as far as nobody has touched them: those are answered."""
    follow_up.done_at = follow_up.done_by_id = None
    db.session.flush()
    note("follow_up.reopen", follow_up, by)
    begun = [each for each in follow_up.next if each.is_open and each.version == 1]
    call_off(begun, now=now, by=by)
    return begun


def delete_follow_up(follow_up: FollowUp, *, now: datetime, by: User | None) -> None:
    """Not to be done after all; it can be restored."""
    follow_up.deleted_at = now
    db.session.flush()
    note("follow_up.delete", follow_up, by)


def call_off(follow_ups: Iterable[FollowUp], *, now: datetime, by: User | None) -> None:
    """What asked for them was taken back: they need not be done."""
    for follow_up in follow_ups:
        delete_follow_up(follow_up, now=now, by=by)


def restore_follow_up(follow_up: FollowUp, *, by: User | None) -> None:
    """Undo a deletion."""
    follow_up.deleted_at = None
    db.session.flush()
    note("follow_up.restore", follow_up, by)
