"""Form of a text: address, signature, length, marks and scripts."""

import pytest
from domain.wording_findings import ERROR, WARNING, codes, marked, severities, told

from liaison.domain.wording import lint


@pytest.mark.parametrize(
    ("channel", "severity"),
    [("sms", [ERROR]), ("wechat", [ERROR]), ("letter", [ERROR]), ("call", []), ("visit", [])],
)
def test_whoever_is_written_to_is_addressed(channel, severity):
    assert severities(lint("中秋好。{落款}", channel=channel), "missing_address") == severity


@pytest.mark.parametrize(
    ("channel", "severity"),
    [("sms", [WARNING]), ("email", [ERROR]), ("letter", [ERROR]), ("wechat", []), ("call", [])],
)
def test_formal_writing_is_signed(channel, severity):
    assert severities(lint("{称呼}：中秋好。", channel=channel), "missing_signature") == severity


def test_a_letter_is_addressed_to_the_unit_and_signed_with_ours():
    assert lint("{单位}：\n　　中秋好。\n{我方单位}", channel="letter") == []


def test_a_made_text_is_judged_by_the_persons_own_address_and_signature():
    values = {"称呼": "王主任", "落款": "张敏"}
    assert lint("王主任：中秋好。张敏", values=values) == []
    assert codes(lint("李主任：中秋好。李明", values=values)) == ["missing_address", "missing_signature"]


def test_an_empty_text_is_told_once():
    assert codes(lint(" \n")) == ["empty"]


def test_faulty_placeholders_are_told_in_place():
    text = "{称谓}：中秋好，{落款}"
    findings = [finding for finding in lint(text) if finding.code == "unknown_placeholder"]
    assert marked(text, findings) == ["{称谓}"]


def test_a_value_this_person_lacks_is_told():
    findings = lint("{称呼}：{新职务}。{落款}", values={"称呼": "王主任", "落款": "张敏"})
    assert codes(findings) == ["missing_value"]
    assert "新职务" in findings[0].message


def test_a_long_message_is_measured_as_sent():
    text = "{称呼}：" + "好" * 60 + "{落款}"
    short, long = {"称呼": "王总", "落款": "张敏"}, {"称呼": "欧阳副主任", "落款": "市外办张敏"}
    assert lint(text, values=short) == []
    (finding,) = lint(text, values=long)
    assert (finding.code, finding.params) == ("long_message", {"units": 71, "parts": 2, "over": 1})


def test_a_letter_may_be_long():
    assert lint("{称呼}：" + "好" * 300 + "{落款}", channel="letter") == []


@pytest.mark.parametrize(
    ("text", "mark"),
    [("您好,中秋安康。", ","), ("您好:中秋安康。", ":"), ("中秋好.", "."), ("好(再祝)。", "(")],
)
def test_half_width_marks_in_chinese_are_told(text, mark):
    findings = [finding for finding in told(text) if finding.code == "half_width"]
    assert mark in marked("{称呼}：" + text, findings)


@pytest.mark.parametrize("text", ["电话0571-85250000。", "时间8:30，约3.5公里。", "共1,000人。"])
def test_marks_within_figures_are_left_alone(text):
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "kept"),
    [("好，，", "，"), ("好。。", "……"), ("好！！！", "！"), ("好，。", "，"), ("好...", "……")],
)
def test_doubled_marks_are_told_with_what_to_keep(text, kept):
    (finding,) = (finding for finding in told(text) if finding.code == "doubled_mark")
    assert finding.params["kept"] == kept


@pytest.mark.parametrize("text", ["日子还长……慢慢来。", "这一年——多谢。"])
def test_ellipsis_and_dash_are_two_characters_by_right(text):
    assert told(text) == []


def test_full_width_figures_are_told():
    assert codes(told("８月１５日安好。")) == ["full_width", "full_width"]


def test_the_rarer_script_is_told():
    text = "祝賀您节日安康，门庭兴旺。"
    (finding,) = told(text)
    assert finding.code == "mixed_scripts"
    assert "“贺”" in finding.message


def test_a_text_wholly_in_one_script_is_left_alone():
    assert told("祝賀節日安康，門庭興旺。") == []
    assert told("祝贺节日安康，门庭兴旺。") == []


def test_a_name_in_the_other_script_is_left_alone():
    values = {"称呼": "陳锺書先生", "落款": "张敏"}
    assert lint("陳锺書先生：祝贺节日安康。张敏", values=values) == []


def test_traditional_words_above_a_simplified_signature_are_told():
    values = {"称呼": "王主任", "落款": "市外办张敏"}
    found = lint("王主任：祝您新春快樂。市外办张敏", values=values)
    assert [finding.params["character"] for finding in found] == ["樂"]
    assert lint("王主任：祝您新春快樂。文心如", values={**values, "落款": "文心如"}) == []
