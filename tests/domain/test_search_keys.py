import sqlite3

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.search_keys import (
    LONGEST_KEY,
    broader_forms,
    name_keys,
    normalise_query,
    phone_keys,
    prefix_end,
    query_forms,
    unit_keys,
)
from liaison.domain.syllables import Reading

ZHANG = Reading("张伟明", ("zhang", "wei", "ming"), 1)
OUYANG = Reading("歐陽修", ("ou", "yang", "xiu"), 2)
LV = Reading("吕布", ("lv", "bu"), 1)


def finds(typed, keys):
    """Whether a look-up as the module documents it meets one of the keys."""
    return any(form <= key < prefix_end(form) for form in query_forms(typed) for key in keys)


def test_a_name_of_three_characters_has_twelve_keys():
    assert name_keys("张伟明", [ZHANG]) == {
        "张伟明", "伟明", "明", "zhangweiming", "weiming", "ming", "zwm", "wm", "zhangwm", "张weiming",
        "张伟ming", "张wm",
    }


def test_a_name_of_two_characters_has_six_keys():
    keys = name_keys("张伟", [Reading("张伟", ("zhang", "wei"), 1)])
    assert keys == {"张伟", "伟", "zhangwei", "wei", "zw", "张wei"}


@pytest.mark.parametrize("typed", [
    "张", "张伟", "伟明", "明", "張偉明", "张 伟明", "zhang", "zhangw", "zhangweiming", "Zhāng Wěi Míng",
    "weim", "ming", "zw",
    "zwm", "ZWM", "wm", "zhwm", "zhangwm", "zhang wm", "张w", "张wm", "张wei", "张伟m", "张wei'ming", "z",
])
def test_a_person_is_found_by_what_people_type(typed):
    assert finds(typed, name_keys("张伟明", [ZHANG]))


@pytest.mark.parametrize("typed", [
    "李", "张明", "zhangming", "zm", "weizhang", "hang", "", "  ", "·", "2736",
])
def test_a_person_is_not_found_by_something_else(typed):
    assert not finds(typed, name_keys("张伟明", [ZHANG]))


@pytest.mark.parametrize("typed", [
    "歐陽", "欧阳", "陽修", "阳修", "ouyang", "oyx", "ouyangx", "欧阳x", "欧yang", "yangxiu",
])
def test_a_traditional_name_is_found_in_both_scripts(typed):
    assert finds(typed, name_keys("歐陽修", [OUYANG]))


@pytest.mark.parametrize("typed", ["lvbu", "lubu", "lyubu", "lübu", "Lǚ Bù", "吕b", "lb"])
def test_an_umlaut_is_found_however_it_is_typed(typed):
    assert finds(typed, name_keys("吕布", [LV]))


def test_every_reading_of_a_name_finds_it():
    keys = name_keys("单伟", [Reading("单伟", ("shan", "wei"), 1), Reading("单伟", ("dan", "wei"), 1)])
    assert all(finds(typed, keys) for typed in ("shanw", "danw", "sw", "dw", "单w"))


@pytest.mark.parametrize("typed", ["买买提", "艾山", "买买提·艾山", "maimaiti", "aishan", "mmtas"])
def test_a_name_with_a_dot_is_found_from_either_part(typed):
    reading = Reading("买买提·艾山", ("mai", "mai", "ti", "ai", "shan"))
    assert finds(typed, name_keys("买买提·艾山", [reading]))


@pytest.mark.parametrize("typed", ["john", "Smith", "john smith", "JS", "José"])
def test_a_foreign_name_is_found_by_the_beginning_of_its_words(typed):
    name = "José John Smith"
    assert finds(typed, name_keys(name, [Reading(name, ("jose", "john", "smith"))]))


def test_a_corrected_reading_that_fits_no_character_still_gives_its_spelling():
    keys = name_keys("张伟明", [Reading("张伟明", ("zhangwei", "ming"), 1)])
    assert finds("zhangweim", keys) and not any(key.startswith("张w") for key in keys)


@pytest.mark.parametrize("typed", [
    "河北工程", "工程大学", "河工大", "hebeigongcheng", "gongchengdaxue", "hbgc", "gcdx", "hgd",
])
def test_a_unit_is_found_by_any_part_of_its_names(typed):
    readings = [
        Reading("河北工程大学", ("he", "bei", "gong", "cheng", "da", "xue")),
        Reading("河工大", ("he", "gong", "da")),
    ]
    assert finds(typed, unit_keys("河北工程大学", "河工大", *readings))


