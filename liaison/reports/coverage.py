"""联系覆盖: of whom the office keeps, who was reached in the span and who was not."""

from collections.abc import Callable, Iterable

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.formats.sheet_records import Percent
from liaison.reports.asked import Question
from liaison.reports.queries import Group, groups_in, reached_in
from liaison.reports.shapes import Line, Part, Report
from liaison.web.filters import tier_words, unit_kind_words

COLUMNS = (_l("人数"), _l("联系到"), _l("没联系到"), _l("覆盖率"))


def coverage(asked: Question) -> Report:
    """By tier, kind of unit and officer; the tie counts as reached when an interaction that counts fell in the span."""
    found = groups_of(asked)
    tiers, kinds = tier_words(), unit_kind_words()

    def part(title: str, key: Callable[[Group], str], order: Iterable[str], words: dict[str, str]) -> Part:
        groups = {code: [0, 0] for code in order}
        for group in found:
            counts = groups.setdefault(key(group), [0, 0])
            counts[0] += group.people
            counts[1] += group.reached
        lines = [line(words.get(code, code) or _("没有"), *counts) for code, counts in groups.items() if counts[0]]
        return Part(title, lines, "bars", _("覆盖率"), "%")

    whole = line(_("合计"), sum(group.people for group in found), sum(group.reached for group in found))
    owners = sorted({group.owner for group in found if group.owner})
    parts = [
        Part(_("全部"), [whole]),
        part(_("按等级"), lambda group: group.tier, tiers, tiers),
        part(_("按单位类别"), lambda group: group.unit_kind, kinds, {**kinds, "": _("没有单位的")}),
        part(_("按联络员"), lambda group: group.owner, owners, {"": _("还没有联络员的")}),
    ]
    return Report(sentence(whole), COLUMNS, parts)


def sentence(whole: Line) -> str:
    people, reached, missed, _percent = whole.cells
    if not people:
        return _("这个范围里还没有联系人。")
    return _("%(people)d 人里联系到 %(reached)d 人，还有 %(missed)d 人没有联系到；覆盖率 %(percent)d%%。",
             people=people, reached=reached, missed=missed, percent=whole.value)  # fmt: skip


def line(label: str, people: int, reached: int) -> Line:
    percent = round(100 * reached / people) if people else 0
    return Line(label, (people, reached, people - reached, Percent(percent / 100)), percent)


def groups_of(asked: Question) -> list[Group]:
    """Who was reached: from the stored facts when the span ends today, else from the records."""
    span = asked.span
    return groups_in(asked.scope, reached_in(span.start, span.end, asked.today))
