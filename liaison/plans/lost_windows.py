"""Whom days away would leave without any day for the call: asked before leave is registered or tried."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from flask_babel import gettext as _

from liaison.domain.plan import LostWindow, PlanError, lost_to_leave
from liaison.plans.people import Known, people_at, size_of_desk
from liaison.plans.queries import MOST_ON_A_PAGE, promises_of, rules_for, twelve_months_from
from liaison.plans.trials import Trial
from liaison.web.filters import day_words
from liaison.workdays.queries import work_calendar

NAMED = 5


def window_lost(desk_id: int, days: Iterable[date], today: date) -> str:
    """Whose call these days make impossible, in words; empty where nobody's, or where the desk is too large to ask."""
    if size_of_desk(desk_id, MOST_ON_A_PAGE + 1) > MOST_ON_A_PAGE:
        return ""
    people = people_at(desk_id)
    return lost_words(people, lost_in(people, today, twelve_months_from(today), Trial(away=frozenset(days))), today)


def lost_in(people: Sequence[Known], start: date, end: date, trial: Trial) -> list[LostWindow]:
    """The windows that the days tried cover, without those that registered leave covers already."""
    lost = lost_with(people, start, end, trial)
    known = lost_with(people, start, end, replace(trial, away=frozenset())) if lost else []
    before = {each.contact_id for each in known}
    return [each for each in lost if each.contact_id not in before]


def lost_with(people: Sequence[Known], start: date, end: date, trial: Trial) -> list[LostWindow]:
    """Nobody's where the input cannot be planned at all: the plan itself says why."""
    workdays = work_calendar().workdays_between(start, end)
    try:
        return lost_to_leave(
            promises_of(people, start, end, trial), rules_for(people, start, end, trial), workdays, start, end
        )
    except PlanError:
        return []


def lost_words(people: Iterable[Known], lost: Sequence[LostWindow], today: date) -> str:
    """Who cannot be reached, each with the days on which the call would have to be made."""
    names = {known.id: known.name for known in people}
    named = _("、").join(
        _("%(name)s（%(first)s到%(last)s）", name=names[each.contact_id],
          first=day_words(each.first, today), last=day_words(each.last, today))
        for each in lost[:NAMED]
    )  # fmt: skip
    if not lost:
        return ""
    rest = _("等 %(n)d 人", n=len(lost)) if len(lost) > NAMED else ""
    return _(
        "这些日子里该联系的人一天也联系不到：%(named)s%(rest)s。请缩短休假、请别人代为联系，或勾选“回来以后再补”",
        named=named,
        rest=rest,
    )
