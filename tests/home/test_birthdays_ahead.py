"""The birthdays beside the review: found through an index, the same as by asking everybody."""

from datetime import date, timedelta

import pytest
from cast import Cast
from conftest import TODAY
from flask import Flask

from liaison.contacts.actions import add_contact
from liaison.db import begin_write
from liaison.domain.birthdays import Birthday
from liaison.due.scopes import Scope
from liaison.home.queries import SHOWN, birthdays_ahead

pytestmark = pytest.mark.postgres


def born(name: str, birthday: Birthday) -> None:
    add_contact({"name": name, "birthday": birthday}, by=None)


def test_lunar_and_solar_birthdays_of_the_next_thirty_days_come_soonest_first(app: Flask, cast: Cast):
    begin_write()
    born("冬月初五", Birthday(11, 5, is_lunar=True))  # 2026-12-13
    born("今天", Birthday(11, 23))
    born("第三十天", Birthday(12, 23))
    born("第三十一天", Birthday(12, 24))
    found = [(contact.name, day.on) for contact, day in birthdays_ahead(TODAY, Scope())]
    assert found == [
        ("今天", TODAY),
        ("冬月初五", date(2026, 12, 13)),
        ("第三十天", date(2026, 12, 23)),
    ]


def test_those_born_on_the_last_day_of_a_long_month_are_found_in_a_short_one(app: Flask, cast: Cast):
    begin_write()
    born("腊月三十", Birthday(12, 30, is_lunar=True))  # 廿九 is the last day of 2026's 腊月
    on = date(2027, 2, 5)
    assert [day.on for _contact, day in birthdays_ahead(on - timedelta(days=9), Scope())] == [on]


def test_those_born_in_an_ordinary_month_are_not_greeted_again_in_its_leap_month(app: Flask, cast: Cast):
    begin_write()
    for number in range(3):
        born(f"六月初三{number}", Birthday(6, 3, is_lunar=True))
    born("闰六月初三", Birthday(6, 3, 1987, is_lunar=True, is_leap=True))
    leap_third = date(2025, 7, 27)
    found = [(contact.name, day.on) for contact, day in birthdays_ahead(leap_third, Scope())]
    assert found == [("闰六月初三", leap_third)]


def test_no_more_are_listed_than_fit_beside_the_review(app: Flask, cast: Cast):
    begin_write()
    for number in range(SHOWN + 3):
        born(f"同一天{number}", Birthday(11, 25))
    assert len(birthdays_ahead(TODAY, Scope())) == SHOWN
