"""The check-in plan on its way out: every call with its day, as the page shows it or as it is tried there."""

from collections.abc import Iterator
from typing import Any

from flask_babel import lazy_gettext as _l

from liaison.domain.plan import Late, PlannedCall
from liaison.exports.listing import Asked, Listing, Paper
from liaison.exports.refusals import FilterError
from liaison.plans.asked import AskedPlan, asked_plan, asked_whose
from liaison.plans.pages import line_of

HEADINGS = ("哪天", "单位", "姓名", "职务", "联络员", "应联系日期", "迟几天", "排在这天的原因")


def rows(asked: Asked) -> Iterator[list[Any]]:
    """One row for each call by its day; then whoever found no day, without one."""
    found = asked_plan(asked.user, asked.args, asked_whose(asked.user, asked.args), asked.today)
    plan = found.shown
    if plan is None:
        raise FilterError(refusal_of(found))
    undated = [late for late in plan.plan.late if late.date is None]
    calls: tuple[PlannedCall | Late, ...] = (*plan.plan.calls, *undated)
    for call in calls:
        line = line_of(plan, call)
        known = line.known
        yield [
            call.date, known.unit, known.name, known.title, line.officer, call.due_on, call.late_days, line.reason,
        ]  # fmt: skip


def refusal_of(found: AskedPlan) -> str:
    """The first of the reasons that stand in the form."""
    return str(next(error for errors in found.form.errors.values() for error in errors))


PLAN = Listing(
    code="plan",
    title=_l("联系计划"),
    headings=HEADINGS,
    rows=rows,
    whole={"whose": "all"},
    paper=Paper(_l("联系计划"), ("哪天", "单位", "姓名", "职务", "联络员", "应联系日期", "排在这天的原因")),
)