def test_a_unit_without_short_name_has_the_keys_of_its_name():
    assert unit_keys("市局", None, Reading("市局", ("shi", "ju"))) == {"市局", "局", "shiju", "ju", "sj"}


@pytest.mark.parametrize("typed", [
    "13514408023", "1351440", "135-1440-8023", "8023", "023", "+86 135 1440 8023", "８０２３",
])
def test_a_telephone_is_found_by_its_beginning_or_a_tail_of_three(typed):
    assert finds(typed, phone_keys("13514408023"))


@pytest.mark.parametrize("typed", ["1440", "23", "8024", "3208"])
def test_a_telephone_is_not_found_from_its_middle_or_by_two_digits(typed):
    assert not finds(typed, phone_keys("13514408023"))


def test_a_landline_is_found_without_its_area_code():
    assert finds("7341-5842", phone_keys("075573415842"))


def test_a_telephone_has_two_keys_with_or_without_its_country_code():
    assert phone_keys("+86 135-1440-8023") == phone_keys("13514408023") == {"13514408023", "<32080441531"}
    assert phone_keys("内线") == set()


def test_an_extension_has_two_keys_of_its_own():
    assert phone_keys("073184572106", "3869") == phone_keys("073184572106") | {"3869", "<9683"}


def test_the_tail_mark_cannot_be_typed():
    assert normalise_query("<3208") == "3208"


@pytest.mark.parametrize(("typed", "forms"), [
    ("陳", ["陳", "陈"]),
    ("Zhāng  Wěi", ["zhangwei"]),
    ("zhw", ["zhw", "zw"]),
    ("zh", ["zh"]),
    ("zhang", ["zhang"]),
    ("zhangshw", ["zhangshw", "zhangsw"]),
    ("zhangsh", ["zhangsh"]),
    ("wzh", ["wzh", "wz"]),
    ("2736", ["2736", "<6372"]),
    ("27", ["27"]),
    ("8613514408023", ["8613514408023", "<3208044153168", "13514408023", "<32080441531"]),
    ("河北2", ["河北2"]),
    ("·", []),
])
def test_a_query_becomes_its_forms_from_exact_to_broad(typed, forms):
    assert query_forms(typed) == forms


@pytest.mark.parametrize(("typed", "forms"), [
    ("河北gong", ["河北"]), ("臺北shi", ["台北"]), ("z伟", ["伟"]),
    ("河北", []), ("hebei", []), ("河北2", []), ("", []),
])
def test_of_a_half_converted_query_the_characters_alone_are_broader(typed, forms):
    assert broader_forms(typed) == forms


def test_no_key_begins_another_of_the_same_name():
    keys = name_keys("张安安", [Reading("张安安", ("zhang", "an", "an"), 1)])
    assert not any(one != other and other.startswith(one) for one in keys for other in keys)


def test_no_key_and_no_form_is_longer_than_the_limit():
    text = "中国" * 20
    reading = Reading(text, ("zhong", "guo") * 20)
    assert max(map(len, unit_keys(text, None, reading))) == LONGEST_KEY
    assert finds(text, unit_keys(text, None, reading))


def test_an_index_range_holds_exactly_what_begins_with_the_prefix():
    table = sqlite3.connect(":memory:")
    table.execute("create table keys (key text primary key)")
    keys = ["张", "张w", "张\U00020000", "弡", "zhang", "zhangw", "zhanh", "\ud7ff", "\ud7ffa", "\ue000"]
    table.executemany("insert into keys values (?)", [(key,) for key in keys])
    for prefix in ("张", "zhang", "\ud7ff"):
        bounds = (prefix, prefix_end(prefix))
        found = table.execute("select key from keys where key >= ? and key < ?", bounds)
        assert {key for (key,) in found} == {key for key in keys if key.startswith(prefix)}
    table.close()


@settings(deadline=None, max_examples=200)
@given(st.text(max_size=40))
def test_normalising_twice_is_normalising_once(text):
    assert normalise_query(normalise_query(text)) == normalise_query(text)


@settings(deadline=None, max_examples=200)
@given(st.text(min_size=1, max_size=12))
def test_whatever_a_name_is_its_whole_text_finds_it(name):
    assert finds(name, name_keys(name, [])) or not query_forms(name)


@settings(deadline=None, max_examples=200)
@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=1, max_size=30))
def test_a_plain_name_has_the_keys_it_has_with_a_sign_before_it(name):
    assert name_keys(name, []) == name_keys(f"·{name}", [])
