"""今日: the first page, and acting on a row in place."""

from collections.abc import Callable

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.accounts.models import Section, User
from liaison.accounts.policy import sees_everyone
from liaison.accounts.queries import all_sections, keepers
from liaison.accounts.whose import SECTION, whose_choices
from liaison.audit.filters import heading_told
from liaison.contacts.actions import reassign
from liaison.contacts.gate import contact_to_change
from liaison.contacts.models import Contact, Pause, Snooze
from liaison.contacts.ownership import given_lately
from liaison.contacts.queries import all_tags, seen_contact, titles_at
from liaison.db import db
from liaison.domain.cadence import State
from liaison.due import actions, queries
from liaison.due.forms import OwnerForm, PauseForm, SnoozeForm
from liaison.due.scopes import HORIZONS, Scope, asked_horizon, asked_scope
from liaison.due.unit_warmth import unit_temperatures
from liaison.exports.actions import taken
from liaison.exports.listing import Filters
from liaison.home.queries import ahead
from liaison.office.queries import interaction_kinds
from liaison.saved_views.chips import chips_of
from liaison.units.models import Unit
from liaison.units.queries import unit_by_name
from liaison.web.dates import asked_day, office_today
from liaison.web.links import choice_links, with_args
from liaison.web.notices import flash_with_undo
from liaison.web.numbers import number_or_none

bp = Blueprint("due", __name__)
GROUP_SIZE, PAGE_SIZE, PRINT_LIMIT = 15, 50, 500


def filter_words(scope: Scope, whose: str) -> dict[str, object]:
    """What the filter bar needs to draw itself."""
    return {
        "titles_here": titles_at(scope.unit_id) if scope.unit_id else {},
        "scope": scope,
        "whose": whose,
        "users": keepers(),
        "sections": [(f"{SECTION}{section.id}", section.name) for section in sections_in_sight()],
        "tags": all_tags(),
        "unit": db.session.get(Unit, scope.unit_id) if scope.unit_id else None,
        "kinds": interaction_kinds(),
        "chips": chips_of("due"),
        "whose_links": choice_links("whose", whose_choices(current_user()), whose),
        "horizon_links": horizon_links(scope.within_days),
    }


def sections_in_sight() -> list[Section]:
    """For those who see more than their own section's people."""
    return all_sections() if sees_everyone(current_user()) else []


def horizon_links(within: int) -> list[dict[str, object]]:
    return choice_links("within", [(days, _("%(n)d 天", n=days)) for days in HORIZONS], within)


@bp.get("/")
def review() -> Response | tuple[str, int]:
    """Who to call today, grouped by how pressing, everything needed for the call in the row."""
    asked, user = asked_day("on"), current_user()
    today, named = asked.day, request.args.get("unit", "").strip()
    if named and number_or_none(named) is None and (found := unit_by_name(named)):
        return redirect(url_for("due.review", **with_args(unit=found.id)))  # type: ignore[return-value]
    scope, whose = asked_scope(user, request.args)
    groups = queries.review(today, scope, size=GROUP_SIZE)
    page = render_template(
        "due/review.html",
        groups=groups,
        counts={group.state: group.count for group in groups},
        day=today,
        day_problem=asked.problem,
        free=queries.ten_minutes(today, scope),
        ahead=ahead(today, scope),
        anybody=queries.anybody(user),
        unowned=queries.unowned_due(today, user),
        paused=queries.paused_contacts(today, scope),
        **filter_words(scope, whose),
    )
    return page, 400 if asked.problem else 200


@bp.get("/due/<any(never, broken, overdue, due, soon):state>")
def group(state: str) -> tuple[str, int]:
    """All people of one state, page by page."""
    asked = asked_day("on")
    today = asked.day
    scope, whose = asked_scope(current_user(), request.args)
    page = queries.due_contacts(State(state), today, scope, mark=request.args.get("after"), size=PAGE_SIZE)
    shown = render_template(
        "due/group.html",
        state=state,
        page=page,
        day=today,
        day_problem=asked.problem,
        **filter_words(scope, whose),
    )
    return shown, 400 if asked.problem else 200


@bp.get("/due/print")
def print_list() -> str | tuple[str, int]:
    """The review as a plain list for A4, at most 500 people. Nothing is listed for a day that cannot be."""
    args = Filters(request.args)
    asked = asked_day("on", args)
    today = asked.day
    scope, whose = asked_scope(current_user(), args)
    rows = [] if asked.problem else queries.all_due(today, scope, PRINT_LIMIT)
    said = {name: value for name, value in args.used.items() if name != "on"}  # the day stands in the head anyway
    page = render_template(
        "due/print.html",
        rows=rows,
        filters=heading_told("due", said, ""),
        day=today,
        day_problem=asked.problem,
        whose=whose,
        scope=scope,
        limit=PRINT_LIMIT,
    )
    if asked.problem:
        return page, 400
    taken(_("待联系名单"), "print", len(rows), args.used, by=current_user())
    db.session.commit()
    return page


