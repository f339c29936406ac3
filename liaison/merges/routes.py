"""Merging: choosing the survivor and the fields, seeing what moves, and undoing it."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.accounts.queries import active_users
from liaison.db import StaleRecord, db
from liaison.merges import actions, queries
from liaison.merges.fields import BOTH
from liaison.merges.models import Merge, Subject
from liaison.merges.words import Words
from liaison.search.people import people_found
from liaison.search.places import units_found
from liaison.search.queries import words_of
from liaison.web.dates import office_today
from liaison.web.notices import flash_with_undo
from liaison.web.numbers import number_or_none

bp = Blueprint("merges", __name__, url_prefix="/merges")
VERSION = "version-"
KEEP = "keep-"


@bp.route("/new", methods=["GET", "POST"])
def new() -> str | Response | tuple[str, int]:
    """Two or many records, which one stays, and which values; POST makes them one."""
    values = request.form if request.method == "POST" else request.args
    subject = Subject.UNIT.value if values.get("subject") == Subject.UNIT.value else Subject.CONTACT.value
    group = chosen_group(subject, values)
    if request.method == "GET":
        return page(subject, group)
    try:
        merge = merged(group)
    except actions.MergeRefused as refusal:
        return page(subject, group, str(refusal)), 400
    except StaleRecord as stale:
        return page(subject, group, stale_words(stale.record)), 400
    db.session.commit()
    text = _("已把 %(names)s 并入 %(name)s", names=merge.names, name=merge.name)
    flash_with_undo(text, url_for("merges.undo", merge_id=merge.id))
    return redirect(survivor_page(merge))


def survivor_page(merge: Merge) -> str:
    if merge.subject == Subject.CONTACT:
        return url_for("contacts.show", contact_id=merge.contact_id)
    return url_for("units.show", unit_id=merge.unit_id)


def chosen_group(subject: str, values: MultiDict[str, str]) -> list[Any]:
    """The records of the address, the one that stays first; 404 where one is out of sight, 403 where not ours."""
    ids = list(dict.fromkeys(number_or_none(text) or 0 for text in values.getlist("id")))[: queries.MOST]
    stays = number_or_none(values.get("stays", ""))
    if stays in ids:
        ids = [stays, *(each for each in ids if each != stays)]
    group = [queries.seen_record(current_user(), subject, each) or abort(404) for each in ids]
    if not group:
        abort(404)
    if not queries.may_merge(current_user(), subject, group):
        abort(403)
    return group


def stale_words(record: Any) -> str:
    return _("在您打开之后，“%(name)s”被别人改过。请对照下面的最新内容，再合并一次。", name=record.name)


def merged(group: list[Any]) -> Merge:
    """Write what the form says."""
    wanted = {name.removeprefix(KEEP): text for name, text in request.form.items() if name.startswith(KEEP)}
    versions = {
        number_or_none(name.removeprefix(VERSION)) or 0: number_or_none(text) or 0
        for name, text in request.form.items()
        if name.startswith(VERSION)
    }
    return actions.merge_records(
        group[0], group[1:], wanted, versions=versions, now=clock.now(), by=current_user()
    )


def found_for(subject: str, text: str) -> list[Any]:
    """The people, or units, that fit what was typed."""
    if subject == Subject.CONTACT:
        return list(people_found(current_user(), words_of(text), 10))
    return list(units_found(words_of(text), 10))


def page(subject: str, group: list[Any], refusal: str = "") -> str:
    """The merge page; with one record, a way to find the others."""
    text = request.args.get("q", "").strip()
    matches = found_for(subject, text)
    known = {record.id for record in group}
    return render_template(
        "merges/new.html",
        subject=subject,
        preview=queries.preview(subject, group[0], group[1:], now=clock.now(), today=office_today()),
        matches=[each for each in matches if each.id not in known],
        text=text,
        refusal=refusal,
        words=Words(active_users()),
        kept=lambda choice: request.form.get(KEEP + choice.field.name, str(choice.source)),
        both=BOTH,
    )


def seen(merge_id: int) -> Merge:
    return queries.merge_seen(current_user(), merge_id) or abort(404)


@bp.get("/<int:merge_id>")
def show(merge_id: int) -> str:
    """What one merge did, and what undoing it would leave as it is now."""
    merge = seen(merge_id)
    return render_template(
        "merges/show.html",
        merge=merge,
        later=None if merge.undone_at else queries.later_merge(merge),
        kept=queries.left_by_undoing(merge),
        words=Words(active_users()),
        may_undo=queries.may_merge(current_user(), merge.subject, [merge.survivor]),
    )


@bp.post("/<int:merge_id>/reversal")
def undo(merge_id: int) -> Response:
    """Take the merge back."""
    merge = seen(merge_id)
    if not queries.may_merge(current_user(), merge.subject, [merge.survivor]):
        abort(403)
    version = number_or_none(request.form["version"]) or 0 if "version" in request.form else None
    try:
        kept = actions.undo_merge(merge, version=version, now=clock.now(), by=current_user())
    except actions.MergeRefused as refusal:
        flash(str(refusal), "bad")
        return redirect(url_for("merges.show", merge_id=merge.id))
    db.session.commit()
    if kept:
        flash(_("已撤销合并；后来改过的 %(n)d 处保持现在的样子", n=len(kept)), "good")
    else:
        flash(_("已撤销合并，各自恢复原样"), "good")
    return redirect(url_for("merges.show", merge_id=merge.id))
