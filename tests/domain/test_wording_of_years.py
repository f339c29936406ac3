"""Years: animals, numbers, and those of the year that ends.

The Spring Festival of 2027 is 2027-02-06: 丁未, 羊. Its eve still belongs to 丙午, 马.
"""

import pytest
from domain.wording_findings import ERROR, WARNING, codes, severities, told


@pytest.mark.parametrize(
    ("code", "year", "lunar_year", "text"),
    [
        ("spring-festival", 2027, 2027, "马年大吉。"),
        ("spring-festival", 2027, 2027, "丙午新春安好。"),
        ("spring-festival", 2027, 2027, "猴年安好。"),
        ("lunar-new-year-eve", 2027, 2026, "马年安好。"),
        ("laba", 2027, 2026, "马年腊八过后便是猴年。"),
        ("new-year", 2027, 2026, "羊年安好。"),
        ("lantern-festival", 2027, 2027, "马年元宵好。"),
    ],
)
def test_another_years_animal_is_refused(code, year, lunar_year, text):
    findings = told(text, code, year=year, lunar_year=lunar_year)
    assert severities(findings, "wrong_zodiac") == [ERROR]


@pytest.mark.parametrize(
    ("code", "year", "lunar_year", "text"),
    [
        ("spring-festival", 2027, 2027, "羊年安好，丁未新春。"),
        ("spring-festival", 2027, 2027, "辞别马年，迎来羊年。"),
        ("spring-festival", 2027, 2027, "过去的丙午年里多蒙照应。"),
        ("lunar-new-year-eve", 2027, 2026, "羊年安好。"),
        ("lunar-new-year-eve", 2027, 2026, "丙午马年除夕，祝羊年安好。"),
        ("new-year", 2027, 2026, "马年收官。"),
        ("spring-festival", 2027, 2027, "童年旧友，少年同窗，走过甲子。"),
        ("birthday", 2027, 2027, "生日好。"),
    ],
)
def test_the_right_animal_and_the_one_taken_leave_of_are_welcome(code, year, lunar_year, text):
    assert told(text, code, year=year, lunar_year=lunar_year) == []


def test_taking_leave_in_one_clause_excuses_no_other():
    findings = told("送走旧岁，马年大吉。", "spring-festival", year=2027, lunar_year=2027)
    assert codes(findings) == ["wrong_zodiac"]


@pytest.mark.parametrize(
    ("code", "text", "severity"),
    [
        ("spring-festival", "2026年春节好。", ERROR),
        ("spring-festival", "2026春节好。", ERROR),
        ("spring-festival", "二〇二六年春节好。", ERROR),
        ("new-year", "2028年元旦好。", ERROR),
        ("teachers-day", "2026年教师节好。", WARNING),
    ],
)
def test_another_years_number_is_told(code, text, severity):
    assert severities(told(text, code, year=2027, lunar_year=2027), "wrong_year") == [severity]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("spring-festival", "2027年春节好。"),
        ("spring-festival", "回顾2026年，多蒙照应。"),
        ("spring-festival", "二零二七年春节好。"),
        ("doctors-day", "自2018年医师节设立以来，多蒙支持。"),
        ("new-year", "元旦好，已于2026年12月30日去函。"),
        ("mid-autumn", "文号20260915。"),
    ],
)
def test_the_right_year_history_and_dates_are_left_alone(code, text):
    assert "wrong_year" not in codes(told(text, code, year=2027, lunar_year=2027))


@pytest.mark.parametrize("text", ["2027年好。", "羊年好。", "丁未年好。", "二〇二七年好。"])
def test_a_template_for_any_year_names_none(text):
    assert codes(told(text, "spring-festival")) == ["fixed_year"]
    assert told(text, "spring-festival", year=2027, lunar_year=2027) == []
