"""记好帐: the month's list, recording, thanking, and collecting for the month's report."""

from datetime import date
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.contacts.queries import seen_contact
from liaison.credits import actions, queries
from liaison.credits.forms import CreditForm
from liaison.credits.models import Credit
from liaison.credits.words import credit_states
from liaison.db import StaleRecord, db
from liaison.domain.credits import CreditError, month_of, month_span
from liaison.interactions.queries import seen_interaction
from liaison.matters.queries import seen_matter
from liaison.saved_views.chips import chips_of
from liaison.search.queries import NotFoundOnce, the_contact
from liaison.units.actions import unit_named
from liaison.units.models import Unit
from liaison.units.queries import all_unit_names
from liaison.web.dates import office_today
from liaison.web.links import choice_links
from liaison.web.notices import flash_with_undo
from liaison.web.numbers import number_or_none

bp = Blueprint("credits", __name__, url_prefix="/credits")


@bp.app_context_processor
def credits_here() -> dict[str, object]:
    """What a unit or person last did well, asked only where it is drawn."""
    return {
        "latest_credits": lambda **about: queries.latest_credits(current_user(), **about),
        "credit_of_matter": lambda matter_id: queries.credit_of_matter(current_user(), matter_id),
        "month_of": month_of,
        "may_edit_credit": lambda credit: queries.may_edit_credit(current_user(), credit),
    }


@bp.get("")
def index() -> str:
    """One month: who did what well, thanked or not, reported or not."""
    user, today = current_user(), office_today()
    wanted = queries.CreditFilter.asked(request.args, today)
    span = month_span(wanted.month)
    if span is None:
        abort(400, _("月份应写成 2026-11 的样子"))
    return render_template(
        "credits/index.html",
        credits=queries.credits_between(user, *span, state=wanted.state),
        month=wanted.month,
        first=span[0],
        earlier=neighbour(span[0], -1),
        later=neighbour(span[0], 1),
        newest=queries.newest_month(user),
        state_links=choice_links("state", credit_states(), wanted.state),
        chips=chips_of("credits"),
    )


def neighbour(first: date, step: int) -> str:
    """The month before or after."""
    number = first.year * 12 + first.month - 1 + step
    return f"{number // 12:04d}-{number % 12 + 1:02d}"


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Record what others did well, from nothing or from a unit, a person, a matter or a call."""
    today = office_today()
    form = CreditForm(today=today, data=proposed(today) if request.method == "GET" else None)
    if form.validate_on_submit() and added(form):
        db.session.commit()
        flash(_("已记好帐"), "good")
        return redirect(safe_target(form.back.data, url_for("credits.index", month=month_of(form.on.data))))
    return page(form, None)


def page(form: CreditForm, credit: Credit | None) -> tuple[str, int]:
    matter = number_or_none(form.matter_id.data or "") if credit is None else None
    text = render_template(
        "credits/form.html",
        form=form,
        credit=credit,
        told=queries.credit_of_matter(current_user(), matter) if matter else None,
        unit_names=all_unit_names(),
    )
    return text, form.status


def proposed(today: date) -> dict[str, Any]:
    """Whoever and whatever the form was opened for, as far as the user may see it."""
    user, args = current_user(), request.args
    matter = seen_matter(user, number_or_none(args.get("matter", "")) or 0)
    call = seen_interaction(user, number_or_none(args.get("interaction", "")) or 0)
    contact = seen_contact(user, number_or_none(args.get("contact", "")) or 0)
    if contact is None and matter is not None and matter.contact_id:
        contact = seen_contact(user, matter.contact_id)
    if contact is None and call is not None:
        contact = call.participants[0]
    unit = matter.unit if matter else contact.unit if contact else db.session.get(Unit, number_or_none(args.get("unit", "")) or 0)
    return {
        "unit": unit.name if unit else "",
        "who": contact.name if contact else "",
        "contact_id": contact.id if contact else "",
        "matter_id": matter.id if matter else "",
        "interaction_id": call.id if call else "",
        "on": call.on if call else today,
        "name": told_of(matter) if matter else call.summary if call else "",
        "back": args.get("back"),
    }


def told_of(matter: Any) -> str:
    """A matter of ours that they settled, as the beginning of a sentence."""
    result = matter.ending.result if matter.ending else ""
    return f"{matter.name}：{result}" if result else matter.name


def partners(form: CreditForm) -> dict[str, int | None]:
    """Unit and person of the form. NotFoundOnce when the name stands for nobody or several."""
    user, typed = current_user(), (form.who.data or "").strip()
    chosen = number_or_none(form.contact_id.data or "")
    opened_for = seen_contact(user, chosen) if chosen else None
    same = opened_for is not None and opened_for.name == typed
    contact = None if not typed else opened_for if same else the_contact(user, typed)
    unit_id = unit_named(form.unit.data, by=user)
    return {
        "unit_id": unit_id if unit_id is not None else contact.unit_id if contact else None,
        "contact_id": contact.id if contact else None,
    }


def added(form: CreditForm) -> bool:
    """Whether it was recorded; otherwise the form's errors say why not."""
    user = current_user()
    matter = seen_matter(user, number_or_none(form.matter_id.data or "") or 0)
    call = seen_interaction(user, number_or_none(form.interaction_id.data or "") or 0)
    try:
        actions.add_credit(
            {"name": form.name.data, "on": form.on.data, **partners(form)},
            today=form.today,
            by=user,
            matter_id=matter.id if matter else None,
            interaction_id=call.id if call else None,
        )
    except NotFoundOnce as error:
        form.who.errors = [str(error)]
        return False
    except CreditError as error:
        form[error.field].errors = [str(error)]
        return False
    return True


