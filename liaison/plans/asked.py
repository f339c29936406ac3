"""What the plan's address asks for: whose calls, over which days, with which numbers tried. The page and its export ask here."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import MultiDict

from liaison.accounts.models import User
from liaison.domain.plan import PlanError
from liaison.due.scopes import Scope
from liaison.plans.forms import TrialForm
from liaison.plans.in_force import PlanInForce, in_force
from liaison.plans.lost_windows import lost_in, lost_words
from liaison.plans.people import people_of
from liaison.plans.queries import OfficePlan, check_size, plan_page, twelve_months_from
from liaison.plans.refusals import show_refusal
from liaison.plans.trials import Trial

USER_ID = re.compile("[0-9]{1,9}")
TRIED = ("from_on", "to_on", "per_day", "key", "regular", "general", "leave")


@dataclass(frozen=True)
class AskedPlan:
    """`form` holds what is tried, with the reasons where it was refused; then there is no plan. `standing` is the stored
    plan, None where something is tried."""

    form: TrialForm
    whose: str
    tried: bool
    fresh: OfficePlan | None
    standing: PlanInForce | None

    @property
    def shown(self) -> OfficePlan | None:
        return self.standing.shown if self.standing else self.fresh


def asked_plan(user: User | None, args: MultiDict[str, str], whose: str, today: date) -> AskedPlan:
    """The plan of what is typed, for the people of `asked_whose`."""
    form, scope = TrialForm(args, today=today), scope_of(user, whose)
    tried = any(form[name].typed for name in TRIED)
    fresh = planned(form, scope, today)
    standing = in_force(fresh, scope, today) if fresh and not tried else None
    return AskedPlan(form, whose, tried, fresh, standing)


def asked_whose(user: User | None, args: Mapping[str, str]) -> str:
    """ "mine", "all" or the id of an officer; officers begin with their own people, the command line (None) with everyone's."""
    whose = args.get("whose", "")
    if (whose == "mine" and user is not None) or whose == "all" or USER_ID.fullmatch(whose):
        return whose
    return "mine" if user is not None and user.role == "officer" else "all"


def officer_id(user: User | None, whose: str) -> int | None:
    """The one officer whose calls they are; None for everybody's."""
    if whose == "mine" and user is not None:
        return user.id
    return int(whose) if USER_ID.fullmatch(whose) else None


def scope_of(user: User | None, whose: str) -> Scope:
    """Whose calls, among those the user sees."""
    number = officer_id(user, whose)
    return Scope(seen_by=user, owner_ids=None if number is None else (number,))


def planned(form: TrialForm, scope: Scope, today: date) -> OfficePlan | None:
    """None where it was refused, the reason then stands in the form."""
    if not form.validate():
        return None
    start = form.from_on.data or today
    end = form.to_on.data or twelve_months_from(start)
    form.show_span(start, end)
    try:
        if not form.anyway.data and (lost := windows_tried_away(form.trial(), scope, start, end, today)):
            form.leave.errors = [lost]
            return None
        return plan_page(scope, start, end, form.trial())
    except PlanError as error:
        show_refusal(form, error)
        return None


def windows_tried_away(trial: Trial, scope: Scope, start: date, end: date, today: date) -> str:
    """Whom the days tried would leave without any day, in words. PlanError as for the plan itself."""
    if not trial.away:
        return ""
    check_size(scope, start, end)
    people = people_of(scope)
    return lost_words(people, lost_in(people, start, end, trial), today)
