"""What the person's page says of changes, of the last check, and of those without a post."""

from datetime import date

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from post_changes.moves import moved

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.domain.posts import ChangeKind
from liaison.post_changes.actions import change_post, withdraw_change

pytestmark = pytest.mark.postgres


def test_the_person_s_page_tells_the_change_its_day_and_source(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    moved(cast, source_note="江人字〔2026〕8号")
    page = officer.get(f"/contacts/{cast.ids['chen']}").text
    for words in ("职务变动", "调任", "江州大学 副校长", "公示或任免通知", "江人字〔2026〕8号"):
        assert words in page


def test_the_day_of_the_last_check_moves_only_when_somebody_checked(app: Flask, cast: Cast):
    begin_write()
    edit_contact(cast.chen, {"verified_on": date(2025, 5, 6)}, version=None, by=None)
    db.session.commit()
    change = moved(cast)
    assert cast.chen.verified_on == date(2025, 5, 6)
    begin_write()
    withdraw_change(change, now=NOW, by=None)
    db.session.commit()
    moved(cast, verified=True)
    assert cast.chen.verified_on == TODAY


@pytest.mark.parametrize(
    ("kind", "said"),
    [(ChangeKind.DEPARTURE, "原任 市第一中学 办公室主任"), (ChangeKind.RETIREMENT, "老领导，原任 市第一中学 办公室主任")],
)
def test_who_holds_no_post_any_more_is_told_by_the_last_one(app: Flask, cast: Cast, officer, kind: ChangeKind, said: str):  # type: ignore[no-untyped-def]
    begin_write()
    change_post(cast.chen, kind, TODAY, ending=cast.chen.posts[:1], today=TODAY, by=None)
    db.session.commit()
    assert said in officer.get(f"/contacts/{cast.ids['chen']}").text


def test_a_retired_person_with_a_post_is_still_called_one_of_the_elders(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    begin_write()
    edit_contact(cast.chen, {"retired_on": TODAY}, version=None, by=None)
    db.session.commit()
    lead = officer.get(f"/contacts/{cast.ids['chen']}").text.split("<h1>")[1].split("</header>")[0]
    assert "老领导 · " in lead and "市第一中学" in lead
