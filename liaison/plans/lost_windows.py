"""Whether days away would leave somebody's call no day at all: asked before leave is registered."""

from collections.abc import Iterable
from datetime import date

from liaison.domain.plan import PlanError, make_plan
from liaison.plans.actions import RENEWED_AT_ALL
from liaison.plans.people import people_at, size_of_desk
from liaison.plans.queries import promises_of, rules_for, twelve_months_from
from liaison.plans.refusals import refusal_words
from liaison.plans.trials import Trial
from liaison.workdays.queries import work_calendar


def window_lost(desk_id: int, days: Iterable[date], today: date) -> str:
    """Whose call these days make impossible, in words; empty where every promise can be kept, or nobody can tell.

    A desk too large to be planned on the spot is not asked, nor one that cannot be planned as it is.
    """
    if size_of_desk(desk_id, RENEWED_AT_ALL + 1) > RENEWED_AT_ALL:
        return ""
    refusal = refusal_with(desk_id, frozenset(days), today)
    if refusal is None or refusal_with(desk_id, frozenset(), today) is not None:
        return ""
    return refusal_words(refusal)


def refusal_with(desk_id: int, away: frozenset[date], today: date) -> PlanError | None:
    """Why twelve months cannot be planned with these days away as well."""
    people, end = people_at(desk_id), twelve_months_from(today)
    workdays = work_calendar().workdays_between(today, end)
    rules = rules_for(people, today, end, Trial(away=away))
    try:
        make_plan(promises_of(people, today, end), rules, workdays, today, end)
    except PlanError as error:
        return error
    return None
