"""Progress of a matter, and the calls and visits that were about it."""

from flask import abort, flash, redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.db import db
from liaison.domain.matters import MatterError
from liaison.matters import actions, queries
from liaison.matters.blueprint import bp, editable_matter, seen_interaction_or_404
from liaison.matters.forms import NoteForm
from liaison.matters.models import MatterNote
from liaison.web.dates import office_today
from liaison.web.notices import flash_with_undo


def back_to_matter(matter_id: int) -> Response:
    return redirect(safe_target(request.form.get("back"), url_for("matters.show", matter_id=matter_id)))


@bp.post("/<int:matter_id>/notes")
def add_note(matter_id: int) -> Response:
    """One sentence of progress; refused ones change nothing and are told."""
    matter, today = editable_matter(matter_id), office_today()
    form = NoteForm(today=today)
    if not form.validate_on_submit():
        for message in (message for errors in form.errors.values() for message in errors):
            flash(str(message), "bad")
        return back_to_matter(matter.id)
    try:
        progress = actions.add_note(
            matter, form.text.data, on=form.on.data or today, today=today, by=current_user()
        )
    except MatterError as error:
        db.session.rollback()
        flash(str(error), "bad")
        return back_to_matter(matter_id)
    db.session.commit()
    undo = url_for("matters.remove_note", note_id=progress.id)
    flash_with_undo(_("已记下进展"), undo)
    return back_to_matter(matter.id)


def editable_note(note_id: int) -> MatterNote:
    """The line, if its matter is in sight (else 404) and may be changed (else 403)."""
    progress = queries.seen_note(current_user(), note_id) or abort(404)
    editable_matter(progress.matter_id)
    return progress


@bp.post("/notes/<int:note_id>/removal")
def remove_note(note_id: int) -> Response:
    """Strike a line of progress out, with a way back."""
    progress = editable_note(note_id)
    try:
        actions.remove_note(progress, now=clock.now(), by=current_user())
    except MatterError as error:
        abort(400, str(error))
    db.session.commit()
    undo = url_for("matters.restore_note", note_id=progress.id)
    flash_with_undo(_("已删除这条进展"), undo)
    return back_to_matter(progress.matter_id)


@bp.post("/notes/<int:note_id>/restoration")
def restore_note(note_id: int) -> Response:
    """Bring a line of progress back."""
    progress = editable_note(note_id)
    actions.restore_note(progress, by=current_user())
    db.session.commit()
    flash(_("已恢复这条进展"), "good")
    return back_to_matter(progress.matter_id)


@bp.post("/<int:matter_id>/interactions/<int:interaction_id>")
def link(matter_id: int, interaction_id: int) -> Response:
    """A call or visit was about this matter."""
    matter, interaction = editable_matter(matter_id), seen_interaction_or_404(interaction_id)
    actions.link_interaction(matter, interaction, by=current_user())
    db.session.commit()
    undo = url_for("matters.unlink", matter_id=matter.id, interaction_id=interaction.id)
    flash_with_undo(_("已关联到这件事"), undo)
    return back_to_matter(matter.id)


@bp.post("/<int:matter_id>/interactions/<int:interaction_id>/removal")
def unlink(matter_id: int, interaction_id: int) -> Response:
    """It was not, after all; the call itself stays."""
    matter, interaction = editable_matter(matter_id), seen_interaction_or_404(interaction_id)
    actions.unlink_interaction(matter, interaction, by=current_user())
    db.session.commit()
    flash(_("已取消关联"), "good")
    return back_to_matter(matter.id)
