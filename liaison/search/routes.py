"""The search page."""

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from liaison.accounts.gate import current_user
from liaison.due.rows import due_rows_for
from liaison.search.queries import Found, find
from liaison.web.dates import office_today

bp = Blueprint("search", __name__)


@bp.get("/search")
def results() -> str | Response:
    """People and units for what was typed; a single person is opened at once."""
    text = request.args.get("q", "").strip()
    found = find(current_user(), text) if text else Found([], [])
    if len(found.contacts) == 1 and not found.units:
        return redirect(url_for("contacts.show", contact_id=found.contacts[0].id))
    return render_template(
        "search/results.html", text=text, found=found, rows=due_rows_for(found.contacts, office_today(), 7)
    )
