"""联系计划: the calls of the coming year, tried with other numbers before any is saved."""

import re
from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.accounts.models import User
from liaison.accounts.queries import colleagues
from liaison.audit.actions import note
from liaison.db import db
from liaison.domain.plan import PlanError
from liaison.due.scopes import Scope
from liaison.office.queries import tier_cadences
from liaison.plans import capacities, pages
from liaison.plans.actions import RENEWED_AT_ALL, renew_desks
from liaison.plans.forms import CapacityForm, TrialForm
from liaison.plans.in_force import PlanInForce, in_force
from liaison.plans.load_days import load_months, months_between
from liaison.plans.lost_windows import lost_in, lost_words
from liaison.plans.people import partly_seen, people_of, size_of_desk
from liaison.plans.queries import OfficePlan, check_size, plan_page, twelve_months_from
from liaison.plans.refusals import show_refusal
from liaison.plans.trials import Trial
from liaison.web.dates import office_today
from liaison.workdays.queries import work_calendar

bp = Blueprint("plans", __name__, url_prefix="/calendar/plan")
USER_ID = re.compile("[0-9]{1,9}")
TRIED = ("from_on", "to_on", "per_day", "key", "regular", "general", "leave")
DRAWN_OFFICERS = 3
OPEN_WEEKS = 2


@bp.get("")
def index() -> tuple[str, int]:
    """The plan of one's own calls, one officer's or everyone's, with what is being tried."""
    return shown(CapacityForm(formdata=None))


@bp.post("/capacity")
def capacity() -> tuple[str, int] | Response:
    """Save how many calls a day: the office's number, or one officer's own."""
    form = CapacityForm()
    officer = officer_named(form.whose.data or "")
    if not form.validate_on_submit():
        return shown(form)
    calls: Any = form.calls.data
    capacities.change_capacity(officer, calls, by=current_user())
    if officer is None and form.festivals.data:
        capacities.change_festivals(form.festivals.data == "yes", by=current_user())
    desks = desks_asked(current_user(), form.whose.data or "all")
    renew_desks([desk for desk in desks if is_small(desk)], office_today())
    db.session.commit()
    flash(_("已保存：每天最多 %(n)d 个电话", n=calls), "good")
    return redirect(url_for("plans.index", whose=form.whose.data or None))


@bp.post("/renewal")
def renewal() -> Response:
    """Plan again and store it: one's own people, and for heads an officer's or everybody's they see."""
    user, whose = current_user(), request.form.get("whose", "mine")
    desks = desks_asked(user, whose)
    if not all(is_small(desk) for desk in desks):
        flash(_("有人名下超过 %(n)d 人，在网页上排要等太久，请在服务器上运行 flask plan --save", n=RENEWED_AT_ALL), "bad")
        return redirect(url_for("plans.index", whose=whose))
    refused = renew_desks(desks, office_today())
    note("plan.renew", None, user, {"desks": desks})
    db.session.commit()
    for reason in refused.values():
        flash(_("没有重排，照原来的：%(reason)s", reason=reason), "bad")
    if len(refused) < len(desks):
        flash(_("已重排并存下，日历和订阅随之更新"), "good")
    return redirect(url_for("plans.index", whose=whose))


def is_small(desk: int) -> bool:
    """Whether planning the desk keeps nobody waiting."""
    return size_of_desk(desk, RENEWED_AT_ALL + 1) <= RENEWED_AT_ALL


def desks_asked(user: User, whose: str) -> list[int]:
    """The desks a renewal is about, whole ones only. 403 for an officer who asks for others', 404 for officers out
    of reach."""
    if whose == "mine" or whose == str(user.id):
        return [user.id]
    if not user.leads:
        abort(403)
    if whose == "all":
        people = people_of(Scope(seen_by=user))
        partly = partly_seen(people)
        return sorted({known.desk_id for known in people if known.owner not in partly})
    officer = officer_named(whose) or abort(404)
    return [officer.id]


