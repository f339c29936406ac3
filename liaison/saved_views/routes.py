"""常用视图: the list of them, keeping one, changing, ordering, removing and bringing it back."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.db import StaleRecord, db
from liaison.saved_views import actions, queries
from liaison.saved_views.chips import has_filters
from liaison.saved_views.forms import ViewForm, audience_words
from liaison.saved_views.lists import LISTS, SavableList, filters_in, kept_query
from liaison.saved_views.models import Audience, SavedView
from liaison.saved_views.words import filter_words
from liaison.web.notices import flash_with_undo

bp = Blueprint("saved_views", __name__, url_prefix="/views")
bp.add_app_template_global(has_filters)
Page = str | Response | tuple[str, int]


def view_url(view: SavedView) -> str:
    """The list with the view's filters."""
    return url_for(LISTS[view.list_name].endpoint, **filters_in(view.query))  # type: ignore[arg-type]


@bp.get("")
def index() -> str:
    """All views one has, with what each filters by."""
    user = current_user()
    rows = [
        {
            "view": view,
            "url": view_url(view),
            "list": LISTS[view.list_name].label,
            "words": filter_words(view.list_name, filters_in(view.query)),
            "may_change": queries.may_change(user, view),
            "own": view.owner_id == user.id,
        }
        for view in queries.views_of(user)
    ]
    return render_template("saved_views/index.html", rows=rows, audiences=audience_words())


@bp.route("/new", methods=["GET", "POST"])
def new() -> Page:
    """Keep the filters a list has just now; they travel in the address, as the list had them."""
    kept = LISTS.get(request.args.get("list", "")) or abort(404)
    query = kept_query(kept, request.args)
    words = filter_words(kept.name, filters_in(query))
    form = ViewForm(data={"name": suggested_name(kept, words), "pinned": True, "audience": Audience.MINE.value})
    form.offer_choices(current_user())
    if form.validate_on_submit():
        try:
            view = actions.save_view(
                form.name.data,
                kept.name,
                query,
                audience=form.audience.data,
                pinned=form.pinned.data,
                now=clock.now(),
                by=current_user(),
            )
        except actions.ViewError as error:
            form[error.field].errors = [str(error)]
        else:
            db.session.commit()
            flash(_("已存为常用视图“%(name)s”", name=view.name), "good")
            return redirect(view_url(view))
    return render_template("saved_views/form.html", form=form, view=None, kept=kept, words=words), form.status


def suggested_name(kept: SavableList, words: list) -> str:
    """What the filters say, short enough to stand at the side."""
    said = " ".join(each.value or each.label for each in words)
    return (said or str(kept.label))[:20]


@bp.route("/<int:view_id>/edit", methods=["GET", "POST"])
def edit(view_id: int) -> Page:
    """Rename it, say who has it and whether it stands at the side."""
    view = changeable(view_id)
    form = ViewForm(obj=view)
    form.offer_choices(current_user(), view.audience)
    if form.validate_on_submit():
        try:
            actions.edit_view(
                view,
                name=form.name.data,
                audience=form.audience.data,
                pinned=form.pinned.data,
                now=clock.now(),
                version=form.seen_version,
                by=current_user(),
            )
        except actions.ViewError as error:
            form[error.field].errors = [str(error)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(url_for("saved_views.index"))
    kept = LISTS[view.list_name]
    words = filter_words(view.list_name, filters_in(view.query))
    return render_template("saved_views/form.html", form=form, view=view, kept=kept, words=words), form.status


def changeable(view_id: int) -> SavedView:
    """The view, if the user has it (else 404) and may change it (else 403)."""
    view = queries.seen_view(current_user(), view_id) or abort(404)
    if not queries.may_change(current_user(), view):
        abort(403)
    return view


@bp.post("/<int:view_id>/moves")
def move(view_id: int) -> Response:
    """One place up, or down, among one's own."""
    view = changeable(view_id)
    if view.removed_at is None:
        actions.move_view(view, 1 if request.form.get("way") == "down" else -1, by=current_user())
        db.session.commit()
    return redirect(url_for("saved_views.index"))


@bp.post("/<int:view_id>/removal")
def remove(view_id: int) -> Response:
    """Take it away, with a way back."""
    view = changeable(view_id)
    actions.remove_view(view, now=clock.now(), by=current_user())
    db.session.commit()
    undo = url_for("saved_views.restore", view_id=view.id)
    flash_with_undo(_("已移除“%(name)s”", name=view.name), undo)
    return redirect(safe_target(request.form.get("back"), url_for("saved_views.index")))


@bp.post("/<int:view_id>/restoration")
def restore(view_id: int) -> Response:
    """Bring a removed view back."""
    view = changeable(view_id)
    actions.restore_view(view, by=current_user())
    db.session.commit()
    flash(_("已恢复“%(name)s”", name=view.name), "good")
    return redirect(url_for("saved_views.index"))
