"""Giving a person to another officer, and taking that back."""

from cast import Cast
from page_checks import CheckedClient

from liaison.db import db


def given(client: CheckedClient, cast: Cast, contact_id: int) -> None:
    answer = client.post(f"/contacts/{contact_id}/owner", data={"owner_id": str(cast.user("officer").id)})
    assert answer.status_code == 302
    db.session.rollback()


def test_somebody_whom_nobody_kept_is_nobody_s_again_when_it_is_taken_back(head: CheckedClient, cast: Cast):
    given(head, cast, cast.ids["wang"])
    assert cast.wang.owner.name == "张敏"
    assert head.post(f"/contacts/{cast.ids['wang']}/owner/returned").status_code == 302
    db.session.rollback()
    assert cast.wang.owner_id is None


def test_only_whoever_gave_the_person_takes_it_back(head: CheckedClient, officer: CheckedClient, cast: Cast):
    given(head, cast, cast.ids["wang"])
    assert officer.post(f"/contacts/{cast.ids['wang']}/owner/returned").status_code == 404
    db.session.rollback()
    assert cast.wang.owner.name == "张敏"
