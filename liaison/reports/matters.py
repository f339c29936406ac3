"""事项: what was asked and what became of it, how long it took, and what is late."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from liaison.accounts.models import User
from liaison.db import db
from liaison.domain.matters import Ending, Way
from liaison.domain.report_spans import WEEKLY_UP_TO, Span, buckets
from liaison.matters.models import Matter
from liaison.matters.queries import LIVE, visible_matters
from liaison.matters.words import ending_words, short_way_words
from liaison.reports.asked import Question
from liaison.reports.shapes import Line, Part, Report, TooMuch
from liaison.units.models import Unit

COLUMNS = (_l("收到或提出"), _l("了结"), _l("按期了结"), _l("平均天数"), _l("在办"), _l("超期在办"))
MOST_MATTERS = 20_000


class Kept(NamedTuple):
    """One matter as far as it is counted."""

    way: str
    received_on: date
    due_on: date
    ended_as: str
    ended_on: date | None
    owner: str


def matters(asked: Question) -> Report:
    """What came and what ended in the span; what is open and late stands as of today."""
    kept = matters_of(asked)
    ways, endings = short_way_words(), ending_words()
    owners = sorted({each.owner for each in kept})
    parts = [
        Part(_("来事和去事"), [line(asked, ways[way], [each for each in kept if each.way == way]) for way in Way]),
        Part(_("怎样了结的"), [
            Line(endings[ending], (None, len(ended), on_time(ended), mean_days(ended), None, None), len(ended))
            for ending in Ending
            if (ended := [each for each in ended_in(asked.span, kept) if each.ended_as == ending])
        ], "bars", _("了结")),
        over_time(asked, kept),
        Part(_("按承办人"), [
            line(asked, owner or _("还没有人承办"), [each for each in kept if each.owner == owner]) for owner in owners
        ]),
    ]  # fmt: skip
    return Report(sentence(asked, kept), COLUMNS, parts)


def matters_of(asked: Question) -> list[Kept]:
    """Begun or ended in the span, or still open; TooMuch beyond MOST_MATTERS."""
    span, scope = asked.span, asked.scope
    within = or_(
        Matter.received_on.between(span.start, span.end), Matter.ended_on.between(span.start, span.end),
        Matter.ended_as == "",
    )  # fmt: skip
    found = (
        select(Matter.way, Matter.received_on, Matter.due_on, Matter.ended_as, Matter.ended_on, User.name)
        .outerjoin(User, User.id == Matter.owner_id)
        .where(LIVE, within, visible_matters(asked.user))
    )
    if scope.owner_ids is not None:
        found = found.where(or_(Matter.owner_id.in_(scope.owner_ids), Matter.deputy_id.in_(scope.owner_ids)))
    if scope.unit_kind:
        found = found.where(Matter.unit_id.in_(select(Unit.id).where(Unit.kind == scope.unit_kind)))
    rows = db.session.execute(found.limit(MOST_MATTERS + 1)).all()
    if len(rows) > MOST_MATTERS:
        raise TooMuch
    return [Kept(*row[:5], row[5] or "") for row in rows]


def over_time(asked: Question, kept: Sequence[Kept]) -> Part:
    weekly = asked.span.days <= WEEKLY_UP_TO
    lines = []
    for bucket in buckets(asked.span):
        ended = ended_in(bucket, kept)
        label = f"{bucket.start.month}.{bucket.start.day}" if weekly else _("%(month)d月", month=bucket.start.month)
        cells = (received_in(bucket, kept), len(ended), on_time(ended), mean_days(ended), None, None)
        lines.append(Line(label, cells, len(ended)))
    return Part(_("按周（周一起）") if weekly else _("按月"), lines, "columns", _("了结"))


def line(asked: Question, label: str, kept: Sequence[Kept]) -> Line:
    ended = ended_in(asked.span, kept)
    still = [each for each in kept if not each.ended_as]
    late = sum(each.due_on < asked.today for each in still)
    cells = (received_in(asked.span, kept), len(ended), on_time(ended), mean_days(ended), len(still), late)
    return Line(label, cells, len(ended))


def received_in(span: Span, kept: Sequence[Kept]) -> int:
    return sum(span.start <= each.received_on <= span.end for each in kept)


def ended_in(span: Span, kept: Sequence[Kept]) -> list[Kept]:
    return [each for each in kept if each.ended_on is not None and span.start <= each.ended_on <= span.end]


def on_time(ended: Sequence[Kept]) -> int:
    return sum(each.ended_on is not None and each.ended_on <= each.due_on for each in ended)


def mean_days(ended: Sequence[Kept]) -> int | None:
    """Whole days from the request to its end; None where nothing ended."""
    days = [(each.ended_on - each.received_on).days for each in ended if each.ended_on is not None]
    return round(sum(days) / len(days)) if days else None


def sentence(asked: Question, kept: Sequence[Kept]) -> str:
    whole = line(asked, "", kept)
    received, ended, _timely, _days, still, late = whole.cells
    return _("收到或提出 %(received)d 件，了结 %(ended)d 件；在办 %(still)d 件，其中超期 %(late)d 件。",
             received=received, ended=ended, still=still, late=late)  # fmt: skip
