"""Rounds as a list: starting one, another name or other days, giving one up."""

from datetime import date

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.db import StaleRecord, db
from liaison.domain.greeting_days import workdays_until
from liaison.greetings import rounds
from liaison.greetings.audience import feast_of
from liaison.greetings.blueprint import back_to, bp, round_url, run_round
from liaison.greetings.errors import GreetingError
from liaison.greetings.forms import RoundDaysForm
from liaison.greetings.models import Round, Stage
from liaison.greetings.proposing import proposals
from liaison.greetings.queries import closed_rounds, open_rounds, tallies
from liaison.web.dates import office_today
from liaison.workdays.queries import work_calendar


@bp.get("")
def index() -> str:
    """Rounds under way, feasts to prepare for, rounds ended."""
    user, today = current_user(), office_today()
    under_way, ended = open_rounds(user), closed_rounds(user)
    return render_template(
        "greetings/index.html",
        under_way=under_way,
        ended=ended,
        tallies=tallies(user, [each.id for each in [*under_way, *ended]]),
        proposals=proposals(today, user, under_way + ended),
        workdays=lambda day: workdays_until(day, today, work_calendar()),
        next_step=next_step,
    )


def next_step(round_: Round) -> tuple[str, date] | None:
    """(step, by which day) of what is to be done next; None when the round is ended."""
    return {
        Stage.DRAFT: ("submit", round_.submit_by),
        Stage.SUBMITTED: ("approve", round_.approve_by),
        Stage.APPROVED: ("send", round_.send_on),
    }.get(round_.stage)


@bp.route("/rounds/<int:round_id>/edit", methods=["GET", "POST"])
def edit_round(round_id: int) -> str | Response | tuple[str, int]:
    """Another name, other days."""
    round_ = run_round(round_id)
    form = RoundDaysForm(obj=round_, today=office_today())
    if form.validate_on_submit():
        try:
            rounds.edit_round(round_, form.values(), version=form.seen_version, by=current_user())
        except GreetingError as refusal:
            db.session.rollback()
            field = form[refusal.field or "name"]
            field.errors = [str(refusal)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(round_url(round_))
    proposed = feast_of(round_)
    page = render_template("greetings/edit_round.html", form=form, round=round_, proposed=proposed)
    return page, (400 if form.errors else 200)


@bp.post("/rounds/<int:round_id>/discard")
def discard(round_id: int) -> Response:
    """Give the round up; refused once anything was sent."""
    round_ = run_round(round_id)
    name = round_.name
    try:
        rounds.discard_round(round_, by=current_user())
    except GreetingError as refusal:
        db.session.rollback()
        flash(str(refusal), "bad")
        return back_to(url_for("greetings.show", round_id=round_id))
    db.session.commit()
    flash(_("已作废“%(name)s”", name=name), "good")
    return redirect(url_for("greetings.index"))
