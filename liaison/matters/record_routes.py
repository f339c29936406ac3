"""One matter: its page, recording it, editing, handing over, removing."""

from datetime import date
from typing import Any

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.accounts.models import User
from liaison.calendar_.queries import work_calendar
from liaison.contacts.models import Contact
from liaison.contacts.queries import seen_contact
from liaison.db import StaleRecord, db
from liaison.domain.matters import MatterError
from liaison.interactions.models import Interaction
from liaison.interactions.queries import seen_interaction
from liaison.matters import actions, endings, queries
from liaison.matters.balance import balance_of
from liaison.matters.blueprint import bp, editable_matter, matter_or_404
from liaison.matters.forms import MatterForm, MatterOwnerForm, NoteForm
from liaison.matters.models import Matter
from liaison.search.queries import NotFoundOnce, the_contact
from liaison.units.actions import unit_named
from liaison.units.models import Unit
from liaison.units.queries import all_unit_names, unit_by_name
from liaison.web.dates import office_today
from liaison.web.notices import flash_with_undo
from liaison.web.numbers import number_or_none

ANSWER_WORKDAYS = 5  # how soon an answer is proposed where nothing was agreed


@bp.get("/<int:matter_id>")
def show(matter_id: int) -> str:
    """One matter: how it stands, what was asked and promised, its progress, and the balance with the unit."""
    matter, user = matter_or_404(matter_id), current_user()
    owner_form = MatterOwnerForm(formdata=None, data={"owner_id": matter.owner_id})
    owner_form.offer_choices()
    return render_template(
        "matters/show.html",
        matter=matter,
        may_edit=queries.may_edit_matter(user, matter),
        contact_seen=matter.contact_id and seen_contact(user, matter.contact_id),
        linkable=queries.linkable_interactions(matter),
        note_form=NoteForm(formdata=None),
        owner_form=owner_form,
        **balance_with(matter.unit, matter.contact),
    )


def balance_with(unit: Unit | None, contact: Contact | None) -> dict[str, Any]:
    """The balance of help with the unit, or with a person who has none."""
    user = current_user()
    if unit is not None:
        return {"balance": balance_of(user, unit_id=unit.id), "balance_unit": unit}
    if contact is not None:
        return {"balance": balance_of(user, contact_id=contact.id), "balance_contact": contact}
    return {}


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Record a request, from nothing, from a unit's or a person's page, or out of a call."""
    today = office_today()
    form = MatterForm(today=today, data=proposed(today) if request.method == "GET" else None)
    form.offer_choices()
    if "look" not in request.form and form.validate_on_submit():
        matter = added(form)
        if matter is not None:
            db.session.commit()
            flash(_("已登记：%(what)s", what=matter.name), "good")
            return redirect(safe_target(form.back.data, url_for("matters.show", matter_id=matter.id)))
    return page(form, None)


def proposed(today: date) -> dict[str, Any]:
    """What the form begins with: whoever it was opened for, today, and an answer within five working days."""
    user, args = current_user(), request.args
    call = asked_interaction(args.get("interaction", ""))
    contact_id = number_or_none(args.get("contact", "")) or (call.participants[0].id if call else None)
    contact = seen_contact(user, contact_id) if contact_id else None
    unit = contact.unit if contact else db.session.get(Unit, number_or_none(args.get("unit", "")) or 0)
    return {
        "way": args.get("way") or "incoming",
        "unit": unit.name if unit else "",
        "who": contact.name if contact else "",
        "contact_id": contact.id if contact else "",
        "interaction_id": call.id if call else "",
        "asked": call.summary if call else "",
        "received_on": call.on if call else today,
        "due_on": work_calendar().shift(today, ANSWER_WORKDAYS),
        "received_by_id": user.id,
        "owner_id": user.id,
        "back": args.get("back"),
    }


def asked_interaction(text: str | None) -> Interaction | None:
    """The call in which the matter came up, if the user may see it."""
    number = number_or_none(text or "")
    return seen_interaction(current_user(), number) if number else None


def page(form: MatterForm, matter: Matter | None) -> tuple[str, int]:
    """The form, with the balance of help once the unit or person is known."""
    unit, contact = known_partners(form)
    text = render_template(
        "matters/form.html",
        form=form,
        matter=matter,
        unit_names=all_unit_names(),
        call=asked_interaction(form.interaction_id.data),
        **balance_with(unit, contact),
    )
    return text, form.status


def known_partners(form: MatterForm) -> tuple[Unit | None, Contact | None]:
    """Whom the form speaks of so far, as far as they are recorded."""
    contact = None
    if form.who.data:
        try:
            contact = contact_named(form)
        except NotFoundOnce:
            contact = None
    unit = unit_by_name(form.unit.data) if form.unit.data else contact.unit if contact else None
    return unit, contact


def contact_named(form: MatterForm) -> Contact | None:
    """The person typed; the one the form was opened for, as long as the name is still theirs. NotFoundOnce else."""
    typed, user = (form.who.data or "").strip(), current_user()
    if not typed:
        return None
    chosen = number_or_none(form.contact_id.data or "")
    opened_for = seen_contact(user, chosen) if chosen else None
    return opened_for if opened_for is not None and opened_for.name == typed else the_contact(user, typed)


def partner_values(form: MatterForm, user: User) -> dict[str, int | None]:
    """Unit and person of the form; a person's unit is the matter's where no other is typed."""
    contact = contact_named(form)
    unit_id = unit_named(form.unit.data, by=user)
    if unit_id is None and contact is not None:
        unit_id = contact.unit_id
    return {"unit_id": unit_id, "contact_id": contact.id if contact else None}


def added(form: MatterForm) -> Matter | None:
    """The new matter; None with the form's errors filled in when it was refused."""
    user = current_user()
    try:
        values = form.values() | partner_values(form, user)
        call = asked_interaction(form.interaction_id.data)
        return actions.add_matter(values, today=form.today, by=user, interaction=call)
    except NotFoundOnce as error:
        form.who.errors = [str(error)]
    except MatterError as error:
        blamed(form, error)
    return None