def officer_named(whose: str) -> User | None:
    """The colleague of this id, None where no officer is named; 404 for one out of reach."""
    if not USER_ID.fullmatch(whose):
        return None
    return next((user for user in colleagues(current_user()) if user.id == int(whose)), None) or abort(404)


def asked_whose() -> str:
    """ "mine", "all" or the id of an officer; officers begin with their own people."""
    whose = request.values.get("whose", "")
    if whose in ("mine", "all") or USER_ID.fullmatch(whose):
        return whose
    return "mine" if current_user().role == "officer" else "all"


def shown(capacity_form: CapacityForm) -> tuple[str, int]:
    """The page; 400 with the reasons beside the fields where something was refused."""
    today, whose = office_today(), asked_whose()
    form = TrialForm(request.args, today=today)
    tried = any(form[name].typed for name in TRIED)
    asked = asked_plan(form, whose, today)
    standing = in_force(asked, scope_of(whose), today) if asked and not tried else None
    found = standing.shown if standing else asked
    user_id = current_user().id if whose == "mine" else int(whose) if USER_ID.fullmatch(whose) else None
    if not capacity_form.errors:
        calls = form.per_day.data or capacities.capacity_of(user_id)
        capacity_form.offer(calls, user_id, capacities.festivals_count())
    capacity_form.offer_choices()
    page = render_template(
        "plans/index.html",
        form=form,
        capacity_form=capacity_form,
        whose=whose,
        users=colleagues(current_user()),
        tiers=tier_cadences(),
        calls_per_day=capacities.capacity_of(user_id),
        tried=tried,
        standing=standing,
        may_renew=may_renew(whose, standing),
        estimated_years=sorted(found.estimated_years) if found else [],
        **(drawn(found, today) if found else {"plan": None}),
    )
    return page, 400 if form.errors or capacity_form.errors else 200


def may_renew(whose: str, standing: PlanInForce | None) -> bool:
    """Whether the reader may have these desks planned again; of desks seen in part nobody may."""
    user = current_user()
    return user.writes and (whose == "mine" or user.leads) and (standing is None or standing.moved is not None)


def scope_of(whose: str) -> Scope:
    """Whose calls, among those the reader sees."""
    user = current_user()
    owners = (user.id,) if whose == "mine" else (int(whose),) if USER_ID.fullmatch(whose) else None
    return Scope(seen_by=user, owner_ids=owners)


def asked_plan(form: TrialForm, whose: str, today: date) -> OfficePlan | None:
    """The plan of what is typed; None where it was refused, the reason then stands in the form."""
    if not form.validate():
        return None
    start = form.from_on.data or today
    end = form.to_on.data or twelve_months_from(start)
    form.show_span(start, end)
    try:
        if not form.anyway.data and (lost := windows_tried_away(form.trial(), whose, start, end)):
            form.leave.errors = [lost]
            return None
        return plan_page(scope_of(whose), start, end, form.trial())
    except PlanError as error:
        show_refusal(form, error)
        return None


def windows_tried_away(trial: Trial, whose: str, start: date, end: date) -> str:
    """Whom the days tried would leave without any day, in words. PlanError as for the plan itself."""
    if not trial.away:
        return ""
    check_size(scope_of(whose), start, end)
    people = people_of(scope_of(whose))
    return lost_words(people, lost_in(people, start, end, trial), office_today())


def drawn(found: OfficePlan, today: date) -> dict[str, Any]:
    """What the page draws of a plan."""
    officers, calendar = pages.officer_lines(found), work_calendar()
    weeks, unlisted = pages.weeks_of(found)
    months = months_between(found.plan.start, found.plan.end)
    return {
        "plan": found.plan,
        "officers": officers,
        "late": pages.late_lines(found),
        "weeks": weeks,
        "unlisted": unlisted,
        "open_weeks": len(weeks) if request.args.get("weeks") == "all" else OPEN_WEEKS,
        "month_labels": [f"{year % 100:02d}.{month}" for year, month in months],
        "month_rows": pages.month_table(found, officers, months),
        "pictures": [
            (line, load_months(found, line.login, calendar, today)) for line in officers[:DRAWN_OFFICERS]
        ],
    }
