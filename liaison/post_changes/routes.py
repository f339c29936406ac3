"""职务变动 of a person, and the vacancies it leaves."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.contacts.actions import ContactError
from liaison.contacts.gate import contact_to_change
from liaison.contacts.models import Contact
from liaison.contacts.queries import seen_contact
from liaison.db import db
from liaison.domain.posts import ChangeKind, Source
from liaison.followups.queries import asked_by
from liaison.post_changes import actions, forms, queries, vacancies
from liaison.post_changes.models import PostChange, Vacancy
from liaison.post_changes.undoing import asked_words, undoing_of
from liaison.post_changes.wishes import suggested_days, wishes_for
from liaison.search.queries import NotFoundOnce, the_contact
from liaison.units.actions import add_unit
from liaison.units.models import Unit
from liaison.units.queries import all_unit_names, unit_by_name
from liaison.web.dates import office_today
from liaison.web.notices import flash_with_undo
from liaison.web.numbers import storable_number

bp = Blueprint("post_changes", __name__)
PAGE_SIZE = 50


@bp.route("/contacts/<int:contact_id>/post-changes/new", methods=["GET", "POST"])
def new(contact_id: int) -> str | Response | tuple[str, int]:
    """A post ends, another begins: with its day, its source, and what is to be done about it."""
    contact, today = contact_to_change(contact_id), office_today()
    vacancy = asked_vacancy()
    form = forms.PostChangeForm(today=today, data=first_values(contact, vacancy))
    form.offer_choices(contact)
    if form.validate_on_submit():
        change = changed(contact, form, vacancy)
        if change is not None:
            db.session.commit()
            undo = url_for("post_changes.withdraw", change_id=change.id)
            said = _("已登记 %(who)s的职务变动", who=contact.name)
            asked = asked_words(asked_by(change.uuid), today)
            if asked:
                said += _("，排了：%(what)s。撤销时一起撤掉", what=asked)
            flash_with_undo(said, undo)
            return redirect(url_for("contacts.show", contact_id=contact.id))
    page = render_template(
        "post_changes/new.html", form=form, contact=contact, vacancy=vacancy, unit_names=all_unit_names()
    )
    return page, form.status


def asked_vacancy() -> Vacancy | None:
    """The vacancy the person takes, when the address names one that is open."""
    vacancy_id = request.args.get("vacancy", type=storable_number)
    vacancy = db.session.get(Vacancy, vacancy_id) if vacancy_id else None
    return vacancy if vacancy and not vacancy.closed_at and not vacancy.filled_by_id else None


def first_values(contact: Contact, vacancy: Vacancy | None) -> dict[str, object]:
    """What the form shows at first: the main post ends, and the days suggested."""
    days = suggested_days(ChangeKind.TRANSFER, office_today())
    return {
        "ending": [post.id for post in contact.open_posts[:1]],
        "address_as": contact.address_as,
        "unit": vacancy.unit.name if vacancy else "",
        "title": vacancy.title if vacancy else "",
        "department": vacancy.department if vacancy else "",
        "dropped": [phone.id for phone in forms.office_phones(contact)],
        "greet_on": days["greet"],
        "successor_on": days["successor"],
    }


def changed(contact: Contact, form: forms.PostChangeForm, vacancy: Vacancy | None) -> PostChange | None:
    """The change; None with the form's errors filled in and nothing written when it was refused."""
    kind, user = ChangeKind(form.kind.data), current_user()
    ending = (
        [post for post in contact.open_posts if post.id in (form.ending.data or [])] if kind.ends else []
    )
    try:
        unit = unit_named(form.unit.data) if kind.begins else None
        new_post = actions.NewPost(unit.id if unit else None, form.title.data, form.department.data)
        return actions.change_post(
            contact,
            kind,
            form.on.data,
            ending=ending,
            new=new_post if kind.begins else None,
            source=Source(form.source.data),
            source_note=form.source_note.data,
            address_as=form.address_as.data,
            dropped=[phone for phone in contact.phones if phone.id in (form.dropped.data or [])],
            verified=form.verified.data,
            leave_vacancy=form.vacancy.data,
            wishes=wishes_for(contact, kind, ending, new_post, unit, form.wished_days(), form.today),
            vacancy=vacancy,
            today=form.today,
            by=user,
        )
    except (actions.PostChangeError, ContactError) as error:
        db.session.rollback()
        field: Any = getattr(form, error.field, form.on)
        field.errors = [*field.errors, str(error)]
        return None


def unit_named(name: str) -> Unit | None:
    """The unit of this name, made when there is none yet."""
    if not name.strip():
        return None
    return unit_by_name(name) or add_unit({"name": name}, by=current_user())


