"""记一笔 from anywhere: whom it was with is asked first."""

import pytest
from cast import Cast
from conftest import TODAY
from page_checks import CheckedClient

from liaison.contacts.actions import add_contact, begin_post
from liaison.contacts.models import Contact
from liaison.db import db
from liaison.interactions.actions import log_interaction


@pytest.mark.parametrize("who", ["陈建国", "chenjianguo", "2046"])
def test_one_name_leads_straight_to_the_form(officer: CheckedClient, cast: Cast, who: str):
    answer = officer.get("/interactions/new", query_string={"who": who})
    assert answer.status_code == 302
    assert answer.location == f"/contacts/{cast.ids['chen']}/interactions/new"


def test_several_people_go_into_one_call(officer: CheckedClient, cast: Cast):
    page = officer.get("/interactions/new", query_string={"who": "陈建国、王雅琴"}, follow_redirects=True)
    assert 'value="王雅琴"' in page.text


def test_namesakes_are_offered_each_with_the_way_to_log(officer: CheckedClient, cast: Cast):
    other = add_contact({"name": "陈建国", "owner_id": cast.user("officer").id}, by=None)
    begin_post(other, unit_id=cast.ids["school"], title="讲师", by=None)
    db.session.commit()
    page = officer.get("/interactions/new", query_string={"who": "陈建国"})
    assert page.status_code == 400
    for contact_id in (cast.ids["chen"], other.id):
        assert f"/contacts/{contact_id}/interactions/new" in page.text


def test_an_unknown_name_can_be_recorded(officer: CheckedClient):
    page = officer.get("/interactions/new", query_string={"who": "李逵"})
    assert page.status_code == 400
    assert "没有找到“李逵”" in page.text and "/contacts/new?name=" in page.text


def test_those_met_last_stand_below_and_only_who_may_be_seen(officer: CheckedClient, cast: Cast):
    for key in ("chen", "ouyang"):
        person = db.session.get_one(Contact, cast.ids[key])
        log_interaction([person], kind="call", on=TODAY, today=TODAY, by=cast.user("officer"))
    db.session.commit()
    page = officer.get("/interactions/new").text
    assert "陈建国" in page and "欧阳慧敏" not in page


@pytest.mark.parametrize("who", ["、", " ， ", ";"])
def test_separators_alone_are_no_name(officer: CheckedClient, who: str):
    assert officer.get("/interactions/new", query_string={"who": who}).status_code == 200


def test_who_only_reads_logs_nothing(viewer: CheckedClient):
    assert viewer.get("/interactions/new").status_code == 403
