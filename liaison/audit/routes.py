"""The administrator's view of the log."""

from flask import Blueprint, current_app, render_template, request

from liaison.accounts.queries import all_users
from liaison.audit.names import choices
from liaison.audit.queries import audit_page
from liaison.audit.telling import told_lines
from liaison.web.numbers import storable_number

bp = Blueprint("audit", __name__)


@bp.get("/settings/audit")
def index() -> str:
    """Who did what, newest first."""
    by_id, action = request.args.get("by", type=storable_number), request.args.get("action", "").strip(" .")
    page = audit_page(by_id=by_id, action=action, mark=request.args.get("after"))
    return render_template(
        "audit/index.html",
        page=page,
        lines=told_lines(page.rows, current_app.config["SETTINGS"].timezone),
        users=all_users(),
        by_id=by_id,
        action=action,
        actions=choices(),
    )
