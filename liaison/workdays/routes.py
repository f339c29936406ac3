"""放假安排: which years are known, loading or editing one, what that changes, and back to an earlier version."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.calendar_.moved_calls import Consequences, consequences_of
from liaison.db import StaleRecord, db
from liaison.domain.calendar_errors import FIRST_YEAR, LAST_YEAR
from liaison.domain.workday_files import MAX_BYTES, YearFileError, parse_year_file
from liaison.domain.workdays import YearDays, bundled
from liaison.domain.year_lines import read_year_lines, year_lines
from liaison.web.dates import office_today
from liaison.workdays import actions, queries
from liaison.workdays.forms import YearFileForm, YearLinesForm
from liaison.workdays.models import WorkdayYear

bp = Blueprint("workdays", __name__, url_prefix="/settings/workdays")
YEARS_BACK, YEARS_AHEAD = 2, 3
Page = str | Response | tuple[str, int]


@bp.route("", methods=["GET", "POST"])
def index() -> Page:
    """The years around this one, and a file to load."""
    form = YearFileForm()
    if form.validate_on_submit():
        try:
            schedule = parse_year_file(form.file.data.read(MAX_BYTES + 1), form.file.data.filename or "")
        except YearFileError as error:
            form.file.errors = [str(error)]
        else:
            return looked_at(schedule, source=form.file.data.filename or _("文件"))
    this_year = office_today().year
    calendar = queries.work_calendar()
    years = sorted({*range(this_year - YEARS_BACK, this_year + YEARS_AHEAD), *stored_years()}, reverse=True)
    page = render_template(
        "workdays/index.html",
        form=form,
        rows=[(calendar.year_days(year), calendar.estimated(year)) for year in years],
        sources={
            version.year: version for version in queries.newest_versions() if version.days is not None
        },
        first_year=min(bundled().years),
    )
    return page, 400 if form.errors else 200


def stored_years() -> set[int]:
    return {version.year for version in queries.newest_versions()}


@bp.route("/<int:year>", methods=["GET", "POST"])
def edit(year: int) -> Page:
    """One year line by line, with all its versions. Posting shows what would change; nothing is stored yet."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        abort(404)
    schedule = queries.work_calendar().year_days(year)
    form = YearLinesForm(data={"lines": year_lines(schedule), "source": _("逐日修改")})
    if form.validate_on_submit():
        try:
            return looked_at(read_year_lines(form.lines.data, year), source=_("逐日修改"))
        except YearFileError as error:
            form.lines.errors = [str(error)]
    page = render_template(
        "workdays/edit.html",
        form=form,
        schedule=schedule,
        estimated=queries.work_calendar().estimated(year),
        versions=queries.versions_of(year),
        is_bundled=year in bundled().years,
    )
    return page, 400 if form.errors else 200


def looked_at(schedule: YearDays, *, source: str, form: YearLinesForm | None = None) -> tuple[str, int]:
    """The page that says what a schedule would change, with the schedule itself to be confirmed."""
    if form is None:
        seen = str(queries.newest_id(schedule.year))
        form = YearLinesForm(
            formdata=None, data={"lines": year_lines(schedule), "seen": seen, "source": source}
        )
    consequences: Consequences = consequences_of(schedule, queries.work_calendar(), today=office_today())
    page = render_template("workdays/look.html", form=form, schedule=schedule, consequences=consequences)
    return page, 400 if form.errors else 200


@bp.post("/<int:year>/versions")
def apply(year: int) -> Page:
    """Put a looked-at schedule in force."""
    form = YearLinesForm()
    try:
        schedule = read_year_lines(form.lines.data or "", year)
    except YearFileError as error:
        abort(400, str(error))
    source = form.source.data or _("逐日修改")
    if not form.validate_on_submit():
        return looked_at(schedule, source=source, form=form)
    consequences = consequences_of(schedule, queries.work_calendar(), today=office_today())
    if consequences.unmet and not form.unmet_is_right.data:
        form.ask_about_unmet()
        return looked_at(schedule, source=source, form=form)
    try:
        version = actions.apply_schedule(schedule, source=source, seen_id=form.seen_id, by=current_user())
    except StaleRecord:
        flash(_("在您查看之后有人改过这一年，请看过最新的改动再确认"), "bad")
        return looked_at(schedule, source=source)
    db.session.commit()
    return done(_("%(name)s已生效", name=version.name), year)


@bp.post("/<int:year>/versions/<int:version_id>/restoration")
def restore(year: int, version_id: int) -> Response:
    """An older version in force again; version 0 is what the program brings."""
    if version_id == 0:
        actions.restore_bundled(year, by=current_user())
    else:
        version = db.get_or_404(WorkdayYear, version_id)
        if version.year != year:
            abort(404)
        actions.restore_version(version, by=current_user())
    db.session.commit()
    return done(_("%(year)d 年已恢复为所选的版本", year=year), year)


def done(sentence: str, year: int) -> Response:
    flash(sentence, "good")
    return redirect(url_for("workdays.edit", year=year))
