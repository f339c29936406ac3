"""交接: the list, a draft and its people, carrying it out, signing, taking it back, and the 交接清单."""

from io import BytesIO

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.accounts.models import User
from liaison.db import StaleRecord, db
from liaison.domain.handover import Stage
from liaison.exports.actions import taken
from liaison.followups.models import FollowUp
from liaison.handover import actions, forms, queries
from liaison.handover.documents import brief_file
from liaison.handover.fate_words import fate_groups
from liaison.handover.fates import fates_of
from liaison.handover.kept_briefs import brief_texts
from liaison.handover.models import Handover
from liaison.handover.moving import moved_counts
from liaison.handover.words import moved_words, part_words, stage_words, watching_words
from liaison.web.dates import office_today
from liaison.web.numbers import number_or_none, storable_number

bp = Blueprint("handovers", __name__, url_prefix="/handovers")
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.record_once
def sign_here(state: BlueprintSetupState) -> None:
    """A follow-up that asks for a signature is finished by signing, not by ticking it off."""
    state.app.extensions.setdefault("follow_up_pages", []).append(page_to_sign)


def page_to_sign(follow_up: FollowUp) -> str | None:
    """The handover that waits for this follow-up's signature."""
    handover_id = queries.waiting_for(follow_up)
    return url_for("handovers.show", handover_id=handover_id) if handover_id else None


def seen(handover_id: int) -> Handover:
    return queries.seen_handover(current_user(), handover_id) or abort(404)


def manageable(handover_id: int) -> Handover:
    """The handover, if the user sees it (else 404) and may carry it out (else 403)."""
    handover = seen(handover_id)
    if not queries.may_manage(current_user(), handover):
        abort(403)
    return handover


def its_page(handover: Handover) -> Response:
    return redirect(url_for("handovers.show", handover_id=handover.id))  # type: ignore[return-value]