@bp.get("/due/units")
def units() -> tuple[str, int]:
    """Units by the day their next contact is due, and those nobody has reached."""
    asked = asked_day("on")
    today = asked.day
    within = asked_horizon(request.args)
    page = queries.due_units(today, within_days=within).page(db.session, request.args.get("after"), PAGE_SIZE)
    unreached = queries.unreached_units().page(db.session, request.args.get("unreached"), PAGE_SIZE)
    shown = render_template(
        "due/units.html",
        page=page,
        temperatures=unit_temperatures([unit.id for unit in page.rows], today),
        unreached=unreached,
        first=queries.first_to_call([unit.id for unit in (*page.rows, *unreached.rows)], current_user(), today),
        day=today,
        day_problem=asked.problem,
        horizon_links=horizon_links(within),
        chips=chips_of("due_units"),
    )
    return shown, 400 if asked.problem else 200


def back_to(contact: Contact, back: str | None) -> Response:
    return redirect(safe_target(back, url_for("contacts.show", contact_id=contact.id)))


@bp.route("/contacts/<int:contact_id>/snoozes", methods=["GET", "POST"])
def snooze(contact_id: int) -> str | Response | tuple[str, int]:
    """暂缓, with a reason."""
    form = SnoozeForm(today=office_today(), data={"back": request.args.get("back")})
    return postpone(
        contact_to_change(contact_id),
        form,
        lambda contact: actions.snooze_contact(
            contact, form.until_on.data, form.reason.data, today=form.today, by=current_user()
        ),
        Snooze,
    )


@bp.route("/contacts/<int:contact_id>/pauses", methods=["GET", "POST"])
def pause(contact_id: int) -> str | Response | tuple[str, int]:
    """停联, with a reason and a day to resume."""
    form = PauseForm(today=office_today(), data={"back": request.args.get("back")})
    return postpone(
        contact_to_change(contact_id),
        form,
        lambda contact: actions.pause_contact(
            contact, form.resume_on.data, form.reason.data, today=form.today, by=current_user()
        ),
        Pause,
    )


def postpone(
    contact: Contact,
    form: SnoozeForm | PauseForm,
    write: Callable[[Contact], object],
    model: type[Snooze] | type[Pause],
) -> str | Response | tuple[str, int]:
    """The shared course of snoozing and pausing: refuse beside the field, or write and offer to undo."""
    if form.validate_on_submit():
        try:
            write(contact)
        except actions.PostponementError as error:
            form[error.field].errors = [str(error)]
        else:
            db.session.commit()
            undo = url_for(f"due.lift_{model.__name__.lower()}", contact_id=contact.id)
            said = _("已暂缓 %(who)s") if model is Snooze else _("已停联 %(who)s")
            flash_with_undo(said % {"who": contact.name}, undo)
            return back_to(contact, form.back.data)
    page = f"due/{model.__name__.lower()}.html"
    return render_template(page, form=form, contact=contact), form.status


@bp.post("/contacts/<int:contact_id>/snoozes/lifted")
def lift_snooze(contact_id: int) -> Response:
    """End a snooze before its day."""
    return lifted(Snooze, contact_id, _("已取消暂缓"))


@bp.post("/contacts/<int:contact_id>/pauses/lifted")
def lift_pause(contact_id: int) -> Response:
    """End a pause before its day."""
    return lifted(Pause, contact_id, _("已恢复联系"))


def lifted(model: type[Snooze] | type[Pause], contact_id: int, said: str) -> Response:
    contact = contact_to_change(contact_id)
    actions.lift(model, contact, now=clock.now(), by=current_user())
    db.session.commit()
    flash(said, "good")
    return back_to(contact, request.form.get("back"))


@bp.route("/contacts/<int:contact_id>/owner", methods=["GET", "POST"])
def owner(contact_id: int) -> str | Response | tuple[str, int]:
    """Give the person to another officer."""
    contact = contact_to_change(contact_id)
    form = OwnerForm(data={"back": request.args.get("back"), "owner_id": contact.owner_id})
    form.offer_choices(current_user())
    if form.validate_on_submit():
        new_owner = db.session.get(User, form.owner_id.data) if form.owner_id.data else None
        reassign(contact, new_owner, by=current_user())
        db.session.commit()
        flash_with_undo(kept_now(contact, new_owner), url_for("due.take_back", contact_id=contact.id))
        if seen_contact(current_user(), contact.id) is None:
            return redirect(url_for("due.review"))
        return back_to(contact, form.back.data)
    return render_template("due/owner.html", form=form, contact=contact), form.status


@bp.post("/contacts/<int:contact_id>/owner/returned")
def take_back(contact_id: int) -> Response:
    """Undo a reassignment: for whoever made it, within a day, also when the person went out of their sight by it."""
    contact, former = given_lately(contact_id, current_user(), clock.now()) or abort(404)
    reassign(contact, former, why="returned", by=current_user())
    db.session.commit()
    flash(kept_now(contact, former), "good")
    return redirect(safe_target(request.form.get("back"), url_for("due.review")))


def kept_now(contact: Contact, owner: User | None) -> str:
    """Who looks after the person from now on."""
    if owner is None:
        return _("%(who)s 现在没有联络员", who=contact.name)
    return _("%(who)s 现在由 %(owner)s 联络", who=contact.name, owner=owner.name)
