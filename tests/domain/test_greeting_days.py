"""The days of a round, counted back in working days."""

from datetime import date, timedelta

import pytest

from liaison.domain.festivals import festivals_between, prepare_from, send_day
from liaison.domain.greeting_days import RoundDays, feasts_serving, round_days, turns_of, workdays_until
from liaison.domain.starter_texts import COMBINED_OCCASION
from liaison.domain.workdays import bundled

CALENDAR = bundled()


def days_of(code: str, year: int) -> RoundDays:
    festivals = festivals_between(date(year, 1, 1), date(year, 12, 31), CALENDAR)
    festival = next(each for each in festivals if each.code == code)
    return round_days(prepare_from(festival, CALENDAR), send_day(festival, CALENDAR), CALENDAR)


@pytest.mark.parametrize(
    ("code", "year", "draft_from", "submit_by", "approve_by", "send_on"),
    [
        ("spring-festival", 2026, "2026-02-03", "2026-02-09", "2026-02-13", "2026-02-14"),
        ("mid-autumn", 2026, "2026-09-17", "2026-09-20", "2026-09-23", "2026-09-24"),
        ("national-day", 2026, "2026-09-21", "2026-09-23", "2026-09-28", "2026-09-29"),
        ("lantern-festival", 2026, "2026-02-27", "2026-02-28", "2026-03-02", "2026-03-03"),
        ("spring-festival", 2027, "2027-01-22", "2027-01-28", "2027-02-03", "2027-02-04"),
    ],
)
def test_a_round_is_submitted_and_approved_before_it_is_sent(
    code, year, draft_from, submit_by, approve_by, send_on
):
    expected = [date.fromisoformat(day) for day in (draft_from, submit_by, approve_by, send_on)]
    assert days_of(code, year) == RoundDays(*expected)


def test_every_congratulated_festival_has_its_days_in_order_and_on_working_days():
    festivals = festivals_between(date(2026, 1, 1), date(2029, 12, 31), CALENDAR)
    for festival in (each for each in festivals if each.observance.congratulated):
        days = round_days(prepare_from(festival, CALENDAR), send_day(festival, CALENDAR), CALENDAR)
        assert days.draft_from <= days.submit_by <= days.approve_by <= days.send_on <= festival.date
        assert CALENDAR.is_workday(days.submit_by)
        assert CALENDAR.is_workday(days.approve_by)


def test_a_round_begun_on_the_day_of_sending_has_one_day_for_all():
    friday = date(2026, 11, 27)
    assert round_days(friday, friday, CALENDAR) == RoundDays(friday, friday, friday, friday)


@pytest.mark.parametrize(
    ("today", "day", "left"),
    [
        ("2026-09-18", "2026-09-25", 5),  # 中秋 on a Friday off; Sunday the 20th is a make-up day
        ("2026-09-24", "2026-09-25", 0),
        ("2026-09-09", "2026-09-10", 1),
        ("2026-09-10", "2026-09-10", 0),
        ("2026-09-11", "2026-09-10", 0),
    ],
)
def test_working_days_left_count_from_tomorrow_to_the_day(today, day, left):
    assert workdays_until(date.fromisoformat(day), date.fromisoformat(today), CALENDAR) == left


def test_the_last_working_day_before_a_holiday_leaves_none():
    eve = date(2026, 9, 30)
    assert workdays_until(eve + timedelta(days=1), eve, CALENDAR) == 0


def test_a_combined_greeting_serves_both_feasts():
    assert turns_of("mid-autumn-national-day", 2028) == (("mid-autumn", 2028), ("national-day", 2028))


def test_a_greeting_on_the_eve_is_that_of_the_new_year_to_come():
    assert turns_of("lunar-new-year-eve", 2026) == turns_of("spring-festival", 2027)


def test_other_occasions_serve_themselves():
    assert turns_of("teachers-day", 2026) == (("teachers-day", 2026),)


def test_the_feasts_that_serve_a_turn_are_those_whose_greeting_takes_it():
    codes = ("lunar-new-year-eve", "spring-festival", "mid-autumn", "national-day", COMBINED_OCCASION, "new-year")
    feasts = {(code, cycle) for code in codes for cycle in range(2025, 2030)}
    for code in codes:
        turns = turns_of(code, 2027)
        taking = {feast for feast in feasts if not set(turns).isdisjoint(turns_of(*feast))}
        assert feasts_serving(turns) == taking, code
