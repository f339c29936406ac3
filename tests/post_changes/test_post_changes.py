"""A change of post: the old one ends, the new one begins, and what cannot be is refused."""

from datetime import date

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask
from post_changes.moves import FRIDAY, facts_are_true, moved, open_tasks
from scene import everything_stored
from sqlalchemy import select

from liaison.calendar_.audiences import person_of
from liaison.contacts.actions import ContactError, begin_post, edit_post
from liaison.contacts.queries import former_people_of, people_of
from liaison.db import begin_write, db
from liaison.domain.posts import ChangeKind
from liaison.followups.models import FollowUp
from liaison.interactions.actions import log_interaction
from liaison.interactions.queries import timeline_for, timeline_of_unit
from liaison.post_changes.actions import NewPost, PostChangeError, change_post
from liaison.post_changes.queries import open_vacancies_of

pytestmark = pytest.mark.postgres


def test_the_old_post_ends_and_the_new_one_begins_on_the_day(app: Flask, cast: Cast):
    moved(cast)
    posts = {(post.unit.name, post.title): (post.from_on, post.to_on) for post in cast.chen.posts}
    assert posts == {
        ("市第一中学", "办公室主任"): (date(2020, 3, 1), FRIDAY),
        ("江州大学", "副校长"): (FRIDAY, None),
    }
    assert (cast.chen.unit, cast.chen.title) == (cast.college, "副校长")
    assert facts_are_true()


def test_history_goes_with_the_person_and_stays_readable_at_the_old_unit(app: Flask, cast: Cast):
    begin_write()
    before = log_interaction([cast.chen], kind="call", on=date(2026, 11, 1), today=TODAY, by=None)
    db.session.commit()
    moved(cast)
    begin_write()
    after = log_interaction([cast.chen], kind="visit", on=TODAY, today=TODAY, by=None)
    db.session.commit()
    admin = cast.user("admin")
    assert timeline_for(cast.chen).rows == [after, before]
    assert timeline_of_unit(admin, cast.school.id).rows == [before]
    assert timeline_of_unit(admin, cast.college.id).rows == [after]
    assert cast.chen.last_contact_on == TODAY
    assert facts_are_true()


def test_people_of_both_units_are_counted_anew(app: Flask, cast: Cast):
    moved(cast)
    admin = cast.user("admin")
    assert (cast.school.people, cast.college.people) == (1, 2)
    assert cast.chen not in people_of(admin, cast.school.id)
    assert [post.contact for post in former_people_of(admin, cast.school.id)] == [cast.chen]


def test_the_follow_ups_left_ticked_are_made_for_the_keeper(app: Flask, cast: Cast):
    change = moved(cast)
    assert open_tasks() == [
        ("祝贺陈主任履新", cast.chen.id, cast.college.id),
        ("了解市第一中学新任办公室主任", None, cast.school.id),
    ]
    owners = set(db.session.scalars(select(FollowUp.owner_id).where(FollowUp.origin == change.uuid)))
    assert owners == {cast.user("officer").id}


def test_what_is_unticked_on_the_page_is_not_made(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    form = {
        "kind": "transfer", "on": "2026-11-20", "source": "person", "ending": str(cast.chen.posts[0].id),
        "unit": "江州大学", "title": "副校长", "successor": "y", "successor_on": "2026-11-30",
    }  # fmt: skip
    officer.post(f"/contacts/{cast.ids['chen']}/post-changes/new", data=form)
    assert [name for name, _, _ in open_tasks()] == ["了解市第一中学新任办公室主任"]
    assert open_vacancies_of(cast.user("admin"), cast.school) == []


def test_a_second_post_beside_the_first_leaves_no_vacancy(app: Flask, cast: Cast):
    moved(cast, ChangeKind.ADDED, new=NewPost(cast.college.id, "客座教授"), wishes=())
    assert [post.title for post in cast.chen.open_posts] == ["办公室主任", "客座教授"]
    assert cast.chen.title == "办公室主任"
    assert open_vacancies_of(cast.user("admin"), cast.school) == []


def test_a_retired_person_stays_with_the_old_form_of_address_and_an_audience_of_their_own(
    app: Flask, cast: Cast
):
    moved(cast, ChangeKind.RETIREMENT, new=None)
    chen = cast.chen
    assert (chen.retired_on, chen.unit_id, chen.archived_at) == (FRIDAY, None, None)
    assert chen.address == "陈主任"
    assert person_of(chen, frozenset()).retired
    assert facts_are_true()


@pytest.mark.parametrize(
    ("kind", "on", "more", "field", "said"),
    [
        (ChangeKind.TRANSFER, date(2020, 2, 1), {}, "on", "早于“市第一中学 办公室主任”的到任日期"),
        (ChangeKind.TRANSFER, date(2026, 12, 1), {}, "on", "还没到"),
        (ChangeKind.TRANSFER, FRIDAY, {"new": NewPost(None, " ")}, "unit", "请填写新的单位或职务"),
        (ChangeKind.TRANSFER, FRIDAY, {"ending": ()}, "ending", "请选择哪一个任职结束"),
        (ChangeKind.RETIREMENT, FRIDAY, {"ending": ()}, "ending", "请选择哪一个任职结束"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    app: Flask, cast: Cast, kind: ChangeKind, on: date, more: dict[str, object], field: str, said: str
):
    before = everything_stored()
    with pytest.raises(PostChangeError, match=said) as refused:
        moved(cast, kind, on, **more)
    assert refused.value.field == field
    assert everything_stored() == before


def test_moving_to_the_same_post_is_no_change(app: Flask, cast: Cast):
    with pytest.raises(PostChangeError, match="没有变动"):
        moved(cast, new=NewPost(cast.school.id, "办公室主任"))


def test_the_same_post_cannot_be_held_twice_at_a_time(app: Flask, cast: Cast):
    begin_write()
    with pytest.raises(ContactError, match="时间重叠") as refused:
        begin_post(cast.chen, unit_id=cast.school.id, title="办公室主任", from_on=date(2025, 1, 1), by=None)
    assert refused.value.field == "from_on"
    begin_post(
        cast.chen,
        unit_id=cast.school.id,
        title="办公室主任",
        from_on=date(2010, 1, 1),
        to_on=date(2020, 3, 1),
        by=None,
    )
    with pytest.raises(PostChangeError, match="时间重叠"):
        change_post(
            cast.chen,
            ChangeKind.ADDED,
            FRIDAY,
            new=NewPost(cast.school.id, "办公室主任"),
            today=TODAY,
            by=None,
        )


def test_a_post_cannot_be_moved_over_another_spell_of_itself(app: Flask, cast: Cast):
    begin_write()
    earlier = begin_post(
        cast.chen,
        unit_id=cast.school.id,
        title="办公室主任",
        from_on=date(2010, 1, 1),
        to_on=date(2015, 1, 1),
        by=None,
    )
    with pytest.raises(ContactError, match="时间重叠"):
        edit_post(earlier, {"from_on": date(2010, 1, 1), "to_on": date(2021, 1, 1)}, version=None, by=None)
