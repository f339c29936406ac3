"""The words of a rule and its written form mean the same."""

import pytest

from liaison.domain.date_rules import RuleError
from liaison.domain.observances import POLICY
from liaison.domain.rule_texts import parse_rule, rule_text
from liaison.domain.rule_words import read_rule

NAMED = {observance.name: observance.rule for observance in POLICY}


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("10月1日", "10-01"),
        ("十月一日", "10-01"),
        ("公历10.1", "10-01"),
        ("10-01", "10-01"),
        ("农历八月十五", "lunar 08-15"),
        ("八月十五", "lunar 08-15"),
        ("农历 8月15日", "lunar 08-15"),
        ("腊月廿三", "lunar 12-23"),
        ("除夕", "last day of lunar month 12"),
        ("腊月最后一天", "last day of lunar month 12"),
        ("农历六月最后一天", "last day of lunar month 6"),
        ("农历正月的最后一日", "last day of lunar month 1"),
        ("冬月最后一天", "last day of lunar month 11"),
        ("节气清明", "solar term 清明"),
        ("冬至", "solar term 冬至"),
        ("5月第2个星期日", "2nd Sunday May"),
        ("五月的第二个周日", "2nd Sunday May"),
        ("11月第4个星期四", "4th Thursday November"),
        ("春节前1天", "1 day before 春节"),
        ("春节后十五天", "15 days after 春节"),
        ("1 day before 春节", "1 day before 春节"),
    ],
)
def test_words_are_read_as_the_written_rule(words: str, written: str):
    assert rule_text(read_rule(words, NAMED)) == written


@pytest.mark.parametrize("observance", POLICY, ids=lambda observance: observance.code)
def test_what_a_rule_says_of_itself_is_read_back(observance):
    assert read_rule(observance.rule.words, NAMED) == observance.rule


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("2月30日", "impossible_solar_date"),
        ("农历八月三十一", "impossible_lunar_date"),
        ("13月第1个星期一", "unreadable_words"),
        ("5月第6个星期日", "no_such_week"),
        ("中元节前1天", "unknown_base"),
        ("春节前90天", "too_far"),
        ("2026年10月1日", "unreadable_words"),
        ("农历闰六月初一", "unreadable_words"),
        ("每逢初一", "unreadable_words"),
        ("", "unreadable_words"),
    ],
)
def test_a_rule_that_can_never_be_meant_is_refused(words: str, code: str):
    with pytest.raises(RuleError) as refusal:
        read_rule(words, {"春节": parse_rule("lunar 01-01")})
    assert refusal.value.code == code
