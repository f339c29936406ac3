"""Counting whom a festival greets in SQL against judging each person, for random people, on both databases."""

from typing import Any

import pytest
from conftest import TODAY
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select

from liaison.calendar_.audiences import audience_of
from liaison.calendar_.greeted import greeted_count
from liaison.contacts.models import Contact, Tag, contact_tags
from liaison.db import begin_write, db
from liaison.domain.audience import UNIT_KINDS
from liaison.domain.observances import POLICY
from liaison.due.scopes import Scope
from liaison.units.models import Unit

pytestmark = pytest.mark.postgres
TAGS = ("卫健", "军属", "私交", "老干部", "高校")
modest = settings(
    max_examples=15,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
people = st.lists(
    st.fixed_dictionaries(
        {
            "unit_id": st.none() | st.integers(1, 2 * len(UNIT_KINDS)),
            "tier": st.sampled_from(("key", "regular", "general")),
            "gender": st.sampled_from(("", "female", "male")),
            "retired_on": st.sampled_from((None, None, TODAY)),
            "tags": st.sets(st.integers(1, len(TAGS))),
        }
    ),
    min_size=1,
    max_size=30,
)


def store(crowd: list[dict[str, Any]]) -> None:
    """Units of every kind in the north and the south, and these people; rolled back by the next example."""
    begin_write()
    kinds = list(UNIT_KINDS) * 2
    regions = ["河北石家庄", "浙江杭州"]
    units = [
        {"id": number, "name": f"单位{number}", "kind": kind, "region": regions[number % 2]}
        for number, kind in enumerate(kinds, 1)
    ]
    db.session.execute(insert(Unit), units)
    db.session.execute(insert(Tag), [{"id": number, "name": name} for number, name in enumerate(TAGS, 1)])
    rows = [{key: each[key] for key in each if key != "tags"} for each in crowd]
    db.session.execute(
        insert(Contact), [{"id": number, "name": "某某", **row} for number, row in enumerate(rows, 1)]
    )
    held = [
        {"contact_id": number, "tag_id": tag} for number, each in enumerate(crowd, 1) for tag in each["tags"]
    ]
    if held:
        db.session.execute(insert(contact_tags), held)


@given(crowd=people)
@modest
def test_every_festival_of_the_policy_counts_the_people_it_is_judged_to_greet(
    app: Flask, crowd: list[dict[str, Any]]
):
    store(crowd)
    audience = audience_of(Scope())
    for observance in POLICY:
        assert greeted_count([observance], Scope()) == len(audience.greeted(observance)), observance.code


def test_two_festivals_greeted_together_count_nobody_twice(app: Flask):
    store([{"unit_id": 1, "tier": "key", "gender": "female", "retired_on": None, "tags": set()}])
    everyone = [each for each in POLICY if each.audience.everyone and each.congratulated]
    assert len(everyone) > 1
    assert greeted_count(everyone, Scope()) == 1


def test_a_scope_narrows_the_count(app: Flask):
    same = {"unit_id": None, "gender": "", "retired_on": None, "tags": set()}
    store([{"tier": "key", **same}, {"tier": "general", **same}])
    spring = next(each for each in POLICY if each.code == "spring-festival")
    assert greeted_count([spring], Scope()) == len(db.session.scalars(select(Contact)).all()) == 2
    assert greeted_count([spring], Scope(tier="key")) == 1
