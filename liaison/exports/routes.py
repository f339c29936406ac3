"""Taking lists away: a sheet, cards, a print. Asked for by POST, because each leaves its line in the log."""

import io
import tempfile
from contextlib import ExitStack
from typing import BinaryIO
from urllib.parse import urlencode
from zoneinfo import ZoneInfo

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    flash,
    redirect,
    render_template,
    request,
    send_file,
    url_for,
)
from flask_babel import gettext as _
from werkzeug.wrappers import Response as Answer

from liaison import clock
from liaison.accounts.gate import current_user, safe_target
from liaison.audit.filters import heading_told
from liaison.contacts.exporting import CONTACTS, card_of
from liaison.contacts.queries import seen_contact
from liaison.db import begin_write, db
from liaison.exports.actions import note_export
from liaison.exports.codes import card_code
from liaison.exports.listing import FORMS, Asked, Filters, Listing
from liaison.exports.listings import LISTINGS, WHOLE
from liaison.exports.papers import on_paper
from liaison.exports.refusals import FilterError, NoSuchList, TooLong
from liaison.exports.writing import CARD_VERSIONS, file_name, mark_words, write_card_file, write_listing
from liaison.formats.sheet_errors import SheetError
from liaison.office.queries import setting
from liaison.web.dates import office_today
from liaison.web.links import with_args

bp = Blueprint("exports", __name__)
MIME_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",  # the charset, which is UTF-8, is added to what is text
    "vcf": "text/vcard",
    "vcf4": "text/vcard",
}


@bp.app_template_global()
def listing_of(code: str) -> Listing:
    """The description of a list, for the menu of its page."""
    return LISTINGS[code]


@bp.app_template_global()
def form_words(form: str) -> str:
    """What a form in which a list leaves is called on its button."""
    return str(FORMS[form])


@bp.app_template_global()
def export_url(code: str, **given: object) -> str:
    """Where the form of a list's page posts to: with the whole query of the page, and what its path says beside it."""
    query = urlencode(with_args(**given))
    return url_for("exports.take", code=code) + (f"?{query}" if query else "")


@bp.get("/exports")
def index() -> str:
    """All lists of the office that can be taken away whole; a filtered one is exported from its own page."""
    return render_template("exports/index.html", listings=WHOLE)


@bp.post("/exports/<code>")
def take(code: str) -> str | Answer:
    """One list with the filters in the query, as the file or the print the button asked for."""
    listing, form = LISTINGS.get(code) or abort(404), request.form.get("format", "")
    if form not in (*listing.formats, "print") or (form == "print" and listing.paper is None):
        abort(400, _("没有这种导出格式"))
    asked = Asked(current_user(), office_today(), Filters(request.args))
    db.session.rollback()  # reading may take long: nobody is to wait for the right to write meanwhile
    try:
        return printed(listing, asked) if form == "print" else written(listing, form, asked)
    except NoSuchList:
        abort(404)
    except (SheetError, TooLong, FilterError) as error:
        reason = str(error) or _("范围太大，请缩小范围再导出")
        flash(_("没有导出：%(reason)s", reason=reason), "bad")
        return redirect(safe_target(request.form.get("back"), url_for("exports.index")))


def printed(listing: Listing, asked: Asked) -> str:
    """The list as a page for A4."""
    sheet = on_paper(listing, asked)
    logged(listing, "print", sheet.count, asked)
    back = safe_target(request.form.get("back"), url_for("exports.index"))
    filters = heading_told(listing.code, asked.args.used, sheet.title)
    return render_template("exports/paper.html", sheet=sheet, filters=filters, back=back, today=asked.today)


def written(listing: Listing, form: str, asked: Asked) -> Response:
    """The list as a file."""
    with ExitStack() as until_handed_over:
        ready = until_handed_over.enter_context(tempfile.TemporaryFile())
        count = write_listing(listing, form, asked, ready, watermark())
        name = file_name(listing.named(asked), form, asked)
        logged(listing, form, count, asked)
        until_handed_over.pop_all()  # from here on the answer closes it
    return handed_over(ready, form, name)


def logged(listing: Listing, form: str, count: int, asked: Asked) -> None:
    begin_write()
    note_export(listing, form, count, asked, by=current_user())
    db.session.commit()


def handed_over(ready: BinaryIO, form: str, name: str) -> Response:
    """The finished file as a download that no cache keeps."""
    ready.seek(0)
    answer = send_file(ready, mimetype=MIME_TYPES[form], as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


@bp.app_template_global()
def watermark() -> str:
    """Who takes the list and when, "" where the office does not want it."""
    if not setting("export_watermark"):
        return ""
    zone = ZoneInfo(current_app.config["SETTINGS"].timezone)
    return mark_words(current_user().name, clock.now().astimezone(zone))


@bp.post("/contacts/<int:contact_id>/card")
def card(contact_id: int) -> Response:
    """One person as a card for the telephone."""
    contact = seen_contact(current_user(), contact_id) or abort(404)
    form = request.form.get("format", "vcf")
    if form not in CARD_VERSIONS:
        abort(400, _("没有这种导出格式"))
    ready = io.BytesIO()
    write_card_file([card_of(contact)], CARD_VERSIONS[form], ready)
    asked = Asked(current_user(), office_today())
    note_export(CONTACTS, form, 1, asked, by=current_user(), name=contact.name)
    name = file_name(contact.name, form, asked)
    db.session.commit()
    return handed_over(ready, form, name)


@bp.get("/contacts/<int:contact_id>/card.svg")
def card_image(contact_id: int) -> Response:
    """The same card as a square for the telephone's camera."""
    contact = seen_contact(current_user(), contact_id) or abort(404)
    answer = Response(card_code(card_of(contact)), mimetype="image/svg+xml")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
