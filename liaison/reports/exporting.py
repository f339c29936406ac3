"""Reports on their way out: one list for each, its parts under one another; and the people nobody reached."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.db import db
from liaison.due.scopes import asked_scope
from liaison.exports.listing import CHUNK, Asked, Listing, Paper
from liaison.exports.refusals import NoSuchList, TooLong
from liaison.reports.asked import Question, span_words
from liaison.reports.kinds import KINDS, ReportKind
from liaison.reports.monday import monday
from liaison.reports.monday_lines import lines_of
from liaison.reports.queries import unreached
from liaison.reports.shapes import TooMuch, rows_of
from liaison.web.filters import tier_words

UNREACHED_HEADINGS = ("单位", "姓名", "职务", "电话", "联系等级", "最近联系", "应联系日期", "联络员")


def question(asked: Asked) -> Question:
    """The same question as the page's."""
    if asked.user is None:
        raise NoSuchList
    return Question.asked(asked.user, asked.args, asked.today)


def report_listing(kind: ReportKind) -> Listing:
    """One report as a list that can be taken away."""

    def rows(asked: Asked) -> Iterator[Sequence[Any]]:
        try:
            yield from rows_of(kind.make(question(asked)))
        except TooMuch as refusal:
            raise TooLong from refusal

    return Listing(
        code=f"report-{kind.code}",
        title=kind.title,
        headings=(_l("分组"), _l("项目"), *kind.columns),
        rows=rows,
        whole=None,
        name_of=named(kind.title, spanned=kind.spanned),
    )


def named(title: Any, *, spanned: bool) -> Callable[[Asked], str]:
    return lambda asked: f"{title} {span_words(question(asked).span)}" if spanned else str(title)


def unreached_rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each person whom the span did not reach, the closest ties first."""
    about, tiers = question(asked), tier_words()
    statement = unreached(about.scope, about.span.start, about.span.end, about.today)
    for contact in db.session.scalars(statement.execution_options(yield_per=CHUNK)):
        yield [
            contact.unit.name if contact.unit else "", contact.name, contact.title,
            contact.telephones, tiers[contact.tier], contact.last_contact_on,
            contact.due_on, contact.owner.name if contact.owner else "",
        ]  # fmt: skip


UNREACHED = Listing(
    code="report-unreached",
    title=_l("没有联系到的人"),
    headings=UNREACHED_HEADINGS,
    rows=unreached_rows,
    whole=None,
    paper=Paper(_l("没有联系到的人"), ("姓名", "单位", "职务", "电话", "联系等级", "最近联系", "联络员")),
    name_of=named(_l("没有联系到的人"), spanned=True),
)


def monday_rows(asked: Asked) -> Iterator[list[Any]]:
    """The page's lines, part by part. It is the page of those who lead."""
    if asked.user is None or not asked.user.leads:
        raise NoSuchList
    scope, _whose = asked_scope(asked.user, asked.args)
    yield from map(list, lines_of(monday(asked.today, scope)))


MONDAY = Listing(
    code="report-monday",
    title=_l("周一页"),
    headings=(_l("部分"), _l("项目"), _l("内容"), _l("单位"), _l("日期"), _l("谁")),
    rows=monday_rows,
    whole=None,
    name_of=lambda asked: f"{_l('周一页')} {asked.today.isoformat()}",
)
REPORTS = (*map(report_listing, KINDS.values()), UNREACHED, MONDAY)
