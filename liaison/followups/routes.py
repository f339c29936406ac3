"""跟进事项: the list of what is still to do; one of them, its days and its end."""

from datetime import date

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
from flask.blueprints import BlueprintSetupState
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.accounts.models import User
from liaison.accounts.whose import whose_choices
from liaison.contacts.models import Contact
from liaison.contacts.queries import seen_contact
from liaison.db import StaleRecord, db
from liaison.exports.actions import taken
from liaison.exports.listing import Filters
from liaison.followups import actions, forms, queries
from liaison.followups.models import FollowUp
from liaison.interactions.queries import seen_interaction
from liaison.matters.queries import seen_matter
from liaison.saved_views.chips import chips_of
from liaison.search.queries import NotFoundOnce, the_contact
from liaison.units.models import Unit
from liaison.units.queries import all_unit_names, unit_by_name
from liaison.web.dates import office_today
from liaison.web.filters import day_words, weekday_words
from liaison.web.notices import flash_with_undo
from liaison.web.numbers import storable_number

bp = Blueprint("followups", __name__, url_prefix="/followups")
PRINT_LIMIT = 500


@bp.record_once
def count_in_navigation(state: BlueprintSetupState) -> None:
    """跟进 in the navigation carries how many have come to their day."""
    counts = state.app.extensions.setdefault("navigation_counts", {})
    counts["followups.index"] = lambda user: queries.pressing_count(user, office_today())


@bp.get("")
def index() -> str:
    """What is open, the longest overdue first; or what is done."""
    wanted = queries.FollowUpFilter.asked(current_user(), request.args)
    return render_template(
        "followups/index.html",
        page=queries.follow_up_page(current_user(), wanted, mark=request.args.get("after")),
        late=0 if wanted.done else queries.overdue_count(current_user(), wanted, office_today()),
        wanted=wanted,
        day=office_today(),
        whose_choices=whose_choices(current_user()),
        may_change=queries.may_change,
        chips=chips_of("followups"),
    )


@bp.get("/print")
def print_list() -> str:
    """The list for A4, at most 500 lines."""
    args = Filters(request.args)
    wanted = queries.FollowUpFilter.asked(current_user(), args)
    found = queries.follow_ups_to_print(current_user(), wanted, PRINT_LIMIT)
    page = render_template(
        "followups/print.html", follow_ups=found, wanted=wanted, day=office_today(), limit=PRINT_LIMIT
    )
    taken(_("跟进事项"), "print", len(found), args.used, by=current_user())
    db.session.commit()
    return page


@bp.get("/<int:follow_up_id>")
def show(follow_up_id: int) -> str:
    """One of them: whom it is about, where it came from, the days it was moved from, how it ended."""
    follow_up = seen(follow_up_id)
    return render_template(
        "followups/show.html",
        item=follow_up,
        contact=visible_contact(follow_up),
        day=office_today(),
        may_change=queries.may_change(current_user(), follow_up),
    )


def visible_contact(follow_up: FollowUp) -> Contact | None:
    """The person it is about, if the user may see that person."""
    return seen_contact(current_user(), follow_up.contact_id) if follow_up.contact_id else None


def seen(follow_up_id: int) -> FollowUp:
    return queries.seen_follow_up(current_user(), follow_up_id) or abort(404)


def changeable(follow_up_id: int) -> FollowUp:
    """The follow-up, if the user sees it (else 404) and may change it (else 403)."""
    found = seen(follow_up_id)
    if not queries.may_change(current_user(), found):
        abort(403)
    return found


def its_page(follow_up: FollowUp) -> str:
    return url_for("followups.show", follow_up_id=follow_up.id)


