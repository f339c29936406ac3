"""What the contact's form refuses, and what the page doubts."""

import pytest
from cast import Cast
from flask import Flask

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db

NEW = {"name": "新来的", "tier": "general", "preferred_channel": ""}


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("birthday", "2026-12-31", "2026年12月31日还没有到"),
        ("birthday", "2030-1-1", "2030年1月1日还没有到"),
        ("verified_on", "2030-1-1", "还没有到"),
        ("deputy_id", "{officer}", "B角要另一个人"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(app: Flask, cast: Cast, officer, field: str, value: str, said: str):
    me = str(cast.user("officer").id)
    data = {**NEW, "owner_id": me, field: value.replace("{officer}", me)}
    answer = officer.post("/contacts/new", data=data)
    assert answer.status_code == 400
    assert said in answer.text
    assert officer.post("/contacts/new", data={**data, field: ""}).status_code == 302


@pytest.mark.parametrize(
    ("number", "doubted"),
    [("138123456789", True), ("0571-876543210", True), ("13800001111", False), ("12345", False), ("+85223456789", False)],
)
def test_a_number_of_no_numbering_plan_is_kept_and_doubted(app: Flask, cast: Cast, officer, number: str, doubted: bool):
    begin_write()
    edit_contact(cast.chen, {}, phones=[("", number)], version=None, by=None)
    db.session.commit()
    page = officer.get(f"/contacts/{cast.ids['chen']}").text
    assert ("位数不对？请核对" in page) == doubted
    assert cast.chen.phones[0].text == number
