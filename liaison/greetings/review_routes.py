"""复盘: what the round achieved, and what next year's should know."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from flask import current_app, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.greetings import closing
from liaison.greetings.blueprint import back_to, bp, may_run, round_or_404, run_round, seen_version, told
from liaison.greetings.queries import RowFilter, shown_rows
from liaison.greetings.review import review_of


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
