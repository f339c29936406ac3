"""Who is in a round and who is not, with the reasons; putting in and leaving out by hand."""

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.contacts.models import Contact
from liaison.contacts.queries import seen_contact
from liaison.db import db
from liaison.greetings import drafting, excusing
from liaison.greetings.audience import feast_of, left_out
from liaison.greetings.blueprint import (
    back_to,
    bp,
    chosen_ids,
    draftable,
    may_run,
    round_or_404,
    run_round,
    told,
)
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round
from liaison.greetings.queries import RowFilter, may_draft, seen_greeting, shown_rows
from liaison.search.queries import NotFoundOnce, named_contacts
from liaison.web.dates import office_today


@bp.get("/rounds/<int:round_id>/audience")
def audience(round_id: int) -> str:
    """Everybody in the round and everybody left out of it, each with the reason."""
    return audience_page(round_or_404(round_id))


def audience_page(round_: Round, refused: str = "", refusal: str = "") -> str:
    """The page; `refused` names the part whose ticks and words were not taken: they stay, with the refusal beside."""
    user = current_user()
    day = feast_of(round_)
    outside = left_out(round_, day, office_today()) if day else []
    visible = {each.known.id: each for each in outside if seen_contact(user, each.known.id)}
    return render_template(
        "greetings/audience.html",
        round=round_,
        rule=[each.audience.words for each in day.observances] if day else [],
        inside=shown_rows(user, round_, RowFilter()),
        missing=[each for each in visible.values() if each.invited],
        outside=[each for each in visible.values() if not each.invited],
        may_run=may_run(user, round_) and not round_.closed_at,
        refused=refused,
        refusal=refusal,
        typed=request.form if refused else {},
        ticked=set(chosen_ids("contact") + chosen_ids("greeting")) if refused else set(),
    )


@bp.post("/rounds/<int:round_id>/invitations")
def invite(round_id: int) -> Response | tuple[str, int]:
    """Put people into the round by hand: those ticked and those named, with a reason."""
    round_ = run_round(round_id)
    try:
        added = invited_by_hand(round_)
    except GreetingError as refusal:
        db.session.rollback()
        part = "missing" if "late" in request.form else "outside"
        return audience_page(round_, part, str(refusal)), 400
    db.session.commit()
    flash(_("已列入 %(n)d 人并配好措辞", n=len(added)), "good")
    return back_to(url_for("greetings.audience", round_id=round_id))


def invited_by_hand(round_: Round) -> list[Greeting]:
    """Those put in; GreetingError without a reason, and when nobody could be."""
    user, reason = current_user(), request.form.get("reason", "").strip()
    people = {key: reason for key in chosen_ids("contact") if seen_contact(user, key)}
    people |= {contact.id: reason for contact in named(request.form.get("who", ""))}
    if people and not reason:
        raise GreetingError("no_reason", _("请写明列入的理由，复盘和明年起草时要看"))
    added = drafting.add_people(round_, drafting.invitations_for(people), by=user, by_hand=True)
    if not added:
        raise GreetingError(
            "nobody_added", _("没有添上谁：请勾选或写上姓名；已在同一节日批次里的不重复列入")
        )
    return added


def named(text: str) -> list[Contact]:
    """The people named in words; GreetingError for a name that is not one of them."""
    try:
        return named_contacts(current_user(), text)
    except NotFoundOnce as error:
        raise GreetingError("unknown_name", str(error)) from error


@bp.post("/rounds/<int:round_id>/excuses")
def excuse_many(round_id: int) -> Response | tuple[str, int]:
    """免发 for everybody ticked, with one reason."""
    round_, user = run_round(round_id), current_user()
    rows = [seen_greeting(user, key) for key in chosen_ids("greeting")]
    allowed = [row for row in rows if row and row.round_id == round_id and may_draft(user, row)]
    try:
        if not allowed:
            raise GreetingError("nobody_ticked", _("请先勾选要免发的人"))
        for row in allowed:
            excusing.excuse_greeting(row, request.form.get("reason", ""), now=clock.now(), by=user)
    except GreetingError as refusal:
        db.session.rollback()
        return audience_page(round_, "inside", str(refusal)), 400
    db.session.commit()
    flash(_("已免发 %(n)d 人", n=len(allowed)), "good")
    return back_to(url_for("greetings.audience", round_id=round_id))


@bp.post("/<int:greeting_id>/excuse")
def excuse(greeting_id: int) -> Response:
    """免发, with the reason."""
    row = draftable(greeting_id)
    said = _("%(who)s已免发", who=row.name)
    with told(said, url_for("greetings.readmit", greeting_id=row.id)):
        excusing.excuse_greeting(row, request.form.get("excuse", ""), now=clock.now(), by=current_user())
    return back_to(url_for("greetings.show", round_id=row.round_id))


@bp.post("/<int:greeting_id>/excuse/lifted")
def readmit(greeting_id: int) -> Response:
    """To be greeted after all."""
    row = draftable(greeting_id)
    with told(_("%(who)s恢复为待发", who=row.name)):
        excusing.readmit_greeting(row, by=current_user())
    return back_to(url_for("greetings.show", round_id=row.round_id))