def moved_words(asked: date, day: date) -> str:
    """ "11月28日是周六，改为 11月27日周五"; nothing when the day stayed."""
    if asked == day:
        return ""
    return _(
        "%(asked)s%(weekday)s休息，改为 %(day)s%(on)s",
        asked=day_words(asked, office_today()),
        weekday=weekday_words(asked),
        day=day_words(day, office_today()),
        on=weekday_words(day),
    )


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Something to do: for a person, a unit, out of a conversation, or for itself."""
    today, user = office_today(), current_user()
    about = asked_about()
    given = {
        "back": request.args.get("back"),
        "owner_id": user.id,
        "who": about["who"],
        "unit": about["unit"],
    }
    form = forms.NewFollowUpForm(today=today, data=given)
    form.offer_choices(user)
    if form.validate_on_submit():
        follow_up = added(form, about)
        if follow_up is not None:
            db.session.commit()
            said = _("已记下：%(what)s", what=follow_up.name)
            moved = moved_words(form.on.data, follow_up.on)
            undo = url_for("followups.delete", follow_up_id=follow_up.id)
            flash_with_undo("。".join(filter(None, (said, moved))), undo)
            return redirect(safe_target(form.back.data, its_page(follow_up)))
    return render_template("followups/new.html", form=form, unit_names=all_unit_names()), form.status


def asked_about() -> dict[str, object]:
    """The records named in the address, as the form shows them; those out of sight are not named."""
    user = current_user()
    interaction_id = request.args.get("interaction", type=storable_number)
    interaction = seen_interaction(user, interaction_id) if interaction_id else None
    contact_id = request.args.get("contact", type=storable_number)
    contact = seen_contact(user, contact_id) if contact_id else None
    if contact is None and interaction is not None:
        contact = next((p for p in interaction.participants if seen_contact(user, p.id)), None)
    matter_id = request.args.get("matter", type=storable_number)
    matter = seen_matter(user, matter_id) if matter_id else None
    if matter is not None and contact is None and matter.contact_id:
        contact = seen_contact(user, matter.contact_id)
    unit_id = request.args.get("unit", type=storable_number) or (matter.unit_id if matter else None)
    unit = db.session.get(Unit, unit_id) if unit_id else None
    who = f"{contact.name}" if contact else ""
    return {"who": who, "unit": unit.name if unit else "", "contact": contact, "interaction": interaction, "matter": matter}


def added(form: forms.NewFollowUpForm, about: dict[str, object]) -> FollowUp | None:
    """The new follow-up; None with the form's errors filled in when it was refused."""
    contact = about["contact"] if form.who.data == about["who"] else None
    try:
        if form.who.data and contact is None:
            contact = the_contact(current_user(), form.who.data)
        unit = unit_by_name(form.unit.data) if form.unit.data else None
        if form.unit.data and unit is None:
            raise actions.FollowUpError(
                "unit", _("没有叫“%(name)s”的单位，请先录入它，或留空", name=form.unit.data)
            )
        return actions.add_follow_up(
            form.name.data,
            form.on.data,
            contact=contact,  # type: ignore[arg-type]
            unit=unit,
            interaction=about["interaction"],  # type: ignore[arg-type]
            matter=about["matter"],  # type: ignore[arg-type]
            owner=db.session.get(User, form.owner_id.data) if form.owner_id.data else None,
            today=form.today,
            by=current_user(),
        )
    except NotFoundOnce as error:
        form.who.errors = [str(error)]
    except actions.FollowUpError as error:
        form[error.field].errors = [str(error)]
    return None


