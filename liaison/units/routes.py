"""Units: the list, one unit's page, adding, editing, archiving."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.accounts.queries import keepers
from liaison.contacts.queries import former_people_of, hidden_people_of, people_of, titles_at
from liaison.db import StaleRecord, db
from liaison.domain.cadence import CadenceError
from liaison.due.rows import due_rows_for
from liaison.due.unit_warmth import unit_temperatures, unit_warmth
from liaison.duplicates.alike import Matches, units_like
from liaison.duplicates.words import likeness_words
from liaison.followups.queries import open_follow_ups_of_unit
from liaison.interactions.queries import timeline_of_unit
from liaison.matters.balance import balance_of
from liaison.matters.queries import open_matters
from liaison.office.queries import interaction_kinds
from liaison.post_changes.forms import source_words
from liaison.post_changes.queries import open_vacancies_of
from liaison.saved_views.chips import chips_of
from liaison.unit_changes.queries import changes_of
from liaison.units import actions, queries
from liaison.units.forms import UnitForm
from liaison.units.models import Unit
from liaison.web.dates import office_today
from liaison.web.notices import flash_with_undo

bp = Blueprint("units", __name__, url_prefix="/units")


@bp.get("")
def index() -> str:
    """All units, with how each is in touch."""
    wanted = queries.UnitFilter.asked(request.args)
    page = queries.unit_page(wanted, mark=request.args.get("after"))
    return render_template(
        "units/index.html",
        page=page,
        temperatures=unit_temperatures([unit.id for unit in page.rows], office_today()),
        wanted=wanted,
        sort=wanted.sort,
        count=queries.unit_count(wanted),
        chips=chips_of("units"),
        users=keepers(),
        regions=queries.regions(),
    )


@bp.get("/<int:unit_id>")
def show(unit_id: int) -> str | Response:
    """One unit: its people and how each is in touch, its timeline, its place in the hierarchy."""
    unit, today = db.get_or_404(Unit, unit_id), office_today()
    if unit.merged_into_id is not None:
        survivor = queries.survivor_of(unit)
        flash(_("您打开的单位已并入 %(name)s", name=survivor.name), "good")
        return redirect(url_for("units.show", unit_id=survivor.id))
    return render_template(
        "units/show.html",
        unit=unit,
        warmth=unit_warmth(unit.id, today),
        rows=due_rows_for(people_of(current_user(), unit.id), today, 30),
        titles_here=titles_at(unit.id),
        hidden=hidden_people_of(current_user(), unit.id),
        follow_ups=open_follow_ups_of_unit(current_user(), unit),
        vacancies=open_vacancies_of(current_user(), unit),
        unit_changes=changes_of(unit),
        source_words=source_words(),
        former=former_people_of(current_user(), unit.id),
        kinds=interaction_kinds(),
        users=keepers(),
        balance=balance_of(current_user(), unit_id=unit.id),
        balance_unit=unit,
        matters=open_matters(current_user(), today=today, unit_id=unit.id),
        timeline=timeline_of_unit(current_user(), unit.id, mark=request.args.get("after")),
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Record a unit. Those that may be the same are pointed out before anything is saved."""
    form = UnitForm(
        data={"name": request.args.get("name"), "kind": "other", "back": request.args.get("back")}
    )
    form.offer_choices()
    alike = Matches([])
    if form.validate_on_submit():
        alike = Matches([]) if request.form.get("anyway") else units_like_form(form)
        unit = None if alike else saved(None, form)
        if unit is not None:
            flash(_("已添加 %(name)s", name=unit.name), "good")
            return redirect(safe_target(form.back.data, url_for("units.show", unit_id=unit.id)))
    return page(form, None, alike)


def units_like_form(form: UnitForm) -> Matches:
    """Recorded units that may be the one on the form."""
    return units_like(
        form.name.data, short_name=form.short_name.data, code=form.code.data, region=form.region.data
    )


def page(form: UnitForm, unit: Unit | None, alike: Matches) -> tuple[str, int]:
    text = render_template(
        "units/form.html", form=form, unit=unit, alike=alike, likeness_words=likeness_words
    )
    return text, 400 if alike else form.status


def whole(unit_id: int) -> Unit:
    """The unit; 404 when there is none, or when it has become part of another."""
    unit = db.get_or_404(Unit, unit_id)
    if unit.merged_into_id is not None:
        abort(404)
    return unit


@bp.route("/<int:unit_id>/edit", methods=["GET", "POST"])
def edit(unit_id: int) -> str | Response | tuple[str, int]:
    """Change a unit; its cadence changes its people's due dates."""
    unit = whole(unit_id)
    form = UnitForm(obj=unit, data={"parent": unit.parent.name if unit.parent else ""})
    form.offer_choices()
    if form.validate_on_submit() and saved(unit, form):
        flash(_("已保存"), "good")
        return redirect(url_for("units.show", unit_id=unit.id))
    return page(form, unit, Matches([]))


def saved(unit: Unit | None, form: UnitForm) -> Unit | None:
    """Write the form; None with the form's errors filled in when it was refused."""
    parent = queries.unit_by_name(form.parent.data) if form.parent.data else None
    values = form.values() | {"parent_id": parent.id if parent else None}
    try:
        if unit is None:
            unit = actions.add_unit(values, by=current_user())
        else:
            actions.edit_unit(unit, values, version=form.seen_version, by=current_user())
    except actions.UnitError as error:
        field = form.parent if error.field == "parent_id" else form[error.field]
        field.errors = [str(error)]
        return None
    except CadenceError as error:
        form.max_gap_days.errors = [str(error)]
        return None
    except StaleRecord as stale:
        form.refuse_stale(stale.record)
        return None
    db.session.commit()
    return unit


@bp.post("/<int:unit_id>/archival")
def archive(unit_id: int) -> Response:
    """Take a unit out of the lists."""
    unit = whole(unit_id)
    actions.archive_unit(unit, now=clock.now(), by=current_user())
    db.session.commit()
    undo = url_for("units.restore", unit_id=unit.id)
    flash_with_undo(_("已归档 %(name)s", name=unit.name), undo)
    return redirect(url_for("units.index"))


@bp.post("/<int:unit_id>/restoration")
def restore(unit_id: int) -> Response:
    """Bring an archived unit back."""
    unit = whole(unit_id)
    actions.restore_unit(unit, by=current_user())
    db.session.commit()
    flash(_("已恢复 %(name)s", name=unit.name), "good")
    return redirect(url_for("units.show", unit_id=unit.id))
