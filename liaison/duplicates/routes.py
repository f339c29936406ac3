"""The scan page: likely pairs to merge or to tell apart."""

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import db
from liaison.duplicates import actions, queries, words
from liaison.merges.models import Subject
from liaison.merges.queries import may_merge, recent_merges
from liaison.web.numbers import storable_number

bp = Blueprint("duplicates", __name__, url_prefix="/duplicates")


def wanted_subject(text: str) -> str:
    """contact unless the address says unit."""
    return Subject.UNIT.value if text == Subject.UNIT.value else Subject.CONTACT.value


@bp.get("")
def index() -> str:
    """Likely pairs of people or of units, strongest first, and what was decided of late."""
    user, subject = current_user(), wanted_subject(request.args.get("subject", ""))
    start = max(request.args.get("start", 0, type=storable_number), 0)
    return render_template(
        "duplicates/index.html",
        subject=subject,
        found=queries.likely_pairs(user, subject, start=start),
        distinctions=queries.distinctions(user, subject),
        merges=recent_merges(user, subject),
        may_merge=lambda pair: may_merge(user, subject, (pair.one, pair.other)),
        likeness_words=words.likeness_words,
        degree_words=words.degree_words,
    )


@bp.post("/distinctions")
def tell_apart() -> Response:
    """These two are not the same."""
    subject = wanted_subject(request.form.get("subject", ""))
    ids = [request.form.get(name, 0, type=storable_number) for name in ("one", "other")]
    records = queries.seen_records(current_user(), subject, ids)
    if len(records) < 2:
        abort(404)
    one, other = records.values()
    if not may_merge(current_user(), subject, (one, other)):
        abort(403)
    distinction = actions.tell_apart(subject, one, other, by=current_user())
    db.session.commit()
    undo = url_for("duplicates.withdraw", distinction_id=distinction.id)
    text = _("已记下：%(one)s 和 %(other)s 不是同一个", one=one.name, other=other.name)
    flash({"text": text, "undo_url": undo}, "good")  # type: ignore[arg-type]
    return redirect(url_for("duplicates.index", subject=subject))


@bp.post("/distinctions/<int:distinction_id>/withdrawal")
def withdraw(distinction_id: int) -> Response:
    """They may be the same after all."""
    distinction = queries.seen_distinction(current_user(), distinction_id) or abort(404)
    records = queries.seen_records(
        current_user(), distinction.subject, (distinction.first_id, distinction.second_id)
    )
    if not may_merge(current_user(), distinction.subject, list(records.values())):
        abort(403)
    actions.withdraw(distinction, now=clock.now(), by=current_user())
    db.session.commit()
    flash(_("已撤回，以后还会列出来"), "good")
    return redirect(url_for("duplicates.index", subject=distinction.subject))
