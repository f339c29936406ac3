"""复盘: what the round achieved, and what next year's should know."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import db
from liaison.greetings import closing
from liaison.greetings.blueprint import (
    back_to,
    bp,
    may_run,
    round_or_404,
    round_url,
    run_round,
    seen_version,
    told,
)
from liaison.greetings.errors import GreetingError
from liaison.greetings.forms import ClosingForm
from liaison.greetings.models import State
from liaison.greetings.queries import RowFilter, greetings_of, shown_rows
from liaison.greetings.review import missed_by, review_of


@bp.get("/rounds/<int:round_id>/review")
def review(round_id: int) -> str:
    """Coverage by unit, tier and officer; who was missed and why; answers; times; lessons."""
    round_, user = round_or_404(round_id), current_user()
    rows = shown_rows(user, round_, RowFilter())
    return render_template(
        "greetings/review.html",
        round=round_,
        review=review_of(round_, rows, user, local_date),
        may_run=may_run(user, round_),
    )


def local_date(instant: datetime) -> date:
    """On which date of the office an instant falls."""
    return instant.astimezone(ZoneInfo(current_app.config["SETTINGS"].timezone)).date()


@bp.post("/rounds/<int:round_id>/lessons")
def lessons(round_id: int) -> Response:
    """What next year's round should know."""
    round_ = run_round(round_id)
    with told(_("已记下，明年起草时会看到")):
        text = request.form.get("lessons", "")
        closing.write_lessons(round_, text, version=seen_version(), by=current_user())
    return back_to(url_for("greetings.review", round_id=round_id))


@bp.route("/rounds/<int:round_id>/closing", methods=["GET", "POST"])
def close(round_id: int) -> str | Response | tuple[str, int]:
    """End the round, saying why the rest were missed."""
    round_ = run_round(round_id)
    form = ClosingForm(data={"lessons": round_.lessons})
    missed = [row for row in greetings_of(round_) if row.state == State.READY]
    groups = missed_by(missed)
    if form.validate_on_submit():
        try:
            closing.close_round(
                round_,
                missed_because=form.missed_because.data,
                lessons=form.lessons.data,
                by_officer={group.officer_id: request.form.get(group.field, "") for group in groups},
                now=clock.now(),
                by=current_user(),
            )
        except GreetingError as refusal:
            db.session.rollback()
            errors = form[refusal.field].errors if refusal.field in form else form.form_errors
            errors[:] = [str(refusal)]
        else:
            db.session.commit()
            flash(_("已办结，这是这一批的复盘"), "good")
            return redirect(url_for("greetings.review", round_id=round_id))
    page = render_template("greetings/close.html", form=form, round=round_, missed=missed, groups=groups)
    return page, (400 if form.errors else 200)


@bp.post("/rounds/<int:round_id>/reopening")
def reopen(round_id: int) -> Response:
    """Something was still to be done."""
    round_ = round_or_404(round_id)
    with told(_("已重新打开")):
        closing.reopen_round(round_, by=current_user())
    return back_to(round_url(round_))
