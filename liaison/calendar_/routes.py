"""The month, the year, and the calendar file."""

import re
from datetime import date, timedelta

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_babel import gettext as _

from liaison.accounts.gate import current_user
from liaison.accounts.queries import active_users
from liaison.calendar_.loads import day_loads
from liaison.calendar_.months import Almanac, by_day, first_and_last, month_weeks, shown_span, year_months
from liaison.calendar_.occasions import KINDS, kind_words
from liaison.calendar_.queries import EARLIEST, LATEST, SpanError, occasions_between
from liaison.domain import lunar, solar_terms
from liaison.domain.festivals import combined_mid_autumn, festivals_between
from liaison.due.scopes import Scope
from liaison.formats.ics import write_calendar
from liaison.occasions.queries import office_policy
from liaison.web.dates import date_from_query, office_today
from liaison.workdays.queries import missing_next_year, work_calendar

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
EXPORTED_DAYS = 365
FIRST_YEAR = 1901
USER_ID = re.compile("[0-9]{1,9}")


@bp.app_context_processor
def notices() -> dict[str, object]:
    """What the frame of every page warns heads and administrators of; asked only when the frame is drawn."""
    return {"missing_schedule": lambda: missing_next_year(office_today())}


def asked_scope() -> tuple[Scope, str]:
    """(scope, whose): one's own people, everyone's, or one officer's by id."""
    user = current_user()
    whose = (
        request.args.get("whose")
        or request.args.get("owner")
        or ("mine" if user.role == "officer" else "all")
    )
    owners = (user.id,) if whose == "mine" else (int(whose),) if USER_ID.fullmatch(whose) else None
    return Scope(seen_by=user, owner_ids=owners), whose


def asked_kinds() -> list[str]:
    """The kinds asked for, repeated or joined by commas; all of them when none is named. 400 for an unknown one."""
    named = [kind for text in request.args.getlist("kinds") for kind in text.split(",") if kind]
    unknown = [kind for kind in named if kind not in KINDS]
    if unknown:
        abort(
            400,
            _("不认识的类别：%(kinds)s；可用 %(known)s", kinds="、".join(unknown), known="、".join(KINDS)),
        )
    return named or list(KINDS)


@bp.get("")
def month() -> str:
    """One month, with a day of it opened beside."""
    today = office_today()
    chosen = asked_day(today)
    scope, whose = asked_scope()
    start, end = shown_span(chosen.year, chosen.month)
    occasions = occasions_between(start, end, scope, today=today)
    calendar, policy = work_calendar(), office_policy()
    festivals = by_day(festivals_between(start, end, calendar, policy))
    first, last = first_and_last(chosen.year, chosen.month)
    return render_template(
        "calendar/month.html",
        weeks=month_weeks(
            chosen.year, chosen.month, occasions, Almanac(calendar, festivals, today, chosen)
        ),
        chosen=chosen,
        moon=lunar.to_lunar(chosen),
        term=solar_terms.term_on(chosen),
        status=calendar.status(chosen),
        of_day=[occasion for occasion in occasions if occasion.on == chosen],
        festivals=festivals.get(chosen, []),
        combined=combined_mid_autumn(chosen.year, calendar, policy) if chosen.month in (9, 10) else None,
        previous=first - timedelta(days=1) if first > date(EARLIEST.year, 2, 1) else None,
        following=last + timedelta(days=1) if last < LATEST else None,
        whose=whose,
        users=active_users(),
        kinds=kind_words(),
        until=today + timedelta(days=EXPORTED_DAYS),
        estimated=calendar.estimated(chosen.year),
    )


def asked_day(today: date) -> date:
    """The chosen day: `day`, or the first of `month` (2026-10), today without either; 400 outside the tables."""
    asked = request.args.get("month", "")
    if asked:
        try:
            chosen = date.fromisoformat(f"{asked}-01")
        except ValueError:
            abort(400, _("月份应写成 2026-10 的样子"))
        chosen = today if (today.year, today.month) == (chosen.year, chosen.month) else chosen
    else:
        chosen = date_from_query("day") or today
    if not date(EARLIEST.year, 2, 1) <= chosen <= LATEST:
        abort(400, _("日历只覆盖 1900 年 2 月到 2100 年 12 月"))
    return chosen


@bp.get("/<int:year>")
def year(year: int) -> str:
    """Twelve small months on one page, the load of each day as its shade."""
    if not FIRST_YEAR <= year <= LATEST.year:
        abort(400, _("日历只覆盖 1901 到 2100 年"))
    today, calendar, policy = office_today(), work_calendar(), office_policy()
    scope, whose = asked_scope()
    start, end = date(year, 1, 1), date(year, 12, 31)
    festivals = festivals_between(start, end, calendar, policy)
    loads = day_loads(start, end, scope, calendar, today=today)
    return render_template(
        "calendar/year.html",
        year=year,
        months=year_months(year, loads, Almanac(calendar, by_day(festivals), today, today)),
        festivals=festivals,
        estimated=calendar.estimated(year),
        combined=combined_mid_autumn(year, calendar, policy),
        whose=whose,
        total=loads.total(),
    )


@bp.get("/export.ics")
def export() -> Response:
    """The calendar file of a span, a year from today when none is named."""
    today = office_today()
    start = date_from_query("from") or today
    end = date_from_query("to") or start + timedelta(days=EXPORTED_DAYS)
    scope, _whose = asked_scope()
    try:
        occasions = occasions_between(start, end, scope, today=today, kinds=asked_kinds())
    except SpanError as error:
        abort(400, str(error))
    base_url = current_app.config["SETTINGS"].base_url
    content = write_calendar(
        (occasion.as_event(base_url=base_url) for occasion in occasions), name=_("联络日历")
    )
    answer = Response(content, mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "attachment", filename=f"liaison-{start}-{end}.ics")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
