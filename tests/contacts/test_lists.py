"""The list of contacts: nobody is lost by sorting, and people whom nobody keeps are handed out."""

import re

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask

from liaison.contacts.actions import add_contact, edit_contact
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.due.actions import pause_contact
from liaison.interactions.actions import log_interaction
from liaison.units.models import Unit

pytestmark = pytest.mark.postgres


def names(page) -> list[str]:
    """Of the people in the table, in their order."""
    return re.findall(r'href="/contacts/\d+" data-row-link>([^<]+)<', page.text)


@pytest.mark.parametrize("sort", ["name", "due", "last", "cooling", "newest"])
def test_every_order_lists_everybody_and_the_other_way_is_its_reverse(app: Flask, cast: Cast, admin, sort: str):
    begin_write()
    log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=None)
    db.session.commit()
    one_way, other_way = (names(admin.get(f"/contacts?sort={word}")) for word in (sort, f"-{sort}"))
    assert len(one_way) == 3
    assert one_way == other_way[::-1]


def test_who_was_never_met_stands_before_the_earliest_date(app: Flask, cast: Cast, admin):
    begin_write()
    log_interaction([cast.chen], kind="call", on=TODAY, today=TODAY, by=None)
    db.session.commit()
    assert names(admin.get("/contacts?sort=due"))[-1].startswith("陈")


def test_units_nobody_has_reached_stay_in_the_list(app: Flask, cast: Cast, admin):
    for sort in ("due", "-due", "last"):
        assert admin.get(f"/units?sort={sort}").text.count("data-row-link") == db.session.query(Unit).count()


def test_a_heading_sorts_the_other_way_the_second_time(app: Flask, cast: Cast, admin):
    assert 'href="/contacts?sort=-due"' in admin.get("/contacts?sort=due").text
    assert 'aria-sort="descending"' in admin.get("/contacts?sort=-due").text


def test_people_nobody_keeps_are_given_to_one_officer_at_once(app: Flask, cast: Cast, head):
    begin_write()
    add_contact({"name": "新来的"}, by=None)
    db.session.commit()
    assert "2 位到了该联系的日子，却还没有联络员" in head.get("/?whose=all").text
    page = head.get("/contacts?owner=none")
    assert sorted(names(page)) == sorted([cast.wang.address, "新来的同志"])
    head.post("/contacts/owners?owner=none", data={"owner_id": cast.user("officer").id, "all": "y"})
    assert cast.wang.owner_id == cast.user("officer").id
    assert db.session.query(Contact).filter(Contact.owner_id.is_(None)).count() == 0
    assert cast.ouyang.owner_id != cast.user("officer").id
    assert "却还没有联络员" not in head.get("/?whose=all").text


def test_only_those_still_without_an_owner_are_given(app: Flask, cast: Cast, head):
    data = {"owner_id": cast.user("head").id, "contact": [cast.ids["chen"], cast.ids["wang"]]}
    head.post("/contacts/owners?owner=none", data=data)
    assert cast.wang.owner_id == cast.user("head").id
    assert cast.chen.owner_id == cast.user("officer").id


def test_a_unit_says_how_many_of_its_people_other_sections_keep(app: Flask, cast: Cast, officer, admin):
    seen_by_all = admin.get(f"/units/{cast.ids['college']}").text
    assert "由别的科室联系" not in seen_by_all
    page = officer.get(f"/units/{cast.ids['college']}").text
    assert "另有 1 位由别的科室联系" in page
    assert "还没有录入这个单位的人" not in page


def test_the_review_is_filtered_by_a_unit_s_name(app: Flask, cast: Cast, admin):
    name = db.session.get_one(Unit, cast.ids["school"]).name
    answer = admin.get("/", query_string={"unit": name, "whose": "all"})
    assert answer.status_code == 302
    assert f"unit={cast.ids['school']}" in answer.location
    page = admin.get(answer.location).text
    assert cast.chen.address in page and cast.ouyang.address not in page


def test_an_unknown_unit_finds_nobody_and_says_so(app: Flask, cast: Cast, admin):
    page = admin.get("/", query_string={"unit": "没有的单位", "whose": "all"}).text
    assert "没有叫“没有的单位”的单位" in page
    assert cast.chen.address not in page


def test_the_review_is_filtered_by_section(app: Flask, cast: Cast, admin):
    theirs = cast.user("colleague").section_id
    page = admin.get(f"/?whose=section-{theirs}").text
    assert cast.ouyang.address in page and cast.chen.address not in page
    assert f'value="section-{theirs}" selected' in page


def test_a_paused_person_outside_the_filter_is_not_listed(app: Flask, cast: Cast, admin):
    begin_write()
    pause_contact(cast.ouyang, TODAY.replace(year=2027), "休养", today=TODAY, by=None)
    db.session.commit()
    assert 'id="paused"' in admin.get("/?whose=all").text
    assert 'id="paused"' not in admin.get(f"/?whose={cast.user('officer').id}").text


def test_nobody_ticked_changes_nothing_and_says_so(app: Flask, cast: Cast, head):
    head.post("/contacts/owners?owner=none", data={"owner_id": cast.user("officer").id})
    assert cast.wang.owner_id is None
    assert "还没有选人" in head.get("/contacts?owner=none").text


def test_old_leaders_are_listed_kept_as_a_view_and_taken_away_alone(app: Flask, cast: Cast, admin):
    begin_write()
    edit_contact(cast.chen, {"retired_on": TODAY}, version=None, by=None)
    db.session.commit()
    page = admin.get("/contacts?retired=1")
    assert names(page) == [cast.chen.address]
    assert " · 老领导</span>" in page.text and "/views/new?list=contacts&amp;retired=1" in page.text
    answer = admin.post("/exports/contacts?retired=1", data={"format": "csv"})
    taken = answer.data.decode("utf-8-sig")
    answer.close()
    assert "陈建国" in taken and "王雅琴" not in taken