@bp.route("/post-changes/<int:change_id>/withdrawal", methods=["GET", "POST"])
def withdraw(change_id: int) -> str | Response:
    """Take a change back, with what it led to: told before, and once more after."""
    change = queries.seen_change(current_user(), change_id) or abort(404)
    contact_to_change(change.contact_id)
    undoing = undoing_of(change, office_today())
    if request.method == "GET":
        return render_template(
            "post_changes/withdraw.html",
            change=change,
            undoing=undoing,
            obstacle=actions.in_the_way(change),
            kind_words=forms.kind_words(),
        )
    try:
        actions.withdraw_change(change, now=clock.now(), by=current_user())
    except actions.PostChangeError as error:
        db.session.rollback()
        flash(str(error), "bad")
    else:
        db.session.commit()
        gone = _("；一起撤掉：%(what)s", what="、".join(undoing.gone)) if undoing.gone else ""
        flash(_("已撤销这次职务变动") + gone, "good")
    return redirect(url_for("contacts.show", contact_id=change.contact_id))


@bp.get("/vacancies")
def index() -> str:
    """Posts nobody we know holds, newest first."""
    page = queries.open_vacancies().page(db.session, request.args.get("after"), PAGE_SIZE)
    return render_template(
        "post_changes/vacancies.html", page=page, vacancies=queries.described(current_user(), page.rows)
    )


@bp.route("/vacancies/<int:vacancy_id>/filling", methods=["GET", "POST"])
def fill(vacancy_id: int) -> str | Response | tuple[str, int]:
    """Who holds the post now: somebody known goes on to their own change of post, a newcomer is recorded here."""
    vacancy = db.get_or_404(Vacancy, vacancy_id)
    seen = queries.described(current_user(), [vacancy])[0].left_by
    number = queries.number_left_at(vacancy) if seen else ""
    form = forms.FillForm(today=office_today(), data={"title": vacancy.title, "phone": number})
    form.since_on = vacancy.since_on
    if form.validate_on_submit():
        try:
            if form.existing.data:
                known = the_contact(current_user(), form.existing.data)
                return redirect(url_for("post_changes.new", contact_id=known.id, vacancy=vacancy.id))
            newcomer = vacancies.fill_with_newcomer(
                vacancy,
                {"name": form.name.data},
                form.phone.data,
                on=form.on.data,
                title=form.title.data,
                now=clock.now(),
                by=current_user(),
            )
        except NotFoundOnce as error:
            form.existing.errors = [str(error)]
        except ContactError as error:
            db.session.rollback()
            form.name.errors = [str(error)]
        else:
            db.session.commit()
            keeper = newcomer.owner.name if newcomer.owner else "—"
            flash(_("已录入 %(who)s，由%(keeper)s联络，空缺已补上", who=newcomer.name, keeper=keeper), "good")
            if seen_contact(current_user(), newcomer.id) is None:
                return redirect(url_for("units.show", unit_id=vacancy.unit_id))
            return redirect(url_for("contacts.show", contact_id=newcomer.id))
    return vacancy_form("post_changes/fill.html", form, vacancy)


@bp.route("/vacancies/<int:vacancy_id>/closing", methods=["GET", "POST"])
def close(vacancy_id: int) -> str | Response | tuple[str, int]:
    """Nobody need be found for it."""
    vacancy = db.get_or_404(Vacancy, vacancy_id)
    form = forms.CloseForm(data={"back": request.args.get("back")})
    if form.validate_on_submit():
        vacancies.close_vacancy(vacancy, form.reason.data, now=clock.now(), by=current_user())
        db.session.commit()
        undo = url_for("post_changes.reopen", vacancy_id=vacancy.id)
        flash_with_undo(_("不再显示这个空缺"), undo)
        return redirect(safe_target(form.back.data, url_for("units.show", unit_id=vacancy.unit_id)))
    return vacancy_form("post_changes/close.html", form, vacancy)


def vacancy_form(page: str, form: forms.FillForm | forms.CloseForm, vacancy: Vacancy) -> tuple[str, int]:
    shown = queries.described(current_user(), [vacancy])[0]
    keeper = queries.keeper_at(vacancy.unit, vacancy.post.contact if vacancy.post else None) or current_user()
    return render_template(page, form=form, vacancy=vacancy, shown=shown, keeper=keeper), form.status


@bp.post("/vacancies/<int:vacancy_id>/reopening")
def reopen(vacancy_id: int) -> Response:
    """It is vacant after all."""
    vacancy = db.get_or_404(Vacancy, vacancy_id)
    vacancies.reopen_vacancy(vacancy, by=current_user())
    db.session.commit()
    flash(_("已恢复为空缺"), "good")
    return redirect(url_for("units.show", unit_id=vacancy.unit_id))
