"""Submitting a round, approving it whole or row by row, sending it back with words."""

from flask import request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.greetings import approval
from liaison.greetings.blueprint import (
    back_to,
    bp,
    greeting_or_404,
    round_or_404,
    round_url,
    run_round,
    seen_version,
    told,
)
from liaison.greetings.errors import GreetingError
from liaison.greetings.queries import tally_of


@bp.post("/rounds/<int:round_id>/submission")
def submit(round_id: int) -> Response:
    """To the section head."""
    round_ = run_round(round_id)
    target = round_url(round_)
    with told(_("已送审，请负责人审定")):
        try:
            approval.submit_round(round_, now=clock.now(), by=current_user())
        except GreetingError as refusal:
            if refusal.code == "faulty":
                target = url_for("greetings.show", round_id=round_id, show="faulty")
            raise
    return back_to(target)


@bp.post("/rounds/<int:round_id>/submission/withdrawal")
def withdraw(round_id: int) -> Response:
    """Back from the section head, before anything was approved."""
    round_ = run_round(round_id)
    with told(_("已撤回送审")):
        approval.withdraw_submission(round_, by=current_user())
    return back_to(round_url(round_))


@bp.post("/rounds/<int:round_id>/approval")
def approve(round_id: int) -> Response:
    """Everything that awaits approval."""
    round_ = round_or_404(round_id)
    tally = tally_of(current_user(), round_)
    done = _("已审定 %(n)d 人，可以发送了", n=tally.pending)
    if tally.returned:
        done += _("；退回的 %(n)d 人改好再审定", n=tally.returned)
    with told(done):
        approval.approve_round(round_, now=clock.now(), by=current_user())
    return back_to(round_url(round_))


@bp.post("/rounds/<int:round_id>/return")
def send_back(round_id: int) -> Response:
    """The whole round back to its makers, with words."""
    round_ = round_or_404(round_id)
    with told(_("已退回，起草人会看到您的意见")):
        approval.return_round(round_, request.form.get("words", ""), now=clock.now(), by=current_user())
    return back_to(round_url(round_))


@bp.post("/<int:greeting_id>/approval")
def approve_row(greeting_id: int) -> Response:
    """This text may go out."""
    row = greeting_or_404(greeting_id)
    with told(_("已审定给%(who)s的问候", who=row.name)):
        approval.approve_greeting(row, version=seen_version(), now=clock.now(), by=current_user())
    return back_to(round_url(row.round))


@bp.post("/<int:greeting_id>/return")
def send_back_row(greeting_id: int) -> Response:
    """This text is to be changed, and how."""
    row = greeting_or_404(greeting_id)
    with told(_("已退回给%(who)s的问候", who=row.name)):
        words = request.form.get("words", "")
        approval.return_greeting(row, words, version=seen_version(), now=clock.now(), by=current_user())
    return back_to(round_url(row.round))
