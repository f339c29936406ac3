"""From the draft to the head's word: whole, row by row, or back with words; two persons where two are required."""

import pytest
from conftest import NOW, signed_in
from greetings_scene import a_round, row_of

from liaison.contacts.models import Phone
from liaison.db import StaleRecord, db
from liaison.greetings.approval import (
    approve_greeting,
    approve_round,
    return_greeting,
    return_round,
    submit_round,
    withdraw_submission,
)
from liaison.greetings.drafting import add_people, invitations_for
from liaison.greetings.editing import edit_greeting
from liaison.greetings.errors import GreetingError
from liaison.greetings.models import Stage
from liaison.greetings.queries import greetings_of
from liaison.greetings.sending import mark_sent
from liaison.office.actions import change_setting


@pytest.fixture
def submitted(office):
    round_ = a_round("spring-festival", [office.chen, office.wang], by=office.user("officer"))
    submit_round(round_, now=NOW, by=office.user("officer"))
    return round_


def test_the_whole_round_is_approved_at_once(office, submitted):
    assert approve_round(submitted, now=NOW, by=office.user("head")) == 2
    assert submitted.stage == Stage.APPROVED
    assert all(row.may_be_sent for row in greetings_of(submitted))


def test_the_round_is_approved_with_the_last_of_its_rows(office, submitted):
    head = office.user("head")
    first, last = greetings_of(submitted)
    approve_greeting(first, version=first.version, now=NOW, by=head)
    assert submitted.stage == Stage.SUBMITTED
    assert (first.may_be_sent, last.may_be_sent) == (True, False)
    approve_greeting(last, version=last.version, now=NOW, by=head)
    assert submitted.stage == Stage.APPROVED


def test_a_row_sent_back_stays_behind_when_the_rest_is_approved(office, submitted):
    head, row = office.user("head"), row_of(submitted, office.chen)
    return_greeting(row, "职务改了", version=row.version, now=NOW, by=head)
    assert approve_round(submitted, now=NOW, by=head) == 1
    assert submitted.stage == Stage.SUBMITTED
    assert (row.may_be_sent, row.remark, row.returned_by) == (False, "职务改了", head)


def test_mending_a_row_sent_back_puts_it_before_the_head_again(office, submitted):
    row = row_of(submitted, office.chen)
    return_greeting(row, "职务改了", version=row.version, now=NOW, by=office.user("head"))
    edit_greeting(row, {"text": "陈主任：给您拜年。张敏"}, version=None, now=NOW, by=office.user("officer"))
    assert row.awaits_approval
    assert row.remark == ""


def test_sending_back_needs_words(office, submitted):
    with pytest.raises(GreetingError, match="退回请写明要改什么"):
        return_round(submitted, " ", now=NOW, by=office.user("head"))
    assert submitted.stage == Stage.SUBMITTED


def test_a_round_sent_back_is_a_draft_again_and_says_why(office, submitted):
    approve_greeting(row_of(submitted, office.chen), version=None, now=NOW, by=office.user("head"))
    return_round(submitted, "再亲切些", now=NOW, by=office.user("head"))
    assert (submitted.stage, submitted.return_words) == (Stage.DRAFT, "再亲切些")
    assert not any(row.may_be_sent for row in greetings_of(submitted))


def test_nothing_is_approved_before_it_was_submitted(office):
    round_ = a_round("spring-festival", [office.chen], by=office.user("officer"))
    with pytest.raises(GreetingError, match="还没有送审"):
        approve_round(round_, now=NOW, by=office.user("head"))


def test_where_two_persons_are_required_nobody_approves_his_own(office):
    head = office.user("head")
    round_ = a_round("spring-festival", [office.chen], by=head)
    submit_round(round_, now=NOW, by=head)
    for approve in (
        lambda: approve_round(round_, now=NOW, by=head),
        lambda: approve_greeting(row_of(round_, office.chen), version=None, now=NOW, by=head),
    ):
        with pytest.raises(GreetingError, match="起草和审定须是两个人"):
            approve()
    assert round_.stage == Stage.SUBMITTED
    approve_round(round_, now=NOW, by=office.user("admin"))
    assert round_.stage == Stage.APPROVED


def test_the_office_may_let_a_head_approve_his_own(office):
    head = office.user("head")
    change_setting("greeting_two_person", "no", by=office.user("admin"))
    round_ = a_round("spring-festival", [office.chen], by=head)
    submit_round(round_, now=NOW, by=head)
    approve_round(round_, now=NOW, by=head)
    assert round_.stage == Stage.APPROVED


