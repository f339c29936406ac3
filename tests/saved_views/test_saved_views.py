"""Saved views: kept, shared, ordered, removed with a way back, and whole when a filter's value is gone."""

import pytest
from cast import Cast
from conftest import NOW, signed_in
from flask import Flask
from page_checks import CheckedClient
from sqlalchemy import delete

from liaison.contacts.actions import edit_contact
from liaison.contacts.models import Tag, contact_tags
from liaison.db import begin_write, db
from liaison.saved_views.actions import MOST_VIEWS, ViewError, save_view
from liaison.saved_views.lists import LISTS, kept_query
from liaison.saved_views.models import SavedView
from liaison.saved_views.queries import own_views, pinned_views, views_of

pytestmark = pytest.mark.postgres


def kept(cast: Cast, login: str, name: str, query: str = "tier=key", audience: str = "mine") -> int:
    """A view of this person's, stored."""
    begin_write()
    user = cast.user(login)
    view = save_view(name, "contacts", query, audience=audience, pinned=True, now=NOW, by=user)
    db.session.commit()
    return view.id


def names(cast: Cast, login: str) -> list[str]:
    return [view.name for view in views_of(cast.user(login))]


def view(view_id: int) -> SavedView:
    return db.session.get_one(SavedView, view_id)


# Keeping one.


def test_the_filters_of_a_list_are_kept_and_stand_at_the_side(officer: CheckedClient, cast: Cast):
    page = officer.get("/contacts?tier=key&sort=due&after=xyz&foreign=1")
    assert "/views/new?list=contacts&amp;tier=key&amp;sort=due" in page.text
    answer = officer.post("/views/new?list=contacts&tier=key&sort=due&foreign=1", data={
        "name": "我的重点", "audience": "mine", "pinned": "y",
    })  # fmt: skip
    assert answer.location == "/contacts?tier=key&sort=due"
    page = officer.get(answer.location)
    assert '<a href="/contacts?tier=key&amp;sort=due" aria-current="page">' in page.text
    assert "我的重点" in officer.get("/units").text


@pytest.mark.parametrize(
    ("list_name", "address", "chip"),
    [
        ("credits", "/credits?state=unthanked", "哪些：还没致谢"),
        ("duplicates", "/duplicates?subject=unit", "查什么：单位"),
        ("due_units", "/due/units?within=90", ""),
        ("incoming", "/greetings/incoming?whose=all", ""),
    ],
)
def test_the_smaller_lists_are_kept_as_well(officer: CheckedClient, cast: Cast, list_name: str, address: str, chip: str):
    page, query = officer.get(address).text, address.split("?")[1]
    assert chip in page and f"/views/new?list={list_name}&amp;{query}" in page
    answer = officer.post(f"/views/new?list={list_name}&{query}", data={"name": "常看的", "audience": "mine", "pinned": "y"})
    assert answer.location == address
    assert 'aria-current="page">' in officer.get(address).text.split("常看的")[0][-200:]


def test_a_name_is_proposed_from_the_filters(officer: CheckedClient, cast: Cast):
    assert 'value="重点"' in officer.get("/views/new?list=contacts&tier=key").text


@pytest.mark.parametrize(("name", "said"), [("", "请填写此项"), ("我的重点", "已有叫"), ("长" * 41, "40")])
def test_a_name_that_cannot_be_is_shown_again(officer: CheckedClient, cast: Cast, name: str, said: str):
    kept(cast, "officer", "我的重点")
    answer = officer.post("/views/new?list=contacts&tier=key", data={"name": name, "audience": "mine"})
    assert answer.status_code == 400
    assert said in answer.text


def test_an_unknown_list_is_not_found(officer: CheckedClient, cast: Cast):
    assert officer.get("/views/new?list=secrets").status_code == 404


def test_there_is_an_end_to_them(app: Flask, cast: Cast):
    for number in range(MOST_VIEWS):
        kept(cast, "officer", f"视图{number}")
    with pytest.raises(ViewError, match="最多"):
        kept(cast, "officer", "再来一个")


