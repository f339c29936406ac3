"""The SQL of the review against the domain's judgement, for random facts, on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest
from cast import Cast
from conftest import NOW, TODAY
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.domain import cadence
from liaison.domain.cadence import State
from liaison.due.queries import COUNT_LIMIT, REVIEWED, all_due, due_contacts, due_count, review
from liaison.due.scopes import Scope, in_state, not_paused, order_of

modest = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
EVERYONE = Scope()


def near(days: int) -> date:
    return TODAY + timedelta(days=days)


@st.composite
def facts(draw: st.DrawFn) -> dict[str, Any]:
    """The date columns of one contact as the domain would work them out; days near today are likely."""
    last = draw(st.none() | st.integers(-70, 0).map(near) | st.integers(-800, 0).map(near))
    interval = draw(st.sampled_from((1, 7, 30, 31, 90, 365)))
    snoozed = draw(st.none() | st.integers(-10, 40).map(near))
    return {
        "name": "某某",
        "last_contact_on": last,
        "cadence_days": interval,
        "due_on": cadence.due_on(last, interval, snoozed),
        "broken_after": cadence.broken_after(last, interval + draw(st.sampled_from((0, 1, 30)))),
        "paused_until": draw(st.none() | st.integers(-1, 3).map(near)),
        "archived_at": draw(st.sampled_from((None, None, None, NOW))),
    }


crowds = st.lists(facts(), min_size=1, max_size=40)
horizons = st.sampled_from((0, 1, 7, 30, 90))


def store(people: list[dict[str, Any]]) -> None:
    """Fill an empty table within a transaction that the next example rolls back."""
    begin_write()
    db.session.execute(insert(Contact), people)


def judged(contact: Contact, within_days: int) -> State:
    return cadence.judge(contact.last_contact_on, contact.due_on, contact.broken_after, TODAY, within_days)


def under_review() -> list[Contact]:
    """Neither archived nor paused, decided in Python."""
    return [
        contact
        for contact in db.session.scalars(select(Contact).order_by(Contact.id))
        if contact.archived_at is None and not (contact.paused_until and contact.paused_until > TODAY)
    ]


@pytest.mark.postgres
@given(people=crowds, within=horizons)
@modest
def test_the_condition_of_each_state_selects_exactly_whom_the_domain_judges_so(app: Flask, people, within):
    store(people)
    everyone = db.session.scalars(select(Contact)).all()
    for state in State:
        found = set(db.session.scalars(select(Contact.id).where(in_state(state, TODAY, within))))
        assert found == {contact.id for contact in everyone if judged(contact, within) == state}, state


@pytest.mark.postgres
@given(people=crowds)
@modest
def test_a_pause_ends_by_itself_on_its_resume_date(app: Flask, people):
    store(people)
    found = set(
        db.session.scalars(select(Contact.id).where(not_paused(TODAY), Contact.archived_at.is_(None)))
    )
    assert found == {contact.id for contact in under_review()}


@pytest.mark.postgres
@given(people=crowds, within=horizons, size=st.integers(1, 7))
@modest
def test_the_pages_of_a_state_hold_each_of_its_people_once_and_in_order(app: Flask, people, within, size):
    store(people)
    scope = EVERYONE.but(within_days=within)
    for state in REVIEWED:
        met, mark = [], None
        while True:
            page = due_contacts(state, TODAY, scope, mark=mark, size=size)
            assert {row.state for row in page.rows} <= {state}
            met += [row.contact for row in page.rows]
            if (mark := page.next_mark) is None:
                break
        wanted = [contact for contact in under_review() if judged(contact, within) == state]
        keys = [column.key for column in order_of(state)]
        assert met == sorted(wanted, key=lambda contact: [getattr(contact, key) for key in keys])
        assert due_count(state, TODAY, scope) == len(wanted)


@pytest.mark.postgres
@given(people=crowds, within=horizons)
@modest
def test_the_command_s_list_is_the_page_s_groups_one_after_another(app: Flask, people, within):
    store(people)
    scope = EVERYONE.but(within_days=within)
    groups = review(TODAY, scope, size=100)
    listed = [(row.contact.id, row.state) for row in all_due(TODAY, scope)]
    assert listed == [(row.contact.id, group.state) for group in groups for row in group.page.rows]
    assert {contact_id for contact_id, _ in listed} == {
        contact.id for contact in under_review() if judged(contact, within) != State.OK
    }
    assert [row.contact.id for row in all_due(TODAY, scope, limit=3)] == [found for found, _ in listed[:3]]


@pytest.mark.postgres
def test_of_those_never_contacted_the_weightiest_come_first(app: Flask):
    store([{"name": "一般", "cadence_days": 180}, {"name": "重点", "cadence_days": 30},
           {"name": "常规", "cadence_days": 90}])  # fmt: skip
    first = due_contacts(State.NEVER, TODAY, EVERYONE, size=2)
    second = due_contacts(State.NEVER, TODAY, EVERYONE, mark=first.next_mark, size=2)
    assert [row.contact.name for row in first.rows + second.rows] == ["重点", "常规", "一般"]


@pytest.mark.postgres
def test_counting_stops_at_its_limit(app: Flask):
    store([{"name": "某某"}] * (COUNT_LIMIT + 5))
    assert due_count(State.NEVER, TODAY, EVERYONE) == COUNT_LIMIT


@pytest.mark.postgres
@pytest.mark.parametrize(("login", "names"), [
    ("officer", {"陈建国", "王雅琴"}),
    ("head", {"陈建国", "王雅琴"}),
    ("colleague", {"欧阳慧敏", "王雅琴"}),
    ("viewer", {"陈建国", "王雅琴", "欧阳慧敏"}),
    ("admin", {"陈建国", "王雅琴", "欧阳慧敏"}),
])  # fmt: skip
def test_a_review_holds_only_whom_its_reader_may_see(app: Flask, cast: Cast, login: str, names: set[str]):
    rows = all_due(TODAY, Scope(seen_by=cast.user(login)))
    assert {row.contact.name for row in rows} == names


@pytest.mark.postgres
@pytest.mark.parametrize(("changes", "names"), [
    ({"tier": "key"}, {"陈建国"}),
    ({"tier": "regular"}, {"欧阳慧敏"}),
    ({"unit_kind": "school"}, {"陈建国", "王雅琴"}),
    ({"tag": "校友"}, set()),
    ({"owner_ids": ()}, set()),
])  # fmt: skip
def test_a_filter_narrows_the_review(app: Flask, cast: Cast, changes: dict[str, Any], names: set[str]):
    assert {row.contact.name for row in all_due(TODAY, EVERYONE.but(**changes))} == names


@pytest.mark.postgres
def test_the_people_of_a_unit_are_those_with_an_open_post_there(app: Flask, cast: Cast):
    rows = all_due(TODAY, EVERYONE.but(unit_id=cast.ids["school"]))
    assert {row.contact.name for row in rows} == {"陈建国", "王雅琴"}
