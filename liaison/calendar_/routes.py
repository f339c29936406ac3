"""The month, the year, and the calendar file."""

from collections.abc import Mapping
from datetime import date, timedelta

from flask import Blueprint, Response, abort, current_app, render_template, request
from flask_babel import gettext as _

from liaison.accounts.gate import current_user
from liaison.accounts.queries import keepers
from liaison.accounts.whose import anybody_of, owners
from liaison.calendar_.loads import day_loads
from liaison.calendar_.months import (
    FIRST_SHOWN,
    Almanac,
    by_day,
    first_and_last,
    month_weeks,
    moon_of,
    shown_span,
    within_tables,
    year_months,
)
from liaison.calendar_.occasions import KINDS, kind_words
from liaison.calendar_.queries import LATEST, SpanError, occasions_between
from liaison.domain import solar_terms
from liaison.domain.festivals import combined_mid_autumn, festivals_between
from liaison.due.scopes import Scope
from liaison.formats.ics import write_calendar
from liaison.greetings.progress import progress_title
from liaison.occasions.queries import office_policy, sending_policy
from liaison.web.dates import AskedDay, asked_day, office_today
from liaison.workdays.queries import missing_next_year, work_calendar

bp = Blueprint("calendar", __name__, url_prefix="/calendar")
EXPORTED_DAYS = 365


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
    return Scope(seen_by=user, owner_ids=owners(user, whose)), whose


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
def month() -> tuple[str, int]:
    """One month, with a day of it opened beside. A day or month that cannot be is told beside its field, over today."""
    asked = asked_month_day()
    return shown_month(asked.day, asked.problem)


def shown_month(chosen: date, problem: str = "", export_problems: Mapping[str, str] | None = None) -> tuple[str, int]:
    """`problem`: what is wrong with the day asked for. `export_problems`: the same by field of the export form."""
    today = office_today()
    scope, whose = asked_scope()
    start, end = shown_span(chosen.year, chosen.month)
    occasions = occasions_between(*within_tables(start, end), scope, today=today, titled=progress_title)
    calendar, policy = work_calendar(), office_policy()
    festivals = by_day(festivals_between(start, end, calendar, policy))
    first, last = first_and_last(chosen.year, chosen.month)
    page = render_template(
        "calendar/month.html",
        weeks=month_weeks(
            chosen.year, chosen.month, occasions, Almanac(calendar, festivals, today, chosen)
        ),
        chosen=chosen,
        problem=problem,
        export_problems=export_problems or {},
        moon=moon_of(chosen),
        term=solar_terms.term_on(chosen),
        status=calendar.status(chosen),
        of_day=[occasion for occasion in occasions if occasion.on == chosen],
        festivals=festivals.get(chosen, []),
        combined=combined_mid_autumn(chosen.year, calendar, sending_policy()) if chosen.month in (9, 10) else None,
        previous=first - timedelta(days=1) if first > FIRST_SHOWN else None,
        following=last + timedelta(days=1) if last < LATEST else None,
        whose=whose,
        users=keepers(),
        kinds=kind_words(),
        until=today + timedelta(days=EXPORTED_DAYS),
        estimated=calendar.estimated(chosen.year),
    )
    return page, 400 if problem or export_problems else 200


def asked_month_day() -> AskedDay:
    """The chosen day: `day`, or the first of `month` (2026-10), today without either or with false ones."""
    today, asked = office_today(), request.args.get("month", "").strip()
    if not asked:
        return asked_day("day")
    try:
        chosen = date.fromisoformat(f"{asked}-01")
    except ValueError:
        return AskedDay(today, _("月份应写成 2026-10 的样子"))
    if not FIRST_SHOWN <= chosen <= LATEST:
        return AskedDay(today, _("日历只覆盖 1900 年到 2100 年，%(asked)s 不在其中", asked=asked))
    return AskedDay(today if (today.year, today.month) == (chosen.year, chosen.month) else chosen)


@bp.get("/<int:year>")
def year(year: int) -> str:
    """Twelve small months on one page, the load of each day as its shade."""
    if not FIRST_SHOWN.year <= year <= LATEST.year:
        abort(400, _("日历只覆盖 1900 年到 2100 年，%(asked)s 不在其中", asked=year))
    today, calendar, policy = office_today(), work_calendar(), office_policy()
    scope, whose = asked_scope()
    start, end = date(year, 1, 1), date(year, 12, 31)
    festivals = festivals_between(start, end, calendar, policy)
    loads = day_loads(*within_tables(start, end), scope, calendar, today=today)
    return render_template(
        "calendar/year.html",
        year=year,
        months=year_months(year, loads, Almanac(calendar, by_day(festivals), today, today)),
        festivals=festivals,
        estimated=calendar.estimated(year),
        combined=combined_mid_autumn(year, calendar, sending_policy()),
        whose=whose,
        total=loads.total(),
    )


@bp.get("/export.ics")
def export() -> Response | tuple[str, int]:
    """The calendar file of a span, a year from today when none is named; the month with the reason for a false one.

    Without the right to export it names nobody, like a discreet feed.
    """
    today, kinds, (scope, _whose) = office_today(), asked_kinds(), asked_scope()
    if not anybody_of(scope.owner_ids):
        abort(400, _("没有这位联络员，请在日历的“导出”里选"))
    begins, ends = asked_day("from"), asked_day("to")
    if begins.problem or ends.problem:
        problems = {"from": begins.problem, "to": ends.problem}
        return shown_month(today, export_problems=problems)
    start = begins.day
    end = ends.day if request.args.get("to", "").strip() else start + timedelta(days=EXPORTED_DAYS)
    try:
        occasions = occasions_between(start, end, scope, today=today, kinds=kinds)
    except SpanError as error:
        return shown_month(today, export_problems={"to": str(error)})
    base_url = current_app.config["SETTINGS"].base_url
    content = write_calendar(
        (occasion.as_event(base_url=base_url, discreet=not current_user().exports) for occasion in occasions),
        name=_("联络日历"),
    )
    answer = Response(content, mimetype="text/calendar")
    answer.headers.set("Content-Disposition", "attachment", filename=f"liaison-{start}-{end}.ics")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
