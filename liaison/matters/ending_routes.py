"""Ending a matter in one of five ways, with the library of explanations; and opening it again."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.credits.actions import add_credit, take_back
from liaison.credits.queries import credit_of_matter
from liaison.db import StaleRecord, db
from liaison.domain.explanations import reasons
from liaison.domain.matters import HELPED, Ending, MatterError
from liaison.matters import endings
from liaison.matters.blueprint import bp, editable_matter
from liaison.matters.explaining import known_values, start_by_key, starts_for
from liaison.matters.forms import EndingForm
from liaison.matters.models import Matter
from liaison.matters.record_routes import blamed
from liaison.matters.words import ending_words
from liaison.web.dates import office_today
from liaison.web.notices import flash_with_undo


@bp.route("/<int:matter_id>/ending", methods=["GET", "POST"])
def end(matter_id: int) -> str | Response | tuple[str, int]:
    """How it ended. What must be said depends on the ending; explained asks for the explanation."""
    matter, today = editable_matter(matter_id), office_today()
    if request.method == "GET" and not matter.is_open:
        flash(_("这件事已经了结，要改请先重新打开"), "bad")
        return redirect(url_for("matters.show", matter_id=matter.id))
    form = EndingForm(today=today, data=begun(matter) if request.method == "GET" else None)
    form.offer_choices()
    chosen = chosen_ending(form)
    form.ending.data = chosen.value
    form.label_for(chosen)
    if request.form.keys() & {"look", "use"}:
        use_library(matter, form, chosen)
    elif form.validate_on_submit() and ended(matter, form, chosen):
        db.session.commit()
        undo = url_for("matters.reopen", matter_id=matter.id)
        said = _("%(word)s：%(what)s", word=ending_words()[chosen.value], what=matter.name)
        flash_with_undo(said, undo)
        return redirect(url_for("matters.show", matter_id=matter.id))
    return page(matter, form, chosen)


def chosen_ending(form: EndingForm) -> Ending:
    """The ending posted or asked for in the address; done where none is named. 400 for one there is not."""
    asked = form.ending.data or request.args.get("as", "")
    if asked and asked not in set(Ending):
        abort(400, _("没有这种办结方式，请从页面上的五种里选一种"))
    return Ending(asked or Ending.DONE)


def begun(matter: Matter) -> dict[str, object]:
    """What the form begins with: today and the officer."""
    today = office_today()
    return {
        "on": today,
        "explained_on": today,
        "explained_by": current_user().name,
        "credit": not matter.incoming and credit_of_matter(current_user(), matter.id) is None,
        "version": matter.version,
    }


def use_library(matter: Matter, form: EndingForm, chosen: Ending) -> None:
    """Put the chosen text under whatever was typed already; nothing is ended."""
    start = start_by_key(request.form.get("use", ""), known_values(matter, current_user(), office_today()))
    if start is not None:
        field = form.explanation if chosen == Ending.EXPLAINED else form.remainder
        field.data = "\n".join(part for part in (field.data, start.text) if part)


def ended(matter: Matter, form: EndingForm, chosen: Ending) -> bool:
    """Whether it was ended; otherwise the form's errors say why not, and nothing has changed."""
    try:
        endings.end_matter(
            matter, form.outcome(chosen), today=form.today, version=form.seen_version, by=current_user()
        )
    except MatterError as error:
        blamed(form, error)
    except StaleRecord as stale:
        form.refuse_stale(stale.record)
    else:
        told = credit_of_matter(current_user(), matter.id)
        if form.credit.data and told is None and not matter.incoming and chosen in HELPED:
            credit_them(matter, form)
        return True
    return False


def credit_them(matter: Matter, form: EndingForm) -> None:
    """What they did for us goes into 记好帐 as well."""
    said = form.result.data
    values = {
        "name": f"{matter.name}：{said}" if said else matter.name,
        "on": form.on.data or form.today,
        "unit_id": matter.unit_id,
        "contact_id": matter.contact_id,
    }
    add_credit(values, today=form.today, by=current_user(), matter_id=matter.id)


def page(matter: Matter, form: EndingForm, chosen: Ending) -> tuple[str, int]:
    reason = request.form.get("reason", "")
    text = render_template(
        "matters/end.html",
        matter=matter,
        form=form,
        chosen=chosen.value,
        reason=reason,
        reasons=reasons(),
        reason_choices=[("", _("请选择")), *((each.code, each.name) for each in reasons())],
        ending_links=ending_links(matter, chosen),
        starts=starts_for(reason, known_values(matter, current_user(), office_today())),
    )
    return text, form.status


def ending_links(matter: Matter, chosen: Ending) -> list[dict[str, object]]:
    """The other endings, a click away."""
    return [
        {
            "url": url_for("matters.end", **{"matter_id": matter.id, "as": code}),  # type: ignore[arg-type]
            "label": word,
            "current": code == chosen.value,
        }
        for code, word in ending_words().items()
    ]


@bp.post("/<int:matter_id>/reopening")
def reopen(matter_id: int) -> Response:
    """Not over after all; the ending stays as history."""
    matter = editable_matter(matter_id)
    try:
        endings.reopen_matter(matter, now=clock.now(), version=None, by=current_user())
    except MatterError as error:
        db.session.rollback()
        flash(str(error), "bad")
    else:
        taken_back = take_back(matter.id, now=clock.now(), by=current_user())
        db.session.commit()
        flash(_("已重新打开：%(what)s", what=matter.name), "good")
        if taken_back:
            flash(_("为这件事记的好帐一并收回了；谢过或上报过的不动"), "good")
    return redirect(url_for("matters.show", matter_id=matter_id))
