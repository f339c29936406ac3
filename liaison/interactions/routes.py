"""Log, edit, delete, restore; and the register of everything logged."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.accounts.models import User
from liaison.accounts.queries import keepers
from liaison.contacts.gate import contact_in_sight
from liaison.contacts.models import Contact
from liaison.contacts.queries import people_of, seen_contact
from liaison.db import StaleRecord, db
from liaison.followups.actions import add_follow_up
from liaison.interactions import actions, queries
from liaison.interactions.forms import NEW_MATTER, InteractionForm
from liaison.interactions.models import Interaction
from liaison.matters.actions import link_interaction
from liaison.matters.queries import open_matters
from liaison.office.queries import interaction_kinds
from liaison.saved_views.chips import chips_of
from liaison.search.queries import AmbiguousName, UnknownName, named_contacts
from liaison.web.dates import office_today
from liaison.web.notices import flash_with_undo

bp = Blueprint("interactions", __name__)


@bp.get("/interactions/new")
def begin() -> str | Response | tuple[str, int]:
    """Whom the call was with: one name leads on to its form, several are offered, and those met last stand below."""
    user, who = current_user(), request.args.get("who", "").strip()
    people, problem = queries.lately_met(user), ""
    if who.strip("、，,；; "):
        try:
            found = named_contacts(user, who)
            return redirect(
                url_for(
                    "interactions.new",
                    contact_id=found[0].id,
                    others="、".join(p.name for p in found[1:]) or None,
                )
            )
        except AmbiguousName as error:
            people, problem = error.matches, str(error)
        except UnknownName as error:
            problem = str(error)
    page = render_template("interactions/begin.html", who=who, people=people, problem=problem)
    return page, 400 if problem else 200


@bp.route("/contacts/<int:contact_id>/interactions/new", methods=["GET", "POST"])
def new(contact_id: int) -> str | Response | tuple[str, int]:
    """Log a call or visit with this person, then return to the page that asked."""
    contact = contact_in_sight(contact_id)
    today, asked = office_today(), {name: request.args.get(name, "") for name in ("back", "others")}
    form = InteractionForm(today=today, data={"on": today, **asked})
    matters = open_matters(current_user(), today=today, contact_id=contact.id)
    form.offer_choices(colleagues_of(contact), matters)
    if form.validate_on_submit():
        interaction = logged(contact, form)
        if interaction is not None:
            for matter in matters:
                if form.matter.data == str(matter.id):
                    link_interaction(matter, interaction, by=current_user())
            db.session.commit()
            said = _("已记下：%(who)s", who=interaction.name)
            undo = url_for("interactions.delete", interaction_id=interaction.id)
            flash_with_undo(said, undo)
            if form.matter.data == NEW_MATTER:
                return redirect(url_for("matters.new", interaction=interaction.id, back=form.back.data or None))
            return redirect(safe_target(form.back.data, url_for("contacts.show", contact_id=contact.id)))
    return render_template("interactions/new.html", form=form, contact=contact), form.status


def logged(contact: Contact, form: InteractionForm) -> Interaction | None:
    """The new interaction with its follow-up; None with the form's errors filled in when it was refused."""
    user = current_user()
    try:
        people = [contact, *participants(form, user, besides=contact)]
        interaction = actions.log_interaction(people, **form.values(form.today), today=form.today, by=user)
    except actions.InteractionError as error:
        blamed(form, error)
        return None
    except (AmbiguousName, UnknownName) as error:
        form.others.errors = [str(error)]
        return None
    if form.next_on.data:
        add_follow_up(
            form.next_text.data or _("再联系%(who)s", who=contact.address),
            form.next_on.data,
            contact=contact,
            interaction=interaction,
            today=form.today,
            by=user,
        )
    return interaction


def participants(form: InteractionForm, user: User, *, besides: Contact) -> list[Contact]:
    """The others who took part: ticked colleagues first, then those named in words."""
    ticked = [seen_contact(user, contact_id) for contact_id in form.colleagues.data or []]
    named = named_contacts(user, form.others.data or "")
    found = {person.id: person for person in [*ticked, *named] if person is not None}
    found.pop(besides.id, None)
    return list(found.values())


