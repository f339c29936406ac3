"""The words of an audience and its written form mean the same."""

import pytest

from liaison.domain.audience import AudienceError, parse_audience
from liaison.domain.audience_words import read_audience
from liaison.domain.observances import POLICY


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("全部", "everyone"),
        ("不发", "nobody"),
        ("可选：全部", "optional: everyone"),
        ("医院或“卫健”标签", "kind:hospital or tag:卫健"),
        ('医院或"卫健"标签', "kind:hospital or tag:卫健"),
        ("医院或者标签卫健", "kind:hospital or tag:卫健"),
        ("可选：北方的私交", "optional: region:north and personal"),
        ("重点联系且女同志", "tier:key and gender:female"),
        ("“党的建设或团建”标签", "tag:党的建设或团建"),
        ("单位市第一中学", "unit:市第一中学"),
        ("离退休或“老干部”标签或“长者”标签", "retired or tag:老干部 or tag:长者"),
        ("kind:hospital or tag:卫健", "kind:hospital or tag:卫健"),
        ("optional: region:north and personal", "optional: region:north and personal"),
        ("optional: everyone", "optional: everyone"),
        ("optional: personal", "optional: personal"),
    ],
)
def test_words_are_read_as_the_written_rule(words: str, written: str):
    assert read_audience(words) == parse_audience(written)


@pytest.mark.parametrize("observance", POLICY, ids=lambda observance: observance.code)
def test_what_an_audience_says_of_itself_is_read_back(observance):
    assert read_audience(observance.audience.words) == observance.audience


@pytest.mark.parametrize("words", ["", "大家", "医院或", "可选：不发", "kind:moon", "全部或医院"])
def test_an_audience_nobody_could_belong_to_is_refused(words: str):
    with pytest.raises(AudienceError):
        read_audience(words)