def test_a_changed_text_has_to_be_approved_again(office, submitted):
    approve_round(submitted, now=NOW, by=office.user("head"))
    row = row_of(submitted, office.chen)
    edit_greeting(row, {"text": "陈主任：新春好。张敏"}, version=None, now=NOW, by=office.user("officer"))
    assert not row.may_be_sent
    with pytest.raises(GreetingError, match="还没有审定，不能发"):
        mark_sent(row, now=NOW, today=NOW.date(), by=office.user("officer"))


def test_a_row_whose_words_changed_after_the_head_read_them_is_not_approved(office, submitted):
    row = row_of(submitted, office.chen)
    seen = row.version
    edit_greeting(row, {"text": "陈主任：新春好。张敏"}, version=None, now=NOW, by=office.user("officer"))
    with pytest.raises(StaleRecord):
        approve_greeting(row, version=seen, now=NOW, by=office.user("head"))


def test_somebody_added_after_the_approval_awaits_one_of_his_own(office):
    officer, head = office.user("officer"), office.user("head")
    round_ = a_round("spring-festival", [office.chen], by=officer)
    submit_round(round_, now=NOW, by=officer)
    approve_round(round_, now=NOW, by=head)
    (row,) = add_people(round_, invitations_for({office.wang.id: "新结识"}), by=officer, by_hand=True)
    assert row.awaits_approval
    assert not row.may_be_sent


def test_a_round_with_an_error_is_not_submitted_and_says_whose_it_is(office):
    officer = office.user("officer")
    round_ = a_round("spring-festival", [office.chen, office.wang], by=officer)
    edit_greeting(row_of(round_, office.wang), {"channel": "sms"}, version=None, now=NOW, by=officer)
    with pytest.raises(GreetingError, match="王雅琴的问候还有错"):
        submit_round(round_, now=NOW, by=officer)
    assert round_.stage == Stage.DRAFT


def test_an_empty_round_is_not_submitted(office):
    round_ = a_round("spring-festival", [], by=office.user("officer"))
    with pytest.raises(GreetingError, match="还没有要问候的人"):
        submit_round(round_, now=NOW, by=office.user("officer"))


def test_a_submission_can_be_taken_back_until_something_is_approved(office, submitted):
    withdraw_submission(submitted, by=office.user("officer"))
    assert submitted.stage == Stage.DRAFT
    submit_round(submitted, now=NOW, by=office.user("officer"))
    approve_greeting(row_of(submitted, office.chen), version=None, now=NOW, by=office.user("head"))
    with pytest.raises(GreetingError, match="不能撤回"):
        withdraw_submission(submitted, by=office.user("officer"))


def test_a_missing_number_is_an_error_only_for_the_ways_that_need_one(office):
    officer = office.user("officer")
    round_ = a_round("spring-festival", [office.wang], by=officer)
    row = row_of(round_, office.wang)
    edit_greeting(row, {"channel": "call"}, version=None, now=NOW, by=officer)
    with pytest.raises(GreetingError, match="还有错"):
        submit_round(round_, now=NOW, by=officer)
    office.wang.phones.append(Phone(label="mobile", text="138 0000 0001", digits="13800000001"))
    submit_round(round_, now=NOW, by=officer)
    assert round_.stage == Stage.SUBMITTED


def test_approving_the_rest_says_how_many_and_who_stays_behind(app, office, submitted):
    row = row_of(submitted, office.chen)
    return_greeting(row, "职务改了", version=row.version, now=NOW, by=office.user("head"))
    url = f"/greetings/rounds/{submitted.id}"
    db.session.commit()
    page = signed_in(app, "head").post(f"{url}/approval", data={}, follow_redirects=True).text
    assert "已审定 1 人，可以发送了；退回的 1 人改好再审定" in page


def test_a_round_refused_for_its_faults_leads_to_them(app, office):
    round_ = a_round("spring-festival", [office.chen], by=office.user("officer"))
    row_of(round_, office.chen).text = ""
    url = f"/greetings/rounds/{round_.id}"
    db.session.commit()
    answer = signed_in(app, "officer").post(f"{url}/submission", data={})
    assert answer.headers["Location"].endswith(f"{url}?show=faulty")
