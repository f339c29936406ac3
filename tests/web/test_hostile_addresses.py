"""Whatever stands in an address or a form, the answer is a page and never a crash."""

from typing import Any

import pytest
from cast import Cast
from page_checks import CheckedClient

QUERIES = {
    "/": ("on", "whose", "within", "unit", "tier", "kind", "tag"),
    "/due/never": ("on", "after", "whose"),
    "/due/print": ("on", "whose"),
    "/due/units": ("on", "within", "after", "unreached"),
    "/contacts": ("q", "unit", "owner", "tier", "kind", "tag", "sort", "after", "archived"),
    "/contacts/new": ("name", "unit", "back"),
    "/contacts/1": ("after",),
    "/units": ("q", "kind", "region", "owner", "sort", "after", "one", "people"),
    "/units/1": ("after",),
    "/units/new": ("name", "back"),
    "/interactions": ("q", "kind", "by", "from", "to", "after"),
    "/followups": ("whose",),
    "/calendar": ("day", "month", "whose"),
    "/calendar/2026": ("whose",),
    "/calendar/export.ics": ("from", "to", "kinds", "owner"),
    "/search": ("q",),
}
HOSTILE = (
    "9" * 20,
    "9" * 5000,
    "-1",
    "²",
    "\x00",
    "%_\\'\"",
    "2026-02-30",
    "9999-12-31",
    "0001-01-01",
    "中" * 500,
    "[]",
)
PAIRS = [(path, name) for path, names in QUERIES.items() for name in names]


@pytest.mark.postgres
@pytest.mark.parametrize(("path", "name"), PAIRS, ids=[f"{path}?{name}" for path, name in PAIRS])
def test_no_value_in_a_query_breaks_a_page(officer: CheckedClient, cast: Cast, path: str, name: str):
    for value in HOSTILE:
        answer = officer.get(path, query_string={name: value})
        assert answer.status_code in (200, 302, 400), (answer.status_code, value[:20])


@pytest.mark.postgres
@pytest.mark.parametrize("number", [0, 2**31 - 1, 2**31, 2**63, 10**20, 10**400])
@pytest.mark.parametrize(
    "path", ["/contacts/{}", "/units/{}", "/import/{}", "/contacts/{}/edit", "/posts/{}/edit"]
)
def test_an_id_that_no_record_has_is_not_found(officer: CheckedClient, cast: Cast, path: str, number: int):
    assert officer.get(path.format(number)).status_code == 404


@pytest.mark.postgres
@pytest.mark.parametrize("text", ["a\x00b", "\x00"])
def test_text_that_a_database_cannot_store_is_refused(officer: CheckedClient, cast: Cast, text: str):
    answer = officer.post(
        f"/contacts/{cast.ids['chen']}/interactions/new", data={"kind": "call", "summary": text}
    )
    assert answer.status_code == 400
    assert cast.chen.times_contacted == 0


BLANK: list[tuple[str, str, dict[str, Any], str]] = [
    (
        "officer",
        "/contacts/new",
        {"name": "林冲", "tier": "general", "owner_id": "", "preferred_channel": ""},
        "name",
    ),
    ("officer", "/contacts/1/posts/new", {"unit": "江州大学", "title": "教授"}, "unit"),
    ("officer", "/contacts/1/snoozes", {"until_on": "2026-12-10", "reason": "出差"}, "until_on"),
    ("officer", "/contacts/1/snoozes", {"until_on": "2026-12-10", "reason": "出差"}, "reason"),
    ("officer", "/contacts/1/pauses", {"resume_on": "2026-12-10", "reason": "出差"}, "resume_on"),
    ("officer", "/units/new", {"name": "图书馆", "kind": "other", "tier": ""}, "name"),
    (
        "admin",
        "/settings/tiers/1",
        {"interval_days": "20", "max_gap_days": "40", "version": "1"},
        "interval_days",
    ),
    ("admin", "/settings/sections", {"name": "调研科"}, "name"),
    (
        "admin",
        "/settings/users/1",
        {"name": "某某", "role": "admin", "section_id": "", "version": "1"},
        "name",
    ),
]


@pytest.mark.parametrize(
    ("login", "path", "form", "field"), BLANK, ids=[f"{row[1]} {row[3]}" for row in BLANK]
)
@pytest.mark.parametrize("blank", ["", " ", "　", "\t\n", None])
def test_spaces_do_not_fill_a_required_field(
    request: pytest.FixtureRequest,
    cast: Cast,
    login: str,
    path: str,
    form: dict[str, str],
    field: str,
    blank: str | None,
):
    client: CheckedClient = request.getfixturevalue(login)
    typed = {key: value for key, value in {**form, field: blank}.items() if value is not None}
    answer = client.post(path, data=typed)
    assert answer.status_code == 400
    assert "请填写此项" in answer.text
