"""The reports: one page for each, all with the same scope and span; the Monday page; the month's bulletin."""

import io
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, send_file, url_for
from flask import Response as Answer
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.accounts.whose import whose_choices
from liaison.db import db
from liaison.domain.report_spans import SpanError
from liaison.due.scopes import asked_scope
from liaison.exports.actions import note_document
from liaison.formats.documents import write_docx
from liaison.office.queries import setting
from liaison.reports.asked import SPANS, Question, span_words
from liaison.reports.bulletin import Bulletin, as_document, asked_month, bulletin
from liaison.reports.kinds import KINDS
from liaison.reports.monday import monday
from liaison.reports.queries import unreached
from liaison.reports.shapes import TooMuch
from liaison.web.dates import office_today
from liaison.web.links import choice_links, with_args

bp = Blueprint("reports", __name__, url_prefix="/reports")
UNREACHED_SHOWN = 30
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@bp.get("")
def index() -> Response:
    """The first report."""
    return redirect(url_for("reports.show", code="coverage"))


@bp.get("/monday")
def monday_page() -> str:
    """The head's Monday: last week, this week, what is late, who needs a hand."""
    today = office_today()
    scope, whose = asked_scope(current_user(), request.args)
    return render_template(
        "reports/monday.html",
        page=monday(today, scope),
        kinds=KINDS.values(),
        whose=whose,
        whose_links=choice_links("whose", whose_choices(current_user()), whose),
    )


@bp.get("/bulletin")
def bulletin_page() -> str:
    """The month's bulletin as it would be printed."""
    asked = asked_bulletin()
    return render_template(
        "reports/bulletin.html",
        text=written_bulletin(asked),
        asked=asked,
        month=f"{asked.span.start:%Y-%m}",
        kinds=KINDS.values(),
        whose_links=choice_links("whose", whose_choices(current_user()), asked.whose),
        month_links=choice_links("month", recent_months(asked.today), f"{asked.span.start:%Y-%m}"),
    )


@bp.post("/bulletin")
def bulletin_file() -> Answer | Response:
    """The same as a .docx in the layout of official documents."""
    asked = asked_bulletin()
    text = written_bulletin(asked)
    if text is None:
        flash(_("没有导出：%(reason)s", reason=_("范围太大，请缩小范围再导出")), "bad")
        return redirect(url_for("reports.bulletin_page"))
    note_document(text.title, "docx", by=current_user(), month=f"{asked.span.start:%Y-%m}")
    db.session.commit()
    content = io.BytesIO(write_docx(as_document(text)))
    answer = send_file(content, mimetype=DOCX, as_attachment=True, download_name=f"{text.title}.docx")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def asked_bulletin() -> Question:
    """The month and the people that the address names, everyone in sight where it names nobody: a bulletin is the office's.

    400 for what is no month.
    """
    user, today = current_user(), office_today()
    scope, whose = asked_scope(user, MultiDict({"whose": "all", **request.args.to_dict()}))
    try:
        span = asked_month(request.args.get("month", ""), today)
    except ValueError:
        abort(400, _("没有这个月份，请写成 2026-11"))
    return Question(user, scope, whose, span, today)


def written_bulletin(asked: Question) -> Bulletin | None:
    """None where there is more than a report counts."""
    try:
        return bulletin(asked, office=setting("office_name"))
    except TooMuch:
        return None


def recent_months(today: date) -> list[tuple[str, str]]:
    """This month and the three before it."""
    months, day = [], today.replace(day=1)
    for _number in range(4):
        months.append((f"{day:%Y-%m}", _("%(year)d年%(month)d月", year=day.year, month=day.month)))
        day = (day - timedelta(days=1)).replace(day=1)
    return months


@bp.get("/<code>")
def show(code: str) -> str | tuple[str, int]:
    """One report over a span, for the people asked for."""
    kind = KINDS.get(code) or abort(404)
    try:
        asked = Question.asked(current_user(), request.args, office_today())
    except SpanError as error:
        abort(400, str(error))
    try:
        report = kind.make(asked)
    except TooMuch:
        report = None
    return render_template(
        "reports/show.html",
        kind=kind,
        kinds=KINDS.values(),
        report=report,
        asked=asked,
        span_text=span_words(asked.span),
        missed=missed_people(asked) if code == "coverage" and report else [],
        shown=UNREACHED_SHOWN,
        whose_links=choice_links("whose", whose_choices(current_user()), asked.whose),
        span_links=span_links(asked),
    )


def missed_people(asked: Question) -> list[object]:
    """The first of those whom the span did not reach."""
    span = asked.span
    return list(db.session.scalars(unreached(asked.scope, span.start, span.end, asked.today).limit(UNREACHED_SHOWN)))


def span_links(asked: Question) -> list[dict[str, object]]:
    """本月, 上月, 本季, 今年; each drops the days of one's own."""
    return [
        {
            "url": url_for("reports.show", code=(request.view_args or {}).get("code"), **kept(span=code)),
            "label": str(words),
            "current": asked.span.code == code,
        }
        for code, words in SPANS.items()
    ]


def kept(**changes: str | None) -> dict[str, Any]:
    """The page's query with some values replaced, without a span in days."""
    return {key: value for key, value in with_args(**changes).items() if key not in ("from", "to", "code")}
