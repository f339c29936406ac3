"""A whole office leaves in its three lists and comes back: the demo office, table by table."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import NOW, application
from exports.whole_office import Rows, WholeOffice
from flask import Flask
from flask_migrate import upgrade
from sqlalchemy import select

from liaison import clock
from liaison.accounts.actions import add_user
from liaison.accounts.models import User
from liaison.db import begin_write, db
from liaison.standing.actions import disagreeing_contacts, disagreeing_units

# In this order: units before their people, people before what was done with them.
LISTS = (
    ("units", "units", ()), ("units", "archived_units", ("--where", "archived=1")),
    ("contacts", "contacts", ()), ("contacts", "archived_contacts", ("--where", "archived=1")),
    ("interactions", "interactions", ()),
)  # fmt: skip
Database = Callable[[str], Flask]


@contextmanager
def opened(path: Path) -> Iterator[Flask]:
    app = application(f"sqlite:///{path}")
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def run(app: Flask, *args: str) -> str:
    said = app.test_cli_runner().invoke(args=args)
    assert said.exit_code == 0, f"{args}\n{said.output}\n{said.stderr}"
    return said.output


def users() -> list[tuple[str, str]]:
    return [(user.login, user.name) for user in db.session.scalars(select(User).order_by(User.id))]


def hired(people: list[tuple[str, str]]) -> None:
    begin_write()
    for login, name in people:
        add_user(login, "spring-wind-1000", name=name, by=None)
    db.session.commit()


@pytest.fixture(scope="module")
def demo_office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of `flask demo`."""
    path = tmp_path_factory.mktemp("demo") / "demo.sqlite3"
    with clock.fixed_at(NOW), opened(path) as app:
        upgrade()
        run(app, "demo")
    return path


def taken_away(office: Path, folder: Path, form: str) -> tuple[WholeOffice, dict[str, Rows], list[tuple[str, str]]]:
    """All lists as files of the folder; the office, its tables and its users as they are."""
    with opened(office) as app:
        for code, name, filters in LISTS:
            run(app, "export", code, "-o", str(folder / f"{name}.{form}"), *filters)
        left = WholeOffice()
        return left, left.tables(), users()


def differences(left: Rows, came: Rows) -> list[dict[str, object]]:
    """Of each record that is not the same: its name, and each column as it left and as it came."""
    gone, new = [row for row in left if row not in came], [row for row in came if row not in left]
    apart = [
        {"which": before[:2], **{key: (value, dict(after).get(key)) for key, value in before if dict(after).get(key) != value}}
        for before, after in zip(gone, new, strict=False)
    ]
    return apart + [{"only": row} for row in (*gone[len(new):], *new[len(gone):])]


def read_in(app: Flask, folder: Path, form: str) -> None:
    for code, name, _filters in LISTS:
        run(app, "import", str(folder / f"{name}.{form}"), "--kind", code)


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_demo_office_comes_back_equal_table_by_table_and_a_second_time_changes_nothing(
    demo_office: Path, tmp_path: Path, form: str
):
    office, left, people = taken_away(demo_office, tmp_path, form)
    with opened(tmp_path / "empty.sqlite3") as app:
        upgrade()
        hired(people)
        for _time in range(2):
            read_in(app, tmp_path, form)
            came = WholeOffice(office.put_off).tables()
            for name, rows in left.items():
                assert differences(rows, came[name]) == [], name
        assert (disagreeing_contacts(), disagreeing_units()) == ([], [])
