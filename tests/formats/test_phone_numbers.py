"""Phones judged against the world's numbering plans."""

import pytest

from liaison.domain.phones import read_phones
from liaison.formats.phone_numbers import judge_phone


def judged(text, area_code=""):
    return judge_phone(read_phones(text).phones[0], area_code)


@pytest.mark.parametrize(
    ("text", "e164", "display"),
    [
        ("13800138000", "+8613800138000", "138 0013 8000"),
        ("（0755）73415842转3869", "+8675573415842", "0755 7341 5842 转 3869"),
        ("010-88886666", "+861088886666", "010 8888 6666"),
        ("400-810-8888", "+864008108888", "400 810 8888"),
        ("+852 2345 6789", "+85223456789", "+852 2345 6789"),
    ],
)
def test_a_number_of_some_plan_is_valid_and_shown_in_groups(text, e164, display):
    phone = judged(text)
    assert (phone.e164, phone.display, phone.is_valid) == (e164, display, True)


def test_an_internal_line_has_no_number_of_the_world():
    assert judged("内线6026") == judge_phone(read_phones("6026").phones[0])
    assert (judged("内线6026").e164, judged("内线6026").display) == ("", "内线 6026")


def test_a_local_number_needs_its_area_code():
    assert judged("87654321转2").e164 == ""
    assert judged("87654321转2").display == "8765 4321 转 2"
    assert judged("87654321", "0571").e164 == "+8657187654321"


def test_a_mobile_of_a_range_not_yet_assigned_can_still_be_dialled():
    phone = judged("15450836061")
    assert not phone.is_valid
    assert phone.e164 == "+8615450836061"


def test_what_no_plan_can_hold_keeps_its_text():
    phone = judged("057187654321099887766")
    assert (phone.e164, phone.is_valid, phone.display) == ("", False, "057187654321099887766")
