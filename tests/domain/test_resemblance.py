"""What makes two records one, and what keeps them apart."""

from itertools import combinations

import pytest

from liaison.domain.resemblance import (
    Evidence,
    Person,
    Place,
    likeness_of_people,
    likeness_of_units,
    person_keys,
    unit_keys,
)
from liaison.domain.unit_forms import unit_forms

CHEN = Person("陈建国", "chen jian guo", frozenset({"13805712046"}), birthday=(False, 3, 18, 1966), units=frozenset({1}))


def like(**changes: object) -> Person:
    return Person(**{"name": "陈建国", "syllables": "chen jian guo", **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("other", "said", "likely", "possible"),
    [
        (like(mobiles=frozenset({"13805712046"})), {Evidence.NAME, Evidence.PHONE}, True, True),
        (like(name="陳建國", units=frozenset({1})), {Evidence.VARIANT_NAME, Evidence.UNIT}, False, True),
        (like(birthday=(False, 3, 18, None), units=frozenset({2})), {Evidence.NAME, Evidence.BIRTHDAY}, False, True),
        (like(name="陈健国", units=frozenset({1})), {Evidence.READING, Evidence.UNIT}, False, True),
        (like(), {Evidence.NAME, Evidence.BARE}, False, True),
        (like(units=frozenset({2}), mobiles=frozenset({"13900000000"})), {Evidence.NAME}, False, False),
        (like(name="林冲", syllables="lin chong", mobiles=frozenset({"13805712046"})), {Evidence.PHONE}, False, True),
        (
            like(units=frozenset({1}), birthday=(False, 7, 1, 1970)),
            {Evidence.NAME, Evidence.UNIT, Evidence.OTHER_BIRTHDAY},
            False,
            False,
        ),
    ],
)
def test_people(other: Person, said: set[Evidence], likely: bool, possible: bool):
    likeness = likeness_of_people(CHEN, other)
    assert set(likeness.evidence) == said
    assert (likeness.is_likely, likeness.is_possible) == (likely, possible)
    assert likeness_of_people(other, CHEN).strength == likeness.strength
    if possible:
        assert set(person_keys(CHEN)) & set(person_keys(other)), "the scan would never compare them"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("市第一中学", "市一中"),
        ("江州发展集团有限公司", "江州发展集团"),
        ("市人民政府办公室", "市政府办"),
        ("臺灣事務辦公室", "台湾事务办公室"),
        ("江州大学（东校区）", "江州大学 东校区"),
    ],
)
def test_writings_of_one_unit_share_a_form(one: str, other: str):
    assert unit_forms(one) & unit_forms(other)
    assert set(unit_keys(Place(one))) & set(unit_keys(Place(other)))


def test_other_units_share_none():
    names = ("市第一中学", "市第二中学", "市第一小学", "县第一中学", "市第一医院", "市教育局", "公司", "")
    for one, other in combinations(names, 2):
        assert not unit_forms(one) & unit_forms(other), (one, other)


def test_the_same_name_in_another_region_is_another_unit():
    one, other = Place("实验小学", region="浙江"), Place("实验小学", region="江苏")
    assert not likeness_of_units(one, other).is_possible
    assert likeness_of_units(one, Place("实验小学")).is_possible
