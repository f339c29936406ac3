"""The scan finds every pair that comparing everybody with everybody finds, and no other."""

from datetime import date
from itertools import combinations

import pytest
from cast import Cast
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from liaison.contacts.actions import add_contact, begin_post, edit_post
from liaison.contacts.models import Contact
from liaison.db import begin_write, db
from liaison.domain.birthday_words import parse_birthday
from liaison.domain.resemblance import likeness_of_people
from liaison.duplicates.queries import likely_pairs, people_in_sight
from liaison.units.actions import add_unit

NAMES = ("单建国", "單建國", "单健国", "李一", "John Smith", "欧阳慧")
typed = st.tuples(
    st.sampled_from(NAMES),
    st.sampled_from(("", "13800000001", "0571-87654321")),
    st.sampled_from((None, 0, 1)),
    st.sampled_from((None, 0)),
    st.sampled_from(("", "2月14日", "1970-2-14", "3月1日")),
    st.sampled_from(("", "a@example.cn")),
    st.sampled_from(("", "shan jian guo", "dan jian guo")),
)


def record(row: tuple, units: list[int]) -> None:
    name, phone, unit, former, birthday, email, spelt = row
    values = {"name": name, "email": email, "birthday": parse_birthday(birthday) if birthday else None}
    if spelt and name.startswith(("单", "單")):
        values["reading"] = spelt
    contact = add_contact(values, phones=[("", phone)] if phone else [], by=None)
    if former is not None:
        edit_post(begin_post(contact, unit_id=units[former], title="", by=None), {"to_on": date(2020, 1, 1)}, version=None, by=None)
    if unit is not None:
        begin_post(contact, unit_id=units[unit], title="主任", first=True, by=None)


@settings(
    max_examples=15, deadline=None, derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(st.lists(typed, min_size=2, max_size=7))
def test_the_scan_misses_no_pair(app: Flask, cast: Cast, rows: list):
    begin_write()
    units = [add_unit({"name": f"第{number}单位"}, by=None).id for number in range(2)]
    for row in rows:
        record(row, units)
    user = cast.user("admin")
    known = people_in_sight(user, db.session.scalars(select(Contact.id)).all())
    wanted = {
        (one, other): alike.strength
        for one, other in combinations(sorted(known), 2)
        if (alike := likeness_of_people(known[one], known[other])).is_possible
    }
    found = likely_pairs(user, "contact", size=100)
    assert {(pair.one.id, pair.other.id): pair.likeness.strength for pair in found.pairs} == wanted
    strengths = [pair.likeness.strength for pair in found.pairs]
    assert strengths == sorted(strengths, reverse=True)
    db.session.rollback()


@pytest.mark.parametrize("start", [0, 1, 5])
def test_pages_follow_one_another(app: Flask, cast: Cast, start: int):
    begin_write()
    for _number in range(3):
        add_contact({"name": "李一"}, phones=[("", "13800000001")], by=None)
    db.session.commit()
    found = likely_pairs(cast.user("admin"), "contact", start=start, size=2)
    assert (found.total, len(found.pairs)) == (3, max(0, min(2, 3 - start)))
    assert found.next_start == (2 if start == 0 else None)
