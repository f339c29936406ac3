"""Who belongs to a round, who does not, and that each has a reason."""

from datetime import date

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from greetings_scene import a_round, feast, only_template, row_of

from liaison.contacts.actions import edit_contact
from liaison.db import begin_write, db
from liaison.due.actions import pause_contact
from liaison.greetings.audience import candidates, left_out, scope_of
from liaison.greetings.drafting import add_people, begin_round, invitations_for
from liaison.greetings.errors import GreetingError
from liaison.greetings.excusing import excuse_greeting, readmit_greeting
from liaison.greetings.models import Round, State
from liaison.greetings.occasions import OccasionError, occasion_named
from liaison.greetings.queries import greetings_of


@pytest.fixture(autouse=True)
def one_wording(app: Flask, cast: Cast) -> None:
    begin_write()
    only_template()
    db.session.commit()
    begin_write()


def begun(key: str, cast: Cast, *, owner=None, name: str = "") -> Round:
    return begin_round(
        occasion_named(key),
        name=name,
        owner=owner,
        previous=None,
        wish="",
        today=TODAY,
        by=cast.user("officer"),
    )


def judged(code: str, cast: Cast, login: str = "officer") -> dict[str, tuple[bool, str]]:
    """{name: (invited, why)} for everybody the user sees."""
    found = candidates(feast(code), scope_of(cast.user(login), None), TODAY)
    return {each.known.name: (each.invited, each.reason) for each in found}


def test_a_feast_for_everybody_invites_all_whom_its_starter_sees(cast):
    assert judged("spring-festival", cast) == {
        "陈建国": (True, "规则：全部"),
        "王雅琴": (True, "规则：全部"),
    }


def test_a_feast_of_a_profession_says_what_makes_somebody_belong_to_it_or_not(cast):
    assert judged("teachers-day", cast)["陈建国"] == (True, "规则：中小学")
    assert judged("nurses-day", cast)["陈建国"] == (False, "不在对象范围（医院或“卫健”标签）")


def test_whoever_is_paused_is_left_out_with_the_day_he_may_be_troubled_again(cast):
    pause_contact(cast.chen, date(2026, 12, 20), "住院", today=TODAY, by=cast.user("officer"))
    assert judged("spring-festival", cast)["陈建国"] == (False, "停联到 2026-12-20")


def test_whoever_is_in_another_round_of_the_feast_is_left_out_with_its_name(cast):
    begun("spring-festival:2027", cast, name="第一批")
    assert judged("spring-festival", cast)["陈建国"] == (False, "已在“第一批”里")


def test_the_eve_and_the_day_after_are_one_feast(cast):
    begun("spring-festival:2027", cast)
    assert judged("lunar-new-year-eve", cast)["陈建国"][0] is False


def test_one_officer_s_round_holds_only_that_officer_s_people(cast):
    round_ = begun("spring-festival:2027", cast, owner=cast.user("officer"))
    assert [row.name for row in greetings_of(round_)] == ["陈建国"]


def test_every_row_keeps_why_it_is_there_and_who_put_it_there_by_hand(cast):
    officer = cast.user("officer")
    round_ = begun("nurses-day:2027", cast)
    assert greetings_of(round_) == []
    add_people(round_, invitations_for({cast.chen.id: "今年合作多"}), by=officer, by_hand=True)
    row = row_of(round_, cast.chen)
    assert (row.reason, row.added_by) == ("今年合作多", officer)


def test_nobody_is_put_into_a_round_without_a_reason(app, cast):
    round_ = begun("nurses-day:2027", cast)
    db.session.commit()
    answer = signed_in(app, "officer").post(
        f"/greetings/rounds/{round_.id}/invitations",
        data={"who": "陈建国", "reason": " "},
        follow_redirects=True,
    )
    assert "请写明列入的理由" in answer.text
    assert greetings_of(round_) == []


def test_nobody_is_left_out_without_a_reason(cast):
    row = greetings_of(begun("spring-festival:2027", cast))[0]
    with pytest.raises(GreetingError, match="请写明为什么免发"):
        excuse_greeting(row, "  ", now=NOW, by=cast.user("officer"))
    assert row.state == State.READY


