"""Uploading a sheet, and the report of what was done with it."""

import tempfile
from pathlib import Path

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.datastructures import FileStorage
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.db import db
from liaison.exchange.forms import UploadForm
from liaison.exchange.importing import import_file
from liaison.exchange.outcome import Outcome
from liaison.exchange.queries import recent_batches, seen_batch
from liaison.exchange.reading import ImportRefused
from liaison.formats.sheet_errors import SheetError
from liaison.web.dates import office_today

bp = Blueprint("exchange", __name__, url_prefix="/import")


@bp.route("", methods=["GET", "POST"])
def upload() -> str | Response | tuple[str, int]:
    """Upload a sheet; a dry run shows the report and writes nothing."""
    form = UploadForm()
    form.offer_choices()
    if form.validate_on_submit():
        try:
            outcome = imported(form.file.data, form.kind.data or None)
        except (SheetError, ImportRefused) as error:
            db.session.rollback()
            form.file.errors = [str(error)]
        else:
            if request.form.get("dry_run"):
                db.session.rollback()
                return render_template("exchange/report.html", outcome=outcome, dry_run=True)
            db.session.commit()
            return redirect(url_for("exchange.report", batch_id=outcome.batch))
    return render_template("exchange/upload.html", form=form, batches=recent_batches(current_user())), form.status


def imported(upload: FileStorage, kind: str | None) -> Outcome:
    """Read the upload from a file of its own, which is gone afterwards."""
    name = Path(upload.filename or "").name or "upload"
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / f"upload{Path(name).suffix.lower()[:10]}"
        upload.save(path)
        return import_file(path, name=name, today=office_today(), by=current_user(), kind=kind)


@bp.get("/<int:batch_id>")
def report(batch_id: int) -> str:
    """What an import did."""
    batch = seen_batch(current_user(), batch_id) or abort(404)
    return render_template("exchange/report.html", outcome=batch, dry_run=False)
