import re

import pytest

from liaison.domain.audience import AudienceError, Person, Standing, parse_audience

NURSE = Person(unit_kind="hospital", gender="female", tags=frozenset({"卫健"}))
SOLDIER = Person(unit_kind="military", gender="male")
VETERAN_CADRE = Person(tags=frozenset({"老干部"}), retired=True)
NORTHERN_FRIEND = Person(region="north", personal=True)


@pytest.mark.parametrize(("text", "words"), [
    ("everyone", "全部"),
    ("nobody", "不发"),
    ("optional: everyone", "可选：全部"),
    ("gender:female", "女同志"),
    ("kind:hospital or tag:卫健", "医院或“卫健”标签"),
    ("retired or tag:老干部 or tag:长者", "离退休或“老干部”标签或“长者”标签"),
    ("optional: region:north and personal", "可选：北方的私交"),
    ("tier:key and kind:military or military_family", "重点联系的部队或军属"),
    ("unit:17", "单位17"),
])
def test_an_audience_is_read_said_in_words_and_written_back(text, words):
    audience = parse_audience(text)
    assert audience.words == words
    assert audience.text == text


@pytest.mark.parametrize(("text", "person", "standing", "reason"), [
    ("everyone", Person(), Standing.GREETED, "全部"),
    ("nobody", NURSE, Standing.OUTSIDE, "不在对象范围（不发）"),
    ("kind:hospital or tag:卫健", NURSE, Standing.GREETED, "医院"),
    ("tag:卫健 or kind:hospital", NURSE, Standing.GREETED, "“卫健”标签"),
    ("kind:hospital or tag:卫健", SOLDIER, Standing.OUTSIDE, "不在对象范围（医院或“卫健”标签）"),
    ("gender:female", NURSE, Standing.GREETED, "女同志"),
    ("gender:female", Person(), Standing.OUTSIDE, "不在对象范围（女同志）"),
    ("retired", VETERAN_CADRE, Standing.GREETED, "离退休"),
    ("optional: everyone", SOLDIER, Standing.OPTIONAL, "全部"),
    ("optional: region:north and personal", NORTHERN_FRIEND, Standing.OPTIONAL, "北方、私交"),
    ("optional: region:south and personal", NORTHERN_FRIEND, Standing.OUTSIDE,
     "不在对象范围（可选：南方的私交）"),
    ("unit:17", Person(unit="17"), Standing.GREETED, "单位17"),
    ("tier:key", Person(tier="key"), Standing.GREETED, "重点联系"),
])
def test_how_a_person_stands_to_an_audience_and_why(text, person, standing, reason):
    membership = parse_audience(text).judge(person)
    assert membership.standing is standing
    assert membership.reason == reason
    assert bool(membership) == (standing is Standing.GREETED)


@pytest.mark.parametrize("text", [
    "", "optional:", "optional: nobody", "kind:bank", "kind:", "tag:", "gender:x", "tier:gold",
    "colour:red", "retired:yes", "everyone or retired", "kind:hospital or",
    "kind:hospital and and retired", "全部",
])
def test_an_audience_that_cannot_be_read_is_refused_in_words(text):
    with pytest.raises(AudienceError, match=re.escape("看不懂对象条件")) as refusal:
        parse_audience(text)
    assert refusal.value.code == "unknown_condition"
