"""A unit is as warm as its warmest person."""

from datetime import timedelta

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask

from liaison.contacts.actions import archive_contact
from liaison.db import begin_write, db
from liaison.domain.warmth import temperature_on
from liaison.due.unit_warmth import unit_temperatures, unit_warmth
from liaison.interactions.actions import log_interaction

pytestmark = pytest.mark.postgres


def meet(person, days_ago: int, kind: str = "call") -> None:
    log_interaction([person], kind=kind, on=TODAY - timedelta(days=days_ago), today=TODAY, by=None)


def test_the_warmest_person_gives_the_unit_its_temperature(app: Flask, cast: Cast):
    begin_write()
    meet(cast.chen, 20)
    meet(cast.wang, 1, "visit")
    wang = temperature_on(cast.wang.warmth_heat, TODAY, cast.wang.cadence_days)
    found = unit_warmth(cast.school.id, TODAY)
    assert found is not None
    assert found.temperature == pytest.approx(wang)
    assert unit_temperatures([cast.school.id], TODAY) == {cast.school.id: pytest.approx(wang)}


def test_a_meeting_with_two_of_its_people_warms_a_unit_once(app: Flask, cast: Cast):
    begin_write()
    log_interaction([cast.chen, cast.wang], kind="call", on=TODAY, today=TODAY, by=None)
    found = unit_warmth(cast.school.id, TODAY)
    assert found is not None
    assert found.temperature == pytest.approx(50)


def test_the_trend_compares_with_whoever_was_warmest_three_months_ago(app: Flask, cast: Cast):
    begin_write()
    meet(cast.wang, 90)  # 50° on that day
    meet(cast.chen, 0)  # 50° today
    found = unit_warmth(cast.school.id, TODAY)
    assert found is not None
    assert found.trend == 0


def test_a_unit_without_people_has_no_temperature(app: Flask, cast: Cast):
    begin_write()
    college = cast.ouyang.unit_id
    archive_contact(cast.ouyang, now=cast.ouyang.created_at, by=None)
    assert unit_warmth(college, TODAY) is None
    assert unit_temperatures([college], TODAY) == {}


def test_the_units_page_says_how_warm_it_is(app: Flask, cast: Cast, officer):
    begin_write()
    meet(cast.chen, 0)
    db.session.commit()
    school = cast.school.id
    assert "温度 50° 温" in officer.get(f"/units/{school}").text
    assert "50°" in officer.get("/units").text
    assert "50°" in officer.get("/due/units?within=200").text
