"""Lists for the office's text-message platform: making one, its sheet, settling it."""

import io

from flask import Response as Download
from flask import abort, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import db
from liaison.exports.actions import taken
from liaison.formats.sheet_writer import Table, write_xlsx
from liaison.greetings import sending
from liaison.greetings.blueprint import back_to, bp, round_url, run_round, told
from liaison.greetings.channels import mobile_of
from liaison.greetings.models import Greeting, Round, SendList
from liaison.greetings.queries import sendable_rows
from liaison.web.dates import office_today

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.post("/rounds/<int:round_id>/lists")
def make_list(round_id: int) -> Response:
    """Put the approved text messages aside for the office's platform."""
    round_, user = run_round(round_id), current_user()
    with told(_("名单已备好：下载后交平台发送，发完回来了结")):
        sending.make_list(round_, sendable_rows(user, round_), today=office_today(), by=user)
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
    taken(round_.name, "xlsx", len(rows), by=current_user())
    db.session.commit()
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
