"""People: the list, one person's page, adding, editing, posts, archiving."""

from dataclasses import replace

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.accounts.models import User
from liaison.accounts.policy import may_edit
from liaison.accounts.queries import colleagues, keepers
from liaison.batches import in_one_go
from liaison.contacts import actions, queries
from liaison.contacts.forms import AssignForm, ContactForm, PostForm, shown
from liaison.contacts.gate import changeable, contact_to_change
from liaison.contacts.models import Contact, Post
from liaison.contacts.ownership import ownership_history
from liaison.db import StaleRecord, db
from liaison.domain.birthdays import next_days
from liaison.domain.cadence import CadenceError
from liaison.due.rows import due_rows_for
from liaison.duplicates.alike import Matches, people_like
from liaison.duplicates.words import likeness_words
from liaison.followups.queries import open_follow_ups_for
from liaison.interactions.queries import timeline_for
from liaison.matters.balance import balance_of
from liaison.matters.queries import open_matters
from liaison.office.queries import interaction_kinds
from liaison.plans.standing_calls import calls_ahead
from liaison.post_changes.forms import kind_words, source_words
from liaison.post_changes.queries import changes_of
from liaison.saved_views.chips import chips_of
from liaison.units.actions import unit_named
from liaison.units.queries import all_unit_names
from liaison.web.dates import office_today
from liaison.web.links import with_args
from liaison.web.notices import flash_with_undo
from liaison.workdays.queries import work_calendar

bp = Blueprint("contacts", __name__)


@bp.get("/contacts")
def index() -> str:
    """Everyone the user may see, sorted and filtered."""
    wanted = queries.ContactFilter.asked(request.args)
    page = queries.contact_page(current_user(), wanted, mark=request.args.get("after"))
    return render_template(
        "contacts/index.html",
        page=page,
        rows=due_rows_for(page.rows, office_today(), 7),
        wanted=wanted,
        sort=wanted.sort,
        count=queries.contact_count(current_user(), wanted),
        chips=chips_of("contacts"),
        users=keepers(),
        takers=colleagues(current_user()) if wanted.unowned and current_user().leads else [],
        tags=queries.all_tags(),
    )


@bp.post("/contacts/owners")
def assign() -> Response | tuple[str, int]:
    """Give people nobody keeps to one officer: those ticked, or all of the list's filter."""
    form = AssignForm()
    form.offer_choices(current_user())
    if not form.validate_on_submit():
        flash(form.first_problem, "bad")
        return redirect(url_for("contacts.index", **with_args()))  # type: ignore[return-value]
    wanted = replace(queries.ContactFilter.asked(request.args), owner_id=None, unowned=True)
    people = queries.unowned_people(current_user(), wanted, None if form.all.data else form.contact.data)
    owner = db.session.get_one(User, form.owner_id.data)
    with in_one_go():
        for contact in people:
            actions.reassign(contact, owner, by=current_user())
    db.session.commit()
    flash(_("%(n)d 位现在由 %(owner)s 联络", n=len(people), owner=owner.name), "good")
    return redirect(url_for("contacts.index", **with_args()))  # type: ignore[return-value]


@bp.get("/contacts/<int:contact_id>")
def show(contact_id: int) -> str | Response:
    """One person: who they are, how the tie stands, and everything that happened."""
    contact = queries.seen_contact(current_user(), contact_id)
    if contact is None:
        return merged_away(contact_id)
    today, calendar = office_today(), work_calendar()
    planned = calls_ahead(contact, today)
    return render_template(
        "contacts/show.html",
        contact=contact,
        row=due_rows_for([contact], today, 7)[0],
        birthdays=next_days(contact.birthday, today, 3) if contact.birthday else [],
        planned=planned,
        estimated_years={call.on.year for call in planned if calendar.estimated(call.on.year)},
        timeline=timeline_for(contact, mark=request.args.get("after")),
        follow_ups=open_follow_ups_for(contact),
        balance=balance_of(current_user(), contact_id=contact.id),
        balance_contact=contact,
        matters=open_matters(current_user(), today=today, contact_id=contact.id),
        snooze=queries.snooze_in_force(contact, today),
        pause=queries.pause_in_force(contact, today),
        kinds=interaction_kinds(),
        users=keepers(),
        may_edit=may_edit(current_user(), contact),
        changes=changes_of(contact),
        owners=ownership_history(contact),
        kind_words=kind_words(),
        source_words=source_words(),
    )


