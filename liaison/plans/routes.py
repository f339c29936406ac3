"""联系计划: the calls of the coming year, tried with other numbers before any is saved."""

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
from liaison.due.scopes import Scope
from liaison.office.queries import tier_cadences
from liaison.plans import capacities, pages
from liaison.plans.actions import RENEWED_AT_ALL, renew_desks
from liaison.plans.asked import USER_ID, asked_plan, asked_whose, officer_id
from liaison.plans.forms import CapacityForm
from liaison.plans.in_force import PlanInForce
from liaison.plans.load_days import load_months, months_between
from liaison.plans.people import partly_seen, people_of, size_of_desk
from liaison.plans.queries import OfficePlan
from liaison.web.dates import office_today
from liaison.workdays.queries import work_calendar

bp = Blueprint("plans", __name__, url_prefix="/calendar/plan")
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


def shown(capacity_form: CapacityForm) -> tuple[str, int]:
    """The page; 400 with the reasons beside the fields where something was refused."""
    today, user = office_today(), current_user()
    asked = asked_plan(user, request.args, asked_whose(user, request.values), today)
    form, standing, found = asked.form, asked.standing, asked.shown
    user_id = officer_id(user, asked.whose)
    if not capacity_form.errors:
        calls = form.per_day.data or capacities.capacity_of(user_id)
        capacity_form.offer(calls, user_id, capacities.festivals_count())
    capacity_form.offer_choices()
    page = render_template(
        "plans/index.html",
        form=form,
        capacity_form=capacity_form,
        whose=asked.whose,
        users=colleagues(user),
        tiers=tier_cadences(),
        calls_per_day=capacities.capacity_of(user_id),
        tried=asked.tried,
        standing=standing,
        may_renew=may_renew(asked.whose, standing),
        estimated_years=sorted(found.estimated_years) if found else [],
        **(drawn(found, today) if found else {"plan": None}),
    )
    return page, 400 if form.errors or capacity_form.errors else 200


def may_renew(whose: str, standing: PlanInForce | None) -> bool:
    """Whether the reader may have these desks planned again; of desks seen in part nobody may."""
    user = current_user()
    return user.writes and (whose == "mine" or user.leads) and (standing is None or standing.moved is not None)


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
