"""Sending by hand, quickly: one person after another; mails handed to the program; answers."""

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from flask import current_app, flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.accounts.models import User
from liaison.greetings import outbox, sending
from liaison.greetings.blueprint import (
    back_to,
    bp,
    round_or_404,
    round_url,
    run_round,
    told,
    typed_day,
    writable,
)
from liaison.greetings.channels import channel_words
from liaison.greetings.dispatch_links import code_for, links_to
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round
from liaison.greetings.occasions import quiet_day_name
from liaison.greetings.queries import sendable_rows
from liaison.web.dates import office_today

MORNING = time(9, 0)


@bp.get("/rounds/<int:round_id>/sending")
def queue(round_id: int) -> str:
    """One person at a time: the text to copy, the links, the code for the phone, and the next."""
    round_ = round_or_404(round_id)
    all_ready = sendable_rows(current_user(), round_)
    wanted = request.args.get("channel", "")
    waiting = [row for row in all_ready if row.channel == wanted or not wanted]
    at = request.args.get("at", type=int)
    current = next((row for row in waiting if row.id == at), waiting[0] if waiting else None)
    return render_template(
        "greetings/queue.html",
        round=round_,
        waiting=waiting,
        of_others=not_his_own(waiting, current_user()),
        current=current,
        after=following(waiting, current),
        links=links_to(current) if current else {},
        code=code_for(current) if current else None,
        quiet=quiet_day_name(office_today()),
        channel=request.args.get("channel", ""),
        channels=channels_of(all_ready),
        listable=sending.listable(waiting),
        mails=[row for row in waiting if row.channel == "email" and row.contact.email],
        lists=sending.open_lists(round_),
        posts=bool(current_app.config["SETTINGS"].smtp_url),
    )


def not_his_own(rows: list[Greeting], user: User) -> int:
    """How many an officer sends for others, whom his first page does not count; 0 for those who see to everybody."""
    return sum(row.officer_id != user.id for row in rows) if user.role == "officer" else 0


def channels_of(rows: list[Greeting]) -> list[tuple[str, str]]:
    """(code, word) of the channels that occur, for the choice above the queue."""
    there = {row.channel for row in rows}
    return [("", _("全部")), *(pair for pair in channel_words().items() if pair[0] in there)]


def following(waiting: list[Greeting], current: Greeting | None) -> Greeting | None:
    """Who comes after this one, the first again at the end; None when nobody else waits."""
    if current is None or len(waiting) < 2:
        return None
    place = waiting.index(current)
    return waiting[(place + 1) % len(waiting)]


@bp.post("/<int:greeting_id>/dispatch")
def sent(greeting_id: int) -> Response:
    """A person has sent it; on to the next."""
    row = writable(greeting_id)
    with told(_("已记为发出：%(who)s", who=row.name), url_for("greetings.unsent", greeting_id=row.id)):
        sending.mark_sent(row, now=clock.now(), today=office_today(), by=current_user())
    return back_to(round_url(row.round))


@bp.post("/<int:greeting_id>/dispatch/undone")
def unsent(greeting_id: int) -> Response:
    """It was not sent after all."""
    row = writable(greeting_id)
    with told(_("已撤销，%(who)s仍是待发", who=row.name)):
        sending.unsend(row, now=clock.now(), by=current_user())
    return back_to(url_for("greetings.queue", round_id=row.round_id, at=row.id))


@bp.post("/<int:greeting_id>/conversation")
def spoken(greeting_id: int) -> Response:
    """The greeting was spoken, or nobody was reached."""
    row = writable(greeting_id)
    reached = request.form.get("reached") == "yes"
    said = (
        _("已记下：问候到%(who)s", who=row.name)
        if reached
        else _("已记下：%(who)s没联系上，仍是待发", who=row.name)
    )
    with told(said, url_for("greetings.unsent", greeting_id=row.id) if reached else None):
        sending.mark_spoken(
            row,
            reached=reached,
            words=request.form.get("words", ""),
            now=clock.now(),
            today=office_today(),
            by=current_user(),
        )
    return back_to(round_url(row.round))


@bp.post("/<int:greeting_id>/reply")
def reply(greeting_id: int) -> Response:
    """The person has answered."""
    row, today = writable(greeting_id), office_today()
    with told(
        _("已记下%(who)s的回复", who=row.name), url_for("greetings.withdraw_reply", greeting_id=row.id)
    ):
        words = request.form.get("words", "")
        sending.log_reply(row, words, typed_day(today), today=today, by=current_user())
    return back_to(round_url(row.round))


@bp.post("/<int:greeting_id>/reply/undone")
def withdraw_reply(greeting_id: int) -> Response:
    """The reply was logged by mistake."""
    row = writable(greeting_id)
    with told(_("已撤销%(who)s的回复", who=row.name)):
        sending.withdraw_reply(row, today=office_today(), by=current_user())
    return back_to(round_url(row.round))


@bp.post("/rounds/<int:round_id>/mails")
def post_mails(round_id: int) -> Response:
    """Hand the approved mails over to the program, to be sent now or on the day of sending."""
    round_, user = run_round(round_id), current_user()
    if not current_app.config["SETTINGS"].smtp_url:
        flash(_("还没有设置邮件服务器（LIAISON_SMTP_URL），请逐封发送"), "bad")
        return back_to(url_for("greetings.queue", round_id=round_id))
    due_at, on = due_instant(round_, request.form.get("when", ""))
    with told(_("已交给程序发送，进展见发件箱")):
        chosen = [row for row in sendable_rows(current_user(), round_) if row.channel == "email"]
        if not chosen:
            raise GreetingError("no_mail", _("没有可以交给程序的邮件：要审定过、有邮箱、还没发"))
        for row in chosen:
            outbox.post_greeting(row, due_at=due_at, on=on, by=user)
    return back_to(url_for("greetings.outbox_page"))


def due_instant(round_: Round, when: str) -> tuple[datetime, date]:
    """(instant, its date): now, or nine in the morning on the day of sending when that is still ahead."""
    now, today = clock.now(), office_today()
    zone = ZoneInfo(current_app.config["SETTINGS"].timezone)
    planned = datetime.combine(round_.send_on, MORNING, zone)
    if when == "planned" and planned > now:
        return planned, round_.send_on
    return now, today