def editable(credit_id: int) -> Credit:
    """The credit, if the user sees it (else 404) and may change it (else 403)."""
    credit = queries.seen_credit(current_user(), credit_id) or abort(404)
    if not queries.may_edit_credit(current_user(), credit):
        abort(403)
    return credit


@bp.route("/<int:credit_id>/edit", methods=["GET", "POST"])
def edit(credit_id: int) -> str | Response | tuple[str, int]:
    """Correct a credit."""
    credit = editable(credit_id)
    given = {
        "unit": credit.unit.name if credit.unit else "",
        "who": credit.contact.name if credit.contact else "",
    }
    form = CreditForm(obj=credit, today=office_today(), data=given)
    if form.validate_on_submit():
        try:
            values = {"name": form.name.data, "on": form.on.data, **partners(form)}
            actions.edit_credit(credit, values, today=form.today, version=form.seen_version, by=current_user())
        except NotFoundOnce as error:
            form.who.errors = [str(error)]
        except CreditError as error:
            form[error.field].errors = [str(error)]
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(safe_target(form.back.data, url_for("credits.index", month=month_of(credit.on))))
    return page(form, credit)


def back_to_month(credit: Credit) -> Response:
    return redirect(safe_target(request.form.get("back"), url_for("credits.index", month=month_of(credit.on))))


@bp.post("/<int:credit_id>/removal")
def remove(credit_id: int) -> Response:
    """Strike a credit out, with a way back."""
    credit = editable(credit_id)
    actions.remove_credit(credit, now=clock.now(), by=current_user())
    db.session.commit()
    undo = url_for("credits.restore", credit_id=credit.id)
    flash_with_undo(_("已删除这笔好帐"), undo)
    return redirect(url_for("credits.index", month=month_of(credit.on)))


@bp.post("/<int:credit_id>/restoration")
def restore(credit_id: int) -> Response:
    """Bring a removed credit back."""
    credit = editable(credit_id)
    actions.restore_credit(credit, by=current_user())
    db.session.commit()
    flash(_("已恢复这笔好帐"), "good")
    return back_to_month(credit)


@bp.post("/<int:credit_id>/thanks")
def thank(credit_id: int) -> Response:
    """They were thanked today."""
    credit = editable(credit_id)
    actions.thank_for(credit, on=office_today(), by=current_user())
    db.session.commit()
    undo = url_for("credits.unthank", credit_id=credit.id)
    flash_with_undo(_("已记下：谢过%(who)s", who=credit.whose), undo)
    return back_to_month(credit)


@bp.post("/<int:credit_id>/thanks/withdrawal")
def unthank(credit_id: int) -> Response:
    """They were not, after all."""
    credit = editable(credit_id)
    actions.unthank(credit, by=current_user())
    db.session.commit()
    flash(_("已改回还没致谢"), "good")
    return back_to_month(credit)


@bp.post("/reports")
def collect() -> Response:
    """The ticked ones stand in the report of the month."""
    user, month = current_user(), request.form.get("month", "")
    ids = [number for text in request.form.getlist("credit") if (number := number_or_none(text))]
    chosen = [each for each in queries.seen_credits(user, ids) if queries.may_edit_credit(user, each)]
    if not chosen or month_span(month) is None:
        flash(_("请先勾选要上报的") if not chosen else _("月份应写成 2026-11 的样子"), "bad")
        return redirect(url_for("credits.index", month=month if month_span(month) else None))
    actions.collect_credits(chosen, month, by=user)
    db.session.commit()
    flash(_("已记为写进 %(month)s 的情况通报：%(n)d 笔", month=month, n=len(chosen)), "good")
    return redirect(url_for("credits.index", month=month))


@bp.post("/<int:credit_id>/reports/withdrawal")
def release(credit_id: int) -> Response:
    """Not in the report, after all."""
    credit = editable(credit_id)
    actions.release_credit(credit, by=current_user())
    db.session.commit()
    flash(_("已改回还没上报"), "good")
    return back_to_month(credit)
