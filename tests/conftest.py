"""What every test stands on: a fixed day, a fresh database with the first tables, and signed-in clients.

A test marked `postgres` runs twice, on SQLite and on PostgreSQL; all others run on SQLite.
"""

import re
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from cast import Cast, engage
from flask import Flask
from flask_migrate import upgrade
from jinja2 import FileSystemBytecodeCache
from page_checks import CheckedClient
from postgres import PostgresServer, running_server
from sqlalchemy import text

from liaison import clock
from liaison.accounts.actions import open_session
from liaison.accounts.gate import TOKEN
from liaison.accounts.queries import user_by_login
from liaison.db import begin_write, db
from liaison.factory import create_app
from liaison.settings import Settings

pytest.register_assert_rewrite("checklist")

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # ten in the morning in Beijing
FILES = Path(tempfile.gettempdir()) / "liaison-test-files"
APPLICATIONS: dict[str, tuple[Flask, dict[str, Any]]] = {}
# Some tests make an application of their own; without this each would compile the same templates again.
COMPILED_TEMPLATES = FileSystemBytecodeCache(tempfile.mkdtemp(prefix="liaison-templates-"))
REPO = Path(__file__).resolve().parent.parent


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what is marked `postgres` on both databases, and a checklist on every row of its table."""
    if "database" in metafunc.fixturenames and metafunc.definition.get_closest_marker("postgres"):
        metafunc.parametrize("database", ["sqlite", "postgresql"], indirect=True)
    if "route" in metafunc.fixturenames and hasattr(metafunc.cls, "routes"):
        from checklist import rows_for  # it stands on this module

        metafunc.parametrize("route", rows_for(metafunc), ids=lambda row: row.endpoint)


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.fixed_at(NOW):
        yield


def application(database_url: str) -> Flask:
    files = str(FILES / re.sub(r"\W+", "_", database_url)[-80:])
    app = create_app(Settings(database_url=database_url, secret_key="a key for tests only", files_folder=files))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, IMPORT_PATIENCE_SECONDS=120)
    app.jinja_env.bytecode_cache = COMPILED_TEMPLATES
    app.test_client_class = CheckedClient
    return app


def reused_application(database_url: str) -> Flask:
    """One application for all tests of a database's address: its routes, its templates and the statements that
    SQLAlchemy has put together serve the next test, which meets the settings as they were and no files."""
    if database_url not in APPLICATIONS:
        app = application(database_url)
        APPLICATIONS[database_url] = app, dict(app.config)
    app, config = APPLICATIONS[database_url]
    app.config.clear()
    app.config.update(config)
    shutil.rmtree(config["FILES_FOLDER"], ignore_errors=True)
    return app


def migrate_to_newest(database_url: str) -> None:
    """Apply every revision, and leave one closed file or database that can be copied."""
    app = application(database_url)
    with app.app_context():
        upgrade()
        settle()


def hire(database_url: str) -> Cast:
    """Put the cast into a migrated database."""
    app = application(database_url)
    with app.app_context(), clock.fixed_at(NOW):
        begin_write()
        cast = engage()
        db.session.commit()
        settle()
    return cast


def settle() -> None:
    """Bring everything into the one file on SQLite, and close all connections."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
    db.session.remove()
    db.engine.dispose()


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every revision applied; each test works on a copy."""
    path = tmp_path_factory.mktemp("template") / "migrated.sqlite3"
    migrate_to_newest(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def staffed(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    """The same with the cast in it, whose passwords are slow to hash."""
    path = tmp_path_factory.mktemp("template") / "staffed.sqlite3"
    shutil.copyfile(migrated, path)
    return path, hire(f"sqlite:///{path}")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """One PostgreSQL for the session, started when the first test asks for it."""
    with running_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_postgres(postgres_server: PostgresServer) -> str:
    """The name of a PostgreSQL database with every revision applied; each test works on a copy."""
    migrate_to_newest(postgres_server.create("migrated"))
    return "migrated"


@pytest.fixture(scope="session")
def staffed_postgres(postgres_server: PostgresServer, migrated_postgres: str) -> tuple[str, Cast]:
    """The same with the cast in it."""
    return "staffed", hire(postgres_server.create("staffed", migrated_postgres))


@pytest.fixture(scope="session")
def sqlite_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where each test finds its SQLite database: at one address, so that the application can be used again."""
    return tmp_path_factory.mktemp("database") / "liaison.sqlite3"


def copy_for_a_test(template: Path, sqlite_file: Path) -> str:
    """A copy in place of what the test before left; answers its URL."""
    for left in sqlite_file.parent.iterdir():
        left.unlink()
    shutil.copyfile(template, sqlite_file)
    return f"sqlite:///{sqlite_file}"


@pytest.fixture
def database(request: pytest.FixtureRequest, sqlite_file: Path) -> Iterator[str]:
    """The URL of a migrated database of the test's own, with the cast in it when it asks for `cast`."""
    wants_cast = "cast" in request.fixturenames
    if getattr(request, "param", "sqlite") == "postgresql":
        server: PostgresServer = request.getfixturevalue("postgres_server")
        name = (
            request.getfixturevalue("staffed_postgres")[0]
            if wants_cast
            else request.getfixturevalue("migrated_postgres")
        )
        yield server.create("in_use", name)
        server.drop("in_use")
    else:
        name = request.getfixturevalue("staffed")[0] if wants_cast else request.getfixturevalue("migrated")
        yield copy_for_a_test(name, sqlite_file)


@pytest.fixture
def app(database: str) -> Iterator[Flask]:
    """The application on a database of the test's own."""
    app = reused_application(database)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def cast(request: pytest.FixtureRequest, database: str) -> Cast:
    """The office's people and three outsiders."""
    staffed = "staffed" if database.startswith("sqlite") else "staffed_postgres"
    return request.getfixturevalue(staffed)[1]


@pytest.fixture
def officer(app: Flask, cast: Cast) -> CheckedClient:
    return signed_in(app, "officer")


@pytest.fixture
def head(app: Flask, cast: Cast) -> CheckedClient:
    return signed_in(app, "head")


@pytest.fixture
def admin(app: Flask, cast: Cast) -> CheckedClient:
    return signed_in(app, "admin")


@pytest.fixture
def viewer(app: Flask, cast: Cast) -> CheckedClient:
    return signed_in(app, "viewer")


def signed_in(app: Flask, login: str, now: datetime = NOW) -> CheckedClient:
    """A client with a live session; tests of signing in itself go through the form."""
    client = app.test_client()
    with app.app_context():
        begin_write()
        user = user_by_login(login)
        token = open_session(user, now=now, remember=False, address="", program="tests")
        db.session.commit()
    with client.session_transaction() as session:
        session[TOKEN] = token
    return client


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real calendars, institutions and office sheets beside the repository."""
    path = REPO.parent / "shared"
    if not path.is_dir():
        pytest.skip("the folder ../shared is absent: tests on real office sheets are not run")
    return path
