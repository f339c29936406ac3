"""The end of a round: who was missed and why, what came back, when it happened; and next year's round from this one."""

from datetime import date, timedelta

import pytest
from conftest import NOW, TODAY, signed_in
from greetings_scene import a_round, approved, received, row_of

from liaison.contacts.actions import edit_contact
from liaison.db import db
from liaison.greetings.closing import close_round, reopen_round
from liaison.greetings.errors import GreetingError
from liaison.greetings.excusing import excuse_greeting
from liaison.greetings.models import Stage, State
from liaison.greetings.occasions import occasion_named
from liaison.greetings.queries import greetings_of
from liaison.greetings.repeating import begin_from, last_round
from liaison.greetings.review import review_of
from liaison.greetings.rounds import discard_round
from liaison.greetings.sending import log_reply, make_list, mark_sent

SENT_ON = date(2026, 11, 20)


@pytest.fixture
def half_done(office):
    """陈建国 was greeted on the 20th and answered today; 王雅琴 still waits."""
    officer = office.user("officer")
    round_ = approved(
        a_round("spring-festival", [office.chen, office.wang], by=officer),
        by=officer,
        head=office.user("head"),
    )
    row = row_of(round_, office.chen)
    mark_sent(row, now=NOW - timedelta(days=3), today=SENT_ON, by=officer)
    log_reply(row, "同贺", TODAY, today=TODAY, by=officer)
    return round_


def close(round_, office, why: str = "没顾上") -> int:
    return close_round(round_, missed_because=why, lessons="早动手", now=NOW, by=office.user("officer"))


def reviewed(round_, office):
    return review_of(round_, greetings_of(round_), office.user("officer"), lambda instant: instant.date())


def test_whoever_was_not_reached_needs_a_reason(office, half_done):
    with pytest.raises(GreetingError, match="还有 1 人没发，请写明原因"):
        close(half_done, office, why=" ")
    assert half_done.stage == Stage.APPROVED
    assert close(half_done, office) == 1
    assert half_done.stage == Stage.CLOSED
    assert row_of(half_done, office.wang).missed_because == "没顾上"


def test_the_review_counts_by_unit_tier_officer_and_way(office, half_done):
    close(half_done, office)
    review = reviewed(half_done, office)
    total = review.total
    assert (total.invited, total.reached, total.replied, total.missed, total.percent) == (2, 1, 1, 1, 50)
    assert [(each.label, each.invited, each.reached) for each in review.by_unit] == [("市第一中学", 2, 1)]
    assert {(each.label, each.invited, each.reached) for each in review.by_tier} == {
        ("key", 1, 1),
        ("general", 1, 0),
    }
    assert [(each.label, each.invited, each.reached) for each in review.by_officer] == [("张敏", 2, 1)]
    assert {(each.label, each.reached) for each in review.by_channel} == {("sms", 1), ("wechat", 0)}


def test_the_review_names_who_was_missed_and_what_came_back(office, half_done):
    close(half_done, office)
    review = reviewed(half_done, office)
    assert [row.name for row in review.missed] == ["王雅琴"]
    assert [(row.name, row.reply) for row in review.replies] == [("陈建国", "同贺")]
    assert review.reply_days == 3
    assert review.sent_per_day == [(SENT_ON, 1)]


def test_who_was_excused_is_neither_invited_nor_missed(office, half_done):
    excuse_greeting(row_of(half_done, office.wang), "在国外", now=NOW, by=None)
    close(half_done, office, why="")
    total = reviewed(half_done, office).total
    assert (total.invited, total.excused, total.missed, total.percent) == (1, 1, 0, 100)


def test_who_greeted_us_and_got_no_answer_is_in_the_review(office, half_done):
    half_done.draft_from = TODAY
    incoming = received(office.wang, office.user("officer"))
    incoming.occasion_code = "spring-festival"
    db.session.flush()
    assert [each.name for each in reviewed(half_done, office).unanswered] == ["王雅琴"]


def test_the_steps_say_by_how_many_days_they_were_late(office, half_done):
    half_done.submit_by = TODAY - timedelta(days=2)
    steps = {step.code: step for step in reviewed(half_done, office).steps}
    assert steps["submit"].days_late == 2
    assert steps["approve"].days_late == 0


