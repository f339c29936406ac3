import pytest
from domain.people_samples import university_names

from liaison.domain.table_files import table_rows
from liaison.domain.variants import fold


@pytest.mark.parametrize(("written", "standard"), [
    ("陳", "陈"), ("歐陽", "欧阳"), ("張偉", "张伟"), ("峯", "峰"), ("喆", "哲"), ("堃", "坤"),
    ("啟", "启"), ("啓", "启"),
    ("勳", "勋"), ("鍾", "钟"), ("鐘", "钟"), ("呉", "吴"), ("衞", "卫"), ("黃", "黄"), ("溫", "温"),
    ("淩", "凌"),
    ("煇", "辉"), ("恵", "惠"), ("龍", "龙"), ("龜", "龟"), ("臺灣大學", "台湾大学"),
    ("農曆閏臘", "农历闰腊"),
])
def test_traditional_and_variant_characters_fold_to_the_standard_one(written, standard):
    assert fold(written) == standard


@pytest.mark.parametrize("text", ["乾隆", "李著", "慰藉", "王伟", "John Smith", "", "党办"])
def test_names_of_their_own_and_other_texts_are_left_alone(text):
    assert fold(text) == text


def test_folding_twice_is_folding_once():
    assert all(fold(row["standard"]) == row["standard"] for row in table_rows("variants"))


def test_no_character_folds_two_ways():
    others = [character for row in table_rows("variants") for character in row["others"]]
    assert len(others) == len(set(others)) > 3_000


def test_the_names_of_universities_are_in_standard_characters_already():
    assert [name for name in university_names() if fold(name) != name] == []
