"""Exporting is a right of its own."""

import pytest
from cast import Cast
from exports.reading_back import export_lines, taken
from page_checks import CheckedClient

WAYS = ["/exports/contacts", "/exports/due", "/contacts/{chen}/card"]


@pytest.mark.parametrize("way", WAYS)
def test_who_only_reads_may_not_export(viewer: CheckedClient, cast: Cast, way: str):
    assert taken(viewer, way.format(**cast.ids), "vcf").status_code == 403
    assert viewer.get(f"/contacts/{cast.ids['chen']}/card.svg").status_code == 403
    assert viewer.get("/exports").status_code == 403
    assert export_lines() == []


def test_pages_show_no_way_out_to_who_may_not(viewer: CheckedClient, cast: Cast):
    for path in ("/", "/contacts", "/units", "/interactions", "/followups", f"/contacts/{cast.ids['chen']}"):
        page = viewer.get(path).text
        assert "/exports" not in page and "/card" not in page, path


def test_an_administrator_gives_and_takes_the_right(
    admin: CheckedClient, viewer: CheckedClient, officer: CheckedClient, cast: Cast
):
    for login, choice in (("viewer", "yes"), ("officer", "no")):
        user = cast.user(login)
        form = {"name": user.name, "role": user.role, "section_id": "", "version": user.version, "export_right": choice}
        assert admin.post(f"/settings/users/{user.id}", data=form).status_code == 302
    assert taken(viewer, "/exports/contacts").status_code == 200
    assert taken(officer, "/exports/contacts").status_code == 403


def test_the_right_follows_the_role_where_nobody_said_otherwise(cast: Cast, app):
    assert [cast.user(login).exports for login in ("admin", "head", "officer", "viewer")] == [True, True, True, False]


def test_an_unknown_right_is_refused(admin: CheckedClient, cast: Cast):
    user = cast.user("viewer")
    form = {"name": user.name, "role": user.role, "section_id": "", "version": user.version, "export_right": "maybe"}
    assert admin.post(f"/settings/users/{user.id}", data=form).status_code == 400
    assert cast.user("viewer").export_right is None


def test_strangers_and_forged_posts_take_nothing(app, officer: CheckedClient, cast: Cast):
    assert app.test_client().post("/exports/contacts", data={"format": "csv"}).status_code == 401
    assert officer.post("/exports/contacts", data={"format": "csv"}, csrf=False).status_code == 400
    assert officer.get("/exports/contacts").status_code == 405
    assert export_lines() == []


def test_someone_else_s_person_is_not_found(officer: CheckedClient, cast: Cast):
    assert taken(officer, f"/contacts/{cast.ids['ouyang']}/card", "vcf").status_code == 404
    assert officer.get(f"/contacts/{cast.ids['ouyang']}/card.svg").status_code == 404
    assert taken(officer, "/contacts/999999/card", "vcf").status_code == 404
