"""/healthz: the process answers. /readyz: the database answers and its tables are the ones this code expects."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Blueprint, Response, current_app, jsonify
from sqlalchemy.exc import SQLAlchemyError

from liaison.db import db

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """503 with the reason while the database is out of reach or waiting for `flask db upgrade`."""
    try:
        current, wanted = schema_revisions()
    except SQLAlchemyError:
        return jsonify(status="unavailable", database="unreachable"), 503
    if current != wanted:
        return jsonify(status="unavailable", database="ok", migrations="pending"), 503
    return jsonify(status="ok", database="ok", migrations="current"), 200


def schema_revisions() -> tuple[str | None, str | None]:
    """(revision of the database, newest revision in migrations/)."""
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    context = MigrationContext.configure(db.session.connection())
    return context.get_current_revision(), scripts.get_current_head()
