"""The write routes of the calendar's features walk the list: plan, leave, holiday years, occasions, feeds.

What each does when it works, and what it says to bad input, stands beside its feature's tests.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from cast import Cast
from conftest import NOW, application, signed_in
from flask import Flask
from scene import everything_stored

from liaison import clock
from liaison.db import db

FEATURES = {"plans", "leave", "workdays", "occasions", "feeds"}
UNKNOWN = 999_999


@dataclass(frozen=True)
class CalendarRoute:
    """`refused` may not call it at all. `shows`: GET has a page. {id} names a record that is not there."""

    endpoint: str
    url: str
    login: str
    refused: tuple[str, ...] = ()
    shows: bool = False
    seeks: bool = True


BELOW_HEAD, BELOW_ADMIN = ("officer", "viewer"), ("head", "officer", "viewer")
ROUTES = [
    CalendarRoute("plans.capacity", "/calendar/plan/capacity", "head", BELOW_HEAD, seeks=False),
    CalendarRoute("plans.renewal", "/calendar/plan/renewal", "officer", ("viewer",), seeks=False),
    CalendarRoute("leave.index", "/settings/leave", "officer", shows=True, seeks=False),
    CalendarRoute("leave.load", "/settings/leave/file", "officer", seeks=False),
    CalendarRoute("leave.remove", "/settings/leave/{id}/removal", "officer"),
    CalendarRoute("leave.restore", "/settings/leave/{id}/restoration", "officer"),
    CalendarRoute("leave.remove_batch", "/settings/leave/batches/{id}/removal", "officer"),
    CalendarRoute("workdays.index", "/settings/workdays", "head", BELOW_HEAD, shows=True, seeks=False),
    CalendarRoute("workdays.edit", "/settings/workdays/2027", "head", BELOW_HEAD, shows=True, seeks=False),
    CalendarRoute("workdays.apply", "/settings/workdays/2027/versions", "admin", BELOW_ADMIN, seeks=False),
    CalendarRoute("workdays.restore", "/settings/workdays/2027/versions/{id}/restoration", "admin", BELOW_ADMIN),
    CalendarRoute("occasions.new", "/settings/occasions/new", "head", BELOW_HEAD, shows=True, seeks=False),
    CalendarRoute("occasions.edit", "/settings/occasions/{id}", "head", BELOW_HEAD),
    CalendarRoute("occasions.reset", "/settings/occasions/{id}/default", "head", BELOW_HEAD),
    CalendarRoute("occasions.archive", "/settings/occasions/{id}/archive", "head", BELOW_HEAD),
    CalendarRoute("occasions.restore", "/settings/occasions/{id}/restoration", "head", BELOW_HEAD),
    CalendarRoute("feeds.create", "/settings/feeds", "officer", shows=True, seeks=False),
    CalendarRoute("feeds.edit", "/settings/feeds/{id}", "officer"),
    CalendarRoute("feeds.rotate", "/settings/feeds/{id}/rotation", "officer"),
    CalendarRoute("feeds.revoke", "/settings/feeds/{id}/revocation", "officer"),
]
with_each = pytest.mark.parametrize("route", ROUTES, ids=lambda route: route.endpoint)
those_that_seek = pytest.mark.parametrize(
    "route", [route for route in ROUTES if route.seeks], ids=lambda route: route.endpoint
)


@pytest.fixture(scope="module")
def still_app(staffed: tuple[object, Cast], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    path = tmp_path_factory.mktemp("still") / "liaison.sqlite3"
    path.write_bytes(staffed[0].read_bytes())  # type: ignore[attr-defined]
    app = application(f"sqlite:///{path}")
    with app.app_context(), clock.fixed_at(NOW):
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def clients(still_app: Flask):  # type: ignore[no-untyped-def]
    """Everybody signed in; the test fails when anything stored has changed."""
    with still_app.app_context():
        known = {login: signed_in(still_app, login) for login in ("officer", "head", "admin", "viewer")}
        before = everything_stored()
        yield known
        assert everything_stored() == before


def test_every_write_route_of_the_calendar_is_on_the_list(app: Flask):
    writing = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and rule.endpoint.split(".")[0] in FEATURES
    }
    assert writing == {route.endpoint for route in ROUTES}


@with_each
def test_getting_it_changes_nothing(clients, route: CalendarRoute):
    answer = clients[route.login].get(route.url.format(id=UNKNOWN))
    assert answer.status_code == 200 if route.shows else answer.status_code in (404, 405)


@with_each
def test_without_a_csrf_token_it_changes_nothing(clients, route: CalendarRoute):
    answer = clients[route.login].post(route.url.format(id=UNKNOWN), data={}, csrf=False)
    assert answer.status_code == 400 and "页面已过期" in answer.text


@with_each
def test_a_stranger_is_refused(clients, still_app: Flask, route: CalendarRoute):
    assert still_app.test_client().post(route.url.format(id=UNKNOWN), data={}).status_code == 401


@with_each
def test_whoever_may_not_is_refused(clients, route: CalendarRoute):
    for login in route.refused:
        assert clients[login].post(route.url.format(id=UNKNOWN), data={}).status_code == 403, login


@those_that_seek
@pytest.mark.parametrize("wrong_id", [UNKNOWN, 2**31, 10**20])
def test_an_unknown_record_is_not_found(clients, route: CalendarRoute, wrong_id: int):
    assert clients[route.login].post(route.url.format(id=wrong_id), data={}).status_code == 404


@pytest.mark.parametrize("whose", ["all", "1"])
def test_an_officer_renews_nobody_elses_plan(clients, whose: str):
    assert clients["officer"].post("/calendar/plan/renewal", data={"whose": whose}).status_code == 403


def test_an_unknown_officers_plan_is_not_found(clients):
    assert clients["head"].post("/calendar/plan/renewal", data={"whose": "999999"}).status_code == 404
