"""The scan page: likely pairs to merge or to tell apart."""

from flask import Blueprint, abort, flash, jsonify, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import db
from liaison.domain.birthday_words import parse_birthday
from liaison.domain.birthdays import Birthday, BirthdayError
from liaison.duplicates import actions, queries, words
from liaison.duplicates.alike import Matches, people_like, units_like
from liaison.merges.models import Subject
from liaison.merges.queries import may_merge, recent_merges
from liaison.saved_views.chips import chips_of
from liaison.web.notices import flash_with_undo
from liaison.web.numbers import storable_number

LINES = 6  # telephone lines of a form that are looked up

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
        chips=chips_of("duplicates"),
        found=queries.likely_pairs(user, subject, start=start),
        distinctions=queries.distinctions(user, subject),
        merges=recent_merges(user, subject),
        may_merge=lambda pair: may_merge(user, subject, (pair.one, pair.other)),
        likeness_words=words.likeness_words,
        degree_words=words.degree_words,
    )


@bp.get("/contacts")
def contacts_like() -> Response:
    """Who resembles the person being typed: a part of a page, fetched while typing (static/js/alike.js)."""
    args = request.args
    numbers = [text for name, text in args.items() if name.startswith("phones-") and name.endswith("-text")]
    found = people_like(
        current_user(), args.get("name", "")[:100], unit=args.get("unit", ""), phones=numbers[:LINES],
        birthday=birthday_in(args.get("birthday", "")), email=args.get("email", ""),
    )  # fmt: skip
    return fragment(Subject.CONTACT.value, found)


@bp.get("/units")
def units_alike() -> Response:
    """Which units resemble the one being typed."""
    args = request.args
    found = units_like(
        args.get("name", "")[:200], short_name=args.get("short_name", ""), code=args.get("code", ""),
        region=args.get("region", ""),
    )  # fmt: skip
    return fragment(Subject.UNIT.value, found)


def fragment(subject: str, found: Matches) -> Response:
    text = render_template(
        "duplicates/alike.html", alike=found, subject=subject, likeness_words=words.likeness_words
    )
    return jsonify(html=text.strip())


def birthday_in(text: str) -> Birthday | None:
    """A birthday as far as it is typed; None while it is not one yet."""
    try:
        return parse_birthday(text) if text.strip() else None
    except (BirthdayError, ValueError):
        return None


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
    flash_with_undo(text, undo)
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
