"""Telephone cells of Chinese offices, taken apart."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.phones import Phone, PhoneLabel, loses_digits, read_phones, taken_apart

MOBILE, LANDLINE, INTERNAL, OTHER = PhoneLabel


@pytest.mark.parametrize(
    ("text", "label", "digits", "extension"),
    [
        ("13800138000", MOBILE, "13800138000", ""),
        ("138 0013 8000", MOBILE, "13800138000", ""),
        ("138-0013-8000", MOBILE, "13800138000", ""),
        ("+86-138-0013-8000", MOBILE, "13800138000", ""),
        ("(+86)13800138000", MOBILE, "13800138000", ""),
        ("8613800138000", MOBILE, "13800138000", ""),
        ("008613800138000", MOBILE, "13800138000", ""),
        ("013800138000", MOBILE, "13800138000", ""),
        ("１３８　００１３　８０００", MOBILE, "13800138000", ""),
        ("手机：13800138000（微信同号）", MOBILE, "13800138000", ""),
        ("王秘书13800138000", MOBILE, "13800138000", ""),
        ("029-74005292", LANDLINE, "02974005292", ""),
        ("02974005292", LANDLINE, "02974005292", ""),
        ("（0755）73415842转3869", LANDLINE, "075573415842", "3869"),
        ("(010) 8888-6666", LANDLINE, "01088886666", ""),
        ("010－6273 1234－8012", LANDLINE, "01062731234", "8012"),
        ("8765-4321-803", LANDLINE, "87654321", "803"),
        ("87654321转分机 22", LANDLINE, "87654321", "22"),
        ("87654321 ext. 22", LANDLINE, "87654321", "22"),
        ("87654321转内线6026", LANDLINE, "87654321", "6026"),
        ("+86 10 8888 6666", LANDLINE, "01088886666", ""),
        ("0086-571-87654321", LANDLINE, "057187654321", ""),
        ("57145131703", LANDLINE, "057145131703", ""),
        ("1088886666", LANDLINE, "01088886666", ""),
        ("87654321", LANDLINE, "87654321", ""),
        ("400-810-8888转2", LANDLINE, "4008108888", "2"),
        ("内线6026", INTERNAL, "6026", ""),
        ("6026", INTERNAL, "6026", ""),
        ("小号 668877", INTERNAL, "668877", ""),
        ("内线：8765432", INTERNAL, "8765432", ""),
        ("传真：010-88886666", OTHER, "01088886666", ""),
        ("+852 2345 6789", OTHER, "+85223456789", ""),
        ("0085223456789", OTHER, "+85223456789", ""),
    ],
)
def test_one_number_is_read_whatever_stands_around_it(text, label, digits, extension):
    read = read_phones(text)
    assert read.phones == (Phone(label, text, digits, extension),)
    assert (read.doubtful, read.unread) == ((), ())


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("13651856230/13990136295", ["13651856230", "13990136295"]),
        ("13651856230、13990136295", ["13651856230", "13990136295"]),
        ("13651856230；010-88886666", ["13651856230", "01088886666"]),
        ("13651856230，13990136295", ["13651856230", "13990136295"]),
        ("13651856230\n13990136295", ["13651856230", "13990136295"]),
        ("13651856230或13990136295", ["13651856230", "13990136295"]),
        ("13651856230 13990136295", ["13651856230", "13990136295"]),
        ("138 0013 8000  139 0013 9000", ["13800138000", "13900139000"]),
        ("010-88886666 13800138000", ["01088886666", "13800138000"]),
        ("8765 4321 13800138000", ["87654321", "13800138000"]),
        ("1380013800013900139000", ["13800138000", "13900139000"]),
        ("13800138000(0571-87654321)", ["13800138000", "057187654321"]),
        ("13800138000 6026", ["13800138000", "6026"]),
        ("（办）0571-87654321（宅）0571-88888888", ["057187654321", "057188888888"]),
        ("王 13800138000 李 13900139000", ["13800138000", "13900139000"]),
        ("6026、6027", ["6026", "6027"]),
        ("6026、602", ["6026", "602"]),
    ],
)
def test_several_numbers_in_a_cell_are_told_apart(text, numbers):
    read = read_phones(text)
    assert [phone.digits for phone in read.phones] == numbers
    assert (read.doubtful, read.unread) == ((), ())


@pytest.mark.parametrize(
    ("text", "digits", "extensions"),
    [
        ("0571-87654321/22", ["057187654321", "057187654322"], ["", ""]),
        ("0571-87654321、323", ["057187654321", "057187654323"], ["", ""]),
        ("0571-87654321转802/803", ["057187654321", "057187654321"], ["802", "803"]),
        ("6021/22", ["6021", "6022"], ["", ""]),
        ("010-62731234、62731235", ["01062731234", "01062731235"], ["", ""]),
    ],
)
def test_what_the_second_number_leaves_out_comes_from_the_first(text, digits, extensions):
    phones = read_phones(text).phones
    assert [phone.digits for phone in phones] == digits
    assert [phone.extension for phone in phones] == extensions


def test_each_number_keeps_the_text_as_entered():
    texts = [phone.text for phone in read_phones("（0755）73415842转3869、１３８００１３８０００").phones]
    assert texts == ["（0755）73415842转3869", "１３８００１３８０００"]


def test_a_completed_number_shows_what_it_stands_for():
    assert [phone.text for phone in read_phones("87654321/22").phones] == ["87654321", "87654322"]


def test_a_column_of_internal_lines_makes_long_ones_internal_too():
    assert read_phones("8765432", internal=True).phones[0].label == INTERNAL
    assert read_phones("13800138000", internal=True).phones[0].label == MOBILE


@pytest.mark.parametrize("text", ["1380013800", "138001380001", "0571-876543210"])
def test_a_number_of_impossible_length_is_kept_and_doubted(text):
    read = read_phones(text)
    assert [phone.label for phone in read.phones] == [OTHER]
    assert read.doubtful == (text,)


@pytest.mark.parametrize("text", ["无", "同座机", "见备注", "1.38E+10", "12"])
def test_what_holds_no_number_is_handed_back(text):
    read = read_phones(text)
    assert read.phones == ()
    assert read.unread == (text,)


def test_good_numbers_survive_beside_a_bad_one():
    read = read_phones("13800138000、待定")
    assert [phone.digits for phone in read.phones] == ["13800138000"]
    assert read.unread == ("待定",)


def test_an_empty_cell_has_no_numbers():
    assert read_phones("  ").phones == read_phones("").unread == ()


def test_a_number_in_scientific_form_has_lost_its_end():
    assert loses_digits("1.38001E+10")
    assert not loses_digits("13800138000")


mobiles = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
landlines = st.from_regex(r"0(10|2[0-9]|[3-9][0-9]{2})-[2-9][0-9]{7}", fullmatch=True)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.one_of(mobiles, landlines), min_size=1, max_size=4), st.sampled_from("/、;；,，\n"))
def test_any_list_of_whole_numbers_is_read_back(numbers, separator):
    read = read_phones(separator.join(numbers))
    assert [phone.text for phone in read.phones] == numbers
    assert [phone.digits for phone in read.phones] == [number.replace("-", "") for number in numbers]


@settings(deadline=None, max_examples=200)
@given(st.text("0123456789+-()（）/、转分机内线 ext#手机王٣²", max_size=40))
def test_no_cell_is_too_strange(text):
    read = read_phones(text)
    assert all(phone.digits.lstrip("+").isdigit() for phone in read.phones)


plain_numbers = st.from_regex(r"1[0-9]{10}|0[0-9]{2,3}-?[0-9]{7,8}|00?[0-9]{9,13}", fullmatch=True)


@settings(deadline=None, max_examples=400)
@given(plain_numbers | st.text("0123456789-", max_size=14), st.booleans())
def test_a_number_written_plainly_is_read_as_if_it_were_taken_apart(text, internal):
    assert read_phones(text, internal) == taken_apart(text, internal)
