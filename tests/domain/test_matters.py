"""Which way a request goes, how pressing it is, and what each ending must say."""

from datetime import date

import pytest

from liaison.domain.matters import (
    Ending,
    MatterError,
    Outcome,
    Pressing,
    Reception,
    check_days,
    check_outcome,
    pressing,
)

TODAY, ASKED = date(2026, 11, 23), date(2026, 11, 10)
EXPLAINED = Outcome(
    Ending.EXPLAINED,
    TODAY,
    explanation="当天已有安排",
    explained_by="张敏",
    explained_on=TODAY,
    reception=Reception.ACCEPTED,
)


@pytest.mark.parametrize(
    ("due_on", "standing"),
    [
        ("2026-11-22", Pressing.OVERDUE),
        ("2026-11-23", Pressing.DUE),
        ("2026-11-24", Pressing.SOON),
        ("2026-11-30", Pressing.SOON),
        ("2026-12-01", Pressing.OK),
    ],
)
def test_a_matter_presses_by_its_day(due_on: str, standing: Pressing):
    assert pressing(date.fromisoformat(due_on), TODAY) == standing


@pytest.mark.parametrize(
    ("received", "due", "field", "said"),
    [
        ("2026-11-24", "2026-11-30", "received_on", "还没到"),
        ("2026-11-20", "2026-11-19", "due_on", "早于提出的日期 2026-11-20"),
        ("1989-12-31", "1990-01-01", "received_on", "1990 年以后"),
        ("2026-11-20", "2037-01-01", "due_on", "超过十年"),
    ],
)
def test_impossible_days_are_refused_beside_their_field(received: str, due: str, field: str, said: str):
    with pytest.raises(MatterError, match=said) as refused:
        check_days(date.fromisoformat(received), date.fromisoformat(due), TODAY)
    assert refused.value.field == field


def test_an_answer_may_be_due_on_the_day_it_was_asked():
    check_days(TODAY, TODAY, TODAY)


@pytest.mark.parametrize(
    ("outcome", "field"),
    [
        (Outcome(Ending.EXPLAINED, TODAY), "explanation"),
        (Outcome(Ending.EXPLAINED, TODAY, explanation="  "), "explanation"),
        (Outcome(Ending.EXPLAINED, TODAY, explanation="忙"), "explained_by"),
        (Outcome(Ending.EXPLAINED, TODAY, explanation="忙", explained_by="张敏"), "explained_on"),
        (Outcome(Ending.EXPLAINED, TODAY, explanation="忙", explained_by="张敏", explained_on=TODAY), "reception"),
        (Outcome(Ending.PARTLY, TODAY), "result"),
        (Outcome(Ending.PARTLY, TODAY, result="大间"), "remainder"),
        (Outcome(Ending.PASSED_ON, TODAY), "passed_to"),
        (Outcome(Ending.DONE, date(2026, 11, 24)), "on"),
        (Outcome(Ending.WITHDRAWN, date(2026, 11, 9)), "on"),
    ],
)
def test_an_ending_that_leaves_out_what_it_must_say_is_refused(outcome: Outcome, field: str):
    with pytest.raises(MatterError) as refused:
        check_outcome(outcome, ASKED, TODAY)
    assert refused.value.field == field


@pytest.mark.parametrize(
    "outcome",
    [
        EXPLAINED,
        Outcome(Ending.DONE, TODAY),
        Outcome(Ending.WITHDRAWN, ASKED),
        Outcome(Ending.PARTLY, TODAY, result="大间", remainder="小间没有空档"),
        Outcome(Ending.PASSED_ON, TODAY, passed_to="市外办周科长"),
    ],
)
def test_an_ending_that_says_what_it_must_is_kept(outcome: Outcome):
    check_outcome(outcome, ASKED, TODAY)


def test_a_text_of_the_library_with_blanks_left_is_no_explanation():
    left = Outcome(**vars(EXPLAINED) | {"explanation": "因{原因}，{替代办法}"})
    with pytest.raises(MatterError, match="还有“原因、替代办法”没有填"):
        check_outcome(left, ASKED, TODAY)