@bp.route("/<int:follow_up_id>/edit", methods=["GET", "POST"])
def edit(follow_up_id: int) -> str | Response | tuple[str, int]:
    """Say it otherwise, or ask somebody else."""
    follow_up = changeable(follow_up_id)
    form = forms.FollowUpForm(obj=follow_up, data={"back": request.args.get("back")})
    form.offer_choices(current_user(), follow_up)
    if form.validate_on_submit():
        owner = db.session.get(User, form.owner_id.data) if form.owner_id.data else None
        try:
            actions.edit_follow_up(
                follow_up, text=form.name.data, owner=owner, version=form.seen_version, by=current_user()
            )
        except actions.FollowUpError as error:
            form[error.field].errors = [str(error)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(safe_target(form.back.data, its_page(follow_up)))
    return render_template("followups/edit.html", form=form, item=follow_up), form.status


@bp.route("/<int:follow_up_id>/moves", methods=["GET", "POST"])
def move(follow_up_id: int) -> str | Response | tuple[str, int]:
    """改期, with a reason; the days before are kept."""
    follow_up = changeable(follow_up_id)
    form = forms.MoveForm(
        today=office_today(), data={"back": request.args.get("back"), "version": follow_up.version}
    )
    if form.validate_on_submit():
        try:
            day = actions.move_follow_up(
                follow_up,
                form.on.data,
                form.reason.data,
                today=form.today,
                version=form.seen_version,
                by=current_user(),
            )
        except actions.FollowUpError as error:
            form[error.field].errors = [str(error)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            said = _("改到 %(day)s%(weekday)s", day=day_words(day, form.today), weekday=weekday_words(day))
            flash("。".join(filter(None, (said, moved_words(form.on.data, day)))), "good")
            return redirect(safe_target(form.back.data, its_page(follow_up)))
    return render_template("followups/move.html", form=form, item=follow_up), form.status


@bp.route("/<int:follow_up_id>/completion", methods=["GET", "POST"])
def complete(follow_up_id: int) -> str | Response | tuple[str, int]:
    """Done: how it went, and perhaps the next step."""
    follow_up = changeable(follow_up_id)
    if (elsewhere := done_elsewhere(follow_up)) is not None:
        flash(_("这件事要在这一页上签收，签了就算办好"), "bad")
        return redirect(elsewhere)
    form = forms.CompletionForm(today=office_today(), data={"back": request.args.get("back")})
    if form.validate_on_submit():
        actions.finish_follow_up(
            follow_up, now=clock.now(), by=current_user(), outcome=form.outcome.data or ""
        )
        following = next_step(follow_up, form)
        db.session.commit()
        undo = url_for("followups.reopen", follow_up_id=follow_up.id)
        said = _("已办：%(what)s", what=follow_up.name)
        if following:
            said += _(
                "；下一步 %(day)s：%(what)s", day=day_words(following.on, form.today), what=following.name
            )
        flash_with_undo(said, undo)
        return redirect(safe_target(form.back.data, url_for("followups.index")))
    return render_template("followups/complete.html", form=form, item=follow_up), form.status


def done_elsewhere(follow_up: FollowUp) -> str | None:
    """The page on which this one is finished, if a feature keeps it so (`extensions["follow_up_pages"]`)."""
    pages = current_app.extensions.get("follow_up_pages", ())
    return next((url for page in pages if (url := page(follow_up)) is not None), None)


def next_step(follow_up: FollowUp, form: forms.CompletionForm) -> FollowUp | None:
    if not form.next_on.data:
        return None
    return actions.continue_with(
        follow_up, form.next_text.data, form.next_on.data, today=form.today, by=current_user()
    )


@bp.post("/<int:follow_up_id>/reopening")
def reopen(follow_up_id: int) -> Response:
    """Not done after all."""
    begun = actions.reopen_follow_up(changeable(follow_up_id), now=clock.now(), by=current_user())
    db.session.commit()
    flash(_("已恢复为待办"), "good")
    if begun:
        flash(_("当时排的下一步一并撤下：%(what)s", what="、".join(each.name for each in begun)), "good")
    return redirect(safe_target(request.form.get("back"), url_for("followups.index")))


@bp.post("/<int:follow_up_id>/deletion")
def delete(follow_up_id: int) -> Response:
    """Need not be done."""
    follow_up = changeable(follow_up_id)
    actions.delete_follow_up(follow_up, now=clock.now(), by=current_user())
    db.session.commit()
    undo = url_for("followups.restore", follow_up_id=follow_up.id)
    flash_with_undo(_("已删除：%(what)s", what=follow_up.name), undo)
    return redirect(safe_target(request.form.get("back"), url_for("followups.index")))


@bp.post("/<int:follow_up_id>/restoration")
def restore(follow_up_id: int) -> Response:
    """It is to be done after all."""
    follow_up = changeable(follow_up_id)
    actions.restore_follow_up(follow_up, by=current_user())
    db.session.commit()
    flash(_("已恢复：%(what)s", what=follow_up.name), "good")
    return redirect(safe_target(request.form.get("back"), url_for("followups.index")))
