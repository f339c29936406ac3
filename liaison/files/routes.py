"""Uploading to a matter, downloading, removing and restoring. Nothing of it is ever shown inside a page."""

from pathlib import Path

from flask import Blueprint, Response, abort, current_app, flash, redirect, request, send_file, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from liaison import clock
from liaison.accounts.gate import current_user
from liaison.db import db
from liaison.domain.file_names import size_words
from liaison.files import actions, queries
from liaison.files.models import StoredFile
from liaison.files.storage import place_of
from liaison.formats.file_kinds import ALLOWED, FileRefused
from liaison.matters.models import Matter
from liaison.matters.queries import may_edit_matter, seen_matter
from liaison.office.queries import setting
from liaison.web.notices import flash_with_undo

bp = Blueprint("files", __name__)
bp.add_app_template_filter(size_words, "size_words")
MEGABYTE = 1024 * 1024


@bp.app_context_processor
def files_of_matters() -> dict[str, object]:
    """What the page of a matter lists, asked only where it is drawn."""
    return {"files_of": queries.files_of, "file_endings": ALLOWED, "file_limit": file_limit}


def files_folder() -> Path:
    return Path(current_app.config["FILES_FOLDER"])


def file_limit() -> int:
    """The most bytes of one file."""
    return int(setting("file_megabytes")) * MEGABYTE


def editable_matter(matter: Matter | None) -> Matter:
    """The matter, if it is in sight (else 404) and may be changed (else 403)."""
    if matter is None:
        abort(404)
    if not may_edit_matter(current_user(), matter):
        abort(403)
    return matter


def matter_page(matter: Matter) -> AnyResponse:
    return redirect(url_for("matters.show", matter_id=matter.id) + "#files")


@bp.post("/matters/<int:matter_id>/files")
def attach(matter_id: int) -> AnyResponse:
    """Keep one or several files, all or none of them."""
    matter = editable_matter(seen_matter(current_user(), matter_id))
    chosen = [each for each in request.files.getlist("files") if each.filename]
    try:
        if not chosen:
            raise FileRefused(_("请先选择文件"))
        limit = file_limit()
        for each in chosen:
            content = each.stream.read(limit + 1)
            actions.attach_file(
                matter, each.filename or "", content, limit=limit, folder=files_folder(), by=current_user()
            )
    except FileRefused as refusal:
        db.session.rollback()
        flash(str(refusal), "bad")
        return redirect(url_for("matters.show", matter_id=matter_id) + "#files")
    db.session.commit()
    flash(_("已存入 %(n)d 个附件", n=len(chosen)), "good")
    return matter_page(matter)


@bp.get("/files/<int:file_id>")
def download(file_id: int) -> Response:
    """The bytes, to be saved under the sender's name; 404 in words when they are no longer on disk."""
    stored = queries.seen_file(current_user(), file_id)
    if stored is None or stored.deleted_at is not None:
        abort(404)
    path = place_of(files_folder(), stored.key)
    if not path.is_file():
        abort(404, _("“%(name)s”的记录还在，但文件已不在服务器上。请告诉管理员从备份恢复。", name=stored.name))
    answer = send_file(path, mimetype=stored.mime, as_attachment=True, download_name=stored.name, conditional=True)
    answer.headers["Content-Type"] = stored.mime  # without a charset: nobody knows that of somebody else's text
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return answer


def editable_file(file_id: int) -> StoredFile:
    """The file, if its matter is in sight (else 404) and may be changed (else 403)."""
    stored = queries.seen_file(current_user(), file_id) or abort(404)
    editable_matter(stored.matter)
    return stored


@bp.post("/files/<int:file_id>/removal")
def remove(file_id: int) -> AnyResponse:
    """Take a file away, with a way back."""
    stored = editable_file(file_id)
    actions.remove_file(stored, now=clock.now(), by=current_user())
    db.session.commit()
    undo = url_for("files.restore", file_id=stored.id)
    flash_with_undo(_("已删除附件 %(name)s", name=stored.name), undo)
    return matter_page(stored.matter)


@bp.post("/files/<int:file_id>/restoration")
def restore(file_id: int) -> AnyResponse:
    """Bring a removed file back."""
    stored = editable_file(file_id)
    actions.restore_file(stored, by=current_user())
    db.session.commit()
    flash(_("已恢复附件 %(name)s", name=stored.name), "good")
    return matter_page(stored.matter)
