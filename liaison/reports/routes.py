"""The reports: one page for each, all with the same scope and span."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.accounts.policy import sees_everyone
from liaison.db import db
from liaison.domain.report_spans import SpanError
from liaison.reports.asked import SPANS, Question, span_words
from liaison.reports.kinds import KINDS
from liaison.reports.queries import unreached
from liaison.reports.shapes import TooMuch
from liaison.web.dates import office_today
from liaison.web.links import choice_links, with_args

bp = Blueprint("reports", __name__, url_prefix="/reports")
UNREACHED_SHOWN = 30


@bp.get("")
def index() -> Response:
    """The first report."""
    return redirect(url_for("reports.show", code="coverage"))


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
        whose_links=choice_links("whose", whose_choices(), asked.whose),
        span_links=span_links(asked),
    )


def missed_people(asked: Question) -> list[object]:
    """The first of those whom the span did not reach."""
    span = asked.span
    return list(db.session.scalars(unreached(asked.scope, span.start, span.end, asked.today).limit(UNREACHED_SHOWN)))


def whose_choices() -> list[tuple[str, str]]:
    """我的, 本科 for those who see beyond it, 全部."""
    user = current_user()
    section = [("section", _("本科"))] if user.section_id and sees_everyone(user) else []
    mine = [("mine", _("我的"))] if user.writes else []
    return [*mine, *section, ("all", _("全部"))]


def span_links(asked: Question) -> list[dict[str, object]]:
    """本月, 上月, 本季, 今年; each drops the days of one's own."""
    words = {"month": _("本月"), "last_month": _("上月"), "quarter": _("本季"), "year": _("今年")}
    return [
        {
            "url": url_for("reports.show", code=(request.view_args or {}).get("code"), **kept(span=code)),
            "label": words[code],
            "current": asked.span.code == code,
        }
        for code in SPANS
    ]


def kept(**changes: str | None) -> dict[str, Any]:
    """The page's query with some values replaced, without a span in days."""
    return {key: value for key, value in with_args(**changes).items() if key not in ("from", "to", "code")}
