"""What a report's address asks for: whose people, which of them, over which days."""

from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.domain.date_words import parse_date
from liaison.domain.report_spans import Span, own_span, span_named
from liaison.due.scopes import Scope, asked_scope

SPANS = {"month": _l("本月"), "last_month": _l("上月"), "quarter": _l("本季"), "year": _l("今年")}


@dataclass(frozen=True)
class Question:
    """`user` is who looks; `scope` holds whose people; `today` the day of looking."""

    user: User
    scope: Scope
    whose: str
    span: Span
    today: date

    @classmethod
    def asked(cls, user: User, args: MultiDict[str, str], today: date) -> "Question":
        """DateWordsError or SpanError for days that no report is made for."""
        scope, whose = asked_scope(user, args)
        return cls(user, scope, whose, asked_span(args, today), today)


def asked_span(args: MultiDict[str, str], today: date) -> Span:
    """A span by its name, or from a day to a day; an open end is today."""
    first, last = args.get("from", "").strip(), args.get("to", "").strip()
    if not first and not last:
        return span_named(args.get("span", "month"), today)
    end = parse_date(last, today) if last else today
    start = parse_date(first, today) if first else end.replace(day=1)
    return own_span(start, end, today)


def span_words(span: Span) -> str:
    """2026年11月 for a whole or running month, else 2026-09-01 至 2026-11-23."""
    if span.code in ("month", "last_month"):
        return _("%(year)d年%(month)d月", year=span.start.year, month=span.start.month)
    return _("%(start)s 至 %(end)s", start=span.start.isoformat(), end=span.end.isoformat())
