"""The check-in plan of a scope: stored facts become promises, leave and capacities become rules.

The page and `flask plan` ask `plan_calls`, so that the two cannot disagree.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from liaison.domain.plan import Owner, Plan, PlanError, PlanRules, Promise, make_plan
from liaison.due.scopes import Scope
from liaison.leave.queries import days_away
from liaison.plans.capacities import festivals_count, office_capacity, own_capacities
from liaison.plans.greeting_days import greeting_days
from liaison.plans.people import Known, count_of, officers_of, partly_seen, people_of
from liaison.plans.standing_calls import earlier_plan
from liaison.plans.trials import Trial
from liaison.workdays.queries import work_calendar

MONTHS = 12
LONGEST_DAYS = 5 * 366
MOST_ON_A_PAGE = 20_000
FIRST_YEAR, LAST_YEAR = 1900, 2100
AS_IT_IS = Trial()


@dataclass(frozen=True)
class OfficePlan:
    """A plan with the people it is about. `officers`: {login: name}; contacts nobody keeps are under "".

    `partly_seen`: logins of officers some of whose people are out of the reader's sight. How many calls a day keep
    their promises, and on which days, cannot be told from the others. `estimated_years`: those of the span whose days
    off are not published yet, so that their calls may move.
    """

    plan: Plan
    rules: PlanRules
    promises: Sequence[Promise]
    people: Mapping[int, Known]
    officers: Mapping[str, str]
    partly_seen: frozenset[str] = frozenset()
    estimated_years: frozenset[int] = frozenset()


def plan_calls(scope: Scope, start: date, end: date, trial: Trial = AS_IT_IS) -> OfficePlan:
    """Every call of the scope's people from start to end, both included. PlanError for what cannot be planned."""
    check_span(start, end)
    people = people_of(scope)
    promises = promises_of(people, start, end, trial)
    rules = rules_for(people, start, end, trial)
    calendar = work_calendar()
    workdays = calendar.workdays_between(start, end)
    return OfficePlan(
        plan=make_plan(promises, rules, workdays, start, end, earlier_plan(scope, start, end)),
        rules=rules,
        promises=promises,
        people={known.id: known for known in people},
        officers=officers_of(people),
        partly_seen=partly_seen(people) if scope.seen_by else frozenset(),
        estimated_years=frozenset(
            year for year in range(start.year, end.year + 1) if calendar.estimated(year)
        ),
    )


def plan_page(scope: Scope, start: date, end: date, trial: Trial) -> OfficePlan:
    """The same for a page, which nobody waits for longer than a few seconds."""
    check_size(scope, start, end)
    return plan_calls(scope, start, end, trial)


def check_size(scope: Scope, start: date, end: date) -> None:
    """Refuse a false span, and more people than a page can wait for."""
    check_span(start, end)
    count = count_of(scope)
    if count > MOST_ON_A_PAGE:
        raise PlanError("too_many_people", "这里有 {count} 人，一页排不下，请选一位联络员", count=count)


def check_span(start: date, end: date) -> None:
    """Refuse a span that runs backwards, leaves the calendar, or is longer than five years."""
    if start > end:
        raise PlanError(
            "empty_span", "起始日期 {start} 晚于结束日期 {end}，请把起止日期对调", start=start, end=end
        )
    if start.year < FIRST_YEAR or end.year > LAST_YEAR:
        raise PlanError(
            "span_out_of_range",
            "只能排 {first} 年至 {last} 年的计划，{start} 至 {end} 超出范围，请改用范围内的日期",
            first=FIRST_YEAR, last=LAST_YEAR, start=start, end=end,
        )  # fmt: skip
    if (end - start).days > LONGEST_DAYS:
        raise PlanError("span_too_long", "一次最多排五年的计划，请缩短起止日期")


def twelve_months_from(start: date) -> date:
    """The last day of the usual span; a span never leaves the calendar by itself."""
    year = start.year + MONTHS // 12
    try:
        same_day = start.replace(year=year)
    except ValueError:  # 29 February
        same_day = date(year, 3, 1)
    return min(same_day - timedelta(days=1), max(start, date(LAST_YEAR, 12, 31)))


def promises_of(people: Sequence[Known], start: date, end: date, trial: Trial = AS_IT_IS) -> list[Promise]:
    """What the office owes these people, with the greetings by telephone or visit that are already planned."""
    greetings = greeting_days({known.id for known in people}, start, end) if festivals_count() else {}
    return [promise_of(known, start, trial, greetings.get(known.id, ())) for known in people]


def promise_of(
    known: Known, start: date, trial: Trial = AS_IT_IS, greetings: tuple[date, ...] = ()
) -> Promise:
    """What the office owes one contact. A snooze holds until its day, a pause to the day before it ends."""
    pace = trial.pace_of(known)
    return Promise(
        contact_id=known.id,
        owner=known.owner,
        interval_days=pace.interval_days,
        max_gap_days=pace.max_gap_days,
        last_contact_on=known.last_contact_on,
        due_on=trial.due_on(known),
        not_before=known.snoozed_until,
        paused=pauses_of(known, start),
        greeting_days=greetings,
    )


def pauses_of(known: Known, start: date) -> tuple[tuple[date, date], ...]:
    """The pause that still holds when the plan starts."""
    if known.paused_until is None or known.paused_until <= start:
        return ()
    return ((start, known.paused_until - timedelta(days=1)),)


def rules_for(people: Sequence[Known], start: date, end: date, trial: Trial = AS_IT_IS) -> PlanRules:
    """The office's choices for the officers of these people, with what is tried in their place.

    Leave over a whole window is asked about before it is registered or tried (`lost_windows`); from then on its
    calls come late.
    """
    logins = {known.owner_id: known.owner for known in people if known.owner_id is not None}
    away = days_away(list(logins), start, end)
    leave: dict[Owner, frozenset[date]] = {
        login: away.get(user_id, frozenset()) | trial.away for user_id, login in logins.items()
    }
    if trial.per_day is not None:
        return PlanRules(capacity_per_day=trial.per_day, leave=leave, late_after_leave=True)
    own: dict[Owner, int] = {
        logins[user_id]: calls for user_id, calls in own_capacities().items() if user_id in logins
    }
    return PlanRules(
        capacity_per_day=office_capacity(), capacity_by_owner=own, leave=leave, late_after_leave=True
    )
