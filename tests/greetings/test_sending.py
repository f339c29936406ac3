"""Sending is a person's act: what it leaves behind, what it refuses, and the ways that make it quick."""

import io
from datetime import date, timedelta

import openpyxl
import pytest
from conftest import NOW, TODAY, signed_in
from greetings_scene import a_round, approved, row_of

from liaison.contacts.actions import edit_contact
from liaison.db import db
from liaison.domain.warmth import heat_on
from liaison.greetings.dispatch_links import code_content, links_to
from liaison.greetings.editing import edit_greeting
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Greeting, State
from liaison.greetings.queries import greetings_of, sendable_rows
from liaison.greetings.sending import (
    log_reply,
    make_list,
    mark_sent,
    mark_spoken,
    settle_list,
    unsend,
    withdraw_reply,
)
from liaison.interactions.actions import log_interaction
from liaison.interactions.models import Interaction

LAST_CALL = date(2026, 9, 1)


@pytest.fixture
def ready(office):
    """陈建国, called in September; his greeting is approved."""
    officer = office.user("officer")
    log_interaction([office.chen], kind="call", on=LAST_CALL, today=TODAY, by=officer)
    return row_of(
        approved(
            a_round("spring-festival", [office.chen], by=officer), by=officer, head=office.user("head")
        ),
        office.chen,
    )


def send(row: Greeting, office, on: date = TODAY) -> None:
    mark_sent(row, now=NOW, today=on, by=office.user("officer"))


def test_a_greeting_sent_warms_a_little_and_does_not_reset_the_cadence(office, ready):
    before, due = heat_today(office.chen), office.chen.due_on
    send(ready, office)
    assert (office.chen.due_on, office.chen.last_contact_on) == (due, LAST_CALL)
    assert heat_today(office.chen) == pytest.approx(before + 0.25)


def heat_today(contact) -> float:
    return heat_on(contact.warmth_heat, TODAY, contact.cadence_days)


def test_who_sent_it_and_when_is_kept_and_it_stands_in_the_timeline(office, ready):
    send(ready, office)
    assert (ready.state, ready.sent_by.login, ready.sent_at) == (State.SENT, "officer", NOW)
    touch = ready.interaction
    assert (touch.kind, touch.direction, touch.answered) == ("greeting", "ours", False)
    assert touch.summary == "2027年春节问候（短信）"
    assert touch.outcome == ready.text


def test_a_reply_makes_it_two_way_and_counts_as_contact_on_the_day_it_was_sent(office, ready):
    send(ready, office)
    log_reply(ready, "同贺", TODAY, today=TODAY, by=office.user("officer"))
    assert ready.state == State.REPLIED
    assert ready.interaction.answered
    assert office.chen.last_contact_on == TODAY
    withdraw_reply(ready, today=TODAY, by=office.user("officer"))
    assert (ready.state, office.chen.last_contact_on) == (State.SENT, LAST_CALL)


def test_marking_by_mistake_can_be_undone_and_the_touch_is_struck_out(office, ready):
    heat = office.chen.heat
    send(ready, office)
    unsend(ready, now=NOW, by=office.user("officer"))
    assert (ready.state, office.chen.heat) == (State.READY, heat)


def test_what_is_sent_is_not_sent_again(office, ready):
    send(ready, office)
    with pytest.raises(GreetingError, match="已由张敏发出，不要重复发"):
        send(ready, office)


def test_on_a_solemn_day_nothing_is_sent(office, ready):
    with pytest.raises(GreetingError, match="今天是国家公祭日，不发祝福"):
        send(ready, office, on=date(2026, 12, 13))
    assert ready.state == State.READY


def test_nothing_goes_out_without_approval(office):
    row = row_of(a_round("spring-festival", [office.chen], by=office.user("officer")), office.chen)
    with pytest.raises(GreetingError, match="还没有审定"):
        send(row, office)


@pytest.mark.parametrize(
    ("on", "said"), [(TODAY + timedelta(days=1), "还没到"), (TODAY - timedelta(days=1), "早于发出的")]
)
def test_a_reply_cannot_lie_ahead_or_before_the_greeting(office, ready, on, said):
    send(ready, office)
    with pytest.raises(GreetingError, match=said):
        log_reply(ready, "同贺", on, today=TODAY, by=None)
    assert ready.state == State.SENT


def test_a_reply_without_words_is_told_as_no_more_than_a_reply(office, ready):
    send(ready, office)
    log_reply(ready, " ", TODAY, today=TODAY, by=office.user("officer"))
    assert ready.interaction.outcome == f"{ready.text}\n已回复"


def test_a_reply_to_what_was_not_sent_is_refused(office, ready):
    with pytest.raises(GreetingError, match="还没发出"):
        log_reply(ready, "同贺", TODAY, today=TODAY, by=None)


def test_a_greeting_by_telephone_that_reached_somebody_counts_and_is_answered(office):
    row = spoken_row(office)
    mark_spoken(row, reached=True, words="一切都好", now=NOW, today=TODAY, by=office.user("officer"))
    assert (row.state, row.reply, office.chen.last_contact_on) == (State.REPLIED, "一切都好", TODAY)


