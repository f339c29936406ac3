"""A day that cannot be is told where one is, on every page of the review, and today is shown."""

import pytest
from cast import Cast
from page_checks import CheckedClient

from liaison.contacts.actions import begin_post
from liaison.db import db


@pytest.mark.parametrize("path", ["/", "/due/never", "/due/units", "/due/print"])
def test_a_false_day_is_told_on_the_page_itself(head: CheckedClient, path: str):
    page = head.get(path, query_string={"on": "2027-02-30"})
    assert page.status_code == 400
    assert "没有30日" in page.text and "请求有误" not in page.text


def test_the_units_say_whom_to_ring_first(head: CheckedClient):
    page = head.get("/due/units").text
    assert "先找谁" in page or "还没有联系过的单位" in page
    assert "/interactions/new?back=" in page


def test_a_second_post_shows_the_title_it_has_there(head: CheckedClient, cast: Cast):
    begin_post(cast.chen, unit_id=cast.ids["college"], title="校外导师", by=None)
    db.session.commit()
    there = head.get(f"/units/{cast.ids['college']}").text
    assert "校外导师" in there
    review = head.get("/", query_string={"unit": cast.ids["college"]}).text
    assert "江州大学 校外导师" in review
