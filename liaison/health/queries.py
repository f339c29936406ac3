"""Whether the database is the one this code expects."""

from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import current_app

from liaison.db import db


def schema_revisions() -> tuple[str | None, str | None]:
    """(revision of the database, newest revision in migrations/)."""
    scripts = ScriptDirectory(current_app.extensions["migrate"].directory)
    context = MigrationContext.configure(db.session.connection())
    return context.get_current_revision(), scripts.get_current_head()
