"""Drafting a handover, carrying it out in one transaction, signing it, and taking it back before it is complete."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from flask_babel import gettext as _

from liaison.accounts.models import User
from liaison.audit.actions import note, pending_changes
from liaison.batches import in_one_go
from liaison.contacts.models import Contact
from liaison.db import check_version, db
from liaison.domain.handover import Signer, Stage
from liaison.followups.actions import call_off, finish_follow_up
from liaison.followups.queries import asked_by
from liaison.handover import asking, moving
from liaison.handover.kept_briefs import keep_brief
from liaison.handover.models import Handover, HandoverItem, HandoverSignature

LONG_PAST = timedelta(days=31)


class HandoverError(ValueError):
    """A handover that cannot be made so; `field` names the input at fault."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


def draft_handover(giver: User, on: date, *, reason: str = "", by: User | None) -> Handover:
    """草拟: nothing moves yet."""
    handover = Handover(
        giver_id=giver.id, on=on, reason=reason.strip(), created_by_id=by.id if by else None
    )
    db.session.add(handover)
    db.session.flush()
    note("handover.draft", handover, by, {"giver": giver.name, "on": on})
    return handover


def check_taker(handover: Handover, taker: User) -> None:
    """Nobody hands over to oneself, to a disabled account, or to somebody who only reads."""
    if taker.id == handover.giver_id:
        raise HandoverError("taker_id", _("不能交给%(name)s自己，请选另一位联络员", name=taker.name))
    if taker.disabled_at is not None:
        raise HandoverError("taker_id", _("%(name)s的账号已停用，请选别人", name=taker.name))
    if not taker.writes:
        raise HandoverError("taker_id", _("%(name)s只能查看，不能接手，请选别人", name=taker.name))


def check_draft(handover: Handover) -> None:
    if handover.stage is not Stage.DRAFT:
        raise HandoverError("stage", _("这份交接已经办理或撤回，不能再改"))


def assign(handover: Handover, contacts: Sequence[Contact], taker: User | None, *, by: User | None) -> int:
    """Who takes these people; None leaves them with the giver. Answers how many were changed."""
    check_draft(handover)
    if taker is not None:
        check_taker(handover, taker)
    items = {item.contact_id: item for item in handover.items}
    changed = 0
    for contact in contacts:
        item = items.get(contact.id)
        if (item.taker_id if item else None) == (taker.id if taker else None):
            continue
        changed += 1
        if taker is None and item is not None:
            handover.items.remove(item)
        elif item is not None and taker is not None:
            item.taker = taker
        elif taker is not None:
            handover.items.append(HandoverItem(contact=contact, taker=taker))
    if changed:
        handover.updated_at = max(handover.updated_at, handover.created_at)
        db.session.flush()
        note("handover.assign", handover, by, {"people": changed, "taker": taker.name if taker else None})
    return changed


def edit_handover(
    handover: Handover,
    *,
    on: date,
    reason: str,
    rest_to: User | None,
    introduce: bool,
    per_day: int,
    tell_deputies: bool,
    version: int | None,
    by: User | None,
) -> None:
    """Change how it will be carried out, while it is a draft."""
    check_version(handover, version)
    check_draft(handover)
    if rest_to is not None:
        check_taker(handover, rest_to)
    handover.on, handover.reason, handover.rest_to = on, reason.strip(), rest_to
    handover.introduce, handover.per_day, handover.tell_deputies = introduce, per_day, tell_deputies
    changes = pending_changes(handover)
    db.session.flush()
    note("handover.edit", handover, by, changes)


def check_not_long_past(on: date, today: date) -> None:
    """The history of owners keeps the moment of the transfer; a day long before it would contradict that."""
    if on < today - LONG_PAST:
        raise HandoverError("on", _("交接日期最早填一个月以前，历任记录按办理的那一刻记"))


