"""The office telephone belongs to the post."""

import pytest
from cast import Cast
from flask import Flask
from post_changes.moves import moved, telephones
from sqlalchemy import select

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.domain.posts import ChangeKind
from liaison.post_changes.actions import NewPost
from liaison.post_changes.models import PostChange, Vacancy

pytestmark = pytest.mark.postgres


def test_the_office_telephone_stays_with_the_post_and_comes_back_with_it(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    begin_write()
    numbers = [("", "138 0571 2046"), ("", "0571-88001234"), ("internal", "8012")]
    edit_contact(cast.chen, {}, phones=numbers, version=None, by=None)
    db.session.commit()
    before = telephones(cast)
    page = officer.get(f"/contacts/{cast.ids['chen']}/post-changes/new").text
    assert "0571-88001234" in page and "8012" in page and "138 0571 2046" not in page
    desk = cast.chen.phones[1]
    form = {
        "kind": "transfer", "on": "2026-11-20", "source": "person", "ending": str(cast.chen.posts[0].id),
        "unit": "江州大学", "title": "副校长", "dropped": str(desk.id), "vacancy": "y",
    }  # fmt: skip
    officer.post(f"/contacts/{cast.ids['chen']}/post-changes/new", data=form)
    db.session.expire_all()
    assert telephones(cast) == [before[0], before[2]]
    vacancy, change = db.session.scalars(select(Vacancy)).one(), db.session.scalars(select(PostChange)).one()
    assert 'value="0571-88001234"' in officer.get(f"/vacancies/{vacancy.id}/filling").text
    officer.post(f"/post-changes/{change.id}/withdrawal")
    db.session.expire_all()
    assert sorted(telephones(cast)) == sorted(before)


def test_a_second_post_takes_no_telephone_away(app: Flask, cast: Cast):
    before = telephones(cast)
    moved(cast, ChangeKind.ADDED, new=NewPost(cast.college.id, "客座教授"), dropped=list(cast.chen.phones))
    assert telephones(cast) == before
