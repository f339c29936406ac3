"""The check-in plan: on which working day each officer calls each contact, so that no tie is cut.

``make_plan`` plans a span, ``plan_next_calls`` only everyone's next call, ``check_plan`` judges a plan
independently of how it was made, ``churn`` says what a change moved. What is proven and what is found by
trying is written in ``docs/decisions/0005-check-in-plan.md``; the parts are in ``planning``.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .planning.calmness import Churn, churn
from .planning.checking import Breach, check_plan
from .planning.fitting import fit_in
from .planning.lost_windows import LostWindow, lost_windows
from .planning.model import (
    Jam,
    Late,
    Owner,
    Pause,
    Plan,
    PlanError,
    PlannedCall,
    PlanRules,
    Promise,
    Reason,
    StandIn,
)
from .planning.office import Desk, desks
from .planning.officer_year import OfficerYear, plan_officer
from .planning.refusals import refuse_bad_input
from .planning.report import Report
from .planning.workday_line import WorkdayLine

__all__ = [
    "Breach", "Churn", "Fitted", "Jam", "Late", "LostWindow", "NextCalls", "Owner", "Pause", "Plan", "PlanError", "PlanRules",
    "PlannedCall", "Promise", "Reason", "StandIn", "check_plan", "churn", "fit_calls", "lost_to_leave", "make_plan",
    "plan_next_calls",
]


@dataclass(frozen=True)
class NextCalls:
    """Everyone's next call within a span; the greatest lateness is the least possible."""

    calls: tuple[PlannedCall, ...]
    stand_ins: tuple[StandIn, ...]
    late: tuple[Late, ...]
    max_late_days: int


def make_plan(
    promises: Sequence[Promise],
    rules: PlanRules,
    working_days: Sequence[date],
    start: date,
    end: date,
    previous: Plan | None = None,
) -> Plan:
    """All calls from start to end, both included; ``working_days`` is sorted and covers that span.

    With ``previous`` the days of that plan are kept wherever they still serve; the least daily load does
    not depend on it. The same input gives the same plan, whatever the order of the promises. About 0.1 ms
    for each contact and year. Raises ``PlanError`` with a reason in Chinese.
    """
    refuse_bad_input(promises, rules, working_days, start, end)
    report, years = Report(), []
    for desk in desks(promises, rules, WorkdayLine(working_days, start, end), previous):
        year = plan_officer(desk.officer)
        years.append((desk, year))
        report.add(
            desk.openings, year.chains, desk.officer.open_days, desk.officer.room_beside(year.chains)
        )
    plan = _plan_of(report, years, start, end)
    _confirm(plan, promises, rules, working_days)
    return plan


def plan_next_calls(
    promises: Sequence[Promise], rules: PlanRules, working_days: Sequence[date], start: date, end: date
) -> NextCalls:
    """The next call of everyone due within the span, with the greatest lateness as small as possible."""
    refuse_bad_input(promises, rules, working_days, start, end)
    report, lateness = Report(), 0
    for desk in desks(promises, rules, WorkdayLine(working_days, start, end), None):
        lateness = max(lateness, desk.officer.lateness())
        chains = {contact_id: [day] for contact_id, day in desk.officer.next_days().items()}
        report.add(desk.openings, chains, desk.officer.open_days, desk.officer.room_beside(chains))
    return NextCalls(report.sorted_calls(), report.sorted_stand_ins(), report.sorted_late(), lateness)


@dataclass(frozen=True)
class Fitted:
    """The calls of some contacts beside those that stand; ``late`` says which come late, or find no day."""

    calls: tuple[PlannedCall, ...]
    stand_ins: tuple[StandIn, ...]
    late: tuple[Late, ...]


def fit_calls(
    promises: Sequence[Promise],
    rules: PlanRules,
    working_days: Sequence[date],
    span: tuple[date, date],
    *,
    taken: Mapping[date, int],
    level: int,
    held: Mapping[int, Sequence[date]],
) -> Fitted:
    """The calls of some contacts of one officer, all others staying where they are.

    ``taken``: how many calls of others each day holds. ``level``: how full a day gets before the capacity is
    touched. ``held``: the days these contacts had, in order. Some 50 µs for each contact and year.
    """
    if not promises:
        return Fitted((), (), ())
    report = fit_in(promises, rules, WorkdayLine(working_days, *span), taken, level, held)
    return Fitted(report.sorted_calls(), report.sorted_stand_ins(), report.sorted_late())


def lost_to_leave(
    promises: Sequence[Promise], rules: PlanRules, working_days: Sequence[date], start: date, end: date
) -> list[LostWindow]:
    """For each contact the first window for the whole of which its officer is away, by its first day.

    Nobody's days are searched for, so this is cheap at any size. Calls due at once have no window to lose.
    """
    late = replace(rules, late_after_leave=True)
    refuse_bad_input(promises, late, working_days, start, end)
    line = WorkdayLine(working_days, start, end)
    found = [lost for desk in desks(promises, late, line, None) for lost in lost_windows(desk)]
    return sorted(found, key=lambda lost: (lost.first, lost.contact_id))


def _plan_of(report: Report, years: Sequence[tuple[Desk, OfficerYear]], start: date, end: date) -> Plan:
    return Plan(
        start=start,
        end=end,
        calls=report.sorted_calls(),
        stand_ins=report.sorted_stand_ins(),
        late=report.sorted_late(),
        least_daily_load={desk.owner: year.least_load for desk, year in years},
        lower_bound={desk.owner: year.lower_bound for desk, year in years},
        next_max_late_days=max((year.next_max_late for _, year in years), default=0),
        max_late_days=max((late.late_days for late in report.late), default=0),
        caught_up_on={desk.owner: year.caught_up_on for desk, year in years if year.caught_up_on},
        jams={desk.owner: year.jams for desk, year in years if year.jams},
        usual_load={desk.owner: year.usual_load for desk, year in years if year.jams},
    )


def _confirm(
    plan: Plan, promises: Sequence[Promise], rules: PlanRules, working_days: Sequence[date]
) -> None:
    """No plan leaves this module unless the independent check finds nothing wrong with it."""
    breaches = check_plan(plan, promises, rules, working_days)
    if breaches:
        raise AssertionError(f"the plan breaks its own rules: {breaches[:3]}")
