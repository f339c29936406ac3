"""What every test stands on: a fixed day, a fresh database with the office's first tables, and signed-in clients."""

import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import text

from cast import Cast, engage
from liaison import clock
from liaison.accounts.actions import open_session
from liaison.accounts.gate import TOKEN
from liaison.accounts.queries import user_by_login
from liaison.db import begin_write, db
from liaison.factory import create_app
from liaison.settings import Settings
from page_checks import CheckedClient

TODAY = date(2026, 11, 23)
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)  # ten in the morning in Beijing
REPO = Path(__file__).resolve().parent.parent


@pytest.fixture(autouse=True)
def fixed_clock() -> Iterator[None]:
    with clock.fixed_at(NOW):
        yield


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An SQLite file with every revision applied; each test works on a copy."""
    path = tmp_path_factory.mktemp("template") / "migrated.sqlite3"
    app = application(f"sqlite:///{path}")
    with app.app_context():
        upgrade()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.rollback()
        db.engine.dispose()
    return path


def application(database_url: str) -> Flask:
    app = create_app(Settings(database_url=database_url, secret_key="a key for tests only"))
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False)
    app.test_client_class = CheckedClient
    return app


@pytest.fixture(scope="session")
def staffed(migrated: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Cast]:
    """The same with the cast in it, whose passwords are slow to hash."""
    path = tmp_path_factory.mktemp("template") / "staffed.sqlite3"
    shutil.copyfile(migrated, path)
    app = application(f"sqlite:///{path}")
    with app.app_context(), clock.fixed_at(NOW):
        begin_write()
        cast = engage()
        db.session.commit()
        db.session.execute(text("PRAGMA wal_checkpoint(TRUNCATE)"))
        db.session.remove()
        db.engine.dispose()
    return path, cast


@pytest.fixture
def app(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """The application on a database of its own: with the cast in it when the test asks for `cast` or a client."""
    path = tmp_path / "liaison.sqlite3"
    wants_cast = "cast" in request.fixturenames
    shutil.copyfile(
        request.getfixturevalue("staffed")[0] if wants_cast else request.getfixturevalue("migrated"), path
    )
    app = application(f"sqlite:///{path}")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def cast(staffed: tuple[Path, Cast]) -> Cast:
    """The office's people and three outsiders."""
    return staffed[1]


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


def signed_in(app: Flask, login: str) -> CheckedClient:
    """A client with a live session; tests of signing in itself go through the form."""
    client = app.test_client()
    with app.app_context():
        begin_write()
        user = user_by_login(login)
        token = open_session(user, now=NOW, remember=False, address="", program="tests")
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
