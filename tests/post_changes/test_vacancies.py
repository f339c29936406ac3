"""The vacancy a change leaves, who fills it, and whose the successor is."""

from datetime import date

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from post_changes.moves import FRIDAY, facts_are_true, moved
from sqlalchemy import select

from liaison.contacts.actions import begin_post, reassign
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.domain.posts import ChangeKind
from liaison.followups.models import FollowUp
from liaison.post_changes.actions import NewPost, change_post
from liaison.post_changes.models import Vacancy
from liaison.post_changes.queries import open_vacancies_of
from liaison.post_changes.vacancies import close_vacancy, fill_with_newcomer

pytestmark = pytest.mark.postgres


def test_the_old_unit_shows_the_vacancy_with_who_left_and_when(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    moved(cast)
    page = officer.get(f"/units/{cast.ids['school']}").text
    assert "空缺：办公室主任" in page
    assert "原任 陈建国，11月20日离任" in page
    assert "办公室主任" in officer.get("/vacancies").text


def test_who_left_is_not_named_to_those_who_may_not_see_the_person(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    begin_write()
    change_post(
        cast.ouyang,
        ChangeKind.DEPARTURE,
        FRIDAY,
        ending=cast.ouyang.posts,
        today=TODAY,
        by=cast.user("colleague"),
    )
    db.session.commit()
    page = officer.get(f"/units/{cast.ids['college']}").text
    assert "空缺：党委副书记" in page
    assert "欧阳" not in page


def test_a_newcomer_fills_the_vacancy_keeps_the_predecessor_s_officer_and_the_search_is_done(
    app: Flask, cast: Cast
):
    moved(cast)
    vacancy = db.session.scalars(select(Vacancy)).one()
    begin_write()
    newcomer = fill_with_newcomer(
        vacancy, {"name": "林冲"}, "13800000001", on=TODAY, now=NOW, by=cast.user("head")
    )
    db.session.commit()
    assert (newcomer.unit, newcomer.title, newcomer.tier) == (cast.school, "办公室主任", "key")
    assert newcomer.owner == cast.user("officer")
    assert open_vacancies_of(cast.user("admin"), cast.school) == []
    done = db.session.scalars(select(FollowUp).where(FollowUp.done_at.is_not(None))).one()
    assert (done.name, done.outcome) == ("了解市第一中学新任办公室主任", "继任者是林冲")
    assert facts_are_true()


def test_nobody_takes_a_post_before_it_was_left(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    moved(cast)
    vacancy = db.session.scalars(select(Vacancy)).one()
    answer = head.post(f"/vacancies/{vacancy.id}/filling", data={"name": "林冲", "on": "2018-01-01"})
    assert answer.status_code == 400 and "才离任" in answer.text
    assert db.session.scalar(select(Contact.id).where(Contact.name == "林冲")) is None


def test_somebody_known_who_takes_the_post_fills_it_by_their_own_change(app: Flask, cast: Cast):
    moved(cast)
    begin_write()
    change_post(
        cast.wang, ChangeKind.TRANSFER, TODAY, ending=cast.wang.posts[:1],
        new=NewPost(cast.school.id, "办公室主任"), today=TODAY, by=None,
    )  # fmt: skip
    db.session.commit()
    vacancies = [
        (shown.vacancy.title, shown.left_by) for shown in open_vacancies_of(cast.user("admin"), cast.school)
    ]
    assert vacancies == [("教师", "王雅琴")]


def test_however_the_successor_is_recorded_the_vacancy_is_gone(app: Flask, cast: Cast):
    moved(cast)
    begin_write()
    begin_post(cast.wang, unit_id=cast.school.id, title="办公室主任", from_on=TODAY, by=None)
    db.session.commit()
    assert open_vacancies_of(cast.user("admin"), cast.school) == []


def test_one_who_held_the_title_all_along_is_no_successor(app: Flask, cast: Cast):
    begin_write()
    begin_post(cast.wang, unit_id=cast.school.id, title="办公室主任", from_on=date(2019, 1, 1), by=None)
    db.session.commit()
    moved(cast)
    assert len(open_vacancies_of(cast.user("admin"), cast.school)) == 1


def test_a_vacancy_that_need_not_be_filled_is_closed_with_its_reason(app: Flask, cast: Cast):
    moved(cast)
    begin_write()
    vacancy = db.session.scalars(select(Vacancy)).one()
    close_vacancy(vacancy, "职位撤销", now=NOW, by=cast.user("officer"))
    db.session.commit()
    assert open_vacancies_of(cast.user("admin"), cast.school) == []


def test_a_known_successor_is_led_to_their_own_change(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    moved(cast)
    vacancy = db.session.scalars(select(Vacancy)).one()
    answer = officer.post(f"/vacancies/{vacancy.id}/filling", data={"existing": "王雅琴"})
    assert (
        answer.headers["Location"] == f"/contacts/{cast.ids['wang']}/post-changes/new?vacancy={vacancy.id}"
    )
    assert "补 市第一中学 办公室主任的空缺" in officer.get(answer.headers["Location"]).text


def test_a_successor_belongs_to_whoever_keeps_the_unit_now(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    """张敏 goes on keeping 陈建国, who left; the school has been 周静's since."""
    begin_write()
    cast.school.owner_id = cast.user("colleague").id
    db.session.commit()
    moved(cast)
    asked = db.session.scalars(select(FollowUp).where(FollowUp.name.startswith("了解"))).one()
    assert asked.owner == cast.user("colleague")
    vacancy = db.session.scalars(select(Vacancy)).one()
    assert "联络员：周静" in head.get(f"/vacancies/{vacancy.id}/filling").text
    answer = head.post(f"/vacancies/{vacancy.id}/filling", data={"name": "林冲", "on": "今天"})
    newcomer = db.session.scalars(select(Contact).where(Contact.name == "林冲")).one()
    assert newcomer.owner == cast.user("colleague")
    # 李强 does not see another section's people: he is led back to the unit, and told whose the newcomer is.
    assert answer.headers["Location"] == f"/units/{cast.ids['school']}"
    assert "由周静联络" in head.get(answer.headers["Location"]).text


def test_a_unit_nobody_keeps_gives_the_successor_to_whoever_keeps_its_people(app: Flask, cast: Cast):
    begin_write()
    reassign(cast.wang, cast.user("head"), by=None)
    db.session.commit()
    moved(cast)
    begin_write()
    newcomer = fill_with_newcomer(db.session.scalars(select(Vacancy)).one(), {"name": "林冲"}, "", now=NOW, by=None)
    assert newcomer.owner == cast.user("head")
