"""问候: how far each round of the span came."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import and_, or_, select

from liaison.db import db
from liaison.formats.sheet_records import Percent
from liaison.greetings.models import Round
from liaison.greetings.queries import Tally, seen_rounds, tallies
from liaison.reports.asked import Question
from liaison.reports.shapes import Line, Part, Report

COLUMNS = (_l("节日"), _l("应问候"), _l("已发"), _l("其中已回复"), _l("没发"), _l("免发"), _l("覆盖率"))
MOST_ROUNDS = 200


def rounds(asked: Question) -> Report:
    """Rounds whose feast falls in the span, and those already begun, the latest first, among the people in sight."""
    found = rounds_of(asked)
    counts = tallies(asked.user, [each.id for each in found])
    lines = [line(each, counts.get(each.id, Tally())) for each in found]
    return Report(sentence(lines), COLUMNS, [Part(_("问候批次"), lines, "bars", _("覆盖率"), "%")])


def rounds_of(asked: Question) -> list[Round]:
    start, end = asked.span.start, asked.span.end
    inside = or_(Round.day.between(start, end), and_(Round.day > end, Round.draft_from <= end))
    found = select(Round).where(inside, seen_rounds(asked.user))
    return list(db.session.scalars(found.order_by(Round.day.desc(), Round.id).limit(MOST_ROUNDS)))


def line(round_: Round, tally: Tally) -> Line:
    sent = (tally.invited, tally.reached, tally.replied, tally.ready, tally.excused)
    cells = (round_.day, *sent, Percent(tally.percent / 100))
    return Line(round_.name, cells, tally.percent)


def sentence(lines: list[Line]) -> str:
    if not lines:
        return _("这段日子里没有问候批次。")
    invited, sent = (sum(int(str(each.cells[place])) for each in lines) for place in (1, 2))
    return _("%(n)d 个批次，应问候 %(invited)d 人次，已发 %(sent)d 人次。", n=len(lines), invited=invited, sent=sent)
