"""The list every write route walks: works and is logged; bad input shown again; unknown or someone else's record 404;
read-only person 403; GET harmless; no CSRF token, no change.

A feature's tests make a class of it: `class TestGreetings(Checklist)` with its routes and what they are tried on.
"""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from cast import Cast
from conftest import NOW, application, copy_for_a_test, settle, signed_in
from flask import Flask
from page_checks import CheckedClient
from scene import BEYOND, SOMEONE_ELSES, Scene, audit_lines_since, everything_stored, newest_audit_line
from write_routes import WriteRoute

from liaison import clock
from liaison.db import begin_write, db

LOGINS = ("officer", "head", "admin", "viewer")


class StillOffice:
    """An application whose database no request may change, shared by all the checks of refusals."""

    def __init__(self, app: Flask, scene: Scene) -> None:
        self.app, self.scene = app, scene
        self.clients: dict[str, CheckedClient] = {}

    def client(self, login: str) -> CheckedClient:
        if login not in self.clients:
            self.clients[login] = signed_in(self.app, login)
        return self.clients[login]


def those(having: str) -> pytest.MarkDecorator:
    """Only the rows that have something of the kind."""
    return pytest.mark.those(having)


def rows_for(metafunc: pytest.Metafunc) -> list[WriteRoute]:
    """The rows of the class's table that this check concerns."""
    mark = metafunc.definition.get_closest_marker("those")
    if mark is None:
        return list(metafunc.cls.routes)
    if mark.args[0] == "someone_elses":
        names = metafunc.cls.someone_elses
        return [row for row in metafunc.cls.routes if any(f"{{{name}}}" in row.url.split("?")[0] for name in names)]
    return [row for row in metafunc.cls.routes if getattr(row, mark.args[0])]


class Checklist:
    """`set_scene` adds to the cast what the routes need and commits; it runs once, and each test works on a copy."""

    routes: ClassVar[list[WriteRoute]]
    set_scene: ClassVar[Callable[[Cast], Scene]]
    someone_elses: ClassVar[dict[str, str]] = SOMEONE_ELSES

    @pytest.fixture(scope="class")
    @classmethod
    def set_stage(
        cls, staffed: tuple[Path, Cast], tmp_path_factory: pytest.TempPathFactory
    ) -> tuple[Path, Scene]:
        """An SQLite file with the scene in it."""
        path = tmp_path_factory.mktemp("stage") / "stage.sqlite3"
        shutil.copyfile(staffed[0], path)
        with application(f"sqlite:///{path}").app_context(), clock.fixed_at(NOW):
            scene = cls.set_scene(staffed[1])
            settle()
        return path, scene

    @pytest.fixture
    def database(self, set_stage: tuple[Path, Scene], sqlite_file: Path) -> str:
        """Instead of the office without a scene: a copy of the stage."""
        return copy_for_a_test(set_stage[0], sqlite_file)

    @pytest.fixture
    def scene(self, set_stage: tuple[Path, Scene]) -> Scene:
        return set_stage[1]

    @pytest.fixture(scope="class")
    @classmethod
    def still_application(
        cls, set_stage: tuple[Path, Scene], tmp_path_factory: pytest.TempPathFactory
    ) -> Iterator[StillOffice]:
        path = tmp_path_factory.mktemp("still") / "liaison.sqlite3"
        shutil.copyfile(set_stage[0], path)
        app = application(f"sqlite:///{path}")
        with app.app_context(), clock.fixed_at(NOW):
            yield StillOffice(app, set_stage[1])
            db.session.remove()
            db.engine.dispose()

    @pytest.fixture
    def still(self, still_application: StillOffice) -> Iterator[StillOffice]:
        """The shared office; the test fails when anything stored has changed."""
        with still_application.app.app_context():
            for login in LOGINS:
                still_application.client(login)
            before = everything_stored()
            yield still_application
            assert everything_stored() == before

    def test_it_works_and_leaves_an_audit_line(
        self, app: Flask, cast: Cast, scene: Scene, route: WriteRoute
    ):
        client = signed_in(app, route.login)
        if route.beforehand is not None:
            begin_write()
            route.beforehand(cast, scene)
            db.session.commit()
        form, last_line = route.data(scene), newest_audit_line()
        assert route.reads(scene.ids) != route.after
        answer = client.post(scene.filled(route.url), data=form)
        assert answer.status_code == 302, answer.text
        assert route.reads(scene.ids) == route.after
        lines = [line for line in audit_lines_since(last_line) if line.action == route.audit]
        assert lines and {line.by_name for line in lines} == {cast.user(route.login).name}

    def test_without_a_csrf_token_it_changes_nothing(self, still: StillOffice, route: WriteRoute):
        form = route.data(still.scene)
        answer = still.client(route.login).post(still.scene.filled(route.url), data=form, csrf=False)
        assert answer.status_code == 400
        assert "页面已过期" in answer.text

    def test_a_stranger_is_refused(self, still: StillOffice, route: WriteRoute):
        answer = still.app.test_client().post(still.scene.filled(route.url), data=route.data(still.scene))
        assert answer.status_code == 401

    def test_getting_it_changes_nothing(self, still: StillOffice, route: WriteRoute):
        answer = still.client(route.login).get(still.scene.filled(route.url))
        assert answer.status_code == (200 if route.shows else 405)

    @those(having="below")
    def test_who_may_only_read_is_refused(self, still: StillOffice, route: WriteRoute):
        for login in (route.below, *route.more_refused):
            form = route.data(still.scene)
            answer = still.client(str(login)).post(still.scene.filled(route.url), data=form)
            assert answer.status_code == 403, login

    @those(having="has_record")
    @pytest.mark.parametrize("wrong_id", [999_999, 2**31, BEYOND])
    def test_an_unknown_record_is_not_found(self, still: StillOffice, route: WriteRoute, wrong_id: int):
        form = route.data(still.scene)
        answer = still.client(route.login).post(still.scene.at_nothing(route.url, wrong_id), data=form)
        assert answer.status_code == 404

    @those(having="someone_elses")
    def test_someone_else_s_record_is_not_found(self, still: StillOffice, route: WriteRoute):
        url = still.scene.at_someone_elses(route.url, self.someone_elses)
        assert url != still.scene.filled(route.url)
        answer = still.client(route.login).post(url, data=route.data(still.scene))
        assert answer.status_code == 404

    @those(having="bad")
    def test_bad_input_is_shown_again_with_its_message(self, still: StillOffice, route: WriteRoute):
        assert route.bad is not None
        form = route.data(still.scene, **route.bad.changes)
        answer = still.client(route.login).post(still.scene.filled(route.url), data=form)
        assert answer.status_code == 400
        assert route.bad.said in answer.text
        assert route.bad.kept in answer.text

    @those(having="versioned")
    @pytest.mark.parametrize("seen", ["0", "", "99", "x"])
    def test_an_edit_of_an_older_version_is_refused_and_what_was_typed_is_kept(
        self, still: StillOffice, route: WriteRoute, seen: str
    ):
        form = route.data(still.scene, version=seen)
        answer = still.client(route.login).post(still.scene.filled(route.url), data=form)
        assert answer.status_code in (400, 409)
        assert "被别人改过" in answer.text
        typed = next(text for name, text in form.items() if name not in ("version", "csrf_token") and text)
        assert typed in answer.text
