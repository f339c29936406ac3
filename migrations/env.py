"""How Alembic reaches the application's database: through Flask-Migrate, in the application's own engine."""

import logging
from logging.config import fileConfig

from alembic import context
from flask import current_app

from liaison.db import Instant

config = context.config
if logging.getLogger().handlers == []:
    fileConfig(config.config_file_name, disable_existing_loggers=False)
migrate = current_app.extensions["migrate"]


def rendered(kind, value, autogen_context):
    """Instants are plain timestamps to the database, so revisions need nothing of ours."""
    return "sa.DateTime()" if kind == "type" and isinstance(value, Instant) else False


def run():
    """Run the revisions in one transaction, so that a failed one leaves nothing half done."""
    with migrate.db.engine.connect() as connection:
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            # Batch operations rebuild tables. Inside a transaction the pragma would do nothing, so the driver is asked.
            connection.connection.execute("PRAGMA foreign_keys=OFF")
        context.configure(
            connection=connection,
            target_metadata=migrate.db.metadata,
            render_item=rendered,
            transactional_ddl=True,
            **{**migrate.configure_args, "render_as_batch": sqlite},
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        if sqlite:
            connection.connection.execute("PRAGMA foreign_keys=ON")
            if connection.exec_driver_sql("PRAGMA foreign_key_check").first() is not None:
                raise SystemExit("a revision left references to rows that do not exist; restore the backup")


if context.is_offline_mode():
    raise SystemExit("revisions run against a live database: flask db upgrade")
run()