@pytest.mark.parametrize("name", list(LISTS))
def test_every_list_opens_with_its_own_filters(officer: CheckedClient, app: Flask, cast: Cast, name: str):
    each = LISTS[name]
    args = {filter_.arg: "1" for filter_ in each.filters if filter_.arg not in ("from", "to")}
    with app.test_request_context():
        from flask import url_for

        address = url_for(each.endpoint, **args)
    assert officer.get(address).status_code == 200
    assert kept_query(each, args).count("=") == len(args)


# Who has it.


@pytest.mark.parametrize(("by", "audience", "seen_by"), [
    ("officer", "mine", {"officer"}),
    ("head", "section", {"head", "officer", "admin"}),
    ("admin", "office", {"admin", "head", "officer", "colleague", "viewer"}),
])  # fmt: skip
def test_a_view_reaches_those_it_is_for(app: Flask, cast: Cast, by: str, audience: str, seen_by: set[str]):
    kept(cast, by, "共用", audience=audience)
    everyone = ("admin", "head", "officer", "colleague", "viewer")
    assert {login for login in everyone if names(cast, login)} == seen_by


def test_an_administrator_looks_after_what_somebody_shared_and_left(app: Flask, cast: Cast):
    begin_write()
    shared = {"audience": "section", "pinned": True, "now": NOW, "by": cast.user("head")}
    view_id = save_view("本科重点", "contacts", "tier=key", **shared).id
    cast.user("head").disabled_at = NOW
    db.session.commit()
    admin = signed_in(app, "admin")
    page = admin.get("/views").text
    assert "本科重点" in page and "已停用" in page
    assert "本科重点" not in admin.get("/").text, "it stands at the side of those it is for"
    assert admin.post(f"/views/{view_id}/removal").status_code == 302
    assert "本科重点" not in signed_in(app, "officer").get("/views").text


def test_filters_too_long_to_keep_are_refused_whole(officer: CheckedClient, cast: Cast):
    filters = {"list": "contacts", "q": "重" * 230, "tier": "key"}
    answer = officer.post("/views/new", query_string=filters, data={"name": "长", "audience": "mine"})
    assert answer.status_code == 400 and "条件太长了" in answer.text


def test_sharing_asks_for_the_right(app: Flask, cast: Cast):
    for login, audience in (("officer", "section"), ("officer", "office"), ("head", "office"), ("viewer", "office")):
        with pytest.raises(ViewError):
            kept(cast, login, "共用", audience=audience)
    db.session.rollback()
    answer = signed_in(app, "officer").post(
        "/views/new?list=contacts", data={"name": "共用", "audience": "office"}
    )
    assert answer.status_code == 400


def test_a_shared_view_shows_each_reader_only_what_they_may_see(app: Flask, cast: Cast):
    kept(cast, "admin", "都要", query="tier=regular", audience="office")
    assert "欧阳慧敏" in signed_in(app, "colleague").get("/contacts?tier=regular").text
    assert "欧阳慧敏" not in signed_in(app, "officer").get("/contacts?tier=regular").text


@pytest.mark.parametrize("way", ["edit", "removal", "restoration", "moves"])
def test_another_s_view_is_not_found_and_a_shared_one_not_changed(app: Flask, cast: Cast, way: str):
    mine, shared = kept(cast, "head", "自己的"), kept(cast, "admin", "共用", audience="office")
    client = signed_in(app, "officer")
    form = {"name": "改名", "audience": "mine"}
    assert client.post(f"/views/{mine}/{way}", data=form).status_code == 404
    assert client.post(f"/views/{shared}/{way}", data=form).status_code == 403
    assert client.post(f"/views/999999/{way}", data=form).status_code == 404
    assert client.post(f"/views/{mine}/{way}", data=form, csrf=False).status_code == 400
    assert app.test_client().post(f"/views/{mine}/{way}", data=form).status_code == 401


# Changing it.