def blamed(form: Any, error: MatterError) -> None:
    """Show an action's refusal beside the field it speaks of."""
    if error.field in form:
        form[error.field].errors = [*form[error.field].errors, str(error)]
    else:
        form.form_errors.append(str(error))


@bp.route("/<int:matter_id>/edit", methods=["GET", "POST"])
def edit(matter_id: int) -> str | Response | tuple[str, int]:
    """Correct a matter. A moved day and another owner are told in its progress."""
    matter, user = editable_matter(matter_id), current_user()
    given = {"unit": matter.unit.name if matter.unit else "", "who": matter.contact.name if matter.contact else ""}
    form = MatterForm(obj=matter, today=office_today(), data=given)
    form.offer_choices(matter)
    if "look" not in request.form and form.validate_on_submit():
        try:
            values = form.values() | kept_partners(form, matter, user)
            actions.edit_matter(matter, values, today=form.today, version=form.seen_version, by=user)
        except NotFoundOnce as error:
            form.who.errors = [str(error)]
        except MatterError as error:
            blamed(form, error)
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(safe_target(form.back.data, url_for("matters.show", matter_id=matter.id)))
    return page(form, matter)


def kept_partners(form: MatterForm, matter: Matter, user: User) -> dict[str, int | None]:
    """Unit and person; a person out of the editor's sight stays as long as the name is untouched."""
    if matter.contact is not None and form.who.data == matter.contact.name:
        return {"unit_id": unit_named(form.unit.data, by=user), "contact_id": matter.contact_id}
    return partner_values(form, user)


@bp.post("/<int:matter_id>/owner")
def owner(matter_id: int) -> Response:
    """Hand the matter to another officer."""
    matter, form = editable_matter(matter_id), MatterOwnerForm()
    form.offer_choices()
    if not form.validate_on_submit():
        abort(400, _("请从名单里选一位承办人"))
    successor = db.session.get(User, form.owner_id.data) if form.owner_id.data else None
    actions.reassign_matter(matter, successor, by=current_user(), on=office_today())
    db.session.commit()
    flash(_("已转给%(who)s", who=actions.spoken(successor)), "good")
    return redirect(safe_target(request.form.get("back"), url_for("matters.index")))


@bp.post("/<int:matter_id>/removal")
def remove(matter_id: int) -> Response:
    """Strike out a matter entered by mistake, with a way back."""
    matter = editable_matter(matter_id)
    endings.remove_matter(matter, now=clock.now(), by=current_user())
    db.session.commit()
    undo = url_for("matters.restore", matter_id=matter.id)
    flash_with_undo(_("已删除：%(what)s", what=matter.name), undo)
    return redirect(url_for("matters.index"))


@bp.post("/<int:matter_id>/restoration")
def restore(matter_id: int) -> Response:
    """Bring a removed matter back."""
    matter = editable_matter(matter_id)
    endings.restore_matter(matter, by=current_user())
    db.session.commit()
    flash(_("已恢复：%(what)s", what=matter.name), "good")
    return redirect(url_for("matters.show", matter_id=matter.id))
