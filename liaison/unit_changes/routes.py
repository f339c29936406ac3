"""单位变动: recording that a unit was renamed, merged or dissolved, and taking it back."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import db
from liaison.domain.posts import Source
from liaison.domain.unit_changes import UnitChangeKind
from liaison.followups.queries import asked_by
from liaison.unit_changes import actions, whereabouts
from liaison.unit_changes.forms import UnitChangeForm
from liaison.unit_changes.models import UnitChange
from liaison.units.actions import UnitError
from liaison.units.models import Unit
from liaison.units.queries import all_unit_names, unit_by_name
from liaison.web.dates import office_today
from liaison.web.filters import day_words
from liaison.web.notices import flash_with_undo

bp = Blueprint("unit_changes", __name__)


@bp.route("/units/<int:unit_id>/changes/new", methods=["GET", "POST"])
def new(unit_id: int) -> str | Response | tuple[str, int]:
    """What happened to the unit, on which day, from which source."""
    unit = db.get_or_404(Unit, unit_id)
    form = UnitChangeForm(today=office_today(), data={"short_name": unit.short_name})
    form.offer_choices(current_user())
    if form.validate_on_submit():
        change = changed(unit, form)
        if change is not None:
            db.session.commit()
            undo = url_for("unit_changes.withdraw", change_id=change.id)
            said = _("已登记 %(name)s的变动", name=change.former_name)
            asked = asked_by(change.uuid)
            if asked:
                last = day_words(asked[-1].on, form.today)
                said += _("，给没有别的任职的 %(n)d 位各排了一件“了解去向”，到 %(day)s排完", n=len(asked), day=last)
            flash_with_undo(said, undo)
            return redirect(url_for("units.show", unit_id=unit.id))
    page = render_template(
        "unit_changes/new.html", form=form, unit=unit, unit_names=all_unit_names(),
        lost=len(whereabouts.only_here(unit)),
    )  # fmt: skip
    return page, form.status


def changed(unit: Unit, form: UnitChangeForm) -> UnitChange | None:
    """The change; None with the form's errors filled in and nothing written when it was refused."""
    known = {
        "source": Source(form.source.data),
        "source_note": form.source_note.data,
        "today": form.today,
        "by": current_user(),
    }
    try:
        if form.kind.data == UnitChangeKind.RENAMED:
            return actions.rename_unit(
                unit, form.name.data, form.on.data, short_name=form.short_name.data, **known
            )
        if form.kind.data == UnitChangeKind.MERGED:
            into = unit_by_name(form.into.data) if form.into.data else None
            return actions.merge_unit(unit, into, form.on.data, now=clock.now(), **known)
        return actions.dissolve_unit(unit, form.on.data, now=clock.now(), **known)
    except (actions.UnitChangeError, UnitError) as error:
        db.session.rollback()
        field: Any = getattr(form, error.field, form.on)
        field.errors = [*field.errors, str(error)]
        return None


@bp.post("/unit-changes/<int:change_id>/withdrawal")
def withdraw(change_id: int) -> Response:
    """Take a change back, with all that went along."""
    change = db.get_or_404(UnitChange, change_id)
    if change.kind != UnitChangeKind.RENAMED and not current_user().leads:
        abort(403)
    asked = len(asked_by(change.uuid))
    try:
        actions.withdraw_unit_change(change, now=clock.now(), by=current_user())
    except actions.UnitChangeError as error:
        db.session.rollback()
        flash(str(error), "bad")
    else:
        db.session.commit()
        gone = _("，%(n)d 件“了解去向”一起撤掉", n=asked) if asked else ""
        flash(_("已撤销这次单位变动") + gone, "good")
    return redirect(url_for("units.show", unit_id=change.unit_id))
