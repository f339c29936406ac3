"""How the office greets: two persons or one, the telephone under a letter, and who signs."""

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import StaleRecord, db
from liaison.greetings import signing
from liaison.greetings.blueprint import back_to, bp, told
from liaison.greetings.errors import GreetingError
from liaison.greetings.forms import GreetingSettingsForm, SignerForm
from liaison.greetings.template_models import Signer
from liaison.office.actions import change_setting
from liaison.office.queries import setting

NAMES = ("greeting_two_person", "contact_phone")


@bp.route("/settings", methods=["GET", "POST"])
def settings() -> str | Response | tuple[str, int]:
    """What the administrator decides for the whole office."""
    form = GreetingSettingsForm(data={name: setting(name) for name in NAMES})
    form.offer_choices()
    if form.validate_on_submit():
        for name in NAMES:
            change_setting(name, form[name].data, by=current_user())
        db.session.commit()
        flash(_("已保存"), "good")
        return redirect(url_for("greetings.settings"))
    return render_template("greetings/settings.html", form=form), (400 if form.errors else 200)


@bp.route("/signers", methods=["GET", "POST"])
def signers() -> str | Response | tuple[str, int]:
    """Our leaders, and adding one."""
    form = SignerForm()
    if form.validate_on_submit() and kept(form, None):
        return redirect(url_for("greetings.signers"))
    page = render_template("greetings/signers.html", form=form, signers=signing.all_signers())
    return page, (400 if form.errors else 200)


@bp.route("/signers/<int:signer_id>", methods=["GET", "POST"])
def edit_signer(signer_id: int) -> str | Response | tuple[str, int]:
    """Change one of them."""
    signer = db.session.get(Signer, signer_id) or abort(404)
    form = SignerForm(obj=signer)
    if form.validate_on_submit() and kept(form, signer):
        return redirect(url_for("greetings.signers"))
    page = render_template("greetings/edit_signer.html", form=form, signer=signer)
    return page, (400 if form.errors else 200)


def kept(form: SignerForm, signer: Signer | None) -> bool:
    """Whether it was saved; otherwise the refusal stands beside its field."""
    values = {field: form[field].data for field in signing.FIELDS}
    try:
        if signer is None:
            signing.add_signer(values, by=current_user())
        else:
            signing.edit_signer(signer, values, version=form.seen_version, by=current_user())
    except GreetingError as refusal:
        form.title.errors = [str(refusal)]
        return False
    except StaleRecord as stale:
        form.refuse_stale(stale.record)
        return False
    db.session.commit()
    flash(_("已保存"), "good")
    return True


@bp.post("/signers/<int:signer_id>/archival")
def archive_signer(signer_id: int) -> Response:
    """No longer suggested."""
    signer = db.session.get(Signer, signer_id) or abort(404)
    undo = url_for("greetings.restore_signer", signer_id=signer_id)
    with told(_("不再以%(name)s的名义发", name=signer.name), undo):
        signing.archive_signer(signer, now=clock.now(), by=current_user())
    return back_to(url_for("greetings.signers"))


@bp.post("/signers/<int:signer_id>/restoration")
def restore_signer(signer_id: int) -> Response:
    """Suggested again."""
    signer = db.session.get(Signer, signer_id) or abort(404)
    with told(_("已恢复%(name)s", name=signer.name)):
        signing.restore_signer(signer, by=current_user())
    return back_to(url_for("greetings.signers"))
