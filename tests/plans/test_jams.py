"""A few crowded days that force the daily load are named, on the page, by the command and in its document."""

import json
from datetime import timedelta

from cast import Cast
from conftest import TODAY
from flask import Flask
from page_checks import CheckedClient

from liaison.contacts.actions import add_contact
from liaison.db import begin_write, db
from liaison.interactions.actions import log_interaction

PAGE = "/calendar/plan"


def crowd(cast: Cast) -> None:
    """Twenty people of 180 days who were all called 176 days ago."""
    begin_write()
    officer = cast.user("officer")
    log_interaction([cast.chen], kind="call", on=TODAY - timedelta(days=1), today=TODAY, by=None)
    for number in range(20):
        person = add_contact(
            {"name": f"钱一{number:02d}", "tier": "general", "owner_id": officer.id}, by=None
        )
        log_interaction([person], kind="call", on=TODAY - timedelta(days=176), today=TODAY, by=None)
    db.session.commit()


def test_the_page_says_which_days_force_the_load(officer: CheckedClient, cast: Cast):
    crowd(cast)
    page = officer.get(PAGE).text
    assert "每天 4 个电话就不断线" in page
    assert "11月23日到11月27日的 5 个工作日挤着 20 个电话，其余日子每天 1 个就够。" in page


def test_the_document_and_the_words_say_the_same(app: Flask, cast: Cast):
    crowd(cast)
    runner = app.test_cli_runner()
    found = json.loads(runner.invoke(args=["plan", "--json"]).stdout)
    assert found["jams"]["officer"] == [
        {"from": "2026-11-23", "to": "2026-11-27", "calls": 20, "workdays": 5}
    ]
    assert found["usual_daily_load"]["officer"] < found["least_daily_load"]["officer"] == 4
    assert "挤着 20 个电话" in runner.invoke(args=["plan"]).stderr


def test_without_a_crowd_nothing_is_said(officer: CheckedClient, office: Cast):
    assert "挤着" not in officer.get(PAGE).text


def test_of_a_desk_seen_in_part_no_crowd_is_told(head: CheckedClient, cast: Cast):
    crowd(cast)
    begin_write()
    cast.user("officer").section_id = cast.user("colleague").section_id
    cast.chen.deputy_id = cast.user("head").id
    db.session.commit()
    assert "挤着" not in head.get(f"{PAGE}?whose={cast.user('officer').id}").text
