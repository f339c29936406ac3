"""One person's text: editing it, taking another wording, approving it, sending it back."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.accounts.queries import colleagues
from liaison.db import StaleRecord, db
from liaison.greetings import editing
from liaison.greetings.blueprint import (
    back_to,
    bp,
    draftable,
    round_url,
    run_round,
    seen_version,
    told,
)
from liaison.greetings.errors import GreetingError
from liaison.greetings.forms import GreetingForm
from liaison.greetings.models import Greeting
from liaison.greetings.problems import message_size, problems_in, sharers
from liaison.greetings.template_models import Template
from liaison.greetings.texts import OfficeWords, findings_for, office_words, text_from, values_of
from liaison.greetings.wordings import live_signers, templates_for
from liaison.greetings.words import standing


@bp.route("/<int:greeting_id>", methods=["GET", "POST"])
def edit(greeting_id: int) -> str | Response | tuple[str, int]:
    """Change one person's text, channel or signature. The second of two editors sees both texts."""
    row = draftable(greeting_id)
    form = GreetingForm(obj=row, data={"back": request.args.get("back")})
    form.offer_choices(row, live_signers(), colleagues(current_user()))
    theirs: Greeting | None = None
    if form.validate_on_submit():
        try:
            editing.edit_greeting(
                row, form.values(), version=form.seen_version, now=clock.now(), by=current_user()
            )
        except GreetingError as refusal:
            db.session.rollback()
            form.text.errors = [str(refusal)]
        except StaleRecord as stale:
            theirs = stale.record
            form.refuse_stale(theirs)
        else:
            db.session.commit()
            tell_saved(row)
            return redirect(safe_target(form.back.data, round_url(row.round)))
    return page(form, row, theirs)


def tell_saved(row: Greeting) -> None:
    """Saved, and what still keeps it from being approved, or who is to read it now."""
    who, problems = row.name, problems_in([row]).get(row.id, [])
    errors = [each.message for each in problems if each.is_error]
    if errors:
        faults = "；".join(errors)
        flash(_("给%(who)s的已保存，但还不能送审：%(faults)s", who=who, faults=faults), "bad")
    elif problems:
        faults = "；".join(each.message for each in problems)
        flash(_("已保存给%(who)s的问候；请再看看：%(faults)s", who=who, faults=faults), "good")
    elif standing(row) == "pending":
        flash(_("已保存给%(who)s的问候，等负责人审定", who=who), "good")
    else:
        flash(_("已保存给%(who)s的问候", who=who), "good")


def page(form: GreetingForm, row: Greeting, theirs: Greeting | None) -> tuple[str, int]:
    """The form with what the lint says, and the other wordings made for this person."""
    text = render_template(
        "greetings/edit.html",
        form=form,
        row=row,
        theirs=theirs,
        problems=problems_in([row]).get(row.id, []),
        size=message_size(row),
        standing=standing,
        others=alternatives(row),
    )
    return text, (409 if theirs else 400 if form.errors else 200)


def alternatives(row: Greeting) -> list[tuple[Template, str, str]]:
    """(template, the text it makes for this person, what is against it), without the one in use; the faultless first."""
    office = office_words()
    values = values_of(row, office)
    found = [(each, text_from(each, values)) for each in templates_for(row) if each.id != row.template_id]
    told = [(each, text, against(row, text, office)) for each, text in found if text != row.text]
    return sorted(told, key=lambda each: bool(each[2]))


def against(row: Greeting, text: str, office: OfficeWords) -> str:
    """Who has these words already, and what the lint would say of them."""
    taken = "、".join(sharers(row, text))
    said = [_("同单位的%(names)s已用", names=taken)] if taken else []
    return "；".join([*said, *(finding.message for finding in findings_for(row, office, text))])


@bp.post("/<int:greeting_id>/wording")
def use_wording(greeting_id: int) -> Response:
    """Take another of the office's wordings."""
    row = draftable(greeting_id)
    template = db.session.get(Template, request.form.get("template", type=int) or 0) or abort(404)
    with told(_("已换一条措辞")):
        editing.use_template(row, template, version=seen_version(), now=clock.now(), by=current_user())
    return back_to(url_for("greetings.edit", greeting_id=row.id))


@bp.post("/rounds/<int:round_id>/rewording")
def reword(round_id: int) -> Response:
    """Write anew what nobody has touched."""
    round_ = run_round(round_id)
    with told(_("没有改动过的，已按现在的模板和落款重新配文")):
        editing.reword(round_, now=clock.now(), by=current_user())
    return back_to(round_url(round_))