def merged_away(contact_id: int) -> Response:
    """Where an old link to a person leads who was merged into another."""
    survivor = queries.survivor_of(current_user(), contact_id) or abort(404)
    flash(_("您打开的档案已并入 %(name)s", name=survivor.name), "good")
    return redirect(url_for("contacts.show", contact_id=survivor.id))


@bp.route("/contacts/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Record a person. Those who may be the same are pointed out before anything is saved."""
    given = {
        "name": request.args.get("name"),
        "unit": request.args.get("unit"),
        "owner_id": current_user().id,
    }
    form = ContactForm(today=office_today(), data=given)
    form.offer_choices(current_user())
    alike = Matches([])
    if form.validate_on_submit():
        alike = Matches([]) if request.form.get("anyway") else people_like_form(form)
        contact = None if alike else added(form)
        if contact is not None:
            db.session.commit()
            flash(_("已添加 %(name)s", name=contact.name), "good")
            return redirect(url_for("contacts.show", contact_id=contact.id))
    return page(form, None, alike)


def people_like_form(form: ContactForm) -> Matches:
    """Recorded people who may be the one on the form."""
    return people_like(
        current_user(), form.name.data, unit=form.unit.data, phones=[text for _label, text in form.phone_pairs()],
        birthday=form.birthday.data, email=form.email.data,
    )  # fmt: skip


def added(form: ContactForm) -> Contact | None:
    """The new person with the first post; None with the form's errors filled in when it was refused."""
    try:
        contact = actions.add_contact(
            form.values(), phones=form.phone_pairs(), tags=form.tag_names(), by=current_user()
        )
        if form.unit.data or form.title.data:
            actions.begin_post(
                contact,
                unit_id=unit_named(form.unit.data, by=current_user()),
                title=form.title.data,
                department=form.department.data,
                from_on=form.from_on.data,
                by=current_user(),
            )
    except (actions.ContactError, CadenceError) as error:
        blamed(form, error)
        return None
    return contact


def blamed(form: ContactForm | PostForm, error: ValueError) -> None:
    """Show an action's refusal beside the field it speaks of."""
    name = getattr(error, "field", "unit")
    field = form[name] if name in form else form["unit"]
    field.errors = [*field.errors, str(error)]


def page(form: ContactForm, contact: Contact | None, alike: Matches) -> tuple[str, int]:
    text = render_template(
        "contacts/form.html",
        form=form,
        contact=contact,
        alike=alike,
        likeness_words=likeness_words,
        unit_names=all_unit_names(),
    )
    return text, 400 if alike else form.status


@bp.route("/contacts/<int:contact_id>/edit", methods=["GET", "POST"])
def edit(contact_id: int) -> str | Response | tuple[str, int]:
    """Change a person's own fields; posts have their own page."""
    contact = contact_to_change(contact_id)
    form = ContactForm(obj=contact, today=office_today(), data=shown(contact))
    del form.unit, form.title, form.department, form.from_on
    form.offer_choices(current_user())
    if form.validate_on_submit():
        try:
            actions.edit_contact(
                contact,
                form.values(),
                phones=form.phone_pairs(),
                tags=form.tag_names(),
                version=form.seen_version,
                by=current_user(),
            )
        except (actions.ContactError, CadenceError) as error:
            blamed(form, error)
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(safe_target(form.back.data, url_for("contacts.show", contact_id=contact.id)))
    return page(form, contact, Matches([]))


@bp.route("/contacts/<int:contact_id>/posts/new", methods=["GET", "POST"])
def new_post(contact_id: int) -> str | Response | tuple[str, int]:
    """Another post, or a new one after a move."""
    contact, form = contact_to_change(contact_id), PostForm(today=office_today())
    if form.validate_on_submit():
        try:
            actions.begin_post(
                contact,
                unit_id=unit_named(form.unit.data, by=current_user()),
                title=form.title.data,
                department=form.department.data,
                from_on=form.from_on.data,
                to_on=form.to_on.data,
                first="first" in request.form,
                by=current_user(),
            )
        except actions.ContactError as error:
            blamed(form, error)
        else:
            db.session.commit()
            flash(_("已添加任职"), "good")
            return redirect(url_for("contacts.show", contact_id=contact.id))
    return post_page(form, contact, None)


def post_page(form: PostForm, contact: Contact, post: Post | None) -> tuple[str, int]:
    text = render_template(
        "contacts/post.html",
        form=form,
        contact=contact,
        post=post,
        first_post=not any(each.to_on is None for each in contact.posts),
        unit_names=all_unit_names(),
    )
    return text, form.status


@bp.route("/posts/<int:post_id>/edit", methods=["GET", "POST"])
def edit_post(post_id: int) -> str | Response | tuple[str, int]:
    """Correct a post, or end it by filling in its last day."""
    post = editable_post(post_id)
    form = PostForm(obj=post, today=office_today(), data={"unit": post.unit.name if post.unit else ""})
    if form.validate_on_submit():
        try:
            values = {name: form[name].data for name in ("title", "department", "from_on", "to_on")}
            values["unit_id"] = unit_named(form.unit.data, by=current_user())
            actions.edit_post(post, values, version=form.seen_version, by=current_user())
        except actions.ContactError as error:
            blamed(form, error)
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(url_for("contacts.show", contact_id=post.contact_id))
    return post_page(form, post.contact, post)


def editable_post(post_id: int) -> Post:
    """The post of a person the user sees (else 404) and may change (else 403)."""
    post = queries.seen_post(current_user(), post_id) or abort(404)
    changeable(post.contact)
    return post


@bp.post("/posts/<int:post_id>/removal")
def remove_post(post_id: int) -> Response:
    """Delete a post that was entered by mistake."""
    post = editable_post(post_id)
    contact = post.contact
    actions.remove_post(post, by=current_user())
    db.session.commit()
    flash(_("已删除这条任职"), "good")
    return redirect(url_for("contacts.show", contact_id=contact.id))


@bp.post("/contacts/<int:contact_id>/verification")
def verify(contact_id: int) -> Response:
    """Everything on the page was checked today."""
    contact = contact_to_change(contact_id)
    actions.verify_contact(contact, on=office_today(), by=current_user())
    db.session.commit()
    flash(_("已记下：今天核对过"), "good")
    return redirect(url_for("contacts.show", contact_id=contact.id))


@bp.post("/contacts/<int:contact_id>/archival")
def archive(contact_id: int) -> Response:
    """Take a person out of the lists."""
    contact = contact_to_change(contact_id)
    actions.archive_contact(contact, now=clock.now(), by=current_user())
    db.session.commit()
    undo = url_for("contacts.restore", contact_id=contact.id)
    flash_with_undo(_("已归档 %(name)s", name=contact.name), undo)
    return redirect(url_for("contacts.index"))


@bp.post("/contacts/<int:contact_id>/restoration")
def restore(contact_id: int) -> Response:
    """Bring an archived person back."""
    contact = contact_to_change(contact_id)
    actions.restore_contact(contact, by=current_user())
    db.session.commit()
    flash(_("已恢复 %(name)s", name=contact.name), "good")
    return redirect(url_for("contacts.show", contact_id=contact.id))
