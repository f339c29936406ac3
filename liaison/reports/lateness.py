"""待联系与断线: how many were due, broken and never met at the end of each week or month."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.domain.cadence import Cadence
from liaison.domain.looking_back import Stood, stood_on
from liaison.domain.report_spans import WEEKLY_UP_TO, points
from liaison.reports.asked import Question
from liaison.reports.queries import Person, counted_days, people_in
from liaison.reports.shapes import Line, Part, Report

COLUMNS = (_l("应联系"), _l("断线"), _l("从未联系"), _l("人数"))


def lateness(asked: Question) -> Report:
    """From the records: a tie's last touch as it was on each day, against today's rhythm."""
    people, days = people_in(asked.scope), points(asked.span)
    longest = max((person.gap_days for person in people), default=0)
    # However far back a touch lies beyond its longest gap, the tie was broken by then.
    since = days[0] - timedelta(days=longest)
    touches = counted_days(asked.scope, since, asked.today)
    monthly = asked.span.days > WEEKLY_UP_TO
    facts = standing_facts(people, touches)
    lines = [line(day, standings(facts, day), monthly=monthly) for day in days]
    title = _("每月末（本月到最后一天）") if monthly else _("每周末（本周到最后一天）")
    part = Part(title, lines, "columns", _("断线人数"))
    notes = (_("按现在的联系周期推算，不计暂缓、停联和已归档的人。"),)
    return Report(sentence(lines), COLUMNS, [part], notes)


Facts = tuple[Sequence[date], bool, date, Cadence]


def standing_facts(people: Sequence[Person], touches: Mapping[int, Sequence[date]]) -> list[Facts]:
    """What `stood_on` asks of each, made once for all days; people of one rhythm share it."""
    none: Sequence[date] = ()
    paces: dict[tuple[int, int], Cadence] = {}
    found = []
    for person in people:
        rhythm = person.cadence_days, person.gap_days
        pace = paces.get(rhythm) or paces.setdefault(rhythm, Cadence(*rhythm))
        days = touches.get(person.id, none)
        found.append((days, person.times_contacted > len(days), person.known_since, pace))
    return found


def standings(facts: Sequence[Facts], day: date) -> Counter[Stood]:
    return Counter(stood_on(day, *each) for each in facts)


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
