"""/healthz: the process answers. /readyz: the database answers, its tables are the ones
this code expects, and how the worker is."""

from flask import Blueprint, Response, jsonify
from sqlalchemy.exc import SQLAlchemyError

from liaison import clock
from liaison.health.queries import schema_revisions, worker_health

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Response:
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """503 with the reason while the database is out of reach or waiting for `flask db upgrade`.

    A worker asleep leaves the pages serving: it is told, and the outbox page tells people.
    """
    try:
        current, wanted = schema_revisions()
    except SQLAlchemyError:
        return jsonify(status="unavailable", database="unreachable"), 503
    if current != wanted:
        return jsonify(status="unavailable", database="ok", migrations="pending"), 503
    worker = worker_health(clock.now()).state
    return jsonify(status="ok", database="ok", migrations="current", worker=worker), 200
