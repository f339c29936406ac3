import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from liaison.domain.observances import POLICY
from liaison.domain.table_files import table_rows
from liaison.domain.wording import Severity, has_errors, lint
from liaison.domain.wording_occasions import words_of

OBSERVANCES = {observance.code: observance for observance in POLICY}
SOLEMN = [
    "qingming", "ghost-festival", "winter-clothes", "victory-day", "september-18", "martyrs-day",
    "national-memorial",
]
JOYFUL = ["祝您节日快乐。", "恭喜。", "愿您吉祥。", "庆祝这一天。", "保重！", "保重🎉。", "保重[玫瑰]。"]
GIFTS = [
    "红包", "购物卡", "礼品", "贺卡", "明信片", "宴请", "便饭", "小小心意", "月饼券", "土特产", "请笑纳",
]
NO_GIFTS = ["月饼甜，少吃两口。", "谨以此信表达心意。", "请代我向同事敬礼。", "改日登门拜访。"]
ERROR, WARNING = Severity.ERROR, Severity.WARNING


def told(text, code="mid-autumn", **more):
    """The lint of a text signed and addressed, so that a test sees only what it is about."""
    observance = OBSERVANCES.get(code)
    tone = observance.tone if observance else "祝贺"
    return lint("{称呼}：" + text + "{落款}", occasion_code=code, **{"tone": tone, **more})


def codes(findings):
    return [finding.code for finding in findings]


def severities(findings, code):
    return [finding.severity for finding in findings if finding.code == code]


def marked(text, findings):
    return [text[finding.start : finding.end] for finding in findings]


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


# Solemn days

@pytest.mark.parametrize("code", SOLEMN)
@pytest.mark.parametrize("text", JOYFUL)
def test_nothing_joyful_is_said_on_a_solemn_day(code, text):
    assert OBSERVANCES[code].solemn
    findings = told(text, code)
    assert set(codes(findings)) == {"solemn"}
    assert has_errors(findings)


def test_the_seven_solemn_days_are_those_of_the_policy():
    assert set(SOLEMN) == {code for code, observance in OBSERVANCES.items() if observance.solemn}


@pytest.mark.parametrize("code", SOLEMN)
def test_a_quiet_word_of_care_may_be_said_on_a_solemn_day(code):
    assert told("天气转凉，请多保重。", code) == []


def test_the_mark_alone_makes_a_day_solemn_whatever_its_tone():
    assert "solemn" in codes(lint("{称呼}，节日快乐。{落款}", solemn=True))


def test_a_director_called_zhu_is_no_congratulation():
    values = {"称呼": "祝您华主任", "落款": "张敏"}
    text = "祝您华主任：请多保重。张敏"
    assert lint(text, occasion_code="qingming", solemn=True, values=values) == []
    assert "solemn" in codes(lint(text, occasion_code="qingming", solemn=True))


def test_qixi_is_not_for_an_office():
    assert severities(told("七夕安好。", "qixi"), "silent_occasion") == [ERROR]


# 快乐 and 安康

@pytest.mark.parametrize(
    ("code", "severity"),
    [
        ("dragon-boat", ERROR),
        ("party-founding-day", ERROR),
        ("army-day", ERROR),
        ("police-day", WARNING),
        ("fire-safety-day", WARNING),
        ("double-ninth", WARNING),
        ("nurses-day", WARNING),
        ("constitution-day", WARNING),
        ("arbor-day", WARNING),
        ("winter-solstice", WARNING),
    ],
)
def test_kuaile_is_out_of_place(code, severity):
    assert severities(told("快乐，安康。", code), "joy") == [severity]


@pytest.mark.parametrize("code", ["new-year", "spring-festival", "teachers-day", "mid-autumn", "birthday"])
def test_kuaile_is_in_place(code):
    assert told("节日快乐。", code) == []


@pytest.mark.parametrize(
    ("tone", "severity"), [("庄重祝贺", ERROR), ("致敬", WARNING), ("敬老祝福", WARNING), ("中性", WARNING)]
)
def test_an_occasion_of_the_offices_own_is_judged_by_its_tone(tone, severity):
    assert severities(told("快乐。", "founding-day", tone=tone), "joy") == [severity]


def test_duanwu_wishes_good_health():
    assert codes(told("端午节问候您。", "dragon-boat")) == ["good_health"]
    assert told("端午节祝您安康。", "dragon-boat") == []


# Names of festivals

def test_a_text_for_another_festival_is_refused():
    (finding,) = told("端午安康。", "mid-autumn")
    assert (finding.code, finding.severity, finding.params["name"]) == ("other_festival", ERROR, "端午")


@pytest.mark.parametrize("text", ["中秋好，端午的事多谢。", "{节日}好，端午的事多谢。"])
def test_a_second_festival_beside_the_right_one_is_worth_a_look(text):
    assert severities(told(text), "other_festival") == [WARNING]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("spring-festival", "除夕到元宵，祝新春安好。"),
        ("lunar-new-year-eve", "除夕好，春节安康。"),
        ("mid-autumn-national-day", "中秋、国庆双节安好。"),
        ("teachers-day", "十一月有二十一个班，五一路、六一班都好。"),
        ("mid-autumn", "中秋月圆。"),
        ("birthday", "国庆前后见。"),
    ],
)
def test_these_names_are_natural_here(code, text):
    assert told(text, code) == []


def test_every_observance_has_its_words_and_its_own_name_among_them():
    for code, observance in OBSERVANCES.items():
        assert any(name in observance.name for name in words_of(code).names), code


def test_every_listed_occasion_is_known():
    listed = {row["code"] for row in table_rows("wording_occasions")}
    assert listed == {*OBSERVANCES, "mid-autumn-national-day", "foreign"}


