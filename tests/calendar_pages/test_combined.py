"""中秋 inside the days off of 国庆: one greeting for both, in the month, the year's counts, files and rounds alike."""

from datetime import date

from cast import Cast
from conftest import TODAY
from flask import Flask
from page_checks import CheckedClient
from sqlalchemy import select

from liaison.calendar_.loads import day_loads
from liaison.calendar_.queries import occasions_between
from liaison.db import begin_write, db
from liaison.due.scopes import Scope
from liaison.greetings.occasions import occasion_named
from liaison.occasions.models import OfficeOccasion
from liaison.workdays.queries import work_calendar

OCTOBER = date(2028, 9, 20), date(2028, 10, 31)


def greetings_of_october() -> list[tuple[date, str]]:
    found = occasions_between(*OCTOBER, Scope(), today=TODAY, kinds=["greetings"])
    return [(each.on, each.title.partition("：")[0]) for each in found if "重阳" not in each.title]


def test_one_event_stands_for_both_feasts(head: CheckedClient, cast: Cast):
    """In 2028 中秋 is 3 October."""
    assert greetings_of_october() == [(date(2028, 10, 1), "国庆中秋")]
    page = head.get("/calendar?day=2028-10-01").text
    assert "国庆节与中秋节在同一个假期里，合为一次问候" in page
    assert "中秋节：问候" not in page and "国庆节：问候" not in page


def test_the_days_count_what_is_listed(app: Flask, cast: Cast):
    loads = day_loads(*OCTOBER, Scope(), work_calendar(), today=TODAY)
    listed = occasions_between(*OCTOBER, Scope(), today=TODAY)
    assert loads == {on: sum(each.on == on for each in listed) for on in loads}
    assert date(2028, 10, 3) not in {each.on for each in listed if each.kind == "greeting"}


def test_in_other_years_each_has_its_own(app: Flask, cast: Cast):
    found = occasions_between(date(2026, 9, 20), date(2026, 10, 5), Scope(), today=TODAY, kinds=["greetings"])
    assert [each.title.partition("：")[0] for each in found] == ["中秋节", "国庆节"]


def test_a_feast_that_is_not_shown_is_not_combined(app: Flask, cast: Cast):
    begin_write()
    hide("mid-autumn")
    assert greetings_of_october() == [(date(2028, 10, 1), "国庆节")]


def test_a_day_of_remembrance_keeps_its_silence_when_it_is_not_shown(app: Flask, cast: Cast):
    """教师节 is 10 September; 2026-09-18 is 九一八, on which an own occasion would go out."""
    begin_write()
    hide("september-18")
    occasion = db.session.scalars(select(OfficeOccasion).where(OfficeOccasion.code == "teachers-day")).one()
    occasion.rule = "09-18"
    db.session.flush()
    days = occasion_named("teachers-day:2026").days
    assert days is not None and days.send_on == date(2026, 9, 17)


def hide(code: str) -> None:
    occasion = db.session.scalars(select(OfficeOccasion).where(OfficeOccasion.code == code)).one()
    occasion.shown = False
    db.session.flush()
