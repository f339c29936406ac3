"""What is near for a person in the review."""

from datetime import date

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.domain.birthday_words import parse_birthday
from liaison.due.rows import due_rows_for

pytestmark = pytest.mark.postgres


def test_a_festival_within_two_weeks_stands_beside_those_it_greets(app: Flask, cast: Cast):
    new_year = due_rows_for([cast.chen, cast.wang], date(2026, 12, 20), 7)
    assert [(row.festival.name, row.festival.date) for row in new_year if row.festival] == [
        ("元旦", date(2027, 1, 1)),
        ("元旦", date(2027, 1, 1)),
    ]


def test_a_festival_of_one_profession_concerns_nobody_else(app: Flask, cast: Cast):
    begin_write()
    edit_contact(cast.wang, {"gender": "female"}, version=None, by=None)
    chen, wang = due_rows_for([cast.chen, cast.wang], date(2027, 3, 1), 7)
    assert wang.festival is not None
    assert wang.festival.name == "妇女节"
    assert chen.festival is None


def test_a_solemn_day_is_nobodys_festival(app: Flask, cast: Cast):
    (row,) = due_rows_for([cast.chen], date(2026, 12, 10), 7)  # 12-13 is a day of remembrance
    assert row.festival is None


def test_the_first_page_says_the_festival_in_the_row(officer):
    page = officer.get("/?on=2026-12-25")
    assert "元旦 2027年1月1日" in page.text.split('class="near"', 1)[1][:60]


def test_nothing_is_near_on_a_plain_day(app: Flask, cast: Cast):
    (row,) = due_rows_for([cast.chen], TODAY, 7)
    assert (row.festival, row.birthday) == (None, None)


@pytest.mark.parametrize("path", ["/", "/?whose=all&tier=key&"])
def test_a_day_that_cannot_be_is_told_beside_its_field_and_today_is_shown(officer, path):
    page = officer.get(f"{path}{'&' if '?' in path else '?'}on=2027-02-30")
    assert page.status_code == 400
    said = page.text.split('id="day-problem"', 1)[1].split("</p>", 1)[0]
    assert "2027年2月只有28天，没有30日" in said and "今天的名单" in said
    assert 'value="2027-02-30"' in page.text and 'class="people-group' in page.text


def test_the_days_beside_the_review_are_told_from_the_day_asked_for(officer, cast: Cast):
    begin_write()
    edit_contact(cast.chen, {"birthday": parse_birthday("3月1日")}, version=None, by=None)
    db.session.commit()
    beside = officer.get("/?on=2027-03-01").text.split("生日</h2>", 1)[1].split("</ul>", 1)[0]
    assert "陈" in beside and "今天" in beside