def carry_out(handover: Handover, *, today: date, now: datetime, by: User | None) -> int:
    """办理: owners, units, follow-ups, greetings and rounds move together, and everybody concerned is told.

    Answers how many of the draft's people are no longer the giver's and were left out.
    """
    check_draft(handover)
    if handover.on > today:
        raise HandoverError("on", _("交接日期是 %(on)s，到那天再办理；要提前就先改日期", on=handover.on))
    check_not_long_past(handover.on, today)
    gone = moving.leave_out_those_gone(handover)
    if not handover.items and handover.rest_to is None:
        raise HandoverError("items", _("还没有选要交接的联系人，也没有选谁接其余事项"))
    for taker in {*handover.takers, *filter(None, [handover.rest_to])}:
        check_taker(handover, taker)
    handover.moved_at, handover.moved_by_id = now, by.id if by else None
    db.session.flush()
    told, given = asking.deputies_to_tell(handover), asking.kept_by_giver(handover)
    keep_brief(handover, today)
    with in_one_go():
        moving.move_all(handover, by)
    if handover.tell_deputies:
        asking.tell_deputies(handover, told, today, by)
    if handover.introduce:
        asking.ask_introductions(handover, given, today, by)
    asking.ask_signatures(handover, today, by)
    db.session.flush()
    found = {"people": len(handover.items), "values": len(handover.moves), "left_out": gone}
    note("handover.carry_out", handover, by, found)
    return gone


def may_sign(user: User, signature: HandoverSignature, handover: Handover) -> bool:
    """One's own part; for one who left, somebody who leads; as the head, whoever may watch over it (asking.watchers)."""
    if handover.stage is not Stage.SIGNING or signature.signed_at is not None or not user.writes:
        return False
    if signature.part == Signer.HEAD:
        return user.id in {watcher.id for watcher in asking.watchers(handover)}
    if signature.user_id == user.id:
        return True
    return user.leads and signature.user is not None and signature.user.disabled_at is not None


def sign(handover: Handover, signature: HandoverSignature, *, now: datetime, by: User) -> None:
    """签收: the part is signed; with the last one the handover is complete."""
    if not may_sign(by, signature, handover):
        raise HandoverError("signature", _("这一栏不由您签，或者已经签过"))
    signature.signed_at, signature.signed_by = now, by
    if signature.follow_up is not None and signature.follow_up.is_open:
        finish_follow_up(signature.follow_up, now=now, by=by, outcome="已签收")
    if all(each.signed_at for each in handover.signatures):
        handover.completed_at = now
    db.session.flush()
    note("handover.sign", handover, by, {"part": signature.part})


def may_undo(user: User, handover: Handover) -> bool:
    """A complete handover is undone by whoever leads and did not give it away, or the administrator."""
    return user.leads and (user.administers or user.id != handover.giver_id)


def withdraw(handover: Handover, *, reason: str = "", now: datetime, by: User | None) -> int:
    """撤回: everything goes back that nobody changed or finished since; answers how many values stay.

    What all have signed is no longer the giver's to take back: that needs somebody who leads, and a reason.
    """
    if handover.stage is Stage.WITHDRAWN:
        return 0
    if handover.stage is Stage.COMPLETE:
        if by is None or not may_undo(by, handover):
            raise HandoverError("stage", _("各方都已签收，移交人不能自己撤回；请科室负责人或管理员撤销，并写明原因"))
        if not reason.strip():
            raise HandoverError("reason", _("各方都已签收，撤销要写明原因"))
    kept = 0
    if handover.moved_at is not None:
        with in_one_go():
            kept = moving.put_back(handover, by)
        call_off(asked_by(handover.uuid), now=now, by=by)
    handover.withdrawn_at, handover.withdrawn_by_id = now, by.id if by else None
    handover.withdraw_reason = reason.strip()
    db.session.flush()
    note("handover.withdraw", handover, by, {"kept": kept, "reason": handover.withdraw_reason})
    return kept
