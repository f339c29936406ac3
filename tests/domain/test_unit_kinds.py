"""The kind of a unit by its name."""

import csv
from collections import Counter
from pathlib import Path

import pytest

from liaison.domain.unit_kinds import MEANINGS, NAMES, kind_meant, kind_of_name, says_more


@pytest.mark.parametrize(("name", "kind"), [
    ("中国传媒大学", "university"),
    ("安徽公安职业学院", "university"),
    ("山东医学高等专科学校", "university"),
    ("中国石油大学（北京）", "university"),
    ("电子科技大学成都学院", "university"),
    ("江州市委党校", "university"),
    ("江州大学附属医院", "hospital"),
    ("北京大学附属中学", "school"),
    ("江州中等专业学校", "school"),
    ("空军工程大学", "military"),
    ("中国科学院", "enterprise"),
    ("青溪县融媒体中心", "media"),
    ("江州市卫生健康委员会", "hospital"),
    ("江州市公安局", "justice"),
    ("江州市教育局", "government"),
    ("江州市人民公安学校", "school"),
    ("江州卫生学校", "school"),
    ("江州市第二职业高中", "school"),
    ("江州大学出版社", "media"),
    ("随便什么", "other"),
])  # fmt: skip
def test_a_name_says_what_a_unit_is(name: str, kind: str):
    assert kind_of_name(name) == kind


def test_every_institution_of_the_real_directory_is_a_university(shared: Path):
    (path,) = shared.glob("data/*/universities.csv")
    with path.open(encoding="utf-8-sig") as file:
        kinds = Counter(kind_of_name(row["学校名称"]) for row in csv.DictReader(file))
    assert kinds.pop("military") == 3  # academies of the armed police
    assert set(kinds) == {"university"}


@pytest.mark.parametrize(("word", "name", "kind"), [
    ("党政机关", "市公安局", "government"),
    ("government", "市公安局", "government"),
    ("机关", "市卫健委", "government"),
    ("机关", "市公安局", "justice"),
    ("学校", "市第二中学", "school"),
    ("学 校", "江州大学", "university"),
    ("学校", "育才书院", "school"),
    ("本科", "石油大学（华东）", "university"),
    ("事业单位", "市第一医院", "hospital"),
    ("事业单位", "市博物馆", "enterprise"),
    ("国企", "江州水务集团", "enterprise"),
    ("外国使馆", "某国领事馆", None),
    ("", "市卫健委", None),
])
def test_the_words_of_other_lists_are_our_kinds(word, name, kind):
    assert kind_meant(word, name) == kind


def test_every_synonym_stands_for_one_of_our_kinds():
    assert set(MEANINGS.values()) <= set(NAMES)
    assert [word for word in MEANINGS if word in NAMES.values()] == []


@pytest.mark.parametrize(("word", "more"), [
    ("党政机关", False), ("机关", False), ("学校", False), ("本科", True), ("国企", True), ("外国使馆", True),
])
def test_a_word_that_says_more_than_our_kind_is_worth_keeping(word, more):
    assert says_more(word) == more
