"""发件箱: mails on their way, and those a person must decide about."""

from datetime import timedelta

from flask import abort, current_app, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.greetings import outbox
from liaison.greetings.blueprint import back_to, bp, told
from liaison.greetings.outbox_models import OutboxMessage
from liaison.greetings.queries import may_write
from liaison.health.queries import worker_health
from liaison.web.dates import office_today

ASLEEP = timedelta(minutes=5)


@bp.get("/outbox")
def outbox_page() -> str:
    """Every mail with what became of it; a worker that sleeps is said so."""
    user, now = current_user(), clock.now()
    oldest = outbox.oldest_due(now)
    return render_template(
        "greetings/outbox.html",
        messages=outbox.seen_messages(user),
        asleep_since=oldest if oldest and now - oldest > ASLEEP else None,
        worker=worker_health(now),
        configured=bool(current_app.config["SETTINGS"].smtp_url),
        may_decide=lambda message: may_write(user, message.greeting),
    )


def decidable(message_id: int) -> OutboxMessage:
    """The mail, if the user sees its recipient (else 404) and may write to him (else 403)."""
    message = outbox.seen_message(current_user(), message_id) or abort(404)
    if not may_write(current_user(), message.greeting):
        abort(403)
    return message


@bp.post("/outbox/<int:message_id>/resolution")
def resolve(message_id: int) -> Response:
    """Somebody found out whether it arrived."""
    message = decidable(message_id)
    was_sent = request.form.get("sent") == "yes"
    with told(_("已记为发出") if was_sent else _("会重新发送")):
        outbox.resolve_unknown(
            message, was_sent=was_sent, now=clock.now(), today=office_today(), by=current_user()
        )
    return back_to(url_for("greetings.outbox_page"))


@bp.post("/outbox/<int:message_id>/retry")
def retry(message_id: int) -> Response:
    """Once more, to the address the person has now."""
    message = decidable(message_id)
    with told(_("会重新发送")):
        outbox.retry_message(message, now=clock.now(), by=current_user())
    return back_to(url_for("greetings.outbox_page"))


@bp.post("/outbox/<int:message_id>/withdrawal")
def withdraw_mail(message_id: int) -> Response:
    """Not by the program after all."""
    message = decidable(message_id)
    with told(_("已撤下，可以自己发")):
        outbox.withdraw_message(message, now=clock.now(), by=current_user())
    return back_to(url_for("greetings.outbox_page"))