def test_the_audience_page_shows_both_sides_with_their_reasons(app, cast):
    pause_contact(cast.wang, date(2026, 12, 20), "住院", today=TODAY, by=cast.user("officer"))
    round_ = begun("spring-festival:2027", cast)
    excuse_greeting(row_of(round_, cast.chen), "在国外", now=NOW, by=cast.user("officer"))
    db.session.commit()
    page = signed_in(app, "officer").get(f"/greetings/rounds/{round_.id}/audience").text
    for words in ("规则：全部", "免发：", "在国外", "停联到 2026-12-20"):
        assert words in page


def test_whoever_the_rule_invites_and_the_round_lacks_is_offered_first(cast):
    round_ = a_round("spring-festival", [cast.chen], by=cast.user("officer"))
    outside = left_out(round_, occasion_named("spring-festival:2027"), TODAY)
    assert [(each.known.name, each.invited) for each in outside] == [("王雅琴", True)]


def test_taking_an_excuse_back_is_refused_when_another_round_has_the_person_meanwhile(cast):
    officer = cast.user("officer")
    row = row_of(begun("spring-festival:2027", cast, name="第一批"), cast.chen)
    excuse_greeting(row, "由领导另发", now=NOW, by=officer)
    begun("spring-festival:2027", cast, name="第二批")
    with pytest.raises(GreetingError, match="陈建国已经在“第二批”里"):
        readmit_greeting(row, by=officer)
    assert row.state == State.EXCUSED


@pytest.mark.parametrize(
    "code",
    ["qingming", "victory-day", "september-18", "martyrs-day", "national-memorial", "ghost-festival"],
)
def test_no_round_can_be_begun_for_a_solemn_day(cast, code):
    with pytest.raises(OccasionError, match="是肃穆的日子，不发祝福"):
        begun(f"{code}:2027", cast)
    assert db.session.query(Round).count() == 0


def test_a_feast_nobody_knows_is_refused(cast):
    with pytest.raises(OccasionError, match="没有这个节日"):
        begun("no-such-day:2027", cast)


def test_a_person_archived_since_is_not_invited(cast):
    edit_contact(cast.wang, {"notes": "x"}, version=None, by=None)
    cast.wang.archived_at = NOW
    db.session.flush()
    assert set(judged("spring-festival", cast)) == {"陈建国"}


def test_mid_autumn_within_the_national_holiday_is_one_round_that_serves_both(cast):
    day = occasion_named("mid-autumn-national-day:2028")
    round_ = begin_round(
        day, name="", owner=None, previous=None, wish="", today=TODAY, by=cast.user("officer")
    )
    turns = {(turn.occasion_code, turn.cycle) for row in greetings_of(round_) for turn in row.turns}
    assert turns == {("mid-autumn", 2028), ("national-day", 2028)}
    assert {
        each.invited
        for each in candidates(occasion_named("national-day:2028"), scope_of(None, None), TODAY)
    } == {
        False,
        True,
    }
    assert (
        occasion_named("mid-autumn:2028").part_of == occasion_named("national-day:2028").part_of == day.name
    )


def test_two_sections_may_each_call_their_round_by_the_feast(app, cast):
    begun("spring-festival:2027", cast)
    theirs = begin_round(
        occasion_named("spring-festival:2027"), name="", owner=None, previous=None, wish="", today=TODAY,
        by=cast.user("colleague"),
    )  # fmt: skip
    assert theirs.name == "2027年春节（培训科）"
    assert [row.name for row in greetings_of(theirs)] == ["欧阳慧敏"]


@pytest.mark.parametrize(("part", "name"), [("excuses", "greeting"), ("invitations", "contact")])
def test_a_refusal_for_want_of_a_reason_keeps_the_ticks(app, cast, part, name):
    round_ = begun("teachers-day:2027" if part == "invitations" else "spring-festival:2027", cast)
    if part == "invitations":
        for row in greetings_of(round_):
            db.session.delete(row)
        edit_contact(cast.chen, {"tier": "general"}, version=None, by=None)
    key = row_of(round_, cast.chen).id if part == "excuses" else cast.chen.id
    url = f"/greetings/rounds/{round_.id}/{part}"
    db.session.commit()
    answer = signed_in(app, "officer").post(url, data={name: [key]})
    assert answer.status_code == 400
    assert f'name="{name}" value="{key}" checked' in answer.text
    assert "请写明" in answer.text
