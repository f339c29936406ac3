"""A unit is renamed, merged or dissolved on a day: people's posts follow, nothing is lost, and it can be taken back."""

from datetime import date

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from scene import everything_stored
from sqlalchemy import select

from liaison.audit.models import AuditLine
from liaison.contacts.actions import add_contact, begin_post
from liaison.db import begin_write, db
from liaison.followups.actions import add_follow_up
from liaison.followups.models import FollowUp
from liaison.interactions.actions import log_interaction
from liaison.matters.models import Matter
from liaison.search.places import units_found
from liaison.standing.actions import disagreeing_contacts, disagreeing_units
from liaison.unit_changes.actions import (
    UnitChangeError,
    dissolve_unit,
    merge_unit,
    rename_unit,
    withdraw_unit_change,
)
from liaison.units.actions import UnitError, add_unit, edit_unit
from liaison.units.queries import unit_by_name

pytestmark = pytest.mark.postgres
FRIDAY = date(2026, 11, 20)


def facts_are_true() -> bool:
    return (disagreeing_contacts(), disagreeing_units()) == ([], [])


def posts(cast: Cast) -> list[tuple[str, str, date | None, date | None]]:
    people = (cast.chen, cast.ouyang, cast.wang)
    return sorted(
        (
            (post.unit.name, post.title, post.from_on, post.to_on)
            for person in people
            for post in person.posts
        ),
        key=str,
    )


def test_a_renamed_unit_is_found_by_either_name(app: Flask, cast: Cast):
    begin_write()
    rename_unit(cast.school, "江州第一高级中学", FRIDAY, today=TODAY, by=cast.user("officer"))
    db.session.commit()
    for words in ("市第一中学", "江州第一高级", "sdyzx", "jzdygj"):
        assert units_found([words], 10) == [cast.school], words
    assert unit_by_name("市第一中学") == cast.school
    assert unit_by_name("江州第一高级中学") == cast.school


def test_renaming_moves_nobody(app: Flask, cast: Cast):
    before = [(post.id, post.unit_id, post.to_on) for post in cast.chen.posts]
    begin_write()
    rename_unit(cast.school, "江州第一高级中学", FRIDAY, today=TODAY, by=None)
    db.session.commit()
    assert [(post.id, post.unit_id, post.to_on) for post in cast.chen.posts] == before


