import re

import pytest

from liaison.domain.surname_readings import surname, surnames
from liaison.domain.table_files import table_rows
from liaison.domain.variants import fold

# The surnames that are read otherwise than the word, as the dictionaries give them.
MISREAD = {
    "单": "shan", "曾": "zeng", "仇": "qiu", "解": "xie", "查": "zha", "朴": "piao", "任": "ren",
    "华": "hua", "区": "ou",
    "缪": "miao", "乐": "yue", "覃": "qin", "繁": "po", "种": "chong", "员": "yun", "召": "shao",
    "翟": "zhai",
    "盖": "ge", "燕": "yan", "那": "na", "过": "guo", "折": "she", "尉": "wei", "洗": "xian", "冼": "xian",
    "秘": "bi", "宓": "mi", "乜": "nie", "郗": "xi", "郇": "xun", "隗": "wei", "訾": "zi", "谌": "chen",
    "钭": "tou",
    "阚": "kan", "逄": "pang", "佘": "she", "厍": "she", "亓": "qi", "仉": "zhang", "撒": "sa",
    "芮": "rui", "牟": "mou",
    "万俟": "mo qi", "尉迟": "yu chi", "长孙": "zhang sun", "澹台": "tan tai", "令狐": "ling hu",
    "单于": "chan yu",
    "鲜于": "xian yu", "濮阳": "pu yang", "亓官": "qi guan", "乐正": "yue zheng", "宰父": "zai fu",
    "闾丘": "lv qiu",
}


@pytest.mark.parametrize(("written", "reading"), MISREAD.items())
def test_a_surname_is_read_as_a_surname(written, reading):
    assert " ".join(surname(written).readings[0]) == reading


@pytest.mark.parametrize(("written", "readings"), [
    ("单", ["shan", "dan", "chan"]), ("乐", ["yue", "le"]), ("覃", ["qin", "tan"]), ("曾", ["zeng"]),
])
def test_other_readings_that_families_use_follow_the_usual_one(written, readings):
    assert ["".join(each) for each in surname(written).readings] == readings


@pytest.mark.parametrize(("traditional", "simplified"), [
    ("單", "单"), ("陳", "陈"), ("鍾", "钟"), ("鐘", "钟"), ("尉遲", "尉迟"), ("澹臺", "澹台"),
    ("吳", "吴"), ("呉", "吴"),
])
def test_both_scripts_and_variants_lead_to_one_entry(traditional, simplified):
    assert surname(traditional) == surname(simplified)


@pytest.mark.parametrize(("one", "other"), [("于", "於"), ("宁", "甯"), ("钟", "终")])
def test_surnames_that_only_fold_together_stay_apart(one, other):
    assert surname(one) != surname(other)


def test_an_unknown_surname_has_no_entry():
    assert surname("吃") is None and surname("") is None


def test_every_reading_has_one_plain_syllable_for_each_character():
    for entry in surnames().values():
        for reading in entry.readings:
            assert len(reading) == len(entry.written), entry
            assert all(re.fullmatch("[a-z]{1,6}", syllable) for syllable in reading), entry


def test_no_surname_stands_twice_and_all_are_in_standard_characters_or_a_surname_of_their_own():
    written = [row["surname"] for row in table_rows("surnames")]
    assert len(written) == len(set(written))
    assert [each for each in written if fold(each) != each] == ["甯", "麴", "仝", "於"]


def test_the_table_holds_a_thousand_surnames():
    assert len(table_rows("surnames")) > 1_000