def test_a_greeting_by_telephone_that_reached_nobody_still_waits_and_is_kept(office):
    row = spoken_row(office)
    mark_spoken(row, reached=False, words="", now=NOW, today=TODAY, by=office.user("officer"))
    assert (row.state, office.chen.last_contact_on) == (State.READY, None)
    (touch,) = db.session.query(Interaction)
    assert (touch.kind, touch.answered) == ("call", False)


def spoken_row(office) -> Greeting:
    officer = office.user("officer")
    round_ = a_round("spring-festival", [office.chen], by=officer)
    edit_greeting(row_of(round_, office.chen), {"channel": "call"}, version=None, now=NOW, by=officer)
    return row_of(approved(round_, by=officer, head=office.user("head")), office.chen)


def test_the_links_carry_number_and_words(office, ready):
    links = links_to(ready)
    assert links["sms"].startswith("sms:13805712046?&body=%E9%99%88%E4%B8%BB%E4%BB%BB")
    assert links["tel"] == "tel:13805712046"
    assert code_content(office.chen, ready) == f"SMSTO:13805712046:{ready.text}"


def test_a_mail_link_carries_address_subject_and_words(office, ready):
    edit_contact(office.chen, {"email": "chen@example.cn"}, version=None, by=None)
    edit_greeting(ready, {"channel": "email"}, version=None, now=NOW, by=None)
    link = links_to(ready)["mailto"]
    assert link.startswith("mailto:chen@example.cn?subject=")
    assert "&body=%E9%99%88" in link


def test_the_list_for_the_platform_is_a_sheet_of_number_and_text(app, office, ready):
    officer = office.user("officer")
    made = make_list(ready.round, greetings_of(ready.round), today=TODAY, by=officer)
    text, number = ready.text, made.id
    db.session.commit()
    answer = signed_in(app, "officer").get(f"/greetings/lists/{number}.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(answer.data)).active
    assert [[cell.value for cell in row] for row in sheet] == [
        ["手机号码", "短信内容", "姓名", "单位"],
        ["13805712046", text, "陈建国", "市第一中学"],
    ]


def test_whoever_is_on_a_list_is_sent_to_by_nobody_else_until_it_is_settled(office, ready):
    officer = office.user("officer")
    made = make_list(ready.round, greetings_of(ready.round), today=TODAY, by=officer)
    assert sendable_rows(officer, ready.round) == []
    with pytest.raises(GreetingError, match="已列入平台名单"):
        send(ready, office)
    settle_list(made, sent=False, now=NOW, today=TODAY, by=officer)
    assert sendable_rows(officer, ready.round) == [ready]
    again = make_list(ready.round, greetings_of(ready.round), today=TODAY, by=officer)
    assert settle_list(again, sent=True, now=NOW, today=TODAY, by=officer) == 1
    assert ready.state == State.SENT


def test_the_queue_shows_one_person_with_everything_at_hand(app, office, ready):
    round_id, text = ready.round_id, ready.text
    db.session.commit()
    page = signed_in(app, "officer").get(f"/greetings/rounds/{round_id}/sending").text
    for part in (text, "sms:13805712046", "tel:13805712046", "<svg", "已发出", "data-queue-copy"):
        assert part in page


def test_an_officer_s_queue_holds_his_own_people_only(office):
    officer, head = office.user("officer"), office.user("head")
    edit_contact(office.wang, {"owner_id": head.id}, version=None, by=None)
    round_ = approved(
        a_round("spring-festival", [office.chen, office.wang], by=officer), by=officer, head=head
    )
    assert [row.name for row in sendable_rows(officer, round_)] == ["陈建国"]
    assert [row.name for row in sendable_rows(head, round_)] == ["陈建国", "王雅琴"]


def test_the_queue_says_how_many_of_its_people_somebody_else_keeps(app, office):
    officer, head = office.user("officer"), office.user("head")
    round_ = a_round("spring-festival", [office.chen, office.wang], by=officer)
    approved(round_, by=officer, head=head)
    row_of(round_, office.wang).officer_id = head.id
    db.session.commit()
    path = f"/greetings/rounds/{round_.id}/sending"
    client = signed_in(app, "officer")
    assert "还有 2 人待发（其中 1 人不是您联络的）" in client.get(path).text
    assert "1 人待问候" in client.get("/").text
    assert "不是您联络的" not in signed_in(app, "head").get(path).text


def test_nobody_in_sight_means_an_empty_queue_that_teaches(app, office):
    round_ = approved(
        a_round("spring-festival", [office.chen], by=office.user("officer")), by=office.user("officer"),
        head=office.user("head"),
    )  # fmt: skip
    send(row_of(round_, office.chen), office)
    round_id = round_.id
    db.session.commit()
    assert "等着收回复" in signed_in(app, "officer").get(f"/greetings/rounds/{round_id}/sending").text
