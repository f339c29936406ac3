"""A change is taken back: everything is as it was, but for what was done since."""

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from post_changes.moves import facts_are_true, moved, open_tasks
from sqlalchemy import select

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.domain.posts import ChangeKind
from liaison.followups.actions import finish_follow_up
from liaison.followups.models import FollowUp
from liaison.post_changes.actions import NewPost, PostChangeError, change_post, withdraw_change
from liaison.post_changes.models import PostChange, Vacancy
from liaison.post_changes.queries import open_vacancies_of
from liaison.post_changes.vacancies import fill_with_newcomer

pytestmark = pytest.mark.postgres


def test_a_change_is_not_taken_back_once_somebody_holds_the_post_it_left(app: Flask, cast: Cast):
    change = moved(cast)
    begin_write()
    vacancy = db.session.scalars(select(Vacancy)).one()
    fill_with_newcomer(vacancy, {"name": "林冲"}, "", on=TODAY, now=NOW, by=None)
    db.session.commit()
    begin_write()
    with pytest.raises(PostChangeError, match="林冲"):
        withdraw_change(change, now=NOW, by=None)


@pytest.mark.parametrize(
    "kind", [ChangeKind.TRANSFER, ChangeKind.RETIREMENT, ChangeKind.DEPARTURE, ChangeKind.ADDED]
)
def test_taking_a_change_back_leaves_the_person_and_the_units_as_they_were(
    app: Flask, cast: Cast, kind: ChangeKind
):
    def standing(contact: Contact) -> tuple[object, ...]:
        posts = sorted((post.unit_id, post.title, post.from_on, post.to_on) for post in contact.posts)
        return (
            posts,
            contact.unit_id,
            contact.title,
            contact.retired_on,
            contact.address_as,
            contact.address,
        )

    before = standing(cast.chen), cast.school.people, cast.college.people
    new = NewPost(cast.college.id, "副校长") if kind.begins else None
    change = moved(cast, kind, new=new)
    assert (standing(cast.chen), cast.school.people, cast.college.people) != before
    begin_write()
    withdraw_change(change, now=NOW, by=cast.user("officer"))
    db.session.commit()
    assert (standing(cast.chen), cast.school.people, cast.college.people) == before
    assert open_tasks() == []
    assert db.session.scalars(select(Vacancy)).all() == []
    assert facts_are_true()


def test_what_was_already_done_stays_done_when_the_change_is_taken_back(app: Flask, cast: Cast):
    change = moved(cast)
    begin_write()
    congratulated = db.session.scalars(select(FollowUp).where(FollowUp.contact_id == cast.chen.id)).one()
    finish_follow_up(congratulated, now=NOW, by=None)
    withdraw_change(change, now=NOW, by=None)
    db.session.commit()
    assert congratulated.done_at == NOW
    assert congratulated.deleted_at is None


def test_only_the_latest_change_can_be_taken_back(app: Flask, cast: Cast):
    first = moved(cast)
    second = moved(
        cast, on=TODAY, ending=cast.chen.open_posts[:1], new=NewPost(None, "市政协委员"), wishes=()
    )
    begin_write()
    with pytest.raises(PostChangeError, match="先撤销后面那一次"):
        withdraw_change(first, now=NOW, by=None)
    withdraw_change(second, now=NOW, by=None)
    withdraw_change(first, now=NOW, by=None)
    db.session.commit()
    assert cast.chen.title == "办公室主任"
    assert facts_are_true()


def test_taking_back_reopens_the_vacancy_that_was_filled(app: Flask, cast: Cast):
    moved(cast)
    begin_write()
    change = change_post(
        cast.wang, ChangeKind.TRANSFER, TODAY, ending=cast.wang.posts[:1],
        new=NewPost(cast.school.id, "办公室主任"), today=TODAY, by=None,
    )  # fmt: skip
    db.session.commit()
    begin_write()
    withdraw_change(change, now=NOW, by=None)
    db.session.commit()
    titles = [shown.vacancy.title for shown in open_vacancies_of(cast.user("admin"), cast.school)]
    assert titles == ["办公室主任"]


def test_what_stands_in_the_way_of_taking_back_is_said_before_it_is_tried(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    first = moved(cast)
    begin_write()
    change_post(
        cast.wang, ChangeKind.TRANSFER, TODAY, ending=cast.wang.posts[:1],
        new=NewPost(cast.school.id, "办公室主任"), today=TODAY, by=None,
    )  # fmt: skip
    db.session.commit()
    page = officer.get(f"/post-changes/{first.id}/withdrawal").text
    assert "空出来的职务已由王雅琴接任，请先在那里改正任职" in page and "撤销变动" not in page


def test_taking_a_retirement_back_says_before_and_after_what_goes_with_it(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    form = {
        "kind": "retirement", "on": "2026-11-20", "source": "notice", "ending": str(cast.chen.posts[0].id),
        "greet": "y", "greet_on": "2026-11-30", "successor": "y", "successor_on": "2026-12-01", "vacancy": "y",
    }  # fmt: skip
    officer.post(f"/contacts/{cast.ids['chen']}/post-changes/new", data=form)
    said = officer.get(f"/contacts/{cast.ids['chen']}").text
    assert "排了：看望退休的陈主任（11月30日）、了解市第一中学新任办公室主任（12月1日）" in said
    change = db.session.scalars(select(PostChange)).one()
    asked = officer.get(f"/post-changes/{change.id}/withdrawal").text
    for words in (
        "市第一中学 办公室主任 继续任职", "老领导的身份", "空缺 市第一中学 办公室主任", "看望退休的陈主任",
        "了解市第一中学新任办公室主任",
    ):  # fmt: skip
        assert words in asked, words
    assert change.withdrawn_at is None
    officer.post(f"/post-changes/{change.id}/withdrawal")
    said = officer.get(f"/contacts/{cast.ids['chen']}").text
    assert "一起撤掉：看望退休的陈主任、了解市第一中学新任办公室主任" in said


def test_what_was_done_already_is_said_to_stay(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    change = moved(cast)
    begin_write()
    congratulated = db.session.scalars(select(FollowUp).where(FollowUp.name.startswith("祝贺"))).one()
    finish_follow_up(congratulated, now=NOW, by=cast.user("officer"))
    db.session.commit()
    assert "已经办完的“祝贺陈主任履新”" in officer.get(f"/post-changes/{change.id}/withdrawal").text
