"""The write routes of merging and telling apart: who is refused, and that a refusal leaves nothing behind."""

from collections.abc import Iterator

import pytest
from conftest import NOW, signed_in
from flask import Flask
from merges.conftest import Doubles
from scene import BEYOND, NOBODY, audit_lines_since, everything_stored, newest_audit_line

from liaison.db import begin_write, db
from liaison.duplicates.actions import tell_apart
from liaison.merges.actions import merge_records

BAD_IDS = (NOBODY, 2**31, BEYOND)


class Routes:
    """{endpoint: (address, form, audit action)} of a scene in which each of them works."""

    def __init__(self, doubles: Doubles) -> None:
        begin_write()
        cast, officer = doubles.cast, doubles.cast.user("officer")
        told = tell_apart("contact", cast.chen, cast.wang, by=officer)
        merge = merge_records(cast.wang, [doubles.second], {}, versions=None, now=NOW, by=officer)
        theirs = tell_apart("contact", cast.ouyang, cast.wang, by=None)
        db.session.commit()
        self.ids = {"told": told.id, "merge": merge.id, "theirs": theirs.id, **cast.ids}
        chen, wang = cast.chen, cast.wang
        versions = {f"version-{each.id}": str(each.version) for each in (chen, wang)}
        pair = {"subject": "contact", "one": str(chen.id), "other": str(wang.id)}
        group = {"subject": "contact", "id": [str(chen.id), str(wang.id)], **versions}
        self.rows: dict[str, tuple[str, dict[str, object], str]] = {
            "merges.new": ("/merges/new", group, "contact.merge"),
            "merges.undo": (f"/merges/{merge.id}/reversal", {}, "contact.unmerge"),
            "duplicates.tell_apart": ("/duplicates/distinctions", pair, "contact.distinguish"),
            "duplicates.withdraw": (f"/duplicates/distinctions/{told.id}/withdrawal", {}, "contact.undistinguish"),
        }


ENDPOINTS = ("merges.new", "merges.undo", "duplicates.tell_apart", "duplicates.withdraw")
with_each = pytest.mark.parametrize("endpoint", ENDPOINTS)


@pytest.fixture
def routes(doubles: Doubles) -> Routes:
    return Routes(doubles)


@pytest.fixture
def unchanged(app: Flask, routes: Routes) -> Iterator[None]:
    """The test fails when anything stored has changed but the sessions opened."""
    for login in ("officer", "viewer"):
        signed_in(app, login)
    before = kept()
    yield
    assert kept() == before


def kept() -> dict[str, object]:
    """Everything stored but the sessions and the lines about signing in."""
    found = everything_stored()
    lines = [line for line in found["audit_lines"] if not any(str(value).startswith("user.sign") for value in line)]
    return {**found, "sign_ins": [], "audit_lines": lines}


def test_every_write_route_is_in_this_table(app: Flask):
    writing = {rule.endpoint for rule in app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert {each for each in writing if each.split(".")[0] in ("merges", "duplicates")} == set(ENDPOINTS)


@with_each
def test_it_works_and_leaves_an_audit_line(app: Flask, routes: Routes, endpoint: str):
    url, form, action = routes.rows[endpoint]
    if endpoint == "duplicates.tell_apart":
        signed_in(app, "officer").post(f"/duplicates/distinctions/{routes.ids['told']}/withdrawal")
    last = newest_audit_line()
    assert signed_in(app, "officer").post(url, data=form).status_code == 302
    assert action in [line.action for line in audit_lines_since(last)]


@with_each
def test_strangers_readers_and_forged_forms_are_refused(
    app: Flask, routes: Routes, unchanged: None, endpoint: str
):
    url, form, _action = routes.rows[endpoint]
    assert app.test_client().post(url, data=form).status_code == 401
    assert signed_in(app, "viewer").post(url, data=form).status_code == 403
    assert signed_in(app, "officer").post(url, data=form, csrf=False).status_code == 400
    assert signed_in(app, "officer").get(url).status_code == (404 if endpoint == "merges.new" else 405)


@pytest.mark.parametrize("wrong", BAD_IDS)
def test_unknown_records_are_not_found(app: Flask, routes: Routes, unchanged: None, wrong: int):
    client = signed_in(app, "officer")
    for url, form in (
        ("/merges/new", {"subject": "contact", "id": [str(wrong), str(routes.ids["chen"])]}),
        (f"/merges/{wrong}/reversal", {}),
        ("/duplicates/distinctions", {"subject": "contact", "one": str(wrong), "other": str(routes.ids["chen"])}),
        (f"/duplicates/distinctions/{wrong}/withdrawal", {}),
    ):
        assert client.post(url, data=form).status_code == 404, url


def test_someone_else_s_records_are_not_found(app: Flask, routes: Routes, unchanged: None):
    client, chen, ouyang = signed_in(app, "officer"), str(routes.ids["chen"]), str(routes.ids["ouyang"])
    for url, form in (
        ("/merges/new", {"subject": "contact", "id": [chen, ouyang]}),
        ("/duplicates/distinctions", {"subject": "contact", "one": chen, "other": ouyang}),
        (f"/duplicates/distinctions/{routes.ids['theirs']}/withdrawal", {}),
    ):
        assert client.post(url, data=form).status_code == 404, url


def test_a_merge_of_someone_else_s_person_is_not_found(app: Flask, doubles: Doubles):
    begin_write()
    merge = merge_records(doubles.chen, [doubles.second], {}, versions=None, now=NOW, by=None)
    db.session.commit()
    colleague = signed_in(app, "colleague")
    assert colleague.get(f"/merges/{merge.id}").status_code == 404
    assert colleague.post(f"/merges/{merge.id}/reversal").status_code == 404
    assert doubles.second.merged_into_id is not None


def test_what_is_typed_into_an_address_never_breaks_a_page(app: Flask, routes: Routes, unchanged: None):
    client = signed_in(app, "officer")
    for url in ("/merges/new", "/merges/new?id=x", "/merges/new?id=", f"/merges/{BEYOND}"):
        assert client.get(url).status_code == 404, url
    for url in ("/duplicates?start=-5&subject=x", f"/duplicates?start={BEYOND}", "/duplicates?start=999"):
        assert client.get(url).status_code == 200, url


