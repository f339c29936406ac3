"""Writing the database file anew after an erasure: deleted rows stay readable in an SQLite file until it is."""

from sqlite3 import OperationalError

from liaison.db import db


def rewrite_database() -> bool:
    """Write an SQLite file anew, so that nothing deleted is left in its free pages. Call outside a transaction.

    False while somebody else holds the file; PostgreSQL's own vacuum is the operator's to run (docs/operations.md).
    """
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()
    try:
        connection.execute("VACUUM")
        busy = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except OperationalError:
        return False
    finally:
        connection.close()
    return not busy
