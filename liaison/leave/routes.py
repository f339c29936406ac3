"""休假: one's own days away. Calls are planned around them."""

from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import db
from liaison.formats.ics_reader import CalendarFileError
from liaison.formats.ics_refusal import DEFAULT_LIMITS
from liaison.leave import actions, queries
from liaison.leave.forms import LeaveFileForm, LeaveForm
from liaison.leave.models import Leave
from liaison.web.dates import office_today

bp = Blueprint("leave", __name__, url_prefix="/settings/leave")
Page = str | Response | tuple[str, int]


@bp.route("", methods=["GET", "POST"])
def index() -> Page:
    """The days ahead on which one is away, and two ways to add more."""
    form = LeaveForm(today=office_today())
    if form.validate_on_submit():
        user = current_user()
        until = form.to_on.data or form.from_on.data
        try:
            parts = actions.add_leave(
                user, form.from_on.data, until, form.note.data,
                today=form.today, by=user, keep_promises=not form.anyway.data,
            )  # fmt: skip
        except actions.LeaveRefused as refusal:
            form[refusal.field].errors = [str(refusal)]
        else:
            db.session.commit()
            return back(added_words(parts, form.from_on.data, until), undo_of(parts))
    return shown(form, LeaveFileForm(formdata=None))


def undo_of(parts: list[Leave]) -> str:
    if len(parts) > 1:
        return url_for("leave.remove_batch", batch=parts[0].batch)
    return url_for("leave.remove", leave_id=parts[0].id)


def added_words(parts: list[Leave], from_on: date, to_on: date) -> str:
    """What was registered, and that the other days had been already."""
    said = _("已登记：%(span)s", span=_("、").join(leave.name for leave in parts))
    if (parts[0].from_on, parts[-1].to_on) == (from_on, to_on) and len(parts) == 1:
        return said
    return said + _("；其余日子原来就登记过")


def shown(form: LeaveForm, file_form: LeaveFileForm) -> tuple[str, int]:
    page = render_template(
        "leave/index.html",
        form=form,
        file_form=file_form,
        leaves=queries.leave_of(current_user(), office_today()),
    )
    return page, 400 if form.errors or file_form.errors else 200


def back(sentence: str, undo_url: str | None = None, tone: str = "good") -> Response:
    """To the list, with a sentence and a way back."""
    flash({"text": sentence, "undo_url": undo_url} if undo_url else sentence, tone)  # type: ignore[arg-type]
    return redirect(url_for("leave.index"))


@bp.post("/file")
def load() -> Page:
    """Add what an .ics file holds."""
    form, user = LeaveFileForm(), current_user()
    if not form.validate_on_submit():
        return shown(LeaveForm(formdata=None, today=office_today()), form)
    try:
        content = form.file.data.read(DEFAULT_LIMITS.octets + 1)
        outcome = actions.import_leave(
            content, user,
            with_timed=form.with_timed.data, today=office_today(), by=user,
            keep_promises=not form.file_anyway.data,
        )  # fmt: skip
    except (CalendarFileError, actions.LeaveRefused) as error:
        db.session.rollback()
        form.file.errors = [str(error)]
        return shown(LeaveForm(formdata=None, today=office_today()), form)
    db.session.commit()
    undo = url_for("leave.remove_batch", batch=outcome.batch) if outcome.added else None
    return back(words_of(outcome), undo)


def words_of(outcome: actions.LeaveImport) -> str:
    """What the file gave, in one line."""
    said = _("读入 %(added)d 段，已有的 %(known)d 段", added=outcome.added, known=outcome.known)
    if outcome.timed:
        said += _("；%(timed)d 个有钟点的日程没有算作休假", timed=outcome.timed)
    return said


def own_leave(leave_id: int) -> Leave:
    """One of the caller's own spans, else 404."""
    leave = db.session.get(Leave, leave_id)
    if leave is None or leave.user_id != current_user().id:
        abort(404)
    return leave


@bp.post("/<int:leave_id>/removal")
def remove(leave_id: int) -> Response:
    """Not away after all."""
    leave = own_leave(leave_id)
    actions.remove_leave([leave], now=clock.now(), by=current_user())
    db.session.commit()
    return back(_("已删除：%(span)s", span=leave.name), url_for("leave.restore", leave_id=leave.id))


@bp.post("/<int:leave_id>/restoration")
def restore(leave_id: int) -> Response:
    """Away, as first said."""
    leave = own_leave(leave_id)
    try:
        actions.restore_leave(leave, by=current_user())
    except actions.LeaveRefused as refusal:
        return back(str(refusal), tone="bad")
    db.session.commit()
    return back(_("已恢复：%(span)s", span=leave.name))


@bp.post("/batches/<batch>/removal")
def remove_batch(batch: str) -> Response:
    """Take back everything one file added."""
    leaves = queries.leave_of_batch(current_user(), batch) or abort(404)
    actions.remove_leave(leaves, now=clock.now(), by=current_user())
    db.session.commit()
    return back(_("已撤回这个文件加上的 %(n)d 段", n=len(leaves)))
