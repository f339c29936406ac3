"""The wording lint as a whole, and a good text."""

import pytest
from domain.wording_findings import ERROR, OBSERVANCES, told
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.table_files import table_rows
from liaison.domain.wording import lint


def test_a_good_text_has_no_findings():
    assert told("中秋好。一年来多蒙照应，祝您全家团圆。") == []


@pytest.mark.parametrize(("code", "text"), [
    ("qingming", "節日快樂。"), ("dragon-boat", "節日快樂。"), ("army-day", "節日快樂。"),
])
def test_the_same_words_are_judged_alike_in_traditional_characters(code, text):
    simplified = told(text.replace("節", "节").replace("樂", "乐"), code)
    worst = {each.code for each in simplified if each.severity == ERROR}
    assert worst and worst <= {each.code for each in told(text, code) if each.severity == ERROR}


def test_one_person_s_text_is_told_whom_to_address_and_who_signs():
    values = {"称呼": "巴支队长", "落款": "市委统战部"}
    found = lint("中秋好。", occasion_code="mid-autumn", tone="祝福", channel="email", values=values)
    assert {"没有称呼，请在开头写上“巴支队长”", "没有落款，请在末尾写上“市委统战部”"} <= {each.message for each in found}


def test_every_listed_word_is_told_with_advice():
    for row in table_rows("wording_words"):
        assert row["advice"]
        solemn = row["rule"] == "congratulation"
        findings = lint("{称呼}：" + row["word"] + "{落款}", solemn=solemn, channel="wechat")
        messages = [finding.message for finding in findings]
        assert any(row["advice"] in message for message in messages), row["word"]


def test_findings_come_in_the_order_of_the_text():
    findings = told("红包，，端午，扫码。")
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)
    assert len(findings) == 4


@settings(deadline=None, max_examples=200)
@given(
    st.text(alphabet="您祝羊马年快乐红包端午2027二〇，。,.!{}称呼賀贺🎉 \n", max_size=40),
    st.sampled_from([*OBSERVANCES, "birthday", ""]),
    st.sampled_from(["sms", "wechat", "email", "letter", "call", "visit"]),
    st.sampled_from([None, {}, {"称呼": "祝主任", "落款": "张敏"}]),
)
def test_any_text_is_linted_and_every_finding_lies_within_it(text, code, channel, values):
    years = {"year": 2027, "lunar_year": 2027}
    for finding in lint(text, occasion_code=code, channel=channel, values=values, **years):
        assert 0 <= finding.start <= finding.end <= len(text)
        assert finding.message