def colleagues_of(contact: Contact) -> list[Contact]:
    """The others of the same unit, a dozen at most."""
    if contact.unit_id is None:
        return []
    return [person for person in people_of(current_user(), contact.unit_id) if person.id != contact.id][:12]


def blamed(form: InteractionForm, error: actions.InteractionError) -> None:
    """Show an action's refusal beside the field it speaks of."""
    field = getattr(form, error.field, form.summary)
    field.errors = [*field.errors, str(error)]


@bp.get("/interactions")
def index() -> str:
    """The register: who did what with whom, filtered by kind, officer, dates and words."""
    wanted = queries.InteractionFilter.asked(request.args, office_today())
    page = queries.register_page(current_user(), wanted, mark=request.args.get("after"))
    return render_template(
        "interactions/index.html",
        page=page,
        wanted=wanted,
        sort=wanted.sort,
        count=queries.register_count(current_user(), wanted),
        chips=chips_of("interactions"),
        kinds=interaction_kinds(),
        users=keepers(),
    )


@bp.route("/interactions/<int:interaction_id>/edit", methods=["GET", "POST"])
def edit(interaction_id: int) -> str | Response | tuple[str, int]:
    """Correct an entry; the facts of everyone in it are recomputed."""
    interaction = changeable(interaction_id)
    people, out_of_sight = queries.participants_apart(current_user(), interaction)
    first = people[0]
    form = InteractionForm(today=office_today(), data=shown(interaction, people))
    form.offer_choices(colleagues_of(first))
    if form.validate_on_submit():
        try:
            people = [first, *participants(form, current_user(), besides=first)]
            actions.edit_interaction(
                interaction,
                form.values(interaction.on),
                participants=[*people, *out_of_sight],
                today=form.today,
                version=form.seen_version,
                by=current_user(),
            )
        except actions.InteractionError as error:
            blamed(form, error)
        except (AmbiguousName, UnknownName) as error:
            form.others.errors = [str(error)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(safe_target(form.back.data, url_for("contacts.show", contact_id=first.id)))
    return render_template("interactions/edit.html", form=form, interaction=interaction, first=first), form.status


def shown(interaction: Interaction, people: list[Contact]) -> dict[str, object]:
    """The stored entry as the form shows it, with these of its people."""
    first, *rest = people
    neighbours = {person.id for person in colleagues_of(first)}
    return {
        "kind": interaction.kind,
        "direction": interaction.direction,
        "answered": "yes" if interaction.answered else "no",
        "on": interaction.on,
        "at": interaction.at.strftime("%H:%M") if interaction.at else "",
        "minutes": interaction.minutes,
        "summary": interaction.summary,
        "outcome": interaction.outcome,
        "colleagues": [person.id for person in rest if person.id in neighbours],
        "others": "、".join(person.name for person in rest if person.id not in neighbours),
        "version": interaction.version,
        "back": request.args.get("back"),
    }


def changeable(interaction_id: int) -> Interaction:
    """The entry, if the user sees it (else 404) and may change it (else 403)."""
    interaction = queries.seen_interaction(current_user(), interaction_id) or abort(404)
    if not queries.may_change(current_user(), interaction):
        abort(403)
    return interaction


@bp.post("/interactions/<int:interaction_id>/deletion")
def delete(interaction_id: int) -> Response:
    """Strike an entry out, with a way back."""
    interaction = changeable(interaction_id)
    actions.delete_interaction(interaction, now=clock.now(), by=current_user())
    db.session.commit()
    undo = url_for("interactions.restore", interaction_id=interaction.id)
    flash_with_undo(_("已删除这条记录"), undo)
    return redirect(safe_target(request.form.get("back"), url_for("due.review")))


@bp.post("/interactions/<int:interaction_id>/restoration")
def restore(interaction_id: int) -> Response:
    """Bring a deleted entry back."""
    interaction = changeable(interaction_id)
    actions.restore_interaction(interaction, by=current_user())
    db.session.commit()
    flash(_("已恢复这条记录"), "good")
    return redirect(safe_target(request.form.get("back"), url_for("due.review")))