# Years. The Spring Festival of 2027 is 2027-02-06: 丁未, 羊. Its eve still belongs to 丙午, 马.

@pytest.mark.parametrize(
    ("code", "year", "lunar_year", "text"),
    [
        ("spring-festival", 2027, 2027, "马年大吉。"),
        ("spring-festival", 2027, 2027, "丙午新春安好。"),
        ("spring-festival", 2027, 2027, "猴年安好。"),
        ("lunar-new-year-eve", 2027, 2026, "马年安好。"),
        ("laba", 2027, 2026, "马年腊八过后便是猴年。"),
        ("new-year", 2027, 2026, "羊年安好。"),
        ("lantern-festival", 2027, 2027, "马年元宵好。"),
    ],
)
def test_another_years_animal_is_refused(code, year, lunar_year, text):
    findings = told(text, code, year=year, lunar_year=lunar_year)
    assert severities(findings, "wrong_zodiac") == [ERROR]


@pytest.mark.parametrize(
    ("code", "year", "lunar_year", "text"),
    [
        ("spring-festival", 2027, 2027, "羊年安好，丁未新春。"),
        ("spring-festival", 2027, 2027, "辞别马年，迎来羊年。"),
        ("spring-festival", 2027, 2027, "过去的丙午年里多蒙照应。"),
        ("lunar-new-year-eve", 2027, 2026, "羊年安好。"),
        ("lunar-new-year-eve", 2027, 2026, "丙午马年除夕，祝羊年安好。"),
        ("new-year", 2027, 2026, "马年收官。"),
        ("spring-festival", 2027, 2027, "童年旧友，少年同窗，走过甲子。"),
        ("birthday", 2027, 2027, "生日好。"),
    ],
)
def test_the_right_animal_and_the_one_taken_leave_of_are_welcome(code, year, lunar_year, text):
    assert told(text, code, year=year, lunar_year=lunar_year) == []


def test_taking_leave_in_one_clause_excuses_no_other():
    findings = told("送走旧岁，马年大吉。", "spring-festival", year=2027, lunar_year=2027)
    assert codes(findings) == ["wrong_zodiac"]


@pytest.mark.parametrize(
    ("code", "text", "severity"),
    [
        ("spring-festival", "2026年春节好。", ERROR),
        ("spring-festival", "2026春节好。", ERROR),
        ("spring-festival", "二〇二六年春节好。", ERROR),
        ("new-year", "2028年元旦好。", ERROR),
        ("teachers-day", "2026年教师节好。", WARNING),
    ],
)
def test_another_years_number_is_told(code, text, severity):
    assert severities(told(text, code, year=2027, lunar_year=2027), "wrong_year") == [severity]


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("spring-festival", "2027年春节好。"),
        ("spring-festival", "回顾2026年，多蒙照应。"),
        ("spring-festival", "二零二七年春节好。"),
        ("doctors-day", "自2018年医师节设立以来，多蒙支持。"),
        ("new-year", "元旦好，已于2026年12月30日去函。"),
        ("mid-autumn", "文号20260915。"),
    ],
)
def test_the_right_year_history_and_dates_are_left_alone(code, text):
    assert "wrong_year" not in codes(told(text, code, year=2027, lunar_year=2027))


@pytest.mark.parametrize("text", ["2027年好。", "羊年好。", "丁未年好。", "二〇二七年好。"])
def test_a_template_for_any_year_names_none(text):
    assert codes(told(text, "spring-festival")) == ["fixed_year"]
    assert told(text, "spring-festival", year=2027, lunar_year=2027) == []


# Words

@pytest.mark.parametrize("word", GIFTS)
def test_gifts_cards_and_dinners_are_refused_to_public_bodies(word):
    assert severities(told(f"备有{word}。"), "gift") == [ERROR]
    assert severities(told(f"备有{word}。", government=False), "gift") == [WARNING]


@pytest.mark.parametrize("text", NO_GIFTS)
def test_a_mooncake_on_the_table_is_no_gift(text):
    assert told(text) == []


@pytest.mark.parametrize("text", ["限时优惠。", "免费领取。", "拒收请回复R。", "点击链接。", "请转发。"])
def test_a_greeting_is_no_advertisement(text):
    assert codes(told(text)) == ["advertising"]


@pytest.mark.parametrize(
    "text",
    [
        "祝您们安好。", "代问您的令尊安。", "读了您的拙作。", "我们莅临贵单位。", "我们一定鼎力相助。",
        "您忝任局长。", "元旦节好。", "亲爱的朋友。", "你好，祝您安康。", "请您和你们科里的人保重。",
    ],
)
def test_honorifics_the_wrong_way_round_are_told(text):
    assert "honorific" in codes(told(text, "birthday"))


@pytest.mark.parametrize("text", ["代问令尊安。", "敬请莅临指导。", "多谢鼎力相助。", "您和各位辛苦了。"])
def test_honorifics_the_right_way_round_are_welcome(text):
    assert told(text) == []


def test_nobody_in_a_new_post_is_wished_a_last_journey():
    assert severities(told("祝您一路走好。", "new-post"), "omen") == [ERROR]


def test_words_for_the_dead_may_stand_on_a_solemn_day():
    assert told("英烈千古。", "martyrs-day") == []


@pytest.mark.parametrize("text", ["恭喜高升。", "祝官运亨通。", "恭喜发财。", "步步高升。"])
def test_wishes_for_rank_and_riches_are_told(text):
    assert set(codes(told(text, "new-post"))) == {"flattery"}


def test_emoji_are_told_in_writing_and_left_to_a_chat():
    assert codes(told("中秋好🌕。")) == ["emoji"]
    assert told("中秋好🌕。", channel="wechat") == []


# Form

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


# Marks and scripts

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


# The table and the lint as a whole

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
