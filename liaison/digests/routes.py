"""提要: the page with what the mail says, and each user's own choice about the mail."""

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.db import StaleRecord, db
from liaison.digests import actions, forms, queries
from liaison.digests.words import fate_words
from liaison.web.dates import office_today

bp = Blueprint("digests", __name__)


@bp.get("/digest")
def show() -> str:
    """What the mail of today says, or would."""
    return render_template("digests/show.html", digest=queries.digest_for(current_user(), office_today()))


@bp.route("/settings/digest", methods=["GET", "POST"])
def choose() -> str | Response | tuple[str, int]:
    """Off, on working days, or on Mondays; and to which address."""
    user = current_user()
    wish = queries.wish_of(user)
    form = forms.DigestForm(obj=wish, data={"address": user.email} if wish is None else None)
    form.for_user(user)
    if form.validate_on_submit():
        try:
            actions.choose_digest(user, form.rhythm.data, form.chosen_address, version=form.seen_version)
        except StaleRecord as stale:
            form.refuse_stale(stale.record)
        else:
            db.session.commit()
            flash(_("已保存"), "good")
            return redirect(url_for("digests.choose"))
    page = render_template(
        "digests/choose.html",
        form=form,
        mails=queries.last_mails(user),
        fates=fate_words(),
        has_server=bool(current_app.config["SETTINGS"].smtp_url),
    )
    return page, form.status
