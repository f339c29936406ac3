"""Names as cells hold them: what is no name is told, what belongs to the name stays."""

import pytest
from domain.people_samples import people_file

from liaison.domain.genders import Gender
from liaison.domain.names import clean_name
from liaison.domain.typed_names import NameRemark, TypedName, read_name

MALE, FEMALE = Gender.MALE, Gender.FEMALE


@pytest.mark.parametrize(("typed", "name", "gender"), [
    ("赵（女）", "赵", FEMALE),
    ("赵敏(女)", "赵敏", FEMALE),
    ("张伟【男】", "张伟", MALE),
    ("周九先生", "周九", MALE),
    ("吴十 女士", "吴十", FEMALE),
    ("劉沖先生", "劉沖", MALE),
    ("欧阳修先生", "欧阳修", MALE),
    ("史密斯先生", "史密斯", MALE),
    ("Smith女士", "Smith", FEMALE),
    ("王伟同志", "王伟", None),
])
def test_a_gender_and_a_form_of_address_are_no_part_of_the_name(typed, name, gender):
    assert read_name(typed) == TypedName(name, gender)


@pytest.mark.parametrize("typed", [
    "单建国", "屈　直", "黑 夫", "欧阳 建国", "欧阳\n修", "司马 相如", "买买提·艾山", "买买提.艾山", "John  Smith", "J. Smith, Jr.",
    "O'Brien", "李Jason", "市教育局", "王工", "玉法師", "一个特别特别长的名字", "",
])
def test_a_name_is_kept_as_it_is(typed):
    assert read_name(typed) == TypedName(clean_name(typed))


@pytest.mark.parametrize(("typed", "remark"), [
    ("13800000099", NameRemark.NUMBER),
    ("010-66096114", NameRemark.NUMBER),
    ("＋86 138 0000 0099", NameRemark.NUMBER),
    ("？？", NameRemark.NO_NAME),
    ("钱七、孙八", NameRemark.SEVERAL),
    ("钱七，孙八,欧阳修", NameRemark.SEVERAL),
    ("钱七\n孙八", NameRemark.SEVERAL),
    ("张三／李四", NameRemark.SEVERAL),
])
def test_what_is_no_name_or_two_is_none(typed, remark):
    assert read_name(typed) == TypedName("", remark=remark)


@pytest.mark.parametrize(("typed", "remark", "gender"), [
    ("王老师", NameRemark.NO_GIVEN, None),
    ("李处长", NameRemark.NO_GIVEN, None),
    ("张副处长", NameRemark.NO_GIVEN, None),
    ("欧阳先生", NameRemark.NO_GIVEN, MALE),
    ("王小姐", NameRemark.NO_GIVEN, FEMALE),
    ("王夫人", NameRemark.NO_GIVEN, None),
    ("王总", NameRemark.NO_GIVEN, None),
    ("吳總", NameRemark.NO_GIVEN, None),
    ("张伟处长", NameRemark.WITH_TITLE, None),
    ("张伟夫人", NameRemark.WITH_TITLE, None),
    ("宣传部长", NameRemark.WITH_TITLE, None),
    ("钱七 孙八", NameRemark.MAYBE_TWO, None),
    ("张三13800138000", NameRemark.ODD, None),
    ("张三（退）", NameRemark.ODD, None),
])
def test_what_leaves_a_doubt_is_kept_as_typed_with_a_remark(typed, remark, gender):
    assert read_name(typed) == TypedName(clean_name(typed), gender, remark)


def test_what_stands_beside_a_gender_is_kept():
    assert read_name("赵敏（女，回族）") == TypedName("赵敏(回族)", FEMALE, NameRemark.ODD)


def test_of_sixty_thousand_real_names_hardly_one_is_doubted():
    names = people_file("names.txt").read_text("utf8").split()
    doubted = [name for name in names if (found := read_name(name)).remark or found.name != name]
    assert (len(names), len(doubted) < 80) == (60_000, True)
    assert [name for name in names if not read_name(name).name] == []
