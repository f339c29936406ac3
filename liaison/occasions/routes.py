"""节日设置: the office's list, editing one with a look at what it does, and back to the default."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.calendar_.audiences import audience_of
from liaison.db import StaleRecord, db
from liaison.domain.observances import Observance
from liaison.due.scopes import Scope
from liaison.occasions import actions, queries
from liaison.occasions.checks import NEW_CODE, OccasionRefused, read_values
from liaison.occasions.forms import OccasionForm, filled_from, short_send_words
from liaison.occasions.models import OfficeOccasion
from liaison.occasions.previews import Preview, next_dates, preview_of
from liaison.web.dates import office_today
from liaison.web.notices import flash_with_undo
from liaison.workdays.queries import work_calendar

bp = Blueprint("occasions", __name__, url_prefix="/settings/occasions")
Page = str | Response | tuple[str, int]


@bp.get("")
def index() -> str:
    """Every occasion with its next day and how many it reaches now; below, those taken off the list."""
    today, observances = office_today(), queries.observances_by_code()
    next_on = {code: next_dates(each, today)[:1] for code, each in observances.items()}
    records = sorted(queries.occasion_records(), key=lambda record: next_on[record.code] or [date.max])
    audience = audience_of(Scope(seen_by=current_user()))
    return render_template(
        "occasions/index.html",
        rows=[(record, observances[record.code]) for record in records],
        next_on=next_on,
        reached={code: len(audience.greeted(each)) for code, each in observances.items()},
        archived=queries.occasion_records(archived=True),
        send_words=short_send_words(),
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> Page:
    """An occasion of the office's own: 建院纪念日, the region's 小年."""
    form = OccasionForm(data={"tone": "祝贺", "send_on": "day", "lead_workdays": "5", "shown": True})
    return written(form, None)


@bp.route("/<int:occasion_id>", methods=["GET", "POST"])
def edit(occasion_id: int) -> Page:
    """Change one, or look first at what the change would do."""
    record = on_the_list(occasion_id)
    return written(
        OccasionForm(data=filled_from(record, queries.observances_by_code()[record.code])), record
    )


def on_the_list(occasion_id: int) -> OfficeOccasion:
    """The occasion, 404 when it is unknown or archived."""
    record = db.get_or_404(OfficeOccasion, occasion_id)
    return abort(404) if record.archived_at else record


def written(form: OccasionForm, record: OfficeOccasion | None) -> Page:
    """The shared course of adding and editing: show, preview, refuse beside the field, or save."""
    form.offer_choices()
    observance = None
    try:
        if form.validate_on_submit():
            if "look" not in request.form:
                return saved(form, record)
            observance = read_values(form.values, record)
        elif record is not None and not form.is_submitted():
            observance = queries.observances_by_code()[record.code]
    except OccasionRefused as refusal:
        form[refusal.field].errors = [str(refusal)]
    except StaleRecord as stale:
        form.refuse_stale(stale.record)
    page = render_template(
        "occasions/form.html", form=form, record=record, preview=look(observance) if observance else None
    )
    return page, 400 if form.errors else 200


def saved(form: OccasionForm, record: OfficeOccasion | None) -> Response:
    """Store and go back to the list. OccasionRefused, StaleRecord."""
    user = current_user()
    if record is None:
        record = actions.add_occasion(form.values, by=user)
    else:
        actions.edit_occasion(record, form.values, version=form.seen_version, by=user)
    db.session.commit()
    flash(_("已保存“%(name)s”", name=record.name), "good")
    warn_of_nobody(record)
    return redirect(url_for("occasions.index"))


def warn_of_nobody(record: OfficeOccasion) -> None:
    """An audience that may have people and has none now is kept, but not without a word."""
    observance = queries.observances_by_code()[record.code]
    people = audience_of(Scope())
    wanted = observance.congratulated and not observance.audience.everyone
    if wanted and people.people and not any(member for _known, member in people.judged(observance)):
        flash(
            _("现在没有人符合“%(audience)s”，这一天不会出现问候", audience=observance.audience.words), "bad"
        )


def look(observance: Observance) -> Preview:
    """What the occasion does for the people the caller sees."""
    policy = tuple(each for each in queries.sending_policy() if each.code not in (observance.code, NEW_CODE))
    audience = audience_of(Scope(seen_by=current_user()))
    return preview_of(observance, audience, work_calendar(), (*policy, observance), today=office_today())


@bp.post("/<int:occasion_id>/default")
def reset(occasion_id: int) -> Response:
    """Back to what the program brings; 404 for an occasion of the office's own."""
    record = on_the_list(occasion_id)
    try:
        actions.restore_default(record, by=current_user())
    except LookupError:
        abort(404)
    except OccasionRefused as refusal:
        return told(str(refusal), "bad")
    db.session.commit()
    return told(_("“%(name)s”已恢复默认", name=record.name), "good")


@bp.post("/<int:occasion_id>/archive")
def archive(occasion_id: int) -> Response:
    """Take one off the list; it can be put back."""
    record = on_the_list(occasion_id)
    try:
        actions.archive_occasion(record, now=clock.now(), by=current_user())
    except OccasionRefused as refusal:
        return told(str(refusal), "bad")
    db.session.commit()
    undo = url_for("occasions.restore", occasion_id=record.id)
    flash_with_undo(_("已归档“%(name)s”", name=record.name), undo)
    return redirect(url_for("occasions.index"))


@bp.post("/<int:occasion_id>/restoration")
def restore(occasion_id: int) -> Response:
    """Put an archived one back on the list."""
    record = db.get_or_404(OfficeOccasion, occasion_id)
    try:
        actions.unarchive_occasion(record, by=current_user())
    except OccasionRefused as refusal:
        return told(str(refusal), "bad")
    db.session.commit()
    return told(_("已放回“%(name)s”", name=record.name), "good")


def told(sentence: str, tone: str) -> Response:
    """Back to the list with a sentence."""
    flash(sentence, tone)
    return redirect(url_for("occasions.index"))