def test_in_a_merger_everybody_goes_on_at_the_other_unit_from_the_day(app: Flask, cast: Cast):
    begin_write()
    merge_unit(cast.school, cast.college, FRIDAY, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    assert posts(cast) == [
        ("市第一中学", "办公室主任", date(2020, 3, 1), FRIDAY),
        ("市第一中学", "教师", None, FRIDAY),
        ("江州大学", "党委副书记", None, None),
        ("江州大学", "办公室主任", FRIDAY, None),
        ("江州大学", "教师", FRIDAY, None),
    ]
    assert (cast.chen.unit, cast.college.people, cast.school.people) == (cast.college, 3, 0)
    assert facts_are_true()


def test_an_open_matter_goes_along_with_a_merged_unit_and_back(app: Flask, cast: Cast):
    begin_write()
    known = {"unit_id": cast.school.id, "received_on": FRIDAY, "due_on": TODAY}
    still_open, done = Matter(name="借会议室", **known), Matter(name="查档案", ended_as="done", ended_on=FRIDAY, **known)
    db.session.add_all([still_open, done])
    db.session.flush()
    change = merge_unit(cast.school, cast.college, FRIDAY, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    assert (still_open.unit, done.unit) == (cast.college, cast.school)
    begin_write()
    withdraw_unit_change(change, now=NOW, by=cast.user("head"))
    db.session.commit()
    assert still_open.unit == cast.school


def test_a_unit_that_is_no_more_is_not_said_never_to_have_been_contacted(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    begin_write()
    log_interaction([cast.chen], kind="call", on=FRIDAY, today=TODAY, by=None)
    merge_unit(cast.school, cast.college, FRIDAY, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    page = head.get(f"/units/{cast.ids['school']}").text
    assert "还没有联系过这个单位" not in page and "从前的往来在下面" in page


def test_a_unit_is_not_merged_into_a_name_nobody_knows(head, cast: Cast):  # type: ignore[no-untyped-def]
    answer = head.post(
        f"/units/{cast.ids['school']}/changes/new",
        data={"kind": "merged", "on": "11.20", "source": "notice", "into": "没有这个大学"},
    )
    assert answer.status_code == 400 and "没有叫“没有这个大学”的单位" in answer.text


def test_a_merged_unit_keeps_its_page_its_past_and_its_log(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    begin_write()
    log_interaction(
        [cast.chen], kind="call", on=date(2026, 11, 1), today=TODAY, by=None, summary="商定调研"
    )
    merge_unit(cast.school, cast.college, FRIDAY, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    page = head.get(f"/units/{cast.ids['school']}").text
    for words in ("并入", "江州大学", "商定调研", "从前在这里的人", "陈建国"):
        assert words in page
    assert "市第一中学" in head.get(f"/units/{cast.ids['college']}").text
    lines = set(db.session.scalars(select(AuditLine.action).where(AuditLine.subject == "units")))
    assert {"unit.add", "unit.merge_into", "unit.archive"} <= lines


def test_search_and_imports_find_the_heir_by_the_old_name(app: Flask, cast: Cast):
    begin_write()
    merge_unit(cast.school, cast.college, FRIDAY, today=TODAY, now=NOW, by=None)
    db.session.commit()
    assert units_found(["市第一中学"], 10) == [cast.college]
    assert unit_by_name("市第一中学") == cast.college


def test_subordinate_units_and_what_is_to_be_done_go_along(app: Flask, cast: Cast):
    begin_write()
    branch = add_unit({"name": "市一中分校", "parent_id": cast.school.id}, by=None)
    of_unit = add_follow_up("送锦旗", TODAY, unit=cast.school, by=cast.user("officer"))
    of_person = add_follow_up("寄材料", TODAY, contact=cast.chen, by=cast.user("officer"))
    merge_unit(cast.school, cast.college, FRIDAY, today=TODAY, now=NOW, by=None)
    db.session.commit()
    db.session.expire_all()
    assert (branch.parent, of_unit.unit, of_person.contact) == (cast.college, cast.college, cast.chen)


def test_a_unit_merged_into_its_own_branch_makes_no_circle(app: Flask, cast: Cast):
    begin_write()
    branch = add_unit({"name": "市一中分校", "parent_id": cast.school.id}, by=None)
    below = add_unit({"name": "分校附属幼儿园", "parent_id": branch.id}, by=None)
    change = merge_unit(cast.school, below, FRIDAY, today=TODAY, now=NOW, by=None)
    assert (below.parent_id, branch.parent_id) == (None, below.id)
    withdraw_unit_change(change, now=NOW, by=None)
    assert (below.parent_id, branch.parent_id) == (branch.id, cast.school.id)


def test_a_dissolved_unit_ends_everybody_s_post_and_keeps_the_people(app: Flask, cast: Cast):
    begin_write()
    dissolve_unit(cast.school, FRIDAY, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    assert (cast.chen.unit, cast.chen.archived_at, cast.chen.owner) == (None, None, cast.user("officer"))
    assert {post.to_on for post in cast.chen.posts} == {FRIDAY}
    assert cast.school.archived_at == NOW
    assert facts_are_true()


@pytest.mark.parametrize("kind", ["renamed", "merged", "dissolved"])
def test_taking_it_back_puts_everything_where_it_was(app: Flask, cast: Cast, kind: str):
    begin_write()
    branch = add_unit({"name": "市一中分校", "parent_id": cast.school.id}, by=None)
    of_unit = add_follow_up("送锦旗", TODAY, unit=cast.school, by=cast.user("officer"))
    db.session.commit()

    def standing() -> tuple[object, ...]:
        school = cast.school
        return (
            posts(cast), school.name, school.short_name, school.archived_at, school.people, cast.college.people,
            branch.parent_id, of_unit.unit_id, [former.name for former in cast.college.former_names],
            [former.name for former in school.former_names], cast.chen.unit_id, cast.chen.title,
        )  # fmt: skip

    before = standing()
    begin_write()
    common = {"today": TODAY, "by": None}
    if kind == "renamed":
        change = rename_unit(cast.school, "江州第一高级中学", FRIDAY, short_name="江一高", **common)
    elif kind == "merged":
        change = merge_unit(cast.school, cast.college, FRIDAY, now=NOW, **common)
    else:
        change = dissolve_unit(cast.school, FRIDAY, now=NOW, **common)
    db.session.commit()
    assert standing() != before
    begin_write()
    withdraw_unit_change(change, now=NOW, by=None)
    db.session.commit()
    db.session.expire_all()
    assert standing() == before
    assert units_found(["市第一中学"], 10) == [cast.school]
    assert facts_are_true()


def test_one_who_already_works_at_the_other_unit_is_not_entered_twice(app: Flask, cast: Cast):
    begin_write()
    begin_post(cast.wang, unit_id=cast.college.id, title="教师", from_on=date(2025, 9, 1), by=None)
    merge_unit(cast.school, cast.college, FRIDAY, today=TODAY, now=NOW, by=None)
    db.session.commit()
    assert [(post.title, post.from_on) for post in cast.wang.open_posts] == [("教师", date(2025, 9, 1))]
    assert facts_are_true()


def test_what_cannot_be_is_refused_and_nothing_is_written(app: Flask, cast: Cast):
    before = everything_stored()
    tomorrow = date(2026, 11, 24)
    refusals = (
        (lambda: rename_unit(cast.school, " ", FRIDAY, today=TODAY, by=None), "请填写新名称"),
        (lambda: rename_unit(cast.school, "市第一中学", FRIDAY, today=TODAY, by=None), "没有变动"),
        (
            lambda: rename_unit(cast.school, "江州大学", FRIDAY, today=TODAY, by=None),
            "已经有叫“江州大学”的单位",
        ),
        (lambda: rename_unit(cast.school, "新一中", tomorrow, today=TODAY, by=None), "还没到"),
        (
            lambda: merge_unit(cast.school, cast.school, FRIDAY, today=TODAY, now=NOW, by=None),
            "不能是它自己",
        ),
        (
            lambda: merge_unit(cast.school, None, FRIDAY, today=TODAY, now=NOW, by=None),
            "请填写并入哪个单位",
        ),
        (lambda: dissolve_unit(cast.school, date(2020, 1, 1), today=TODAY, now=NOW, by=None), "到任日期"),
    )
    for refused, said in refusals:
        begin_write()
        with pytest.raises((UnitChangeError, UnitError), match=said):
            refused()
        assert everything_stored() == before


def test_only_those_who_lead_merge_or_dissolve(app: Flask, cast: Cast, officer, head):  # type: ignore[no-untyped-def]
    form = {"kind": "dissolved", "on": "2026-11-20", "source": "notice"}
    url = f"/units/{cast.ids['school']}/changes/new"
    assert officer.post(url, data=form).status_code == 400
    assert cast.school.archived_at is None
    assert head.post(url, data=form).status_code == 302
    assert cast.school.archived_at is not None


def test_only_the_latest_change_of_a_unit_can_be_taken_back(app: Flask, cast: Cast):
    begin_write()
    first = rename_unit(cast.school, "江州一中", FRIDAY, today=TODAY, by=None)
    second = rename_unit(cast.school, "江州第一高级中学", TODAY, today=TODAY, by=None)
    with pytest.raises(UnitChangeError, match="先撤销后面那一次"):
        withdraw_unit_change(first, now=NOW, by=None)
    withdraw_unit_change(second, now=NOW, by=None)
    withdraw_unit_change(first, now=NOW, by=None)
    assert cast.school.name == "市第一中学"


def test_a_name_corrected_is_no_former_name(app: Flask, cast: Cast):
    begin_write()
    edit_unit(cast.school, {"name": "市第一中学校"}, version=None, by=None)
    assert cast.school.former_names == []


def test_of_a_dissolved_unit_s_people_those_without_another_post_are_looked_for(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    """Three a working day for each officer, the closest first; 欧阳慧敏 has a post elsewhere."""
    begin_write()
    officer = cast.user("officer")
    for number in range(3):
        person = add_contact({"name": f"林{'甲乙丙'[number]}", "owner_id": officer.id}, by=None)
        begin_post(person, unit_id=cast.school.id, title="主任", by=None)
    begin_post(cast.ouyang, unit_id=cast.school.id, title="校董", by=None)
    log_interaction([cast.chen], kind="call", on=date(2026, 11, 1), today=TODAY, by=None, summary="商定调研")
    db.session.commit()
    url = f"/units/{cast.ids['school']}/changes/new"
    assert "没有别的任职的 5 位" in head.get(url).text
    head.post(url, data={"kind": "dissolved", "on": "2026-11-20", "source": "notice"})
    page = head.get(f"/units/{cast.ids['school']}").text
    assert "给没有别的任职的 5 位各排了一件“了解去向”，到 11月25日排完" in page
    assert "商定调研" in page and "从前在这里的人" in page
    asked = db.session.scalars(select(FollowUp).order_by(FollowUp.on, FollowUp.id)).all()
    tuesday, wednesday = date(2026, 11, 24), date(2026, 11, 25)
    theirs = [(each.contact.name, each.on) for each in asked if each.owner == officer]
    assert theirs[0] == ("陈建国", tuesday)
    assert [on for _name, on in theirs] == [tuesday, tuesday, tuesday, wednesday]
    # 王雅琴 is nobody's: whoever records it looks for her.
    assert [(each.contact.name, each.on) for each in asked if each.owner == cast.user("head")] == [("王雅琴", tuesday)]
    assert asked[0].name == "了解陈主任的去向：市第一中学已撤销"


def test_taking_a_dissolution_back_calls_off_the_search(app: Flask, cast: Cast, head):  # type: ignore[no-untyped-def]
    begin_write()
    change = dissolve_unit(cast.school, FRIDAY, today=TODAY, now=NOW, by=cast.user("head"))
    db.session.commit()
    head.post(f"/unit-changes/{change.id}/withdrawal")
    assert "2 件“了解去向”一起撤掉" in head.get(f"/units/{cast.ids['school']}").text
    assert db.session.scalars(select(FollowUp).where(FollowUp.deleted_at.is_(None))).all() == []
