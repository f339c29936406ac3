"""跟进事项: the list of what is still to do, and ticking it off."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.db import db
from liaison.followups import actions, queries
from liaison.followups.models import FollowUp
from liaison.web.dates import office_today

bp = Blueprint("followups", __name__, url_prefix="/followups")


@bp.get("")
def index() -> str:
    """What is open: one's own, or everyone's."""
    whose = request.args.get("whose", "mine")
    owners = (current_user().id,) if whose == "mine" else None
    found = queries.open_follow_ups(current_user(), owner_ids=owners)
    return render_template("followups/index.html", follow_ups=found, whose=whose, day=office_today())


def changeable(follow_up_id: int) -> FollowUp:
    """The follow-up, if the user sees it (else 404) and owns it or leads (else 403)."""
    found = queries.seen_follow_up(current_user(), follow_up_id) or abort(404)
    if not current_user().leads and found.owner_id not in (None, current_user().id):
        abort(403)
    return found


@bp.post("/<int:follow_up_id>/completion")
def complete(follow_up_id: int) -> Response:
    """Done."""
    follow_up = changeable(follow_up_id)
    actions.finish_follow_up(
        follow_up, now=clock.now(), by=current_user(), outcome=request.form.get("outcome", "")
    )
    db.session.commit()
    undo = url_for("followups.reopen", follow_up_id=follow_up.id)
    flash({"text": _("已办：%(what)s", what=follow_up.name), "undo_url": undo}, "good")  # type: ignore[arg-type]
    return redirect(safe_target(request.form.get("back"), url_for("followups.index")))


@bp.post("/<int:follow_up_id>/reopening")
def reopen(follow_up_id: int) -> Response:
    """Not done after all."""
    actions.reopen_follow_up(changeable(follow_up_id), by=current_user())
    db.session.commit()
    flash(_("已恢复为待办"), "good")
    return redirect(safe_target(request.form.get("back"), url_for("followups.index")))
