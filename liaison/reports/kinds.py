"""All reports, in the order of their tabs: a new one joins with its line here."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.reports import activity, coverage, lateness, matters, rounds, temperatures
from liaison.reports.asked import Question
from liaison.reports.shapes import Report


@dataclass(frozen=True)
class ReportKind:
    """`spanned`: whether the days asked for play a part."""

    code: str
    title: Any
    columns: Sequence[Any]
    make: Callable[[Question], Report]
    spanned: bool = True


KINDS: dict[str, ReportKind] = {
    kind.code: kind
    for kind in (
        ReportKind("coverage", _l("联系覆盖"), coverage.COLUMNS, coverage.coverage),
        ReportKind("warmth", _l("关系温度"), temperatures.COLUMNS, temperatures.temperatures, spanned=False),
        ReportKind("activity", _l("往来"), activity.COLUMNS, activity.activity),
        ReportKind("lateness", _l("待联系与断线"), lateness.COLUMNS, lateness.lateness),
        ReportKind("matters", _l("事项"), matters.COLUMNS, matters.matters),
        ReportKind("rounds", _l("问候"), rounds.COLUMNS, rounds.rounds),
    )
}
