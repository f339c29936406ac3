"""A person changes posts: the tie and its history go along, the old unit shows a vacancy, and all of it can be taken back."""

from datetime import date

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from scene import everything_stored
from sqlalchemy import select

from liaison.calendar_.audiences import person_of
from liaison.contacts.actions import ContactError, begin_post, edit_contact, edit_post, reassign
from liaison.contacts.models import Contact
from liaison.contacts.queries import former_people_of, people_of
from liaison.db import begin_write, db
from liaison.domain.posts import CONGRATULATION, SUCCESSOR, ChangeKind, Source
from liaison.followups.actions import finish_follow_up
from liaison.followups.models import FollowUp
from liaison.interactions.actions import log_interaction
from liaison.interactions.queries import timeline_for, timeline_of_unit
from liaison.post_changes.actions import NewPost, PostChangeError, Wish, change_post, withdraw_change
from liaison.post_changes.models import PostChange, Vacancy
from liaison.post_changes.queries import open_vacancies_of
from liaison.post_changes.vacancies import close_vacancy, fill_with_newcomer
from liaison.standing.actions import disagreeing_contacts, disagreeing_units

pytestmark = pytest.mark.postgres
FRIDAY = date(2026, 11, 20)
WISHES = (
    Wish(CONGRATULATION, "祝贺陈主任履新", date(2026, 11, 25)),
    Wish(SUCCESSOR, "了解市第一中学新任办公室主任", date(2026, 11, 30)),
)


def moved(
    cast: Cast, kind: ChangeKind = ChangeKind.TRANSFER, on: date = FRIDAY, **more: object
) -> PostChange:
    """陈建国 leaves the school for the college, or however the test says."""
    begin_write()
    values: dict[str, object] = {
        "ending": cast.chen.posts[:1],
        "new": NewPost(cast.college.id, "副校长") if kind.begins else None,
        "source": Source.NOTICE,
        "wishes": WISHES,
        "today": TODAY,
        "by": cast.user("officer"),
        **more,
    }
    change = change_post(cast.chen, kind, on, **values)  # type: ignore[arg-type]
    db.session.commit()
    return change


def facts_are_true() -> bool:
    return (disagreeing_contacts(), disagreeing_units()) == ([], [])


def open_tasks() -> list[tuple[str, int | None, int | None]]:
    rows = db.session.scalars(
        select(FollowUp)
        .where(FollowUp.done_at.is_(None), FollowUp.deleted_at.is_(None))
        .order_by(FollowUp.id)
    )
    return [(item.name, item.contact_id, item.unit_id) for item in rows]


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


def test_a_change_is_not_taken_back_once_somebody_holds_the_post_it_left(app: Flask, cast: Cast):
    change = moved(cast)
    begin_write()
    vacancy = db.session.scalars(select(Vacancy)).one()
    fill_with_newcomer(vacancy, {"name": "林冲"}, "", on=TODAY, now=NOW, by=None)
    db.session.commit()
    begin_write()
    with pytest.raises(PostChangeError, match="林冲"):
        withdraw_change(change, now=NOW, by=None)


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


def test_the_person_s_page_tells_the_change_its_day_and_source(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    moved(cast, source_note="江人字〔2026〕8号")
    page = officer.get(f"/contacts/{cast.ids['chen']}").text
    for words in ("职务变动", "调任", "江州大学 副校长", "公示或任免通知", "江人字〔2026〕8号"):
        assert words in page


def test_a_known_successor_is_led_to_their_own_change(app: Flask, cast: Cast, officer):  # type: ignore[no-untyped-def]
    moved(cast)
    vacancy = db.session.scalars(select(Vacancy)).one()
    answer = officer.post(f"/vacancies/{vacancy.id}/filling", data={"existing": "王雅琴"})
    assert (
        answer.headers["Location"] == f"/contacts/{cast.ids['wang']}/post-changes/new?vacancy={vacancy.id}"
    )
    assert "补 市第一中学 办公室主任的空缺" in officer.get(answer.headers["Location"]).text


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


def telephones(cast: Cast) -> list[tuple[str, str]]:
    return [(phone.label, phone.text) for phone in cast.chen.phones]


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
