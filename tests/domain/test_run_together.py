"""Unit and title said in one breath are told apart from the end."""

import pytest

from liaison.domain.run_together import MOST_WAYS, told_apart


@pytest.mark.parametrize(("word", "way"), [
    ("教育局局长", "教育局 局长"),
    ("教育局局長", "教育局 局長"),
    ("教育局长", "教育 局长"),
    ("教育局副局长", "教育局 副局长"),
    ("教育局常务副局长", "教育局 常务副局长"),
    ("教育局办公室主任", "教育局 办公室主任"),
    ("教育局中教科科长", "教育局 中教科科长"),
    ("江州大学教务处处长", "江州大学 教务处处长"),
    ("市一中卞主任", "市一中 卞主任"),
    ("市一中卞副主任", "市一中 卞 副主任"),
    ("市一中欧阳主任", "市一中 欧阳主任"),
    ("江州公司马主任", "江州公司 马主任"),
    ("教育局办公室王主任", "教育局 办公室 王主任"),
    ("江州发展李总", "江州发展 李总"),
    ("市一中王老师", "市一中 王老师"),
    ("市一中王先生", "市一中 王先生"),
    ("陈建国主任", "陈建国 主任"),
])  # fmt: skip
def test_the_cut_that_was_meant_is_among_the_ways(word: str, way: str):
    assert way.split() in told_apart(word)


@pytest.mark.parametrize("word", [
    "", "局长", "卞主任", "欧阳主任", "王先生", "教育局", "没有的人", "总", "cjg", "2046", "局" * 30 + "局长",
])  # fmt: skip
def test_a_word_without_unit_or_title_stays_whole(word: str):
    assert told_apart(word) == []


def test_no_way_is_told_twice_and_none_loses_a_character():
    for word in ("教育局人事处欧阳局长", "市一中卞主任", "江州大学教务处欧阳处长"):
        ways = told_apart(word)
        assert len(ways) == len({tuple(way) for way in ways}) <= MOST_WAYS
        assert {"".join(way) for way in ways} == {word}
