"""What somebody may have meant who mistyped."""

import pytest

from liaison.domain.near_forms import near_characters, near_spellings


@pytest.mark.parametrize("slip", ["chenjiango", "chenjianguoo", "chenjiangou", "cenjianguo", "chenjianguk"])
def test_one_letter_amiss_is_near(slip: str):
    assert "chenjianguo" in near_spellings(slip)


@pytest.mark.parametrize("text", ["chen", "cjg", "陈建国", "12046", "chenjianguochenjianguo"])
def test_what_is_too_short_or_too_long_is_near_nothing(text: str):
    assert near_spellings(text) == []


def test_a_telephone_with_one_digit_amiss_keeps_its_length():
    near = near_spellings("13805712046")
    assert {"13805712047", "13805712064"} <= set(near)
    assert {len(number) for number in near} == {11}


def test_one_character_of_a_name_may_be_another():
    keys, patterns = near_characters("陈健国")
    assert "健国" in keys and "陈_国" in patterns and "陈健_" in patterns
    assert near_characters("陈健") == ([], [])
