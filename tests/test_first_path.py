"""The path the program exists for: set up, record, log a call, see it leave the list, export the calendar."""

from datetime import date

from cast import Cast
from page_checks import CheckedClient


def test_a_fresh_office_is_asked_for_its_administrator(app):
    client = app.test_client()
    assert client.get("/").headers["Location"] == "/setup"
    page = client.get("/setup")
    assert page.status_code == 200
    answer = client.post(
        "/setup",
        data={
            "login": "admin",
            "name": "王芳",
            "password": "spring-wind-1000",
            "again": "spring-wind-1000",
        },
    )
    assert answer.headers["Location"] == "/"
    assert "还没有联系人" in client.get("/").text


def test_a_logged_call_takes_the_person_off_the_list(officer: CheckedClient, cast: Cast):
    assert "陈主任" in officer.get("/").text
    answer = officer.post(
        f"/contacts/{cast.chen.id}/interactions/new",
        data={
            "kind": "call",
            "direction": "ours",
            "answered": "yes",
            "summary": "商定调研时间",
            "back": "/",
        },
    )
    assert answer.headers["Location"] == "/"
    page = officer.get("/").text
    assert "已记下：陈建国" in page
    assert f'id="person-{cast.chen.id}"' not in page
    assert cast.chen.last_contact_on == date(2026, 11, 23)
    assert cast.chen.due_on == date(2026, 12, 23)
