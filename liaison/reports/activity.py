"""往来: what was done in the span, by week or month, by kind, by officer."""

from collections import defaultdict
from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from liaison.domain.report_spans import WEEKLY_UP_TO, buckets
from liaison.office.queries import interaction_kinds, setting
from liaison.reports.asked import Question
from liaison.reports.queries import Entry, entries_in, times_in
from liaison.reports.shapes import Line, Part, Report

COLUMNS = (_l("次数"), _l("联系上"), _l("没联系上"))


def activity(asked: Question) -> Report:
    """Entries with somebody of the scope, each counted once however many took part."""
    entries = entries_in(asked.scope, asked.span.start, asked.span.end)
    return Report(sentence(entries), COLUMNS, [over_time(asked, entries), by_kind(entries), by_officer(asked, entries)])


def over_time(asked: Question, entries: Sequence[Entry]) -> Part:
    weekly = asked.span.days <= WEEKLY_UP_TO
    lines = []
    for bucket in buckets(asked.span):
        some = [entry for entry in entries if bucket.start <= entry.on <= bucket.end]
        label = f"{bucket.start.month}.{bucket.start.day}" if weekly else _("%(month)d月", month=bucket.start.month)
        lines.append(line(label, some))
    return Part(_("按周（周一起）") if weekly else _("按月"), lines, "columns", _("次数"))


def by_kind(entries: Sequence[Entry]) -> Part:
    groups = grouped(entries, "kind")
    lines = [line(kind.label, groups[kind.code]) for kind in interaction_kinds() if groups[kind.code]]
    return Part(_("按方式"), sorted(lines, key=lambda each: -each.value), "bars", _("次数"))


def by_officer(asked: Question, entries: Sequence[Entry]) -> Part:
    """In the order of names; officers see themselves alone, and nobody is ranked unless the office wants it."""
    groups = grouped(entries, "officer")
    ranked = bool(setting("report_ranking"))
    open_to_all = ranked or asked.user.leads or not asked.user.writes
    lines = [
        line(name or _("没有写经办人的"), some) for name, some in sorted(groups.items())
        if some and (open_to_all or name == asked.user.name)
    ]  # fmt: skip
    if ranked:
        lines.sort(key=lambda each: -each.value)
    return Part(_("按经办人"), lines, "bars" if ranked else "", _("次数"))


def grouped(entries: Sequence[Entry], name: str) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        found[getattr(entry, name)].append(entry)
    return found


def line(label: str, entries: Sequence[Entry]) -> Line:
    times, answered = times_in(entries), times_in(entry for entry in entries if entry.answered)
    return Line(label, (times, answered, times - answered), times)


def sentence(entries: Sequence[Entry]) -> str:
    if not entries:
        return _("这段日子里没有联系记录。")
    answered = times_in(entry for entry in entries if entry.answered)
    return _("共 %(n)d 次，联系上 %(answered)d 次。", n=times_in(entries), answered=answered)