@bp.get("")
def index() -> str:
    """All in sight, the latest first."""
    page = queries.handover_page(current_user(), mark=request.args.get("after"))
    return render_template("handovers/index.html", page=page, stage_words=stage_words())


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Who gives, and when. Nothing moves yet."""
    user, today = current_user(), office_today()
    given = {"giver_id": request.args.get("from", type=storable_number) or user.id, "on": today}
    form = forms.DraftForm(today=today, data=given)
    form.offer_choices(user)
    if form.validate_on_submit():
        giver = db.session.get_one(User, form.giver_id.data)
        handover = actions.draft_handover(giver, form.on.data, reason=form.reason.data, by=user)
        db.session.commit()
        return its_page(handover)
    return render_template("handovers/new.html", form=form), form.status


@bp.get("/<int:handover_id>")
def show(handover_id: int) -> str:
    """One handover: its people by unit, what moves or has moved, and the signatures."""
    return handover_page(seen(handover_id))


def handover_page(handover: Handover, refusal: str = "") -> str:
    user = current_user()
    return render_template(
        "handovers/show.html",
        handover=handover,
        stage=handover.stage.value,
        stage_words=stage_words(),
        part_words=part_words(),
        groups=queries.groups_of(handover),
        fates=fate_groups(fates_of(handover)) if handover.stage is Stage.DRAFT else [],
        kept=queries.kept_by(handover.giver),
        moved=[(moved_words()[key], count) for key, count in moved_counts(handover).items()],
        takers=forms.taker_choices(user, handover),
        may_manage=queries.may_manage(user, handover),
        signable=[each.id for each in handover.signatures if actions.may_sign(user, each, handover)],
        day=office_today(),
        watching=watching_words(handover) if handover.stage is Stage.SIGNING else "",
        may_undo=handover.stage is Stage.COMPLETE and actions.may_undo(user, handover),
        refusal=refusal,
    )


@bp.post("/<int:handover_id>/items")
def assign(handover_id: int) -> Response | tuple[str, int]:
    """Who takes the ticked people, those of a unit or a tier, or all of them; nobody leaves them with the giver."""
    handover = manageable(handover_id)
    taker_id = number_or_none(request.form.get("taker_id", ""))
    taker = db.session.get(User, taker_id) if taker_id else None
    if request.form.get("taker_id") and taker is None:
        abort(404)
    try:
        if taker is not None:
            check_within_reach(handover, taker)
        changed = actions.assign(handover, chosen(handover), taker, by=current_user())
    except actions.HandoverError as error:
        db.session.rollback()
        return handover_page(handover, str(error)), 400
    db.session.commit()
    who = taker.name if taker else _("原联络员")
    flash(
        _("%(n)d 人归 %(who)s", n=changed, who=who) if changed else _("没有改动：先勾选人，再选交给谁"),
        "good",
    )
    return its_page(handover)


def check_within_reach(handover: Handover, taker: User) -> None:
    """Who may take them at all is said first; then that the menu did not offer this one."""
    actions.check_taker(handover, taker)
    if str(taker.id) not in {choice.value for choice in forms.taker_choices(current_user(), handover)}:
        raise actions.HandoverError(
            "taker_id", _("%(name)s在别的科室或不属于科室，跨科室的交接请管理员来办", name=taker.name)
        )


def chosen(handover: Handover):  # type: ignore[no-untyped-def]
    """The people the posted form means."""
    which = request.form.get("which", "picked")
    if which == "all":
        return queries.giver_s_people(handover)
    if which.startswith("unit-"):
        return queries.giver_s_people(handover, unit_id=number_or_none(which[5:]) or 0)
    if which.startswith("tier-"):
        return queries.giver_s_people(handover, tier=which[5:])
    ids = [number_or_none(text) or 0 for text in request.form.getlist("contacts")]
    return queries.picked_people(handover, ids)


@bp.route("/<int:handover_id>/edit", methods=["GET", "POST"])
def edit(handover_id: int) -> str | Response | tuple[str, int]:
    """The day, the rest, and what is asked of those who take."""
    handover = manageable(handover_id)
    form = forms.HandoverForm(obj=handover, today=office_today())
    form.offer_choices(current_user(), handover)
    if form.validate_on_submit():
        try:
            actions.edit_handover(
                handover,
                on=form.on.data,
                reason=form.reason.data,
                rest_to=db.session.get(User, form.rest_to_id.data) if form.rest_to_id.data else None,
                introduce=form.introduce.data,
                per_day=form.per_day.data,
                tell_deputies=form.tell_deputies.data,
                version=form.seen_version,
                by=current_user(),
            )
        except actions.HandoverError as error:
            form.rest_to_id.errors = [str(error)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return its_page(handover)
    return render_template("handovers/edit.html", form=form, handover=handover), form.status


@bp.post("/<int:handover_id>/transfer")
def transfer(handover_id: int) -> Response | tuple[str, int]:
    """办理: everything moves in one transaction."""
    handover = manageable(handover_id)
    try:
        gone = actions.carry_out(handover, today=office_today(), now=clock.now(), by=current_user())
    except actions.HandoverError as error:
        db.session.rollback()
        return handover_page(handover, str(error)), 400
    db.session.commit()
    undo = url_for("handovers.withdraw", handover_id=handover.id)
    said = _("已移交，等各方签收")
    if gone:
        said += _("；有 %(n)d 位起草以后已经换了联络员，没有动", n=gone)
    flash({"text": said, "undo_url": undo}, "good")  # type: ignore[arg-type]
    return its_page(handover)


@bp.post("/<int:handover_id>/signatures/<int:signature_id>")
def sign(handover_id: int, signature_id: int) -> Response:
    """签收 one part."""
    handover = seen(handover_id)
    signature = next((each for each in handover.signatures if each.id == signature_id), None) or abort(404)
    if not actions.may_sign(current_user(), signature, handover):
        abort(403)
    actions.sign(handover, signature, now=clock.now(), by=current_user())
    db.session.commit()
    flash(_("各方都已签收，交接完成") if handover.stage is Stage.COMPLETE else _("已签收"), "good")
    return its_page(handover)


@bp.post("/<int:handover_id>/withdrawal")
def withdraw(handover_id: int) -> Response | tuple[str, int]:
    """撤回 before everybody has signed; afterwards by whoever leads, with the reason."""
    handover = manageable(handover_id)
    try:
        reason = request.form.get("reason", "")[:500]
        kept = actions.withdraw(handover, reason=reason, now=clock.now(), by=current_user())
    except actions.HandoverError as error:
        db.session.rollback()
        return handover_page(handover, str(error)), 400
    db.session.commit()
    flash(_("已撤回；有 %(n)d 处之后又改过或办完了，保持现状", n=kept) if kept else _("已撤回，一切如前"), "good")
    return its_page(handover)


@bp.get("/<int:handover_id>/brief")
def brief(handover_id: int) -> str:
    """交接清单 on the screen and on paper, of one taker or of all."""
    handover, today = seen(handover_id), office_today()
    taker_id = request.args.get("taker", type=storable_number)
    return render_template(
        "handovers/brief.html",
        handover=handover,
        briefs=brief_texts(handover, today, taker_id=taker_id),
        taker_id=taker_id,
        part_words=part_words(),
    )


@bp.get("/<int:handover_id>/brief.docx")
def brief_docx(handover_id: int) -> Response:
    """The same as a document."""
    handover, today = seen(handover_id), office_today()
    briefs = brief_texts(handover, today, taker_id=request.args.get("taker", type=storable_number))
    content = brief_file(handover, briefs, printed_by=current_user().name, today=today, now=clock.now())
    name = _("交接清单 %(giver)s %(on)s.docx", giver=handover.giver.name, on=handover.on)
    taken(name, "docx", sum(len(each.people) for each in briefs), by=current_user())
    db.session.commit()
    answer = send_file(BytesIO(content), DOCX, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