def test_it_is_renamed_and_taken_from_the_side(officer: CheckedClient, cast: Cast):
    view_id = kept(cast, "officer", "我的重点")
    form = {"name": "重点的人", "audience": "mine", "version": "1"}
    assert officer.post(f"/views/{view_id}/edit", data=form).status_code == 302
    assert (view(view_id).name, view(view_id).pinned) == ("重点的人", False)
    assert pinned_views(cast.user("officer")) == []
    stale = officer.post(f"/views/{view_id}/edit", data={**form, "name": "又改"})
    assert stale.status_code == 400
    assert "被别人改过" in stale.text and "又改" in stale.text


def test_it_moves_up_and_down_and_stays_at_the_ends(officer: CheckedClient, cast: Cast):
    ids = [kept(cast, "officer", name) for name in "甲乙丙"]
    for way, wanted in (("up", "甲丙乙"), ("up", "丙甲乙"), ("up", "丙甲乙"), ("down", "甲丙乙")):
        officer.post(f"/views/{ids[2]}/moves", data={"way": way})
        assert "".join(each.name for each in own_views(cast.user("officer"))) == wanted


def test_removing_has_a_way_back(officer: CheckedClient, cast: Cast):
    view_id = kept(cast, "officer", "我的重点")
    officer.post(f"/views/{view_id}/removal")
    assert names(cast, "officer") == []
    assert f"/views/{view_id}/restoration" in officer.get("/views").text
    kept(cast, "officer", "我的重点")
    officer.post(f"/views/{view_id}/restoration")
    assert names(cast, "officer") == ["我的重点 2", "我的重点"]


def test_a_get_changes_nothing(officer: CheckedClient, cast: Cast):
    view_id = kept(cast, "officer", "我的重点")
    for way in ("removal", "restoration", "moves"):
        assert officer.get(f"/views/{view_id}/{way}").status_code == 405
    assert names(cast, "officer") == ["我的重点"]


# When a value is gone.


def test_a_view_keeps_working_when_its_tag_or_officer_is_gone(officer: CheckedClient, cast: Cast):
    begin_write()
    edit_contact(cast.chen, {}, tags=["老干部"], version=None, by=None)
    db.session.commit()
    kept(cast, "officer", "老干部", query="tag=老干部&owner=999")
    begin_write()
    db.session.execute(delete(contact_tags))
    db.session.execute(delete(Tag))
    db.session.commit()
    page = officer.get("/contacts?tag=老干部&owner=999")
    assert page.status_code == 200
    assert "标签：老干部（已没有）" in page.text and "联络员：999（已没有）" in page.text
    assert "没有符合条件的联系人" in page.text
    assert "（已没有）" in officer.get("/views").text


# The lists themselves.


def test_each_filter_is_a_chip_that_takes_it_away(officer: CheckedClient, cast: Cast):
    page = officer.get("/contacts?tier=key&q=陈&after=x").text
    assert "等级：重点" in page and "含有：陈" in page
    assert 'href="/contacts?q=' in page and 'href="/contacts?tier=key"' in page
    assert "共 1 位" in page


def test_the_register_is_sorted_both_ways_and_filtered_by_direction(officer: CheckedClient, cast: Cast):
    from conftest import TODAY

    from liaison.interactions.actions import log_interaction

    begin_write()
    for day, said in ((1, "先说的事"), (2, "后说的事")):
        log_interaction(
            [cast.chen], kind="call", on=TODAY.replace(day=day), today=TODAY, by=cast.user("officer"), summary=said
        )
    db.session.commit()
    newest, oldest = officer.get("/interactions").text, officer.get("/interactions?sort=oldest").text
    assert newest.index("后说的事") < newest.index("先说的事")
    assert oldest.index("先说的事") < oldest.index("后说的事")
    assert "共 2 条" in newest
    assert "没有符合条件" in officer.get("/interactions?direction=theirs").text
    assert "先说的事" in officer.get("/interactions?q=陈 先说").text
    assert "后说的事" not in officer.get("/interactions?q=先说的").text
