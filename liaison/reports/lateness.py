"""待联系与断线: how many were due, broken and never met at the end of each week or month."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.domain.cadence import Cadence
from liaison.domain.looking_back import Stood, stood_on
from liaison.domain.report_spans import WEEKLY_UP_TO, points
from liaison.reports.asked import Question
from liaison.reports.queries import Person, last_days, people_in
from liaison.reports.shapes import Line, Part, Report

COLUMNS = (_l("应联系"), _l("断线"), _l("从未联系"), _l("人数"))


def lateness(asked: Question) -> Report:
    """From the records: a tie's last touch as it was on each day, against today's rhythm."""
    people, days = people_in(asked.scope), points(asked.span)
    monthly = asked.span.days > WEEKLY_UP_TO
    lines = [line(day, stood, monthly=monthly) for day, stood in zip(days, standings(asked, people, days), strict=True)]
    title = _("每月末（本月到最后一天）") if monthly else _("每周末（本周到最后一天）")
    part = Part(title, lines, "columns", _("断线人数"))
    notes = (_("按现在的联系周期推算，不计暂缓、停联和已归档的人。"),)
    return Report(sentence(lines), COLUMNS, [part], notes)


def standings(asked: Question, people: Sequence[Person], days: Sequence[date]) -> list[Counter[Stood]]:
    """How many stood how on each of the days.

    There may be a hundred thousand people: those of one rhythm share it, and with it what it makes of a last day.
    """
    never = (None,) * len(days)
    if days[0] >= asked.today:  # then the stored fact says it, and no record need be read
        lasts = {person.id: (person.last_contact_on,) * len(days) for person in people}
    else:
        lasts = last_days(asked.scope, days)
    counts: list[Counter[Stood]] = [Counter() for _day in days]
    stands: defaultdict[tuple[int, int], dict[tuple[int, date], Stood]] = defaultdict(dict)
    for person in people:
        rhythm = person.cadence_days, person.gap_days
        shared = stands[rhythm]
        for place, last in enumerate(lasts.get(person.id, never)):
            stood = shared.get((place, last)) if last else None
            if stood is None:
                stood = stood_on(days[place], (last,) if last else (), False, person.known_since, Cadence(*rhythm))
                if last:
                    shared[place, last] = stood
            counts[place][stood] += 1
    return counts


def line(day: date, stood: Counter[Stood], *, monthly: bool) -> Line:
    known = stood.total() - stood[Stood.ABSENT]
    label = _("%(month)d月", month=day.month) if monthly else f"{day.month}.{day.day}"
    return Line(label, (stood[Stood.DUE], stood[Stood.BROKEN], stood[Stood.NEVER], known), stood[Stood.BROKEN], "late")


def sentence(lines: Sequence[Line]) -> str:
    due, broken, never, _known = lines[-1].cells
    said = _("到最后一天，应联系 %(due)d 人，断线 %(broken)d 人，从未联系 %(never)d 人", due=due, broken=broken, never=never)
    if len(lines) < 2:
        return said + _("。")
    change = lines[-1].value - lines[0].value
    return said + (
        _("；断线比开头多 %(n)d 人。", n=change) if change > 0 else _("；断线比开头少 %(n)d 人。", n=-change) if change < 0
        else _("；断线人数没有变化。")
    )  # fmt: skip
