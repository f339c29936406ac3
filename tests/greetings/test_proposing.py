"""A feast stays proposed as long as somebody it greets is in no round of it, whoever began one for others."""

from datetime import UTC, datetime

import pytest
from cast import Cast
from conftest import NOW, TODAY, signed_in
from flask import Flask
from greetings_scene import approved, feast

from liaison import clock
from liaison.db import db
from liaison.digests.words import feast_words
from liaison.due.actions import pause_contact
from liaison.due.scopes import Scope
from liaison.greetings.closing import close_round
from liaison.greetings.drafting import add_people, begin_round, invitations_for
from liaison.greetings.excusing import excuse_greeting
from liaison.greetings.models import Round
from liaison.greetings.proposing import Proposal, proposals
from liaison.greetings.queries import closed_rounds, greetings_of, open_rounds
from liaison.greetings.timetable import FeastToBegin, feasts_to_begin
from liaison.workdays.queries import work_calendar

JANUARY = datetime(2027, 1, 25, 2, 0, tzinfo=UTC)  # the round of 春节 is to be drafted by now
LEFT = "还有 1 人没有起草"


def of_her_own(office: Cast, code: str) -> Round:
    """张敏's round for the people she keeps: 陈建国 alone of the two her section sees."""
    officer = office.user("officer")
    return begin_round(
        feast(code), name="", owner=officer, previous=None, wish="wechat", today=TODAY, by=officer
    )


def proposed(office: Cast, login: str = "head") -> Proposal | None:
    user = office.user(login)
    rounds = open_rounds(user) + closed_rounds(user)
    found = proposals(TODAY, user, rounds)
    return next((each for each in found if each.day.code == "spring-festival"), None)


def to_begin(office: Cast, login: str = "head", **scope) -> FeastToBegin | None:
    found = feasts_to_begin(JANUARY.date(), Scope(seen_by=office.user(login), **scope), work_calendar())
    return next((each for each in found if each.day.code == "spring-festival"), None)


def counted(found: Proposal | FeastToBegin | None) -> tuple[int, bool] | None:
    return (found.people, found.begun) if found else None


def test_a_feast_without_a_round_is_for_all_it_greets(office):
    assert counted(proposed(office)) == counted(to_begin(office)) == (2, False)


@pytest.mark.parametrize("code", ["lunar-new-year-eve", "spring-festival"])
def test_one_officer_s_round_leaves_the_feast_for_the_others(app: Flask, office: Cast, code: str):
    of_her_own(office, code)
    assert counted(proposed(office)) == counted(to_begin(office)) == (1, True)
    db.session.commit()
    with clock.fixed_at(JANUARY):
        head = signed_in(app, "head", JANUARY)
        assert LEFT in head.get("/greetings").text
        assert LEFT in head.get("/").text


def test_to_whose_people_are_all_in_a_round_it_is_not_proposed(office):
    of_her_own(office, "lunar-new-year-eve")
    mine = (office.user("officer").id,)
    assert to_begin(office, "officer", owner_ids=mine) is None
    assert counted(to_begin(office, "officer")) == (1, True)


def test_another_section_counts_its_own(office):
    of_her_own(office, "spring-festival")
    assert counted(proposed(office, "colleague")) == counted(to_begin(office, "colleague")) == (2, False)


def test_it_is_gone_when_nobody_it_greets_is_left(app: Flask, office: Cast):
    round_ = of_her_own(office, "spring-festival")
    add_people(round_, invitations_for({office.wang.id: "一并问候"}), by=office.user("head"), by_hand=True)
    assert proposed(office) is to_begin(office) is None
    db.session.commit()
    with clock.fixed_at(JANUARY):
        head = signed_in(app, "head", JANUARY)
        assert "人没有起草" not in head.get("/").text + head.get("/greetings").text


def test_whoever_was_excused_or_is_paused_is_not_left(office):
    head, round_ = office.user("head"), of_her_own(office, "spring-festival")
    excuse_greeting(greetings_of(round_)[0], "服丧", now=NOW, by=head)
    assert counted(proposed(office)) == counted(to_begin(office)) == (1, True)
    pause_contact(office.wang, JANUARY.date().replace(month=3), "住院", today=TODAY, by=head)
    assert proposed(office) is to_begin(office) is None


def test_a_round_that_ended_has_provided_for_its_people_alone(office):
    officer, head = office.user("officer"), office.user("head")
    round_ = approved(of_her_own(office, "spring-festival"), by=officer, head=head)
    close_round(round_, missed_because="没顾上", lessons="", now=NOW, by=head)
    assert counted(proposed(office)) == counted(to_begin(office)) == (1, True)


def test_the_digest_says_how_many_are_left(office):
    of_her_own(office, "spring-festival")
    found = to_begin(office)
    assert found is not None
    assert feast_words(found).endswith(LEFT)
