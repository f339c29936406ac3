"""Making, changing and revoking one's own feeds."""

import re

import pytest
from cast import Cast
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.audit.models import AuditLine
from liaison.db import db
from liaison.feeds.models import Feed
from liaison.feeds.queries import token_digest

FORM = {"name": "我的联络", "scope": "mine", "kinds": ["greetings", "checkins"], "discreet": "y"}


def only_feed() -> Feed:
    return db.session.scalars(select(Feed)).one()


@pytest.mark.parametrize("role", ["officer", "head", "admin", "viewer"])
def test_every_role_makes_feeds_of_its_own(role: str, request: pytest.FixtureRequest, cast: Cast, make_feed):
    client: CheckedClient = request.getfixturevalue(role)
    path = make_feed(client)
    assert client.get(path).mimetype == "text/calendar"
    assert only_feed().user.login == role


def test_the_address_is_shown_once_and_only_its_hash_is_kept(officer: CheckedClient, make_feed):
    path = make_feed(officer)
    token = path.removeprefix("/feeds/").removesuffix(".ics")
    assert only_feed().token_hash == token_digest(token)
    assert token not in officer.get("/settings/feeds").text
    assert token not in officer.get(f"/settings/feeds/{only_feed().id}").text
    lines = db.session.scalars(select(AuditLine).where(AuditLine.subject == "feeds")).all()
    assert lines and all(token not in str(line.changes) for line in lines)


def test_the_address_comes_as_link_as_webcal_and_as_a_square(officer: CheckedClient):
    page = officer.post("/settings/feeds", data=FORM).text
    path = re.search(r"http://localhost(/feeds/[\w-]+\.ics)", page)[1]
    assert f"webcal://localhost{path}" in page
    assert "<svg" in page and "<path" in page
    for program in ("苹果", "谷歌", "Outlook", "Thunderbird", "ICSx⁵", "华为"):
        assert program in page


def test_a_feed_with_nothing_in_it_is_refused(officer: CheckedClient):
    page = officer.post("/settings/feeds", data={**FORM, "kinds": []})
    assert page.status_code == 400 and "请至少选择一类内容" in page.text
    assert db.session.scalar(select(Feed.id)) is None


@pytest.mark.parametrize(
    ("field", "value"),
    [("name", ""), ("scope", "everyone"), ("kinds", ["secrets"]), ("greeting_lead_days", "400"), ("name", "长" * 61)],
)
def test_what_no_list_offers_is_refused(officer: CheckedClient, field: str, value: object):
    assert officer.post("/settings/feeds", data={**FORM, field: value}).status_code == 400
    assert db.session.scalar(select(Feed.id)) is None


def test_settings_change_and_the_address_stays(officer: CheckedClient, make_feed):
    path = make_feed(officer)
    feed = only_feed()
    answer = officer.post(
        f"/settings/feeds/{feed.id}", data={**FORM, "name": "问候", "kinds": ["greetings"], "version": feed.version}
    )
    assert answer.status_code == 302
    assert only_feed().kind_list == ("greetings",)
    assert "X-WR-CALNAME:问候" in officer.get(path).text


def test_an_edit_from_an_older_page_is_refused(officer: CheckedClient, make_feed):
    make_feed(officer)
    feed = only_feed()
    page = officer.post(f"/settings/feeds/{feed.id}", data={**FORM, "version": feed.version - 1})
    assert page.status_code == 400 and "被别人改过" in page.text


def test_a_new_address_ends_the_old_one(officer: CheckedClient, make_feed):
    old = make_feed(officer)
    page = officer.post(f"/settings/feeds/{only_feed().id}/rotation").text
    new = re.search(r"http://localhost(/feeds/[\w-]+\.ics)", page)[1]
    assert old != new
    assert officer.get(old).status_code == 404
    assert officer.get(new).status_code == 200


def test_a_revoked_feed_is_gone_from_the_list(officer: CheckedClient, make_feed):
    path = make_feed(officer)
    feed_id = only_feed().id
    assert officer.post(f"/settings/feeds/{feed_id}/revocation").status_code == 302
    assert officer.get(path).status_code == 404
    assert "我的联络" not in officer.get("/settings/feeds").text.split("<form")[0]
    assert officer.post(f"/settings/feeds/{feed_id}/rotation").status_code == 404


@pytest.mark.parametrize("way", ["", "/rotation", "/revocation"])
def test_somebody_elses_feed_is_not_found(officer: CheckedClient, admin: CheckedClient, make_feed, way: str):
    make_feed(officer)
    feed_id = only_feed().id
    assert admin.post(f"/settings/feeds/{feed_id}{way}", data=FORM).status_code == 404
    assert admin.post(f"/settings/feeds/{feed_id + 99}{way}", data=FORM).status_code == 404
    assert only_feed().revoked_at is None


@pytest.mark.parametrize("way", ["rotation", "revocation"])
def test_looking_changes_nothing(officer: CheckedClient, make_feed, way: str):
    make_feed(officer)
    assert officer.get(f"/settings/feeds/{only_feed().id}/{way}").status_code == 405


def test_there_is_an_end_to_feeds(officer: CheckedClient, make_feed):
    for _ in range(20):
        make_feed(officer)
    page = officer.post("/settings/feeds", data=FORM)
    assert page.status_code == 400 and "最多 20 个" in page.text


def test_the_settings_of_ones_own_are_reached_from_the_account(viewer: CheckedClient, cast: Cast):
    page = viewer.get("/account").text
    assert 'href="/settings/feeds"' in page and 'href="/settings/leave"' in page
