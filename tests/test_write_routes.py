"""Every write route walks one list: works and is logged; bad input shown again; unknown or someone else's record 404;
read-only person 403; GET harmless; no CSRF token, no change."""

from collections.abc import Iterator

import pytest
from cast import Cast
from conftest import NOW, application, signed_in
from flask import Flask
from matters.write_rows import CREDITS, FILES, MATTERS
from page_checks import CheckedClient
from scene import BEYOND, Scene, audit_lines_since, everything_stored, newest_audit_line, set_scene
from write_routes import WRITE_ROUTES as CORE_ROUTES
from write_routes import WriteRoute

from liaison import clock
from liaison.accounts.policy import ROUTES
from liaison.db import begin_write, db

# Before anybody is signed in there is no role to refuse and no record to hide: tests/accounts/test_signing_in.py.
LISTED_APART = {"accounts.setup", "accounts.login", "accounts.logout"}
CORE = {
    "accounts", "audit", "office", "due", "contacts", "units", "interactions", "followups",
    "matters", "files", "credits", "post_changes", "unit_changes", "handovers",
}  # fmt: skip
WRITE_ROUTES = [*CORE_ROUTES, *MATTERS, *FILES, *CREDITS]

with_each = pytest.mark.parametrize("route", WRITE_ROUTES, ids=lambda route: route.endpoint)


def those(having: str) -> pytest.MarkDecorator:
    """The rows that have something of the kind."""
    chosen = [route for route in WRITE_ROUTES if getattr(route, having)]
    return pytest.mark.parametrize("route", chosen, ids=lambda route: route.endpoint)


@pytest.fixture
def scene(app: Flask, cast: Cast) -> Scene:
    return set_scene(cast)


class StillOffice:
    """An application whose database no request may change, shared by all the checks of refusals."""

    def __init__(self, app: Flask, scene: Scene) -> None:
        self.app, self.scene = app, scene
        self.clients: dict[str, CheckedClient] = {}

    def client(self, login: str) -> CheckedClient:
        if login not in self.clients:
            self.clients[login] = signed_in(self.app, login)
        return self.clients[login]


@pytest.fixture(scope="module")
def still_application(
    staffed: tuple[object, Cast], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[StillOffice]:
    path = tmp_path_factory.mktemp("still") / "liaison.sqlite3"
    path.write_bytes(staffed[0].read_bytes())  # type: ignore[attr-defined]
    app = application(f"sqlite:///{path}")
    with app.app_context(), clock.fixed_at(NOW):
        yield StillOffice(app, set_scene(staffed[1]))
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def still(still_application: StillOffice) -> Iterator[StillOffice]:
    """The shared office; the test fails when anything stored has changed."""
    with still_application.app.app_context():
        for login in ("officer", "head", "admin", "viewer"):
            still_application.client(login)
        before = everything_stored()
        yield still_application
        assert everything_stored() == before


def of_core(endpoint: str) -> bool:
    return endpoint.split(".")[0] in CORE


def test_every_write_route_of_the_core_is_on_the_list(app: Flask):
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    listed = [route.endpoint for route in WRITE_ROUTES]
    assert len(listed) == len(set(listed))
    assert {endpoint for endpoint in writing if of_core(endpoint)} == {*listed, *LISTED_APART}


def test_no_route_takes_other_methods_than_get_and_post(app: Flask):
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods or ()}
    assert methods <= {"GET", "HEAD", "OPTIONS", "POST"}


@with_each
def test_it_works_and_leaves_an_audit_line(app: Flask, cast: Cast, scene: Scene, route: WriteRoute):
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


@with_each
def test_without_a_csrf_token_it_changes_nothing(still: StillOffice, route: WriteRoute):
    form = route.data(still.scene)
    answer = still.client(route.login).post(still.scene.filled(route.url), data=form, csrf=False)
    assert answer.status_code == 400
    assert "页面已过期" in answer.text


@with_each
def test_a_stranger_is_refused(still: StillOffice, route: WriteRoute):
    answer = still.app.test_client().post(still.scene.filled(route.url), data=route.data(still.scene))
    assert answer.status_code == 401


@with_each
def test_getting_it_changes_nothing(still: StillOffice, route: WriteRoute):
    answer = still.client(route.login).get(still.scene.filled(route.url))
    assert answer.status_code == (200 if route.shows else 405)


@those(having="below")
def test_who_may_only_read_is_refused(still: StillOffice, route: WriteRoute):
    for login in (route.below, *route.more_refused):
        answer = still.client(str(login)).post(still.scene.filled(route.url), data=route.data(still.scene))
        assert answer.status_code == 403, login


@those(having="has_record")
@pytest.mark.parametrize("wrong_id", [999_999, 2**31, BEYOND])
def test_an_unknown_record_is_not_found(still: StillOffice, route: WriteRoute, wrong_id: int):
    form = route.data(still.scene)
    answer = still.client(route.login).post(still.scene.at_nothing(route.url, wrong_id), data=form)
    assert answer.status_code == 404


@those(having="has_someone_elses")
def test_someone_else_s_record_is_not_found(still: StillOffice, route: WriteRoute):
    url = still.scene.at_someone_elses(route.url)
    assert url != still.scene.filled(route.url)
    answer = still.client(route.login).post(url, data=route.data(still.scene))
    assert answer.status_code == 404


@those(having="bad")
def test_bad_input_is_shown_again_with_its_message(still: StillOffice, route: WriteRoute):
    assert route.bad is not None
    form = route.data(still.scene, **route.bad.changes)
    answer = still.client(route.login).post(still.scene.filled(route.url), data=form)
    assert answer.status_code == 400
    assert route.bad.said in answer.text
    assert route.bad.kept in answer.text


@those(having="versioned")
@pytest.mark.parametrize("seen", ["0", "", "99", "x"])
def test_an_edit_of_an_older_version_is_refused_and_what_was_typed_is_kept(
    still: StillOffice, route: WriteRoute, seen: str
):
    form = route.data(still.scene, version=seen)
    answer = still.client(route.login).post(still.scene.filled(route.url), data=form)
    assert answer.status_code == 400
    assert "被别人改过" in answer.text
    typed = next(text for name, text in form.items() if name not in ("version", "csrf_token") and text)
    assert typed in answer.text


def test_the_policy_lists_exactly_the_routes_there_are(app: Flask):
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == set(ROUTES)
