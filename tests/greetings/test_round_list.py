"""The list of a round before it begins: seen with its reasons, changed by hand, kept through refusals."""

import re
from datetime import timedelta

import pytest
from conftest import NOW, signed_in
from greetings_scene import a_round, feast, row_of

from liaison.db import begin_write, db
from liaison.greetings.excusing import excuse_greeting
from liaison.greetings.models import Greeting, Round, State

NEW = "/greetings/rounds/new"


def form(code: str, ticked=(), usual=None, **more):
    key = feast(code).key
    shown = {} if usual is None else {"usual": ",".join(map(str, usual)), "listed_for": f"{key} all again"}
    return {"occasion": key, "whose": "all", "wish": "", "repeat": "y", "contact": list(ticked), **shown, **more}


def ticks(page: str) -> dict[int, bool]:
    """{contact id: whether it is ticked} of the list on the page."""
    boxes = re.findall(r'name="contact" value="(\d+)"([^>]*)>', page)
    return {int(key): "checked" in rest for key, rest in boxes}


def newest() -> Round:
    db.session.rollback()
    return db.session.query(Round).order_by(Round.id.desc()).first()


@pytest.fixture
def officer(app, office):
    db.session.commit()
    return signed_in(app, "officer")


def test_the_page_lists_who_would_be_in_and_who_not_with_the_reasons(officer, office):
    page = officer.get(f"{NEW}?occasion={feast('nurses-day').key}").text
    assert ticks(page) == {office.chen.id: False, office.wang.id: False}
    assert "不在对象范围（医院或“卫健”标签）" in page
    page = officer.get(f"{NEW}?occasion={feast('spring-festival').key}").text
    assert ticks(page) == {office.chen.id: True, office.wang.id: True}
    assert "规则：全部" in page


def test_looking_at_another_feast_begins_nothing_and_keeps_the_ticks(officer, office):
    chen, wang = office.chen.id, office.wang.id
    looked = form("new-year", [chen], [chen, wang], look="yes")
    assert ticks(officer.post(NEW, data=looked).text) == {chen: True, wang: False}
    looked = form("nurses-day", [chen], [], look="yes")
    assert ticks(officer.post(NEW, data=looked).text) == {chen: True, wang: False}
    assert db.session.query(Round).count() == 0


def test_a_round_does_not_begin_with_a_list_nobody_saw(officer, office):
    stale = form("spring-festival", [office.chen.id], [office.chen.id])
    stale["listed_for"] = f"{feast('nurses-day').key} all again"
    assert "名单的条件改了" in officer.post(NEW, data=stale).text
    assert db.session.query(Round).count() == 0


@pytest.mark.parametrize(
    ("code", "said"), [("spring-festival", "划掉了 1 人"), ("nurses-day", "添上了 1 人")]
)
def test_a_change_by_hand_without_its_reason_is_refused_and_the_ticks_stay(officer, office, code, said):
    chen, wang = office.chen.id, office.wang.id
    usual = [chen, wang] if code == "spring-festival" else []
    answer = officer.post(NEW, data=form(code, [chen], usual))
    assert answer.status_code == 400 and said in answer.text
    assert ticks(answer.text) == {chen: True, wang: False}
    assert db.session.query(Round).count() == 0


def test_who_was_taken_into_another_round_meanwhile_is_told_before_a_round_begins(officer, office):
    chen, wang = office.chen.id, office.wang.id
    first = form("spring-festival", [chen], [chen, wang], struck_because="另有安排", name="先起草的")
    assert officer.post(NEW, data=first).status_code == 302
    answer = officer.post(NEW, data=form("spring-festival", [chen, wang], [chen, wang]))
    assert answer.status_code == 400
    assert "您打开名单以后，1 人已列入“先起草的”" in answer.text
    db.session.rollback()
    assert db.session.query(Round).count() == 1


def test_a_feast_too_far_ahead_is_said_to_be(officer):
    assert "这个节日还早" in officer.get(f"{NEW}?occasion=spring-festival:2031").text


def test_both_missing_reasons_are_told_at_once(officer, office):
    chen, wang = office.chen.id, office.wang.id
    answer = officer.post(NEW, data=form("spring-festival", [wang], [chen]))
    assert "划掉了 1 人" in answer.text and "添上了 1 人" in answer.text


def test_who_was_struck_out_is_excused_with_the_reason(officer, office):
    chen, wang = office.chen.id, office.wang.id
    officer.post(NEW, data=form("spring-festival", [chen], [chen, wang], struck_because="刚办过丧事"))
    states = {row.contact_id: (row.state, row.excuse) for row in rows_of(newest())}
    assert states == {chen: (State.READY, ""), wang: (State.EXCUSED, "刚办过丧事")}


def test_who_was_put_in_is_in_by_hand_with_the_reason_and_nobody_out_of_sight(officer, office):
    asked = [office.chen.id, office.ouyang.id]
    officer.post(NEW, data=form("nurses-day", asked, [], added_because="捐赠过药品"))
    rows = rows_of(newest())
    assert [(row.contact_id, row.reason) for row in rows] == [(office.chen.id, "捐赠过药品")]
    assert rows[0].added_by_id is not None


def test_last_time_s_decisions_are_on_the_list_and_can_be_undone_there(officer, office):
    begin_write()
    head = office.user("officer")
    before = a_round("new-year", [office.chen, office.wang], by=head)
    before.day = before.day - timedelta(days=365)
    before.cycle -= 1
    for row in rows_of(before):
        row.turns.clear()
    excuse_greeting(row_of(before, office.wang), "在国外", now=NOW, by=head)
    db.session.commit()
    chen, wang = office.chen.id, office.wang.id
    page = officer.get(f"{NEW}?occasion={feast('new-year').key}").text
    assert "上一次免发：在国外" in page
    assert ticks(page) == {chen: True, wang: False}
    officer.post(NEW, data=form("new-year", [chen, wang], [chen], added_because="已经回国"))
    assert {row.state for row in rows_of(newest())} == {State.READY}


def test_a_solemn_day_says_so_in_place_of_a_list(officer):
    page = officer.get(f"{NEW}?occasion={feast('national-memorial').key}").text
    assert "肃穆的日子，不发祝福" in page and ticks(page) == {}


def rows_of(round_: Round) -> list[Greeting]:
    return list(db.session.query(Greeting).filter_by(round_id=round_.id).order_by(Greeting.id))