def test_a_round_does_not_end_while_a_list_is_out(office):
    officer = office.user("officer")
    round_ = approved(
        a_round("spring-festival", [office.chen], by=officer), by=officer, head=office.user("head")
    )
    make_list(round_, greetings_of(round_), today=TODAY, by=officer)
    with pytest.raises(GreetingError, match="平台名单还没有了结"):
        close(round_, office)


def test_a_draft_does_not_end_it_is_discarded(office):
    round_ = a_round("spring-festival", [office.chen], by=office.user("officer"))
    with pytest.raises(GreetingError, match="还没有送审"):
        close(round_, office)
    discard_round(round_, by=office.user("officer"))
    again = a_round("spring-festival", [office.chen], by=office.user("officer"))
    assert [row.name for row in greetings_of(again)] == ["陈建国"]


def test_a_round_of_which_something_was_sent_is_not_discarded(office, half_done):
    with pytest.raises(GreetingError, match="已经有人发出"):
        discard_round(half_done, by=office.user("officer"))


def test_a_closed_round_is_left_as_it_is_until_it_is_opened_again(office, half_done):
    close(half_done, office)
    row = row_of(half_done, office.wang)
    with pytest.raises(GreetingError, match="已经办结"):
        mark_sent(row, now=NOW, today=TODAY, by=office.user("officer"))
    reopen_round(half_done, by=office.user("head"))
    mark_sent(row, now=NOW, today=TODAY, by=office.user("officer"))
    assert row.state == State.SENT


def test_the_review_page_shows_the_numbers(app, office, half_done):
    close(half_done, office)
    number = half_done.id
    db.session.commit()
    page = signed_in(app, "viewer").get(f"/greetings/rounds/{number}/review").text
    for part in ("50", "没顾上", "早动手", "同贺"):
        assert part in page


def next_years(previous, office):
    return begin_from(
        previous, occasion_named("spring-festival:2028"), name="", owner=None, wish="", today=TODAY, now=NOW,
        by=office.user("officer"),
    )  # fmt: skip


def test_next_year_s_round_starts_from_this_one(office, half_done):
    officer = office.user("officer")
    excuse_greeting(row_of(half_done, office.wang), "不喜客套", now=NOW, by=officer)
    half_done.section_id = officer.section_id
    row_of(half_done, office.chen).channel = "wechat"
    close(half_done, office)
    assert last_round(occasion_named("spring-festival:2028"), None, officer.section_id) == half_done
    edit_contact(office.chen, {"wechat": "chen"}, version=None, by=None)
    round_ = next_years(half_done, office)
    assert round_.previous == half_done
    assert row_of(round_, office.chen).channel == "wechat"
    assert row_of(round_, office.wang).excuse == "沿用上一次：不喜客套"


def test_whoever_was_put_in_by_hand_is_put_in_again_with_the_reason(office):
    officer = office.user("officer")
    round_ = approved(
        a_round("nurses-day", [office.chen], by=officer), by=officer, head=office.user("head")
    )
    row_of(round_, office.chen).reason = "捐赠过药品"
    again = begin_from(
        round_,
        occasion_named("nurses-day:2028"),
        name="",
        owner=None,
        wish="",
        today=TODAY,
        now=NOW,
        by=officer,
    )
    assert row_of(again, office.chen).reason == "沿用上一次：捐赠过药品"


def test_the_next_draft_shows_what_was_learnt(app, office, half_done):
    close(half_done, office)
    half_done.section_id = office.user("officer").section_id
    db.session.commit()
    page = signed_in(app, "officer").get("/greetings/rounds/new?occasion=spring-festival:2028").text
    assert "早动手" not in page  # a year ahead is not offered yet
    half_done.day = half_done.day - timedelta(days=370)
    db.session.commit()
    page = signed_in(app, "officer").get("/greetings/rounds/new?occasion=spring-festival:2027").text
    assert "早动手" in page


def test_the_missed_stand_together_by_reason_and_officer(office, half_done):
    close(half_done, office)
    groups = reviewed(half_done, office).missed_groups
    assert [(each.reason, [row.name for row in each.rows]) for each in groups] == [("没顾上", ["王雅琴"])]


def test_an_officer_s_own_reason_goes_before_the_common_one(office, half_done):
    row = row_of(half_done, office.wang)
    officer = office.user("officer")
    own = {row.officer_id: "王老师在国外"}
    close_round(half_done, missed_because="", lessons="", now=NOW, by=officer, by_officer=own)
    assert row.missed_because == "王老师在国外"
