"""Sending by hand, quickly: one person after another, lists for the platform, mails for the outbox."""

import io
from datetime import date, datetime, time
from urllib.parse import quote
from zoneinfo import ZoneInfo

import segno
from flask import Response as Download
from flask import abort, current_app, flash, render_template, request, send_file, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.domain.date_words import DateWordsError, parse_date
from liaison.formats.sheet_writer import Table, write_xlsx
from liaison.greetings import outbox, sending
from liaison.greetings.blueprint import back_to, bp, round_or_404, round_url, run_round, told, writable
from liaison.greetings.channels import SPOKEN, channel_words, mobile_of
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, Round, SendList
from liaison.greetings.occasions import quiet_day_name
from liaison.greetings.queries import RowFilter, may_write, posted_greetings, shown_rows
from liaison.web.dates import office_today

MORNING = time(9, 0)
SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/rounds/<int:round_id>/sending")
def queue(round_id: int) -> str:
    """One person at a time: the text to copy, the links, the code for the phone, and the next."""
    round_ = round_or_404(round_id)
    all_ready = sendable_rows(round_)
    wanted = request.args.get("channel", "")
    waiting = [row for row in all_ready if row.channel == wanted or not wanted]
    at = request.args.get("at", type=int)
    current = next((row for row in waiting if row.id == at), waiting[0] if waiting else None)
    return render_template(
        "greetings/queue.html",
        round=round_,
        waiting=waiting,
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


def sendable_rows(round_: Round) -> list[Greeting]:
    """What this user may send by hand now: approved, his to write, in nobody else's hands."""
    user, posted = current_user(), posted_greetings(round_)
    rows = shown_rows(user, round_, RowFilter(show="approved"))
    return [row for row in rows if row.list_id is None and row.id not in posted and may_write(user, row)]


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


def links_to(row: Greeting) -> dict[str, str]:
    """What a click opens on this device, as far as there is a number or an address."""
    contact, body = row.contact, quote(row.text)
    found = {}
    mobile, first = mobile_of(contact), next(iter(contact.phones), None)
    if mobile and row.channel == "sms":
        # Phones of one make want "?", those of the other "&" before the text; both take the two together.
        found["sms"] = f"sms:{mobile.digits}?&body={body}"
    if first:
        found["tel"] = f"tel:{(mobile or first).digits or first.text}"
    if contact.email and row.channel == "email":
        subject = quote(f"{row.round.occasion_name}问候")
        found["mailto"] = f"mailto:{quote(contact.email, safe='@')}?subject={subject}&body={body}"
    return found


def code_for(row: Greeting) -> Markup | None:
    """A QR code that brings number and text to the phone, or one of them; None where it would not help."""
    content = code_content(row.contact, row)
    if not content:
        return None
    drawn = segno.make(content, error="l", boost_error=False, micro=False, encoding="utf-8")
    return Markup(drawn.svg_inline(border=2, svgclass=None, lineclass=None, omitsize=True))


def code_content(contact: Contact, row: Greeting) -> str:
    mobile = mobile_of(contact)
    if row.channel == "sms" and mobile:
        return f"SMSTO:{mobile.digits}:{row.text}"
    if row.channel == "wechat":
        return row.text
    if row.channel in SPOKEN and contact.phones:
        return f"tel:{(mobile or contact.phones[0]).digits}"
    return ""


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
        sending.log_reply(row, words, reply_day(today), today=today, by=current_user())
    return back_to(round_url(row.round))


def reply_day(today: date) -> date:
    """The day in the form, in any words people type; today when left empty."""
    text = request.form.get("on", "").strip()
    try:
        return parse_date(text, today) if text else today
    except DateWordsError as error:
        raise GreetingError("bad_day", str(error), field="on") from error


@bp.post("/<int:greeting_id>/reply/undone")
def withdraw_reply(greeting_id: int) -> Response:
    """The reply was logged by mistake."""
    row = writable(greeting_id)
    with told(_("已撤销%(who)s的回复", who=row.name)):
        sending.withdraw_reply(row, today=office_today(), by=current_user())
    return back_to(round_url(row.round))


@bp.post("/rounds/<int:round_id>/lists")
def make_list(round_id: int) -> Response:
    """Put the approved text messages aside for the office's platform."""
    round_, user = run_round(round_id), current_user()
    with told(_("名单已备好：下载后交平台发送，发完回来了结")):
        sending.make_list(round_, sendable_rows(round_), today=office_today(), by=user)
    return back_to(url_for("greetings.queue", round_id=round_id))


def list_or_404(list_id: int) -> tuple[SendList, Round]:
    made = db.session.get(SendList, list_id) or abort(404)
    return made, run_round(made.round_id)


@bp.get("/lists/<int:list_id>.xlsx")
def list_file(list_id: int) -> Download:
    """The sheet the platform takes: telephone and text, then whom they are for."""
    made, round_ = list_or_404(list_id)
    rows = [row for row in sending.listed_on(made) if not row.sent_at or made.settled_at]
    table = Table(
        round_.name,
        [_("手机号码"), _("短信内容"), _("姓名"), _("单位")],
        [[digits_of(row), row.text, row.name, row.unit.name if row.unit else ""] for row in rows],
    )
    content = io.BytesIO()
    write_xlsx(content, [table])
    content.seek(0)
    name = f"{round_.name}-{made.id}.xlsx"
    answer = send_file(content, mimetype=SHEET, as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def digits_of(row: Greeting) -> str:
    mobile = mobile_of(row.contact)
    return mobile.digits if mobile else ""


@bp.post("/lists/<int:list_id>/settlement")
def settle_list(list_id: int) -> Response:
    """The platform has sent the list, or will not."""
    made, round_ = list_or_404(list_id)
    was_sent = request.form.get("sent") == "yes"
    with told(_("名单里的都已记为发出") if was_sent else _("名单已作废，里面的人仍是待发")):
        sending.settle_list(made, sent=was_sent, now=clock.now(), today=office_today(), by=current_user())
    return back_to(round_url(round_))


@bp.post("/rounds/<int:round_id>/mails")
def post_mails(round_id: int) -> Response:
    """Hand the approved mails over to the program, to be sent now or on the day of sending."""
    round_, user = run_round(round_id), current_user()
    if not current_app.config["SETTINGS"].smtp_url:
        flash(_("还没有设置邮件服务器（LIAISON_SMTP_URL），请逐封发送"), "bad")
        return back_to(url_for("greetings.queue", round_id=round_id))
    due_at, on = due_instant(round_, request.form.get("when", ""))
    with told(_("已交给程序发送，进展见发件箱")):
        chosen = [row for row in sendable_rows(round_) if row.channel == "email"]
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
